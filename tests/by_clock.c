#include "tests/by_clock.h"

#include "base/instant.h"

#include <math.h>
#include <stdlib.h>

#define CHANCE  0.001
#define PACE_NS (INT64_C(250) * 1000000)

struct sample {
	int64_t took_ns;
	bool known;
};

static int by_time(const void *a, const void *b)
{
	const struct sample *left = a, *right = b;
	return (left->took_ns > right->took_ns) - (left->took_ns < right->took_ns);
}

/* Two-sided, by the normal approximation; nanoseconds are never the same often enough to count. */
static double mann_whitney(struct sample *samples, int count)
{
	double half = count / 2.0, ranks = 0;
	qsort(samples, (size_t)count, sizeof *samples, by_time);
	for (int i = 0; i < count; i++)
		if (samples[i].known)
			ranks += i + 1;
	double u = ranks - half * (half + 1) / 2;
	double deviation = sqrt(half * half * (count + 1) / 12);
	return erfc(fabs(u - half * half / 2) / deviation / sqrt(2));
}

int64_t by_clock_post(struct visitor *visitor, const char *path, struct text form, int status)
{
	engine_script(&visitor->site->engine, "DELETE FROM throttles");
	int64_t begun = monotonic_ns();
	int answered = visitor_post(visitor, path, form.at);
	int64_t took = monotonic_ns() - begun;
	assert_int_equal(answered, status);
	assert_true(took >= PACE_NS);
	return took;
}

static double try_once(struct visitor *visitor, int first, by_clock_ask *ask)
{
	struct sample samples[BY_CLOCK_ASKS];
	for (int i = 0; i < BY_CLOCK_ASKS; i++) {
		/* Known, unknown, unknown, known: what slows the machine down meets both. */
		bool known = (i + 1) / 2 % 2 == 0;
		samples[i] = (struct sample){ask(visitor, first + i / 2, known), known};
	}
	return mann_whitney(samples, BY_CLOCK_ASKS);
}

void by_clock(struct visitor *visitor, by_clock_ask *ask)
{
	double best = 0;
	for (int i = 0; i < BY_CLOCK_TRIES && best <= CHANCE; i++)
		best = fmax(best, try_once(visitor, i * BY_CLOCK_ASKS / 2, ask));
	if (best <= CHANCE)
		fail_msg("the clock tells them apart: p is %g at best", best);
}
