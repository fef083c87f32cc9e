/* The list of customers: from what the address asks to a page, as a table or as cards.
 * Parts of it: columns, filter and its builder, rows (customers_*_pages.c); everything around
 * (customers_frame_pages.c). */
#include "features/customers/customers_pages_parts.h"

#include "customers.routes.h"
#include "customers.views.h"
#include "features/staff/staff.h"
#include "format/url.h"
#include "service/settings.h"

#define LIMIT_AT_FIRST 25

/* ---- addresses ---- */

/* ---- what is asked ---- */

/* What somebody chose last stays until they choose again. */
static enum outcome keep(struct request *request, struct text name, struct text chosen, struct text *ret_value)
{
	struct text before;
	TRY(staff_get_preference(request->ctx, name, &before));
	*ret_value = text_is_none(chosen) ? before : chosen;
	if (text_is_none(chosen) || (!text_is_none(before) && text_equal(before, chosen)))
		return DONE;
	return staff_set_preference(request->ctx, name, chosen);
}

static enum outcome read_look(struct request *request, const struct customers_list_show *in,
			      struct customers_asked *asked)
{
	struct text view, limit;
	struct text wanted =
		in->has_view ? in->view == CUSTOMERS_LIST_SHOW_VIEW_CARDS ? TEXT("cards") : TEXT("table") : TEXT_NONE;
	TRY(keep(request, TEXT("customers.view"), wanted, &view));
	wanted = in->has_limit ? text_of_number(request->ctx->arena, in->limit) : TEXT_NONE;
	TRY(keep(request, TEXT("customers.limit"), wanted, &limit));
	asked->cards = text_equal(view, TEXT("cards"));
	if (!text_to_number(limit, &asked->limit) || asked->limit < 1 || asked->limit > CUSTOMERS_PAGE_MOST)
		asked->limit = LIMIT_AT_FIRST;
	asked->page = in->page;
	return DONE;
}

static enum outcome read_sort(struct request *request, struct text sort, struct customers_asked *asked)
{
	asked->sort = LIST_SORT_CREATED;
	asked->descending = true;
	if (text_is_empty(sort) || list_sort_parse(sort, &asked->sort, &asked->descending))
		return DONE;
	return context_invalid(request->ctx, TEXT("sort"), "unknown", N_("The list cannot be sorted by “{0}”."), sort,
			       TEXT_NONE);
}

/* Filter, words of the quick search and the condition of the builder (NULL: none), as one filter. */
static struct text put_together(struct arena *arena, const struct customers_list_show *in,
				const struct customers_condition *condition)
{
	struct text filter = text_is_none(in->filter) ? TEXT("") : in->filter;
	struct text more[2] = {TEXT(""), TEXT("")};
	if (!text_is_empty(in->q))
		more[0] = customers_words_filter(arena, in->q);
	if (condition && !text_is_empty(condition->field))
		more[1] = customers_condition_filter(arena, condition);
	for (size_t i = 0; i < 2; i++)
		if (more[i].size)
			filter = text_format(arena, "%.*s%s%.*s", TEXT_ARG(filter), filter.size ? " " : "",
					     TEXT_ARG(more[i]));
	return filter;
}

static enum outcome read_filter(struct request *request, struct text source, struct customers_asked *asked)
{
	TRY(filter_parse(request->ctx, source, &asked->filter));
	asked->source = filter_print(request->ctx->arena, asked->filter);
	return DONE;
}

/* ---- the answer ---- */

static enum outcome run(struct request *request, struct customers_list *list, struct list_answer *answer)
{
	const struct customers_asked *asked = list->asked;
	bool guests;
	TRY(settings_flag(request->ctx, SETTING_LIST_GUESTS, &guests));
	struct list_ask ask = {
		.filter = asked->filter,
		.sort = asked->sort,
		.descending = asked->descending,
		.offset = (asked->page - 1) * asked->limit,
		.most = asked->limit,
		.guests = guests,
	};
	TRY(lists_run(request->ctx, &ask, answer));
	list->total = answer->total;
	list->count = answer->count;
	list->in_trash = answer->count > 0;
	for (size_t i = 0; i < answer->count; i++)
		list->in_trash = list->in_trash && answer->rows[i].status == CUSTOMER_STATUS_TRASHED;
	if (!guests) {
		struct list_answer with;
		ask.guests = true;
		ask.offset = 0;
		ask.most = 1;
		TRY(lists_run(request->ctx, &ask, &with));
		list->hidden_guests = with.total - answer->total;
	}
	struct customers_list_row *rows;
	TRY(customers_rows_fill(request, asked, answer, &rows));
	list->rows = rows;
	return DONE;
}

static int64_t last_page(const struct customers_asked *asked, int64_t total)
{
	return total > 0 ? (total + asked->limit - 1) / asked->limit : 1;
}

static enum outcome show(struct request *request, struct customers_list *list, struct text add)
{
	struct list_answer answer = {0};
	bool good = list->typed.size == 0;
	TRY(context_read(request->ctx));
	TRY(customers_columns_read(request, &list->columns));
	TRY(customers_filter_fill(request, list->asked, add, &list->filter));
	if (good)
		TRY(run(request, list, &answer));
	/* Rows may have gone since the address was made. */
	if (good && list->asked->page > last_page(list->asked, list->total))
		return answer_redirect(request, list->here);
	TRY(customers_frame_fill(request, list));
	TRY(blocks_show(request, BLOCK_LIST, (struct customer_id){0}, &list->blocks, &list->block_count));
	struct page_frame *frame = page_frame(request, N_("Customers"));
	view_customers_list(answer_html(request, list->problems->count ? 422 : 200), frame, list);
	return DONE;
}

/* A number that may mean two: the builder asks again, over the list as it was. */
static enum outcome show_builder_again(struct request *request, const struct customers_list_show *in,
				       struct customers_list *list, struct customers_asked *asked)
{
	TRY(read_sort(request, in->sort, asked));
	TRY(read_filter(request, put_together(request->ctx->arena, in, NULL), asked));
	list->here = customers_list_url(request->ctx->arena, asked, asked->source);
	return show(request, list, in->field);
}

enum outcome customers_list_show(struct request *request, const struct customers_list_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct customers_asked asked = {0};
	struct customers_list list = {.asked = &asked, .problems = request->ctx->problems, .typed = TEXT("")};
	struct customers_condition condition = {in->field, in->sign, in->value, in->value_count, in->to};
	TRY(read_look(request, in, &asked));
	enum outcome outcome = customers_condition_read(request, &condition);
	if (outcome == INVALID)
		return show_builder_again(request, in, &list, &asked);
	TRY(outcome);
	outcome = read_sort(request, in->sort, &asked);
	if (outcome == DONE)
		outcome = read_filter(request, put_together(arena, in, &condition), &asked);
	if (outcome == INVALID) {
		/* The mistake is shown over an empty list, with what was typed. */
		list.typed = put_together(arena, in, &condition);
		TRY(read_filter(request, TEXT(""), &asked));
		return show(request, &list, TEXT_NONE);
	}
	TRY(outcome);
	/* What was put together here has one address, that of its filter. */
	if (!text_is_none(in->q) || !text_is_empty(in->field))
		return answer_redirect(request, customers_list_url(arena, &asked, asked.source));
	list.here = customers_list_url(arena, &asked, asked.source);
	list.writing = text_equal(in->add, TEXT("text"));
	return show(request, &list, list.writing ? TEXT_NONE : in->add);
}
