/* Numbers as people type them, shown and found. */
#include "format/phone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct arena *arena;

static void assert_read(const char *typed, const char *home, const char *e164, const char *extension)
{
	struct phone phone;
	bool found = phone_parse(arena, text_of(typed), text_of(home), &phone);
	if (!found || !text_equal(phone.e164, text_of(e164)))
		fail_msg("\"%s\" is %.*s, not %s", typed, TEXT_ARG(phone.e164), e164);
	assert_true(text_equal(phone.extension, text_of(extension)));
	assert_int_equal(text_is_none(phone.extension), extension == NULL);
}

static void assert_kept(const char *typed, const char *home)
{
	struct phone phone;
	if (phone_parse(arena, text_of(typed), text_of(home), &phone))
		fail_msg("\"%s\" was read as %.*s", typed, TEXT_ARG(phone.e164));
	assert_true(text_is_none(phone.e164));
}

static void numbers_of_home(void **state)
{
	(void)state;
	assert_read("012-345 6789", "MY", "+60123456789", NULL);
	assert_read("03-2345 6789", "MY", "+60323456789", NULL);
	assert_read("60123456789", "MY", "+60123456789", NULL);
	assert_read("0151 2345678", "DE", "+491512345678", NULL);
	assert_read("(0421) 555-0142", "DE", "+494215550142", NULL);
	assert_read("050 123 4567", "AE", "+971501234567", NULL);
	assert_read("138 0013 8000", "CN", "+8613800138000", NULL);
	assert_read("(808) 617-6467", "US", "+18086176467", NULL);
	assert_read("1-808-617-6467", "US", "+18086176467", NULL);
	assert_read("06 1234 5678", "IT", "+390612345678", NULL); /* Italy keeps its zero */
	assert_read("8 (912) 345-67-89", "RU", "+79123456789", NULL);
	assert_read("800 123-45-67", "RU", "+78001234567", NULL); /* begins with 8 by itself, nothing to take off */
	assert_read("011 15-2345-6789", "AR", "+5491123456789", NULL); /* mobile: 15 becomes 9 before the area */
	assert_read("(808) 617-6467", "AG", "+18086176467", NULL);     /* a neighbour's number */
	assert_read("４５６ ７８９０", "AG", "+12684567890", NULL);    /* the island's area code is understood */
}

static void numbers_from_abroad(void **state)
{
	(void)state;
	assert_read("+60 12-345 6789", NULL, "+60123456789", NULL);
	assert_read("+49 (0)151 / 23 45 67 8", "MY", "+491512345678", NULL);
	/* In Brazil 90 begins numbers, and is dialled before others: what was read is read again to the same. */
	assert_read("+55 0 90509519791", "MY", "+5590509519791", NULL);
	assert_read("+5590509519791", "MY", "+5590509519791", NULL);
	assert_read("0049 151 2345678", "MY", "+491512345678", NULL);
	assert_read("011 49 151 2345678", "US", "+491512345678", NULL);
	assert_read("0049 151 2345678", "US", "+491512345678", NULL); /* not what America dials, but clear */
	assert_read("0049 151 2345678", NULL, "+491512345678", NULL);
	assert_read("tel:+49-151-2345678", NULL, "+491512345678", NULL);
	assert_read("＋６０１２３４５６７８９", NULL, "+60123456789", NULL);
	assert_read("+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", NULL, "+966501234567", NULL);
	assert_read("\u202a+60123456789\u202c", NULL, "+60123456789", NULL);
}

static void extensions(void **state)
{
	(void)state;
	assert_read("001-808-617-6467x12895", "MY", "+18086176467", "12895");
	assert_read("001-808-617-6467x12895", "US", "+18086176467", "12895");
	assert_read("397.884.0519x718", "US", "+13978840519", "718");
	assert_read("+60 3-2345 6789 ext. 0458", NULL, "+60323456789", "0458");
	assert_read("+60 3-2345 6789 samb. 12", NULL, "+60323456789", "12");
	assert_read("0421 5550142 Durchwahl 7", "DE", "+494215550142", "7");
	assert_read("tel:+60323456789;ext=12", NULL, "+60323456789", "12");
	assert_kept("397.884.0519x", "US");
	assert_kept("397.884.0519x1x2", "US");
	assert_kept("x718", "US");
}

static void kept_as_typed(void **state)
{
	(void)state;
	assert_kept("229.077.5154", "MY");
	assert_kept("+1-077-121-1558x0687", "US"); /* no area begins with 0 */
	assert_kept("012-345 6789", NULL);
	assert_kept("012-345 6789", "XX");
	assert_kept("call me", "MY");
	assert_kept("012-345 6789 or 013", "MY");
	assert_kept("", "MY");
	assert_kept("+", "MY");
	assert_kept("++60123456789", NULL);
	assert_kept("60+123456789", NULL);
	assert_kept("+999 12345678", NULL);
	assert_kept("+60 12-345", NULL);
	assert_kept("+49 2000 0000 0000 000", NULL); /* Germany has such lengths, E.164 has not */
	assert_kept("012345678901234567890123456789", "MY");
}

static void whose_number(void **state)
{
	(void)state;
	struct phone phone;
	assert_true(phone_parse(arena, TEXT("+1 416 234 5678"), TEXT("US"), &phone));
	assert_true(text_equal(phone.country, TEXT("CA")));
	assert_true(phone_parse(arena, TEXT("+1 808 617 6467"), TEXT("CA"), &phone));
	assert_true(text_equal(phone.country, TEXT("US")));
	assert_true(phone_parse(arena, TEXT("+212 650 123456"), TEXT_NONE, &phone));
	assert_true(text_equal(phone.country, TEXT("MA")));
	assert_true(phone_parse(arena, TEXT("+7 701 234 5678"), TEXT_NONE, &phone));
	assert_true(text_equal(phone.country, TEXT("KZ")));
	assert_true(phone_parse(arena, TEXT("012-345 6789"), TEXT("MY"), &phone));
	assert_true(text_equal(phone.country, TEXT("MY")));
}

static void assert_shown(const char *e164, const char *national, const char *international)
{
	struct text n = phone_national(arena, text_of(e164)), i = phone_international(arena, text_of(e164));
	if (!text_equal(n, text_of(national)) || !text_equal(i, text_of(international)))
		fail_msg("%s is shown as %.*s, %.*s", e164, TEXT_ARG(n), TEXT_ARG(i));
}

static void shown(void **state)
{
	(void)state;
	assert_shown("+60123456789", "012-345 6789", "+60 12-345 6789");
	assert_shown("+60323456789", "03-2345 6789", "+60 3-2345 6789");
	assert_shown("+494215550142", "0421 5550142", "+49 421 5550142");
	assert_shown("+18086176467", "(808) 617-6467", "+1 808-617-6467");
	assert_shown("+14162345678", "(416) 234-5678", "+1 416-234-5678");
	assert_shown("+5491123456789", "011 15-2345-6789", "+54 9 11 2345-6789");
	assert_shown("+971501234567", "050 123 4567", "+971 50 123 4567");
	assert_shown("+5511912345678", "(11) 91234-5678", "+55 11 91234-5678");
	assert_shown("+99912345", "+99912345", "+99912345");
	assert_shown("", "", "");
}

static void displayed(void **state)
{
	(void)state;
	struct text number = TEXT("+60323456789");
	assert_true(text_equal(phone_display(arena, TEXT("x"), number, TEXT("718"), TEXT("MY")),
			       TEXT("03-2345 6789 x718")));
	assert_true(
		text_equal(phone_display(arena, TEXT("x"), number, TEXT_NONE, TEXT("DE")), TEXT("+60 3-2345 6789")));
	assert_true(
		text_equal(phone_display(arena, TEXT("at work"), TEXT_NONE, TEXT_NONE, TEXT("DE")), TEXT("at work")));
	assert_true(text_equal(phone_call_url(arena, number, TEXT("718")), TEXT("tel:+60323456789;ext=718")));
	assert_true(text_equal(phone_call_url(arena, number, TEXT_NONE), TEXT("tel:+60323456789")));
	assert_true(text_equal(phone_whatsapp_url(arena, number), TEXT("https://wa.me/60323456789")));
	assert_true(text_is_none(phone_call_url(arena, TEXT_NONE, TEXT_NONE)));
	assert_true(text_is_none(phone_whatsapp_url(arena, TEXT_NONE)));
}

static void assert_search(const char *query, const char *typed, const char *home, bool found)
{
	struct phone phone;
	phone_parse(arena, text_of(typed), text_of(home), &phone);
	struct text words = phone_search_words(arena, text_of(typed), phone.e164, phone.extension);
	struct text needle = phone_search_query(arena, text_of(query));
	assert_false(text_is_none(needle));
	if ((text_find(words, needle, 0) != SIZE_MAX) != found)
		fail_msg("\"%s\" (%.*s) in \"%.*s\"", query, TEXT_ARG(needle), TEXT_ARG(words));
}

static void found_however_written(void **state)
{
	(void)state;
	assert_search("012-345 6789", "+60 12 3456789", NULL, true);
	assert_search("0151 234", "+49 151 2345678", NULL, true);
	assert_search("+6012", "012-345 6789", "MY", true);
	assert_search("0060 12 345", "012-345 6789", "MY", true);
	assert_search("+49 (0)151 23", "0151/2345678", "DE", true);
	assert_search("345 6789", "012-345 6789", "MY", true);
	assert_search("718", "+1 397 884 0519 x718", NULL, true);
	assert_search("001-077-121", "001-077-121-1558", "US", true); /* kept as typed */
	assert_search("(496)978-3969", "(496)978-3969x58947", "CL", true);
	assert_search("013-345 6789", "+60 12 3456789", NULL, false);
	assert_true(text_is_none(phone_search_query(arena, TEXT("12"))));
	assert_true(text_is_none(phone_search_query(arena, TEXT("muller 123"))));
	assert_true(text_is_none(phone_search_query(arena, TEXT_NONE)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_of_home), cmocka_unit_test(numbers_from_abroad),
		cmocka_unit_test(extensions),      cmocka_unit_test(kept_as_typed),
		cmocka_unit_test(whose_number),    cmocka_unit_test(shown),
		cmocka_unit_test(displayed),       cmocka_unit_test(found_however_written),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
