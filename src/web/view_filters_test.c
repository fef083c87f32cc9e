/* Days, times, amounts and sizes as readers of three languages see them. */
#include "tests/unit.h"
#include "web/language.h"
#include "web/view.h"

#define COUNT(array)   (sizeof(array) / sizeof *(array))
#define LANGUAGE_COUNT 3

static const char *const codes[LANGUAGE_COUNT] = {"en", "ms", "de"};

struct reader {
	struct arena *arena;
	struct buffer out;
	struct view view;
};

static struct instant at(const char *moment)
{
	struct instant instant = INSTANT_NONE;
	assert_true(instant_parse(text_of(moment), &instant));
	return instant;
}

static struct view *read_in(struct reader *reader, const char *code)
{
	reader->view.language = language_find(text_of(code));
	buffer_clear(&reader->out);
	return &reader->view;
}

#define ASSERT_SAYS(reader, code, call_, expected)                                                                     \
	do {                                                                                                           \
		struct view *view = read_in(reader, code);                                                             \
		call_;                                                                                                 \
		ASSERT_TEXT(buffer_text(&(reader)->out), text_of(expected));                                           \
	} while (0)

static void dates(void **state)
{
	struct reader *reader = *state;
	struct date day = date_of(2026, 5, 3);
	ASSERT_SAYS(reader, "en", view_date(view, day), "3 May 2026");
	ASSERT_SAYS(reader, "ms", view_date(view, day), "3 Mei 2026");
	ASSERT_SAYS(reader, "de", view_date(view, day), "3. Mai 2026");
	ASSERT_SAYS(reader, "de", view_date(view, date_of(2025, 12, 31)), "31. Dezember 2025");
	ASSERT_SAYS(reader, "en", view_date(view, DATE_NONE), "–");
}

/* The reader is in Kuala Lumpur, eight hours ahead. */
static void instants(void **state)
{
	struct reader *reader = *state;
	struct instant late = at("2026-05-02T20:20:59Z");
	ASSERT_SAYS(reader, "en", view_instant(view, late), "3 May 2026, 04:20");
	ASSERT_SAYS(reader, "ms", view_instant(view, late), "3 Mei 2026, 04:20");
	ASSERT_SAYS(reader, "de", view_instant(view, late), "3. Mai 2026, 04:20");
	ASSERT_SAYS(reader, "en", view_instant(view, INSTANT_NONE), "–");
	ASSERT_SAYS(reader, "en", view_iso(view, late), "2026-05-02T20:20:59Z");
}

static void ago(void **state)
{
	static const struct {
		const char *at, *says[LANGUAGE_COUNT];
	} cases[] = {
		{"2026-05-10T11:59:30Z", {"just now", "sebentar tadi", "gerade eben"}},
		{"2026-05-10T12:00:30Z", {"just now", "sebentar tadi", "gerade eben"}},
		{"2026-05-10T11:59:00Z", {"1 minute ago", "1 minit lalu", "vor 1 Minute"}},
		{"2026-05-10T11:00:01Z", {"59 minutes ago", "59 minit lalu", "vor 59 Minuten"}},
		{"2026-05-10T11:00:00Z", {"1 hour ago", "1 jam lalu", "vor 1 Stunde"}},
		{"2026-05-09T12:00:01Z", {"23 hours ago", "23 jam lalu", "vor 23 Stunden"}},
		{"2026-05-09T12:00:00Z", {"yesterday", "semalam", "gestern"}},
		{"2026-05-08T16:00:00Z", {"yesterday", "semalam", "gestern"}},
		{"2026-05-08T15:59:59Z", {"2 days ago", "2 hari lalu", "vor 2 Tagen"}},
		{"2026-05-04T12:00:00Z", {"6 days ago", "6 hari lalu", "vor 6 Tagen"}},
		{"2026-05-03T12:00:00Z", {"3 May 2026", "3 Mei 2026", "3. Mai 2026"}},
		{"2026-05-10T12:02:00Z", {"in 2 minutes", "dalam 2 minit", "in 2 Minuten"}},
		{"2026-05-10T13:00:00Z", {"in 1 hour", "dalam 1 jam", "in 1 Stunde"}},
		{"2026-05-11T12:00:00Z", {"tomorrow", "esok", "morgen"}},
		{"2026-05-13T12:00:00Z", {"in 3 days", "dalam 3 hari", "in 3 Tagen"}},
		{"2027-01-01T00:00:00Z", {"1 January 2027", "1 Januari 2027", "1. Januar 2027"}},
	};
	struct reader *reader = *state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t l = 0; l < LANGUAGE_COUNT; l++)
			ASSERT_TEXT(view_ago_text(read_in(reader, codes[l]), at(cases[i].at)),
				    text_of(cases[i].says[l]));
	ASSERT_SAYS(reader, "en", view_ago(view, at("2026-05-10T09:00:00Z")),
		    "<time datetime=\"2026-05-10T09:00:00Z\" title=\"10 May 2026, 17:00\">3 hours ago</time>");
	ASSERT_SAYS(reader, "en", view_ago(view, INSTANT_NONE), "–");
}

static void counts(void **state)
{
	struct reader *reader = *state;
	ASSERT_SAYS(reader, "en", view_count(view, 1038204), "1,038,204");
	ASSERT_SAYS(reader, "ms", view_count(view, 1038204), "1,038,204");
	ASSERT_SAYS(reader, "de", view_count(view, 1038204), "1.038.204");
	ASSERT_SAYS(reader, "en", view_count(view, 999), "999");
	ASSERT_SAYS(reader, "en", view_count(view, 0), "0");
	ASSERT_SAYS(reader, "en", view_count(view, -1000), "−1,000");
	ASSERT_SAYS(reader, "de", view_count(view, INT64_MIN), "−9.223.372.036.854.775.808");
}

static void money(void **state)
{
	static const struct {
		const char *code;
		int64_t minor;
		const char *says[LANGUAGE_COUNT];
	} cases[] = {
		{"MYR", 1842050, {"RM\u00a018,420.50", "RM\u00a018,420.50", "18.420,50\u00a0RM"}},
		{"EUR", 1842050, {"€18,420.50", "€18,420.50", "18.420,50\u00a0€"}},
		{"USD", -5, {"−$0.05", "−$0.05", "−0,05\u00a0$"}},
		{"JPY", 1234567, {"¥1,234,567", "¥1,234,567", "1.234.567\u00a0¥"}},
		{"KWD", 1500, {"KWD\u00a01.500", "KWD\u00a01.500", "1,500\u00a0KWD"}},
		{"SGD", 100, {"S$1.00", "S$1.00", "1,00\u00a0S$"}},
		{"EUR",
		 INT64_MIN,
		 {"−€92,233,720,368,547,758.08", "−€92,233,720,368,547,758.08", "−92.233.720.368.547.758,08\u00a0€"}},
	};
	struct reader *reader = *state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t l = 0; l < LANGUAGE_COUNT; l++) {
			struct money amount = {.minor = cases[i].minor};
			assert_true(currency_parse(text_of(cases[i].code), &amount.currency));
			ASSERT_SAYS(reader, codes[l], view_money(view, amount), cases[i].says[l]);
		}
}

static void sizes(void **state)
{
	struct reader *reader = *state;
	ASSERT_SAYS(reader, "en", view_size(view, 1), "1 byte");
	ASSERT_SAYS(reader, "de", view_size(view, 999), "999 Bytes");
	ASSERT_SAYS(reader, "en", view_size(view, 1000), "1\u00a0kB");
	ASSERT_SAYS(reader, "en", view_size(view, 1440000), "1.4\u00a0MB");
	ASSERT_SAYS(reader, "de", view_size(view, 1440000), "1,4\u00a0MB");
	ASSERT_SAYS(reader, "en", view_size(view, 52428800), "52\u00a0MB");
	ASSERT_SAYS(reader, "en", view_size(view, INT64_C(5000000000000000)), "5,000\u00a0TB");
}

static void texts(void **state)
{
	struct reader *reader = *state;
	ASSERT_SAYS(reader, "en", view_lines(view, TEXT("a\r\n<b>\n\nc")), "a<br>&lt;b&gt;<br><br>c");
	ASSERT_SAYS(reader, "en", view_lines(view, TEXT_NONE), "");
	ASSERT_SAYS(reader, "en", view_or_dash(view, TEXT("")), "–");
	ASSERT_SAYS(reader, "en", view_or_dash(view, TEXT("<")), "&lt;");
}

static int open_reader(void **state)
{
	static struct reader reader;
	reader.arena = arena_open((size_t)4 << 20);
	reader.out = buffer_make(1 << 16);
	reader.view = (struct view){.out = &reader.out,
				    .arena = reader.arena,
				    .zone = zone_find(TEXT("Asia/Kuala_Lumpur")),
				    .now = at("2026-05-10T12:00:00Z")};
	*state = &reader;
	return 0;
}

static int close_reader(void **state)
{
	struct reader *reader = *state;
	buffer_free(&reader->out);
	arena_close(reader->arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates), cmocka_unit_test(instants), cmocka_unit_test(ago),   cmocka_unit_test(counts),
		cmocka_unit_test(money), cmocka_unit_test(sizes),    cmocka_unit_test(texts),
	};
	return cmocka_run_group_tests(tests, open_reader, close_reader);
}
