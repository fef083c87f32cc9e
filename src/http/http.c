/* Starting and stopping; connections. Requests are in exchange.c, responses in answer.c, what is refused in guard.c. */
#include "http/http.h"

#include "base/instant.h"
#include "base/log.h"
#include "http/server.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTION_MEMORY (96u * 1024) /* twice the largest header, and room for the response's */
#define THREAD_STACK      (256u * 1024)
#define LINGER_MS         2000

static void set_defaults(struct http_options *options)
{
	if (options->workers == 0)
		options->workers = 64;
	if (options->queue == 0)
		options->queue = 1024;
	if (options->connections == 0)
		options->connections = 8192;
	if (options->per_client == 0)
		options->per_client = 512;
	if (options->arena_budget == 0)
		options->arena_budget = 64u << 20;
	if (options->header_ms == 0)
		options->header_ms = 10000;
	if (options->beat_ms == 0)
		options->beat_ms = 15000;
	if (options->slow_ms == 0)
		options->slow_ms = 30000;
	if (text_is_none(options->spool_folder))
		options->spool_folder = TEXT("/tmp");
}

/* As many descriptors as the system lets this process have. */
static void raise_descriptors(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
		return;
	limit.rlim_cur = limit.rlim_max;
	(void)!setrlimit(RLIMIT_NOFILE, &limit);
}

/* Listening ------------------------------------------------------------------------------------------------------- */

static struct addrinfo *find_address(struct text listen)
{
	char host[64], port[8];
	int64_t number;
	size_t colon = listen.size;
	while (colon > 0 && listen.at[colon - 1] != ':')
		colon--;
	struct text host_text = text_slice(listen, 0, colon > 0 ? colon - 1 : 0);
	struct text port_text = text_slice(listen, colon, SIZE_MAX);
	if (text_starts(host_text, TEXT("[")) && text_ends(host_text, TEXT("]")))
		host_text = text_slice(host_text, 1, host_text.size - 2);
	if (host_text.size == 0 || host_text.size >= sizeof(host) || port_text.size >= sizeof(port))
		return NULL;
	/* The resolver takes the rest of larger ones. */
	if (!text_to_number(port_text, &number) || number < 0 || number > UINT16_MAX)
		return NULL;
	snprintf(host, sizeof(host), "%.*s", TEXT_ARG(host_text));
	snprintf(port, sizeof(port), "%.*s", TEXT_ARG(port_text));
	struct addrinfo wanted = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	return getaddrinfo(host, port, &wanted, &found) == 0 ? found : NULL;
}

static int open_socket(const struct addrinfo *address)
{
	int yes = 1;
	int listener = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (listener < 0)
		return -1;
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(listener, address->ai_addr, address->ai_addrlen) == 0 && listen(listener, 1024) == 0)
		return listener;
	int why = errno;
	close(listener);
	errno = why;
	return -1;
}

static unsigned port_of(int listener)
{
	struct sockaddr_storage at;
	socklen_t size = sizeof(at);
	char port[8] = "0";
	if (getsockname(listener, (struct sockaddr *)&at, &size) == 0)
		getnameinfo((struct sockaddr *)&at, size, NULL, 0, port, sizeof(port), NI_NUMERICSERV);
	return (unsigned)strtoul(port, NULL, 10);
}

static int start_listening(struct http_server *server, struct text *ret_why)
{
	struct addrinfo *address = find_address(server->options.listen);
	if (address == NULL) {
		*ret_why = TEXT("the address to listen on is not of the form 127.0.0.1:8080 or [::1]:8080");
		return -1;
	}
	int listener = open_socket(address);
	freeaddrinfo(address);
	if (listener < 0)
		*ret_why = text_of(strerror(errno));
	else
		server->port = port_of(listener);
	return listener;
}

/* Connections ----------------------------------------------------------------------------------------------------- */

static void open_link(struct http_server *server, struct MHD_Connection *connection, void **context)
{
	int descriptor = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	struct link *link = calloc(1, sizeof(*link));
	*context = link;
	atomic_fetch_add(&server->connections, 1);
	if (link != NULL) {
		link->server = server;
		link->peer = address_of(
			MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
		link->trusted = networks_hold(&server->trusted, link->peer);
		link->counted = !link->trusted && clients_enter(server->clients, address_network(link->peer));
		link->guard = guard_add(server->guards, descriptor);
	}
	if (link == NULL || link->guard == NULL || (!link->trusted && !link->counted)) {
		shutdown(descriptor, SHUT_RDWR);
		atomic_fetch_add(&server->refused, 1);
	}
}

static void close_link(struct link *link)
{
	if (link == NULL)
		return;
	if (link->counted)
		clients_leave(link->server->clients, address_network(link->peer));
	if (link->guard != NULL)
		guard_remove(link->guard);
	free(link);
}

static void on_connection(void *server, struct MHD_Connection *connection, void **context,
			  enum MHD_ConnectionNotificationCode what)
{
	if (what == MHD_CONNECTION_NOTIFY_STARTED)
		open_link(server, connection, context);
	else
		close_link(*context);
}

/* Targets are wanted as they were sent. */
static size_t leave_escaped(void *state, struct MHD_Connection *connection, char *text)
{
	(void)state, (void)connection;
	return strlen(text);
}

static void on_log(void *state, const char *format, va_list values) __attribute__((format(printf, 2, 0)));
static void on_log(void *state, const char *format, va_list values)
{
	char line[256];
	(void)state;
	vsnprintf(line, sizeof(line), format, values);
	line[strcspn(line, "\n")] = '\0';
	log_line(LOG_DEBUG, TEXT_NONE, "libmicrohttpd: %s", line);
}

/* Starting and stopping ------------------------------------------------------------------------------------------- */

static struct MHD_Daemon *start_daemon(struct http_server *server, int listener)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned threads = cores > 2 ? (unsigned)cores : 2;
	return MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
		exchange_on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_LISTEN_SOCKET,
		listener, MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_THREAD_STACK_SIZE, (size_t)THREAD_STACK,
		MHD_OPTION_CONNECTION_LIMIT, server->options.connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_URI_LOG_CALLBACK, exchange_on_target, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped,
		NULL, MHD_OPTION_NOTIFY_COMPLETED, exchange_on_end, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
		server, MHD_OPTION_END);
}

/* Frees what http_start() made, the last first; the daemon must have been stopped. */
static void free_server(struct http_server *server)
{
	if (server->workers != NULL)
		workers_close(server->workers);
	if (server->pace != NULL)
		pace_close(server->pace);
	if (server->guards != NULL)
		guards_close(server->guards);
	if (server->streams != NULL)
		streams_close(server->streams);
	if (server->clients != NULL)
		clients_close(server->clients);
	exchange_free_idle(server);
	pthread_mutex_destroy(&server->lock);
	free(server);
}

static enum outcome start_parts(struct http_server *server, struct text *ret_why)
{
	struct guard_times times = {server->options.header_ms, server->options.slow_ms, LINGER_MS};
	server->guards = guards_open(times);
	server->streams = streams_open(server->options.beat_ms);
	server->pace = pace_open(exchange_resume);
	server->clients = clients_open(server->options.per_client);
	server->workers = workers_open(server->options.workers, server->options.queue, exchange_work);
	if (server->guards == NULL || server->streams == NULL || server->pace == NULL || server->clients == NULL ||
	    server->workers == NULL) {
		*ret_why = TEXT("no memory or threads for the server");
		return FAULT;
	}
	server->listener = start_listening(server, ret_why);
	if (server->listener < 0)
		return INVALID;
	server->daemon = start_daemon(server, server->listener);
	if (server->daemon != NULL)
		return DONE;
	*ret_why = TEXT("libmicrohttpd does not start");
	close(server->listener);
	return FAULT;
}

enum outcome http_start(const struct http_options *options, struct http_server **ret_server, struct text *ret_why)
{
	struct text wrong;
	if (!guard_in_force()) {
		*ret_why = TEXT("the guard is not in front of libmicrohttpd: the program was linked in another way");
		return FAULT;
	}
	struct http_server *server = calloc(1, sizeof(*server));
	if (server == NULL) {
		*ret_why = TEXT("no memory");
		return FAULT;
	}
	server->options = *options;
	set_defaults(&server->options);
	pthread_mutex_init(&server->lock, NULL);
	raise_descriptors();
	enum outcome outcome = networks_parse(options->trusted_proxies, &server->trusted, &wrong);
	if (outcome != DONE)
		*ret_why = TEXT("the trusted proxies are not all addresses or networks");
	else
		outcome = start_parts(server, ret_why);
	if (outcome == DONE)
		*ret_server = server;
	else
		free_server(server);
	return outcome;
}

unsigned http_port(const struct http_server *server)
{
	return server->port;
}

bool http_stop(struct http_server *server, unsigned seconds)
{
	atomic_store(&server->stopping, true);
	pace_stop(server->pace);
	MHD_quiesce_daemon(server->daemon);
	/* From now on nobody connects. It is closed when no thread of the library means it by its number any more. */
	shutdown(server->listener, SHUT_RDWR);
	int64_t until = monotonic_ns() + seconds * INT64_C(1000000000);
	while (atomic_load(&server->running) + atomic_load(&server->working) > 0 && monotonic_ns() < until) {
		streams_end_all(server->streams); /* again and again: a handler may just be opening one */
		usleep(5000);
	}
	if (atomic_load(&server->working) > 0)
		return false;
	streams_end_all(server->streams); /* the library must not be stopped while one is suspended */
	MHD_stop_daemon(server->daemon);
	close(server->listener);
	free_server(server);
	return true;
}

struct http_statistics http_count(const struct http_server *server)
{
	return (struct http_statistics){
		.connections = atomic_load(&server->connections),
		.requests = atomic_load(&server->requests),
		.refused = atomic_load(&server->refused),
		.cut = guards_cut(server->guards),
		.running = atomic_load(&server->running),
	};
}
