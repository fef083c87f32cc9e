/* The colours of a brand can be read, whatever somebody picks. */
#include "features/portal/portal_brand.h"

#include "format/colour.h"
#include "tests/unit.h"

/* Every surface of assets/css/tokens.css that such text stands on. */
static const char *const light[] = {"#f6f7f7", "#ffffff", "#eff2f2", "#e4e9e9"};
static const char *const dark[] = {"#0e1314", "#151b1c", "#1d2526", "#1a2122", "#0b1011", "#182021"};

/* What stands behind "name:light-dark(" in the style: two colours. */
static void pair_of(struct text style, const char *name, struct text ret_pair[2])
{
	size_t at = text_find(style, text_of(name), 0);
	assert_true(at != SIZE_MAX);
	at = text_find(style, TEXT("("), at) + 1;
	ret_pair[0] = text_slice(style, at, 7);
	ret_pair[1] = text_slice(style, at + 8, 7);
}

static void assert_readable(struct text one, struct text other)
{
	if (colour_contrast(one, other) < 4.5)
		fail_msg("%.*s on %.*s", TEXT_ARG(one), TEXT_ARG(other));
}

static void whatever_colour_is_picked_can_be_read_in_light_and_dark(void **state)
{
	struct arena *arena = arena_open(1u << 22);
	struct text accent[2], hover[2], on[2], soft[2];
	(void)state;
	for (unsigned i = 0; i < 512; i++) {
		struct text colour =
			text_format(arena, "#%02x%02x%02x", (i & 7) * 36, (i >> 3 & 7) * 36, (i >> 6) * 36);
		struct text style = portal_brand_style(arena, colour);
		pair_of(style, "--accent:", accent);
		pair_of(style, "--accent-2:", hover);
		pair_of(style, "--on-accent:", on);
		pair_of(style, "--soft:", soft);
		for (size_t j = 0; j < 2; j++) {
			assert_readable(on[j], accent[j]);
			assert_readable(on[j], hover[j]);
			assert_readable(accent[j], soft[j]);
		}
		for (size_t j = 0; j < sizeof light / sizeof *light; j++)
			assert_readable(accent[0], text_of(light[j]));
		for (size_t j = 0; j < sizeof dark / sizeof *dark; j++)
			assert_readable(accent[1], text_of(dark[j]));
	}
	arena_close(arena);
}

static void a_colour_that_can_be_read_stays_as_it_is(void **state)
{
	struct arena *arena = arena_open(1u << 20);
	struct text accent[2];
	(void)state;
	pair_of(portal_brand_style(arena, TEXT("#8a1538")), "--accent:", accent);
	ASSERT_TEXT(accent[0], TEXT("#8a1538"));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_colour_is_picked_can_be_read_in_light_and_dark),
		cmocka_unit_test(a_colour_that_can_be_read_stays_as_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
