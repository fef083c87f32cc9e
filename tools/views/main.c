/* views OUT_DIR NAME LANGUAGE.mo… FILE.html…: compiles the views of one folder into OUT_DIR/NAME.views.h and .c, in
 * English and the languages of the catalogues, in that order.
 *
 * The language is described in docs/declarations.md; where values may stand in places.h; its tests are the pairs in
 * tests/compilers/views/. Nothing is written when a mistake was found.
 */
#include "view.h"

#include "tools/shared/keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MOST    ((size_t)4 << 20)
#define ARENA_BUDGET ((size_t)256 << 20)
#define VIEWS_MOST   1024

struct program {
	struct arena *arena;
	struct translations translations;
	struct output output;
	struct buffer uses;
	struct text seen[VIEWS_MOST]; /* names of views */
	size_t seen_count;
	int mistakes;
};

static bool read_file(struct arena *arena, const char *path, struct text *ret_all)
{
	struct buffer all = buffer_make(FILE_MOST);
	FILE *file = fopen(path, "rb");
	char piece[65536];
	size_t size;
	while (file && (size = fread(piece, 1, sizeof piece, file)) > 0)
		buffer_add_bytes(&all, piece, size);
	bool read = file && !ferror(file) && !buffer_failed(&all);
	if (file)
		fclose(file);
	*ret_all = text_copy(arena, buffer_text(&all));
	buffer_free(&all);
	return read;
}

/* {use "x.h"}; all of a folder come before the declarations, whatever their order. */
static bool read_use(struct program *program, struct source *source)
{
	struct text inside;
	int line = source->line;
	if (!source_take_braced(source, "{", &inside))
		return false;
	struct text name = text_trim(text_slice(inside, 3, inside.size));
	if (name.size < 5 || name.at[0] != '"' || !text_ends(name, TEXT(".h\"")))
		return !source_refuse(source, line, "{use} without a header; write {use \"folder/name.h\"}");
	struct text include = text_format(program->arena, "#include %.*s\n", TEXT_ARG(name));
	if (text_find(buffer_text(&program->uses), include, 0) == SIZE_MAX)
		buffer_add(&program->uses, include);
	return true;
}

static bool read_view(struct program *program, struct source *source)
{
	struct text name = TEXT_NONE;
	int line = source->line;
	bool read = view_read(source, &program->output, &name);
	for (size_t i = 0; i < program->seen_count && name.at; i++)
		if (text_equal(program->seen[i], name))
			source_refuse(source, line, "a second view %.*s in this folder; give it a name of its own",
				      TEXT_ARG(name));
	if (name.at && program->seen_count < VIEWS_MOST)
		program->seen[program->seen_count++] = name;
	return read;
}

static void skip_to_next_view(struct source *source)
{
	size_t next = text_find(source->all, TEXT("{view "), source->at);
	source_take(source, (next == SIZE_MAX ? source->all.size : next) - source->at);
}

static void read_views(struct program *program, struct source *source)
{
	for (source_skip_blanks(source); !source_ended(source); source_skip_blanks(source)) {
		bool read;
		if (source_sees(source, "{--"))
			read = source_skip_comment(source);
		else if (source_sees(source, "{use"))
			read = read_use(program, source);
		else if (source_sees(source, "{view"))
			read = read_view(program, source);
		else
			read = source_refuse(source, source->line,
					     "something outside a view; there are {use \"x.h\"}, "
					     "{view name(parameters)} … {/view} and {-- … --}");
		if (!read)
			skip_to_next_view(source);
	}
}

static void compile_file(struct program *program, const char *path)
{
	struct source source = {.arena = program->arena,
				.translations = &program->translations,
				.path = path,
				.line = 1,
				.mistakes = &program->mistakes};
	if (!read_file(program->arena, path, &source.all) ||
	    !text_is_valid((struct bytes){(const unsigned char *)source.all.at, source.all.size})) {
		source_refuse(&source, 1, "cannot be read as UTF-8 text of at most 4 MiB");
		return;
	}
	program->output.path = path;
	read_views(program, &source);
}

static bool write_file(const char *folder, const char *name, const char *ending, const struct buffer *content)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s.views.%s", folder, name, ending);
	bool written = !buffer_failed(content) && file_keep(path, buffer_text(content));
	if (!written)
		fprintf(stderr, "%s: cannot be written\n", path);
	return written;
}

static bool write_program(struct program *program, const char *folder, const char *name)
{
	struct buffer header = buffer_make(SIZE_MAX), code = buffer_make(SIZE_MAX);
	buffer_add_format(&header,
			  "/* Made from the views of %s; do not edit. */\n#pragma once\n\n#include \"web/view.h\"\n",
			  name);
	buffer_add(&header, buffer_text(&program->uses));
	buffer_add(&header, buffer_text(&program->output.header));
	buffer_add_format(&code, "/* Made from the views of %s; do not edit. */\n#include \"%s.views.h\"\n", name,
			  name);
	buffer_add(&code, TEXT("#include \"web/icon.h\"\n#include \"web/language.h\"\n\n"));
	buffer_add_format(&code, "_Static_assert(LANGUAGE_COUNT == %zu, \"one catalogue a language\");\n",
			  program->output.languages);
	buffer_add(&code, buffer_text(&program->output.code));
	buffer_add(&code, TEXT("\n#if 0 /* for xgettext */\n"));
	buffer_add(&code, buffer_text(&program->output.words));
	buffer_add(&code, TEXT("#endif\n"));
	bool written = write_file(folder, name, "h", &header) && write_file(folder, name, "c", &code);
	buffer_free(&header);
	buffer_free(&code);
	return written;
}

/* Gives the place of the first argument behind them. */
static int read_catalogues(struct program *program, char **arguments, int count)
{
	int i = 3;
	translations_add(&program->translations, TEXT("")); /* English */
	for (; i < count && text_ends(text_of(arguments[i]), TEXT(".mo")); i++) {
		struct text mo;
		if (program->translations.count == LANGUAGES_MOST || !read_file(program->arena, arguments[i], &mo)) {
			fprintf(stderr, "%s: cannot be read\n", arguments[i]);
			program->mistakes++;
			break;
		}
		translations_add(&program->translations, mo);
	}
	return i;
}

int main(int count, char **arguments)
{
	if (count < 4) {
		fputs("usage: views OUT_DIR NAME LANGUAGE.mo... FILE.html...\n", stderr);
		return 2;
	}
	struct program *program = calloc(1, sizeof *program);
	if (!program)
		return 1;
	program->arena = arena_open(ARENA_BUDGET);
	program->uses = buffer_make(FILE_MOST);
	int first = read_catalogues(program, arguments, count);
	output_open(&program->output, program->translations.count);
	for (int i = first; i < count; i++)
		compile_file(program, arguments[i]);
	bool done = program->mistakes == 0 && write_program(program, arguments[1], arguments[2]);
	output_close(&program->output);
	buffer_free(&program->uses);
	arena_close(program->arena);
	free(program);
	return done ? 0 : 1;
}
