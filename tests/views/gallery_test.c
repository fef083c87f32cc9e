/* Renders the shared parts with awkward data: names in Arabic and Chinese, far too long ones, markup in values.
 *
 * As a unit test it looks at the markup; with a folder as argument it writes the pages and every asset there, for
 * tests/browser/gallery.story.mjs, which judges them in a browser.
 */
#include "tests/views/gallery.h"

#include "gallery.views.h"
#include "web.views.h"
#include "web/asset.h"
#include "web/icon.h"
#include "web/language.h"
#include "web/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct gallery_page {
	const char *name;
	void (*show)(struct view *view, const struct page_frame *frame, const struct gallery *gallery);
};

static struct money money(const char *code, int64_t minor)
{
	struct money made = {.minor = minor};
	assert_true(currency_parse(text_of(code), &made.currency));
	return made;
}

static void fill_people(struct arena *arena, struct gallery *gallery)
{
	const struct gallery_person people[] = {
		{1, TEXT("Dr. Farah Nabila binti Zulkifli"), TEXT("farah.nabila@zulkifli-batik.example"), MARK_PART,
		 TEXT("Suspended"), TEXT("Chat and tickets, until 3 May"), money("MYR", 1842050), true},
		{2, TEXT("محمد العامري"), TEXT("m.alameri@layali-trading.example"), MARK_WAIT, TEXT("Pending approval"),
		 TEXT("Waiting 2 days, licence sent"), money("AED", 0), false},
		{3, TEXT("陈美玲"), TEXT("meiling.chen@lotus-atelier.example"), MARK_OK, TEXT("Active"), TEXT(""),
		 money("EUR", 61240), false},
		{4, gallery->long_name, TEXT("a.very.long.address.that.never.ends@subdomain.of.a.long.example"),
		 MARK_STOP, TEXT("Blocked"), TEXT("3 chargebacks in 30 days, and a long story about each of them"),
		 money("EUR", -5), true},
		{5, TEXT("<b>Bobby</b> \"Tables\""), TEXT("b@x.example"), MARK_NO, TEXT("Disapproved"), TEXT(""),
		 money("JPY", 900000), false},
		{6, TEXT("O"), TEXT(""), MARK_REST, TEXT("Inactive"), TEXT(""), money("KWD", 1234567), false},
		{7, TEXT(""), TEXT("nobody@example.com"), MARK_NEW, TEXT("Awaiting activation"), TEXT(""),
		 money("EUR", 1), false},
	};
	struct gallery_person *copy = arena_take_array(arena, COUNT(people), sizeof *copy);
	memcpy(copy, people, sizeof people);
	gallery->people = copy;
	gallery->person_count = COUNT(people);
}

static void fill_navigation(struct arena *arena, struct gallery *gallery)
{
	struct tab *tabs = arena_take_array(arena, 4, sizeof *tabs);
	tabs[0] = tab_of(TEXT("Everyone"), TEXT("/admin/customers"), true);
	tabs[0].count = 1038204;
	tabs[1] = tab_of(TEXT("To approve"), TEXT("/admin/customers?status=pending"), false);
	tabs[2] = tab_of(TEXT("Table"), TEXT("/admin/customers"), true);
	tabs[2].icon = TEXT("list");
	tabs[3] = tab_of(TEXT("Cards"), TEXT("/admin/customers?view=cards"), false);
	gallery->tabs = tabs;
	gallery->segments = tabs + 2;
	gallery->tab_count = gallery->segment_count = 2;
	struct menu_item *menu = arena_take_array(arena, 3, sizeof *menu);
	menu[0] = (struct menu_item){
		.label = TEXT("Edit"), .url = TEXT("/admin"), .icon = TEXT("pencil"), .key = TEXT("E")};
	menu[1] = (struct menu_item){
		.label = TEXT("Orders"), .url = TEXT("/admin"), .icon = TEXT("shopping-cart"), .hint = TEXT("12")};
	menu[2] = (struct menu_item){.label = TEXT("Block…"),
				     .url = TEXT("/admin/block"),
				     .icon = TEXT("ban"),
				     .post = true,
				     .danger = true,
				     .rule = true};
	gallery->menu = menu;
	gallery->menu_count = 3;
}

static void fill_list(struct arena *arena, struct gallery *gallery)
{
	struct column_head *heads = arena_take_array(arena, 4, sizeof *heads);
	heads[0] = (struct column_head){.label = TEXT("Customer"), .url = TEXT("/admin/customers?sort=name")};
	heads[1] = (struct column_head){
		.label = TEXT("Status"), .url = TEXT("/admin/customers?sort=status"), .sorted = -1};
	heads[2] = (struct column_head){.label = TEXT("Type"), .minor = true};
	heads[3] = (struct column_head){
		.label = TEXT("Total spent"), .url = TEXT("/admin/customers?sort=spent"), .number = true};
	gallery->heads = heads;
	gallery->head_count = 4;
	struct option *sizes = arena_take_array(arena, 3, sizeof *sizes);
	sizes[0] = (struct option){TEXT("25"), TEXT("25"), true};
	sizes[1] = (struct option){TEXT("50"), TEXT("50"), false};
	sizes[2] = (struct option){TEXT("sort"), TEXT("-status"), false};
	gallery->options = sizes;
	gallery->option_count = 2;
	gallery->pager = (struct pager){
		.first = 101,
		.last = 125,
		.total = 1000000,
		.page = 5,
		.pages = 40000,
		.base_url = TEXT("/admin/customers?sort=-status&"),
		.size_url = TEXT("/admin/customers"),
		.sizes = sizes,
		.size_count = 2,
		.kept = sizes + 2,
		.kept_count = 1,
	};
	pager_fill(&gallery->pager, arena);
}

static struct gallery *gallery_data(struct arena *arena)
{
	static const int64_t spark[] = {3, 4, 3, 8, 7, 12, 9, 14, 13, 20, 18, 25};
	struct gallery *gallery = arena_take(arena, sizeof *gallery);
	struct problems *problems = problems_open(arena);
	problems_add(
		problems,
		(struct problem){TEXT("email"), "email", N_("Write an address like name@example.com."), {TEXT_NONE}});
	problems_add(problems, (struct problem){TEXT_NONE, "limit", N_("At most {0} customers at once."), {TEXT("5")}});
	gallery->problems = problems;
	gallery->long_name =
		TEXT("Puan Sri Dato’ Dr. Farah Nabila binti Tengku Zulkifli-Lindqvist von der Heide zu Weißenburg");
	gallery->spark = spark;
	gallery->spark_count = COUNT(spark);
	gallery->empty = (struct empty_state){TEXT("users"), TEXT("Nobody matches"),
					      TEXT("Take a filter away, or look for part of a name."),
					      TEXT("/admin/customers"), TEXT("Show everyone")};
	gallery->confirm = (struct confirm){TEXT("erase"),
					    TEXT("Delete permanently?"),
					    TEXT("12 orders go with her.\nThis cannot be undone."),
					    TEXT("/admin/customers/1/erase"),
					    TEXT("Delete permanently"),
					    TEXT("Type the name to confirm"),
					    gallery->long_name};
	fill_people(arena, gallery);
	fill_navigation(arena, gallery);
	fill_list(arena, gallery);
	return gallery;
}

static void fill_frame_lists(struct arena *arena, struct page_frame *frame)
{
	struct page_link *links = arena_take_array(arena, 5, sizeof *links);
	links[0] = (struct page_link){TEXT("Overview"), TEXT("/admin"), TEXT("layout-dashboard"), 0, false, false};
	links[1] = (struct page_link){TEXT("Customers"), TEXT("/admin/customers"), TEXT("users"), 0, false, true};
	links[2] = (struct page_link){TEXT("Duplicates"), TEXT("/admin/duplicates"), TEXT("copy"), 12, false, false};
	links[3] = (struct page_link){TEXT("Inbox"), TEXT("/admin/inbox"), TEXT("inbox"), 7, true, false};
	links[4] = (struct page_link){TEXT("Settings"), TEXT("/admin/settings"), TEXT("settings"), 0, false, false};
	struct page_group *groups = arena_take_array(arena, 3, sizeof *groups);
	groups[0] = (struct page_group){TEXT(""), links, 1, false};
	groups[1] = (struct page_group){TEXT("CRM"), links + 1, 3, false};
	groups[2] = (struct page_group){TEXT(""), links + 4, 1, true};
	frame->groups = groups;
	frame->group_count = 3;
	struct page_crumb *crumbs = arena_take_array(arena, 3, sizeof *crumbs);
	crumbs[0] = (struct page_crumb){TEXT("CRM"), TEXT("/admin")};
	crumbs[1] = (struct page_crumb){TEXT("Customers"), TEXT("/admin/customers")};
	crumbs[2] = (struct page_crumb){frame->title, TEXT_NONE};
	frame->crumbs = crumbs;
	frame->crumb_count = 3;
}

static struct page_frame *gallery_frame(struct arena *arena, const char *title, const char *language)
{
	struct page_frame *frame = arena_take(arena, sizeof *frame);
	struct page_language *languages = arena_take_array(arena, 2, sizeof *languages);
	languages[0] = (struct page_language){TEXT("en"), TEXT("English"), true};
	languages[1] = (struct page_language){TEXT("de"), TEXT("Deutsch"), false};
	*frame = (struct page_frame){
		.title = text_of(title),
		.business = TEXT("Clientele"),
		.person_name = TEXT("Daniel Lim"),
		.person_email = TEXT("daniel@example.com"),
		.language = text_of(language),
		.right_to_left = strcmp(language, "ar") == 0,
		.languages = languages,
		.language_count = 2,
		.theme = TEXT(""),
		.here = TEXT("/admin/customers?page=5"),
		.search = TEXT(""),
		.flash = {MARK_OK, TEXT("Saved."), TEXT("/admin/undo/1")},
	};
	fill_frame_lists(arena, frame);
	return frame;
}

static void show_sign_in(struct view *view, const struct page_frame *frame, const struct gallery *gallery)
{
	(void)gallery;
	view_gallery_sign_in(view, frame);
}

static void show_error(struct view *view, const struct page_frame *frame, const struct gallery *gallery)
{
	(void)gallery;
	view_gallery_error(view, frame,
			   &(struct page_error){403, TEXT("You lack notes.write; an owner can give it."), TEXT("7f3a"),
						TEXT("/admin")});
}

static void show_found(struct view *view, const struct page_frame *frame, const struct gallery *gallery)
{
	(void)frame;
	const struct palette_item items[] = {
		{TEXT("user"), gallery->long_name, TEXT("farah.nabila@zulkifli-batik.example"),
		 TEXT("/admin/customers/1")},
		{TEXT("user"), TEXT("محمد العامري"), TEXT(""), TEXT("/admin/customers/2")},
		{TEXT("settings"), TEXT("Settings"), TEXT("Page"), TEXT("/admin/settings")},
	};
	view_palette_results(view, items, COUNT(items));
}

static const struct gallery_page pages[] = {
	{"list", view_gallery_list}, {"profile", view_gallery_profile},
	{"sign-in", show_sign_in},   {"forbidden", show_error},
	{"found", show_found},
};

static struct text render(struct arena *arena, const struct gallery_page *page, const char *language)
{
	static struct buffer out;
	buffer_free(&out);
	out = buffer_make((size_t)4 << 20);
	struct view view = {.out = &out,
			    .arena = arena,
			    .language = language_find(TEXT("en")),
			    .zone = zone_utc(),
			    .csrf = TEXT("token")};
	assert_true(instant_parse(TEXT("2026-04-14T09:12:00Z"), &view.now));
	page->show(&view, gallery_frame(arena, "Customers", language), gallery_data(arena));
	assert_false(buffer_failed(&out));
	return buffer_text(&out);
}

static void every_icon_has_a_shape(void **state)
{
	struct arena *arena = *state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct text html = render(arena, &pages[i], "en");
		assert_true(text_find(html, TEXT(ICON), 0) != SIZE_MAX);
		if (text_find(html, TEXT(" aria-hidden=\"true\">" ICON_END), 0) != SIZE_MAX)
			fail_msg("%s shows an icon that is not there", pages[i].name);
	}
	assert_int_equal(icon_shape(TEXT("no-such-icon")).size, 0);
	for (size_t i = 0; i < icon_table_count; i++)
		assert_ptr_equal(icon_shape(icon_table[i].name).at, icon_table[i].shape.at);
}

static void markup_in_values_stays_text(void **state)
{
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct text html = render(*state, &pages[i], "en");
		assert_true(text_find(html, TEXT("<b>Bobby"), 0) == SIZE_MAX);
		assert_true(text_find(html, TEXT("<script>alert"), 0) == SIZE_MAX);
	}
}

static void forms_carry_the_token_and_problems(void **state)
{
	struct text html = render(*state, &pages[1], "en");
	assert_true(text_find(html, TEXT("token"), 0) != SIZE_MAX);
	assert_true(text_find(html, TEXT("href=\"#email\""), 0) != SIZE_MAX);
	assert_true(text_find(html, TEXT("id=\"email-wrong\""), 0) != SIZE_MAX);
	assert_true(text_find(html, TEXT("At most 5 customers at once."), 0) != SIZE_MAX);
}

static void expect_initials(struct arena *arena, const char *name, const char *wanted)
{
	struct text initials = avatar_initials(arena, text_of(name));
	if (!text_equal(initials, text_of(wanted)))
		fail_msg("%s gives %.*s, not %s", name, TEXT_ARG(initials), wanted);
}

static void initials_fit_every_script(void **state)
{
	expect_initials(*state, "Katharina Schäfer-Lindqvist", "KS");
	expect_initials(*state, "Dr. Farah Nabila binti Zulkifli", "FZ");
	expect_initials(*state, "Dr.", "Dr");
	expect_initials(*state, "Suppiah", "Su");
	expect_initials(*state, "  Émile   de   Zola ", "ÉZ");
	expect_initials(*state, "陈美玲", "陈美");
	expect_initials(*state, "محمد العامري", "ما");
	expect_initials(*state, "42 !", "?");
	expect_initials(*state, "", "?");
	expect_initials(*state, "O", "O");
}

static void pager_offers_neighbours_and_ends(void **state)
{
	struct pager pager = {.page = 1, .pages = 1, .base_url = TEXT("/x?")};
	pager_fill(&pager, *state);
	assert_int_equal(pager.near_count, 1);
	assert_true(text_is_none(pager.next_url) && text_is_none(pager.previous_url));
	for (pager.page = 1, pager.pages = 40; pager.page <= pager.pages; pager.page++) {
		pager_fill(&pager, *state);
		assert_in_range(pager.near_count, 5, 9);
		assert_int_equal(pager.near[0].count, 1);
		assert_int_equal(pager.near[pager.near_count - 1].count, 40);
		size_t current = 0;
		for (size_t i = 0; i < pager.near_count; i++)
			current += pager.near[i].current;
		assert_int_equal(current, 1);
	}
}

static void assets_are_found_by_address_only(void **state)
{
	(void)state;
	const struct asset *list;
	size_t count = asset_list(&list);
	assert_in_range(count, 7, 100);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(asset_find(list[i].path), &list[i]);
	}
	assert_null(asset_find(TEXT("/assets/clientele.css")));
	assert_null(asset_find(TEXT("/assets/")));
}

static void write_file(struct arena *arena, const char *folder, struct text path, struct bytes content)
{
	FILE *file = fopen(text_format(arena, "%s%.*s", folder, TEXT_ARG(path)).at, "wb");
	if (!file || fwrite(content.at, 1, content.size, file) != content.size || fclose(file) != 0) {
		perror(folder);
		exit(1);
	}
}

/* The pages, in English and once from the right, and the assets that they name. */
static int write_gallery(struct arena *arena, const char *folder)
{
	const struct asset *list;
	size_t count = asset_list(&list);
	(void)mkdir(folder, 0777);
	(void)mkdir(text_format(arena, "%s/assets", folder).at, 0777);
	for (size_t i = 0; i < count; i++)
		write_file(arena, folder, list[i].path, list[i].plain);
	for (size_t i = 0; i < 2 * COUNT(pages); i++) {
		const struct gallery_page *page = &pages[i / 2];
		struct text html = render(arena, page, i % 2 ? "ar" : "en");
		struct text name = text_format(arena, "/%s%s.html", page->name, i % 2 ? "-rtl" : "");
		write_file(arena, folder, name, (struct bytes){(const unsigned char *)html.at, html.size});
	}
	return 0;
}

static int open_arena(void **state)
{
	*state = arena_open((size_t)64 << 20);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return write_gallery(arena_open((size_t)64 << 20), argv[1]);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_icon_has_a_shape),
		cmocka_unit_test(markup_in_values_stays_text),
		cmocka_unit_test(forms_carry_the_token_and_problems),
		cmocka_unit_test(initials_fit_every_script),
		cmocka_unit_test(pager_offers_neighbours_and_ends),
		cmocka_unit_test(assets_are_found_by_address_only),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
