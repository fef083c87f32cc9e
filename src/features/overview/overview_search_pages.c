/* Search behind Ctrl-K and the box at the top: customers by the quick search of the list, pages by their words in any
 * language. */
#include "features/overview/overview_pages.h"

#include "format/fold.h"
#include "overview.routes.h"
#include "overview.views.h"
#include "service/lists.h"
#include "web.views.h"

#define PALETTE_CUSTOMERS 7
#define PAGE_CUSTOMERS    50

/* What is no filter is looked for as it was typed. */
static enum outcome parse(struct request *request, struct text question, struct filter **ret_filter)
{
	struct context *ctx = request->ctx;
	size_t problems = ctx->problems->count;
	enum outcome outcome = filter_parse(ctx, question, ret_filter);
	if (outcome != INVALID)
		return outcome;
	ctx->problems->count = problems;
	char *quoted = arena_take(ctx->arena, question.size + 3);
	size_t size = 0;
	quoted[size++] = '"';
	for (size_t i = 0; i < question.size; i++)
		if (question.at[i] != '"' && question.at[i] != '\\')
			quoted[size++] = question.at[i];
	quoted[size++] = '"';
	outcome = filter_parse(ctx, (struct text){quoted, size}, ret_filter);
	ctx->problems->count = problems;
	return outcome;
}

static enum outcome find_customers(struct request *request, struct text question, int64_t most,
				   struct search_page *page)
{
	struct context *ctx = request->ctx;
	struct list_ask ask = {.sort = LIST_SORT_CREATED, .descending = true, .most = most, .guests = true};
	struct list_answer answer;
	struct filter *filter;
	if (text_is_empty(question) || !context_may(ctx, PERMISSION_CUSTOMERS_READ))
		return DONE;
	enum outcome outcome = parse(request, question, &filter);
	if (outcome != DONE)
		return outcome == INVALID ? DONE : outcome;
	ask.filter = filter;
	ask.no_total = most == PALETTE_CUSTOMERS;
	TRY(lists_run(ctx, &ask, &answer));
	struct palette_item *items = arena_take_array(ctx->arena, answer.count, sizeof *items);
	for (size_t i = 0; i < answer.count; i++) {
		const struct list_row *row = &answer.rows[i];
		items[i] = (struct palette_item){TEXT("user"), row->display_name,
						 text_is_empty(row->email) ? row->company : row->email,
						 overview_profile_show_url(ctx->arena, row->id)};
	}
	page->customers = items;
	page->customer_count = answer.count;
	page->total = answer.total;
	return DONE;
}

static bool page_matches(struct request *request, const struct page_place *place, struct text wanted)
{
	struct arena *arena = request->ctx->arena;
	const struct text names[] = {page_words(request, place->label, TEXT_NONE), text_of(place->label),
				     text_of(place->words)};
	for (size_t i = 0; i < 3; i++)
		if (text_find(fold_search(arena, names[i]), wanted, 0) != SIZE_MAX)
			return true;
	return false;
}

static void find_pages(struct request *request, struct text question, struct search_page *page)
{
	struct arena *arena = request->ctx->arena;
	struct palette_item *items = arena_take_array(arena, page_place_count, sizeof *items);
	struct text wanted = fold_search(arena, question);
	for (size_t i = 0; i < page_place_count; i++) {
		const struct page_place *place = &page_places[i];
		bool may = place->permission == PERMISSION_COUNT || context_may(request->ctx, place->permission);
		if (!may || !page_matches(request, place, wanted))
			continue;
		items[page->page_count++] = (struct palette_item){
			text_of(place->icon), page_words(request, place->label, TEXT_NONE),
			place->group[0] ? page_words(request, place->group, TEXT_NONE) : TEXT(""), text_of(place->url)};
	}
	page->pages = items;
}

static enum outcome find(struct request *request, struct text question, int64_t most, struct search_page *ret_page)
{
	question = text_trim(question);
	*ret_page = (struct search_page){.question = text_is_none(question) ? TEXT("") : question};
	TRY(context_read(request->ctx));
	TRY(find_customers(request, question, most, ret_page));
	find_pages(request, question, ret_page);
	return DONE;
}

enum outcome overview_search_results(struct request *request, const struct overview_search_results *in)
{
	struct search_page page;
	TRY(find(request, in->q, PALETTE_CUSTOMERS, &page));
	struct palette_item *items =
		arena_take_array(request->ctx->arena, page.customer_count + page.page_count, sizeof *items);
	for (size_t i = 0; i < page.customer_count; i++)
		items[i] = page.customers[i];
	for (size_t i = 0; i < page.page_count; i++)
		items[page.customer_count + i] = page.pages[i];
	view_palette_results(answer_html(request, 200), items, page.customer_count + page.page_count);
	return DONE;
}

enum outcome overview_search_show(struct request *request, const struct overview_search_show *in)
{
	struct search_page page;
	TRY(find(request, in->q, PAGE_CUSTOMERS, &page));
	struct page_frame *frame = page_frame(request, N_("Search"));
	frame->search = page.question;
	view_overview_search(answer_html(request, 200), frame, &page);
	return DONE;
}
