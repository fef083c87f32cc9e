/* Makes and changes the schema; the contract is in migrate.h.
 *
 * The one idea: the version is read again inside the transaction that changes it, under a lock that one server at a
 * time can hold, so servers that start together do each step once.
 */
#include "store/migrate.h"

#include "store/engine.h"
#include "store/migration.h"
#include "store/schema_table.h"

/* SQLite's transactions exclude each other already. The number is ours alone: "clientel" in ASCII. */
static const char *const lock_on_postgres = "SELECT pg_advisory_xact_lock(7164786597583350124)";

static const struct store_statement count_tables = {
	.name = "migrate_count_tables",
	.sqlite = "SELECT count(*), count(*) FILTER (WHERE name = 'schema_version') FROM sqlite_schema "
		  "WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
	.postgres = "SELECT count(*), count(*) FILTER (WHERE tablename = 'schema_version') FROM pg_catalog.pg_tables "
		    "WHERE schemaname = current_schema()",
	.columns = 2};

static const struct store_statement read_version = {.name = "migrate_read_version",
						    .sqlite = "SELECT version FROM schema_version",
						    .postgres = "SELECT version FROM schema_version",
						    .columns = 1};

static const struct store_statement add_version = {.name = "migrate_add_version",
						   .sqlite = "INSERT INTO schema_version (version, at) VALUES (?1, ?2)",
						   .postgres =
							   "INSERT INTO schema_version (version, at) VALUES ($1, $2)",
						   .changes = true};

static const struct store_statement set_version = {.name = "migrate_set_version",
						   .sqlite = "UPDATE schema_version SET version = ?1, at = ?2",
						   .postgres = "UPDATE schema_version SET version = $1, at = $2",
						   .changes = true};

static const struct store_session nobody = {.scope = STORE_SCOPE_NONE};

struct tables {
	int64_t all;
	int64_t versioned;
};

static enum outcome read_tables(void *state, const struct store_row *row)
{
	struct tables *tables = state;
	*tables = (struct tables){store_row_number(row, 0), store_row_number(row, 1)};
	return DONE;
}

static enum outcome read_number(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

static enum outcome find_version(struct reader *reader, int64_t *ret_version)
{
	struct tables tables = {0};
	*ret_version = 0;
	TRY(store_query(reader, &count_tables, NULL, 0, read_tables, &tables));
	if (tables.all == 0)
		return NOT_FOUND;
	if (tables.versioned)
		TRY(store_query(reader, &read_version, NULL, 0, read_number, ret_version));
	return *ret_version > 0 ? DONE : CONFLICT;
}

static enum outcome lock(struct writer *writer)
{
	return reader_is_postgres(writer_reader(writer)) ? store_script(writer, lock_on_postgres) : DONE;
}

static enum outcome write_version(struct writer *writer, const struct store_statement *statement, int64_t version)
{
	int64_t changed;
	const struct store_value values[] = {
		{.kind = STORE_NUMBER, .number = version},
		{.kind = STORE_NUMBER, .number = clock_now(&clock_system).us},
	};
	TRY(store_change(writer, statement, values, 2, &changed));
	return changed == 1 ? DONE : FAULT;
}

enum outcome migrate_version(struct store *store, struct arena *arena, int64_t *ret_version)
{
	struct reader *reader;
	TRY(store_reader_open(store, arena, &nobody, true, &reader));
	enum outcome outcome = find_version(reader, ret_version);
	store_reader_close(reader);
	return outcome;
}

/* ---- the columns there are ---- */

static const struct store_statement list_columns = {
	.name = "migrate_list_columns",
	.sqlite = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'",
	.postgres = "SELECT table_name::text, column_name::text FROM information_schema.columns "
		    "WHERE table_schema = current_schema()",
	.columns = 2};

struct comparing {
	struct arena *arena;
	bool **seen; /* by table and column of the generated schema */
	struct text difference;
};

static enum outcome see_column(void *state, const struct store_row *row)
{
	struct comparing *comparing = state;
	struct text table = store_row_text(row, 0), column = store_row_text(row, 1);
	for (size_t t = 0; t < schema_tables_count; t++) {
		const struct schema_table *known = &schema_tables[t];
		if (!text_equal(table, text_of(known->name)))
			continue;
		size_t c = 0;
		while (c < known->column_count && !text_equal(column, text_of(known->columns[c].name)))
			c++;
		if (c < known->column_count)
			comparing->seen[t][c] = true;
		else
			comparing->difference =
				text_format(comparing->arena, "%s has a column %.*s that this program does not know",
					    known->name, TEXT_ARG(column));
	}
	return DONE;
}

enum outcome migrate_compare(struct store *store, struct arena *arena, struct text *ret_difference)
{
	struct comparing comparing = {.arena = arena};
	struct reader *reader;
	comparing.seen = arena_take_array(arena, schema_tables_count, sizeof *comparing.seen);
	for (size_t t = 0; t < schema_tables_count; t++)
		comparing.seen[t] = arena_take_array(arena, schema_tables[t].column_count, sizeof **comparing.seen);
	TRY(store_reader_open(store, arena, &nobody, true, &reader));
	enum outcome outcome = store_query(reader, &list_columns, NULL, 0, see_column, &comparing);
	store_reader_close(reader);
	for (size_t t = 0; t < schema_tables_count; t++)
		for (size_t c = 0; c < schema_tables[t].column_count && !comparing.difference.size; c++)
			if (!comparing.seen[t][c])
				comparing.difference = text_format(arena, "%s has no column %s", schema_tables[t].name,
								   schema_tables[t].columns[c].name);
	*ret_difference = comparing.difference;
	return outcome;
}

/* ---- a new database ---- */

static enum outcome create(struct writer *writer, void *state)
{
	bool is_postgres = reader_is_postgres(writer_reader(writer));
	struct tables tables = {0};
	(void)state;
	TRY(lock(writer));
	TRY(store_query(writer_reader(writer), &count_tables, NULL, 0, read_tables, &tables));
	if (tables.all > 0)
		return CONFLICT;
	for (size_t i = 0; i < schema_tables_count; i++)
		TRY(store_script(writer, is_postgres ? schema_tables[i].postgres : schema_tables[i].sqlite));
	return write_version(writer, &add_version, migrate_newest());
}

enum outcome migrate_create(struct store *store, struct arena *arena)
{
	return store_transact(store, arena, &nobody, create, NULL);
}

/* What a table brings along under a name of its own: on SQLite the tables of `search`, on PostgreSQL the function of
 * `append only`. */
static const char *removal(const struct schema_table *table, bool is_postgres, struct arena *arena)
{
	const char *name = table->name;
	if (is_postgres)
		return text_format(arena,
				   "DROP TABLE %s; DROP FUNCTION IF EXISTS %s_append_only; DROP FUNCTION IF EXISTS "
				   "%s_listed; DROP FUNCTION IF EXISTS %s_cached",
				   name, name, name, name)
			.at;
	return text_format(arena, "DROP TABLE IF EXISTS %s_parts; DROP TABLE IF EXISTS %s_waiting; DROP TABLE %s", name,
			   name, name)
		.at;
}

static enum outcome remove_all(struct writer *writer, void *state)
{
	bool is_postgres = reader_is_postgres(writer_reader(writer));
	(void)state;
	TRY(lock(writer));
	for (size_t i = schema_tables_count; i-- > 0;)
		TRY(store_script(writer, removal(&schema_tables[i], is_postgres, writer_arena(writer))));
	return DONE;
}

enum outcome migrate_remove(struct store *store, struct arena *arena)
{
	return store_transact(store, arena, &nobody, remove_all, NULL);
}

/* ---- an old one ---- */

struct step {
	const struct migration *migration;
	bool ran;
};

static enum outcome run_step(struct writer *writer, void *state)
{
	struct step *step = state;
	int64_t version;
	step->ran = false;
	TRY(lock(writer));
	TRY(find_version(writer_reader(writer), &version));
	if (version >= step->migration->version)
		return DONE;
	if (version != step->migration->version - 1)
		return FAULT;
	bool is_postgres = reader_is_postgres(writer_reader(writer));
	TRY(store_script(writer, is_postgres ? step->migration->postgres : step->migration->sqlite));
	step->ran = true;
	return write_version(writer, &set_version, step->migration->version);
}

static int64_t migration_newest(const struct migration *steps)
{
	int64_t newest = MIGRATION_FIRST;
	for (; steps->version; steps++)
		newest = steps->version;
	return newest;
}

enum outcome migration_run(struct store *store, struct arena *arena, const struct migration *steps,
			   migrate_tell_fn *tell, int64_t *ret_steps)
{
	int64_t version;
	*ret_steps = 0;
	TRY(migrate_version(store, arena, &version));
	if (version > migration_newest(steps))
		return CONFLICT;
	for (; steps->version; steps++) {
		struct step step = {.migration = steps};
		if (steps->version <= version)
			continue;
		TRY(store_transact(store, arena, &nobody, run_step, &step));
		*ret_steps += step.ran;
		if (step.ran && tell)
			tell(steps->version, steps->title);
	}
	return DONE;
}

enum outcome migrate_up(struct store *store, struct arena *arena, migrate_tell_fn *tell, int64_t *ret_steps)
{
	return migration_run(store, arena, migrations, tell, ret_steps);
}

void migrate_plan(int64_t version, migrate_tell_fn *tell)
{
	for (const struct migration *step = migrations; step->version; step++)
		if (step->version > version)
			tell(step->version, step->title);
}

int64_t migrate_newest(void)
{
	return migration_newest(migrations);
}
