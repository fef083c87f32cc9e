/* What every piece of work is given: who acts, may they, on which customers, in which language, when.
 *
 * The one idea: a rule takes a context and nothing else of its surroundings, so that it runs the same from a page, the
 * API, an import, a job, the command line and a test. `reader` sees committed data outside a transaction and the
 * transaction's own inside; `writer` is NULL outside.
 */
#ifndef CONTEXT_CONTEXT_H
#define CONTEXT_CONTEXT_H

#include "base/instant.h"
#include "base/zone.h"
#include "context.schema.h"
#include "context/permissions.h"
#include "context/problems.h"
#include "customers.schema.h"
#include "staff.schema.h"
#include "store/store.h"

struct language;
struct context;

/* A piece of work of a rule; `state` is the rule's. */
typedef enum outcome context_work(struct context *ctx, void *state);
#define CONTEXT_AFTERMATHS 4

/* What a rule has read and may give again while nothing can have changed; see context_recall(). */
struct context_memo {
	const void *of; /* an address that is the rule's own */
	int64_t id;
	const void *value;
};
#define CONTEXT_MEMOS 12

struct actor {
	enum actor_kind kind;      /* system, staff, customer, key, job (declared in context.schema) */
	int64_t id;                /* of the staff member, customer, key or job; 0 for the system */
	struct staff_id acting_as; /* the staff member behind a customer's session (support visit), else none */
	struct text name;          /* for display in events of this request; may be none */
};

/* Customers to whom something happened in this piece of work; others are told when it has ended well. */
struct touched {
	struct customer_id customer;
	const char *event; /* the last one's name */
};

struct context {
	struct arena *arena;
	struct store *store;
	struct reader *reader;
	struct writer *writer;
	struct store_session session;
	struct actor actor;
	struct permission_set permissions;
	struct problems *problems;
	const struct language *language;
	const struct zone *zone; /* of the reader's screen */
	const struct clock *clock;
	struct text request_id;
	struct text address; /* of the machine that asks, for the audit log; none: nobody sits at one */
	bool imported;       /* what is written comes from a file: nobody is mailed because of it */
	bool unconfirmed;    /* … that says: whoever wants news there has not confirmed it */
	struct text files;   /* folder of uploaded files; none: they are left alone */
	context_work *aftermaths[CONTEXT_AFTERMATHS]; /* see context_after() */
	size_t aftermath_count;
	struct touched *touched; /* NULL: nobody wants to know */
	size_t touched_count;
	struct context_memo memos[CONTEXT_MEMOS];
	size_t memo_count; /* ever; the oldest is replaced */
	/* They are true of this reader's snapshot and live in this arena: a copy with others begins with none. */
	const struct reader *memo_reader;
	const struct arena *memo_arena;
};

/* A context for the system itself (commands, jobs, tests): every permission, scope all. The reader is opened lazily by
 * context_reader(). */
void context_open(struct context *ctx, struct arena *arena, struct store *store);
/* Gives the reader back. The arena stays the caller's. */
void context_close(struct context *ctx);
/* Opens ctx->reader if there is none yet. */
enum outcome context_read(struct context *ctx) MUST_USE;
/* The same, and from now on everything is read from one snapshot: for pages that put many readings together. */
enum outcome context_read_together(struct context *ctx) MUST_USE;

/* Runs `work` in one transaction; see store_transact() for what it may do. Inside another context_transact() it joins
 * that one: rules compose. */
enum outcome context_transact(struct context *ctx, context_work *work, void *state) MUST_USE;

/* The same with every permission and over all customers, whoever asks: for what nobody has signed in for yet. The actor
 * stays who it is. */
enum outcome context_transact_as_system(struct context *ctx, context_work *work, void *state) MUST_USE;

/* What context_remember() was given for `of` and `id` since the reader's snapshot began, or NULL. Inside a transaction
 * nothing is recalled: it must see what it writes. The value lives in the arena. */
const void *context_recall(const struct context *ctx, const void *of, int64_t id);
void context_remember(struct context *ctx, const void *of, int64_t id, const void *value);

/* Whether this is inside context_transact(). */
bool context_is_writing(const struct context *ctx);
/* Inside context_transact(): runs `work` as a part that is undone by itself when it is refused; see store_attempt(). */
enum outcome context_attempt(struct context *ctx, context_work *work, void *state) MUST_USE;

/* Inside context_transact(): runs `work` (with state NULL) once the whole transaction is committed, once however often
 * it is asked for, and never when the transaction is undone. For what cannot be undone, like removing files; what fails
 * there is logged and takes nothing back, and neither does a crash before it: it must be found again by itself. */
void context_after(struct context *ctx, context_work *work);
/* From now on customers to whom something happens are kept, the first TOUCHED_MOST of them. */
#define TOUCHED_MOST 256
void context_keep_touched(struct context *ctx);
/* Notes that something happened to a customer; forgotten when the transaction is undone. */
void context_touch(struct context *ctx, struct customer_id customer, const char *event);

struct instant context_now(const struct context *ctx);
bool context_may(const struct context *ctx, enum permission permission);
/* DONE, or FORBIDDEN with a problem that names the permission and who can give it. */
enum outcome context_need(struct context *ctx, enum permission permission) MUST_USE;

/* What was ticked, as a set; INVALID at "permissions" when one is no permission. */
enum outcome context_read_permissions(struct context *ctx, const struct text *words, size_t count,
				      struct permission_set *ret_set) MUST_USE;

/* Add a problem and return INVALID or CONFLICT. `message` is marked N_("…"); values fill {0} … in order. */
enum outcome context_invalid(struct context *ctx, struct text field, const char *code, const char *message, ...);
enum outcome context_conflict(struct context *ctx, struct text field, const char *code, const char *message, ...);
/* (the variable part: struct text values, ended by TEXT_NONE) */

#endif
