/* What becomes due by the clock while the server runs. */
#ifndef SERVER_DUE_H
#define SERVER_DUE_H

#include "store/store.h"

#define DUE_SECONDS 60 /* between two looks */

/* Does all that is due now, as the system: suspensions whose date has passed are lifted, counts of attempts whose
 * window has ended are forgotten. Several servers may do it at the same time. What fails is logged where it fails, and
 * due again at the next look. */
void due_run(struct store *store);

#endif
