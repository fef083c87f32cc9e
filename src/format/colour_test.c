/* Colours: what is taken, in which form; what is refused. */
#include "format/colour.h"

#include "tests/unit.h"

static void colours_are_kept_in_one_form(void **state)
{
	(void)state;
	struct arena *arena = arena_open(4096);
	struct text colour;
	assert_true(colour_parse(arena, TEXT("#0A6a70"), &colour));
	ASSERT_TEXT(colour, TEXT("#0a6a70"));
	assert_true(colour_parse(arena, TEXT("#FaC"), &colour));
	ASSERT_TEXT(colour, TEXT("#ffaacc"));
	arena_close(arena);
}

static void what_is_no_colour_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "#", "red", "0a6a70", "#0a6a7", "#0a6a7g", "#0a6a700", "#12;", "#é0"};
	struct arena *arena = arena_open(4096);
	struct text colour;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(colour_parse(arena, text_of(bad[i]), &colour));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(colours_are_kept_in_one_form),
		cmocka_unit_test(what_is_no_colour_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
