/* Limits in words. */
#include "format/size.h"
#include "tests/unit.h"

static void limits_are_whole_units_rounded_down(void **state)
{
	struct arena *arena = arena_open(1 << 16);
	(void)state;
	ASSERT_TEXT(size_limit(arena, 0), TEXT("0\u00a0B"));
	ASSERT_TEXT(size_limit(arena, 999), TEXT("999\u00a0B"));
	ASSERT_TEXT(size_limit(arena, 8000000), TEXT("8\u00a0MB"));
	ASSERT_TEXT(size_limit(arena, 1999999), TEXT("1\u00a0MB"));
	ASSERT_TEXT(size_limit(arena, INT64_C(1) << 30), TEXT("1\u00a0GB"));
	ASSERT_TEXT(size_limit(arena, INT64_C(5000000000000000)), TEXT("5000\u00a0TB"));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(limits_are_whole_units_rounded_down)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
