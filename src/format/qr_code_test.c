/* Square pictures: what every reader looks for first stands in its three corners. */
#include "format/qr_code.h"

#include "tests/unit.h"

#include <stdio.h>

#define WIDTH  29 /* of the smallest: 21 and a margin of four around */
#define MARGIN 4

/* Draws the path and refuses what is no row of squares inside the box. */
static void draw(struct text path, bool dark[WIDTH][WIDTH])
{
	int x, y, run, back, read;
	memset(dark, 0, sizeof(bool[WIDTH][WIDTH]));
	for (const char *at = path.at; *at; at += read) {
		assert_int_equal(sscanf(at, "M%d %dh%dv1h-%dz%n", &x, &y, &run, &back, &read), 4);
		assert_true(run == back && x >= MARGIN && y >= MARGIN && x + run <= WIDTH - MARGIN &&
			    y < WIDTH - MARGIN);
		for (int i = 0; i < run; i++)
			dark[y][x + i] = true;
	}
}

/* ISO/IEC 18004: a ring of seven, a light one, a square of three. */
static void assert_finder(bool dark[WIDTH][WIDTH], int left, int top)
{
	for (int y = 0; y < 7; y++)
		for (int x = 0; x < 7; x++) {
			bool edge = x == 0 || y == 0 || x == 6 || y == 6;
			bool core = x >= 2 && x <= 4 && y >= 2 && y <= 4;
			assert_int_equal(dark[top + y][left + x], edge || core);
		}
}

static void a_picture_has_its_three_marks_and_a_light_margin(void **state)
{
	(void)state;
	struct arena *arena = arena_open(SIZE_MAX);
	struct qr_code code;
	bool dark[WIDTH][WIDTH];
	assert_true(qr_code_make(arena, TEXT("clientele"), &code));
	assert_int_equal(code.width, WIDTH);
	draw(code.path, dark);
	assert_finder(dark, MARGIN, MARGIN);
	assert_finder(dark, WIDTH - MARGIN - 7, MARGIN);
	assert_finder(dark, MARGIN, WIDTH - MARGIN - 7);
	arena_close(arena);
}

static void what_is_too_long_for_one_is_refused(void **state)
{
	(void)state;
	struct arena *arena = arena_open(SIZE_MAX);
	struct qr_code code;
	char *text = arena_take(arena, 3001);
	memset(text, 'a', 3000);
	text[3000] = '\0';
	assert_false(qr_code_make(arena, text_of(text), &code));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_picture_has_its_three_marks_and_a_light_margin),
		cmocka_unit_test(what_is_too_long_for_one_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
