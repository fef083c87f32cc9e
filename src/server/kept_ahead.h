/* The thread that makes what customers look like in lists before anybody asks, as long as there is room for more; when
 * nothing is left to do it looks again every now and then.
 *
 * Elsewhere: where it is kept, and why it is true (service/lists_kept.h).
 */
#ifndef SERVER_KEPT_AHEAD_H
#define SERVER_KEPT_AHEAD_H

#include "store/store.h"

struct kept_ahead;
/* NULL when there is no thread. */
struct kept_ahead *kept_ahead_start(struct store *store);
/* Before the store is closed. NULL does nothing. */
void kept_ahead_stop(struct kept_ahead *ahead);

#endif
