/* The compiler of migrations: src/store/migrations/NNNN.sql, in order → migrations.c.
 *
 * The one idea: a file is one step to the version that its name says, for both engines, or for each behind a line
 * `-- on sqlite` and `-- on postgres`; its first line is a comment that says what the step does, for the operator.
 */
#include "tools/shared/source.h"

#include <stdio.h>

enum { MEMORY = 64 * 1024 * 1024, OUTPUT_MOST = 16 * 1024 * 1024, FIRST = 2 };

struct step {
	struct text title;
	struct text sqlite, postgres;
};

/* Where a body goes; both until a line says otherwise. */
enum engine { ENGINE_BOTH, ENGINE_SQLITE, ENGINE_POSTGRES };

static void check_name(struct report *report, const char *path, int expected)
{
	char name[16];
	snprintf(name, sizeof name, "%04d", expected);
	if (!text_equal(source_name(text_of(path), TEXT(".sql")), text_of(name)))
		report_mistake(report, (struct place){text_of(path), 1},
			       "versions follow each other, one file each: %s.sql is the next", name);
}

static bool is_blank(struct text line)
{
	struct text trimmed = text_trim(line);
	return trimmed.size == 0 || text_starts(trimmed, TEXT("--"));
}

static void refuse_transactions(struct report *report, struct place place, struct text line)
{
	static const struct text words[] = {TEXT("BEGIN;"), TEXT("COMMIT"), TEXT("ROLLBACK"), TEXT("VACUUM")};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_starts(text_trim(line), words[i]))
			report_mistake(report, place, "a step runs in one transaction, which is not its own to end");
}

static enum engine read_engine(struct text line)
{
	struct text trimmed = text_trim(line);
	return text_equal(trimmed, TEXT("-- on sqlite"))     ? ENGINE_SQLITE
	       : text_equal(trimmed, TEXT("-- on postgres")) ? ENGINE_POSTGRES
							     : ENGINE_BOTH;
}

struct bodies {
	struct buffer sqlite, postgres;
	enum engine now;
};

static void bodies_free(struct bodies *bodies)
{
	buffer_free(&bodies->sqlite);
	buffer_free(&bodies->postgres);
}

static void add_line(struct report *report, struct bodies *bodies, struct place place, struct text line)
{
	enum engine engine = read_engine(line);
	if (engine != ENGINE_BOTH) {
		if (bodies->now == ENGINE_BOTH && bodies->sqlite.size)
			report_mistake(report, place, "what both engines run stands in a step of its own");
		bodies->now = engine;
	} else if (!is_blank(line)) {
		refuse_transactions(report, place, line);
		if (bodies->now != ENGINE_POSTGRES)
			buffer_add_format(&bodies->sqlite, "%.*s\n", TEXT_ARG(line));
		if (bodies->now != ENGINE_SQLITE)
			buffer_add_format(&bodies->postgres, "%.*s\n", TEXT_ARG(line));
	}
}

static void read_step(struct report *report, struct arena *arena, const char *path, struct step *ret_step)
{
	struct bodies bodies __attribute__((cleanup(bodies_free))) = {buffer_make(OUTPUT_MOST),
								      buffer_make(OUTPUT_MOST), ENGINE_BOTH};
	struct text content, line;
	struct place place = {text_of(path), 1};
	*ret_step = (struct step){0};
	if (!source_read(report, arena, path, &content))
		return;
	for (; content.size && text_next(&content, '\n', &line); place.line++) {
		if (place.line == 1 && text_starts(line, TEXT("-- ")))
			ret_step->title = text_trim(text_slice(line, 3, SIZE_MAX));
		else
			add_line(report, &bodies, place, line);
	}
	place.line = 1;
	if (text_is_empty(ret_step->title))
		report_mistake(report, place, "the first line says what the step does: -- Orders know their channel");
	if (!bodies.sqlite.size || !bodies.postgres.size)
		report_mistake(report, place, "there is nothing to run on %s",
			       bodies.sqlite.size ? "postgres" : "sqlite");
	ret_step->sqlite = text_copy(arena, buffer_text(&bodies.sqlite));
	ret_step->postgres = text_copy(arena, buffer_text(&bodies.postgres));
}

static void write_step(struct buffer *out, int version, const struct step *step)
{
	buffer_add_format(out, "\t{\n\t.version = %d,\n\t.title = ", version);
	output_literal(out, step->title);
	buffer_add(out, TEXT(",\n\t.sqlite =\n\t"));
	output_literal(out, step->sqlite);
	buffer_add(out, TEXT(",\n\t.postgres =\n\t"));
	output_literal(out, step->postgres);
	buffer_add(out, TEXT(",\n\t},\n"));
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: migrations OUT_DIR NNNN.sql…\n");
		return 2;
	}
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(MEMORY);
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(OUTPUT_MOST);
	struct report report = {0};
	buffer_add(&out, TEXT("/* Made by tools/migrations from src/store/migrations. */\n#include "
			      "\"store/migration.h\"\n\nconst struct migration migrations[] = {\n"));
	for (int i = 2; i < argc; i++) {
		struct step step;
		check_name(&report, argv[i], FIRST + i - 2);
		read_step(&report, arena, argv[i], &step);
		write_step(&out, FIRST + i - 2, &step);
	}
	buffer_add(&out, TEXT("\t{.version = 0},\n};\n"));
	if (report.mistakes)
		return 1;
	return output_write(&report, text_of(argv[1]), TEXT("migrations.c"), &out) ? 0 : 1;
}
