/* A queue of what is asked, and the threads that work it off (the one static state here). */
#include "service/hashing.h"

#include "base/log.h"
#include "service/hashing_memory.h"

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Stands on its asker's stack. */
struct asked {
	struct asked *next;
	void (*work)(void *state);
	void *state;
	sem_t ended;
};

static struct {
	pthread_once_t once;
	pthread_mutex_t lock;
	pthread_cond_t filled;
	struct asked *first, **last;
	long threads;
} queue = {.once = PTHREAD_ONCE_INIT,
	   .lock = PTHREAD_MUTEX_INITIALIZER,
	   .filled = PTHREAD_COND_INITIALIZER,
	   .last = &queue.first};

static struct asked *take(void)
{
	pthread_mutex_lock(&queue.lock);
	while (!queue.first)
		pthread_cond_wait(&queue.filled, &queue.lock);
	struct asked *asked = queue.first;
	queue.first = asked->next;
	if (!queue.first)
		queue.last = &queue.first;
	pthread_mutex_unlock(&queue.lock);
	return asked;
}

/* What the kernel takes; its header and the C library's declare the same twice. */
struct scheduling {
	uint32_t size, policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime_ns, deadline_ns, period_ns;
};

/* Not to be had: it hashes as the others run. Kernels before 6.12 know the priority alone. */
static void step_back(void)
{
	const struct scheduling wanted = {
		.size = sizeof wanted, .policy = SCHED_OTHER, .nice = HASHING_NICE, .runtime_ns = HASHING_SLICE_NS};
	(void)syscall(SYS_sched_setattr, 0, &wanted, 0);
}

static void *hash(void *nothing)
{
	(void)nothing;
	step_back();
	for (;;) {
		struct asked *asked = take();
		asked->work(asked->state);
		sem_post(&asked->ended);
	}
	return NULL;
}

static void start(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	sigset_t all, before;
	pthread_attr_t detached;
	pthread_t thread;
	if (!hashing_memory_in_force())
		log_line(LOG_WARN, TEXT_NONE,
			 "passwords are hashed in small pages: the program was linked in another way");
	/* Signals belong to the thread that waits for them. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pthread_attr_init(&detached);
	pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	for (long i = 0; i < (cores > 0 ? cores : 1); i++)
		if (pthread_create(&thread, &detached, hash, NULL) == 0)
			queue.threads++;
	pthread_attr_destroy(&detached);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void hashing_run(void (*work)(void *state), void *state)
{
	struct asked asked = {.work = work, .state = state};
	pthread_once(&queue.once, start);
	if (queue.threads == 0) {
		work(state);
		return;
	}
	sem_init(&asked.ended, 0, 0);
	pthread_mutex_lock(&queue.lock);
	*queue.last = &asked;
	queue.last = &asked.next;
	pthread_cond_signal(&queue.filled);
	pthread_mutex_unlock(&queue.lock);
	while (sem_wait(&asked.ended) != 0)
		continue;
	sem_destroy(&asked.ended);
}
