/* Stories of the list's page over the socket, on both engines: every filter and sort, hostile words, who is offered
 * what. */
#include "features/customers/customers_pages.h"

#include "features/access/access.h"
#include "tests/site.h"

static void every_filter_is_offered_and_every_sort_is_answered__3_L2_3_L11(void **state)
{
	struct site site;
	const struct list_column *columns;
	size_t count = list_columns(&columns);
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	for (size_t i = 0; i < count; i++) {
		if (columns[i].kind == LIST_KIND_attribute)
			continue;
		assert_int_equal(
			visitor_get(&owner, text_format(site.arena, "/admin/customers?add=%s", columns[i].key).at),
			200);
		assert_true(visitor_sees(&owner,
					 text_format(site.arena, "name=\"field\" value=\"%s\"", columns[i].key).at));
	}
	for (enum list_sort sort = 0; sort < LIST_SORT_COUNT; sort++) {
		struct text path =
			text_format(site.arena, "/admin/customers?sort=-%.*s", TEXT_ARG(list_sort_word(sort)));
		assert_int_equal(visitor_get(&owner, path.at), 200);
		assert_true(visitor_sees(&owner, "Farah"));
	}
	assert_int_equal(visitor_get(&owner, "/admin/customers?sort=shoe_size"), 422);
	assert_int_equal(visitor_get(&owner, "/admin/customers?add=shoe_size"), 404);
	assert_int_equal(visitor_get(&owner, "/admin/customers?filter=shoe_size:1"), 422);
	assert_true(visitor_sees(&owner, "shoe_size:1"));
	site_close(&site);
}

static void what_the_builder_asks_becomes_a_sentence(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	static const struct {
		const char *asked, *filter;
	} cases[] = {
		{"field=status&sign=is_not&value=active&value=guest", "?filter=-status%3Aactive%2Cguest"},
		{"field=orders&sign=at_least&value=3", "?filter=orders%3E%3D3"},
		{"field=created&sign=is&value=&value=2026-01-01&to=2026-06-30",
		 "?filter=created%3A2026-01-01..2026-06-30"},
		{"field=created&value=last7d&value=&to=", "?filter=created%3Alast7d"},
		{"field=since&value=&value=2026-01-01&to=", "?filter=since%3A2026-01-01"},
		{"field=company&value=a+%22b%5C%22)%20%7C%20-x",
		 "?filter=company%3A%22a%20%5C%22b%5C%5C%5C%22%29%20%7C%20-x%22"},
		{"q=-x+(y%7Cz", "?filter=%22-x%22%20%22%28y%7Cz%22"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers?%s", cases[i].asked).at),
				 303);
		ASSERT_TEXT(owner.location, text_format(site.arena, "/admin/customers%s", cases[i].filter));
		assert_int_equal(visitor_get(&owner, owner.location.at), 200);
	}
	site_close(&site);
}

static void a_condition_reads_like_a_sentence_in_every_language(void **state)
{
	static const struct {
		const char *filter, *en, *ms, *de;
	} cases[] = {
		{"created%3Alast7d", "Added:  <b><bdi>in the last 7 days", "Ditambah:  <b><bdi>dalam 7 hari yang lalu",
		 "Angelegt:  <b><bdi>in den letzten 7 Tagen"},
		{"created%3A2026-01-01..2026-06-30", "1 January 2026 – 30 June 2026", "1 Januari 2026 – 30 Jun 2026",
		 "1. Januar 2026 – 30. Juni 2026"},
		{"since%3C2026-01-01", "Customer since: before <b><bdi>1 January 2026",
		 "sebelum <b><bdi>1 Januari 2026", "Kunde seit: vor <b><bdi>1. Januar 2026"},
		{"-vip%3Ayes", "VIP:  <b><bdi>no", "VIP:  <b><bdi>tidak", "VIP:  <b><bdi>nein"},
		{"vip%3Ayes", "VIP:  <b><bdi>yes", "VIP:  <b><bdi>ya", "VIP:  <b><bdi>ja"},
		{"spent%3E1234.5", "is more than <b><bdi>€1,234.50", "<b><bdi>€1,234.50",
		 "ist größer als <b><bdi>1.234,50\u00a0€"},
		{"last_login%3Anone", "Last login is empty", "kosong", "ist leer"},
		{"verification%3Anone", "E-mail verification is <b><bdi>not verified", "<b><bdi>belum disahkan",
		 "E-Mail-Bestätigung ist <b><bdi>nicht bestätigt"},
		{"name_order%3Afamily_first", "Order of names is <b><bdi>Family name first", "Susunan nama",
		 "Reihenfolge der Namen ist <b><bdi>Familienname zuerst"},
		{"currency%3Amyr", "Currency is <b><bdi>MYR, Malaysian Ringgit", "<b><bdi>MYR, ",
		 "Währung ist <b><bdi>MYR, Malaysischer Ringgit"},
		{"language%3Ams", "Language is <b><bdi>Malay", "Bahasa ialah <b><bdi>Melayu",
		 "Sprache ist <b><bdi>Malaiisch"},
		{"zone%3A%22asia%2Fkuala_lumpur%22", "Time zone is <b><bdi>Asia/Kuala_Lumpur", "Asia/Kuala_Lumpur",
		 "Zeitzone ist <b><bdi>Asia/Kuala_Lumpur"},
		{"discount%3E7.5", "Discount in percent is more than <b><bdi>7.5", "<b><bdi>7.5",
		 "Rabatt in Prozent ist größer als <b><bdi>7,5"},
	};
	static const char *const languages[] = {"en", "ms", "de"};
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	for (size_t l = 0; l < 3; l++) {
		engine_script(&site.engine,
			      text_format(site.arena, "UPDATE staff SET language = '%s';", languages[l]).at);
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			const char *const sentences[] = {cases[i].en, cases[i].ms, cases[i].de};
			assert_int_equal(
				visitor_get(&owner,
					    text_format(site.arena, "/admin/customers?filter=%s", cases[i].filter).at),
				200);
			if (!visitor_sees(&owner, sentences[l]))
				fail_msg("%s is not read as: %s", cases[i].filter, sentences[l]);
		}
	}
	site_close(&site);
}

/* German: a comma before decimals, points between thousands; Malay and English the other way round. */
static void numbers_of_a_filter_are_typed_as_the_language_writes_them(void **state)
{
	static const struct {
		const char *language, *asked, *filter;
	} cases[] = {
		{"de", "field=spent&sign=at_least&value=1.234%2C50", "?filter=spent%3E%3D1234.5"},
		{"de", "field=spent&sign=at_least&value=12.50", "?filter=spent%3E%3D12.5"},
		{"de", "field=orders&sign=above&value=1.234", "?filter=orders%3E1234"},
		{"de", "field=attr.shop_size&sign=above&value=12%2C5", "?filter=attr.shop_size%3E12.5"},
		{"ms", "field=spent&sign=at_least&value=1%2C234.50", "?filter=spent%3E%3D1234.5"},
		{"en", "field=attr.shop_size&sign=above&value=1.234", "?filter=attr.shop_size%3E1.234"},
	};
	struct site site;
	site_open(&site, *state);
	engine_script(
		&site.engine,
		"INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, "
		"created) VALUES (77, 'shop_size', 2, 1, 1, 0, 1, 1, 0, 0)");
	struct visitor owner = site_staff(&site, "owner");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		engine_script(&site.engine,
			      text_format(site.arena, "UPDATE staff SET language = '%s'", cases[i].language).at);
		assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers?%s", cases[i].asked).at),
				 303);
		ASSERT_TEXT(owner.location, text_format(site.arena, "/admin/customers%s", cases[i].filter));
	}
	engine_script(&site.engine, "UPDATE staff SET language = 'de'");
	assert_int_equal(visitor_get(&owner, "/admin/customers?add=spent"), 200);
	assert_true(visitor_sees(&owner, "aria-label=\"Umsatz gesamt EUR\""));
	assert_int_equal(
		visitor_get(&owner, "/admin/customers?filter=vip%3Ayes&field=attr.shop_size&sign=below&value=1.234"),
		422);
	assert_true(visitor_sees(&owner, "„1.234“ kann zwei Zahlen bedeuten; schreib 1234 oder 1,234."));
	assert_true(visitor_sees(&owner, "value=\"1.234\""));
	assert_true(visitor_sees(&owner, "<option value=\"below\" selected>"));
	assert_true(visitor_sees(&owner, "name=\"filter\" value=\"vip:yes\""));
	site_close(&site);
}

static void those_who_only_read_are_offered_nothing_to_change(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor auditor = site_staff(&site, "auditor");
	assert_int_equal(visitor_get(&auditor, "/admin/customers"), 200);
	assert_true(visitor_sees(&auditor, "Farah"));
	assert_false(visitor_sees(&auditor, "New customer"));
	assert_false(visitor_sees(&auditor, "type=\"checkbox\" name=\"id\""));
	assert_false(visitor_sees(&auditor, "Remove selected"));
	assert_false(visitor_sees(&auditor, "/block\""));
	site_close(&site);
}

static void names_of_people_are_never_markup(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "<b onclick=x>\"Bobby\"</b>");
	struct visitor owner = site_staff(&site, "owner");
	static const char *const views[] = {"table", "cards"};
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers?view=%s", views[i]).at),
				 200);
		assert_false(visitor_sees(&owner, "<b onclick"));
		assert_true(visitor_sees(&owner, "&lt;b onclick"));
	}
	site_close(&site);
}

static void choosing_columns_leads_nowhere_else(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_int_equal(visitor_post(&owner, "/admin/customers/columns",
				      "order=status+email+nonsense&column=email&back=%2F%2Fevil.example"),
			 303);
	ASSERT_TEXT(owner.location, TEXT("/admin/customers"));
	assert_int_equal(
		visitor_post(
			&owner, "/admin/customers/columns",
			"order=status+email&column=email&column=status&up=email&back=%2Fadmin%2Fcustomers%3Fsort%3Did"),
		303);
	ASSERT_TEXT(owner.location, TEXT("/admin/customers?sort=id#columns"));
	site_close(&site);
}

static void a_page_that_is_no_more_leads_to_the_first(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/customers?page=7&sort=id"), 303);
	ASSERT_TEXT(owner.location, TEXT("/admin/customers?sort=id"));
	site_close(&site);
}

static void a_column_keeps_the_width_that_was_chosen(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner"), other = site_staff(&site, "administrator");
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_false(visitor_sees(&owner, "sized"));
	assert_int_equal(visitor_post(&owner, "/admin/customers/columns/width", "column=type&width=21"), 303);
	assert_int_equal(visitor_post(&owner, "/admin/customers/columns/width", "column=name&width=1"), 303);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_true(visitor_sees(&owner, "sized cw1 cw4 cw16\""));
	assert_true(visitor_sees(&owner, "<td class=\"main sized cw2 cw4\""));
	assert_int_equal(visitor_get(&other, "/admin/customers"), 200);
	assert_false(visitor_sees(&other, "sized"));
	assert_int_equal(visitor_post(&owner, "/admin/customers/columns/width", "column=type&width=0"), 303);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	assert_false(visitor_sees(&owner, "cw16"));
	assert_int_equal(visitor_post(&owner, "/admin/customers/columns/width", "column=shoes&width=9"), 422);
	assert_int_equal(visitor_post(&owner, "/admin/customers/columns/width", "column=type&width=81"), 422);
	site_close(&site);
}

static const char *below(struct site *site, struct customer_id customer, const char *rest)
{
	return text_format(site->arena, "/admin/customers/%lld%s", (long long)customer.value, rest).at;
}

static void ids_of_other_systems_are_shown_added_and_removed(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id farah = site_customer(&site, "Farah"), greta = site_customer(&site, "Greta");
	struct visitor owner = site_staff(&site, "owner"), reader = site_staff(&site, "auditor");
	const char *new = below(&site, farah, "/external-ids/new"), *gone = below(&site, farah, "/external-ids/remove");
	assert_int_equal(visitor_get(&owner, new), 200);
	assert_int_equal(visitor_post(&owner, new, "system=&value=A1"), 422);
	assert_int_equal(visitor_post(&owner, new, "system=shop&value=A%3Cb%3E1"), 303);
	assert_int_equal(visitor_get(&owner, below(&site, farah, "")), 200);
	assert_true(visitor_sees(&owner, "<bdi>shop</bdi></span><bdi class=\"cut\">A&lt;b&gt;1</bdi>"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM event_values WHERE field = 'external_id'"),
			 1);
	/* An id leads to one customer only: whoever has it is named, and what was typed stays. */
	assert_int_equal(visitor_post(&owner, below(&site, greta, "/external-ids/new"), "system=shop&value=A%3Cb%3E1"),
			 409);
	assert_true(visitor_sees(&owner, "Farah"));
	assert_true(visitor_sees(&owner, "value=\"A&lt;b&gt;1\""));
	assert_int_equal(visitor_get(&reader, below(&site, farah, "")), 200);
	assert_true(visitor_sees(&reader, "A&lt;b&gt;1"));
	assert_false(visitor_sees(&reader, "external-ids/"));
	assert_int_equal(visitor_get(&reader, below(&site, greta, "")), 200);
	assert_false(visitor_sees(&reader, "External IDs"));
	assert_int_equal(visitor_post(&reader, gone, "system=shop&value=A%3Cb%3E1"), 403);
	assert_int_equal(visitor_post(&owner, gone, "system=shop&value=A2"), 404);
	assert_int_equal(visitor_post(&owner, gone, "system=shop&value=A%3Cb%3E1"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM external_ids"), 0);
	site_close(&site);
}

static void suspend(struct site *site, const char *who, const char *functions)
{
	const struct access_ask ask = {.functions = access_functions_parse(text_of(functions)),
				       .until = instant_add(context_now(&site->ctx), 3 * DAY_US)};
	assert_int_equal(access_change(site_fresh(site), site_customer(site, who), ACCESS_VERB_SUSPEND, &ask), DONE);
}

static void a_row_says_of_a_suspension_whether_they_may_sign_in_and_until_when(void **state)
{
	struct site site;
	site_open(&site, *state);
	suspend(&site, "Farah", "orders");
	suspend(&site, "Ben", "sign_in orders");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/customers?filter=status:suspended"), 200);
	assert_true(visitor_sees(&owner, "May sign in, until "));
	assert_true(visitor_sees(&owner, "May not sign in, until "));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(every_filter_is_offered_and_every_sort_is_answered__3_L2_3_L11),
		ON_BOTH(what_the_builder_asks_becomes_a_sentence),
		ON_BOTH(a_condition_reads_like_a_sentence_in_every_language),
		ON_BOTH(numbers_of_a_filter_are_typed_as_the_language_writes_them),
		ON_BOTH(those_who_only_read_are_offered_nothing_to_change),
		ON_BOTH(names_of_people_are_never_markup),
		ON_BOTH(choosing_columns_leads_nowhere_else),
		ON_BOTH(a_page_that_is_no_more_leads_to_the_first),
		ON_BOTH(a_column_keeps_the_width_that_was_chosen),
		ON_BOTH(ids_of_other_systems_are_shown_added_and_removed),
		ON_BOTH(a_row_says_of_a_suspension_whether_they_may_sign_in_and_until_when),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
