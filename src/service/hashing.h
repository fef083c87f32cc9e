/* Threads that hash passwords: as many as there are cores, and of a lower priority than all others.
 *
 * The one idea: a hash takes a core for 20 ms on purpose. Where it ran on the thread that answers, ten customers who
 * sign in would keep those waiting who ask for a list; so it runs beside, and whoever wakes up to answer goes first.
 *
 * Source: sched_setattr(2); sched_runtime of SCHED_OTHER is the slice that EEVDF gives (Linux 6.12, "sched/eevdf: Allow
 * shorter slices to wakeup-preempt").
 */
#ifndef SERVICE_HASHING_H
#define SERVICE_HASHING_H

/* How nice those threads are: what runs at 0 beside them has three parts of a core where they have one. */
#define HASHING_NICE 5
/* For how long each wants to run at a time, 100 ms at most. Whoever wants less, as all others do, does not wait until
 * that is over when it wakes up. */
#define HASHING_SLICE_NS 20000000

/* Runs `work(state)` on one of them, in the order of asking, and returns when it has ended. Where no thread can be
 * made, on the asker's. */
void hashing_run(void (*work)(void *state), void *state);

#endif
