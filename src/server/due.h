/* What becomes due by the clock while the server runs. */
#ifndef SERVER_DUE_H
#define SERVER_DUE_H

#include "store/store.h"

#define DUE_MOST_US SECOND_US /* between two looks */

/* When what need not be exact is done again; zero at first. */
struct due {
	struct text files; /* folder of uploaded files; none: they are left alone */
	int64_t forget_ns, trash_ns, files_ns;
};

/* Does all that is due now, as the system: suspensions whose date has passed are lifted; once a minute, counts of
 * attempts whose window has ended, jobs that are too old to be taken back and letters that nobody looks at any more are
 * forgotten; once an hour, who was in the trash for long enough is deleted permanently, and files go that were set
 * aside for long enough, and exports that are too old. Several servers may do it at the same time. What fails is logged
 * where it fails, and due again at the next look. Gives the microseconds until then: DUE_MOST_US, or less when a
 * suspension ends before, so that lists, counts and filters by status are right from that moment on. */
int64_t due_run(struct store *store, struct due *due);

#endif
