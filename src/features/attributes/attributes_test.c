/* Stories of custom attributes on both engines: settings, values of each kind, conflicts, handing over, pages and API.
 */
#include "features/attributes/attributes.h"

#include "features/customers/customers.h"
#include "tests/site.h"

#include <stdio.h>

static struct attribute_id add(struct site *site, const char *label, enum attribute_kind kind, const char *options)
{
	const struct attribute_ask ask = {
		.kind = kind, .labels = {text_of(label)}, .options = text_of(options), .active = true, .visible = true};
	struct attribute_id id = {0};
	assert_int_equal(attributes_add(site_fresh(site), &ask, &id), DONE);
	return id;
}

static struct customer_id customer(struct site *site, const char *name)
{
	const struct customer_change change = {CUSTOMER_FIELD_FIRST_NAME, text_of(name), TEXT_NONE};
	struct customer_id id = {0};
	assert_int_equal(
		customers_add(site_fresh(site), &(struct customer_adding){.changes = &change, .count = 1}, &id), DONE);
	return id;
}

static enum outcome set(struct site *site, struct customer_id who, struct attribute_id what, const char *value)
{
	return attributes_set(site_fresh(site), who, what, text_of(value), TEXT_NONE);
}

static struct text value_of(struct site *site, struct customer_id who, struct attribute_id what)
{
	struct attribute one;
	struct text *values;
	assert_int_equal(attributes_get(site_fresh(site), what, &one), DONE);
	assert_int_equal(attributes_values(&site->ctx, who, &one, 1, &values), DONE);
	return values[0];
}

static const char *first_code(struct site *site)
{
	return site->ctx.problems->count ? site->ctx.problems->list[0].code : "none";
}

static void every_kind_keeps_one_form_and_refuses_the_rest__1_A9(void **state)
{
	static const struct {
		enum attribute_kind kind;
		const char *value, *kept; /* kept: the code of the problem when it begins with '!' */
	} cases[] = {
		{ATTRIBUTE_KIND_TEXT, "  large  ", "large"},
		{ATTRIBUTE_KIND_NUMBER, "12.50", "12.5"},
		{ATTRIBUTE_KIND_NUMBER, "-0.125", "-0.125"},
		{ATTRIBUTE_KIND_NUMBER, "0.10", "0.1"},
		{ATTRIBUTE_KIND_NUMBER, "1.2345", "!not_a_number"},
		{ATTRIBUTE_KIND_NUMBER, "1,5", "!not_a_number"},
		{ATTRIBUTE_KIND_NUMBER, "--1", "!not_a_number"},
		{ATTRIBUTE_KIND_NUMBER, "9999999999999", "!not_a_number"},
		{ATTRIBUTE_KIND_DATE, "2026-02-28", "2026-02-28"},
		{ATTRIBUTE_KIND_DATE, "2026-02-30", "!not_a_date"},
		{ATTRIBUTE_KIND_FLAG, "yes", "yes"},
		{ATTRIBUTE_KIND_FLAG, "1", "!not_yes_or_no"},
		{ATTRIBUTE_KIND_CHOICE, "GRÖSSE M", "Größe M"},
		{ATTRIBUTE_KIND_CHOICE, "S", "!unknown"},
		{ATTRIBUTE_KIND_URL, "https://shop.example/a?b", "https://shop.example/a?b"},
		{ATTRIBUTE_KIND_URL, "javascript:alert(1)", "!not_a_url"},
		{ATTRIBUTE_KIND_COLOUR, "#FA0", "#ffaa00"},
		{ATTRIBUTE_KIND_COLOUR, "blue", "!not_a_colour"},
	};
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = customer(&site, "Ann");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char label[20];
		snprintf(label, sizeof label, "Case %zu", i);
		struct attribute_id id = add(&site, label, cases[i].kind,
					     cases[i].kind == ATTRIBUTE_KIND_CHOICE ? "Größe M\nGröße L" : "");
		bool refused = cases[i].kept[0] == '!';
		assert_int_equal(set(&site, ann, id, cases[i].value), refused ? INVALID : DONE);
		if (refused)
			assert_string_equal(first_code(&site), cases[i].kept + 1);
		else
			ASSERT_TEXT(value_of(&site, ann, id), text_of(cases[i].kept));
	}
	assert_int_equal(engine_number(&site.engine, "SELECT number FROM customer_attributes WHERE text = '-0.125'"),
			 -125);
	site_close(&site);
}

/* Incompressible, beyond what an index of PostgreSQL would take. */
static void a_long_text_is_really_long(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct attribute_id id = add(&site, "Story", ATTRIBUTE_KIND_LONG_TEXT, "");
	struct customer_id ann = customer(&site, "Ann");
	char story[10001];
	uint32_t random = 1;
	for (size_t i = 0; i < 10000; i++) {
		random = random * 1664525u + 1013904223u;
		story[i] = (char)('!' + (random >> 24) % 90);
	}
	story[10000] = '\0';
	assert_int_equal(set(&site, ann, id, "one\r\ntwo\n\r\nthree"), DONE);
	ASSERT_TEXT(value_of(&site, ann, id), TEXT("one\ntwo\n\nthree"));
	/* What a form and an import refuse, nobody else may set. */
	assert_int_equal(set(&site, ann, id, "one\rtwo"), INVALID);
	assert_int_equal(set(&site, ann, id, "one\x7F"), INVALID);
	assert_int_equal(set(&site, ann, id, story), DONE);
	ASSERT_TEXT(value_of(&site, ann, id), text_of(story));
	assert_int_equal(attributes_set(site_fresh(&site), ann, id, text_format(site.arena, "%sx", story), TEXT_NONE),
			 INVALID);
	site_close(&site);
}

static void two_people_who_change_one_value_both_see_it(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct attribute_id id = add(&site, "Size", ATTRIBUTE_KIND_NUMBER, "");
	struct customer_id ann = customer(&site, "Ann");
	assert_int_equal(attributes_set(site_fresh(&site), ann, id, TEXT("1"), TEXT("")), DONE);
	assert_int_equal(attributes_set(site_fresh(&site), ann, id, TEXT("2"), TEXT("")), CONFLICT);
	ASSERT_TEXT(site.ctx.problems->list[0].values[0], TEXT("1"));
	ASSERT_TEXT(site.ctx.problems->list[0].values[1], TEXT("2"));
	assert_int_equal(attributes_set(site_fresh(&site), ann, id, TEXT("2"), TEXT("1.0")), DONE);
	assert_int_equal(attributes_set(site_fresh(&site), ann, id, TEXT("2"), TEXT("7")), DONE);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'attribute.changed'"),
			 2);
	site_close(&site);
}

static void what_is_required_is_not_emptied_and_what_is_inactive_not_set(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct attribute_id id = add(&site, "Size", ATTRIBUTE_KIND_TEXT, "");
	struct customer_id ann = customer(&site, "Ann");
	assert_int_equal(set(&site, ann, id, "xl"), DONE);
	struct attribute_ask ask = {.id = id, .labels = {TEXT("Size")}, .active = true, .required = true};
	assert_int_equal(attributes_change(site_fresh(&site), &ask), DONE);
	assert_int_equal(set(&site, ann, id, " "), INVALID);
	ask.required = ask.active = false;
	assert_int_equal(attributes_change(site_fresh(&site), &ask), DONE);
	assert_int_equal(set(&site, ann, id, "m"), CONFLICT);
	ASSERT_TEXT(value_of(&site, ann, id), TEXT("xl"));
	site_close(&site);
}

static void values_are_handed_over_never_lost(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct attribute_id old = add(&site, "Shoe size", ATTRIBUTE_KIND_NUMBER, ""),
			    new = add(&site, "Size", ATTRIBUTE_KIND_NUMBER, "");
	struct attribute_id other = add(&site, "Colour", ATTRIBUTE_KIND_COLOUR, "");
	struct customer_id ann = customer(&site, "Ann"), ben = customer(&site, "Ben");
	assert_int_equal(set(&site, ann, old, "38"), DONE);
	assert_int_equal(set(&site, ben, old, "44"), DONE);
	assert_int_equal(set(&site, ben, new, "45"), DONE);
	assert_int_equal(attributes_remove(site_fresh(&site), old, (struct attribute_id){0}), CONFLICT);
	ASSERT_TEXT(site.ctx.problems->list[0].values[0], TEXT("2"));
	assert_int_equal(attributes_remove(site_fresh(&site), old, other), INVALID);
	assert_int_equal(attributes_remove(site_fresh(&site), old, new), DONE);
	ASSERT_TEXT(value_of(&site, ann, new), TEXT("38"));
	ASSERT_TEXT(value_of(&site, ben, new), TEXT("45"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customer_attributes WHERE number = 38000"),
			 1);
	site_close(&site);
}

static void filter_finds(struct visitor *shop, const char *filter, int64_t people)
{
	struct arena *arena = shop->site->arena;
	assert_int_equal(visitor_get(shop, text_format(arena, "/api/v1/customers?filter=%s", filter).at), 200);
	if (!visitor_sees(shop, text_format(arena, "\"total\":%lld", (long long)people).at))
		fail_msg("%s does not find %lld", filter, (long long)people);
}

static void texts_are_found_blind_to_case_and_accents(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct attribute_id motto = add(&site, "Motto", ATTRIBUTE_KIND_TEXT, ""),
			    story = add(&site, "Story", ATTRIBUTE_KIND_LONG_TEXT, ""),
			    heir = add(&site, "Heir", ATTRIBUTE_KIND_TEXT, "");
	struct customer_id ann = customer(&site, "Ann"), ben = customer(&site, "Ben");
	assert_int_equal(set(&site, ann, motto, "Größe zählt, 100 %"), DONE);
	assert_int_equal(set(&site, ben, motto, "Crème brûlée"), DONE);
	assert_int_equal(set(&site, ann, story, "ÉCOLE\nnormale"), DONE);
	struct visitor shop = site_key(&site, "customers.read");
	filter_finds(&shop, "attr.motto:GROESSE", 1);
	filter_finds(&shop, "attr.motto:grosse*", 1);
	filter_finds(&shop, "attr.motto:creme", 1);
	filter_finds(&shop, "attr.motto:=%22CREME%20BRULEE%22", 1);
	filter_finds(&shop, "attr.motto:=creme", 0);
	filter_finds(&shop, "attr.motto:%22100%20%25%22", 1);
	filter_finds(&shop, "-attr.motto:creme", 1);
	filter_finds(&shop, "attr.story:=%22ecole%20normale%22", 1);
	filter_finds(&shop, "attr.motto:any", 2);
	assert_int_equal(attributes_remove(site_fresh(&site), motto, heir), DONE);
	filter_finds(&shop, "attr.heir:creme", 1);
	assert_int_equal(set(&site, ben, heir, "Tarte"), DONE);
	filter_finds(&shop, "attr.heir:creme", 0);
	filter_finds(&shop, "attr.heir:TARTE", 1);
	site_close(&site);
}

static void an_option_that_customers_have_stays(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct attribute_id id = add(&site, "Size", ATTRIBUTE_KIND_CHOICE, "S\n M \n\nS\nL");
	struct customer_id ann = customer(&site, "Ann");
	struct attribute one;
	assert_int_equal(attributes_get(site_fresh(&site), id, &one), DONE);
	assert_int_equal(one.option_count, 3);
	assert_int_equal(set(&site, ann, id, "m"), DONE);
	struct attribute_ask ask = {.id = id, .labels = {TEXT("Size")}, .options = TEXT("S\nL"), .active = true};
	assert_int_equal(attributes_change(site_fresh(&site), &ask), CONFLICT);
	ask.options = TEXT("XL\nM");
	assert_int_equal(attributes_change(site_fresh(&site), &ask), DONE);
	ask.options = TEXT(" \n");
	assert_int_equal(attributes_change(site_fresh(&site), &ask), INVALID);
	site_close(&site);
}

static void an_attribute_is_found_by_word_label_or_number(void **state)
{
	struct site site;
	site_open(&site, *state);
	const struct attribute_ask ask = {.kind = ATTRIBUTE_KIND_TEXT,
					  .labels = {TEXT("Shop size"), TEXT_NONE, TEXT("Ladengröße")},
					  .active = true};
	struct attribute_id made, id = {0};
	assert_int_equal(attributes_add(site_fresh(&site), &ask, &made), DONE);
	assert_int_equal(attributes_find(site_fresh(&site), TEXT("shop_size"), &id), DONE);
	assert_int_equal(attributes_find(site_fresh(&site), TEXT("LADENGROSSE"), &id), DONE);
	assert_int_equal(id.value, made.value);
	assert_int_equal(attributes_find(site_fresh(&site), TEXT("size"), &id), NOT_FOUND);
	assert_int_equal(attributes_add(site_fresh(&site), &ask, &id), CONFLICT);
	site_close(&site);
}

static void the_api_gives_and_takes_values_as_one_object__1_A9(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = customer(&site, "Ann");
	struct visitor shop = site_key(&site, "customers.read customers.write attributes.write");
	assert_int_equal(
		visitor_send(&shop, "POST", "/api/v1/attributes", "{\"label_en\":\"Shoe size\",\"kind\":\"number\"}"),
		201);
	assert_true(visitor_sees(&shop, "\"word\":\"shoe_size\""));
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/attributes",
				      "{\"label_en\":\"Fan\",\"kind\":\"flag\",\"word\":\"fan\",\"options\":[]}"),
			 201);
	struct text path = text_format(site.arena, "/api/v1/customers/%lld/attributes", (long long)ann.value);
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "{\"shoe_size\":42.5,\"fan\":true}"), 200);
	assert_true(visitor_sees(&shop, "{\"shoe_size\":\"42.5\",\"fan\":true}"));
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "{\"shoe_size\":\"large\",\"no_such\":1}"), 422);
	assert_true(visitor_sees(&shop, "not_a_number") && visitor_sees(&shop, "unknown_field"));
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "{\"fan\":null,\"shoe_size\":[1]}"), 422);
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "[1]"), 422);
	assert_int_equal(visitor_get(&shop, path.at), 200);
	assert_true(visitor_sees(&shop, "\"fan\":true"));
	struct attribute_id size = {0};
	assert_int_equal(attributes_find(site_fresh(&site), TEXT("shoe_size"), &size), DONE);
	struct text one = text_format(site.arena, "/api/v1/attributes/%lld", (long long)size.value);
	assert_int_equal(visitor_send(&shop, "PATCH", one.at, "{\"label_de\":\"Schuhgröße\",\"required\":true}"), 200);
	assert_true(visitor_sees(&shop, "\"label_en\":\"Shoe size\"") && visitor_sees(&shop, "\"required\":true"));
	assert_int_equal(visitor_send(&shop, "DELETE", one.at, NULL), 409);
	struct visitor reader = site_key(&site, "customers.read");
	assert_int_equal(visitor_send(&reader, "PATCH", one.at, "{\"required\":false}"), 403);
	assert_int_equal(visitor_send(&reader, "PATCH", path.at, "{\"fan\":null}"), 403);
	site_close(&site);
}

static void a_value_that_does_not_fit_is_shown_again(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct attribute_id id = add(&site, "Shoe size", ATTRIBUTE_KIND_NUMBER, "");
	struct customer_id ann = customer(&site, "Ann");
	struct visitor owner = site_staff(&site, "owner");
	struct text path = text_format(site.arena, "/admin/customers/%lld/attributes/%lld", (long long)ann.value,
				       (long long)id.value);
	assert_int_equal(visitor_get(&owner, path.at), 200);
	assert_int_equal(visitor_post(&owner, path.at, "value=large&was_value="), 422);
	assert_true(visitor_sees(&owner, "value=\"large\""));
	assert_int_equal(visitor_post(&owner, path.at, "value=41&was_value="), 303);
	ASSERT_TEXT(value_of(&site, ann, id), TEXT("41"));
	assert_int_equal(visitor_post(&owner, path.at, "value=43&was_value=42"), 409);
	assert_true(visitor_sees(&owner, "changed this to"));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(every_kind_keeps_one_form_and_refuses_the_rest__1_A9),
		ON_BOTH(a_long_text_is_really_long),
		ON_BOTH(two_people_who_change_one_value_both_see_it),
		ON_BOTH(what_is_required_is_not_emptied_and_what_is_inactive_not_set),
		ON_BOTH(values_are_handed_over_never_lost),
		ON_BOTH(texts_are_found_blind_to_case_and_accents),
		ON_BOTH(an_option_that_customers_have_stays),
		ON_BOTH(an_attribute_is_found_by_word_label_or_number),
		ON_BOTH(the_api_gives_and_takes_values_as_one_object__1_A9),
		ON_BOTH(a_value_that_does_not_fit_is_shown_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
