/* Answers that leave at even moments, so that the time they took says nothing of what was found out meanwhile. One
 * thread lets all of them go; while they wait they hold no worker. */
#ifndef HTTP_PACE_H
#define HTTP_PACE_H

#include <stdint.h>

struct pace;

/* Takes an answer on its way. Runs on the thread of the pace, or of whoever keeps one. */
typedef void pace_release(void *answer);

/* NULL when the thread cannot be started. */
struct pace *pace_open(pace_release *release);
/* Keeps it until then (monotonic_ns()); without memory for it, and once pace_stop() was called, it goes at once. */
void pace_keep(struct pace *pace, void *answer, int64_t until_ns);
/* Lets all go now. */
void pace_stop(struct pace *pace);
/* When none is left. */
void pace_close(struct pace *pace);

#endif
