/* How many customers sign in in a second, and how often Argon2 alone runs.
 *
 *   sign_ins argon2 THREADS SECONDS                      the raw figure: verifies one hash, as the server makes them
 *   sign_ins hash                                        that hash, to be given to everybody
 *   sign_ins ask PORT THREADS SECONDS NAMES COOKIE CSRF  NAMES is a file with an address a line, each of whom signs in
 *
 * Each sign-in comes over a connection and from an address of its own (127.0.0.0/8 is all this machine), since one
 * address may try fifty times only. Argon2 alone runs at the priority that it has in the server (service/hashing.h), or
 * on a busy machine the two would not get the same. Prints one line: how many, failures, how many a second, and how
 * many milliseconds of a processor each took of this program.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PASSWORD "a password of the measurement"
#define NAMES    100000

static char hash[crypto_pwhash_STRBYTES];
static char *names[NAMES];
static size_t name_count;
static const char *cookie, *csrf;
static int port;
static int64_t end;
static atomic_size_t done, failures;

static int64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void *verify(void *state)
{
	(void)state;
	for (; now_ns() < end; atomic_fetch_add(&done, 1))
		if (crypto_pwhash_str_verify(hash, PASSWORD, strlen(PASSWORD)) != 0)
			atomic_fetch_add(&failures, 1);
	return NULL;
}

static int dial(size_t number)
{
	struct sockaddr_in from = {.sin_family = AF_INET},
			   to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int s = socket(AF_INET, SOCK_STREAM, 0);
	from.sin_addr.s_addr = htonl(0x7f010000u + (uint32_t)(number % 0xff0000));
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(s, (struct sockaddr *)&from, sizeof from) != 0 || connect(s, (struct sockaddr *)&to, sizeof to) != 0) {
		perror("connect");
		exit(1);
	}
	return s;
}

static void *sign_in(void *state)
{
	char form[1024], request[4096], answer[4096];
	(void)state;
	while (now_ns() < end) {
		size_t number = atomic_fetch_add(&done, 1);
		int size = snprintf(form, sizeof form, "csrf=%s&password=a+password+of+the+measurement&name=%s", csrf,
				    names[number % name_count]);
		size = snprintf(
			request, sizeof request,
			"POST /login HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\nConnection: close\r\nContent-Type: "
			"application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
			cookie, size, form);
		int s = dial(number + (size_t)time(NULL) * 1000);
		if (send(s, request, (size_t)size, MSG_NOSIGNAL) != size ||
		    recv(s, answer, sizeof answer, MSG_WAITALL) < 12 || strncmp(answer + 9, "303", 3) != 0)
			atomic_fetch_add(&failures, 1);
		close(s);
	}
	return NULL;
}

static double processor_ms(void)
{
	struct rusage used;
	getrusage(RUSAGE_SELF, &used);
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static void read_names(const char *path)
{
	char line[256];
	FILE *file = fopen(path, "r");
	while (file && name_count < NAMES && fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		names[name_count++] = strdup(line);
	}
	if (!name_count) {
		perror(path);
		exit(1);
	}
}

int main(int count, char **words)
{
	int asks = count == 8 && strcmp(words[1], "ask") == 0, first = asks ? 3 : 2;
	if (sodium_init() < 0 || count < 2)
		return 2;
	/* As service/passwords.c has it. */
	if (crypto_pwhash_str_alg(hash, PASSWORD, strlen(PASSWORD), 2, 19 * 1024 * 1024, crypto_pwhash_ALG_ARGON2ID13))
		return 1;
	if (strcmp(words[1], "hash") == 0)
		return puts(hash) < 0;
	if (count < 4)
		return 2;
	if (asks) {
		port = atoi(words[2]);
		read_names(words[5]);
		cookie = words[6];
		csrf = words[7];
	} else
		setpriority(PRIO_PROCESS, 0, 5);
	int threads = atoi(words[first]);
	pthread_t list[64];
	double used = processor_ms();
	int64_t begun = now_ns();
	end = begun + (int64_t)(atof(words[first + 1]) * 1e9);
	for (int i = 0; i < threads && i < 64; i++)
		pthread_create(&list[i], NULL, asks ? sign_in : verify, NULL);
	for (int i = 0; i < threads && i < 64; i++)
		pthread_join(list[i], NULL);
	printf("%zu %zu %.1f %.3f\n", (size_t)done, (size_t)failures, (double)done / ((double)(now_ns() - begun) / 1e9),
	       (processor_ms() - used) / (double)done);
	return 0;
}
