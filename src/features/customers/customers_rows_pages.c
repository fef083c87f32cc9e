/* Rows of the list: what stands below a status, tags, money, and what each row's menu offers to whom. */
#include "features/customers/customers_pages.h"

#include "base/zone.h"
#include "customers_list.sql.h"
#include "format/country.h"
#include "format/url.h"
#include "service/settings.h"
#include "web/discount.h"
#include "web/language.h"
#include "web/view.h"

#define MENU_MOST           12
#define PROFILE_FILTER_MOST 2000

/* ---- the menu: what the status allows and the asker may do; each opens the page of that verb in a window ---- */

struct menu {
	struct request *request;
	struct text path; /* of the customer */
	struct menu_item *items;
	size_t count;
};

static struct menu_item *offer(struct menu *menu, const char *verb, const char *label, const char *icon)
{
	struct menu_item *item = &menu->items[menu->count++];
	*item = (struct menu_item){
		.label = page_words(menu->request, label, TEXT_NONE),
		.url = text_format(menu->request->ctx->arena, "%.*s/%s", TEXT_ARG(menu->path), verb),
		.icon = text_of(icon),
		.window = true,
	};
	return item;
}

static void offer_danger(struct menu *menu, const char *verb, const char *label, const char *icon)
{
	bool first = menu->count > 0 && !menu->items[menu->count - 1].danger;
	struct menu_item *item = offer(menu, verb, label, icon);
	item->danger = true;
	item->rule = first;
}

static void offer_approval(struct menu *menu, enum customer_status status)
{
	if (status == CUSTOMER_STATUS_AWAITING || status == CUSTOMER_STATUS_INACTIVE ||
	    status == CUSTOMER_STATUS_PENDING || status == CUSTOMER_STATUS_DISAPPROVED)
		offer(menu, "activate", N_("Activate…"), "user-check");
	if (status == CUSTOMER_STATUS_PENDING || status == CUSTOMER_STATUS_DISAPPROVED)
		offer(menu, "approve", N_("Approve…"), "check");
	if (status == CUSTOMER_STATUS_PENDING)
		offer(menu, "disapprove", N_("Disapprove…"), "circle-x");
}

static void offer_block(struct menu *menu, enum customer_status status)
{
	if (status == CUSTOMER_STATUS_SUSPENDED)
		offer(menu, "lift-suspension", N_("Lift suspension…"), "clock-play")->rule = true;
	else if (status != CUSTOMER_STATUS_BLOCKED)
		offer(menu, "suspend", N_("Suspend…"), "clock-pause")->rule = true;
	if (status == CUSTOMER_STATUS_BLOCKED)
		offer(menu, "unblock", N_("Unblock…"), "lock-open")->rule = true;
	else
		offer_danger(menu, "block", N_("Block…"), "ban");
}

static void offer_restoring(struct menu *menu)
{
	struct menu_item *item = offer(menu, "restore", N_("Restore"), "restore");
	item->window = false;
	item->post = true;
}

static void fill_menu(struct request *request, const struct list_row *row, struct text path,
		      struct customers_list_row *shown)
{
	struct context *ctx = request->ctx;
	struct menu menu = {request, path, arena_take_array(ctx->arena, MENU_MOST, sizeof *menu.items), 0};
	bool in_trash = row->status == CUSTOMER_STATUS_TRASHED, merged = row->status == CUSTOMER_STATUS_MERGED;
	shown->may_edit = context_may(ctx, PERMISSION_CUSTOMERS_WRITE) && !in_trash && !merged;
	if (!in_trash && !merged && context_may(ctx, PERMISSION_CUSTOMERS_APPROVE))
		offer_approval(&menu, row->status);
	if (!in_trash && !merged && context_may(ctx, PERMISSION_CUSTOMERS_BLOCK))
		offer_block(&menu, row->status);
	if (!in_trash && !merged && row->status != CUSTOMER_STATUS_GUEST &&
	    context_may(ctx, PERMISSION_CUSTOMERS_WRITE))
		offer(&menu, "password", N_("Update password…"), "key");
	if (!in_trash && !merged && row->status != CUSTOMER_STATUS_GUEST &&
	    context_may(ctx, PERMISSION_CUSTOMERS_VISIT))
		offer(&menu, "visit", N_("Sign in as…"), "login-2")->window = false;
	if (!merged && context_may(ctx, PERMISSION_CUSTOMERS_TRASH)) {
		if (in_trash)
			offer_restoring(&menu);
		else
			offer_danger(&menu, "trash", N_("Move to the trash…"), "trash");
	}
	if (in_trash && context_may(ctx, PERMISSION_CUSTOMERS_ERASE))
		offer_danger(&menu, "erase", N_("Delete permanently…"), "trash-x");
	shown->items = menu.items;
	shown->item_count = menu.count;
}

/* ---- below the status ---- */

static struct text until(struct request *request, const struct list_row *row)
{
	struct text day = view_date_text(&request->view, zone_local(request->ctx->zone, row->suspended_until).date);
	return page_words(request, N_("until {0}"), day, TEXT_NONE);
}

/* Here the words of what is suspended are only compared; features/access declares them. */
static bool may_sign_in(const struct list_row *row)
{
	struct text words = row->status_detail, word;
	if (row->status != CUSTOMER_STATUS_SUSPENDED)
		return row->status == CUSTOMER_STATUS_ACTIVE;
	while (text_next(&words, ' ', &word))
		if (text_equal(word, TEXT("sign_in")))
			return false;
	return true;
}

/* Of a suspension alone its name does not say whether they may sign in. */
static struct text why(struct request *request, const struct list_row *row)
{
	struct arena *arena = request->ctx->arena;
	struct text reason = text_is_none(row->status_reason) ? TEXT("") : row->status_reason;
	if (row->status != CUSTOMER_STATUS_SUSPENDED)
		return reason;
	struct text said = page_words(request, may_sign_in(row) ? N_("May sign in") : N_("May not sign in"), TEXT_NONE);
	if (!text_is_empty(reason))
		said = text_format(arena, "%.*s: %.*s", TEXT_ARG(said), TEXT_ARG(reason));
	return instant_is_none(row->suspended_until)
		       ? said
		       : text_format(arena, "%.*s, %.*s", TEXT_ARG(said), TEXT_ARG(until(request, row)));
}

/* ---- tags ---- */

static enum outcome fill_tags(struct request *request, const struct list_answer *answer,
			      struct customers_list_row *shown)
{
	struct arena *arena = request->ctx->arena;
	struct customer_id *ids = arena_take_array(arena, answer->count, sizeof *ids);
	struct list_tags *tags;
	size_t count;
	for (size_t i = 0; i < answer->count; i++)
		ids[i] = answer->rows[i].id;
	TRY(list_tags(request->ctx->reader, ids, answer->count, &tags, &count));
	for (size_t i = 0; i < answer->count; i++) {
		struct text *names = arena_take_array(arena, count, sizeof *names);
		for (size_t j = 0; j < count; j++)
			if (tags[j].customer_id.value == ids[i].value)
				names[shown[i].tag_count++] = tags[j].name;
		shown[i].tags = names;
	}
	return DONE;
}

static enum outcome find_currency(struct context *ctx, struct currency *ret_currency)
{
	struct text code;
	TRY(settings_get(ctx, SETTING_BUSINESS_CURRENCY, &code));
	return currency_parse(code, ret_currency) ? DONE : FAULT;
}

/* The profile's previous and next walk through this list. */
static struct text profile_query(struct arena *arena, const struct customers_asked *asked)
{
	bool fits = text_length(asked->source) <= PROFILE_FILTER_MOST;
	return text_format(arena, "?filter=%.*s&sort=%.*s",
			   TEXT_ARG(url_encode(arena, fits ? asked->source : TEXT(""))),
			   TEXT_ARG(customers_sort_word(arena, asked)));
}

enum outcome customers_rows_fill(struct request *request, const struct customers_asked *asked,
				 const struct list_answer *answer, struct customers_list_row **ret_rows)
{
	struct arena *arena = request->ctx->arena;
	struct currency currency;
	TRY(find_currency(request->ctx, &currency));
	struct text query = profile_query(arena, asked);
	struct customers_list_row *shown = arena_take_array(arena, answer->count, sizeof *shown);
	for (size_t i = 0; i < answer->count; i++) {
		const struct list_row *row = &answer->rows[i];
		struct text path = text_format(arena, "/admin/customers/%lld", (long long)row->id.value);
		shown[i] = (struct customers_list_row){
			.row = row,
			.name = row->display_name,
			.url = text_join(arena, path, query),
			.edit_url = text_join(arena, path, TEXT("/edit")),
			.why = why(request, row),
			.may_sign_in = may_sign_in(row),
			.country = text_is_none(row->country)
					   ? TEXT_NONE
					   : country_name(row->country, text_of(request->ctx->language->code)),
			.spent = {row->spent_base, currency},
			.discount = discount_words(&request->view, discount_text(arena, discount_read(row->discount))),
		};
		fill_menu(request, row, path, &shown[i]);
	}
	*ret_rows = shown;
	return answer->count ? fill_tags(request, answer, shown) : DONE;
}
