/* What the parts of fields.c share; nobody else includes it.
 *
 * fields_parse.c, fields_json.c    bytes → a list of named values
 * fields.c                         the list → the struct, field by field
 * fields_read.c, fields_text.c     one value → one member of the struct
 * fields_ids.c                     which rows the asker may name
 */
#ifndef WEB_FIELDS_PARTS_H
#define WEB_FIELDS_PARTS_H

#include "web/fields.h"

/* A list of values that grows in an arena. */
struct field_list {
	struct arena *arena;
	struct field *list;
	size_t count, room;
	size_t *total; /* values of the whole request, those in lists included; at most FIELDS_MOST */
};
/* The next one to fill, or NULL when there are too many. */
struct field *field_list_add(struct field_list *list);

/* Adds a problem of the whole request and returns the status. */
int fields_refuse(struct context *ctx, int status, const char *code, const char *message);

int fields_refuse_number(struct context *ctx); /* too many of them */

/* The parts of a form with files; `type` is the whole header Content-Type. */
int fields_parse_multipart(struct context *ctx, struct text type, struct bytes body, struct field_list *list);
/* One JSON object. */
int fields_parse_json(struct context *ctx, struct text source, struct field_list *list);
/* Valid JSON of any kind. */
bool fields_is_json(struct text source);

/* One value on its way into the struct. */
struct reading {
	struct context *ctx;
	const struct route_field *field;
	struct text name;             /* where a problem is shown: "ids/3" */
	bool json;                    /* typed values, no conversions from text */
	const struct field *currency; /* of money in a form; may be NULL */
};

/* Bytes of one value of the field in the struct. */
size_t fields_size(const struct route_field *field);
/* DONE with the value at `ret_at`; INVALID with a problem; FAULT. */
enum outcome fields_read(const struct reading *reading, const struct field *sent, void *ret_at) MUST_USE;
/* Cleans a text by the field's marks and to NFC, and refuses control characters and wrong lengths. */
enum outcome fields_read_text(const struct reading *reading, struct text sent, struct text *ret_text) MUST_USE;
/* As fields_read_text() cleans, without refusing. */
struct text fields_clean(struct arena *arena, const struct route_field *field, struct text sent);
/* No character that ends a line or does not show, but '\n' and '\t' where many lines are allowed. */
bool fields_is_printable(struct text t, bool multiline);
/* Adds a problem at the value; INVALID. */
enum outcome fields_problem(const struct reading *reading, const char *code, const char *message);
enum outcome fields_problem_limits(const struct reading *reading, const char *code, const char *message);

/* Who looks up ids of that kind, or NULL. */
route_id_check *route_check_of(const char *kind);

#endif
