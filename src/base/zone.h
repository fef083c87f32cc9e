/* Time zones by their IANA names, read from the system's tzdata without touching TZ or global state.
 *
 * The one idea: a zone is an immutable table, loaded once and kept for the life of the process; look-ups take no lock
 * after that.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/instant.h"

struct zone;

/* The zone of that name ("Asia/Kuala_Lumpur"), or NULL when tzdata has none. */
const struct zone *zone_find(struct text name);
const struct zone *zone_utc(void);
struct text zone_name(const struct zone *zone);

struct local_time {
	struct date date;
	int hour, minute, second;
	int offset_s; /* east of UTC */
};
struct local_time zone_local(const struct zone *zone, struct instant i);
/* First instant of that day in the zone (days that start late because of a change of clocks included). */
struct instant zone_day_start(const struct zone *zone, struct date d);
/* Every zone name of tzdata's zone.tab (one for each country at least) and "UTC", sorted. */
size_t zone_names(const struct text **ret_names);

#endif
