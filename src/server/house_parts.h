/* What the parts of server/house*.c share. */
#ifndef SERVER_HOUSE_PARTS_H
#define SERVER_HOUSE_PARTS_H

#include "format/json_read.h"
#include "format/json_write.h"
#include "server/house.h"

/* Ended by NULL. */
extern const struct house_kind *const house_kinds[];

/* Those that are there: in their order, else in that of their values, so that it is the same on every engine. */
enum outcome house_read_all(struct context *ctx, const struct house_kind *kind, struct house_thing **ret_list,
			    size_t *ret_count) MUST_USE;

/* ---- values (house_value.c) ---- */

bool house_field_stands(const struct house_field *field);
/* One form for what means the same: words in the order of the alphabet, text without blanks at its ends. None is empty.
 */
struct text house_value_clean(struct arena *arena, const struct house_field *field, struct text value);
void house_value_write(struct json_writer *json, const struct house_field *field, struct text value);
/* Cleaned. INVALID at `path` when it is of another form. */
enum outcome house_value_read(struct context *ctx, const struct house_field *field, struct text path,
			      const struct json_value *json, struct text *ret_value) MUST_USE;

/* ---- what a document says (house_read.c) ---- */

struct house_said {
	struct text path;          /* "types[2]", "settings" */
	const struct text *values; /* beside the fields; none: nothing is said of it */
};
struct house_section {
	const struct house_kind *kind;
	const struct house_said *things;
	size_t count;
};
/* Beside house_kinds. INVALID with every mistake of form. */
enum outcome house_read_document(struct context *ctx, const struct json_value *root,
				 struct house_section **ret_sections) MUST_USE;

#endif
