/* What SQLite says to a statement, and what we refuse besides; see statement.h.
 *
 * The one idea: the statement is prepared twice. Without its scope, to learn which tables its author named; and as it
 * will run. SQLite's authorizer tells the tables, its column metadata where each result comes from.
 */
#include "tools/sql/statement.h"

#include <sqlite3.h>

enum { SQL_MOST = 256 * 1024 };

static void close_database(sqlite3 **database)
{
	sqlite3_close(*database);
}

static void finalize(sqlite3_stmt **prepared)
{
	sqlite3_finalize(*prepared);
}

sqlite3 *check_open(struct compiler *c)
{
	sqlite3 *database = NULL;
	struct buffer ddl __attribute__((cleanup(buffer_free))) = buffer_make(16 * (size_t)SQL_MOST);
	/* Without triggers: what they read is not what the statement reads. */
	for (size_t i = 0; i < c->schema->table_count; i++)
		ddl_table(&ddl, &c->schema->tables[i], false);
	buffer_add_char(&ddl, '\0');
	if (sqlite3_open(":memory:", &database) == SQLITE_OK && !buffer_failed(&ddl) &&
	    sqlite3_exec(database, ddl.at, NULL, NULL, NULL) == SQLITE_OK)
		return database;
	report_mistake(c->report, (struct place){TEXT("schema"), 1}, "SQLite refuses the tables: %s",
		       sqlite3_errmsg(database));
	close_database(&database);
	return NULL;
}

struct finding {
	struct compiler *c;
	struct tables *found;
};

static int find_table(void *state, int action, const char *name, const char *column, const char *schema,
		      const char *trigger)
{
	(void)column, (void)schema, (void)trigger;
	const struct finding *finding = state;
	struct tables *found = finding->found;
	if (action != SQLITE_READ && action != SQLITE_INSERT && action != SQLITE_UPDATE && action != SQLITE_DELETE)
		return SQLITE_OK;
	const struct table *table = schema_find_table(finding->c->schema, text_of(name));
	for (size_t i = 0; i < found->count; i++)
		if (found->list[i] == table)
			return SQLITE_OK;
	if (table) {
		found->list = array_more(finding->c->arena, found->list, found->count, sizeof table);
		found->list[found->count++] = table;
	}
	return SQLITE_OK;
}

static struct place complaint_place(const struct statement *s, const char *sql, int offset)
{
	int line = s->sqlite.line;
	for (int i = 0; i < offset; i++)
		line += sql[i] == '\n';
	return (struct place){s->place.file, line};
}

/* NULL after reporting. */
static sqlite3_stmt *prepare(struct compiler *c, sqlite3 *database, const struct statement *s, enum rendering rendering,
			     struct tables *ret_tables)
{
	struct buffer sql __attribute__((cleanup(buffer_free))) = buffer_make(SQL_MOST);
	struct finding finding = {c, ret_tables};
	render_body(&sql, s, rendering);
	sqlite3_stmt *prepared = NULL;
	sqlite3_set_authorizer(database, find_table, &finding);
	int code = sqlite3_prepare_v2(database, sql.at, (int)sql.size, &prepared, NULL);
	sqlite3_set_authorizer(database, NULL, NULL);
	if (code == SQLITE_OK && prepared)
		return prepared;
	report_mistake(c->report, complaint_place(s, sql.at, sqlite3_error_offset(database)), "%s",
		       sql.size ? sqlite3_errmsg(database) : "the statement is empty");
	return NULL;
}

static bool check_work(struct compiler *c, const struct statement *s, sqlite3_stmt *prepared)
{
	bool reads = sqlite3_stmt_readonly(prepared);
	if (mode_changes(s->mode) && reads)
		report_mistake(c->report, s->place, "'%.*s' says change and changes nothing", TEXT_ARG(s->name));
	if (!mode_changes(s->mode) && !reads)
		report_mistake(c->report, s->place, "'%.*s' changes rows and does not say change", TEXT_ARG(s->name));
	if (mode_changes(s->mode) && !reads && sqlite3_column_count(prepared))
		report_mistake(c->report, s->place, "'%.*s' changes rows and cannot return any", TEXT_ARG(s->name));
	return mode_changes(s->mode) != reads;
}

static bool uses_scope(const struct statement *s)
{
	for (size_t i = 0; i < s->slot_count; i++)
		if (s->slots[i].source == SLOT_SCOPE || s->slots[i].source == SLOT_CUSTOMER)
			return true;
	return false;
}

static void check_scope(struct compiler *c, const struct statement *s)
{
	for (size_t i = 0; i < s->tables.count; i++)
		if (!mode_changes(s->mode) && !s->unscoped && !uses_scope(s) &&
		    text_equal(s->tables.list[i]->name, TEXT("customers")))
			report_mistake(
				c->report, s->place,
				"'%.*s' reads customers without :@scope or :@customer; where that is right, say: "
				"unscoped reason",
				TEXT_ARG(s->name));
}

/* What is the same for everybody, and of whose changes the cache is told. */
static void check_cached(struct compiler *c, const struct statement *s)
{
	if (!s->cached)
		return;
	if (s->mode != MODE_ALL && s->mode != MODE_MAYBE)
		report_mistake(c->report, s->place, "'%.*s' is cached: its mode is all or maybe", TEXT_ARG(s->name));
	for (size_t i = 0; i < s->slot_count; i++)
		if (s->slots[i].source != SLOT_ARGUMENT)
			report_mistake(c->report, s->place, "'%.*s' is cached and depends on who asks",
				       TEXT_ARG(s->name));
	for (size_t i = 0; i < s->tables.count; i++)
		if (!s->tables.list[i]->cached)
			report_mistake(c->report, s->place, "'%.*s' is cached and reads '%.*s', which is not",
				       TEXT_ARG(s->name), TEXT_ARG(s->tables.list[i]->name));
}

/* :@scope(alias) of another table would hold back nothing. */
static bool scopes_are_customers(struct compiler *c, const struct statement *s, const struct body *body)
{
	for (size_t i = 0; i < body->count; i++) {
		const struct token *token = &body->tokens[i];
		if (token->kind != TOKEN_SCOPE)
			continue;
		const struct table *table = body_table(c, body, token->text);
		if (table && text_equal(table->name, TEXT("customers")))
			continue;
		report_mistake(c->report, (struct place){s->place.file, token->line},
			       ":@scope(%.*s): '%.*s' is not the table customers", TEXT_ARG(token->text),
			       TEXT_ARG(token->text));
		return false;
	}
	return true;
}

/* `"name:type?"`; false after reporting. */
static bool parse_alias(struct compiler *c, struct place place, struct text alias, struct result *ret_result)
{
	struct scan scan = {alias};
	if (!scan_word(&scan, &ret_result->name) || !scan_sign(&scan, ":") || !type_scan(&scan, &ret_result->type)) {
		report_mistake(c->report, place, "'%.*s': a result is written AS \"name:type\"", TEXT_ARG(alias));
		return false;
	}
	bool null = scan_sign(&scan, "?");
	if (!scan_is_end(&scan)) {
		report_mistake(c->report, place, "'%.*s': a result is written AS \"name:type\"", TEXT_ARG(alias));
		return false;
	}
	if (null && !type_allows_null(ret_result->type.type))
		report_mistake(c->report, place, "'%.*s': a %s cannot be null", TEXT_ARG(alias),
			       ret_result->type.type == SCHEMA_FLAG ? "flag" : "choice");
	return type_exists(c, place, ret_result->type);
}

/* The column of the schema that result `i` is, or NULL. */
static const struct column *origin(struct compiler *c, sqlite3_stmt *prepared, int i)
{
	const struct table *table = schema_find_table(c->schema, text_of(sqlite3_column_table_name(prepared, i)));
	return table ? table_column(table, text_of(sqlite3_column_origin_name(prepared, i))) : NULL;
}

static bool resolve_result(struct compiler *c, const struct statement *s, sqlite3_stmt *prepared, int i,
			   struct result *ret_result)
{
	struct text name = text_copy(c->arena, text_of(sqlite3_column_name(prepared, i)));
	const struct column *column = origin(c, prepared, i);
	if (text_find(name, TEXT(":"), 0) != SIZE_MAX) {
		if (!parse_alias(c, s->place, name, ret_result))
			return false;
		if (column && !type_equal(column->type, ret_result->type))
			report_mistake(c->report, s->place, "'%.*s': its column is %.*s", TEXT_ARG(name),
				       TEXT_ARG(type_words(c->arena, column->type)));
		return true;
	}
	if (!column) {
		report_mistake(c->report, s->place, "the result '%.*s' has no type: write AS \"name:type\"",
			       TEXT_ARG(name));
		return false;
	}
	if (body_joins_outer(&s->sqlite, text_of(sqlite3_column_table_name(prepared, i))))
		report_mistake(c->report, s->place, "'%.*s' comes from an outer join: write AS \"%.*s:%.*s?\"",
			       TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(type_words(c->arena, column->type)));
	*ret_result = (struct result){name, column->type};
	return true;
}

static void check_result_name(struct compiler *c, const struct statement *s, struct text name)
{
	if (word_is_of_c(name))
		report_mistake(c->report, s->place, "a result cannot be called '%.*s'", TEXT_ARG(name));
	for (size_t i = 0; i < s->result_count; i++)
		if (text_equal(s->results[i].name, name))
			report_mistake(c->report, s->place, "two results are called '%.*s'", TEXT_ARG(name));
}

static void resolve_results(struct compiler *c, struct statement *s, sqlite3_stmt *prepared)
{
	for (int i = 0; i < sqlite3_column_count(prepared); i++) {
		struct result result;
		if (!resolve_result(c, s, prepared, i, &result))
			continue;
		check_result_name(c, s, result.name);
		s->results = array_more(c->arena, s->results, s->result_count, sizeof result);
		s->results[s->result_count++] = result;
	}
}

void check_statement(struct compiler *c, sqlite3 *database, struct statement *s)
{
	const struct body *bodies[] = {&s->sqlite, &s->postgres};
	for (size_t i = 0; i < 2; i++)
		if (!arrays_stand_alone(c, s, bodies[i]) || !scopes_are_customers(c, s, bodies[i]))
			return;
	sqlite3_stmt *named __attribute__((cleanup(finalize))) =
		prepare(c, database, s, RENDER_WITHOUT_SCOPE, &s->tables);
	if (!named)
		return;
	resolve_arguments(c, s);
	check_scope(c, s);
	check_cached(c, s);
	check_gathered(c, s);
	sqlite3_stmt *prepared __attribute__((cleanup(finalize))) = prepare(c, database, s, RENDER_SQLITE, &s->touched);
	if (prepared && check_work(c, s, prepared) && !mode_changes(s->mode))
		resolve_results(c, s, prepared);
}
