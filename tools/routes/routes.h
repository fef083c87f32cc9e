/* The compiler of `.routes`: reads declarations into the model below, checks them, writes C or Markdown.
 *
 * The one idea: everything is read into one model first (read_*.c), and only a model without mistakes is written
 * (write_*.c). Mistakes are reported as `file:line: message` and reading goes on with the next line. The language is
 * described in docs/declarations.md.
 */
#ifndef TOOLS_ROUTES_H
#define TOOLS_ROUTES_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "tools/shared/schema_model.h"
#include "tools/shared/source.h"
#include "tools/shared/words.h"
#include "web/route.h"

struct words {
	struct text *list;
	size_t count;
};

struct declared_field {
	struct text name;
	enum route_kind kind;
	unsigned flags;
	int64_t min, max, most;
	struct text given;  /* none: no default */
	struct text choice; /* of the schema; none for oneof() */
	struct words words;
	struct text among; /* of text: the array of those that are taken, or none */
	struct text id_kind;
	struct text shape; /* of shapes, and of what json has; or none */
	bool shape_many;   /* of json: it has a list of them */
	struct place place;
};

struct fields_declared {
	struct declared_field *list;
	size_t count;
};

struct declared_route {
	const char *method;
	struct text path; /* without kinds */
	struct text audience;
	struct text permission; /* none for `-` */
	struct text name;
	struct text summary;
	struct fields_declared fields; /* the path's first */
	size_t path_count;
	int64_t body_limit; /* 0: not said */
	bool spooled;
	bool patch;
	bool protocol;
	bool visitors;
	bool paced, refusals_paced;
	bool tagged;
	struct words raw_types;
	struct text takes; /* the shape of raw JSON, or none */
	struct text items; /* the handler whose bodies raw JSON has a list of, or none */
	int64_t items_most;
	struct text again; /* a handler, or none */
	struct text returns;
	struct words returns_types; /* none: JSON */
	bool returns_many;
	struct place place;
};

struct declared_shape {
	struct text name;
	bool object; /* plain values by names that the handler knows */
	struct fields_declared fields;
	struct place place;
};

/* One .routes file. */
struct declared_file {
	const char *path;
	struct text name; /* "notes" of features/notes/notes.routes */
	struct declared_route *routes;
	size_t route_count;
	struct declared_shape *shapes;
	size_t shape_count;
};

struct compiler {
	struct arena *arena;
	struct report report;
	struct words permissions;
	struct schema schema;
	struct declared_file *files;
	size_t file_count;
};

void words_add(struct arena *arena, struct words *words, struct text word);
bool words_have(const struct words *words, struct text word);

/* Splitting lines (lines.c) */

/* The next line of `*rest` without its end; false at the end of the text. */
bool line_next(struct text *rest, struct text *ret_line);
/* Cuts a comment that begins with `--` off. */
struct text line_without_comment(struct text line);
/* Takes the next word off `*rest`; blanks inside ( ) belong to it. None at the end. */
struct text word_next(struct text *rest);
/* For `id(customer)`: true and what stands in the brackets when `word` is `name(…)`. */
bool word_call(struct text word, const char *name, struct text *ret_inside);
/* [a-z][a-z0-9_]*, and no keyword of C. */
bool is_name(struct text word);
/* [A-Z][A-Za-z0-9]* */
bool is_shape_name(struct text word);
/* `min..max` */
bool parse_range(struct text word, int64_t *ret_min, int64_t *ret_max);

/* Reading (read_route.c, read_field.c) */

/* PERMISSION(NAME, "word", …) lines. */
void read_permissions(struct compiler *compiler, const char *path, struct text source);
void read_routes(struct compiler *compiler, const char *path, struct text source);
/* One line below a route or a shape. */
void read_route_line(struct compiler *compiler, struct declared_route *route, struct text line, struct place place);
void read_shape_line(struct compiler *compiler, struct declared_shape *shape, struct text line, struct place place);
void fields_add(struct compiler *compiler, struct fields_declared *fields, const struct declared_field *field);

/* Checking (check.c) */

/* What a route's lines only show together. */
void check_route(struct compiler *compiler, const struct declared_route *route);
/* What a file's routes only show together. */
void check_items(struct compiler *compiler, const struct declared_file *file);
/* The route of that handler in this file, or NULL. */
const struct declared_route *route_find(const struct declared_file *file, struct text handler);
/* What all files only show together: addresses, handlers and shapes. */
void check_all(struct compiler *compiler);
/* The field has a `bool has_name` in the struct. */
bool field_has_flag(const struct declared_route *route, const struct declared_field *field);
bool route_has_query(const struct declared_route *route);

/* Writing (write_header.c, write_source.c, write_markdown.c) */

void write_header(struct buffer *out, const struct compiler *compiler, const struct declared_file *file);
void write_source(struct buffer *out, const struct declared_file *file);
void write_list(struct buffer *out, const struct compiler *compiler);
void write_markdown(struct buffer *out, const struct compiler *compiler);
/* Appends in upper case, '.' as '_'. */
void write_upper(struct buffer *out, struct text name);

#endif
