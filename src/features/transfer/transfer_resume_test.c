/* An import that was killed with kill -9, between its transactions and inside of them, goes on where it was. */
#include "tests/transfer_shop.h"
#include "tests/unit.h"

#include "base/buffer.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLED_ROWS 450

static void put_many(struct shop *shop)
{
	struct buffer rows = buffer_make(1 << 20);
	buffer_add(&rows, TEXT("Email,First Name,Phone,Tags,Colour\n"));
	for (int i = 0; i < KILLED_ROWS; i++)
		buffer_add_format(&rows, i % 45 == 44 ? "nobody%d,Bad,,,\n" : "p%d@x.example,P,012-345 67%d,t,blue\n",
				  i, i % 100);
	shop_put_file(shop, rows.at, rows.size);
	buffer_free(&rows);
}

/* The time is asked for while rows are written. */
static struct instant die_inside(void *state)
{
	int *asked = state;
	if (++*asked == 50)
		raise(SIGKILL);
	return clock_now(&clock_system);
}

/* Imports in a process of its own, which kills itself. */
static void import_and_die(struct shop *shop, int64_t at, bool inside)
{
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct arena *arena = arena_open(SIZE_MAX);
		const struct store_options options = {.where = shop->engine.where};
		const struct import_options import = {.path = text_of(shop->path)};
		struct import_counts counts;
		struct store *store;
		struct context ctx;
		struct text why;
		if (store_open(&options, arena, &store, &why) != DONE)
			_exit(1);
		int asked = 0;
		const struct clock clock = {die_inside, &asked};
		context_open(&ctx, arena, store);
		ctx.clock = inside ? &clock : &clock_system;
		watched = (struct watched){.arena = arena, .told = TEXT(""), .kill_at = at};
		enum outcome outcome = transfer_import(&ctx, &import, &shop_watch, &counts);
		_exit(outcome == DONE ? 0 : 2);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void an_import_that_was_killed_goes_on_and_does_no_row_twice(void **state)
{
	static const struct {
		int64_t at;
		bool inside;
	} deaths[] = {{0, true}, {50, false}, {180, false}, {0, true}, {301, false}};
	struct shop shop, calm;
	shop_open(&shop, state);
	shop_open(&calm, state);
	put_many(&shop);
	put_many(&calm);
	for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++)
		import_and_die(&shop, deaths[i].at, deaths[i].inside);
	assert_import(&shop, (struct import_options){0}, COUNTS(KILLED_ROWS - 10, 0, 0, 10));
	assert_true(watched.found.resumed >= 300);
	assert_import(&calm, (struct import_options){0}, COUNTS(KILLED_ROWS - 10, 0, 0, 10));
	assert_int_equal(watched.found.resumed, 0);
	const struct export_options who = {.columns = TEXT("email,first_name,phone_1,tags,attr.colour")};
	ASSERT_TEXT(shop_export(&shop, who), shop_export(&calm, who));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM events"), KILLED_ROWS - 10);
	shop_close(&calm);
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(an_import_that_was_killed_goes_on_and_does_no_row_twice)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
