/* Hashing tables; the contract is in tables.h. */
#include "tests/tables.h"

#include "store/schema_table.h"

#include <sodium.h>
#include <string.h>

static bool is_left_out(const char *table, const char *const *without)
{
	for (; *without; without++)
		if (strcmp(table, *without) == 0)
			return true;
	return false;
}

static struct text select_all(struct arena *arena, const struct schema_table *table, bool is_postgres)
{
	struct text columns = TEXT("''");
	const char *form = is_postgres ? "%.*s || '|' || coalesce(%s::text, '-')" : "%.*s || '|' || quote(%s)";
	for (size_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i].name, "last_used") != 0) /* a key's, at most once a minute */
			columns = text_format(arena, form, TEXT_ARG(columns), table->columns[i].name);
	return text_format(arena, "SELECT %.*s FROM %s ORDER BY 1", TEXT_ARG(columns), table->name);
}

struct hashing {
	crypto_generichash_state state;
	int64_t rows;
};

static enum outcome add_row(void *state, const struct store_row *row)
{
	struct hashing *hashing = state;
	struct text text = store_row_text(row, 0);
	crypto_generichash_update(&hashing->state, (const unsigned char *)text.at, text.size);
	hashing->rows++;
	return DONE;
}

struct tables_print tables_print(struct engine *engine, const char *const *without)
{
	struct arena *arena = arena_open(SIZE_MAX);
	struct tables_print print = {0};
	struct reader *reader;
	assert_in_range(schema_tables_count, 1, TABLES_MOST);
	assert_int_equal(store_reader_open(engine->store, arena, &engine_session, true, &reader), DONE);
	for (size_t i = 0; i < schema_tables_count; i++) {
		const struct schema_table *table = &schema_tables[i];
		unsigned char hash[16];
		struct hashing hashing = {.rows = 0};
		if (is_left_out(table->name, without))
			continue;
		crypto_generichash_init(&hashing.state, NULL, 0, sizeof hash);
		struct text sql = select_all(arena, table, store_is_postgres(engine->store));
		if (store_query_composed(reader, sql, NULL, 0, add_row, &hashing) != DONE)
			fail_msg("cannot read %s", table->name);
		crypto_generichash_final(&hashing.state, hash, sizeof hash);
		sodium_bin2hex(print.of[i].hash, sizeof print.of[i].hash, hash, sizeof hash);
		print.of[i].rows = hashing.rows;
	}
	store_reader_close(reader);
	arena_close(arena);
	return print;
}

const char *tables_changed(const struct tables_print *before, const struct tables_print *now)
{
	for (size_t i = 0; i < schema_tables_count; i++)
		if (strcmp(before->of[i].hash, now->of[i].hash) != 0)
			return schema_tables[i].name;
	return NULL;
}

/* ---- without hashing ---- */

#define COUNT_ONE "UPDATE touches SET count = count + 1"

static struct text watch_by_sqlite(struct arena *arena, struct text script, const char *table)
{
	static const char *const changes[] = {"INSERT", "UPDATE", "DELETE"};
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		script =
			text_format(arena, "%.*sCREATE TRIGGER touched_%s_%zu AFTER %s ON %s BEGIN " COUNT_ONE "; END;",
				    TEXT_ARG(script), table, i, changes[i], table);
	return script;
}

static struct text watch_by_postgres(struct arena *arena, struct text script, const char *table)
{
	return text_format(arena,
			   "%.*sCREATE TRIGGER touched AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE "
			   "FUNCTION touch();",
			   TEXT_ARG(script), table);
}

void tables_watch(struct engine *engine, const char *const *without)
{
	struct arena *arena = arena_open(SIZE_MAX);
	bool is_postgres = store_is_postgres(engine->store);
	struct text script = TEXT("CREATE TABLE touches (count BIGINT NOT NULL); INSERT INTO touches VALUES (0);");
	if (is_postgres)
		script = text_join(arena, script,
				   TEXT("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS "
					"'BEGIN " COUNT_ONE "; RETURN NULL; END';"));
	for (size_t i = 0; i < schema_tables_count; i++)
		if (!is_left_out(schema_tables[i].name, without))
			script = (is_postgres ? watch_by_postgres : watch_by_sqlite)(arena, script,
										     schema_tables[i].name);
	engine_script(engine, script.at);
	arena_close(arena);
}

int64_t tables_touched(struct engine *engine)
{
	return engine_number(engine, "SELECT count FROM touches");
}
