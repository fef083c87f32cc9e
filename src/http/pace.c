/* A list in order of time, under one lock. */
#include "http/pace.h"

#include "base/instant.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define STACK_SIZE (64 * 1024)
#define SECOND_NS  INT64_C(1000000000)

struct kept {
	struct kept *next;
	void *answer;
	int64_t until_ns;
};

struct pace {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t thread;
	pace_release *release;
	bool stopping;
	struct kept *first;
};

static bool is_due(const struct pace *pace)
{
	return pace->first != NULL && (pace->stopping || pace->first->until_ns <= monotonic_ns());
}

static void wait_for_next(struct pace *pace)
{
	if (pace->first == NULL) {
		pthread_cond_wait(&pace->changed, &pace->lock);
		return;
	}
	int64_t until = pace->first->until_ns;
	struct timespec at = {.tv_sec = until / SECOND_NS, .tv_nsec = until % SECOND_NS};
	pthread_cond_clockwait(&pace->changed, &pace->lock, CLOCK_MONOTONIC, &at);
}

/* Ends when it is to stop and none is left. */
static void *let_go(void *state)
{
	struct pace *pace = state;
	pthread_mutex_lock(&pace->lock);
	while (pace->first != NULL || !pace->stopping) {
		if (!is_due(pace)) {
			wait_for_next(pace);
			continue;
		}
		struct kept *due = pace->first;
		pace->first = due->next;
		pthread_mutex_unlock(&pace->lock);
		pace->release(due->answer);
		free(due);
		pthread_mutex_lock(&pace->lock);
	}
	pthread_mutex_unlock(&pace->lock);
	return NULL;
}

struct pace *pace_open(pace_release *release)
{
	struct pace *pace = calloc(1, sizeof(*pace));
	pthread_attr_t attributes;
	if (pace == NULL)
		return NULL;
	pace->release = release;
	pthread_mutex_init(&pace->lock, NULL);
	pthread_cond_init(&pace->changed, NULL);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	int failed = pthread_create(&pace->thread, &attributes, let_go, pace);
	pthread_attr_destroy(&attributes);
	if (!failed)
		return pace;
	pthread_cond_destroy(&pace->changed);
	pthread_mutex_destroy(&pace->lock);
	free(pace);
	return NULL;
}

static bool insert(struct pace *pace, void *answer, int64_t until_ns)
{
	struct kept *kept = malloc(sizeof(*kept)), **at = &pace->first;
	if (kept == NULL)
		return false;
	while (*at != NULL && (*at)->until_ns <= until_ns)
		at = &(*at)->next;
	*kept = (struct kept){*at, answer, until_ns};
	*at = kept;
	return true;
}

void pace_keep(struct pace *pace, void *answer, int64_t until_ns)
{
	pthread_mutex_lock(&pace->lock);
	bool kept = !pace->stopping && insert(pace, answer, until_ns);
	pthread_cond_signal(&pace->changed);
	pthread_mutex_unlock(&pace->lock);
	if (!kept)
		pace->release(answer);
}

void pace_stop(struct pace *pace)
{
	pthread_mutex_lock(&pace->lock);
	pace->stopping = true;
	pthread_cond_signal(&pace->changed);
	pthread_mutex_unlock(&pace->lock);
}

void pace_close(struct pace *pace)
{
	pace_stop(pace);
	pthread_join(pace->thread, NULL);
	pthread_cond_destroy(&pace->changed);
	pthread_mutex_destroy(&pace->lock);
	free(pace);
}
