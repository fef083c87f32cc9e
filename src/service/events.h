/* What happens to customers, written down in the transaction that makes it happen.
 *
 * The one idea: the fact (who, when, what) and the values (old, new) stand in two tables, so that erasing a person
 * leaves a history without personal data.
 */
#ifndef SERVICE_EVENTS_H
#define SERVICE_EVENTS_H

#include "context/context.h"
#include "events.schema.h"

struct event_change {
	const char *field;
	struct text old; /* none: there was nothing */
	struct text new;
};

struct event {
	struct customer_id customer;
	const char *name;        /* "customer.blocked": object, dot, what happened to it */
	const char *object_kind; /* "customer", "email", "note" … */
	int64_t object_id;
	const struct event_change *changes; /* never secrets */
	size_t change_count;
};

/* What follows from an event, in its transaction; which do, server/reactions.def says. Ended by NULL. */
typedef enum outcome event_reaction(struct context *ctx, const struct event *event, struct event_id id);
extern event_reaction *const event_reactions[];

/* Records it with the context's actor, clock and request id. Must run inside context_transact(). */
enum outcome events_record(struct context *ctx, const struct event *event) MUST_USE;
/* Of a database that has just been put back: its events are in order with those to come (docs/decisions/0030). */
enum outcome events_keep_order(struct context *ctx) MUST_USE;

/* The declared names, by position; NULL behind the last. */
const char *event_name(size_t position);
/* Whether others than the team may be told of it. */
bool event_is_told(struct text name);
/* What a declared event is mostly about. */
struct event_sample {
	struct text object_kind;
	struct text fields; /* words with blanks between; may be empty */
};
struct event_sample event_sample(struct text name);
/* Words for people, to be translated: "Blocked", "E-mail added" …; the name itself when none is declared. They stand
 * in event_names.def. */
const char *event_label(struct text name);
/* Name of the icon that stands for it. */
const char *event_icon(struct text name);

#endif
