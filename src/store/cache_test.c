/* Rows from memory are as new as rows from the database, on both engines. Another store on the same database knows of
 * us as little as another process does. */
#include "tests/engine.h"

#include "store/typed.h"

#define SAME(sql) .sqlite = sql, .postgres = sql

static const struct store_statement list = {
	.name = "test_settings", SAME("SELECT name, value FROM settings ORDER BY name"), .columns = 2};
static const struct store_statement find = {.name = "test_setting",
					    .sqlite = "SELECT name, value FROM settings WHERE name = ?1",
					    .postgres = "SELECT name, value FROM settings WHERE name = $1",
					    .columns = 2};
static const struct store_statement set = {
	.name = "test_setting_set",
	.sqlite = "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = "
		  "excluded.value",
	.postgres = "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = "
		    "excluded.value",
	.changes = true,
	.changes_cached = true};

struct setting_row {
	struct text name, value;
};

static int rows_taken; /* from the database */

static enum outcome take(void *state, const struct store_row *row)
{
	struct store_rows *gathered = state;
	struct setting_row *taken = store_rows_add(gathered);
	taken->name = store_read_text(gathered->arena, row, 0);
	taken->value = store_read_text(gathered->arena, row, 1);
	rows_taken++;
	return DONE;
}

static const struct setting_row *ask(struct reader *reader, const struct store_statement *statement, struct text name,
				     size_t *ret_count)
{
	const struct store_value value = store_bind_text(name);
	const struct store_cached cached = {statement, &value, text_is_none(name) ? 0 : 1, take,
					    sizeof(struct setting_row)};
	const void *rows;
	assert_int_equal(store_query_cached(reader, &cached, &rows, ret_count), DONE);
	return rows;
}

/* The value of the only setting. */
static struct text value_in(struct reader *reader)
{
	size_t count;
	const struct setting_row *rows = ask(reader, &list, TEXT_NONE, &count);
	assert_int_equal(count, 1);
	return rows[0].value;
}

static struct reader *reader_of(struct engine *engine)
{
	struct reader *reader;
	assert_int_equal(store_reader_open(engine->store, engine->arena, &engine_session, true, &reader), DONE);
	return reader;
}

static struct text value_now(struct engine *engine)
{
	struct reader *reader = reader_of(engine);
	struct text value = value_in(reader);
	store_reader_close(reader);
	return value;
}

struct change {
	struct text value;
	enum outcome outcome;
};

static enum outcome change_work(struct writer *writer, void *state)
{
	const struct change *change = state;
	const struct store_value values[] = {store_bind_text(TEXT("a")), store_bind_text(change->value)};
	int64_t changed;
	TRY(store_change(writer, &set, values, 2, &changed));
	assert_true(text_equal(value_in(writer_reader(writer)), change->value));
	return change->outcome;
}

static void change(struct store *store, struct arena *arena, const char *value, enum outcome outcome)
{
	struct change work = {text_of(value), outcome};
	assert_int_equal(store_transact(store, arena, &engine_session, change_work, &work), outcome);
}

static void open_with_one(struct engine *engine, const char *name)
{
	engine_open(engine, name);
	change(engine->store, engine->arena, "old", DONE);
	rows_taken = 0;
}

/* What another process has open. */
static struct store *open_other(struct engine *engine)
{
	const struct store_options options = {.where = engine->where};
	struct store *store;
	struct text why;
	assert_int_equal(store_open(&options, engine->arena, &store, &why), DONE);
	return store;
}

static void rows_are_read_once_until_their_table_changes(void **state)
{
	struct engine engine;
	open_with_one(&engine, *state);
	for (int i = 0; i < 5; i++)
		assert_true(text_equal(value_now(&engine), TEXT("old")));
	assert_int_equal(rows_taken, 1);
	change(engine.store, engine.arena, "new", DONE);
	rows_taken = 0;
	for (int i = 0; i < 5; i++)
		assert_true(text_equal(value_now(&engine), TEXT("new")));
	assert_int_equal(rows_taken, 1);
	engine_close(&engine);
}

static void the_next_reader_sees_what_another_process_changed(void **state)
{
	struct engine engine;
	open_with_one(&engine, *state);
	struct store *other = open_other(&engine);
	for (int i = 0; i < 3; i++) {
		struct text value = text_format(engine.arena, "by the other %d", i);
		change(other, engine.arena, value.at, DONE);
		assert_true(text_equal(value_now(&engine), value));
	}
	store_close(other);
	engine_script(&engine, "DELETE FROM settings");
	struct reader *reader = reader_of(&engine);
	size_t count;
	ask(reader, &list, TEXT_NONE, &count);
	assert_int_equal(count, 0);
	store_reader_close(reader);
	engine_close(&engine);
}

static void what_is_undone_is_seen_by_its_transaction_alone(void **state)
{
	struct engine engine;
	open_with_one(&engine, *state);
	assert_true(text_equal(value_now(&engine), TEXT("old")));
	change(engine.store, engine.arena, "never", INVALID);
	assert_true(text_equal(value_now(&engine), TEXT("old")));
	change(engine.store, engine.arena, "new", DONE);
	assert_true(text_equal(value_now(&engine), TEXT("new")));
	engine_close(&engine);
}

static void an_older_snapshot_has_rows_of_its_own_and_spoils_no_newer_ones(void **state)
{
	struct engine engine;
	open_with_one(&engine, *state);
	struct reader *older = reader_of(&engine);
	size_t count;
	ask(older, &find, TEXT("other"), &count); /* takes its snapshot */
	change(engine.store, engine.arena, "new", DONE);
	assert_true(text_equal(value_now(&engine), TEXT("new")));
	assert_true(text_equal(value_in(older), TEXT("old")));
	struct reader *late = reader_of(&engine);
	assert_true(text_equal(value_in(late), TEXT("new")));
	assert_true(text_equal(value_in(older), TEXT("old")));
	assert_int_equal(store_reader_renew(older), DONE);
	assert_true(text_equal(value_in(older), TEXT("new")));
	store_reader_close(late);
	store_reader_close(older);
	engine_close(&engine);
}

static void rows_may_be_read_as_long_as_the_readers_arena(void **state)
{
	struct engine engine;
	open_with_one(&engine, *state);
	struct arena *arena = arena_open(1 << 20);
	struct reader *reader;
	assert_int_equal(store_reader_open(engine.store, arena, &engine_session, false, &reader), DONE);
	struct text old = value_in(reader);
	store_reader_close(reader);
	change(engine.store, engine.arena, "new", DONE);
	assert_true(text_equal(value_now(&engine), TEXT("new")));
	assert_true(text_equal(old, TEXT("old")));
	engine_reopen(&engine);
	assert_true(text_equal(old, TEXT("old")));
	arena_close(arena);
	engine_close(&engine);
}

static void each_value_has_an_answer_of_its_own_however_many_there_are(void **state)
{
	struct engine engine;
	size_t count;
	open_with_one(&engine, *state);
	struct reader *reader = reader_of(&engine);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 200; i++) {
			ask(reader, &find, text_format(engine.arena, "none %d", i), &count);
			assert_int_equal(count, 0);
			assert_true(text_equal(ask(reader, &find, TEXT("a"), &count)->value, TEXT("old")));
			assert_int_equal(count, 1);
		}
	assert_int_equal(rows_taken, 1);
	store_reader_close(reader);
	engine_close(&engine);
}

/* ---- a writer ---- */

static enum outcome set_in_vain(struct writer *writer, void *state)
{
	const struct store_value values[] = {store_bind_text(TEXT("a")), store_bind_text(TEXT("vain"))};
	int64_t changed;
	(void)state;
	TRY(store_change(writer, &set, values, 2, &changed));
	assert_true(text_equal(value_in(writer_reader(writer)), TEXT("vain")));
	return CONFLICT;
}

static enum outcome look_and_change(struct writer *writer, void *state)
{
	const struct store_value values[] = {store_bind_text(TEXT("a")), store_bind_text(TEXT("new"))};
	struct reader *reader = writer_reader(writer);
	int64_t changed;
	(void)state;
	assert_true(text_equal(value_in(reader), TEXT("old")));
	assert_true(text_equal(value_in(reader), TEXT("old")));
	assert_int_equal(rows_taken, 1);
	assert_int_equal(store_attempt(writer, set_in_vain, NULL), CONFLICT);
	assert_true(text_equal(value_in(reader), TEXT("old")));
	TRY(store_change(writer, &set, values, 2, &changed));
	assert_true(text_equal(value_in(reader), TEXT("new")));
	return CONFLICT;
}

static void a_writer_asks_once_until_it_changes_what_it_asked_for(void **state)
{
	struct engine engine;
	open_with_one(&engine, *state);
	assert_int_equal(store_transact(engine.store, engine.arena, &engine_session, look_and_change, NULL), CONFLICT);
	assert_true(text_equal(value_now(&engine), TEXT("old")));
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_writer_asks_once_until_it_changes_what_it_asked_for),
		ON_BOTH(rows_are_read_once_until_their_table_changes),
		ON_BOTH(the_next_reader_sees_what_another_process_changed),
		ON_BOTH(what_is_undone_is_seen_by_its_transaction_alone),
		ON_BOTH(an_older_snapshot_has_rows_of_its_own_and_spoils_no_newer_ones),
		ON_BOTH(rows_may_be_read_as_long_as_the_readers_arena),
		ON_BOTH(each_value_has_an_answer_of_its_own_however_many_there_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
