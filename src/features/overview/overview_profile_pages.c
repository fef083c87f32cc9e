/* The page of one customer: their own row, what slices put beside it, and what one may do. */
#include "features/overview/overview_pages.h"
#include "features/overview/overview_recent_pages.h"

#include "contacts.routes.h"
#include "events.sql.h"
#include "format/person_name.h"
#include "format/postal_address.h"
#include "format/url.h"
#include "overview.routes.h"
#include "overview.views.h"
#include "service/lists.h"
#include "service/settings.h"
#include "web/discount.h"
#include "web/language.h"

#define EVENTS_SHOWN 5

/* ---- parts of the page ---- */

static struct field_input *inputs_of(struct request *request, const struct sources *sources,
				     const struct customer_row *row, const enum customer_field *fields, size_t count)
{
	struct field_input *inputs = arena_take_array(request->ctx->arena, count, sizeof *inputs);
	for (size_t i = 0; i < count; i++)
		inputs[i] = field_input(request, sources, row, fields[i]);
	return inputs;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void fill_fields(struct request *request, struct profile *page, const struct sources *sources)
{
	static const enum customer_field general[] = {CUSTOMER_FIELD_TYPE,    CUSTOMER_FIELD_GROUP,
						      CUSTOMER_FIELD_CHANNEL, CUSTOMER_FIELD_REPRESENTATIVE,
						      CUSTOMER_FIELD_VIP,     CUSTOMER_FIELD_NEWSLETTER};
	static const enum customer_field names[] = {CUSTOMER_FIELD_LOGIN, CUSTOMER_FIELD_EMAIL};
	static const enum customer_field billing[] = {CUSTOMER_FIELD_BILLING_EMAIL, CUSTOMER_FIELD_COUNTRY};
	static const enum customer_field facts[] = {
		CUSTOMER_FIELD_SALUTATION, CUSTOMER_FIELD_TITLE,    CUSTOMER_FIELD_FIRST_NAME, CUSTOMER_FIELD_LAST_NAME,
		CUSTOMER_FIELD_BIRTH_DATE, CUSTOMER_FIELD_LANGUAGE, CUSTOMER_FIELD_ZONE,       CUSTOMER_FIELD_COUNTRY,
		CUSTOMER_FIELD_CURRENCY,   CUSTOMER_FIELD_COMPANY,  CUSTOMER_FIELD_DISCOUNT};
	struct field_input *shown = arena_take_array(request->ctx->arena, COUNT(facts), sizeof *shown);
	for (size_t i = 0; i < COUNT(facts); i++)
		shown[i] = field_fact(request, sources, page->row, facts[i]);
	shown[COUNT(facts) - 1].words = page->discount;
	page->main = shown;
	page->main_count = COUNT(facts);
	page->since = field_fact(request, sources, page->row, CUSTOMER_FIELD_SINCE);
	page->fields = inputs_of(request, sources, page->row, names, COUNT(names));
	page->field_count = COUNT(names);
	if (page->option == 0) {
		page->general = inputs_of(request, sources, page->row, general, COUNT(general));
		page->general_count = COUNT(general);
	} else if (page->option == 1) {
		page->billing = inputs_of(request, sources, page->row, billing, COUNT(billing));
		page->billing_count = COUNT(billing);
	}
}

static void fill_verifications(struct request *request, struct profile *page)
{
	static const char *const words[] = {N_("Not verified"), N_("Verification pending"), N_("Verified")};
	_Static_assert(COUNT(words) == VERIFICATION_COUNT, "every verification has words");
	for (size_t i = 0; i < VERIFICATION_COUNT; i++)
		page->verifications[i] = (struct option){verification_key((enum verification)i),
							 page_words(request, words[i], TEXT_NONE),
							 page->numbers->verification == (int64_t)i};
}

static enum outcome fill_address(struct request *request, struct profile *page)
{
	struct overview_billing_address row;
	bool found;
	if (page->option != 1)
		return DONE;
	TRY(overview_billing_address(request->ctx->reader, page->row->id, &found, &row));
	page->address_url =
		text_join(request->ctx->arena, contacts_address_new_show_url(request->ctx->arena, page->row->id),
			  TEXT("?is_billing=yes"));
	if (!found)
		return DONE;
	page->address_url = contacts_address_show_url(request->ctx->arena, page->row->id, row.id);
	const struct postal_address address = {row.company,  row.name, {row.line1, row.line2, row.line3, row.line4},
					       row.postcode, row.city, row.state,
					       row.country};
	page->address =
		postal_address_format(request->ctx->arena, &address, TEXT_NONE, text_of(request->ctx->language->code));
	return DONE;
}

static struct text with_list(struct request *request, struct text url, const struct overview_profile_show *in,
			     const char *glue)
{
	struct arena *arena = request->ctx->arena;
	if (text_is_none(in->filter) && text_is_none(in->sort))
		return url;
	return text_format(arena, "%.*s%sfilter=%.*s&sort=%.*s", TEXT_ARG(url), glue,
			   TEXT_ARG(url_encode(arena, text_is_none(in->filter) ? TEXT("") : in->filter)),
			   TEXT_ARG(url_encode(arena, text_is_none(in->sort) ? TEXT("") : in->sort)));
}

/* Those before and after in the list that one came from. A filter that is none any more leads nowhere. */
static enum outcome fill_neighbours(struct request *request, struct profile *page,
				    const struct overview_profile_show *in)
{
	struct context *ctx = request->ctx;
	struct list_ask ask = {.sort = LIST_SORT_CREATED, .descending = true, .most = 1};
	struct filter *filter;
	struct customer_id previous, next;
	size_t problems = ctx->problems->count;
	if (text_is_none(in->filter) && text_is_none(in->sort))
		return DONE;
	enum outcome outcome = filter_parse(ctx, text_is_none(in->filter) ? TEXT("") : in->filter, &filter);
	ctx->problems->count = problems;
	if (outcome != DONE)
		return outcome == FAULT ? FAULT : DONE;
	ask.filter = filter;
	if (!text_is_empty(in->sort))
		list_sort_parse(in->sort, &ask.sort, &ask.descending);
	TRY(settings_flag(ctx, SETTING_LIST_GUESTS, &ask.guests));
	TRY(lists_around(ctx, &ask, page->row->id, &previous, &next));
	page->in_list = true;
	if (previous.value)
		page->previous_url = with_list(request, overview_profile_show_url(ctx->arena, previous), in, "?");
	if (next.value)
		page->next_url = with_list(request, overview_profile_show_url(ctx->arena, next), in, "?");
	return DONE;
}

static struct tab tab_at(struct request *request, const struct profile *page, const struct overview_profile_show *in,
			 const char *word, int number)
{
	struct text url = text_format(request->ctx->arena, "%.*s?options=%s",
				      TEXT_ARG(overview_profile_show_url(request->ctx->arena, page->row->id)), word);
	url = text_format(request->ctx->arena, "%.*s#options", TEXT_ARG(with_list(request, url, in, "&")));
	return (struct tab){.url = url, .icon = TEXT(""), .count = -1, .current = page->option == number};
}

/* General and Billing info are ours; the rest are blocks of other slices, each shown when it is chosen. */
static void fill_options(struct request *request, struct profile *page, const struct overview_profile_show *in)
{
	struct text others = blocks_title(request, BLOCK_OPTIONS);
	struct tab *tabs = arena_take_array(request->ctx->arena, 3, sizeof *tabs);
	size_t count = 2;
	tabs[0] = tab_at(request, page, in, "general", 0);
	tabs[0].label = page_words(request, N_("General"), TEXT_NONE);
	tabs[1] = tab_at(request, page, in, "billing", 1);
	tabs[1].label = page_words(request, N_("Billing info"), TEXT_NONE);
	if (!text_is_none(others)) {
		tabs[2] = tab_at(request, page, in, "attributes", 2);
		tabs[2].label = others;
		count = 3;
	}
	page->options = tabs;
	page->option_count = count;
}

static void fill_tabs(struct request *request, struct profile *page)
{
	struct arena *arena = request->ctx->arena;
	struct tab *tabs = arena_take_array(arena, 2, sizeof *tabs);
	tabs[0] = tab_of(page_words(request, N_("Overview"), TEXT_NONE),
			 overview_profile_show_url(arena, page->row->id), true);
	tabs[1] = tab_of(page_words(request, N_("Timeline"), TEXT_NONE),
			 overview_timeline_show_url(arena, page->row->id), false);
	page->tabs = tabs;
	page->tab_count = page->may_events ? 2 : 1;
}

static void add_action(struct request *request, struct menu_item *items, size_t *count, struct menu_item item)
{
	item.label = view_tr(&request->view, NULL, item.label.at);
	items[(*count)++] = item;
}

static void fill_actions(struct request *request, struct profile *page)
{
	struct arena *arena = request->ctx->arena;
	struct customer_id customer = page->row->id;
	struct menu_item *items = arena_take_array(arena, 4, sizeof *items);
	bool trashed = !instant_is_none(page->row->trashed_at);
	if (page->may_trash && trashed)
		add_action(request, items, &page->action_count,
			   (struct menu_item){.label = TEXT(N_("Restore")),
					      .icon = TEXT("restore"),
					      .post = true,
					      .rule = true,
					      .url = overview_restore_url(arena, customer)});
	if (page->may_trash && !trashed)
		add_action(request, items, &page->action_count,
			   (struct menu_item){.label = TEXT(N_("Move to the trash…")),
					      .icon = TEXT("trash"),
					      .window = true,
					      .danger = true,
					      .rule = true,
					      .url = overview_trash_show_url(arena, customer)});
	if (page->may_erase)
		add_action(request, items, &page->action_count,
			   (struct menu_item){.label = TEXT(N_("Delete permanently…")),
					      .icon = TEXT("trash-x"),
					      .window = true,
					      .danger = true,
					      .url = overview_erase_show_url(arena, customer)});
	page->actions = items;
}

static enum outcome fill_numbers(struct request *request, struct profile *page)
{
	struct text code;
	struct currency currency;
	TRY(settings_get(request->ctx, SETTING_BUSINESS_CURRENCY, &code));
	if (!currency_parse(code, &currency))
		return FAULT;
	page->spent = (struct money){page->numbers->spent_base, currency};
	return DONE;
}

/* Which discount counts, and whose it is. */
static enum outcome fill_discount(struct request *request, struct profile *page)
{
	struct customer_discount counts;
	struct arena *arena = request->ctx->arena;
	TRY(customers_discount(request->ctx, page->row, &counts));
	struct text words = discount_words(&request->view, discount_text(arena, counts.discount));
	switch (counts.source) {
	case DISCOUNT_SOURCE_CUSTOMER:
		page->discount = page_words(request, N_("{0} · their own"), words, TEXT_NONE);
		break;
	case DISCOUNT_SOURCE_GROUP:
		page->discount = page_words(request, N_("{0} · from group {1}"), words, counts.name, TEXT_NONE);
		break;
	case DISCOUNT_SOURCE_TIER:
		page->discount = page_words(request, N_("{0} · from group {1}, for {2} spent"), words, counts.name,
					    view_money_text(&request->view, counts.spent), TEXT_NONE);
		break;
	case DISCOUNT_SOURCE_TYPE:
		page->discount = page_words(request, N_("{0} · from type {1}"), words, counts.name, TEXT_NONE);
		break;
	case DISCOUNT_SOURCE_NONE: page->discount = TEXT_NONE; break;
	}
	return DONE;
}

static enum outcome fill_events(struct request *request, struct profile *page, const struct sources *sources)
{
	struct event_count all;
	if (!page->may_events)
		return DONE;
	TRY(events_read(request, page->row, sources, EVENTS_SHOWN, &page->events));
	all.total = (int64_t)page->events.count;
	if (page->events.count == EVENTS_SHOWN)
		TRY(event_count(request->ctx->reader, page->row->id, &all));
	page->event_total = all.total;
	return DONE;
}

static void fill_rights(struct request *request, struct profile *page)
{
	const struct context *ctx = request->ctx;
	page->may_write = context_may(ctx, PERMISSION_CUSTOMERS_WRITE);
	page->may_since = page->may_write && context_may(ctx, PERMISSION_CUSTOMERS_SINCE);
	page->may_trash = context_may(ctx, PERMISSION_CUSTOMERS_TRASH);
	page->may_erase = context_may(ctx, PERMISSION_CUSTOMERS_ERASE);
	page->may_events = context_may(ctx, PERMISSION_EVENTS_READ);
}

/* Of the tabs of Customer options only the chosen one is on the page. */
static bool is_shown(const struct profile *page, enum block_place place)
{
	return (place != BLOCK_GENERAL || page->option == 0) && (place != BLOCK_BILLING || page->option == 1) &&
	       (place != BLOCK_OPTIONS || page->option == 2);
}

static enum outcome fill(struct request *request, struct profile *page, const struct overview_profile_show *in)
{
	struct sources sources;
	fill_rights(request, page);
	TRY(sources_read(request, page->row, &sources));
	field_problems(request, &sources);
	page->problems = request->ctx->problems;
	page->full_name = customer_full_name(request, page->row);
	page->type_name = source_name(&sources, CUSTOMER_FIELD_TYPE, page->row->type_id.value);
	page->group_name = source_name(&sources, CUSTOMER_FIELD_GROUP, page->row->group_id.value);
	page->here = overview_profile_show_url(request->ctx->arena, page->row->id);
	page->edit_url = overview_edit_show_url(request->ctx->arena, page->row->id);
	page->verified = page->numbers->verification == VERIFICATION_VERIFIED;
	page->waits_for_verification = page->numbers->verification == VERIFICATION_PENDING;
	for (enum block_place place = 0; place < BLOCK_NEW; place++)
		if (is_shown(page, place))
			TRY(blocks_show(request, place, page->row->id, &page->blocks[place].list,
					&page->blocks[place].count));
	TRY(fill_discount(request, page));
	fill_fields(request, page, &sources);
	fill_verifications(request, page);
	fill_options(request, page, in);
	fill_tabs(request, page);
	fill_actions(request, page);
	TRY(fill_address(request, page));
	TRY(fill_numbers(request, page));
	TRY(fill_events(request, page, &sources));
	return fill_neighbours(request, page, in);
}

/* The page as one snapshot has it. */
static enum outcome show(struct request *request, const struct overview_profile_show *in)
{
	struct customer_row row;
	struct overview_numbers numbers;
	bool found;
	TRY(context_read_together(request->ctx));
	TRY(customers_get(request->ctx, in->customer, &row));
	TRY(overview_numbers(request->ctx->reader, in->customer, &found, &numbers));
	if (!found)
		return NOT_FOUND;
	struct profile page = {.at_us = request->at.us,
			       .row = &row,
			       .numbers = &numbers,
			       .option = (int)in->options,
			       .address = TEXT("")};
	TRY(fill(request, &page, in));
	struct page_frame *frame = customer_frame(request, &row, NULL);
	view_overview_profile(answer_html(request, 200), frame, &page);
	return DONE;
}

enum outcome overview_profile_show(struct request *request, const struct overview_profile_show *in)
{
	TRY(show(request, in));
	recent_remember(request, in->customer);
	return DONE;
}

enum outcome overview_profile_again(struct request *request, struct customer_id customer, struct text options)
{
	struct overview_profile_show in = {.customer = customer, .filter = TEXT_NONE, .sort = TEXT_NONE};
	in.options = text_equal(options, TEXT("billing")) ? OVERVIEW_PROFILE_SHOW_OPTIONS_BILLING
							  : OVERVIEW_PROFILE_SHOW_OPTIONS_GENERAL;
	return show(request, &in);
}
