/* What somebody sent, read into the struct that a route declares, or answered with a problem for each field.
 *
 * The one idea: two steps. fields_parse() turns query, form, multipart or JSON into a list of named values and knows
 * nothing of the route's fields; fields_fill() goes through the declared fields and refuses whatever is left over
 * (mass assignment), sent twice, nested, too long or of the wrong kind. Handlers only ever see what they declared.
 */
#ifndef WEB_FIELDS_H
#define WEB_FIELDS_H

#include "context/context.h"
#include "web/route.h"

#define FIELDS_MOST     20000 /* values of one request, arrays' elements counted */
#define FIELDS_PROBLEMS 50    /* problems of one request; further ones are not listed */

enum field_form {
	FIELD_TEXT,
	FIELD_NUMBER,
	FIELD_TRUE,
	FIELD_FALSE,
	FIELD_NULL,
	FIELD_LIST,
	FIELD_OBJECT,
	FIELD_UPLOAD
};

struct field {
	struct text name;
	enum field_form form;
	struct text text;          /* valid UTF-8: the text, or the number as it was written */
	struct text raw;           /* JSON only: the value as it was sent */
	const struct field *items; /* of a list, or the members of an object */
	size_t item_count;
	struct route_file upload;
};

struct fields {
	const struct field *list;
	size_t count;
	bool json; /* typed values; else everything came as text */
	struct bytes raw;
	struct text raw_type;
};

/* The path's parameters into `in` (in_size bytes, zeroed). NOT_FOUND for what is no id, or none that the asker may
 * name; the same answer for all of them. */
enum outcome fields_fill_path(struct context *ctx, const struct route_match *match, void *in) MUST_USE;

/* Reads query and body by content type. 0, or the status to answer with: 400 (malformed), 413 (too many), 415 (content
 * type not taken), 422 (no valid text); a problem in ctx->problems says which. Values live in ctx->arena or view the
 * request. */
int fields_parse(struct context *ctx, const struct route *route, const struct http_request *http,
		 struct fields *ret_fields) MUST_USE;

/* The same for one JSON object by itself: an item of a list. */
int fields_parse_item(struct context *ctx, struct text json, struct fields *ret_fields) MUST_USE;

/* Everything else that the route declares into `in`. INVALID with problems; FAULT when looking up an id failed. */
enum outcome fields_fill(struct context *ctx, const struct route *route, const struct fields *fields,
			 void *in) MUST_USE;

/* The text sent under that name, for the CSRF token and for showing a form again; none when absent, when it is no text,
 * or when the route declares it a secret. `route` may be NULL. */
struct text fields_sent(const struct fields *fields, const struct route *route, const char *name);

/* The files among the members of an object, one after the other, those that were left empty not among them; `walk` is 0
 * at first. What they may be called, only the object's reader knows. */
bool fields_next_file(const struct fields *fields, struct text object, size_t *walk, struct text *ret_member,
		      struct route_file *ret_file);

#endif
