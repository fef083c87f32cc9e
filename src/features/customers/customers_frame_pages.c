/* What stands around the rows of the list: heads that sort, segments with counts, pages, additions, empty states. */
#include "features/customers/customers_pages_parts.h"

#include "customers_list.sql.h"
#include "format/url.h"

#include <string.h>

/* ---- sorting ---- */

static void fill_heads(struct request *request, struct customers_list *list)
{
	struct arena *arena = request->ctx->arena;
	const struct customers_asked *asked = list->asked;
	struct column_head *heads = arena_take_array(arena, list->columns.count + 1, sizeof *heads);
	for (size_t i = 0; i <= list->columns.count; i++) {
		bool is_name = i == 0;
		enum customers_column column = is_name ? CUSTOMERS_COLUMN_COUNT : list->columns.chosen[i - 1];
		enum list_sort sort = is_name ? LIST_SORT_NAME : customers_column_sort(column);
		bool sorted = sort != LIST_SORT_COUNT && asked->sort == sort;
		heads[i] = (struct column_head){
			.label = page_words(request, is_name ? N_("Customer") : customers_column_label(column),
					    TEXT_NONE),
			.sorted = !sorted             ? 0
				  : asked->descending ? -1
						      : 1,
			.number = !is_name && customers_column_is_number(column),
			.word = is_name ? TEXT("name") : customers_column_word(column),
			.width = list->columns.widths[column],
		};
		if (sort != LIST_SORT_COUNT)
			heads[i].url = customers_sort_url(arena, asked, sort, sorted && !asked->descending);
	}
	list->heads = heads;
}

static void fill_sorts(struct request *request, struct customers_list *list)
{
	static const struct {
		enum list_sort sort;
		bool descending;
		const char *label;
	} sorts[] = {
		{LIST_SORT_CREATED, true, N_("Newest first")},
		{LIST_SORT_CREATED, false, N_("Oldest first")},
		{LIST_SORT_NAME, false, N_("Name")},
		{LIST_SORT_EMAIL, false, N_("E-mail")},
		{LIST_SORT_LOGIN, false, N_("Username")},
		{LIST_SORT_ID, false, N_("ID")},
		{LIST_SORT_STATUS, false, N_("Status")},
		{LIST_SORT_TYPE, false, N_("Type")},
		{LIST_SORT_LAST_LOGIN, true, N_("Last login first")},
		{LIST_SORT_SPENT, true, N_("Most spent first")},
		{LIST_SORT_ORDERS, true, N_("Most orders first")},
	};
	size_t count = sizeof sorts / sizeof *sorts;
	const struct customers_asked *asked = list->asked;
	struct menu_item *items = arena_take_array(request->ctx->arena, count, sizeof *items);
	list->sorted_by = page_words(request, N_("Sort"), TEXT_NONE);
	for (size_t i = 0; i < count; i++) {
		bool current = sorts[i].sort == asked->sort && sorts[i].descending == asked->descending;
		items[i] = (struct menu_item){
			.label = page_words(request, sorts[i].label, TEXT_NONE),
			.url = customers_sort_url(request->ctx->arena, asked, sorts[i].sort, sorts[i].descending),
			.icon = current               ? TEXT("check")
				: sorts[i].descending ? TEXT("arrow-down")
						      : TEXT("arrow-up"),
		};
		if (current)
			list->sorted_by = items[i].label;
	}
	list->sorts = items;
	list->sort_count = count;
}

/* ---- segments ---- */

static enum outcome fill_segments(struct request *request, struct customers_list *list)
{
	static const struct {
		const char *label, *filter;
	} segments[] = {
		{N_("Everyone"), ""},
		{N_("To approve"), "status:pending"},
		{N_("VIP"), "vip:yes"},
		{N_("Suspended or blocked"), "status:suspended,blocked"},
		{N_("New in 7 days"), "created:last7d"},
		{N_("Trash"), "status:trashed"},
	};
	size_t count = sizeof segments / sizeof *segments;
	struct arena *arena = request->ctx->arena;
	struct tab *tabs = arena_take_array(arena, count, sizeof *tabs);
	struct list_ask asks[sizeof segments / sizeof *segments] = {0};
	int64_t totals[sizeof segments / sizeof *segments];
	for (size_t i = 0; i < count; i++) {
		struct filter *filter;
		TRY(filter_parse(request->ctx, text_of(segments[i].filter), &filter));
		struct text source = filter_print(arena, filter);
		tabs[i] = (struct tab){
			.label = page_words(request, segments[i].label, TEXT_NONE),
			.url = customers_list_url(arena, list->asked, source),
			.icon = TEXT(""),
			.current = text_equal(source, list->asked->source),
		};
		asks[i].filter = filter;
	}
	TRY(lists_count(request->ctx, asks, count, totals));
	for (size_t i = 0; i < count; i++)
		tabs[i].count = totals[i];
	list->segments = tabs;
	list->segment_count = count;
	return DONE;
}

/* Orders | Customers stand over both lists as soon as there is a list of orders. */
static void fill_sections(struct request *request, struct customers_list *list)
{
	struct tab *tabs = arena_take_array(request->ctx->arena, 2, sizeof *tabs);
	for (size_t i = 0; i < page_place_count; i++)
		if (strcmp(page_places[i].url, "/admin/orders") == 0 &&
		    context_may(request->ctx, page_places[i].permission)) {
			tabs[0] = tab_of(page_words(request, page_places[i].label, TEXT_NONE), TEXT("/admin/orders"),
					 false);
			tabs[1] =
				tab_of(page_words(request, N_("Customers"), TEXT_NONE), TEXT("/admin/customers"), true);
			list->section_count = 2;
		}
	list->sections = tabs;
}

static void fill_views(struct request *request, struct customers_list *list)
{
	const struct text icons[] = {TEXT("list"), TEXT("layout-grid")};
	const struct text words[] = {page_words(request, N_("Table"), TEXT_NONE),
				     page_words(request, N_("Cards"), TEXT_NONE)};
	struct arena *arena = request->ctx->arena;
	const char *joint = text_find(list->here, TEXT("?"), 0) == SIZE_MAX ? "?" : "&";
	for (size_t i = 0; i < 2; i++)
		list->views[i] = (struct tab){
			.label = words[i],
			.url = text_format(arena, "%.*s%sview=%s", TEXT_ARG(list->here), joint, i ? "cards" : "table"),
			.icon = icons[i],
			.count = -1,
			.current = list->asked->cards == (i == 1),
		};
}

/* ---- pages ---- */

static void fill_sizes(struct request *request, struct pager *pager, int64_t limit)
{
	static const int64_t sizes[] = {25, 50, 100, CUSTOMERS_PAGE_MOST};
	size_t count = sizeof sizes / sizeof *sizes;
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++) {
		struct text size = text_of_number(request->ctx->arena, sizes[i]);
		options[i] = (struct option){size, size, sizes[i] == limit};
	}
	pager->sizes = options;
	pager->size_count = count;
}

static void fill_pager(struct request *request, struct customers_list *list)
{
	struct arena *arena = request->ctx->arena;
	const struct customers_asked *asked = list->asked;
	struct option *kept = arena_take_array(arena, 2, sizeof *kept);
	kept[0] = (struct option){TEXT("filter"), asked->source, false};
	kept[1] = (struct option){TEXT("sort"), customers_sort_word(arena, asked), false};
	bool query = text_find(list->here, TEXT("?"), 0) != SIZE_MAX;
	list->pager = (struct pager){
		.first = list->count ? (asked->page - 1) * asked->limit + 1 : 0,
		.last = (asked->page - 1) * asked->limit + (int64_t)list->count,
		.total = list->total,
		.page = asked->page,
		.pages = (list->total + asked->limit - 1) / asked->limit,
		.base_url = text_join(arena, list->here, query ? TEXT("&") : TEXT("?")),
		.size_url = TEXT("/admin/customers"),
		.kept = kept,
		.kept_count = 2,
	};
	fill_sizes(request, &list->pager, asked->limit);
	pager_fill(&list->pager, arena);
}

/* ---- adding, emptiness ---- */

static enum outcome fill_additions(struct request *request, struct customers_list *list)
{
	const struct list_types *types;
	size_t count;
	TRY(list_types(request->ctx->reader, &types, &count));
	struct menu_item *items = arena_take_array(request->ctx->arena, count + 1, sizeof *items);
	items[0] = (struct menu_item){.label = page_words(request, N_("New customer"), TEXT_NONE),
				      .url = TEXT("/admin/customers/new")};
	for (size_t i = 0; i < count; i++)
		items[i] = (struct menu_item){
			.label = types[i].name,
			.url = text_format(request->ctx->arena, "/admin/customers/new?type=%lld",
					   (long long)types[i].id.value),
			.icon = TEXT("user-plus"),
		};
	list->additions = items;
	list->addition_count = list->may.write ? (count ? count : 1) : 0;
	return DONE;
}

static struct empty_state empty(struct request *request, struct text icon, const char *title, const char *text)
{
	return (struct empty_state){.icon = icon,
				    .title = page_words(request, title, TEXT_NONE),
				    .text = page_words(request, text, TEXT_NONE)};
}

static void fill_empty(struct request *request, struct customers_list *list)
{
	struct text source = list->asked->source;
	if (list->typed.size) {
		list->empty = empty(request, TEXT("filter-question"), N_("This filter was not understood"),
				    N_("Mend it above; what is wrong is marked with its place."));
	} else if (text_equal(source, TEXT("status:trashed"))) {
		list->empty = empty(request, TEXT("trash"), N_("The trash is empty"),
				    N_("Customers who are moved to the trash wait here until they are restored or "
				       "deleted permanently."));
	} else if (text_equal(source, TEXT("status:pending"))) {
		list->empty = empty(request, TEXT("checks"), N_("Nobody waits for approval"),
				    N_("Who registers with a type that needs approval appears here."));
	} else if (source.size) {
		list->empty =
			empty(request, TEXT("user-search"), N_("Nobody matches"),
			      N_("Take a condition away, or search for a part of a name, an address or a number."));
		list->empty.action_url = list->clear_url;
		list->empty.action_label = page_words(request, N_("Show everyone"), TEXT_NONE);
	} else {
		list->empty = empty(request, TEXT("users"), N_("No customers yet"),
				    N_("Add the first one here, import a file, or let them register themselves."));
		if (list->addition_count) {
			list->empty.action_url = list->additions[0].url;
			list->empty.action_label = page_words(request, N_("New customer"), TEXT_NONE);
		}
	}
}

static void fill_may(struct context *ctx, struct customers_may *may)
{
	*may = (struct customers_may){
		.write = context_may(ctx, PERMISSION_CUSTOMERS_WRITE),
		.approve = context_may(ctx, PERMISSION_CUSTOMERS_APPROVE),
		.block = context_may(ctx, PERMISSION_CUSTOMERS_BLOCK),
		.trash = context_may(ctx, PERMISSION_CUSTOMERS_TRASH),
		.erase = context_may(ctx, PERMISSION_CUSTOMERS_ERASE),
		.export = context_may(ctx, PERMISSION_CUSTOMERS_EXPORT),
	};
	may->any = may->write || may->approve || may->block || may->trash || may->export;
}

enum outcome customers_frame_fill(struct request *request, struct customers_list *list)
{
	struct arena *arena = request->ctx->arena;
	fill_may(request->ctx, &list->may);
	list->clear_url = customers_list_url(arena, list->asked, TEXT(""));
	struct text guests = list->asked->source.size ? text_join(arena, list->asked->source, TEXT(" guest:yes"))
						      : TEXT("guest:yes");
	list->guests_url = customers_list_url(arena, list->asked, guests);
	if (text_is_none(list->here))
		list->here = list->clear_url;
	fill_heads(request, list);
	fill_sorts(request, list);
	TRY(fill_segments(request, list));
	fill_sections(request, list);
	fill_views(request, list);
	fill_pager(request, list);
	TRY(fill_additions(request, list));
	fill_empty(request, list);
	list->export_url = text_is_empty(list->asked->source) ? TEXT("/admin/exports/new")
							      : text_join(arena, TEXT("/admin/exports/new?filter="),
									  url_encode(arena, list->asked->source));
	return list->may.write ? customers_choices_fill(request, &list->choices) : DONE;
}
