/* What people set up under Settings (types, channels, roles, webhooks …) as a document: lists of things with fields.
 *
 * The one idea: a slice says which fields its things have, and reads and writes them as text, the way its forms do
 * ("yes", "12.50", words with blanks between), by its own verbs. JSON, comparing, order and what is said are the same
 * for all (server/config_document.h), so no rule stands here a second time. Kinds stand in server/config.def.
 * Why so: docs/decisions/0035. Source: behaviour §15.
 */
#ifndef SERVICE_CONFIG_H
#define SERVICE_CONFIG_H

#include "context/context.h"

struct networks;

enum config_form {
	CONFIG_TEXT,
	CONFIG_LINES,    /* text of several lines */
	CONFIG_LANGUAGE, /* of the program's screens: "de" */
	CONFIG_FLAG,     /* "yes", "no" */
	CONFIG_NUMBER,
	CONFIG_WORDS,  /* a set, with blanks between */
	CONFIG_LIST,   /* in its order, one a line */
	CONFIG_PAIRS,  /* "1000.00 EUR: 10.00; 5000.00 EUR: 15.00": objects with the members `pair` */
	CONFIG_SECRET, /* stands in no document */
	CONFIG_ABSENT, /* a field of another kind in the same table */
};

struct config_field {
	const char *word;
	enum config_form form;
	size_t most;         /* characters; 0: the slice's verb says */
	bool needed;         /* it is not taken away */
	bool blind;          /* a key that is compared blind to case and accents */
	const char *pair[2]; /* of CONFIG_PAIRS */
};

/* What says which of the things that are there one of the document is. */
enum config_key {
	CONFIG_BY_FIRST,  /* its first field */
	CONFIG_BY_EITHER, /* that when it is given, else the second */
	CONFIG_BY_BOTH,   /* the first two */
	CONFIG_ONE,       /* there is but one, an object and no list */
};

struct config_thing {
	int64_t id;          /* above 0, and the same as long as it is there */
	struct text *values; /* beside the kind's fields; none or empty: there is none */
};

struct config_ask {
	int64_t id;                /* 0: a new one; the verb says here which it became */
	const struct text *values; /* beside the fields: what is to be another; none: it stays, empty: taken away */
	const struct text *all;    /* the same over what is there */
	const struct networks *allowed; /* that may be called though they are not public; NULL: none */
	struct text secret;             /* the verb leaves here what a new one has, to be shown once */
};

struct config_kind;
/* All of them, in their order if they have one. */
typedef enum outcome config_list(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
				 size_t *ret_count);
/* Adds or changes one, inside a transaction. Problems are at the words of fields. */
typedef enum outcome config_set(struct context *ctx, const struct config_kind *kind, struct config_ask *ask);
/* Puts one at that place, from 1. */
typedef enum outcome config_move(struct context *ctx, const struct config_kind *kind, int64_t id, int64_t place);

struct config_kind {
	const char *word; /* "types" */
	const struct config_field *fields;
	size_t field_count;
	enum config_key key;
	bool again;    /* several may have the same key; who is as the document says is meant before the others */
	size_t leads;  /* the flag that only one has; who gets it is written first. 0: there is none */
	int64_t which; /* the slice's own */
	config_list *list;
	config_set *set;
	config_move *move; /* NULL: they have no order */
};

#define CONFIG_FIELDS(list) .fields = (list), .field_count = sizeof(list) / sizeof *(list)

/* Things with empty values, to be filled in. */
static inline struct config_thing *config_things(struct arena *arena, const struct config_kind *kind, size_t count)
{
	struct config_thing *things = arena_take_array(arena, count, sizeof *things);
	struct text *values = arena_take_array(arena, count * kind->field_count, sizeof *values);
	for (size_t i = 0; i < count; i++)
		things[i].values = values + i * kind->field_count;
	return things;
}

#endif
