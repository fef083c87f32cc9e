/* Waiting until the feed of events shows all that has been committed: on PostgreSQL other databases of the same
 * cluster, as those of tests beside this one, have transactions under way, too (docs/decisions/0030). */
#ifndef TESTS_SETTLED_H
#define TESTS_SETTLED_H

#include "tests/site.h"

#include <unistd.h>

static inline void settle(struct site *site)
{
	if (!store_is_postgres(site->engine.store))
		return;
	for (int i = 0; i < 3000; i++) {
		if (!engine_number(&site->engine, "SELECT COUNT(*) FROM events WHERE written >= "
						  "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"))
			return;
		usleep(10000);
	}
}

#endif
