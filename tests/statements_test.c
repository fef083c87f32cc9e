/* What the SQL compiler makes, run on both engines: every statement prepares; scope, none, arrays and outcomes hold.
 *
 * Elsewhere: what the compiler writes and refuses (tests/compilers).
 */
#include "tests/engine.h"
#include "tests/unit.h"

#include "customers.sql.h"
#include "labels.sql.h"
#include "settings.sql.h"
#include "store/typed.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>

/* Of no rows. */
static void expect_copy(PGconn *connection, const struct store_statement *s)
{
	char sql[4096];
	snprintf(sql, sizeof sql, "COPY %s FROM STDIN", s->copy);
	PGresult *result = PQexec(connection, sql);
	if (PQresultStatus(result) != PGRES_COPY_IN || PQnfields(result) != s->copied_count)
		fail_msg("%s: %s", s->name, PQerrorMessage(connection));
	PQclear(result);
	assert_int_equal(PQputCopyEnd(connection, NULL), 1);
	while ((result = PQgetResult(connection)))
		PQclear(result);
}

static void every_statement_prepares_on_postgres(void **state)
{
	struct engine engine;
	engine_open(&engine, *state);
	PGconn *connection = PQconnectdb(text_copy(engine.arena, engine.where).at);
	assert_true(store_statements_count > 0);
	for (size_t i = 0; i < store_statements_count; i++) {
		const struct store_statement *s = store_statements[i];
		PGresult *result = PQprepare(connection, s->name, s->postgres, 0, NULL);
		if (PQresultStatus(result) != PGRES_COMMAND_OK)
			fail_msg("%s: %s", s->name, PQerrorMessage(connection));
		PQclear(result);
		result = PQdescribePrepared(connection, s->name);
		assert_int_equal(PQnfields(result), s->columns);
		PQclear(result);
		if (s->copy)
			expect_copy(connection, s);
	}
	PQfinish(connection);
	engine_close(&engine);
}

static void every_statement_prepares_on_sqlite(void **state)
{
	struct engine engine;
	engine_open(&engine, *state);
	sqlite3 *database;
	assert_int_equal(sqlite3_open(text_copy(engine.arena, engine.where).at, &database), SQLITE_OK);
	for (size_t i = 0; i < store_statements_count; i++) {
		const struct store_statement *s = store_statements[i];
		sqlite3_stmt *prepared = NULL;
		if (sqlite3_prepare_v2(database, s->sqlite, -1, &prepared, NULL) != SQLITE_OK)
			fail_msg("%s: %s", s->name, sqlite3_errmsg(database));
		assert_int_equal(sqlite3_column_count(prepared), s->columns);
		assert_int_equal(!sqlite3_stmt_readonly(prepared), s->changes);
		sqlite3_finalize(prepared);
	}
	sqlite3_close(database);
	engine_close(&engine);
}

/* Two customers: 1 is looked after by staff 7 and was seen in channel 5, 2 has nobody and was seen nowhere. */
static void add_people(struct engine *engine)
{
	engine_script(
		engine,
		"INSERT INTO roles (id, name, permissions, scope, created) VALUES (1, 'r', '', 0, 0);"
		"INSERT INTO staff (id, version, email, email_key, name, role_id, scope, active, language, theme,"
		" created, modified) VALUES (7, 1, 'a', 'a', 'A', 1, 0, 1, 'en', '', 0, 0),"
		" (8, 1, 'b', 'b', 'B', 1, 0, 1, 'en', '', 0, 0);"
		"INSERT INTO types (id, word, name, position, active, is_default, approval, registration, shown_fields,"
		" required_fields, discount, created) VALUES (1, 't', 't', 1, 1, 1, 0, 0, '', '', 0, 0);"
		"INSERT INTO groups (id, word, name, position, active, is_default, taxed, discount, created)"
		" VALUES (1, 'g', 'g', 1, 1, 1, 0, 0, 0);"
		"INSERT INTO channels (id, word, name, position, active, is_default, colour, language, currency,"
		" created) VALUES (5, 'c', 'c', 1, 1, 1, '', 'en', 'EUR', 0);"
		"INSERT INTO customers (id, version, status, salutation, name_order, display_name, sort_name,"
		" type_id, group_id, channel_id, representative_id, vip, newsletter, discount, guest, "
		"activation, approval,"
		" active, blocked, since, created, modified) VALUES"
		" (1, 1, 9, 0, 0, 'One', 'one', 1, 1, 5, 7, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0),"
		" (2, 1, 9, 0, 0, 'Two', 'two', 1, 1, 5, NULL, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0);"
		"INSERT INTO customer_channels (customer_id, channel_id, at) VALUES (1, 5, 0);"
		"INSERT INTO staff_channels (staff_id, channel_id) VALUES (8, 5);");
}

static bool sees(struct engine *engine, const struct store_session *session, int64_t customer)
{
	struct reader *reader;
	struct customer_row row;
	bool found = false;
	assert_int_equal(store_reader_open(engine->store, engine->arena, session, false, &reader), DONE);
	assert_int_equal(customer_row(reader, (struct customer_id){customer}, &found, &row), DONE);
	store_reader_close(reader);
	return found;
}

static void a_scope_holds_what_it_says(void **state)
{
	static const struct {
		struct store_session session;
		bool one, two;
	} cases[] = {
		{{.scope = STORE_SCOPE_ALL, .staff = 8}, true, true},
		{{.scope = STORE_SCOPE_OWN, .staff = 7}, true, false},
		{{.scope = STORE_SCOPE_OWN, .staff = 8}, false, false},
		{{.scope = STORE_SCOPE_OWN}, false, false}, /* nobody is not the nobody of customer 2 */
		{{.scope = STORE_SCOPE_CHANNELS, .staff = 8}, true, false},
		{{.scope = STORE_SCOPE_CHANNELS, .staff = 7}, false, false},
		{{.scope = STORE_SCOPE_SELF, .customer = 2}, false, true},
		{{.scope = STORE_SCOPE_SELF}, false, false},
		{{.scope = STORE_SCOPE_NONE, .staff = 7, .customer = 1}, false, false},
	};
	struct engine engine;
	engine_open(&engine, *state);
	add_people(&engine);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(sees(&engine, &cases[i].session, 1), cases[i].one);
		assert_int_equal(sees(&engine, &cases[i].session, 2), cases[i].two);
	}
	engine_close(&engine);
}

static void without_a_session_nothing_is_in_scope(void **state)
{
	(void)state;
	assert_int_equal(store_bind_scope(NULL).number, STORE_SCOPE_NONE);
	assert_int_equal(store_bind_customer(NULL, false).kind, STORE_NUMBER);
	assert_int_equal(store_bind_customer(NULL, true).kind, STORE_NULL);
}

static void null_reads_as_none(void **state)
{
	struct engine engine;
	struct reader *reader;
	struct customer_row_any row;
	bool found;
	engine_open(&engine, *state);
	add_people(&engine);
	assert_int_equal(store_reader_open(engine.store, engine.arena, &engine_session, false, &reader), DONE);
	assert_int_equal(customer_row_any(reader, (struct customer_id){2}, &found, &row), DONE);
	store_reader_close(reader);
	assert_true(found);
	assert_true(text_is_none(row.login));
	assert_true(date_is_none(row.birth_date));
	assert_true(instant_is_none(row.trashed_at));
	assert_int_equal(row.representative_id.value, 0);
	assert_int_equal(row.discount, 0);
	assert_int_equal(row.status, CUSTOMER_STATUS_ACTIVE);
	engine_close(&engine);
}

static enum outcome add_rows(struct writer *writer, void *state)
{
	(void)state;
	int64_t added;
	TRY(setting_set(writer, TEXT("a"), TEXT("1")));
	TRY(tag_add_row(writer, (struct tag_id){2}, TEXT(""), TEXT("b"), (struct instant){1}, &added));
	TRY(tag_add_row(writer, (struct tag_id){1}, TEXT("One"), TEXT("a"), (struct instant){1}, &added));
	assert_int_equal(customer_touch(writer, (struct instant){1}, (struct customer_id){99}), NOT_FOUND);
	return DONE;
}

static void rows_come_in_an_array(void **state)
{
	struct engine engine;
	struct reader *reader;
	const struct tag_names *rows;
	size_t count;
	struct setting_find setting;
	bool found;
	engine_open(&engine, *state);
	assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, add_rows, NULL), DONE);
	assert_int_equal(store_reader_open(engine.store, engine.arena, &engine_session, false, &reader), DONE);
	assert_int_equal(tag_names(reader, &rows, &count), DONE);
	assert_int_equal(count, 2);
	ASSERT_TEXT(rows[0].name, TEXT("One"));
	ASSERT_TEXT(rows[1].name, TEXT(""));
	assert_int_equal(setting_find(reader, TEXT("none"), &found, &setting), DONE);
	assert_false(found);
	store_reader_close(reader);
	engine_close(&engine);
}

static enum outcome none_into_not_null(struct writer *writer, void *state)
{
	(void)state;
	return setting_set(writer, TEXT("a"), TEXT_NONE);
}

static void none_is_refused_where_null_is(void **state)
{
	struct engine engine;
	engine_open(&engine, *state);
	assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, none_into_not_null, NULL), FAULT);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM settings"), 0);
	engine_close(&engine);
}

struct gathered {
	struct arena *arena;
	struct text texts[8];
	int64_t sum;
	size_t count;
};

static enum outcome gather_text(void *state, const struct store_row *row)
{
	struct gathered *gathered = state;
	gathered->texts[gathered->count++] = store_read_text(gathered->arena, row, 0);
	return DONE;
}

static enum outcome gather_number(void *state, const struct store_row *row)
{
	struct gathered *gathered = state;
	gathered->sum += store_row_number(row, 0);
	gathered->count++;
	return DONE;
}

static void arrays_arrive_whole(void **state)
{
	const struct text words[] = {TEXT(""), TEXT("a\"b\\c'd"), TEXT("line\n\ttab\x01"),
				     TEXT("M\xc3\xbcller \xe5\xbc\xa0")};
	const int64_t numbers[] = {1, -2, ID_MAX};
	struct engine engine;
	struct reader *reader;
	engine_open_bare(&engine, *state);
	bool postgres = store_is_postgres(engine.store);
	struct gathered gathered = {.arena = engine.arena};
	struct store_value value = store_bind_texts(engine.arena, words, 4);
	assert_int_equal(store_reader_open(engine.store, engine.arena, &engine_session, false, &reader), DONE);
	assert_int_equal(store_query_composed(reader,
					      postgres
						      ? TEXT("SELECT v FROM jsonb_array_elements_text(CAST($1::text AS "
							     "jsonb)) AS elements(v)")
						      : TEXT("SELECT value FROM json_each(?1)"),
					      &value, 1, gather_text, &gathered),
			 DONE);
	assert_int_equal(gathered.count, 4);
	for (size_t i = 0; i < 4; i++)
		ASSERT_TEXT(gathered.texts[i], words[i]);
	value = store_bind_numbers(engine.arena, numbers, 3);
	assert_int_equal(store_query_composed(reader,
					      postgres ? TEXT("SELECT CAST(v AS BIGINT) FROM jsonb_array_elements_text("
							      "CAST($1::text AS jsonb)) AS elements(v)")
						       : TEXT("SELECT value FROM json_each(?1)"),
					      &value, 1, gather_number, &gathered),
			 DONE);
	assert_int_equal(gathered.sum, ID_MAX - 1);
	store_reader_close(reader);
	engine_close(&engine);
}

static void a_second_row_is_a_fault(void **state)
{
	(void)state;
	struct store_single single = {.statement = "test"};
	assert_int_equal(store_single_add(&single), DONE);
	assert_int_equal(store_single_add(&single), FAULT);
	assert_int_equal(store_changed_one("test", 0), NOT_FOUND);
	assert_int_equal(store_changed_one("test", 1), DONE);
	assert_int_equal(store_changed_one("test", 2), FAULT);
}

static enum outcome run_sql(struct writer *writer, void *state)
{
	const struct store_statement statement = {
		.name = "test_change", .sqlite = state, .postgres = state, .changes = true};
	int64_t changed;
	return store_change(writer, &statement, NULL, 0, &changed);
}

static void what_is_append_only_stays(void **state)
{
	static const char *const changes[] = {"UPDATE audit_entries SET name = 'other'", "DELETE FROM audit_entries"};
	struct engine engine;
	engine_open(&engine, *state);
	engine_script(&engine,
		      store_is_postgres(engine.store)
			      ? "INSERT INTO audit_entries VALUES (1, 0, 1, 1, 1, 'n', 'k', 1, 'r', '', '')"
			      : "INSERT INTO audit_entries VALUES (1, 0, 1, 1, 1, 'n', 'k', 1, 'r', x'', x'')");
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, run_sql,
						(void *)(uintptr_t)changes[i]),
				 FAULT);
	assert_int_equal(engine_number(&engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'n'"), 1);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_POSTGRES(every_statement_prepares_on_postgres),
		ON_SQLITE(every_statement_prepares_on_sqlite),
		ON_BOTH(a_scope_holds_what_it_says),
		cmocka_unit_test(without_a_session_nothing_is_in_scope),
		ON_BOTH(null_reads_as_none),
		ON_BOTH(rows_come_in_an_array),
		ON_BOTH(none_is_refused_where_null_is),
		ON_BOTH(arrays_arrive_whole),
		cmocka_unit_test(a_second_row_is_a_fault),
		ON_BOTH(what_is_append_only_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
