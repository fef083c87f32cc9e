/* The command line of the compiler of `.routes`; see routes.h.
 *
 *   compile_routes OUT_DIR FILE…           one .routes file → OUT_DIR/<name>.routes.h and .c
 *   compile_routes --list OUT_DIR FILE…    all .routes files → OUT_DIR/routes.c, checked against each other
 *   compile_routes --markdown FILE…        all .routes files → docs/ROUTES.md on standard output
 *
 * Files are known by their endings: permissions.def and every .schema are read for the words that routes may use.
 */
#include "tools/routes/routes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SOURCE_MOST ((size_t)16 << 20)

static struct text read_file(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(2);
	}
	struct buffer content = buffer_make(SOURCE_MOST);
	char piece[16384];
	size_t size;
	while ((size = fread(piece, 1, sizeof(piece), file)) > 0)
		buffer_add_bytes(&content, piece, size);
	bool failed = ferror(file) || buffer_failed(&content);
	fclose(file);
	struct text source = text_copy(arena, buffer_text(&content));
	buffer_free(&content);
	if (failed || !text_is_valid((struct bytes){(const unsigned char *)source.at, source.size})) {
		fprintf(stderr, "%s: cannot be read as text\n", path);
		exit(2);
	}
	return source;
}

static void write_file(const char *folder, struct text name, const char *ending, struct buffer *content)
{
	char path[4096];
	snprintf(path, sizeof(path), "%s/%.*s%s", folder, TEXT_ARG(name), ending);
	FILE *file = fopen(path, "wb");
	struct text all = buffer_text(content);
	bool written = file && fwrite(all.at, 1, all.size, file) == all.size && !buffer_failed(content);
	if (file && fclose(file) != 0)
		written = false;
	buffer_free(content);
	if (!written) {
		fprintf(stderr, "%s: cannot be written\n", path);
		exit(2);
	}
}

/* Words first, whatever the order on the command line: routes are checked against them while they are read. */
static void read_all(struct compiler *compiler, char **paths)
{
	for (char **path = paths; *path; path++) {
		struct text name = text_of(*path);
		if (text_ends(name, TEXT(".def")))
			read_permissions(compiler, *path, read_file(compiler->arena, *path));
		else if (text_ends(name, TEXT(".schema")))
			read_schema(compiler, read_file(compiler->arena, *path));
		else if (!text_ends(name, TEXT(".routes")))
			mistake(compiler, (struct place){*path, 1}, "is neither .routes, .schema nor .def");
	}
	for (char **path = paths; *path; path++)
		if (text_ends(text_of(*path), TEXT(".routes")))
			read_routes(compiler, *path, read_file(compiler->arena, *path));
}

static int compile_one(struct compiler *compiler, const char *folder)
{
	if (compiler->file_count != 1) {
		fprintf(stderr, "compile_routes: give exactly one .routes file, or --list\n");
		return 2;
	}
	const struct declared_file *file = &compiler->files[0];
	struct buffer header = buffer_make(SOURCE_MOST), source = buffer_make(SOURCE_MOST);
	write_header(&header, file);
	write_source(&source, file);
	write_file(folder, file->name, ".routes.h", &header);
	write_file(folder, file->name, ".routes.c", &source);
	return 0;
}

static int compile_all(struct compiler *compiler, const char *folder)
{
	struct buffer out = buffer_make(SOURCE_MOST);
	if (folder) {
		write_list(&out, compiler);
		write_file(folder, TEXT("routes"), ".c", &out);
		return 0;
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
	read_all(&compiler, arguments + first + 1);
	if (list || markdown)
		check_all(&compiler);
	if (compiler.mistakes)
		return 1;
	const char *folder = markdown ? NULL : arguments[first];
	return list || markdown ? compile_all(&compiler, folder) : compile_one(&compiler, folder);
}
