/* What the compiler of `.routes` writes and the server reads: every address, who may come in, with what fields.
 *
 * The one idea: a route is data. Matching, 404/405, permissions, reading of fields, OpenAPI and docs/ROUTES.md all come
 * from the same table, so nothing can be open that is not declared. How fields are read is in web/fields.h; the
 * language is described in docs/declarations.md. Tables are constant and shared by all threads.
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "base/arena.h"
#include "base/money.h"
#include "base/outcome.h"
#include "base/text.h"
#include "context/permissions.h"
#include "http/http.h"

struct request; /* web/request.h */
struct context;

enum route_audience {
	ROUTE_ANYONE,   /* nobody needs to sign in */
	ROUTE_STAFF,    /* a signed-in member of staff */
	ROUTE_CUSTOMER, /* a signed-in customer */
	ROUTE_KEY,      /* an API key or a signed-in member of staff */
};

enum route_kind {
	ROUTE_TEXT,    /* struct text */
	ROUTE_SECRET,  /* struct secret */
	ROUTE_COUNT,   /* int64_t */
	ROUTE_MONEY,   /* struct money */
	ROUTE_DATE,    /* struct date */
	ROUTE_INSTANT, /* struct instant */
	ROUTE_FLAG,    /* bool */
	ROUTE_ID,      /* struct <kind>_id */
	ROUTE_CHOICE,  /* an enum; the value is the word's position in `words` */
	ROUTE_EMAIL,   /* struct text, a valid address */
	ROUTE_FILE,    /* struct route_file; multipart only */
	ROUTE_JSON,    /* struct text: the value as it was sent, valid JSON */
	ROUTE_OBJECT,  /* struct text: a JSON object of plain values; in a form its members are `name/member` */
	ROUTE_SHAPE,   /* another shape; in shapes only */
};

enum route_flag {
	ROUTE_OPTIONAL = 1,  /* may be absent or null */
	ROUTE_MULTILINE = 2, /* text: blanks at the edges kept, line breaks and tabs allowed, CRLF becomes LF */
	ROUTE_UNTRIMMED = 4, /* text: blanks at the edges kept */
	ROUTE_MANY = 8,      /* an array: `const T *name; size_t name_count;` */
	ROUTE_WATCHED = 16,  /* `struct text was_name`: the value that a form saw */
	ROUTE_FILES = 32,    /* an object: in a form members may be files, which stay out of it (fields_next_file()) */
	ROUTE_ABSENT = 64,   /* of a shape: may be missing */
};

#define ROUTE_NOWHERE          SIZE_MAX
#define ROUTE_NO_PERMISSION    PERMISSION_COUNT
#define ROUTE_CSRF_FIELD       "csrf" /* may stand in every form; no route can declare it */
#define ROUTE_PARAMETERS       8      /* most {parameters} of a path */
#define ROUTE_SEGMENTS         16     /* most segments of a path */
#define ROUTE_PARAMETER_LENGTH 200

struct route_words {
	const char *const *list;
	size_t count;
};

/* A file of a multipart form, as it was sent: name and type are the sender's words, not to be trusted. */
struct route_file {
	struct text name;
	struct text type;
	struct bytes content;
};

struct route_field {
	const char *name;
	enum route_kind kind;
	unsigned flags;
	int64_t min, max;    /* characters, value, minor units; of file and json: bytes */
	size_t most;         /* most values of ROUTE_MANY */
	const char *given;   /* the default, read as if it had been sent in a form; NULL: none */
	size_t offset;       /* of the value (of the pointer, when ROUTE_MANY) */
	size_t count_offset; /* of `size_t name_count`, or ROUTE_NOWHERE */
	size_t has_offset;   /* of `bool has_name`, or ROUTE_NOWHERE */
	size_t was_offset;   /* of `struct text was_name`, or ROUTE_NOWHERE */
	struct route_words words;
	/* Of text: the words that the slice takes, ended by NULL; it checks them itself. NULL: any. */
	const char *const *among;
	const char *id_kind;
	const char *shape; /* of json: what the value is, or NULL */
	bool shape_many;   /* a list of them */
};

struct route {
	enum http_method method; /* never HEAD or OPTIONS: those follow from the others */
	const char *path;        /* as declared without kinds: "/admin/customers/{customer}/notes" */
	enum route_audience audience;
	enum permission permission; /* or ROUTE_NO_PERMISSION */
	const char *name;           /* of the handler */
	const char *summary;        /* the comment above it, for OpenAPI and ROUTES.md */
	enum outcome (*run)(struct request *request, const void *in);
	/* Shows the form again with what was sent, after INVALID, CONFLICT or TOO_MANY; NULL: there is none. `in` holds
	 * what could be read. */
	enum outcome (*again)(struct request *request, const void *in);
	size_t in_size;
	const struct route_field *fields; /* the path's first, in its order */
	size_t field_count;
	size_t path_count; /* how many of them stand in the path */
	size_t body_limit; /* bytes; 0: no body allowed */
	/* Its body goes to a file: its path has {pass:text}, see web_pass(), or it is asked with a key that may. */
	bool spooled;
	bool patch; /* fields may be absent: has_name says which were sent */
	/* Others have written down how it is asked: what is not declared is left out instead of refused, and a form
	 * needs no CSRF value, so its handler goes by what stands in the request and never by a cookie. */
	bool protocol;
	bool visitors; /* staff who are there as the customer may do it, too */
	/* Answers, whatever they say, or those alone that refuse, leave at full quarters of a second: how long they
	 * took tells nobody whom we know. */
	bool paced, refusals_paced;
	/* Answers have an ETag: GET takes If-None-Match, what changes or removes takes If-Match (web/api.h). */
	bool tagged;
	/* When the handler reads the body itself: content types, ended by NULL. Then fields come from the query, and
	 * the struct has `struct bytes raw; struct text raw_type;`. Else NULL. */
	const char *const *raw_types;
	size_t raw_offset, raw_type_offset;
	const char *takes;         /* name of the shape that raw JSON has, or NULL */
	const struct route *items; /* raw JSON is {"data": [bodies of that route, each with an id, too]}, or NULL */
	size_t items_most;
	const char *returns;              /* name of a shape, or NULL */
	const char *const *returns_types; /* content types of what is no JSON, ended by NULL, or NULL */
	bool returns_many;
};

struct route_shape_field {
	const char *name;
	enum route_kind kind;
	unsigned flags;    /* ROUTE_OPTIONAL: may be null; ROUTE_MANY: an array; ROUTE_ABSENT */
	const char *shape; /* of ROUTE_SHAPE */
	struct route_words words;
};

struct route_shape {
	const char *name;
	const struct route_shape_field *fields;
	size_t field_count; /* 0: an object of plain values by names that the handler knows */
};

/* One per .routes file: `const struct route_table notes_routes`. */
struct route_table {
	const char *name;
	const struct route *routes;
	size_t route_count;
	const struct route_shape *shapes;
	size_t shape_count;
};

/* All of them, ended by NULL; written by the compiler into routes.c. */
extern const struct route_table *const route_tables[];

/* Finding the route of a path (web/routes.c) --------------------------------------------------------------------- */

struct router;

/* An index over those tables. FAULT, with a line in the log, when two routes have the same method and path, or when a
 * field of kind id (not in a path) is of a kind that nobody checks: see route_check_ids(). Lives in `arena`. */
enum outcome router_open(struct arena *arena, const struct route_table *const *tables,
			 struct router **ret_router) MUST_USE;

struct route_match {
	/* NULL when the path or the method is unknown. For HEAD it is the route of GET; for OPTIONS NULL. */
	const struct route *route;
	unsigned methods; /* bits 1 << enum http_method that the path knows; 0: no such path (404) */
	struct text parameters[ROUTE_PARAMETERS]; /* as sent, not decoded */
};

/* A literal segment wins over a {parameter}. Paths are compared as sent: what is percent-encoded matches no literal. */
void router_find(const struct router *router, enum http_method method, struct text path, struct route_match *ret_match);

/* "GET, HEAD, OPTIONS, POST" for the header Allow, of 405 and of OPTIONS. */
struct text route_allow(struct arena *arena, unsigned methods);

/* A path with its parameters filled in, percent-encoded: what the generated `<handler>_url()` call. */
struct text route_url(struct arena *arena, const char *path, const struct text *values, size_t count);

/* Ids that come from outside (web/fields_ids.c) ------------------------------------------------------------------- */

/* Whether the asker may name that row: DONE, NOT_FOUND, or FAULT. The same NOT_FOUND for a row out of scope as for one
 * that never was. */
typedef enum outcome route_id_check(struct context *ctx, struct text kind, int64_t id);

/* Registers who looks up ids of that kind (a literal), in paths and in fields, before a handler runs. Called by slices
 * while the program starts, before threads do. */
void route_check_ids(const char *kind, route_id_check *check);

#endif
