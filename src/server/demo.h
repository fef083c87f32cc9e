/* `clientele demo`: the business of the demo and its customers, written into an empty database.
 *
 * The one idea: people are written by the same rules as everybody else, with a clock that stands at the moment when
 * each thing happened to them, so derived columns, claims and events are as if the business had run for three years.
 * Elsewhere: who the people are (server/demo_people.h), the command (server/command_demo.c).
 */
#ifndef SERVER_DEMO_H
#define SERVER_DEMO_H

#include "attributes.schema.h"
#include "context/context.h"
#include "server/demo_people.h"
#include "server/demo_staff.h"

/* Something that people refer to by its word. */
struct demo_named {
	struct text word;
	int64_t id;
	enum attribute_kind kind; /* of an attribute */
};

#define DEMO_NAMED_LISTS (DEMO_LIST_ATTRIBUTES + 1)

struct demo {
	struct store *store;
	struct arena *arena; /* for what lasts as long as the command */
	uint64_t seed;
	struct instant now, moment; /* when it was started; where the clock stands */
	void (*progress)(uint64_t before, uint64_t done, uint64_t count); /* told after every batch; or NULL */
	struct staff_id staff[DEMO_STAFF], manager, sales, support;
	struct demo_named *named[DEMO_NAMED_LISTS]; /* by enum demo_list_kind */
	size_t named_count[DEMO_NAMED_LISTS];
};

/* A context of the demo whose clock stands at `demo->moment`. */
void demo_context_open(struct demo *demo, struct arena *arena, struct context *ret_ctx);

/* The business and so many customers, into a store that has neither. Problems are told in `ctx`. Whoever fills a store
 * on PostgreSQL fills one on SQLite and copies it (store/filling.h), which takes a tenth of the time. */
enum outcome demo_fill(struct demo *demo, struct context *ctx, uint64_t count) MUST_USE;
/* Settings, staff who cannot sign in yet, types, groups, channels, tags, attributes. */
enum outcome demo_add_business(struct demo *demo) MUST_USE;
/* Person number `index` with all that happened to them. Inside a transaction. */
enum outcome demo_add_person(struct demo *demo, struct context *ctx, const struct demo_person *person,
			     uint64_t index) MUST_USE;

/* The last thing that is done, so that nobody signs in to half a demo: gives the staff their one password. */
enum outcome demo_open_doors(struct demo *demo) MUST_USE;

enum demo_state {
	DEMO_CUT_OFF, /* of a demo that was never finished: nothing, or people and nobody who could sign in */
	DEMO_FILLED,  /* a demo's, or somebody's own */
};
/* What the database holds. */
enum outcome demo_read_state(struct context *ctx, enum demo_state *ret_state) MUST_USE;

/* The thing of that word; NULL when there is none. */
const struct demo_named *demo_named_find(const struct demo *demo, enum demo_list_kind kind, struct text word);
/* How often, when, where and with what they have signed in. Inside a transaction. */
struct demo_signing_in {
	const struct demo_person *person;
	uint64_t index;
	struct customer_id customer;
};
enum outcome demo_add_sign_ins(struct demo *demo, struct context *ctx, const struct demo_signing_in *who) MUST_USE;

#endif
