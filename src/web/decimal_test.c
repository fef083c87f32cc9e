/* Decimals as people of three languages write them; what may mean two numbers. */
#include "web/decimal.h"

#include "tests/unit.h"

struct room {
	struct arena *arena;
	struct context ctx;
};

static void room_open(struct room *room, const char *language)
{
	*room = (struct room){.arena = arena_open(1 << 20)};
	context_open(&room->ctx, room->arena, NULL);
	room->ctx.language = language_find(text_of(language));
}

static void room_close(struct room *room)
{
	arena_close(room->arena);
}

static void each_language_is_read_as_its_people_write(void **state)
{
	static const struct {
		const char *language, *typed, *decimal;
	} cases[] = {
		{"de", "12,50", "12.50"},
		{"de", "12.50", "12.50"},
		{"de", "0,125", "0.125"},
		{"de", "1,042", "1.042"},
		{"de", "0.125", "0.125"},
		{"de", "1.234,5", "1234.5"},
		{"de", "1.234.567", "1234567"},
		{"de", "1 234,5", "1234.5"},
		{"de", "-1.234,5", "-1234.5"},
		{"de", "\u22121\u00a0234,5", "-1234.5"},
		{"de", " 7 ", "7"},
		{"en", "12.50", "12.50"},
		{"en", "1,234.50", "1234.50"},
		{"en", "1,234", "1234"},
		{"en", "1.234", "1.234"},
		{"en", "12,5", "12.5"},
		{"ms", "1,234,567.5", "1234567.5"},
		{"ms", "1\u202f234.5", "1234.5"},
		{"ms", "0.5", "0.5"},
		/* No numbers: the rule says so in its own words, about what was typed. */
		{"de", "", ""},
		{"de", "a lot", "a lot"},
		{"de", "12,", "12,"},
		{"de", ",5", ",5"},
		{"de", "1.23.4", "1.23.4"},
		{"de", "1,2,3", "1,2,3"},
		{"de", "1.2345,6", "1.2345,6"},
		{"en", "1,23,456.7", "1,23,456.7"},
		{"en", "--1", "--1"},
		{"en", "1e5", "1e5"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct room room;
		struct text decimal;
		room_open(&room, cases[i].language);
		assert_int_equal(decimal_read(&room.ctx, TEXT("size"), text_of(cases[i].typed), 3, &decimal), DONE);
		ASSERT_TEXT(decimal, text_of(cases[i].decimal));
		assert_int_equal(room.ctx.problems->count, 0);
		room_close(&room);
	}
}

static void what_may_mean_two_numbers_is_asked_back(void **state)
{
	struct room room;
	struct text decimal;
	(void)state;
	room_open(&room, "de");
	assert_int_equal(decimal_read(&room.ctx, TEXT("size"), TEXT("1.234"), 3, &decimal), INVALID);
	const struct problem *problem = problems_at(room.ctx.problems, TEXT("size"));
	assert_non_null(problem);
	assert_string_equal(problem->code, "ambiguous");
	ASSERT_TEXT(problem->values[0], TEXT("1.234"));
	ASSERT_TEXT(problem->values[1], TEXT("1234"));
	ASSERT_TEXT(problem->values[2], TEXT("1,234"));
	/* Where two decimals are the most, three digits can only be thousands. */
	assert_int_equal(decimal_read(&room.ctx, TEXT("size"), TEXT("1.234"), 2, &decimal), DONE);
	ASSERT_TEXT(decimal, TEXT("1234"));
	room_close(&room);
}

static void an_input_holds_the_languages_own_mark(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, "de");
	ASSERT_TEXT(decimal_shown(room.arena, room.ctx.language, TEXT("-1234.50")), TEXT("-1234,50"));
	ASSERT_TEXT(decimal_shown(room.arena, room.ctx.language, TEXT("7")), TEXT("7"));
	ASSERT_TEXT(decimal_shown(room.arena, language_find(TEXT("ms")), TEXT("12.5")), TEXT("12.5"));
	room_close(&room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_language_is_read_as_its_people_write),
		cmocka_unit_test(what_may_mean_two_numbers_is_asked_back),
		cmocka_unit_test(an_input_holds_the_languages_own_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
