/* What a context remembers is true where it is recalled. */
#include "tests/engine.h"
#include "tests/unit.h"

#include "context/context.h"

static const char own;

static void remember(struct context *ctx, int64_t id, const char *value)
{
	assert_int_equal(context_read(ctx), DONE);
	context_remember(ctx, &own, id, value);
}

static enum outcome recall_inside(struct context *ctx, void *state)
{
	*(const void **)state = context_recall(ctx, &own, 1);
	context_remember(ctx, &own, 2, "of a transaction");
	return DONE;
}

static void what_was_read_is_recalled_until_something_may_have_changed(void **state)
{
	struct engine engine;
	struct context ctx;
	const void *inside = "untouched";
	engine_open(&engine, *state);
	context_open(&ctx, engine.arena, engine.store);
	assert_null(context_recall(&ctx, &own, 1));
	remember(&ctx, 1, "one");
	assert_string_equal(context_recall(&ctx, &own, 1), "one");
	assert_null(context_recall(&ctx, &own, 2));
	assert_null(context_recall(&ctx, &ctx, 1));
	assert_int_equal(context_transact(&ctx, recall_inside, &inside), DONE);
	assert_null(inside);
	assert_null(context_recall(&ctx, &own, 1));
	assert_null(context_recall(&ctx, &own, 2));
	remember(&ctx, 1, "one");
	context_close(&ctx);
	assert_null(context_recall(&ctx, &own, 1));
	engine_close(&engine);
}

static void a_copy_with_memory_or_a_reader_of_its_own_recalls_nothing(void **state)
{
	struct engine engine;
	struct context ctx;
	struct arena *other = arena_open(1 << 16);
	engine_open(&engine, *state);
	context_open(&ctx, engine.arena, engine.store);
	remember(&ctx, 1, "one");
	struct context copy = ctx;
	copy.arena = other;
	assert_null(context_recall(&copy, &own, 1));
	copy = ctx;
	copy.reader = NULL;
	assert_null(context_recall(&copy, &own, 1));
	remember(&copy, 2, "two");
	assert_null(context_recall(&copy, &own, 1));
	assert_string_equal(context_recall(&copy, &own, 2), "two");
	context_close(&copy);
	context_close(&ctx);
	engine_close(&engine);
	arena_close(other);
}

static void the_oldest_is_forgotten_when_there_are_many(void **state)
{
	struct engine engine;
	struct context ctx;
	engine_open(&engine, *state);
	context_open(&ctx, engine.arena, engine.store);
	for (int64_t id = 0; id <= CONTEXT_MEMOS; id++)
		remember(&ctx, id, "kept");
	assert_null(context_recall(&ctx, &own, 0));
	for (int64_t id = 1; id <= CONTEXT_MEMOS; id++)
		assert_non_null(context_recall(&ctx, &own, id));
	context_close(&ctx);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_was_read_is_recalled_until_something_may_have_changed),
		ON_BOTH(a_copy_with_memory_or_a_reader_of_its_own_recalls_nothing),
		ON_BOTH(the_oldest_is_forgotten_when_there_are_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
