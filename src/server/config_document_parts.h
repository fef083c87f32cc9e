/* What the parts of server/config_document*.c share. */
#ifndef SERVER_CONFIG_DOCUMENT_PARTS_H
#define SERVER_CONFIG_DOCUMENT_PARTS_H

#include "format/json_read.h"
#include "format/json_write.h"
#include "server/config_document.h"

/* Ended by NULL. */
extern const struct config_kind *const config_kinds[];

/* Those that are there: in their order, else in that of their values, so that it is the same on every engine. */
enum outcome config_read_all(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
			     size_t *ret_count) MUST_USE;

/* ---- values (config_value.c) ---- */

bool config_field_stands(const struct config_field *field);
/* One form for what means the same: words in the order of the alphabet, text without blanks at its ends. None is empty.
 */
struct text config_value_clean(struct arena *arena, const struct config_field *field, struct text value);
void config_value_write(struct json_writer *json, const struct config_field *field, struct text value);
/* Cleaned. INVALID at `path` when it is of another form. */
enum outcome config_value_read(struct context *ctx, const struct config_field *field, struct text path,
			       const struct json_value *json, struct text *ret_value) MUST_USE;

/* ---- what a document says (config_read.c) ---- */

struct config_said {
	struct text path;          /* "types[2]", "settings" */
	const struct text *values; /* beside the fields; none: nothing is said of it */
};
struct config_section {
	const struct config_kind *kind;
	const struct config_said *things;
	size_t count;
};
/* Beside config_kinds. INVALID with every mistake of form. */
enum outcome config_read_document(struct context *ctx, const struct json_value *root,
				  struct config_section **ret_sections) MUST_USE;

#endif
