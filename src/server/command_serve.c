/* clientele serve */
#include "base/log.h"
#include "base/machine.h"
#include "features/files/files.h"
#include "http/address.h"
#include "http/http.h"
#include "server/assembly.h"
#include "server/command.h"
#include "server/commands.h"
#include "server/due.h"
#include "server/jobs.h"
#include "server/kept_ahead.h"
#include "server/outbox.h"
#include "service/lists_index.h"
#include "web/web.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECONDS_TO_END 10
#define LIST_SHARE     10 /* a tenth of the machine's memory */

static bool is_loopback(struct text base_url)
{
	static const char *const names[] = {"http://localhost", "http://127.0.0.1", "http://[::1]"};
	for (size_t i = 0; i < 3; i++) {
		struct text name = text_of(names[i]);
		if (text_starts(base_url, name) && (base_url.size == name.size || base_url.at[name.size] == ':'))
			return true;
	}
	return false;
}

/* Session cookies are Secure; browsers keep those over plain http on this machine alone. */
static bool base_url_fits(const struct command_line *line, struct text base_url)
{
	bool web = text_starts(base_url, TEXT("http://")) || text_starts(base_url, TEXT("https://"));
	if (!web || text_ends(base_url, TEXT("/")) || text_find(base_url, TEXT("@"), 0) != SIZE_MAX)
		return command_refuse(line, "base-url", "is like https://crm.example.com, without a slash at the end");
	if (text_starts(base_url, TEXT("https://")) || is_loopback(base_url) || command_flag(line, "insecure-http"))
		return true;
	return command_refuse(
		line, "base-url",
		"http:// works on this machine only, since browsers keep secure cookies from nowhere else. "
		"Use https:// behind a proxy, or --insecure-http");
}

bool command_networks(const struct command_line *line, const char *option, struct networks *ret_networks)
{
	struct text words = command_value(line, option), wrong;
	*ret_networks = (struct networks){0};
	if (text_is_none(words) || networks_parse(words, ret_networks, &wrong) == DONE)
		return true;
	return command_refuse(line, option, "“%.*s” is no network; write 10.0.0.0/8 127.0.0.1 fd00::/8",
			      TEXT_ARG(wrong));
}

static bool list_index_is_on(const struct command_line *line)
{
	return !text_equal(command_value(line, "list-index"), TEXT("off"));
}

static bool list_index_fits(const struct command_line *line)
{
	struct text word = command_value(line, "list-index");
	int64_t megabytes;
	if (text_is_none(word) || text_equal(word, TEXT("on")) || text_equal(word, TEXT("off")))
		return command_number(line, "list-memory", 0, &megabytes);
	return command_refuse(line, "list-index", "is on or off");
}

static bool start_lists(const struct command_line *line, struct store *store, struct text files)
{
	int64_t megabytes;
	if (!list_index_is_on(line))
		return true;
	if (!command_number(line, "list-memory", (int64_t)(machine_memory() / LIST_SHARE >> 20), &megabytes))
		return false;
	const struct lists_index_options options = {(size_t)megabytes << 20, files.at};
	return lists_index_start(store, &options) == DONE;
}

/* Between looks at what is due. */
static void wait_for_signal(const sigset_t *signals, struct store *store, struct text files)
{
	struct due due = {.files = files};
	struct timespec pause = {0};
	while (sigtimedwait(signals, NULL, &pause) < 0)
		if (errno == EAGAIN) {
			int64_t wait_us = due_run(store, &due);
			pause = (struct timespec){.tv_sec = wait_us / SECOND_US,
						  .tv_nsec = (long)(wait_us % SECOND_US) * 1000};
		}
}

static struct text port_url(struct arena *arena, struct text listen)
{
	size_t at = 0, colon = SIZE_MAX;
	while ((at = text_find(listen, TEXT(":"), at)) != SIZE_MAX)
		colon = at++;
	return text_join(arena, TEXT("http://localhost"),
			 colon == SIZE_MAX ? TEXT("") : text_slice(listen, colon, SIZE_MAX));
}

/* What works beside the answers. Without a thread for one of them the server serves all the same. */
struct workers {
	struct jobs *jobs;
	struct outbox *outbox;
	struct kept_ahead *ahead;
};

static struct workers start_workers(struct store *store, const struct web_options *options, struct web *web,
				    const struct networks *allowed)
{
	struct workers workers = {
		jobs_start(store, options->files, web_live(web)),
		outbox_start(store, options->base_url, allowed),
		kept_ahead_start(store),
	};
	if (!workers.jobs)
		log_line(LOG_ERROR, TEXT_NONE, "no thread for jobs: they wait until a server has one");
	if (!workers.outbox)
		log_line(LOG_ERROR, TEXT_NONE, "no thread for the outbox: it waits until a server has one");
	if (!workers.ahead)
		log_line(LOG_ERROR, TEXT_NONE,
			 "no thread for lists: customers are made ready to be sent when asked for");
	return workers;
}

/* False when one still works. */
static bool stop_workers(const struct workers *workers)
{
	kept_ahead_stop(workers->ahead);
	jobs_stop(workers->jobs);
	return outbox_stop(workers->outbox, SECONDS_TO_END);
}

/* `allowed`: which networks webhooks may reach though they are not public. */
static int serve(const struct command_line *line, struct command_store *open, struct text listen, struct text base_url,
		 const struct networks *allowed)
{
	struct web_options options = {
		.store = open->store, .base_url = base_url, .files = command_files(line), .allowed = allowed};
	struct web *web;
	struct http_server *server;
	struct text why;
	sigset_t signals;
	/* Before any thread starts, so that none of them takes the signal. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	assembly_start();
	if (!start_lists(line, open->store, options.files))
		return 1;
	if (web_open(&options, &web) != DONE)
		return 1;
	struct http_options http = {
		.listen = listen,
		.trusted_proxies = command_value(line, "trusted-proxies"),
		.handle = web_handle,
		.body_rule = web_body_limit,
		.spool_rule = web_body_spools,
		.leave = web_leave,
		.spool_folder = options.files,
		.state = web,
	};
	if (http_start(&http, &server, &why) != DONE) {
		fprintf(stderr, "clientele: cannot listen on %.*s: %.*s\n", TEXT_ARG(listen), TEXT_ARG(why));
		return 1;
	}
	if (text_ends(listen, TEXT(":0")))
		printf("Listening on port %u\n", http_port(server));
	printf("Clientele serves %.*s/admin\n", TEXT_ARG(base_url));
	if (command_flag(line, "demo"))
		assembly_print_demo_staff();
	fflush(stdout);
	struct workers workers = start_workers(open->store, &options, web, allowed);
	wait_for_signal(&signals, open->store, options.files);
	bool ended = stop_workers(&workers);
	/* What would not end may yet use the store: then ending the process is all that is left. */
	if (!http_stop(server, SECONDS_TO_END) || !ended)
		_exit(0);
	web_close(web);
	return 0;
}

int command_serve(const struct command_line *line)
{
	struct text listen = command_value(line, "listen"), base_url = command_value(line, "base-url");
	struct networks proxies, allowed;
	struct command_store open;
	if (text_is_none(listen))
		listen = TEXT("127.0.0.1:8080");
	if (text_is_none(base_url))
		base_url = port_url(line->arena, listen);
	if (!base_url_fits(line, base_url) || !list_index_fits(line) ||
	    !command_networks(line, "trusted-proxies", &proxies) || !command_networks(line, "webhook-allow", &allowed))
		return 2;
	if (!command_open(line, &open))
		return 1;
	open.ctx.files = command_files(line);
	/* What a crash left behind. */
	if (files_remove_unused(&open.ctx) != DONE)
		log_line(LOG_WARN, TEXT_NONE, "files: contents that nobody holds could not be removed");
	context_close(&open.ctx);
	/* Large bodies are kept there while they come in. */
	if (mkdir(open.ctx.files.at, 0700) != 0 && errno != EEXIST)
		log_line(LOG_WARN, TEXT_NONE, "files: the folder could not be made: %s", strerror(errno));
	int status = serve(line, &open, listen, base_url, &allowed);
	lists_index_stop(open.store);
	store_close(open.store);
	return status;
}
