/* What is derived for the quick search and for filters is found by them, however people write it. */
#include "tests/engine.h"
#include "tests/unit.h"

#include "features/customers/customers.h"
#include "service/lists.h"

static const char *const labels =
	"INSERT INTO types (id, word, name, position, active, is_default, approval, registration, shown_fields, "
	"required_fields, "
	"discount,"
	" created) VALUES (1, 'retail', 'Retail', 1, 1, 1, 0, 0, '', '', 0, 0);"
	"INSERT INTO groups (id, word, name, position, active, is_default, taxed, discount, created)"
	" VALUES (1, 'standard', 'Standard', 1, 1, 1, 0, 0, 0);"
	"INSERT INTO channels (id, word, name, position, active, is_default, colour, language, currency, created)"
	" VALUES (1, 'web', 'Web', 1, 1, 1, '', 'en', 'EUR', 0);";

static enum outcome derive(struct context *ctx, void *state)
{
	return customers_derive(ctx, *(const struct customer_id *)state);
}

static struct customer_id add_jurgen(struct engine *engine, struct context *ctx)
{
	const struct customer_change changes[] = {
		{.field = CUSTOMER_FIELD_FIRST_NAME, .value = TEXT("Jürgen")},
		{.field = CUSTOMER_FIELD_LAST_NAME, .value = TEXT("Dato' Strauß")},
		{.field = CUSTOMER_FIELD_COMPANY, .value = TEXT("Köhler GmbH")},
		{.field = CUSTOMER_FIELD_EMAIL, .value = TEXT("Hans@Example.com")},
		{.field = CUSTOMER_FIELD_TITLE, .value = TEXT("Maître")},
	};
	const struct customer_adding adding = {
		.changes = changes, .count = 5, .external_system = TEXT("shop"), .external_id = TEXT("ÄB-1001")};
	struct customer_id customer = {0};
	assert_int_equal(customers_add(ctx, &adding, &customer), DONE);
	engine_script(
		engine,
		text_format(engine->arena,
			    "INSERT INTO phones (customer_id, at, id, typed, e164, extension, is_primary) VALUES"
			    " (%lld, 0, 1, '012-345 6789 x718', '+60123456789', '718', 1),"
			    " (%lld, 0, 2, 'call 55 77 99', NULL, NULL, 0);"
			    "INSERT INTO addresses (customer_id, at, id, postcode, city, state, country, is_shipping, "
			    "is_billing) VALUES (%lld, 0, 1, '50450', 'Kuala Lumpur', NULL, 'MY', 1, 1), "
			    "(%lld, 0, 2, '41050', 'Klang', 'MY-10', 'MY', 0, 0), "
			    "(%lld, 0, 3, NULL, 'Düsseldorf', 'NRW', 'DE', 0, 0);",
			    (long long)customer.value, (long long)customer.value, (long long)customer.value,
			    (long long)customer.value, (long long)customer.value)
			.at);
	assert_int_equal(context_transact(ctx, derive, &customer), DONE);
	return customer;
}

static int64_t found(struct context *ctx, const char *words)
{
	struct filter *filter;
	struct list_answer answer;
	assert_int_equal(filter_parse(ctx, text_of(words), &filter), DONE);
	assert_int_equal(lists_run(ctx, &(struct list_ask){.filter = filter, .most = 1}, &answer), DONE);
	return answer.total;
}

static void a_customer_is_found_by_any_part_in_any_order_and_spelling(void **state)
{
	static const char *const finds[] = {
		"jürgen",           "JUERGEN",          "jurgen",          "strauss", "STRAUß", "dato",
		"\"Dato'\"",        "rgen strau",       "strauss jurgen",  "j",       "köhler", "koehler",
		"hans@example.com", "EXAMPLE.com",      "ab-1001",         "50450",   "lumpur", "+60123456789",
		"012-345",          "\"012-345 6789\"", "+60 12-345 6789", "6012345", "718",    "55 77 99",
		"ku ju st",         "maître",           "MAITRE strauss",
	};
	static const char *const misses[] = {"jurgens", "urg strausss", "r", "013-345", "lumpur berlin", "%", "_____"};
	struct engine engine;
	struct context ctx;
	engine_open(&engine, *state);
	engine_script(&engine, labels);
	context_open(&ctx, engine.arena, engine.store);
	add_jurgen(&engine, &ctx);
	for (size_t i = 0; i < sizeof finds / sizeof *finds; i++)
		if (found(&ctx, finds[i]) != 1)
			fail_msg("not found by: %s", finds[i]);
	for (size_t i = 0; i < sizeof misses / sizeof *misses; i++)
		if (found(&ctx, misses[i]) != 0)
			fail_msg("found by: %s", misses[i]);
	context_close(&ctx);
	engine_close(&engine);
}

/* Filters that find Jürgen, and such as do not. */
static const char *const finding[] = {
	"first_name:JUERGEN",
	"first_name:jurg*",
	"first_name:=jürgen",
	"last_name:strauss",
	"last_name:=\"dato strauß\"",
	"name:\"jurgen dato\"",
	"name:\"Strauß Jürgen\"",
	"name:dato*",
	"company:koehler",
	"company:=\"Kohler gmbh\"",
	"city:=klang",
	"city:DUESSEL*",
	"city:düsseldorf city:lumpur",
	"state:=selangor",
	"state:my-10",
	"state:nrw",
	"-city:=kuala",
	"email:=HANS@example.COM",
	"title:MAITRE",
	"title:=maître",
	"external_id:aeb-1*",
	"external_id:=ab-1001",
	"external_id:1001",
};
static const char *const missing[] = {"first_name:urgen*",  "last_name:=strauss", "name:=jürgen",
				      "city:lumpur*",       "city:=kuala",        "state:=selango",
				      "email:example.com*", "title:aitre*",       "external_id:=1001"};

static void filters_of_names_and_places_are_blind_to_case_and_accents(void **state)
{
	struct engine engine;
	struct context ctx;
	engine_open(&engine, *state);
	engine_script(&engine, labels);
	context_open(&ctx, engine.arena, engine.store);
	struct customer_id customer = add_jurgen(&engine, &ctx);
	for (size_t i = 0; i < sizeof finding / sizeof *finding; i++)
		if (found(&ctx, finding[i]) != 1)
			fail_msg("not found by: %s", finding[i]);
	for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
		if (found(&ctx, missing[i]) != 0)
			fail_msg("found by: %s", missing[i]);
	const struct customer_change moved = {.field = CUSTOMER_FIELD_LAST_NAME, .value = TEXT("Weiß")};
	assert_int_equal(customers_change(&ctx, customer, &moved, 1), DONE);
	engine_script(&engine, "UPDATE addresses SET city = 'Ipoh' WHERE id = 2");
	assert_int_equal(context_transact(&ctx, derive, &customer), DONE);
	context_close(&ctx);
	assert_int_equal(found(&ctx, "last_name:=weiss city:=ipoh"), 1);
	const struct customer_change untitled = {.field = CUSTOMER_FIELD_TITLE, .value = TEXT("")};
	assert_int_equal(customers_change(&ctx, customer, &untitled, 1), DONE);
	assert_int_equal(customers_remove_external_id(&ctx, customer, TEXT("shop"), TEXT("ÄB-1001")), DONE);
	context_close(&ctx);
	assert_int_equal(found(&ctx, "(title:any | external_id:any)"), 0);
	assert_int_equal(found(&ctx, "maitre"), 0);
	assert_int_equal(found(&ctx, "(last_name:strauss | city:klang | name:strauss)"), 0);
	context_close(&ctx);
	engine_close(&engine);
}

static enum outcome rename_to(struct context *ctx, struct customer_id customer, const char *name)
{
	const struct customer_change change = {.field = CUSTOMER_FIELD_COMPANY, .value = text_of(name)};
	return customers_change(ctx, customer, &change, 1);
}

static enum outcome find_and_refuse(struct context *ctx, void *state)
{
	(void)state;
	assert_int_equal(found(ctx, "theremin"), 1);
	return CONFLICT;
}

static enum outcome rename_find_and_go_on(struct context *ctx, void *state)
{
	TRY(rename_to(ctx, *(const struct customer_id *)state, "Theremin GmbH"));
	assert_int_equal(context_attempt(ctx, find_and_refuse, NULL), CONFLICT);
	return DONE;
}

static enum outcome rename_and_refuse(struct context *ctx, void *state)
{
	TRY(rename_to(ctx, *(const struct customer_id *)state, "Spinet GmbH"));
	return CONFLICT;
}

static void a_transaction_finds_what_it_wrote_and_nobody_what_was_undone(void **state)
{
	struct engine engine;
	struct context ctx;
	engine_open(&engine, *state);
	engine_script(&engine, labels);
	context_open(&ctx, engine.arena, engine.store);
	struct customer_id customer = add_jurgen(&engine, &ctx);
	assert_int_equal(context_transact(&ctx, rename_find_and_go_on, &customer), DONE);
	assert_int_equal(found(&ctx, "theremin"), 1);
	assert_int_equal(found(&ctx, "kohler"), 0);
	assert_int_equal(context_transact(&ctx, rename_and_refuse, &customer), CONFLICT);
	assert_int_equal(found(&ctx, "spinet"), 0);
	assert_int_equal(found(&ctx, "theremin"), 1);
	context_close(&ctx);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_customer_is_found_by_any_part_in_any_order_and_spelling),
		ON_BOTH(filters_of_names_and_places_are_blind_to_case_and_accents),
		ON_BOTH(a_transaction_finds_what_it_wrote_and_nobody_what_was_undone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
