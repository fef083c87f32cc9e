/* Names in lists, headers, letters and on avatars. */
#include "format/person_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct arena *arena;

static const struct person_name jette = {PERSON_MS, PERSON_GIVEN_FIRST, {"Dr.", 3}, {"Jette", 5}, {"Hansen", 6}};
static const struct person_name ahmad = {PERSON_MR, PERSON_GIVEN_FIRST, {NULL, 0}, {"Ahmad", 5}, {"bin Ismail", 10}};

static void assert_text(struct text is, const char *wanted)
{
	if (!text_equal(is, text_of(wanted)))
		fail_msg("\"%.*s\", not \"%s\"", TEXT_ARG(is), wanted);
}

static struct person_name called(const char *first, const char *last, enum person_order order)
{
	return (struct person_name){.first = text_of(first), .last = text_of(last), .order = order};
}

static void display(void **state)
{
	(void)state;
	struct person_name tan = called("Wei Ming", "Tan", PERSON_FAMILY_FIRST),
			   wang = called("芳", "王", PERSON_FAMILY_FIRST);
	struct person_name one = called(NULL, " Sukarno ", PERSON_GIVEN_FIRST), nobody = {.title = TEXT("Dr.")};
	assert_text(person_display_name(arena, &jette), "Jette Hansen");
	assert_text(person_display_name(arena, &tan), "Tan Wei Ming");
	assert_text(person_display_name(arena, &wang), "王芳");
	assert_text(person_display_name(arena, &one), "Sukarno");
	assert_text(person_display_name(arena, &nobody), "");
	assert_text(person_full_name(arena, &nobody, TEXT("de")), "");
}

static void with_salutation_and_title(void **state)
{
	(void)state;
	struct person_name dato = ahmad;
	dato.title = TEXT("Dato'");
	assert_text(person_full_name(arena, &jette, TEXT("de")), "Frau Dr. Jette Hansen");
	assert_text(person_full_name(arena, &jette, TEXT("en")), "Dr. Jette Hansen");
	assert_text(person_full_name(arena, &ahmad, TEXT("en")), "Mr Ahmad bin Ismail");
	assert_text(person_full_name(arena, &ahmad, TEXT("ms")), "Encik Ahmad bin Ismail");
	assert_text(person_full_name(arena, &ahmad, TEXT("fr")), "Mr Ahmad bin Ismail");
	assert_text(person_full_name(arena, &dato, TEXT("ms")), "Dato' Ahmad bin Ismail");
	assert_text(person_full_name(arena, &dato, TEXT("de")), "Herr Dato' Ahmad bin Ismail");
}

static void sorting(void **state)
{
	(void)state;
	struct person_name siti = called("Siti", "Binti Ali", PERSON_GIVEN_FIRST),
			   bina = called("Anna", "Bina", PERSON_GIVEN_FIRST);
	assert_text(person_sort_name(arena, &jette), "Hansen Jette");
	assert_text(person_sort_name(arena, &siti), "Siti Binti Ali");
	assert_text(person_sort_name(arena, &bina), "Bina Anna");
	assert_int_equal(person_usual_order(TEXT("zh")), PERSON_FAMILY_FIRST);
	assert_int_equal(person_usual_order(TEXT("ms")), PERSON_GIVEN_FIRST);
}

static void initials(void **state)
{
	(void)state;
	static const struct {
		const char *first, *last;
		enum person_order order;
		const char *initials;
	} cases[] = {
		{"Jette", "Hansen", PERSON_GIVEN_FIRST, "JH"},
		{"Ahmad", "bin Ismail", PERSON_GIVEN_FIRST, "AI"},
		{"Kumar", "a/l Raju", PERSON_GIVEN_FIRST, "KR"},
		{"Wei Ming", "Tan", PERSON_FAMILY_FIRST, "TW"},
		{"芳", "王", PERSON_FAMILY_FIRST, "王"},
		{"王芳", NULL, PERSON_GIVEN_FIRST, "王"},
		{"محمد", "العلي", PERSON_GIVEN_FIRST, "م ع"},
		{"Omar", "Al-Farsi", PERSON_GIVEN_FIRST, "OF"},
		{"élise", "von der Heide", PERSON_GIVEN_FIRST, "ÉH"},
		{"Cher", NULL, PERSON_GIVEN_FIRST, "C"},
		{NULL, "de", PERSON_GIVEN_FIRST, "D"},
		{"கி", "", PERSON_GIVEN_FIRST, "கி"},
		{"", "", PERSON_GIVEN_FIRST, ""},
		{"Øre", "ßmith", PERSON_GIVEN_FIRST, "ØSS"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct person_name name = called(cases[i].first, cases[i].last, cases[i].order);
		assert_text(person_initials(arena, &name), cases[i].initials);
	}
}

static void greetings(void **state)
{
	(void)state;
	struct person_name plain = called("Jo", "Smith", PERSON_GIVEN_FIRST), nobody = {.salutation = PERSON_MR};
	struct person_name aisyah = called("Aisyah", "binti Rahman", PERSON_GIVEN_FIRST), mr = plain;
	aisyah.salutation = PERSON_MISS;
	mr.salutation = PERSON_MR;
	assert_text(person_greeting(arena, &jette, TEXT("de")), "Sehr geehrte Frau Dr. Hansen,");
	assert_text(person_greeting(arena, &jette, TEXT("en")), "Dear Dr. Hansen,");
	assert_text(person_greeting(arena, &mr, TEXT("de")), "Sehr geehrter Herr Smith,");
	assert_text(person_greeting(arena, &mr, TEXT("en")), "Dear Mr Smith,");
	assert_text(person_greeting(arena, &plain, TEXT("de")), "Guten Tag Jo Smith,");
	assert_text(person_greeting(arena, &plain, TEXT("en")), "Dear Jo Smith,");
	assert_text(person_greeting(arena, &ahmad, TEXT("en")), "Dear Mr Ahmad,");
	assert_text(person_greeting(arena, &aisyah, TEXT("ms")), "Cik Aisyah yang dihormati,");
	assert_text(person_greeting(arena, &nobody, TEXT("de")), "Guten Tag,");
	assert_text(person_greeting(arena, &nobody, TEXT("ms")), "Tuan/Puan,");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(display),   cmocka_unit_test(with_salutation_and_title),
		cmocka_unit_test(sorting),   cmocka_unit_test(initials),
		cmocka_unit_test(greetings),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
