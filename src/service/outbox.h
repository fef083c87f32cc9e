/* What is to be done outside the database: mail, calls of other servers.
 *
 * The one idea: it is a row that is written in the transaction of its cause and done afterwards, so nothing goes out
 * for what was undone, and nothing that was acknowledged is forgotten. A sender holds a row by a lease. Before the
 * other side can have accepted it, the row is committed as unsure (outbox_hand_over()); a sender that dies before is
 * followed by another one, a sender that dies behind it leaves the row unsure, for people to decide: nothing is sent
 * twice. Elsewhere: which kinds there are (server/outbox.def), who runs them (server/outbox.c), screens
 * (features/mailings).
 */
#ifndef SERVICE_OUTBOX_H
#define SERVICE_OUTBOX_H

#include "context/context.h"
#include "outbox.schema.h"

struct networks;

#define OUTBOX_LEASE_US (10 * MINUTE_US)
#define OUTBOX_TRY_US   (3 * DAY_US) /* how long it is tried; the pauses between grow */

/* ---- adding, watching, stopping ---- */

struct outbox_ask {
	const char *kind, *what;
	struct customer_id customer; /* whom it is about; erased with them */
	int64_t sent_to, cause;      /* the kind's own numbers: whom it is sent to, what made it; 0: none */
	struct text recipient, subject;
	struct text body;     /* JSON; none: made when it is sent (struct outbox_reply) */
	struct secret secret; /* none; what must not be read by who looks at the body */
	bool lasting;         /* goes whatever becomes of whom it is about: a warning */
};
/* Joins the transaction of its cause. */
enum outcome outbox_add(struct context *ctx, const struct outbox_ask *ask, struct outbox_item_id *ret_item) MUST_USE;

struct outbox_item {
	struct outbox_item_id id;
	struct customer_id customer;
	int64_t sent_to, cause;
	struct text kind, what, recipient, subject, body;
	struct secret secret;    /* empty: forgotten, since it was sent or cancelled */
	enum outbox_state state; /* of one that is being handed over: sending */
	struct instant created, begun, due, finished;
	int64_t attempts, code;
	struct text answer;
};
enum outcome outbox_get(struct context *ctx, struct outbox_item_id id, struct outbox_item *ret_item) MUST_USE;
struct outbox_list_ask {
	bool all; /* else those in `state` */
	enum outbox_state state;
	const char *kind;            /* NULL: any */
	struct customer_id customer; /* none: everybody */
	struct text recipient;       /* a part of it; none: any */
	int64_t before, most;        /* the newest first, those below `before` (0: all) */
};
/* Without body and secret. */
enum outcome outbox_list(struct context *ctx, const struct outbox_list_ask *ask, struct outbox_item **ret_items,
			 size_t *ret_count) MUST_USE;
/* Those of the ask's kind that are sent to that receiver, whole; customer and recipient are not looked at. */
enum outcome outbox_list_sent_to(struct context *ctx, const struct outbox_list_ask *ask, int64_t sent_to,
				 struct outbox_item **ret_items, size_t *ret_count) MUST_USE;
enum outcome outbox_count(struct context *ctx, int64_t ret_counts[OUTBOX_STATE_COUNT]) MUST_USE;
/* How many outbox_list() and outbox_list_sent_to() have, whatever `before` and `most` say. */
enum outcome outbox_count_list(struct context *ctx, const struct outbox_list_ask *ask, int64_t *ret_total) MUST_USE;
enum outcome outbox_count_sent_to(struct context *ctx, const struct outbox_list_ask *ask, int64_t sent_to,
				  int64_t *ret_total) MUST_USE;

/* Whether it can go (once more) from here, as somebody decides. */
bool outbox_can_send_again(const struct outbox_item *item);
/* CONFLICT when it is on its way, or what it needs has been forgotten. */
enum outcome outbox_send_again(struct context *ctx, struct outbox_item_id id) MUST_USE;
/* The same of kinds that may arrive twice: what was sent too, unless it had a secret. */
enum outcome outbox_repeat(struct context *ctx, struct outbox_item_id id) MUST_USE;
/* CONFLICT unless it waits. */
enum outcome outbox_cancel(struct context *ctx, struct outbox_item_id id) MUST_USE;
/* All of that kind about a customer that wait, but for what is lasting. Joins a transaction. */
enum outcome outbox_cancel_waiting(struct context *ctx, const char *kind, struct customer_id customer) MUST_USE;
/* Those that wait for that receiver are not due before then: some hundreds of them, the longest due first. Joins a
 * transaction. */
enum outcome outbox_put_off(struct context *ctx, const char *kind, int64_t sent_to, struct instant until) MUST_USE;

/* ---- doing it ---- */

enum outbox_end {
	OUTBOX_SENT,    /* accepted */
	OUTBOX_LATER,   /* not accepted, surely; tried again */
	OUTBOX_PUT_OFF, /* not tried: due again at `due` */
	OUTBOX_REFUSED, /* for good */
	OUTBOX_UNSURE,  /* it was handed over, and nobody answered */
	OUTBOX_DROPPED, /* nobody wants it any more */
};
struct outbox_reply {
	enum outbox_end end;
	int64_t code;
	struct text answer;
	struct text body;   /* what was sent, to be kept from now on; none: as it was */
	struct instant due; /* of what is put off, or to be tried then and not behind the usual pause; 0: that */
};
/* Behind that many attempts it waits for so long. */
int64_t outbox_pause_us(int64_t attempts);
struct outbox_try;
/* Who sends: a thread of a server. */
struct outbox_sender {
	struct text lease;              /* nobody else has the same */
	struct text base_url;           /* of this installation */
	const struct networks *allowed; /* that calls may reach though they are not public */
	void *connection;               /* the kind's own, kept for the next one; NULL at first */
};
struct outbox_sender *outbox_try_sender(struct outbox_try *try);
/* To be called before the other side can have accepted it. False: it is not this sender's any more, so it must not be
 * accepted. Kinds that may arrive twice do without. */
bool outbox_hand_over(struct outbox_try *try);

/* Does it, outside of a transaction, in less than half a lease. */
typedef enum outcome outbox_send(struct context *ctx, const struct outbox_item *item, struct outbox_try *try,
				 struct outbox_reply *ret_reply);
/* What follows from an attempt, in the same transaction; `item->state` says how it ended. NULL: nothing. */
typedef enum outcome outbox_ended(struct context *ctx, const struct outbox_item *item);
/* Whether it can be tried at all: there is somewhere to send it. */
typedef enum outcome outbox_ready(struct context *ctx, bool *ret_ready);
/* Ends what the kind keeps in a sender; NULL: it keeps nothing. */
typedef void outbox_end_sender(void *connection);
struct outbox_kind {
	const char *name;
	outbox_ready *ready;
	outbox_send *send;
	outbox_ended *ended;
	outbox_end_sender *close;
};

/* Takes the next one of that kind that is due and does it. None: `*ret_found` is false. One that was tried, or could
 * not be tried, for too long is given up. */
enum outcome outbox_run_next(struct context *ctx, const struct outbox_kind *kind, struct outbox_sender *sender,
			     bool *ret_found) MUST_USE;
/* Those that ended so long ago that nobody looks at them; see the setting. */
enum outcome outbox_forget_old(struct context *ctx) MUST_USE;

#endif
