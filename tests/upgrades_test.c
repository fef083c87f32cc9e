/* Every released schema, brought up to date, is the schema of today; and the comparison that says so can fail.
 *
 * `--write FOLDER` writes today's schema as tests/schemas/ keeps it (tools/schemas.sh): its tables for each engine with
 * one row in each, so that a step which cannot cope with rows fails here.
 *
 * Elsewhere: how steps run (store/migrate_test.c), how they are read (tests/compilers/migrations).
 */
#include "tests/schema_description.h"

#include "base/buffer.h"
#include "store/migrate.h"
#include "store/migration.h"
#include "store/schema_table.h"
#include "tests/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MOST (4 << 20)

/* ---- what is kept of a version ---- */

static const char *sample_value(const struct schema_column *column, bool is_postgres)
{
	switch (column->type) {
	case SCHEMA_TEXT: return "'a'";
	case SCHEMA_JSON: return "'{}'";
	case SCHEMA_BYTES: return is_postgres ? "'\\x00'" : "x'00'";
	case SCHEMA_FLAG:
	case SCHEMA_CHOICE: return "0";
	case SCHEMA_ID:
	case SCHEMA_MONEY:
	case SCHEMA_INSTANT:
	case SCHEMA_DATE:
	case SCHEMA_COUNT: break;
	}
	return "1";
}

/* Or its rows come from triggers of other tables. */
static bool stays_empty(const struct schema_table *table)
{
	return strcmp(table->name, "schema_version") == 0 || strcmp(table->name, "ledger_openings") == 0 ||
	       strcmp(table->name, "list_changes") == 0 || strcmp(table->name, "cached_changes") == 0;
}

static void add_row(struct buffer *out, const struct schema_table *table, bool is_postgres)
{
	buffer_add_format(out, "INSERT INTO %s (", table->name);
	for (size_t i = 0; i < table->column_count; i++)
		buffer_add_format(out, "%s%s", i ? ", " : "", table->columns[i].name);
	buffer_add(out, TEXT(") VALUES ("));
	for (size_t i = 0; i < table->column_count; i++)
		buffer_add_format(out, "%s%s", i ? ", " : "", sample_value(&table->columns[i], is_postgres));
	buffer_add(out, TEXT(");\n"));
}

static void write_version(const char *folder, bool is_postgres)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(FILE_MOST);
	char path[4096];
	for (size_t i = 0; i < schema_tables_count; i++)
		buffer_add(&out, text_of(is_postgres ? schema_tables[i].postgres : schema_tables[i].sqlite));
	for (size_t i = 0; i < schema_tables_count; i++)
		if (!stays_empty(&schema_tables[i]))
			add_row(&out, &schema_tables[i], is_postgres);
	buffer_add_format(&out, "INSERT INTO schema_version (version, at) VALUES (%lld, 0);\n",
			  (long long)migrate_newest());
	snprintf(path, sizeof(path), "%s/%04lld.%s.sql", folder, (long long)migrate_newest(),
		 is_postgres ? ENGINE_POSTGRES : ENGINE_SQLITE);
	FILE *file = fopen(path, "w");
	if (!file || fwrite(out.at, 1, out.size, file) != out.size || fclose(file) != 0) {
		perror(path);
		exit(1);
	}
}

static char *read_version(struct arena *arena, int64_t version, const char *engine)
{
	struct text path =
		engine_find_file(arena, text_format(arena, "schemas/%04lld.%s.sql", (long long)version, engine).at);
	char *content = arena_take(arena, FILE_MOST);
	FILE *file = fopen(path.at, "r");
	assert_non_null(file);
	content[fread(content, 1, FILE_MOST - 1, file)] = '\0';
	assert_int_equal(fclose(file), 0);
	return content;
}

/* ---- the upgrades ---- */

static void upgrade(const char *name, int64_t from, const struct schema_description *wanted)
{
	struct engine engine;
	struct schema_description found;
	int64_t steps;
	engine_open_bare(&engine, name);
	engine_script(&engine, read_version(engine.arena, from, name));
	assert_int_equal(migrate_up(engine.store, engine.arena, NULL, &steps), DONE);
	assert_int_equal(steps, migrate_newest() - from);
	schema_describe(&engine, &found);
	struct text difference = schema_difference(engine.arena, wanted, &found);
	if (!text_is_empty(difference))
		fail_msg("version %lld, brought up to date, is not today's schema (- lacks, + has too many):\n%s",
			 (long long)from, difference.at);
	assert_int_equal(engine_number(&engine, "SELECT count(*) FROM customers"), 1);
	if (!store_is_postgres(engine.store))
		assert_int_equal(engine_number(&engine, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	engine_close(&engine);
}

static void every_version_becomes_the_schema_of_today__security_31(void **state)
{
	struct engine fresh;
	struct schema_description wanted;
	engine_open(&fresh, *state);
	schema_describe(&fresh, &wanted);
	assert_true(wanted.count > 300);
	for (int64_t version = MIGRATION_FIRST; version <= migrate_newest(); version++)
		upgrade(*state, version, &wanted);
	engine_close(&fresh);
}

/* ---- a small world of its own, to see the comparison fail ---- */

#define OLD                                                                                                            \
	"CREATE TABLE schema_version (version BIGINT PRIMARY KEY, at BIGINT NOT NULL);"                                \
	"INSERT INTO schema_version VALUES (1, 0);"                                                                    \
	"CREATE TABLE shops (id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0), word TEXT NOT NULL);"                      \
	"INSERT INTO shops VALUES (1, 'a');"
#define NEW                                                                                                            \
	"CREATE TABLE schema_version (version BIGINT PRIMARY KEY, at BIGINT NOT NULL);"                                \
	"CREATE TABLE shops (id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0), visits BIGINT NOT NULL CHECK (visits >= "  \
	"0), word TEXT NOT NULL, owner_id BIGINT REFERENCES owners);"                                                  \
	"CREATE INDEX shops_word ON shops (word, id);"
#define OWNERS "CREATE TABLE owners (id BIGINT NOT NULL PRIMARY KEY);"
#define VISITS "ALTER TABLE shops ADD COLUMN visits BIGINT NOT NULL DEFAULT 0 CHECK (visits >= 0);"
#define OWNER  "ALTER TABLE shops ADD COLUMN owner_id BIGINT REFERENCES owners;"
#define INDEX  "CREATE INDEX shops_word ON shops (word, id);"

/* What the difference to NEW says after that step. */
static void assert_difference(const char *name, const char *step, const char *expected)
{
	struct engine old, new;
	struct schema_description found, wanted;
	const struct migration steps[] = {{2, "a step", step, step}, {0}};
	int64_t ran;
	engine_open_bare(&old, name);
	engine_open_bare(&new, name);
	engine_script(&old, OLD);
	engine_script(&new, OWNERS NEW);
	assert_int_equal(migration_run(old.store, old.arena, steps, NULL, &ran), DONE);
	schema_describe(&old, &found);
	schema_describe(&new, &wanted);
	struct text difference = schema_difference(new.arena, &wanted, &found);
	if (expected ? text_find(difference, text_of(expected), 0) == SIZE_MAX : !text_is_empty(difference))
		fail_msg("after %s: %s", step, difference.at);
	engine_close(&new);
	engine_close(&old);
}

static void a_step_that_does_all_leaves_no_difference(void **state)
{
	assert_difference(*state, OWNERS VISITS OWNER INDEX, NULL);
}

static void a_step_that_forgets_something_is_found_out(void **state)
{
	static const struct {
		const char *step, *difference;
	} cases[] = {
		{OWNERS VISITS INDEX, "- column shops.owner_id"},
		{OWNERS VISITS OWNER, "- index "},
		{OWNERS VISITS OWNER "CREATE INDEX shops_word ON shops (word);", "+ index "},
		{OWNERS VISITS OWNER "CREATE UNIQUE INDEX shops_word ON shops (word, id);", "+ index "},
		{OWNERS VISITS INDEX "ALTER TABLE shops ADD COLUMN owner_id TEXT;", "+ column shops.owner_id"},
		{OWNERS VISITS INDEX "ALTER TABLE shops ADD COLUMN owner_id BIGINT;", "owners"},
		{OWNERS OWNER INDEX "ALTER TABLE shops ADD COLUMN visits BIGINT CHECK (visits >= 0);",
		 "- column shops.visits"},
		{OWNERS OWNER INDEX "ALTER TABLE shops ADD COLUMN visits BIGINT NOT NULL DEFAULT 0;", "visits >= 0"},
		{OWNERS VISITS OWNER INDEX "CREATE TABLE more (n BIGINT);", "+ column more.n"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_difference(*state, cases[i].step, cases[i].difference);
}

int main(int count, char **words)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(every_version_becomes_the_schema_of_today__security_31),
		ON_BOTH(a_step_that_does_all_leaves_no_difference),
		ON_BOTH(a_step_that_forgets_something_is_found_out),
	};
	if (count == 3 && strcmp(words[1], "--write") == 0) {
		write_version(words[2], false);
		write_version(words[2], true);
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
