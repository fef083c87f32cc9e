/* What is wrong with what somebody asked, field by field; forms, JSON (RFC 9457) and import reports all show it.
 *
 * The one idea: a problem has a stable code for machines, and a message with values for people, translated when shown.
 */
#ifndef CONTEXT_PROBLEMS_H
#define CONTEXT_PROBLEMS_H

#include "base/outcome.h"
#include "base/text.h"

#define PROBLEM_VALUES 4

struct problem {
	struct text field;   /* "email", "addresses/0/postcode"; none: the whole request */
	const char *code;    /* "required", "too_long", "in_use" … */
	const char *message; /* English with {0} {1}: the key of its translation, marked N_("…") */
	struct text values[PROBLEM_VALUES];
};

struct problems {
	struct arena *arena;
	struct problem *list;
	size_t count, room;
};

struct problems *problems_open(struct arena *arena);
/* Copies nothing: field and values live as long as the arena. Values beyond those given are none. */
void problems_add(struct problems *problems, struct problem problem);
void problems_clear(struct problems *problems);

/* Adds one and returns `outcome`, for the last line of a rule. */
enum outcome problems_refuse(struct problems *problems, enum outcome outcome, struct problem problem);

/* The first problem of that field, or NULL. */
const struct problem *problems_at(const struct problems *problems, struct text field);

/* Marks English text for extraction where it cannot be translated yet. */
#define N_(text) text

#endif
