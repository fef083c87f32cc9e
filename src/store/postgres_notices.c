/* LISTEN and NOTIFY on one connection and one thread. */
#include "base/buffer.h"
#include "base/log.h"
#include "store/notices.h"
#include "store/postgres.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define CHANNEL      "clientele_live"
#define WAITING_MOST 1024
#define PAUSE_MS     1000 /* between tries to connect */

struct waiting {
	struct waiting *next;
	char text[];
};

struct notices {
	notices_heard *heard;
	void *state;
	struct postgres_connection *connection;
	bool listens;
	int wake;
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	struct waiting *first, **last;
	size_t count;
	bool closing;
};

static bool listen_again(struct notices *notices)
{
	if (postgres_connection_check(notices->connection) != DONE)
		return false;
	notices->listens = postgres_run(notices->connection, "LISTEN " CHANNEL) == POSTGRES_FINE;
	return notices->listens;
}

static struct waiting *take_all(struct notices *notices)
{
	pthread_mutex_lock(&notices->lock);
	struct waiting *first = notices->first;
	notices->first = NULL;
	notices->last = &notices->first;
	notices->count = 0;
	pthread_mutex_unlock(&notices->lock);
	return first;
}

static void send_all(struct notices *notices)
{
	struct waiting *next;
	for (struct waiting *one = take_all(notices); one; one = next) {
		const char *values[] = {one->text};
		next = one->next;
		PGresult *result = PQexecParams(notices->connection->pg, "SELECT pg_notify('" CHANNEL "', $1)", 1, NULL,
						values, NULL, NULL, 0);
		if (postgres_fate(notices->connection, "notify", result) != POSTGRES_FINE)
			notices->listens = false;
		PQclear(result);
		free(one);
	}
}

static void hear_all(struct notices *notices)
{
	PGnotify *notice;
	if (!PQconsumeInput(notices->connection->pg)) {
		notices->listens = false;
		notices->connection->is_stale = true;
		return;
	}
	while ((notice = PQnotifies(notices->connection->pg))) {
		notices->heard(notices->state, text_of(notice->extra));
		PQfreemem(notice);
	}
}

static bool is_closing(struct notices *notices)
{
	pthread_mutex_lock(&notices->lock);
	bool closing = notices->closing;
	pthread_mutex_unlock(&notices->lock);
	return closing;
}

static void *run(void *state)
{
	struct notices *notices = state;
	while (!is_closing(notices)) {
		bool ready = notices->listens || listen_again(notices);
		struct pollfd polled[2] = {{.fd = notices->wake, .events = POLLIN},
					   {.fd = ready ? PQsocket(notices->connection->pg) : -1, .events = POLLIN}};
		uint64_t times;
		poll(polled, 2, ready ? -1 : PAUSE_MS);
		if (polled[0].revents)
			(void)!read(notices->wake, &times, sizeof times);
		if (!ready)
			continue;
		send_all(notices);
		hear_all(notices);
	}
	return NULL;
}

struct notices *notices_open(struct store *store, notices_heard *heard, void *state)
{
	if (!store_is_postgres(store))
		return NULL;
	struct notices *notices = calloc(1, sizeof *notices);
	if (!notices)
		abort();
	notices->heard = heard;
	notices->state = state;
	notices->connection = postgres_connection_open(((struct postgres_store *)store)->url, true);
	notices->last = &notices->first;
	notices->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	pthread_mutex_init(&notices->lock, NULL);
	if (notices->wake < 0 || pthread_create(&notices->thread, NULL, run, notices) != 0)
		abort();
	return notices;
}

static void wake(struct notices *notices)
{
	const uint64_t once = 1;
	(void)!write(notices->wake, &once, sizeof once);
}

void notices_close(struct notices *notices)
{
	struct waiting *next;
	if (!notices)
		return;
	pthread_mutex_lock(&notices->lock);
	notices->closing = true;
	pthread_mutex_unlock(&notices->lock);
	wake(notices);
	pthread_join(notices->thread, NULL);
	for (struct waiting *one = notices->first; one; one = next) {
		next = one->next;
		free(one);
	}
	postgres_connection_close(notices->connection);
	pthread_mutex_destroy(&notices->lock);
	close(notices->wake);
	free(notices);
}

void notices_send(struct notices *notices, struct text notice)
{
	if (!notices)
		return;
	struct waiting *one = notice.size <= NOTICE_MOST ? malloc(sizeof *one + notice.size + 1) : NULL;
	pthread_mutex_lock(&notices->lock);
	bool fits = one && notices->count < WAITING_MOST;
	if (fits) {
		memcpy(one->text, notice.at, notice.size);
		one->text[notice.size] = 0;
		one->next = NULL;
		*notices->last = one;
		notices->last = &one->next;
		notices->count++;
	}
	pthread_mutex_unlock(&notices->lock);
	if (fits) {
		wake(notices);
		return;
	}
	free(one);
	log_line(LOG_WARN, TEXT_NONE, "postgres: a notice to other servers was dropped");
}
