/* Points in time and calendar days.
 *
 * The one idea: an instant is microseconds since 1970-01-01T00:00:00Z in UTC; a date is a day of the proleptic
 * Gregorian calendar without a zone. Zones come in only where a person reads or a business's day is cut (base/zone.h).
 */
#ifndef BASE_INSTANT_H
#define BASE_INSTANT_H

#include "base/text.h"

struct instant {
	int64_t us;
};

struct date {
	int32_t days; /* since 1970-01-01 */
};

#define INSTANT_NONE ((struct instant){INT64_MIN})
#define DATE_NONE    ((struct date){INT32_MIN})
#define SECOND_US    INT64_C(1000000)
#define MINUTE_US    (60 * SECOND_US)
#define HOUR_US      (60 * MINUTE_US)
#define DAY_US       (24 * HOUR_US)

bool instant_is_none(struct instant i);
bool date_is_none(struct date d);
/* None stays none; ends at the ends of int64. */
struct instant instant_add(struct instant i, int64_t us);

/* RFC 3339 with Z, fraction only when there is one: 2026-11-23T04:38:54Z; none gives TEXT_NONE. */
struct text instant_format(struct arena *arena, struct instant i);
/* The same into a buffer of INSTANT_ROOM bytes, NUL-terminated; returns its size (0 for none). */
#define INSTANT_ROOM 40
size_t instant_write(struct instant i, char *to);
/* RFC 3339 with Z or an offset; years 0001 to 9999 in UTC; T and Z in either case; what is finer than a microsecond is
 * cut; a leap second (23:59:60 UTC) is the second after it. */
bool instant_parse(struct text t, struct instant *ret_instant);

/* The day in UTC. */
struct date instant_date(struct instant i);

/* YYYY-MM-DD; none gives TEXT_NONE. */
struct text date_format(struct arena *arena, struct date d);
size_t date_write(struct date d, char *to); /* into INSTANT_ROOM bytes, as instant_write */
/* Years 0001 to 9999. */
bool date_parse(struct text t, struct date *ret_date);
struct date date_of(int year, int month, int day); /* DATE_NONE when there is no such day */
void date_parts(struct date d, int *ret_year, int *ret_month, int *ret_day);
/* 1 Monday … 7 Sunday */
int date_weekday(struct date d);

/* Where "now" comes from. Rules ask the context's clock, never the system, so tests and jobs set it. */
struct clock {
	struct instant (*now)(void *state);
	void *state;
};
struct instant clock_now(const struct clock *clock);
extern const struct clock clock_system;
/* Nanoseconds that only rise; for durations, never for display. */
int64_t monotonic_ns(void);

#endif
