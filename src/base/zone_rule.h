/* The rule at the end of a zone's file for all times after its table: a POSIX TZ string, as of RFC 8536 section 3.3.
 * Only zone.c and zone_file.c use this. */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

#include "base/text.h"

/* A stretch of time with one offset: from <= t < until, in seconds since 1970 UTC. */
struct zone_span {
	int64_t from, until;
	int offset_s;
};

struct zone_change {
	enum { CHANGE_JULIAN, CHANGE_ZERO_BASED, CHANGE_WEEKDAY } kind;
	int day; /* day of the year, or of the week with 0 for Sunday */
	int month, week;
	int seconds; /* of the local day; may be negative or beyond 24 h */
};

struct zone_rule {
	int standard_s, summer_s; /* east of UTC */
	bool has_summer;
	struct zone_change to_summer, to_standard;
};

bool zone_rule_parse(struct text t, struct zone_rule *ret_rule);
struct zone_span zone_rule_span(const struct zone_rule *rule, int64_t seconds);

#endif
