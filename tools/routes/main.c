/* The command line of the compiler of `.routes`; see routes.h.
 *
 *   compile_routes OUT_DIR FILE…           one .routes file → OUT_DIR/<name>.routes.h and .c
 *   compile_routes --list OUT_DIR FILE…    all .routes files → OUT_DIR/routes.c, checked against each other
 *   compile_routes --markdown FILE…        all .routes files → docs/ROUTES.md on standard output
 *
 * Files are known by their endings: permissions.def and every .schema are read for the words that routes may use.
 */
#include "tools/routes/routes.h"

#include <stdio.h>
#include <string.h>

#define SOURCE_MOST ((size_t)16 << 20)

static bool is_a(const char *path, struct text ending)
{
	return text_ends(text_of(path), ending);
}

static void read_file(struct compiler *compiler, const char *path)
{
	struct text source;
	if (!is_a(path, TEXT(".def")) && !is_a(path, TEXT(".routes")))
		report_mistake(&compiler->report, (struct place){text_of(path), 1},
			       "is neither .routes, .schema nor .def");
	else if (!source_read(&compiler->report, compiler->arena, path, &source))
		return;
	else if (is_a(path, TEXT(".def")))
		read_permissions(compiler, path, source);
	else
		read_routes(compiler, path, source);
}

/* Words first, whatever the order on the command line: routes are checked against them while they are read. */
static bool read_all(struct compiler *compiler, char **paths, size_t count)
{
	char **schemas = arena_take_array(compiler->arena, count + 1, sizeof(*schemas));
	size_t schema_count = 0;
	for (size_t i = 0; i < count; i++)
		if (is_a(paths[i], TEXT(".schema")))
			schemas[schema_count++] = paths[i];
		else if (!is_a(paths[i], TEXT(".routes")))
			read_file(compiler, paths[i]);
	if (!schema_load(&compiler->report, compiler->arena, schemas, schema_count, &compiler->schema))
		return false;
	for (size_t i = 0; i < count; i++)
		if (is_a(paths[i], TEXT(".routes")))
			read_file(compiler, paths[i]);
	return true;
}

/* Writes the file and empties the buffer for good. */
static void write_file(struct compiler *compiler, const char *folder, struct text name, struct buffer *content)
{
	output_write(&compiler->report, text_of(folder), name, content);
	buffer_free(content);
}

static int compile_one(struct compiler *compiler, const char *folder)
{
	if (compiler->file_count != 1) {
		fprintf(stderr, "compile_routes: give exactly one .routes file, or --list\n");
		return 2;
	}
	const struct declared_file *file = &compiler->files[0];
	struct buffer header = buffer_make(SOURCE_MOST), source = buffer_make(SOURCE_MOST);
	write_header(&header, compiler, file);
	write_source(&source, file);
	write_file(compiler, folder, text_join(compiler->arena, file->name, TEXT(".routes.h")), &header);
	write_file(compiler, folder, text_join(compiler->arena, file->name, TEXT(".routes.c")), &source);
	return compiler->report.mistakes ? 2 : 0;
}

static int compile_all(struct compiler *compiler, const char *folder)
{
	struct buffer out = buffer_make(SOURCE_MOST);
	if (folder) {
		write_list(&out, compiler);
		write_file(compiler, folder, TEXT("routes.c"), &out);
		return compiler->report.mistakes ? 2 : 0;
	}
	write_markdown(&out, compiler);
	struct text all = buffer_text(&out);
	bool written = fwrite(all.at, 1, all.size, stdout) == all.size && fflush(stdout) == 0;
	buffer_free(&out);
	return written ? 0 : 2;
}

int main(int count, char **arguments)
{
	bool list = count > 1 && strcmp(arguments[1], "--list") == 0;
	bool markdown = count > 1 && strcmp(arguments[1], "--markdown") == 0;
	int first = list ? 2 : 1; /* of OUT_DIR, or of --markdown itself */
	if (count < first + 2) {
		fprintf(stderr, "usage: compile_routes [--list] OUT_DIR FILE… | --markdown FILE…\n");
		return 2;
	}
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open((size_t)256 << 20);
	struct compiler compiler = {.arena = arena};
	bool read = read_all(&compiler, arguments + first + 1, (size_t)(count - first - 1));
	if (read && (list || markdown))
		check_all(&compiler);
	if (!read || compiler.report.mistakes)
		return 1;
	const char *folder = markdown ? NULL : arguments[first];
	return list || markdown ? compile_all(&compiler, folder) : compile_one(&compiler, folder);
}
