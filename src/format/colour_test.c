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

static void the_ratio_is_that_of_the_guidelines(void **state)
{
	(void)state;
	assert_int_equal((int)(colour_contrast(TEXT("#000000"), TEXT("#ffffff")) * 10), 210);
	assert_int_equal((int)(colour_contrast(TEXT("#777777"), TEXT("#ffffff")) * 100), 447);
	assert_int_equal((int)(colour_contrast(TEXT("#ffffff"), TEXT("#767676")) * 100), 454);
	assert_int_equal((int)(colour_contrast(TEXT("#0a6a70"), TEXT("#0a6a70")) * 100), 100);
}

static void a_colour_is_mixed_until_it_can_be_read(void **state)
{
	struct arena *arena = arena_open(1u << 20);
	static const char *const colours[] = {"#ffffff", "#000000", "#ffff00", "#0000ff", "#777777", "#d00020"};
	(void)state;
	ASSERT_TEXT(colour_mix(arena, TEXT("#000000"), TEXT("#ffffff"), 50), TEXT("#808080"));
	ASSERT_TEXT(colour_until(arena, TEXT("#000000"), TEXT("#ffffff"), TEXT("#ffffff"), 4.5), TEXT("#000000"));
	for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
		struct text dark = colour_until(arena, text_of(colours[i]), TEXT("#000000"), TEXT("#e4e9e9"), 4.5);
		assert_true(colour_contrast(dark, TEXT("#e4e9e9")) >= 4.5);
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(colours_are_kept_in_one_form),
		cmocka_unit_test(what_is_no_colour_is_refused),
		cmocka_unit_test(the_ratio_is_that_of_the_guidelines),
		cmocka_unit_test(a_colour_is_mixed_until_it_can_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
