/* The recv() and the epoll_ctl() of guard.h and the reaper. See there for the idea.
 *
 * State that changes: `watched`, by descriptor, written under the lock of the guards it belongs to and read by the
 * thread that the library runs the connection on, which is also the one that adds and removes it.
 */
#include "http/guard.h"

#include "base/instant.h"
#include "http/framing.h"

#include <dlfcn.h>
#include <errno.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <microhttpd.h>

#define DESCRIPTORS 65536
#define MS          INT64_C(1000000)

enum phase { HEADER, BODY, WORKING, SENDING, LINGERING };

struct guard {
	struct guards *all;
	struct guard *next, *previous;
	int descriptor;
	struct framing framing;
	bool refuse_next;  /* the request behind the good ones that the library has is to be refused */
	uint64_t answered; /* of framing.requests */

	/* read by the reaper */
	_Atomic enum phase phase;
	_Atomic int64_t since; /* when the phase began */
	_Atomic uint64_t received;

	/* the reaper's own: progress since `window_at` within the phase that began at `window_of` */
	int64_t window_of, window_at;
	uint64_t window_bytes;
};

struct guards {
	struct guard_times times;
	pthread_t reaper;
	pthread_mutex_t lock; /* of the list and the two below */
	pthread_cond_t wake;
	bool closing;
	struct guard *first;
	_Atomic uint64_t cut;
};

static _Atomic(struct guard *) watched[DESCRIPTORS];

static void enter(struct guard *guard, enum phase phase)
{
	atomic_store(&guard->since, monotonic_ns());
	atomic_store(&guard->phase, phase);
}

/* Bytes under the library's nose ---------------------------------------------------------------------------------- */

int http_problem(char problem[HTTP_PROBLEM_SIZE], unsigned status)
{
	return snprintf(problem, HTTP_PROBLEM_SIZE, "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%u}\n",
			MHD_get_reason_phrase_for(status), status);
}

void guard_refuse(struct guard *guard, unsigned status)
{
	if (atomic_load(&guard->phase) == LINGERING)
		return;
	const char *reason = MHD_get_reason_phrase_for(status);
	char problem[HTTP_PROBLEM_SIZE], answer[512];
	int length = http_problem(problem, status);
	int size = snprintf(answer, sizeof(answer),
			    "HTTP/1.1 %u %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n"
			    "Connection: close\r\n\r\n%s",
			    status, reason, length, problem);
	/* If it does not fit into the socket's buffer, the other side has not been reading: nothing is owed to it. */
	(void)!send(guard->descriptor, answer, (size_t)size, MSG_NOSIGNAL | MSG_DONTWAIT);
	shutdown(guard->descriptor, SHUT_WR);
	enter(guard, LINGERING);
}

/* Closing at once with bytes unread would reset the connection and take the refusal from the other side's hands. What
 * is left after 16 times is told again by the reaper, whose every shutdown() wakes the library. */
static ssize_t swallow(struct guard *guard, void *room, size_t size)
{
	for (int i = 0; i < 16; i++) {
		ssize_t got = recvfrom(guard->descriptor, room, size, 0, NULL, NULL);
		if (got <= 0)
			return got;
	}
	errno = EAGAIN;
	return -1;
}

/* Of `size` bytes that have come, how many the library may have; -1 with EAGAIN for none. */
static ssize_t admit(struct guard *guard, void *at, size_t size)
{
	size_t whole;
	atomic_fetch_add(&guard->received, size);
	if (!framing_look(&guard->framing, at, size, &whole)) {
		guard->refuse_next = whole > 0;
		if (whole > 0)
			return (ssize_t)whole;
		guard_refuse(guard, guard->framing.refused);
		return swallow(guard, at, size);
	}
	enum phase phase = framing_in_body(&guard->framing) ? BODY : HEADER;
	if (phase != atomic_load(&guard->phase))
		enter(guard, phase);
	return (ssize_t)size;
}

/* recv() to the linker. The header's own declaration of it is left alone, since it may be an inline wrapper. */
ssize_t guard_receive(int descriptor, void *at, size_t size, int flags) __asm__("recv");

ssize_t guard_receive(int descriptor, void *at, size_t size, int flags)
{
	bool high = descriptor < 0 || descriptor >= DESCRIPTORS;
	struct guard *guard = high ? NULL : atomic_load_explicit(&watched[descriptor], memory_order_acquire);
	if (guard != NULL && guard->refuse_next) {
		errno = EAGAIN;
		return -1;
	}
	if (guard != NULL && atomic_load(&guard->phase) == LINGERING)
		return swallow(guard, at, size);
	ssize_t got = recvfrom(descriptor, at, size, flags, NULL, NULL);
	return guard == NULL || got <= 0 ? got : admit(guard, at, (size_t)got);
}

/* epoll_ctl() to the linker. */
int guard_poll(int set, int operation, int descriptor, struct epoll_event *event) __asm__("epoll_ctl");

int guard_poll(int set, int operation, int descriptor, struct epoll_event *event)
{
	int result = (int)syscall(SYS_epoll_ctl, set, operation, descriptor, event);
	return result != 0 && operation == EPOLL_CTL_DEL && errno == ENOENT ? 0 : result;
}

bool guard_in_force(void)
{
	return dlsym(RTLD_DEFAULT, "recv") == (void *)guard_receive &&
	       dlsym(RTLD_DEFAULT, "epoll_ctl") == (void *)guard_poll;
}

/* The phases of a connection -------------------------------------------------------------------------------------- */

struct guard *guard_add(struct guards *guards, int descriptor)
{
	if (descriptor < 0 || descriptor >= DESCRIPTORS)
		return NULL;
	struct guard *guard = calloc(1, sizeof(*guard));
	if (guard == NULL)
		return NULL;
	guard->all = guards;
	guard->descriptor = descriptor;
	enter(guard, HEADER);
	pthread_mutex_lock(&guards->lock);
	guard->next = guards->first;
	if (guard->next != NULL)
		guard->next->previous = guard;
	guards->first = guard;
	atomic_store_explicit(&watched[descriptor], guard, memory_order_release);
	pthread_mutex_unlock(&guards->lock);
	return guard;
}

void guard_remove(struct guard *guard)
{
	struct guards *guards = guard->all;
	pthread_mutex_lock(&guards->lock);
	atomic_store(&watched[guard->descriptor], NULL);
	if (guard->next != NULL)
		guard->next->previous = guard->previous;
	if (guard->previous != NULL)
		guard->previous->next = guard->next;
	else
		guards->first = guard->next;
	pthread_mutex_unlock(&guards->lock);
	free(guard);
}

void guard_work(struct guard *guard)
{
	if (atomic_load(&guard->phase) != LINGERING)
		enter(guard, WORKING);
}

void guard_send(struct guard *guard)
{
	if (atomic_load(&guard->phase) != LINGERING)
		enter(guard, SENDING);
}

void guard_next(struct guard *guard)
{
	if (atomic_load(&guard->phase) == LINGERING)
		return;
	enter(guard, framing_in_body(&guard->framing) ? BODY : HEADER);
	if (++guard->answered == guard->framing.requests && guard->refuse_next) {
		guard->refuse_next = false;
		guard_refuse(guard, guard->framing.refused);
	}
}

/* The reaper ------------------------------------------------------------------------------------------------------ */

/* Whether `total`, which only rises, has risen too little for too long. */
static bool is_stuck(struct guard *guard, uint64_t total, int64_t now)
{
	int64_t since = atomic_load(&guard->since);
	if (guard->window_of != since || total - guard->window_bytes >= GUARD_SLOW_BYTES) {
		guard->window_of = since;
		guard->window_at = now;
		guard->window_bytes = total;
	}
	return now - guard->window_at > guard->all->times.slow_ms * MS;
}

/* Bytes that the other side has acknowledged; when it has everything that was sent, slowness is not its fault. */
static bool reads_slowly(struct guard *guard, int64_t now)
{
	struct tcp_info info = {0};
	socklen_t size = sizeof(info);
	int waiting = 0;
	if (ioctl(guard->descriptor, SIOCOUTQ, &waiting) != 0 || waiting == 0 ||
	    getsockopt(guard->descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) {
		guard->window_of = 0;
		return false;
	}
	return is_stuck(guard, info.tcpi_bytes_acked, now);
}

static bool is_slow(struct guard *guard, int64_t now)
{
	int64_t took = now - atomic_load(&guard->since);
	switch (atomic_load(&guard->phase)) {
	case HEADER: return took > guard->all->times.header_ms * MS;
	case BODY: return is_stuck(guard, atomic_load(&guard->received), now);
	case WORKING: return false;
	case SENDING: return reads_slowly(guard, now);
	case LINGERING: return took > guard->all->times.linger_ms * MS;
	}
	return false;
}

/* Under the lock, so no descriptor is closed, and its number given to another file, meanwhile. */
static void cut_slow(struct guards *guards)
{
	int64_t now = monotonic_ns();
	for (struct guard *guard = guards->first; guard != NULL; guard = guard->next) {
		if (!is_slow(guard, now))
			continue;
		if (atomic_load(&guard->phase) != LINGERING)
			atomic_fetch_add(&guards->cut, 1);
		enter(guard, LINGERING);
		shutdown(guard->descriptor, SHUT_RDWR);
	}
}

static void *reap(void *state)
{
	struct guards *guards = state;
	int64_t pause = guards->times.header_ms * MS / 10;
	pthread_mutex_lock(&guards->lock);
	while (!guards->closing) {
		int64_t until = monotonic_ns() + pause;
		struct timespec at = {.tv_sec = until / 1000000000, .tv_nsec = until % 1000000000};
		pthread_cond_clockwait(&guards->wake, &guards->lock, CLOCK_MONOTONIC, &at);
		cut_slow(guards);
	}
	pthread_mutex_unlock(&guards->lock);
	return NULL;
}

struct guards *guards_open(struct guard_times times)
{
	struct guards *guards = calloc(1, sizeof(*guards));
	if (guards == NULL)
		return NULL;
	guards->times = times;
	pthread_mutex_init(&guards->lock, NULL);
	pthread_cond_init(&guards->wake, NULL);
	if (pthread_create(&guards->reaper, NULL, reap, guards) != 0) {
		free(guards);
		return NULL;
	}
	return guards;
}

void guards_close(struct guards *guards)
{
	pthread_mutex_lock(&guards->lock);
	guards->closing = true;
	pthread_cond_signal(&guards->wake);
	pthread_mutex_unlock(&guards->lock);
	pthread_join(guards->reaper, NULL);
	pthread_cond_destroy(&guards->wake);
	pthread_mutex_destroy(&guards->lock);
	free(guards);
}

uint64_t guards_cut(const struct guards *guards)
{
	return atomic_load(&guards->cut);
}
