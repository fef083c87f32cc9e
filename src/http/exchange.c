/* A request from its first line to the end of its response.
 *
 * The library calls exchange_on_request() once when the headers are in (twice when a worker has to look at them before
 * a large body may come), once for every piece of body, once when the request is whole, and again whenever it has been
 * resumed. The first call never answers, since the library would close the connection; what must be refused that early
 * is refused by the guard, which closes it properly.
 */
#include "base/instant.h"
#include "http/framing.h"
#include "http/server.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define IDLE_MOST 128

/* Exchanges are used again, for the sake of their arenas ---------------------------------------------------------- */

static struct exchange *take_exchange(struct http_server *server)
{
	pthread_mutex_lock(&server->lock);
	struct exchange *exchange = server->idle;
	if (exchange != NULL) {
		server->idle = exchange->next;
		server->idle_count--;
	}
	pthread_mutex_unlock(&server->lock);
	struct arena *arena = exchange != NULL ? exchange->request.arena : arena_open(server->options.arena_budget);
	if (exchange == NULL)
		exchange = malloc(sizeof(*exchange));
	if (exchange != NULL)
		*exchange = (struct exchange){.server = server, .request.arena = arena, .body_descriptor = -1};
	else
		arena_close(arena);
	return exchange;
}

static void give_exchange(struct exchange *exchange)
{
	struct http_server *server = exchange->server;
	arena_reset(exchange->request.arena);
	pthread_mutex_lock(&server->lock);
	bool kept = server->idle_count < IDLE_MOST;
	if (kept) {
		exchange->next = server->idle;
		server->idle = exchange;
		server->idle_count++;
	}
	pthread_mutex_unlock(&server->lock);
	if (kept)
		return;
	arena_close(exchange->request.arena);
	free(exchange);
}

void exchange_free_idle(struct http_server *server)
{
	while (server->idle != NULL) {
		struct exchange *exchange = server->idle;
		server->idle = exchange->next;
		arena_close(exchange->request.arena);
		free(exchange);
	}
}

/* The body -------------------------------------------------------------------------------------------------------- */

static bool open_spool(struct exchange *exchange)
{
	struct text folder = exchange->server->options.spool_folder;
	struct text path = text_format(exchange->request.arena, "%.*s/upload-XXXXXX", TEXT_ARG(folder));
	exchange->body_descriptor = mkostemp((char *)path.at, O_CLOEXEC);
	return exchange->body_descriptor >= 0 && unlink(path.at) == 0;
}

/* The pages are the file's own, so a body of any size takes no memory of ours. */
static bool map_spool(struct exchange *exchange)
{
	if (exchange->body_descriptor < 0 || exchange->body_size == 0)
		return true;
	void *map = mmap(NULL, exchange->body_size, PROT_READ, MAP_PRIVATE, exchange->body_descriptor, 0);
	if (map == MAP_FAILED)
		return false;
	exchange->request.body = (struct bytes){map, exchange->body_size};
	return true;
}

static void close_spool(const struct exchange *exchange)
{
	if (exchange->body_descriptor < 0)
		return;
	if (exchange->request.body.size)
		munmap((void *)(uintptr_t)exchange->request.body.at, exchange->request.body.size);
	close(exchange->body_descriptor);
}

/* Has a worker look at the headers, while nothing is read. From workers_give() on the exchange is not ours until the
 * library resumes. */
static bool ask_leave(struct exchange *exchange)
{
	struct http_server *server = exchange->server;
	if (atomic_load(&server->stopping))
		return false;
	exchange->step = EXCHANGE_ASKING;
	guard_work(exchange->link->guard);
	atomic_fetch_add(&server->working, 1);
	MHD_suspend_connection(exchange->connection);
	if (workers_give(server->workers, exchange))
		return true;
	exchange->status = 503;
	exchange->step = EXCHANGE_ASKED;
	MHD_resume_connection(exchange->connection);
	atomic_fetch_sub(&server->working, 1);
	return true;
}

/* Asks the rules about a body that is announced. Returns 0 or the status to refuse with. */
static unsigned expect_body(struct exchange *exchange)
{
	const struct http_options *options = &exchange->server->options;
	const struct http_request *request = &exchange->request;
	int64_t size = 0;
	bool chunked = !text_is_none(http_header(request, TEXT("transfer-encoding")));
	(void)!text_to_number(http_header(request, TEXT("content-length")), &size);
	if (!chunked && size == 0)
		return 0;
	exchange->body_most = options->body_rule(options->state, request->method, request->path);
	if (exchange->body_most == 0 || (uint64_t)size > exchange->body_most)
		return 413;
	exchange->body = buffer_make(exchange->body_most);
	enum http_spool spool = HTTP_SPOOL_NEVER;
	if (options->spool_rule != NULL)
		spool = options->spool_rule(options->state, request->method, request->path);
	if (spool == HTTP_SPOOL_ASKS)
		return ask_leave(exchange) ? 0 : 503;
	return spool == HTTP_SPOOL_NEVER || open_spool(exchange) ? 0 : 503;
}

static unsigned add_body(struct exchange *exchange, const char *data, size_t size)
{
	exchange->body_size += size;
	if (exchange->body_size > exchange->body_most)
		return 413;
	if (exchange->body_descriptor < 0) {
		buffer_add_bytes(&exchange->body, data, size);
		return 0;
	}
	while (size > 0) {
		ssize_t wrote = write(exchange->body_descriptor, data, size);
		if (wrote <= 0)
			return 507;
		data += wrote;
		size -= (size_t)wrote;
	}
	return 0;
}

/* The steps ------------------------------------------------------------------------------------------------------- */

static void refuse(struct exchange *exchange, unsigned status)
{
	atomic_fetch_add(&exchange->server->refused, 1);
	exchange->step = EXCHANGE_REFUSED;
	guard_refuse(exchange->link->guard, status);
}

/* A worker has looked at the headers. */
static void go_on(struct exchange *exchange)
{
	unsigned status = exchange->status;
	exchange->step = EXCHANGE_READING;
	exchange->status = 0;
	if (status == 0 && !open_spool(exchange))
		status = 503;
	if (status != 0)
		refuse(exchange, status);
}

static void begin(struct exchange *exchange, const char *method)
{
	struct http_server *server = exchange->server;
	exchange->step = EXCHANGE_READING;
	unsigned status = request_read(exchange, method);
	if (status == 0 && exchange->link->trusted) {
		exchange->counted_client = clients_enter(server->clients, address_network(exchange->client));
		status = exchange->counted_client ? 0 : 429;
	}
	if (status == 0)
		status = expect_body(exchange);
	if (status != 0)
		refuse(exchange, status);
}

static enum MHD_Result answer(struct exchange *exchange)
{
	if (exchange->answer == NULL)
		return MHD_NO;
	if (atomic_load(&exchange->server->stopping))
		MHD_add_response_header(exchange->answer, "Connection", "close");
	guard_send(exchange->link->guard);
	return MHD_queue_response(exchange->connection, exchange->status, exchange->answer);
}

static enum MHD_Result answer_busy(struct exchange *exchange)
{
	atomic_fetch_add(&exchange->server->refused, 1);
	exchange->step = EXCHANGE_ANSWERED;
	answer_plain(exchange, 503);
	return answer(exchange);
}

/* The request is whole: a worker's turn. From workers_give() on the exchange is not ours until the library resumes. */
static enum MHD_Result hand_over(struct exchange *exchange)
{
	struct http_server *server = exchange->server;
	exchange->counted_running = true;
	exchange->whole_ns = monotonic_ns();
	atomic_fetch_add(&server->running, 1);
	if (atomic_load(&server->stopping))
		return answer_busy(exchange);
	if (exchange->body_descriptor < 0)
		exchange->request.body = (struct bytes){(unsigned char *)exchange->body.at, exchange->body.size};
	else if (!map_spool(exchange))
		return answer_busy(exchange);
	exchange->request.serial = atomic_fetch_add(&server->requests, 1) + 1;
	exchange->step = EXCHANGE_RUNNING;
	guard_work(exchange->link->guard);
	atomic_fetch_add(&server->working, 1);
	MHD_suspend_connection(exchange->connection);
	if (workers_give(server->workers, exchange))
		return MHD_YES;
	atomic_fetch_add(&server->refused, 1);
	answer_plain(exchange, 503);
	exchange->step = EXCHANGE_ANSWERED;
	MHD_resume_connection(exchange->connection);
	atomic_fetch_sub(&server->working, 1);
	return MHD_YES;
}

static void look_for_leave(struct exchange *exchange)
{
	const struct http_options *options = &exchange->server->options;
	exchange->status = options->leave(options->state, &exchange->request);
	exchange->step = EXCHANGE_ASKED;
}

static void run(struct exchange *exchange)
{
	struct http_server *server = exchange->server;
	exchange->response = (struct http_response){.status = 200, .body = buffer_make(HTTP_RESPONSE_MOST)};
	server->options.handle(server->options.state, &exchange->request, &exchange->response);
	answer_make(exchange);
	exchange->step = EXCHANGE_ANSWERED;
}

/* 0: as soon as it is there. */
static int64_t leaves_ns(const struct exchange *exchange)
{
	int64_t pace = exchange->response.pace_ms * INT64_C(1000000);
	return pace ? exchange->whole_ns + ((monotonic_ns() - exchange->whole_ns) / pace + 1) * pace : 0;
}

void exchange_resume(void *answered)
{
	const struct exchange *exchange = answered;
	struct http_server *server = exchange->server;
	MHD_resume_connection(exchange->connection);
	atomic_fetch_sub(&server->working, 1);
}

void exchange_work(void *job)
{
	struct exchange *exchange = job;
	if (exchange->step == EXCHANGE_ASKING)
		look_for_leave(exchange);
	else
		run(exchange);
	int64_t leaves = leaves_ns(exchange);
	if (leaves)
		pace_keep(exchange->server->pace, exchange, leaves);
	else
		exchange_resume(exchange);
}

void *exchange_on_target(void *server, const char *target, struct MHD_Connection *connection)
{
	struct exchange *exchange = take_exchange(server);
	if (exchange == NULL)
		return NULL;
	exchange->connection = connection;
	exchange->link = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
	exchange->target = text_copy(exchange->request.arena, text_of(target));
	return exchange;
}

enum MHD_Result exchange_on_request(void *server, struct MHD_Connection *connection, const char *url,
				    const char *method, const char *version, const char *data, size_t *size,
				    void **state)
{
	struct exchange *exchange = *state;
	size_t came = *size;
	(void)server, (void)connection, (void)url, (void)version;
	if (exchange == NULL || exchange->link == NULL || exchange->link->guard == NULL)
		return MHD_NO;
	*size = 0;
	switch (exchange->step) {
	case EXCHANGE_BEGUN: begin(exchange, method); return MHD_YES;
	case EXCHANGE_ASKING: return MHD_YES;
	/* The library comes once more as for the first time, with nothing of the body. */
	case EXCHANGE_ASKED: go_on(exchange); return MHD_YES;
	case EXCHANGE_READING:
		if (came == 0)
			return hand_over(exchange);
		unsigned status = add_body(exchange, data, came);
		if (status != 0)
			refuse(exchange, status);
		return MHD_YES;
	case EXCHANGE_REFUSED: return came > 0 ? MHD_YES : MHD_NO;
	case EXCHANGE_RUNNING: return MHD_YES;
	case EXCHANGE_ANSWERED: return answer(exchange);
	}
	return MHD_NO;
}

void exchange_on_end(void *state, struct MHD_Connection *connection, void **ended, enum MHD_RequestTerminationCode why)
{
	struct http_server *server = state;
	struct exchange *exchange = *ended;
	(void)connection, (void)why;
	*ended = NULL;
	if (exchange == NULL)
		return;
	if (exchange->answer != NULL)
		MHD_destroy_response(exchange->answer);
	buffer_free(&exchange->body);
	close_spool(exchange);
	if (exchange->counted_client)
		clients_leave(server->clients, address_network(exchange->client));
	if (exchange->link != NULL && exchange->link->guard != NULL)
		guard_next(exchange->link->guard);
	if (exchange->counted_running)
		atomic_fetch_sub(&server->running, 1);
	give_exchange(exchange);
}
