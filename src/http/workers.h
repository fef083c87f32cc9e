/* One pool of threads that run jobs which may wait, behind a queue that never grows past its size. */
#ifndef HTTP_WORKERS_H
#define HTTP_WORKERS_H

#include <stdbool.h>

struct workers;

typedef void workers_run(void *job);

/* NULL when the threads cannot be started. */
struct workers *workers_open(unsigned threads, unsigned queue, workers_run *run);
/* False at once when the queue is full. */
bool workers_give(struct workers *workers, void *job);
/* Runs what is queued, then ends the threads. */
void workers_close(struct workers *workers);

#endif
