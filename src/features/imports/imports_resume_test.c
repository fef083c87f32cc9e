/* An import that was killed with kill -9, between its transactions and inside of them, goes on where it was. */
#include "tests/transfer_shop.h"
#include "tests/unit.h"

#include "base/buffer.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLED_ROWS  450
#define RANDOM_ROWS  4000
#define RANDOM_KILLS 20

static void put_many(struct shop *shop, int count)
{
	struct buffer rows = buffer_make(1 << 20);
	buffer_add(&rows, TEXT("Email,First Name,Phone,Tags,Colour\n"));
	for (int i = 0; i < count; i++)
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

/* In a process of its own. `at`: the row behind which it kills itself, 0: never; `inside`: while it writes. */
static void import_in_child(struct shop *shop, int64_t at, bool inside)
{
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
	enum outcome outcome = imports_run(&ctx, &import, &shop_watch, &counts);
	_exit(outcome == DONE ? 0 : 2);
}

static void import_and_die(struct shop *shop, int64_t at, bool inside)
{
	int status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		import_in_child(shop, at, inside);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* Killed from outside after so long. False when it had ended by then. */
static bool import_and_kill(struct shop *shop, unsigned us)
{
	int status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		import_in_child(shop, 0, false);
	usleep(us);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status))
		return true;
	assert_int_equal(WEXITSTATUS(status), 0);
	return false;
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
	put_many(&shop, KILLED_ROWS);
	put_many(&calm, KILLED_ROWS);
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

/* Whoever was killed before anything was done is followed by one who may live twice as long, so that a slow machine
 * gets on, too. */
static void an_import_killed_at_twenty_random_points_ends_as_an_undisturbed_one__2_C4(void **state)
{
	struct shop shop, calm;
	shop_open(&shop, state);
	shop_open(&calm, state);
	put_many(&shop, RANDOM_ROWS);
	put_many(&calm, RANDOM_ROWS);
	bool killed = true;
	int64_t position = 0;
	for (unsigned i = 0, most_us = 20000; killed && i < RANDOM_KILLS; i++) {
		killed = import_and_kill(&shop, 1000 + arc4random_uniform(most_us));
		int64_t now = engine_number(&shop.engine, "SELECT MAX(position) FROM imports");
		most_us *= now == position ? 2 : 1;
		position = now;
	}
	assert_true(position > 1);
	/* One that ended after all is imported once more, and nothing is left to do. */
	if (killed)
		assert_import(&shop, (struct import_options){0}, COUNTS(RANDOM_ROWS - 88, 0, 0, 88));
	assert_import(&calm, (struct import_options){0}, COUNTS(RANDOM_ROWS - 88, 0, 0, 88));
	const struct export_options who = {.columns = TEXT("email,first_name,phone_1,tags,attr.colour,status")};
	ASSERT_TEXT(shop_export(&shop, who), shop_export(&calm, who));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM events"), RANDOM_ROWS - 88);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM claims"),
			 engine_number(&calm.engine, "SELECT COUNT(*) FROM claims"));
	shop_close(&calm);
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(an_import_that_was_killed_goes_on_and_does_no_row_twice),
		ON_BOTH(an_import_killed_at_twenty_random_points_ends_as_an_undisturbed_one__2_C4),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
