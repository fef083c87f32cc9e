/* An import that was killed with kill -9, between its transactions and inside of them, goes on where it was. */
#include "tests/import_people.h"
#include "tests/transfer_shop.h"
#include "tests/unit.h"

#include "base/buffer.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLED_ROWS 450
/* Between two deaths no more than the first step of a process, 100 rows, is done, so the file outlives them. */
#define RANDOM_ROWS  2400
#define RANDOM_KILLS 20
#define MOST_ROWS    90
#define MOST_ASKED   600 /* of the time, which is asked for some times a row */

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
	int *left = state;
	if (--*left == 0)
		raise(SIGKILL);
	return clock_now(&clock_system);
}

/* In a process of its own. `at`: the row behind which it kills itself, 0: never; `inside`: while it writes, when it
 * asks for the time for the how manyeth time, 0: never. */
static void import_in_child(struct shop *shop, int64_t at, int inside)
{
	struct arena *arena = arena_open(SIZE_MAX);
	const struct store_options options = {.where = shop->engine.where};
	const struct import_options import = {.path = text_of(shop->path), .make_missing = true};
	struct import_counts counts;
	struct store *store;
	struct context ctx;
	struct text why;
	if (store_open(&options, arena, &store, &why) != DONE)
		_exit(1);
	const struct clock clock = {die_inside, &inside};
	context_open(&ctx, arena, store);
	ctx.clock = inside ? &clock : &clock_system;
	watched = (struct watched){.arena = arena, .told = TEXT(""), .kill_at = at};
	enum outcome outcome = imports_run(&ctx, &import, &shop_watch, &counts);
	_exit(outcome == DONE ? 0 : 2);
}

static void import_and_die(struct shop *shop, int64_t at, int inside)
{
	int status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		import_in_child(shop, at, inside);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void an_import_that_was_killed_goes_on_and_does_no_row_twice(void **state)
{
	static const struct {
		int64_t at;
		int inside;
	} deaths[] = {{0, 50}, {50, 0}, {180, 0}, {0, 50}, {301, 0}};
	struct shop shop, calm;
	shop_open(&shop, state);
	shop_open(&calm, state);
	put_many(&shop, KILLED_ROWS);
	put_many(&calm, KILLED_ROWS);
	for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++)
		import_and_die(&shop, deaths[i].at, deaths[i].inside);
	assert_import(&shop, (struct import_options){.make_missing = true}, COUNTS(KILLED_ROWS - 10, 0, 0, 10));
	assert_true(watched.found.resumed >= 300);
	assert_import(&calm, (struct import_options){0}, COUNTS(KILLED_ROWS - 10, 0, 0, 10));
	assert_int_equal(watched.found.resumed, 0);
	const struct export_options who = {.columns = TEXT("email,first_name,phone_1,tags,attr.colour")};
	ASSERT_TEXT(shop_export(&shop, who), shop_export(&calm, who));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM events"), KILLED_ROWS - 10);
	shop_close(&calm);
	shop_close(&shop);
}

/* Anywhere: in the middle of a transaction, or behind a row that is in the database for good. */
static void die_somewhere(struct shop *shop, struct import_dice *dice)
{
	int64_t done = engine_number(&shop->engine, "SELECT COALESCE(MAX(position), 1) FROM imports");
	if (import_dice_roll(dice, 2))
		import_and_die(shop, 0, (int)import_dice_roll(dice, MOST_ASKED) + 1);
	else
		import_and_die(shop, done + 1 + import_dice_roll(dice, MOST_ROWS), 0);
}

static void an_import_killed_at_twenty_random_points_ends_as_an_undisturbed_one__2_C4(void **state)
{
	const struct import_options how = {.make_missing = true};
	struct import_dice dice = import_dice_take();
	struct shop shop, calm;
	shop_open(&shop, state);
	shop_open(&calm, state);
	struct text file = import_people_file(shop.engine.arena, RANDOM_ROWS);
	shop_put_file(&shop, file.at, file.size);
	shop_put_file(&calm, file.at, file.size);
	for (int i = 0; i < RANDOM_KILLS; i++)
		die_somewhere(&shop, &dice);
	assert_import(&shop, how, COUNTS(1735, 399, 0, 266));
	assert_true(watched.found.resumed > 0);
	assert_import(&calm, how, COUNTS(1735, 399, 0, 266));
	assert_int_equal(watched.found.resumed, 0);
	ASSERT_TEXT(import_people_seen(&shop.engine, &shop.ctx), import_people_seen(&calm.engine, &calm.ctx));
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
