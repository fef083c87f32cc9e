/* The SQL compiler: one `.sql` file and the schema → name.sql.h, name.sql.c; or all files → statements.c. */
#include "tools/sql/statement.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { MEMORY = 256 * 1024 * 1024, OUTPUT_MOST = 16 * 1024 * 1024 };

static void close_database(sqlite3 **database)
{
	sqlite3_close(*database);
}

static bool check_file(struct compiler *c, struct sql_file *file)
{
	sqlite3 *database __attribute__((cleanup(close_database))) = check_open(c);
	for (size_t i = 0; database && i < file->count; i++)
		check_statement(c, database, &file->statements[i]);
	return c->report->mistakes == 0;
}

static bool compile_file(struct compiler *c, struct text folder, const char *path)
{
	struct buffer header __attribute__((cleanup(buffer_free))) = buffer_make(OUTPUT_MOST);
	struct buffer source __attribute__((cleanup(buffer_free))) = buffer_make(OUTPUT_MOST);
	struct sql_file file;
	sql_read(c, path, &file);
	if (!check_file(c, &file))
		return false;
	write_sql_header(&header, c, &file);
	write_sql_source(&source, &file);
	return output_write(c->report, folder, text_format(c->arena, "%.*s.sql.h", TEXT_ARG(file.name)), &header) &&
	       output_write(c->report, folder, text_format(c->arena, "%.*s.sql.c", TEXT_ARG(file.name)), &source);
}

static void refuse_twins(struct compiler *c, const struct sql_file *file, const struct sql_file *other)
{
	for (size_t i = 0; i < file->count; i++)
		for (size_t o = 0; o < other->count; o++)
			if (text_equal(file->statements[i].name, other->statements[o].name))
				report_mistake(c->report, file->statements[i].place,
					       "the statement '%.*s' stands in %.*s:%d already",
					       TEXT_ARG(file->statements[i].name), TEXT_ARG(other->path),
					       other->statements[o].place.line);
}

static bool list_files(struct compiler *c, struct text folder, char *const *paths, size_t count)
{
	struct buffer list __attribute__((cleanup(buffer_free))) = buffer_make(OUTPUT_MOST);
	struct sql_file *files = arena_take_array(c->arena, count, sizeof *files);
	for (size_t i = 0; i < count; i++) {
		sql_read(c, paths[i], &files[i]);
		for (size_t before = 0; before < i; before++)
			refuse_twins(c, &files[i], &files[before]);
	}
	write_statement_list(&list, files, count);
	return c->report->mistakes == 0 && output_write(c->report, folder, TEXT("statements.c"), &list);
}

int main(int argc, char **argv)
{
	bool list = argc > 1 && strcmp(argv[1], "--list") == 0;
	int first = list ? 3 : 2, schemas = first;
	while (schemas < argc && text_ends(text_of(argv[schemas]), TEXT(".sql")))
		schemas++;
	if (argc < first || (!list && schemas != first + 1)) {
		fprintf(stderr, "usage: sql OUT_DIR FILE.sql FILE.schema…\n"
				"       sql --list OUT_DIR FILE.sql… FILE.schema…\n");
		return 2;
	}
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(MEMORY);
	struct report report = {0};
	struct schema schema;
	struct compiler compiler = {&report, arena, &schema};
	struct text folder = text_of(argv[first - 1]);
	if (!schema_load(&report, arena, argv + schemas, (size_t)(argc - schemas), &schema))
		return 1;
	bool written = list ? list_files(&compiler, folder, argv + first, (size_t)(schemas - first))
			    : compile_file(&compiler, folder, argv[first]);
	return written ? 0 : 1;
}
