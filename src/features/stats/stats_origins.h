/* Where customers come from: how many each sales channel and each country has, lately and altogether.
 *
 * The one idea: the ten with most stand by themselves, all others together, and those of whom it is not known apart; so
 * the rows of a table add up to everybody, and each number is the total of the list behind it.
 */
#ifndef FEATURES_STATS_ORIGINS_H
#define FEATURES_STATS_ORIGINS_H

#include "context/context.h"

enum stats_origin { STATS_BY_CHANNEL, STATS_BY_COUNTRY, STATS_ORIGIN_COUNT };
enum { STATS_LATELY, STATS_EVER, STATS_SPANS };

struct stats_origin_row {
	enum { STATS_ORIGIN_VALUE, STATS_ORIGIN_OTHERS, STATS_ORIGIN_NONE } kind;
	struct text name;   /* of a channel; the code of a country */
	struct text filter; /* altogether */
	int64_t counts[STATS_SPANS];
};
#define STATS_ORIGINS_SHOWN 10
struct stats_origins {
	struct stats_origin_row rows[STATS_ORIGINS_SHOWN + 2]; /* those with most first */
	size_t count;
	int64_t totals[STATS_SPANS];
};
/* What is put behind a row's filter for those of lately: the last 30 days. */
extern const struct text stats_lately;
enum outcome stats_origins_count(struct context *ctx, enum stats_origin by, struct stats_origins *ret_origins) MUST_USE;

#endif
