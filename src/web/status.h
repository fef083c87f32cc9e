/* The status of a customer, a consent, a job as people see it, the same on every screen: its words, the shape of its
 * mark; and whoever made it so. */
#ifndef WEB_STATUS_H
#define WEB_STATUS_H

#include "consents.schema.h"
#include "context.schema.h"
#include "customers.schema.h"
#include "jobs.schema.h"
#include "web/parts.h"

/* "Blocked", in the reader's language. */
struct text status_words(struct view *view, enum customer_status status);
/* Disc: may sign in; ring: waits or rests; square: closed by staff. */
enum mark status_mark(enum customer_status status);

/* "Waiting for confirmation", in the reader's language. */
struct text consent_state_words(struct view *view, enum consent_state state);
enum mark consent_state_mark(enum consent_state state);

/* "Paused": the key of a translation. */
const char *job_state_label(enum job_state state);
enum mark job_state_mark(enum job_state state);

/* Who did something: a name, or what kind of thing. `name`: of a member of staff or of an API key; may be none. */
struct text actor_words(struct view *view, enum actor_kind kind, struct text name);

#endif
