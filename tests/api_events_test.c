/* Whoever follows GET /api/v1/events misses nothing: its order is that of commits, whoever gave the numbers. */
#include "events.sql.h"
#include "server/command.h"
#include "service/events.h"
#include "tests/settled.h"

#include <pthread.h>
#include <string.h>

/* Another server on the same database, with blocks of its own. */
struct server {
	struct store *store;
	struct context ctx;
};

static void server_open(struct server *server, struct site *site)
{
	const struct store_options options = {.where = site->engine.where};
	struct text why;
	assert_int_equal(store_open(&options, site->arena, &server->store, &why), DONE);
	context_open(&server->ctx, site->arena, server->store);
}

static void server_close(struct server *server)
{
	context_close(&server->ctx);
	store_close(server->store);
}

static enum outcome record(struct context *ctx, void *state)
{
	const struct event event = {
		.name = "note.added", .customer = {1}, .object_kind = "note", .object_id = *(const int64_t *)state};
	return events_record(ctx, &event);
}

static void happens(struct context *ctx, int64_t number)
{
	assert_int_equal(context_transact(ctx, record, &number), DONE);
}

/* Those numbers stand in the feed in that order, the latest first, and none of the others from 101 to 109. */
static void assert_fed(struct visitor *follower, const char *numbers)
{
	char found[64] = "";
	size_t used = 0;
	if (*numbers)
		settle(follower->site);
	assert_int_equal(visitor_get(follower, "/api/v1/events?limit=50"), 200);
	for (size_t at = 0; (at = text_find(follower->body, TEXT("\"object_id\":10"), at)) != SIZE_MAX; at++) {
		found[used++] = follower->body.at[at + strlen("\"object_id\":10")];
		assert_true(used < sizeof found);
	}
	found[used] = 0;
	assert_string_equal(found, numbers);
}

static void what_is_committed_later_stands_first_whichever_server_numbered_it(void **state)
{
	struct site site;
	struct server other;
	site_open(&site, *state);
	(void)site_customer(&site, "Farah");
	server_open(&other, &site);
	struct visitor follower = site_key(&site, "*");
	happens(&other.ctx, 101);
	happens(site_fresh(&site), 102);
	happens(&other.ctx, 103);
	assert_fed(&follower, "321");
	happens(site_fresh(&site), 104);
	happens(&other.ctx, 105);
	assert_fed(&follower, "54321");
	server_close(&other);
	site_close(&site);
}

struct overlap {
	struct site *site;
	struct visitor *follower;
	enum outcome another;
};

/* A thread has a transaction at a time, so another one's is another thread's. */
static void *commit_another(void *state)
{
	struct overlap *overlap = state;
	int64_t number = 102;
	overlap->another = context_transact(site_fresh(overlap->site), record, &number);
	return NULL;
}

/* The row is with the database and not committed when another one is. */
static enum outcome record_slowly(struct context *ctx, void *state)
{
	struct overlap *overlap = state;
	int64_t number = 101;
	struct event_count count;
	pthread_t thread;
	TRY(record(ctx, &number));
	TRY(event_count(ctx->reader, (struct customer_id){1}, &count));
	assert_int_equal(pthread_create(&thread, NULL, commit_another, overlap), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_fed(overlap->follower, "");
	return DONE;
}

static void an_event_waits_for_those_that_may_still_come_before_it(void **state)
{
	struct site site;
	struct server other;
	site_open(&site, *state);
	(void)site_customer(&site, "Farah");
	server_open(&other, &site);
	struct visitor follower = site_key(&site, "*");
	struct overlap overlap = {&site, &follower, FAULT};
	assert_int_equal(context_transact(&other.ctx, record_slowly, &overlap), DONE);
	assert_int_equal(overlap.another, DONE);
	assert_fed(&follower, "21");
	server_close(&other);
	site_close(&site);
}

/* The command line, as whoever runs it has it; exits with 0. */
static void run(const char *command, const char *file, const struct engine *engine, struct text files)
{
	char *words[] = {(char *)(uintptr_t) "clientele", (char *)(uintptr_t)command,
			 (char *)(uintptr_t)file,         (char *)(uintptr_t) "--force",
			 (char *)(uintptr_t) "--db",      (char *)(uintptr_t)engine->where.at,
			 (char *)(uintptr_t) "--files",   (char *)(uintptr_t)files.at};
	bool restores = strcmp(command, "restore") == 0;
	if (!restores)
		memmove(words + 3, words + 4, 4 * sizeof *words);
	assert_int_equal(command_main(restores ? 8 : 7, words), 0);
}

/* Numbers of transactions that are long to come where it is put back. */
static void number_far_ahead(struct site *site)
{
	if (store_is_postgres(site->engine.store))
		engine_script(&site->engine, "UPDATE events SET written = written + 1000000000000");
}

static void events_that_were_put_back_are_in_order_with_those_to_come(void **state)
{
	struct site site, back;
	struct engine elsewhere;
	site_open(&site, *state);
	engine_open_bare(&elsewhere, *state);
	(void)site_customer(&site, "Farah");
	happens(site_fresh(&site), 101);
	happens(site_fresh(&site), 102);
	number_far_ahead(&site);
	const char *file = text_format(site.arena, "%.*s.backup", TEXT_ARG(site.files)).at;
	run("backup", file, &site.engine, site.files);
	run("restore", file, &elsewhere, site.files);
	assert_int_equal(unlink(file), 0);
	engine_reopen(&elsewhere);
	site_open_on(&back, &elsewhere);
	struct visitor follower = site_key(&back, "*");
	happens(site_fresh(&back), 103);
	assert_fed(&follower, "321");
	site_close(&back);
	engine_close(&elsewhere);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_is_committed_later_stands_first_whichever_server_numbered_it),
		ON_POSTGRES(an_event_waits_for_those_that_may_still_come_before_it),
		ON_BOTH(events_that_were_put_back_are_in_order_with_those_to_come),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
