/* Security 28: whatever fails in the middle of a rule, the database is as it was before or as it is after, nobody is
 * told of a success that was none, and the next attempt works.
 *
 * The one idea: each story is told again and again, and each time the next statement, write or allocation fails, until
 * a whole telling meets no failure. `make torture` (TORTURE=all) tries every one; else some, spread evenly.
 */
#include "base/log.h"
#include "features/access/access.h"
#include "features/contacts/contacts.h"
#include "features/customers/customers.h"
#include "features/imports/imports.h"
#include "features/notes/notes.h"
#include "server/assembly.h"
#include "tests/faults.h"
#include "tests/tables.h"
#include "tests/world.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SOME          6  /* failures of a kind that are tried of a story when not all are */
#define TELLINGS_MOST 64 /* in one database: looking at all of it takes its time */

struct torture {
	struct world world;
	struct customer_id customer; /* whom the story is about */
	int64_t told, furnished;     /* tellings that came to an end; customers */
	char path[64];               /* of a file to import */
};

/* ---- stories ---- */

struct story {
	const char *name;
	enum outcome (*tell)(struct torture *torture, struct context *ctx);
	bool in_steps; /* several transactions: what was cut off goes on when it is told again */
};

static enum outcome tell_add(struct torture *torture, struct context *ctx)
{
	const struct customer_change changes[] = {
		{CUSTOMER_FIELD_FIRST_NAME, TEXT("Farah"), TEXT_NONE},
		{CUSTOMER_FIELD_EMAIL, text_format(ctx->arena, "added%lld@x.example", (long long)torture->told),
		 TEXT_NONE},
	};
	const struct customer_adding adding = {
		.changes = changes,
		.count = 2,
		.external_system = TEXT("shop"),
		.external_id = text_of_number(ctx->arena, torture->told + 1),
	};
	struct customer_id customer;
	return customers_add(ctx, &adding, &customer);
}

static enum outcome tell_change(struct torture *torture, struct context *ctx)
{
	const struct customer_change changes[] = {
		{CUSTOMER_FIELD_LAST_NAME, text_format(ctx->arena, "Name %lld", (long long)torture->told), TEXT_NONE},
		{CUSTOMER_FIELD_EMAIL, text_format(ctx->arena, "changed%lld@x.example", (long long)torture->told),
		 TEXT_NONE},
	};
	return customers_change(ctx, torture->customer, changes, 2);
}

static enum outcome tell_block(struct torture *torture, struct context *ctx)
{
	const struct access_ask ask = {.reason = TEXT("card fraud"), .message = TEXT("Please write to us.")};
	return access_change(ctx, torture->customer, ACCESS_VERB_BLOCK, &ask);
}

static enum outcome tell_note(struct torture *torture, struct context *ctx)
{
	const struct note_words words = {
		.body = TEXT("Asked for a refund"), .pinned = true, .follow_up = DATE_NONE, .remind_at = INSTANT_NONE};
	struct note_id note;
	return notes_add(ctx, torture->customer, &words, &note);
}

static void see_found(void *state, const struct import_found *found)
{
	(void)state;
	(void)found;
}

static void see_row(void *state, const struct import_row *row)
{
	(void)state;
	(void)row;
}

static struct text see_sentence(void *state, struct arena *arena, const struct problem *problem)
{
	(void)state;
	return text_copy(arena, problem->field);
}

static enum outcome tell_import(struct torture *torture, struct context *ctx)
{
	static const struct import_watch watch = {NULL, see_found, see_row, see_sentence};
	const struct import_options options = {.path = text_of(torture->path)};
	struct import_counts counts = {{0}};
	FILE *file = fopen(torture->path, "wb");
	assert_non_null(file);
	fprintf(file, "email,first_name,tags,phone_1,address_1_line1\nrow%lld@x.example,Rosa,vip,+4930123,Weg 1\n",
		(long long)torture->told);
	assert_int_equal(fclose(file), 0);
	enum outcome outcome = imports_run(ctx, &options, &watch, &counts);
	if (outcome == DONE)
		assert_int_equal(counts.of[IMPORT_RESULT_CREATED], 1);
	return outcome;
}

static enum outcome tell_trash(struct torture *torture, struct context *ctx)
{
	return customers_trash(ctx, torture->customer, TEXT("asked for it"));
}

static enum outcome tell_erase(struct torture *torture, struct context *ctx)
{
	return customers_erase(ctx, torture->customer, text_of_number(ctx->arena, torture->customer.value));
}

static const struct story stories[] = {
	{"add", tell_add, false},     {"change", tell_change, false}, {"block", tell_block, false},
	{"note", tell_note, false},   {"import", tell_import, true},  {"trash", tell_trash, false},
	{"erase", tell_erase, false},
};

/* ---- telling one ---- */

static void torture_open(struct torture *torture, const char *engine)
{
	*torture = (struct torture){.path = "/tmp/clientele-torture-XXXXXX"};
	world_open(&torture->world, engine);
	int file = mkstemp(torture->path);
	assert_true(file >= 0);
	close(file);
	faults_wrap(torture->world.engine.store);
}

static void torture_close(struct torture *torture)
{
	unlink(torture->path);
	world_close(&torture->world);
}

/* Somebody new, with something in many tables. */
static void furnish(struct torture *torture)
{
	struct context *ctx = world_fresh(&torture->world);
	struct arena *kept = ctx->arena;
	struct email_id email;
	ctx->arena = arena_open(SIZE_MAX);
	const char *who = text_format(ctx->arena, "old%lld@x.example", (long long)torture->furnished).at;
	torture->customer = world_add(ctx, who, false);
	struct text second = text_format(ctx->arena, "second%lld@x.example", (long long)torture->furnished++);
	assert_int_equal(contacts_add_email(ctx, torture->customer, second, false, &email), DONE);
	assert_int_equal(tell_note(torture, ctx), DONE);
	context_close(ctx);
	arena_close(ctx->arena);
	ctx->arena = kept;
}

static enum outcome tell(struct torture *torture, const struct story *story)
{
	struct arena *arena = arena_open(SIZE_MAX);
	struct context ctx;
	context_open(&ctx, arena, torture->world.engine.store);
	ctx.clock = &torture->world.clock;
	ctx.request_id = TEXT("torture");
	enum outcome outcome = story->tell(torture, &ctx);
	context_close(&ctx);
	arena_close(arena);
	return outcome;
}

/* Ids may be used up, and a step of an import may have been noted, by what came to nothing. */
static struct tables_print print(struct torture *torture, const struct story *story)
{
	static const char *const unless_whole[] = {"id_blocks", NULL}, *const unless_in_steps[] = {
									       "id_blocks", "imports", "secrets", NULL};
	return tables_print(&torture->world.engine, story->in_steps ? unless_in_steps : unless_whole);
}

/* How many rows a whole telling adds to each table or takes away. */
struct effect {
	int64_t rows[TABLES_MOST];
};

static struct effect effect_of(const struct tables_print *before, const struct tables_print *after)
{
	struct effect effect;
	for (size_t i = 0; i < TABLES_MOST; i++)
		effect.rows[i] = after->of[i].rows - before->of[i].rows;
	return effect;
}

struct suffering {
	const struct story *story;
	enum fault fault;
	bool goes_on; /* once it fails, all that follow fail too */
	struct effect effect;
	int64_t steps; /* how many can fail in a calm telling */
};

static void measure(struct torture *torture, struct suffering *suffering)
{
	furnish(torture);
	assert_int_equal(tell(torture, suffering->story), DONE); /* the first of all makes a tag, and a secret */
	torture->told++;
	furnish(torture);
	struct tables_print before = print(torture, suffering->story);
	faults_begin(suffering->fault, FAULTS_FOREVER, 0);
	assert_int_equal(tell(torture, suffering->story), DONE);
	faults_end();
	suffering->steps = faults_seen();
	struct tables_print after = print(torture, suffering->story);
	assert_non_null(tables_changed(&before, &after));
	suffering->effect = effect_of(&before, &after);
	torture->told++;
}

/* False when nothing failed: there are fewer steps than that. */
static bool fail_at(struct torture *torture, const struct suffering *suffering, int64_t step)
{
	struct tables_print before = print(torture, suffering->story);
	faults_begin(suffering->fault, step, suffering->goes_on ? FAULTS_FOREVER : 0);
	enum outcome outcome = tell(torture, suffering->story);
	bool failed = faults_end() > 0;
	/* What is done of it is done; told once more, it goes on from there. */
	if (suffering->story->in_steps && outcome != DONE && failed)
		outcome = tell(torture, suffering->story);
	struct tables_print after = print(torture, suffering->story);
	const char *changed = tables_changed(&before, &after);
	struct effect effect = effect_of(&before, &after);
	if (outcome == DONE && memcmp(&effect, &suffering->effect, sizeof effect) != 0)
		fail_msg("%s, step %lld: done, but not all of it", suffering->story->name, (long long)step);
	if (outcome != DONE && changed)
		fail_msg("%s, step %lld: outcome %d, but %s has changed", suffering->story->name, (long long)step,
			 (int)outcome, changed);
	if (outcome != DONE && (!failed || (outcome != FAULT && outcome != TOO_MANY)))
		fail_msg("%s, step %lld: outcome %d", suffering->story->name, (long long)step, (int)outcome);
	if (outcome == DONE) {
		torture->told++;
		furnish(torture);
	}
	return failed;
}

/* What is told of is on the disk, and the file is whole. */
static void assert_whole(struct torture *torture, const struct story *story)
{
	struct engine *engine = &torture->world.engine;
	struct tables_print before = print(torture, story);
	context_close(&torture->world.ctx);
	engine_reopen(engine);
	torture->world.ctx.store = engine->store;
	faults_wrap(engine->store);
	struct tables_print after = print(torture, story);
	assert_null(tables_changed(&before, &after));
	if (!store_is_postgres(engine->store))
		assert_int_equal(
			engine_number(engine,
				      "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
			0);
}

/* A database that is full of tellings is checked and given up for a new one. */
static void renew(struct torture *torture, const char *engine, const struct story *story)
{
	assert_whole(torture, story);
	torture_close(torture);
	torture_open(torture, engine);
}

static void suffer(struct torture *torture, const char *engine, struct suffering suffering)
{
	bool all = getenv("TORTURE") != NULL;
	int64_t tried = 0;
	measure(torture, &suffering);
	furnish(torture);
	int64_t stride = all ? 1 : (suffering.steps + SOME - 1) / SOME;
	for (int64_t step = 1; fail_at(torture, &suffering, step); step += stride) {
		tried++;
		if (torture->told < TELLINGS_MOST)
			continue;
		renew(torture, engine, suffering.story);
		measure(torture, &suffering);
		furnish(torture);
	}
	assert_true(tried > 0);
	assert_whole(torture, suffering.story);
	if (all)
		printf("%s: %lld\n", suffering.story->name, (long long)tried);
}

static void suffer_all(const char *engine, enum fault fault, bool goes_on)
{
	struct torture torture;
	torture_open(&torture, engine);
	for (size_t i = 0; i < sizeof stories / sizeof *stories; i++)
		suffer(&torture, engine, (struct suffering){.story = &stories[i], .fault = fault, .goes_on = goes_on});
	torture_close(&torture);
}

/* ---- what fails ---- */

static void the_nth_statement_fails__28(void **state)
{
	suffer_all(*state, FAULT_STATEMENT, false);
}

static void the_nth_write_fails__28(void **state)
{
	suffer_all(*state, FAULT_WRITE, false);
}

static void from_the_nth_write_on_all_fail__28(void **state)
{
	suffer_all(*state, FAULT_WRITE, true);
}

static void the_nth_allocation_fails__28(void **state)
{
	suffer_all(*state, FAULT_ALLOCATION, false);
}

static void from_the_nth_allocation_on_all_fail__28(void **state)
{
	suffer_all(*state, FAULT_ALLOCATION, true);
}

int main(void)
{
	/* Every failure is told of in the log, which is not what is looked at here: nothing is above an error. */
	if (!getenv("TORTURE_LOG"))
		log_set_level((enum log_level)(LOG_ERROR + 1));
	/* Thousands of syncs, of which none is to be waited for: what fails, fails by our doing. */
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	faults_take_allocator();
	if (sodium_init() < 0)
		return 1;
	assembly_start();
	const struct CMUnitTest tests[] = {
		ON_BOTH(the_nth_statement_fails__28),
		ON_SQLITE(the_nth_write_fails__28),
		ON_SQLITE(from_the_nth_write_on_all_fail__28),
		ON_SQLITE(the_nth_allocation_fails__28),
		ON_SQLITE(from_the_nth_allocation_on_all_fail__28),
	};
	return cmocka_run_group_tests_name("torture", tests, NULL, NULL);
}
