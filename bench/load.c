/* Asks an HTTP server on this machine over keep-alive connections and prints how long it took.
 *
 *   load PORT CONNECTIONS SECONDS TARGETS [HEADER…]
 *
 * TARGETS is a file with a path a line, asked in turn, or "METHOD path body" where {n} in the body is a number that is
 * never given twice. Prints one line: requests, failures (status not 2xx), requests a second, and microseconds at p50,
 * p95, p99.
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SAMPLES 400000
#define BUFFER  (4 << 20)

static int port;
static double seconds;
static char headers[8192];
static char **targets;
static size_t target_count;
static atomic_size_t next_target, failures;
static atomic_llong next_number;

struct worker {
	pthread_t thread;
	uint32_t *samples;
	size_t count;
	char *buffer;
};

static int64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int dial(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int one = 1, s = socket(AF_INET, SOCK_STREAM, 0);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (connect(s, (struct sockaddr *)&to, sizeof to) != 0) {
		perror("connect");
		exit(1);
	}
	return s;
}

/* Replaces {n} by a fresh number. */
static void fill(const char *template, char *out, size_t room)
{
	const char *mark = strstr(template, "{n}");
	size_t used = 0;
	long long number = atomic_fetch_add(&next_number, 1);
	while (mark && used < room) {
		used += (size_t)snprintf(out + used, room - used, "%.*s%lld", (int)(mark - template), template, number);
		template = mark + 3;
		mark = strstr(template, "{n}");
	}
	snprintf(out + used, room - used, "%s", template);
}

static size_t compose(const char *target, char *out, size_t room)
{
	char method[8], path[4096], body[8192] = "", filled[8192];
	if (target[0] == '/')
		return (size_t)snprintf(out, room, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n", target, headers);
	sscanf(target, "%7s %4095s %8191[^\n]", method, path, body);
	fill(body, filled, sizeof filled);
	return (size_t)snprintf(out, room,
				"%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: "
				"application/json\r\nContent-Length: %zu\r\n\r\n%s",
				method, path, headers, strlen(filled), filled);
}

/* Reads one response; its status, or 0 when the connection ended. Every answer here has a Content-Length. */
static int read_answer(int s, char *buffer)
{
	size_t have = 0;
	char *end = NULL;
	while (!end) {
		ssize_t n = recv(s, buffer + have, BUFFER - have - 1, 0);
		if (n <= 0)
			return 0;
		have += (size_t)n;
		buffer[have] = '\0';
		end = strstr(buffer, "\r\n\r\n");
	}
	int status = atoi(buffer + 9);
	char *length = strcasestr(buffer, "\r\nContent-Length:");
	size_t body = length && length < end ? strtoul(length + 17, NULL, 10) : 0,
	       whole = (size_t)(end - buffer) + 4 + body;
	while (have < whole) {
		ssize_t n = recv(s, buffer, BUFFER, 0);
		if (n <= 0)
			return 0;
		have += (size_t)n;
	}
	return status;
}

static void *work(void *state)
{
	struct worker *worker = state;
	char *request = malloc(32768);
	int s = dial();
	int64_t end = now_ns() + (int64_t)(seconds * 1e9);
	for (int64_t start = now_ns(); start < end && worker->count < SAMPLES; start = now_ns()) {
		size_t at = atomic_fetch_add(&next_target, 1) % target_count,
		       size = compose(targets[at], request, 32768);
		if (send(s, request, size, MSG_NOSIGNAL) != (ssize_t)size)
			exit(1);
		int status = read_answer(s, worker->buffer);
		worker->samples[worker->count++] = (uint32_t)((now_ns() - start) / 1000);
		if (status < 200 || status > 299)
			atomic_fetch_add(&failures, 1);
		if (!status) {
			close(s);
			s = dial();
		}
	}
	close(s);
	free(request);
	return NULL;
}

static int by_size(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static void read_targets(const char *path)
{
	char line[16384];
	FILE *file = fopen(path, "r");
	if (!file) {
		perror(path);
		exit(1);
	}
	targets = malloc(sizeof *targets * 100000);
	while (target_count < 100000 && fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		targets[target_count++] = strdup(line);
	}
	fclose(file);
}

int main(int count, char **words)
{
	if (count < 5) {
		fprintf(stderr, "load PORT CONNECTIONS SECONDS TARGETS [HEADER...]\n");
		return 2;
	}
	port = atoi(words[1]);
	size_t workers = (size_t)atoi(words[2]), total = 0;
	seconds = atof(words[3]);
	read_targets(words[4]);
	atomic_store(&next_number, (long long)time(NULL) * 1000000 + getpid());
	for (int i = 5; i < count; i++)
		strcat(strcat(headers, words[i]), "\r\n");
	struct worker *list = calloc(workers, sizeof *list);
	int64_t start = now_ns();
	for (size_t i = 0; i < workers; i++) {
		list[i].samples = malloc(SAMPLES * sizeof *list[i].samples);
		list[i].buffer = malloc(BUFFER);
		pthread_create(&list[i].thread, NULL, work, &list[i]);
	}
	for (size_t i = 0; i < workers; i++) {
		pthread_join(list[i].thread, NULL);
		total += list[i].count;
	}
	double took = (double)(now_ns() - start) / 1e9;
	uint32_t *all = malloc((total + 1) * sizeof *all);
	size_t used = 0;
	for (size_t i = 0; i < workers; i++) {
		memcpy(all + used, list[i].samples, list[i].count * sizeof *all);
		used += list[i].count;
	}
	qsort(all, used, sizeof *all, by_size);
	printf("%zu %zu %.0f %u %u %u\n", used, (size_t)failures, (double)used / took, all[used / 2],
	       all[used * 95 / 100], all[used * 99 / 100]);
	return 0;
}
