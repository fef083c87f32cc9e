/* Trash, restoring, deleting permanently: what will happen is said in numbers before. */
#include "features/files/files.h"
#include "features/overview/overview_pages.h"

#include "overview.routes.h"
#include "overview.views.h"
#include "service/settings.h"
#include "web/language.h"
#include "web/web.h"

#include <string.h>

/* What rows of a table are called; the tables that only serve others are called nothing. */
static const struct {
	const char *table, *one, *many;
} losses[] = {
	{"emails", NP_("{0} e-mail", "{0} e-mails")},
	{"phones", NP_("{0} phone", "{0} phones")},
	{"addresses", NP_("{0} address", "{0} addresses")},
	{"tax_ids", NP_("{0} tax id", "{0} tax ids")},
	{"notes", NP_("{0} note", "{0} notes")},
	{"files", NP_("{0} file", "{0} files")},
	{"customer_attributes", NP_("{0} attribute", "{0} attributes")},
	{"customer_tags", NP_("{0} tag", "{0} tags")},
	{"external_ids", NP_("{0} id of another system", "{0} ids of other systems")},
	{"event_values", NP_("{0} value in the history", "{0} values in the history")},
	{"events", NP_("{0} event", "{0} events")},
};

static struct text words_of(struct request *request, const struct customer_loss *loss)
{
	for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
		if (!text_equal(loss->table, text_of(losses[i].table)))
			continue;
		struct text number = view_count_text(&request->view, loss->rows);
		struct text sentence =
			language_plural(request->ctx->language, NULL, losses[i].one, losses[i].many, loss->rows);
		return language_fill(request->ctx->arena, sentence, &number, 1);
	}
	return TEXT("");
}

/* "2 notes, 1 address" of what goes; and of what stays. */
static enum outcome loss_read(struct request *request, struct customer_id customer, struct text *ret_goes,
			      struct text *ret_stays)
{
	struct customer_loss *list;
	size_t count;
	*ret_goes = page_words(request, N_("the customer’s own data"), TEXT_NONE);
	*ret_stays = TEXT("");
	TRY(customers_count_loss(request->ctx, customer, &list, &count));
	for (size_t i = 0; i < count; i++) {
		struct text words = words_of(request, &list[i]), *to = list[i].kept ? ret_stays : ret_goes;
		if (words.size)
			*to = text_format(request->ctx->arena, "%.*s%s%.*s", TEXT_ARG(*to), to->size ? ", " : "",
					  TEXT_ARG(words));
	}
	return DONE;
}

static enum outcome begin(struct request *request, struct customer_id customer, struct customer_row *row,
			  struct delete_page *page)
{
	TRY(context_read(request->ctx));
	TRY(customers_get(request->ctx, customer, row));
	*page = (struct delete_page){
		.row = row,
		.full_name = customer_full_name(request, row),
		.back_url = overview_profile_show_url(request->ctx->arena, customer),
		.problems = request->ctx->problems,
		.may_erase = context_may(request->ctx, PERMISSION_CUSTOMERS_ERASE),
		.may_trash = context_may(request->ctx, PERMISSION_CUSTOMERS_TRASH),
	};
	TRY(settings_count(request->ctx, SETTING_TRASH_DAYS, &page->trash_days));
	return loss_read(request, customer, &page->loss_words, &page->kept_words);
}

static enum outcome show_trash(struct request *request, struct customer_id customer)
{
	struct customer_row row;
	struct delete_page page;
	struct text reason = request_value(request, "reason");
	TRY(begin(request, customer, &row, &page));
	page.action = overview_trash_url(request->ctx->arena, customer);
	page.reason = text_is_none(reason) ? TEXT("") : reason;
	view_overview_trash(answer_html(request, 200), customer_frame(request, &row, N_("Move {0} to the trash")),
			    &page);
	return DONE;
}

enum outcome overview_trash_show(struct request *request, const struct overview_trash_show *in)
{
	return show_trash(request, in->customer);
}

enum outcome overview_trash_again(struct request *request, const struct overview_trash *in)
{
	return show_trash(request, in->customer);
}

enum outcome overview_trash(struct request *request, const struct overview_trash *in)
{
	TRY(customers_trash(request->ctx, in->customer, text_is_none(in->reason) ? TEXT("") : in->reason));
	block_offer_undo(request, &in->customer, 1);
	return answer_redirect_saying(request, overview_profile_show_url(request->ctx->arena, in->customer),
				      N_("Moved to the trash."), TEXT_NONE);
}

enum outcome overview_restore(struct request *request, const struct overview_restore *in)
{
	TRY(customers_restore(request->ctx, in->customer));
	return answer_redirect_saying(request, overview_profile_show_url(request->ctx->arena, in->customer),
				      N_("Restored."), TEXT_NONE);
}

static enum outcome show_erase(struct request *request, struct customer_id customer)
{
	struct customer_row row;
	struct delete_page page;
	TRY(begin(request, customer, &row, &page));
	page.action = overview_erase_url(request->ctx->arena, customer);
	page.typed = request_value(request, "typed");
	view_overview_erase(answer_html(request, 200), customer_frame(request, &row, N_("Delete {0} permanently")),
			    &page);
	return DONE;
}

enum outcome overview_erase_show(struct request *request, const struct overview_erase_show *in)
{
	return show_erase(request, in->customer);
}

enum outcome overview_erase_again(struct request *request, const struct overview_erase *in)
{
	return show_erase(request, in->customer);
}

/* Asked for once somebody looks at it: it counts the rows of every table, for a page that is opened all day. */
enum outcome overview_loss_show(struct request *request, const struct overview_loss_show *in)
{
	struct text goes, stays;
	TRY(context_read(request->ctx));
	TRY(loss_read(request, in->customer, &goes, &stays));
	view_overview_loss(answer_html(request, 200), goes);
	return DONE;
}

enum outcome overview_erase(struct request *request, const struct overview_erase *in)
{
	TRY(customers_erase(request->ctx, in->customer, text_is_none(in->typed) ? TEXT("") : in->typed));
	return answer_redirect_saying(request, TEXT("/admin/customers"), N_("Deleted permanently."), TEXT_NONE);
}
