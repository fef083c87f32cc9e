/* What was a list reads as the same list, however large and whatever stands in it. */
#include "features/transfer/transfer_list.h"
#include "tests/unit.h"

#include <string.h>

static void expect_same(struct arena *arena, const struct text *pieces, size_t count)
{
	const struct text *again;
	struct text cell = transfer_list_write(arena, pieces, count);
	assert_int_equal(transfer_list_read(arena, cell, &again), count);
	for (size_t i = 0; i < count; i++)
		ASSERT_TEXT(again[i], pieces[i]);
}

static void pieces_with_anything_in_them_are_read_again(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	const struct text pieces[] = {TEXT("a"), TEXT("b;c"), TEXT("\"d\""), TEXT("=e"), TEXT("f\ng")};
	(void)state;
	expect_same(arena, pieces, 5);
	expect_same(arena, pieces + 2, 1);
	assert_true(text_is_none(transfer_list_write(arena, pieces, 0)));
}

/* A line of JSON may have 8 MiB. */
static void a_large_list_is_not_cut_off(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 26);
	const size_t size = 900000;
	char *quotes = arena_take_bytes(arena, size);
	(void)state;
	memset(quotes, '"', size);
	const struct text pieces[] = {{quotes, size / 2}, {quotes, size / 2}, {quotes, size / 2}};
	expect_same(arena, pieces, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_with_anything_in_them_are_read_again),
		cmocka_unit_test(a_large_list_is_not_cut_off),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
