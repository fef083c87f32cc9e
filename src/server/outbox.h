/* The threads that do what is in the outbox while the server runs, one for each kind. Several servers share them. */
#ifndef SERVER_OUTBOX_H
#define SERVER_OUTBOX_H

#include "service/outbox.h"

struct outbox;
/* NULL when there is no thread. `allowed`: networks that calls may reach though they are not public; it outlives the
 * outbox. */
struct outbox *outbox_start(struct store *store, struct text base_url, const struct networks *allowed);
/* After what is under way, but no later than these seconds. False: the other side is slow and a thread still works; the
 * process is to end as it is, which loses nothing (service/outbox.h). */
bool outbox_stop(struct outbox *outbox, int seconds);

/* Does what is due now, on the caller's thread. */
void outbox_run_waiting(struct store *store, struct text base_url);

#endif
