/* Asking both catalogues; the contract is in schema_description.h. */
#include "tests/schema_description.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

#define LINES_MOST 20000

static const char *const on_sqlite =
	"WITH t AS (SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE "
	"'sqlite~_%' ESCAPE '~') "
	"SELECT 'table ' || name || ' ' || type || ' rowid=' || (1 - wr) || ' strict=' || strict FROM t UNION ALL "
	"SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' notnull=' || c.\"notnull\" || ' key=' || "
	"c.pk "
	"FROM t, pragma_table_xinfo(t.name) c UNION ALL "
	"SELECT 'index ' || t.name || ' ' || CASE i.origin WHEN 'c' THEN i.name ELSE i.origin END || ' unique=' || "
	"i.\"unique\" || ' ' || (SELECT group_concat(coalesce(x.name, '?') || ' ' || coalesce(x.coll, '') || ' ' || "
	"x.\"desc\", ', ') FROM pragma_index_xinfo(i.name) x WHERE x.key = 1) FROM t, pragma_index_list(t.name) i "
	"UNION ALL "
	"SELECT 'reference ' || t.name || '.' || f.\"from\" || ' to ' || f.\"table\" || ' ' || f.on_update || ' ' || "
	"f.on_delete FROM t, pragma_foreign_key_list(t.name) f UNION ALL "
	"SELECT type || ' as written: ' || sql FROM sqlite_schema WHERE type = 'trigger' OR (type = 'index' AND sql "
	"LIKE "
	"'% WHERE %')";

static const char *const checks_on_sqlite = "SELECT name, sql FROM sqlite_schema WHERE type = 'table'";

#define HERE "current_schema()::regnamespace"
static const char *const on_postgres =
	"SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN "
	"a.attnotnull THEN ' not null' ELSE '' END || coalesce(' collate ' || l.collname, '') FROM pg_attribute a JOIN "
	"pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation l ON l.oid = a.attcollation WHERE c.relnamespace "
	"= " HERE " AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped UNION ALL "
	"SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE "
	"connamespace = " HERE " UNION ALL "
	"SELECT 'index ' || pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
	"WHERE "
	"c.relnamespace = " HERE " AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND "
	"k.contype IN ('p', 'u')) UNION ALL "
	"SELECT 'trigger ' || pg_get_triggerdef(g.oid) FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE "
	"c.relnamespace = " HERE " AND NOT g.tgisinternal UNION ALL "
	"SELECT 'function ' || pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_language g ON g.oid = p.prolang WHERE "
	"p.pronamespace = " HERE " AND g.lanname = 'plpgsql' UNION ALL "
	"SELECT 'extension ' || extname FROM pg_extension";

struct describing {
	struct arena *arena;
	struct schema_description *description;
};

static void add_line(struct describing *describing, struct text line)
{
	assert_true(describing->description->count < LINES_MOST);
	describing->description->lines[describing->description->count++] = line;
}

static enum outcome keep_line(void *state, const struct store_row *row)
{
	struct describing *describing = state;
	assert_false(store_row_is_null(row, 0));
	add_line(describing, text_copy(describing->arena, store_row_text(row, 0)));
	return DONE;
}

/* SQLite's catalogue knows checks as part of the table's text alone: CHECK with its brackets. */
static enum outcome keep_checks(void *state, const struct store_row *row)
{
	struct describing *describing = state;
	struct text sql = store_row_text(row, 1);
	size_t at = 0;
	while ((at = text_find(sql, TEXT("CHECK ("), at)) != SIZE_MAX) {
		size_t end = at + 7;
		for (int depth = 1; depth > 0 && end < sql.size; end++)
			depth += sql.at[end] == '(' ? 1 : sql.at[end] == ')' ? -1 : 0;
		add_line(describing, text_format(describing->arena, "check %.*s %.*s", TEXT_ARG(store_row_text(row, 0)),
						 TEXT_ARG(text_slice(sql, at, end - at))));
		at = end;
	}
	return DONE;
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(((const struct text *)a)->at, ((const struct text *)b)->at);
}

void schema_describe(struct engine *engine, struct schema_description *ret_description)
{
	bool is_postgres = store_is_postgres(engine->store);
	struct describing describing = {engine->arena, ret_description};
	struct reader *reader;
	*ret_description = (struct schema_description){
		.lines = arena_take_array(engine->arena, LINES_MOST, sizeof(*ret_description->lines))};
	assert_int_equal(store_reader_open(engine->store, engine->arena, &engine_session, true, &reader), DONE);
	assert_int_equal(store_query_composed(reader, text_of(is_postgres ? on_postgres : on_sqlite), NULL, 0,
					      keep_line, &describing),
			 DONE);
	if (!is_postgres)
		assert_int_equal(
			store_query_composed(reader, text_of(checks_on_sqlite), NULL, 0, keep_checks, &describing),
			DONE);
	store_reader_close(reader);
	qsort(ret_description->lines, ret_description->count, sizeof(*ret_description->lines), compare_lines);
}

struct text schema_difference(struct arena *arena, const struct schema_description *wanted,
			      const struct schema_description *found)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(1 << 20);
	size_t w = 0, f = 0;
	while (w < wanted->count || f < found->count) {
		int order = w == wanted->count  ? 1
			    : f == found->count ? -1
						: compare_lines(&wanted->lines[w], &found->lines[f]);
		if (order < 0)
			buffer_add_format(&out, "- %s\n", wanted->lines[w].at);
		else if (order > 0)
			buffer_add_format(&out, "+ %s\n", found->lines[f].at);
		w += order <= 0;
		f += order >= 0;
	}
	return text_copy(arena, buffer_text(&out));
}
