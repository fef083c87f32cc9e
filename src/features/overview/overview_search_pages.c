/* Search behind Ctrl-K and the box at the top: customers by the quick search of the list, those first who are meant
 * most likely; pages by their words in any language. */
#include "features/overview/overview_pages.h"

#include "format/email_address.h"
#include "format/fold.h"
#include "overview.routes.h"
#include "overview.views.h"
#include "service/lists.h"
#include "web.views.h"

#define PALETTE_CUSTOMERS 7
#define PAGE_CUSTOMERS    50

/* Customers of an answer, each once, in the order of how well they fit. */
struct found {
	struct palette_item *items;
	struct customer_id *ids;
	size_t count, most;
};

static void put(struct arena *arena, struct found *found, struct customer_id id, struct palette_item item)
{
	for (size_t i = 0; i < found->count; i++)
		if (found->ids[i].value == id.value)
			return;
	if (found->count == found->most)
		return;
	item.icon = TEXT("user");
	item.url = overview_profile_show_url(arena, id);
	found->ids[found->count] = id;
	found->items[found->count++] = item;
}

static struct text quoted(struct arena *arena, struct text question)
{
	char *to = arena_take(arena, question.size + 3);
	size_t size = 0;
	to[size++] = '"';
	for (size_t i = 0; i < question.size; i++)
		if (question.at[i] != '"' && question.at[i] != '\\')
			to[size++] = question.at[i];
	to[size++] = '"';
	return (struct text){to, size};
}

/* What is no filter is looked for as it was typed. */
static enum outcome parse(struct request *request, struct text question, struct filter **ret_filter)
{
	struct context *ctx = request->ctx;
	size_t problems = ctx->problems->count;
	enum outcome outcome = filter_parse(ctx, question, ret_filter);
	if (outcome != INVALID)
		return outcome;
	ctx->problems->count = problems;
	outcome = filter_parse(ctx, quoted(ctx->arena, question), ret_filter);
	ctx->problems->count = problems;
	return outcome;
}

/* Somebody's number, address or username, typed to its end. */
static enum outcome find_exact(struct context *ctx, struct text question, struct found *found)
{
	struct overview_exact *rows;
	struct email_address email;
	size_t count;
	int64_t number = 0;
	bool is_email = email_address_parse(ctx->arena, question, &email);
	if (!text_to_number(question, &number))
		number = 0;
	TRY(overview_exact(ctx->reader, (struct customer_id){number}, customers_fold_login(ctx->arena, question),
			   is_email ? email.folded : TEXT_NONE, (int64_t)found->most, &rows, &count));
	for (size_t i = 0; i < count; i++)
		put(ctx->arena, found, rows[i].id,
		    (struct palette_item){.label = rows[i].display_name,
					  .detail = text_is_empty(rows[i].email) ? rows[i].company : rows[i].email});
	return DONE;
}

static enum outcome find_listed(struct context *ctx, const struct filter *filter, bool count_them, struct found *found,
				int64_t *ret_total)
{
	struct list_ask ask = {.filter = filter,
			       .sort = LIST_SORT_CREATED,
			       .descending = true,
			       .most = (int64_t)found->most,
			       .guests = true,
			       .no_total = !count_them};
	struct list_answer answer;
	TRY(lists_run(ctx, &ask, &answer));
	for (size_t i = 0; i < answer.count; i++) {
		const struct list_row *row = &answer.rows[i];
		put(ctx->arena, found, row->id,
		    (struct palette_item){.label = row->display_name,
					  .detail = text_is_empty(row->email) ? row->company : row->email});
	}
	*ret_total = answer.total;
	return DONE;
}

/* The words that a filter is made of; none when it is more than words. */
static enum outcome words_of(struct context *ctx, const struct filter *filter, struct text *ret_words)
{
	struct filter_part *parts;
	size_t count;
	*ret_words = TEXT_NONE;
	TRY(filter_parts(ctx, filter, &parts, &count));
	for (size_t i = 0; i < count; i++) {
		if (!text_is_empty(parts[i].key) || parts[i].negated) {
			*ret_words = TEXT_NONE;
			return DONE;
		}
		*ret_words =
			i ? text_format(ctx->arena, "%.*s %.*s", TEXT_ARG(*ret_words), TEXT_ARG(parts[i].values[0]))
			  : parts[i].values[0];
	}
	return DONE;
}

/* Names that begin with the words. The words stand in the filter too: they have an index on every engine. */
static enum outcome find_beginning(struct request *request, const struct filter *filter, struct text words,
				   struct found *found)
{
	struct arena *arena = request->ctx->arena;
	struct filter *beginning;
	int64_t unasked;
	struct text source = text_format(arena, "%.*s name:%.*s*", TEXT_ARG(filter_print(arena, filter)),
					 TEXT_ARG(quoted(arena, words)));
	enum outcome outcome = parse(request, source, &beginning);
	if (outcome != DONE)
		return outcome == INVALID ? DONE : outcome;
	return find_listed(request->ctx, beginning, false, found, &unasked);
}

/* First who is meant exactly, then whose name begins so, then everybody else, the newest first. */
static enum outcome find_customers(struct request *request, struct text question, int64_t most,
				   struct search_page *page)
{
	struct context *ctx = request->ctx;
	struct found found = {.most = (size_t)most};
	struct filter *filter;
	struct text words;
	bool count_them = most != PALETTE_CUSTOMERS;
	if (text_is_empty(question) || !context_may(ctx, PERMISSION_CUSTOMERS_READ))
		return DONE;
	enum outcome outcome = parse(request, question, &filter);
	if (outcome != DONE)
		return outcome == INVALID ? DONE : outcome;
	found.items = arena_take_array(ctx->arena, found.most, sizeof *found.items);
	found.ids = arena_take_array(ctx->arena, found.most, sizeof *found.ids);
	TRY(words_of(ctx, filter, &words));
	if (!text_is_empty(words)) {
		TRY(find_exact(ctx, question, &found));
		TRY(find_beginning(request, filter, words, &found));
	}
	if (count_them || found.count < found.most)
		TRY(find_listed(ctx, filter, count_them, &found, &page->total));
	page->customers = found.items;
	page->customer_count = found.count;
	return DONE;
}

/* Pages that stand behind others, and what one comes to do. */
static const struct page_place actions[] = {
	{N_("Customers"), N_("New customer"), "/admin/customers/new", "plus", PERMISSION_CUSTOMERS_WRITE,
	 "add create customer anlegen hinzufügen tambah", false},
	{N_("Customers"), N_("Awaiting approval"), "/admin/customers?filter=status:pending", "user-check",
	 PERMISSION_CUSTOMERS_READ, "approve pending freigeben kelulusan", false},
	{N_("Customers"), N_("Trash"), "/admin/customers?filter=status:trashed", "trash", PERMISSION_CUSTOMERS_READ,
	 "deleted restore gelöscht dipadam", false},
	{N_("Exports"), N_("New export"), "/admin/exports/new", "file-export", PERMISSION_CUSTOMERS_EXPORT,
	 "download CSV Excel herunterladen muat turun", false},
	{"", N_("My profile"), "/admin/profile", "user", ROUTE_NO_PERMISSION,
	 "password language theme second factor Passwort Sprache kata laluan bahasa", false},
	{"", N_("Notifications"), "/admin/notifications", "bell", ROUTE_NO_PERMISSION, "news told Neuigkeiten", false},
};

/* Whether a word of it begins so. */
static bool begins(struct text words, struct text wanted)
{
	for (size_t at = 0; (at = text_find(words, wanted, at)) != SIZE_MAX; at++)
		if (at == 0 || words.at[at - 1] == ' ')
			return true;
	return false;
}

static bool means(const struct request *request, struct text words, struct text wanted)
{
	return begins(fold_search(request->ctx->arena, words), wanted);
}

/* By its label, in English and as the reader has it, and by its other words, which stand there in all languages. */
static bool matches(const struct request *request, const struct page_place *place, struct text wanted)
{
	return means(request, text_of(place->label), wanted) || means(request, text_of(place->words), wanted) ||
	       means(request, page_words(request, place->label, TEXT_NONE), wanted);
}

static bool may_open(const struct request *request, enum permission permission)
{
	return permission == ROUTE_NO_PERMISSION || context_may(request->ctx, permission);
}

static void add_place(struct request *request, const struct page_place *place, struct search_page *page)
{
	page->pages[page->page_count++] = (struct palette_item){
		text_of(place->icon), page_words(request, place->label, TEXT_NONE),
		place->group[0] ? page_words(request, place->group, TEXT_NONE) : TEXT(""), text_of(place->url)};
}

/* Adds it to `page`, when they may go there and mean it. */
static void try_place(struct request *request, const struct page_place *place, struct text wanted,
		      struct search_page *page)
{
	if (may_open(request, place->permission) && matches(request, place, wanted))
		add_place(request, place, page);
}

/* The same of a topic of the settings; what it is about is a sentence, which the reader has in their language. */
static void try_topic(struct request *request, const struct page_topic *topic, struct text wanted,
		      struct search_page *page)
{
	const struct page_place place = {N_("Settings"),    topic->label, topic->url, topic->icon,
					 topic->permission, topic->about, false};
	if (may_open(request, topic->permission) &&
	    (matches(request, &place, wanted) || means(request, page_words(request, topic->about, TEXT_NONE), wanted)))
		add_place(request, &place, page);
}

/* Of a question that is still empty, those of the navigation. */
static void find_pages(struct request *request, struct text question, struct search_page *page)
{
	struct arena *arena = request->ctx->arena;
	size_t action_count = sizeof actions / sizeof *actions;
	struct text wanted = fold_search(arena, question);
	page->pages = arena_take_array(arena, page_place_count + action_count + page_topic_count, sizeof *page->pages);
	for (size_t i = 0; i < page_place_count; i++)
		try_place(request, &page_places[i], wanted, page);
	if (text_is_empty(wanted))
		return;
	for (size_t i = 0; i < action_count; i++)
		try_place(request, &actions[i], wanted, page);
	for (size_t i = 0; i < page_topic_count; i++)
		try_topic(request, &page_topics[i], wanted, page);
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
