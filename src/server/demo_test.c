/* The demo as a database: whole, dated, the same again, and nothing derived that its causes would not give. */
#include "tests/engine.h"
#include "tests/unit.h"

#include "features/customers/customers.h"
#include "server/demo.h"
#include "store/filling.h"
#include "store/schema_table.h"

#include <string.h>

#define PEOPLE 300

static enum outcome add_people(struct context *ctx, void *state)
{
	struct demo *demo = state;
	for (uint64_t i = 0; i < PEOPLE; i++) {
		struct demo_person person;
		demo_person_make(ctx->arena, demo->seed, i, &person);
		TRY(demo_add_person(demo, ctx, &person, i));
	}
	return DONE;
}

static struct demo fill(struct engine *engine)
{
	struct demo demo = {.store = engine->store, .arena = engine->arena, .seed = 7, .now = clock_now(&clock_system)};
	struct context ctx;
	assert_int_equal(demo_add_business(&demo), DONE);
	demo_context_open(&demo, engine->arena, &ctx);
	assert_int_equal(context_transact(&ctx, add_people, &demo), DONE);
	context_close(&ctx);
	assert_int_equal(demo_open_doors(&demo), DONE);
	return demo;
}

#define ASSERT_NONE(engine, query) assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM " query), 0)

static void everybody_has_what_belongs_to_a_customer(void **state)
{
	struct engine engine;
	engine_open(&engine, *state);
	fill(&engine);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM customers"), PEOPLE);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM customer_counters"), PEOPLE);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM customer_search"), PEOPLE);
	ASSERT_NONE(&engine, "customers c WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.customer_id = c.id)");
	ASSERT_NONE(&engine,
		    "customers c WHERE NOT EXISTS (SELECT 1 FROM customer_channels s WHERE s.customer_id = c.id)");
	ASSERT_NONE(&engine,
		    "emails m JOIN customers c ON c.id = m.customer_id WHERE c.guest = 0 AND NOT EXISTS "
		    "(SELECT 1 FROM claims k WHERE k.kind = 0 AND k.value = m.folded AND k.customer_id = c.id)");
	ASSERT_NONE(&engine, "claims k JOIN customers c ON c.id = k.customer_id WHERE c.guest = 1 AND k.kind <> 4");
	engine_close(&engine);
}

static void nothing_happened_before_they_came_or_after_now(void **state)
{
	struct engine engine;
	engine_open(&engine, *state);
	struct demo demo = fill(&engine);
	ASSERT_NONE(&engine, "events e JOIN customers c ON c.id = e.customer_id WHERE e.at < c.created");
	ASSERT_NONE(&engine,
		    "customer_counters k JOIN customers c ON c.id = k.customer_id WHERE k.last_sign_in < c.created");
	ASSERT_NONE(&engine, "customer_sign_ins s JOIN customers c ON c.id = s.customer_id WHERE s.at < c.created");
	ASSERT_NONE(&engine, "customer_counters k WHERE k.last_sign_in IS NOT NULL AND k.last_sign_in <> "
			     "(SELECT MAX(s.at) FROM customer_sign_ins s WHERE s.customer_id = k.customer_id)");
	ASSERT_NONE(&engine, "customer_sign_ins s JOIN customers c ON c.id = s.customer_id "
			     "WHERE s.address IS NOT NULL AND s.country <> c.country");
	assert_true(engine_number(&engine, "SELECT COUNT(*) FROM customer_sign_ins WHERE country = 'MY'") > 10);
	assert_true(engine_number(&engine, "SELECT MAX(at) FROM events") <= demo.now.us);
	assert_true(engine_number(&engine, "SELECT MIN(created) FROM customers") < demo.now.us - 900 * DAY_US);
	engine_close(&engine);
}

static enum outcome derive_again(struct context *ctx, void *state)
{
	(void)state;
	for (int64_t id = 1; id <= PEOPLE; id++)
		TRY(customers_derive(ctx, (struct customer_id){id}));
	return DONE;
}

#define DERIVED                                                                                                        \
	"SELECT SUM(c.id * (c.status + 11 * LENGTH(c.display_name) + 13 * LENGTH(c.sort_name) + 17 * "                 \
	"LENGTH(s.words)))"                                                                                            \
	" FROM customers c JOIN customer_search s ON s.customer_id = c.id"

static void what_is_derived_follows_from_its_causes(void **state)
{
	struct engine engine;
	struct context ctx;
	engine_open(&engine, *state);
	fill(&engine);
	int64_t before = engine_number(&engine, DERIVED);
	context_open(&ctx, engine.arena, engine.store);
	assert_int_equal(context_transact(&ctx, derive_again, NULL), DONE);
	context_close(&ctx);
	assert_true(before > 0);
	assert_int_equal(engine_number(&engine, DERIVED), before);
	engine_close(&engine);
}

static void every_standing_and_every_role_is_met(void **state)
{
	struct engine engine;
	engine_open(&engine, *state);
	struct demo demo = fill(&engine);
	assert_true(engine_number(&engine, "SELECT COUNT(DISTINCT status) FROM customers") >= 8);
	assert_int_equal(
		engine_number(&engine, "SELECT COUNT(DISTINCT role_id) FROM staff WHERE password_hash IS NOT NULL"), 6);
	assert_int_equal(engine_number(&engine, "SELECT scope FROM staff WHERE email_key = 'sales@demo.example'"),
			 STAFF_SCOPE_OWN);
	struct text theirs = text_format(engine.arena, "SELECT COUNT(*) FROM customers WHERE representative_id = %lld",
					 (long long)demo.sales.value);
	assert_true(engine_number(&engine, theirs.at) > PEOPLE / 10);
	engine_close(&engine);
}

/* Names and texts of what is made besides tables, as one number. */
#define MADE_ON_SQLITE                                                                                                 \
	"SELECT SUM(LENGTH(name) * 31 + LENGTH(sql)) * 1000 + COUNT(*) FROM sqlite_schema WHERE type IN ('index', "    \
	"'trigger')"
#define MADE_ON_POSTGRES                                                                                               \
	"SELECT (SELECT COUNT(*) FROM pg_constraint) * 1000 + (SELECT COUNT(*) FROM pg_indexes) + "                    \
	"(SELECT SUM(LENGTH(indexdef)) FROM pg_indexes WHERE schemaname = current_schema())"

static void fill_fast(struct engine *engine, uint64_t count)
{
	struct demo demo = {.store = engine->store, .arena = engine->arena, .seed = 7, .now = clock_now(&clock_system)};
	struct context ctx;
	context_open(&ctx, engine->arena, engine->store);
	assert_int_equal(demo_fill(&demo, &ctx, count), DONE);
	context_close(&ctx);
}

static void a_filled_database_has_every_index_and_finds_everybody(void **state)
{
	struct engine engine;
	engine_open(&engine, *state);
	bool is_postgres = store_is_postgres(engine.store);
	int64_t made = engine_number(&engine, is_postgres ? MADE_ON_POSTGRES : MADE_ON_SQLITE);
	fill_fast(&engine, PEOPLE);
	assert_int_equal(engine_number(&engine, is_postgres ? MADE_ON_POSTGRES : MADE_ON_SQLITE), made);
	int64_t likely = engine_number(&engine, "SELECT COUNT(*) FROM customer_search WHERE words LIKE '%ann%'");
	assert_true(likely > 0);
	if (!is_postgres) {
		engine_script(&engine, "INSERT INTO customer_search_parts (customer_search_parts, rank) VALUES "
				       "('integrity-check', 1)");
		assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM customer_search_parts WHERE "
							"customer_search_parts MATCH '\"ann\"'"),
				 likely);
	}
	engine_close(&engine);
}

static int64_t sum_of(struct engine *engine, const struct schema_table *table, const struct schema_column *column)
{
	bool is_text = column->type == SCHEMA_TEXT || column->type == SCHEMA_JSON || column->type == SCHEMA_BYTES;
	return engine_number(engine,
			     text_format(engine->arena,
					 is_text ? "SELECT CAST(COALESCE(SUM(LENGTH(%s)), -1) AS BIGINT) FROM %s"
						 : "SELECT CAST(COALESCE(SUM(%s %% 1000003), -1) AS BIGINT) FROM %s",
					 column->name, table->name)
				     .at);
}

static void what_is_copied_to_postgres_is_the_same_to_the_last_column(void **state)
{
	struct engine from, to;
	engine_open(&from, ENGINE_SQLITE);
	engine_open(&to, *state);
	int64_t made = engine_number(&to, MADE_ON_POSTGRES);
	fill_fast(&from, PEOPLE);
	engine_script(&from, "UPDATE notes SET body = 'tab' || char(9) || 'line' || char(10, 13) || 'back\\slash \\N'");
	assert_int_equal(filling_copy(from.store, to.store, to.arena), DONE);
	for (size_t i = 0; i < schema_tables_count; i++) {
		const struct schema_table *table = &schema_tables[i];
		/* Each database has its own version, and its own record of what changed. */
		if (strcmp(table->name, "schema_version") == 0 || strcmp(table->name, "list_changes") == 0 ||
		    strcmp(table->name, "cached_changes") == 0)
			continue;
		for (size_t c = 0; c < table->column_count; c++)
			assert_int_equal(sum_of(&to, table, &table->columns[c]),
					 sum_of(&from, table, &table->columns[c]));
	}
	ASSERT_NONE(&to, "notes WHERE body <> E'tab\tline\n\rback\\\\slash \\\\N'");
	assert_true(engine_number(&to, "SELECT COUNT(*) FROM notes") > 0);
	assert_int_equal(engine_number(&to, MADE_ON_POSTGRES), made);
	engine_close(&to);
	engine_close(&from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(everybody_has_what_belongs_to_a_customer),
		ON_BOTH(nothing_happened_before_they_came_or_after_now),
		ON_BOTH(what_is_derived_follows_from_its_causes),
		ON_BOTH(every_standing_and_every_role_is_met),
		ON_BOTH(a_filled_database_has_every_index_and_finds_everybody),
		ON_POSTGRES(what_is_copied_to_postgres_is_the_same_to_the_last_column),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
