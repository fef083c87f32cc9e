/* The pool of workers.h: a ring under one lock. */
#include "http/workers.h"

#include <pthread.h>
#include <stdlib.h>

#define STACK_SIZE (512 * 1024)

struct workers {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	workers_run *run;
	bool closing;
	unsigned size, first, count;
	void **ring;
	unsigned threads;
	pthread_t *ids;
};

static void *work(void *state)
{
	struct workers *workers = state;
	pthread_mutex_lock(&workers->lock);
	for (;;) {
		while (workers->count == 0 && !workers->closing)
			pthread_cond_wait(&workers->filled, &workers->lock);
		if (workers->count == 0)
			break;
		void *job = workers->ring[workers->first];
		workers->first = (workers->first + 1) % workers->size;
		workers->count--;
		pthread_mutex_unlock(&workers->lock);
		workers->run(job);
		pthread_mutex_lock(&workers->lock);
	}
	pthread_mutex_unlock(&workers->lock);
	return NULL;
}

static bool start_threads(struct workers *workers, unsigned threads)
{
	pthread_attr_t attributes;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	while (workers->threads < threads &&
	       pthread_create(&workers->ids[workers->threads], &attributes, work, workers) == 0)
		workers->threads++;
	pthread_attr_destroy(&attributes);
	return workers->threads == threads;
}

struct workers *workers_open(unsigned threads, unsigned queue, workers_run *run)
{
	struct workers *workers = calloc(1, sizeof(*workers));
	if (workers == NULL)
		return NULL;
	workers->run = run;
	workers->size = queue;
	pthread_mutex_init(&workers->lock, NULL);
	pthread_cond_init(&workers->filled, NULL);
	workers->ring = calloc(queue, sizeof(*workers->ring));
	workers->ids = calloc(threads, sizeof(*workers->ids));
	if (workers->ring == NULL || workers->ids == NULL || !start_threads(workers, threads)) {
		workers_close(workers);
		return NULL;
	}
	return workers;
}

bool workers_give(struct workers *workers, void *job)
{
	pthread_mutex_lock(&workers->lock);
	bool taken = workers->count < workers->size;
	if (taken) {
		workers->ring[(workers->first + workers->count) % workers->size] = job;
		workers->count++;
		pthread_cond_signal(&workers->filled);
	}
	pthread_mutex_unlock(&workers->lock);
	return taken;
}

void workers_close(struct workers *workers)
{
	pthread_mutex_lock(&workers->lock);
	workers->closing = true;
	pthread_cond_broadcast(&workers->filled);
	pthread_mutex_unlock(&workers->lock);
	for (unsigned i = 0; i < workers->threads; i++)
		pthread_join(workers->ids[i], NULL);
	pthread_cond_destroy(&workers->filled);
	pthread_mutex_destroy(&workers->lock);
	free(workers->ring);
	free(workers->ids);
	free(workers);
}
