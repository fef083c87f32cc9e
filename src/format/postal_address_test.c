/* Envelopes of many countries, and what is missing on them. */
#include "format/postal_address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct arena *arena;

static const struct postal_address malaysian = {.name = {"Aisyah binti Rahman", 19},
						.lines = {{"12, Jalan Ampang", 16}, {"Taman U Thant", 13}},
						.postcode = {"50450", 5},
						.city = {"Kuala Lumpur", 12},
						.state = {"MY-14", 5},
						.country = {"MY", 2}};

static const struct postal_address german = {.company = {"Hansen GmbH", 11},
					     .name = {"Frau Dr. Jette Hansen", 21},
					     .lines = {{"Am Wall 7", 9}},
					     .postcode = {"28195", 5},
					     .city = {"Bremen", 6},
					     .country = {"DE", 2}};

static void assert_written(const struct postal_address *address, const char *home, const char *language,
			   const char *lines)
{
	struct text written = postal_address_format(arena, address, text_of(home), text_of(language));
	if (!text_equal(written, text_of(lines)))
		fail_msg("written:\n%.*s\nnot:\n%s", TEXT_ARG(written), lines);
}

static void envelopes(void **state)
{
	(void)state;
	assert_written(&malaysian, "MY", "en",
		       "Aisyah binti Rahman\n12, Jalan Ampang\nTaman U Thant\n50450 Kuala Lumpur\n"
		       "Wilayah Persekutuan Kuala Lumpur");
	assert_written(&german, "MY", "de", "Hansen GmbH\nFrau Dr. Jette Hansen\nAm Wall 7\n28195 Bremen\nDEUTSCHLAND");
	assert_written(&german, "DE", "de", "Hansen GmbH\nFrau Dr. Jette Hansen\nAm Wall 7\n28195 Bremen");
	const struct postal_address american = {.name = TEXT("Jo Smith"),
						.lines = {TEXT("1 Main St")},
						.city = TEXT("Springfield"),
						.state = TEXT("US-IL"),
						.postcode = TEXT("62701"),
						.country = TEXT("US")};
	assert_written(&american, "US", "en", "Jo Smith\n1 Main St\nSpringfield, IL 62701");
	const struct postal_address chinese = {.name = TEXT("王芳"),
					       .lines = {TEXT("南京东路100号")},
					       .city = TEXT("上海"),
					       .state = TEXT("CN-SH"),
					       .postcode = TEXT("200001"),
					       .country = TEXT("CN")};
	assert_written(&chinese, "CN", "en", "200001\nShanghai Shi 上海\n南京东路100号\n王芳");
	const struct postal_address emirates = {.name = TEXT("Omar"),
						.lines = {TEXT("PO Box 12")},
						.city = TEXT("Dubai"),
						.state = TEXT("Dubai"),
						.country = TEXT("AE")};
	assert_written(&emirates, "DE", "en", "Omar\nPO Box 12\nDubai\nUNITED ARAB EMIRATES");
}

/* Nothing dangles where a part is missing. */
static void incomplete_ones(void **state)
{
	(void)state;
	struct postal_address a = {.city = TEXT("Springfield"), .postcode = TEXT("62701"), .country = TEXT("US")};
	assert_written(&a, "US", "en", "Springfield 62701");
	a.city = TEXT_NONE;
	a.state = TEXT("Illinois");
	assert_written(&a, "US", "en", "Illinois 62701");
	assert_written(&(struct postal_address){0}, "US", "en", "");
	assert_written(&(struct postal_address){.lines = {[3] = TEXT("x")}, .country = TEXT("ZZ")}, "US", "en",
		       "x\nZZ");
}

static void one_line(void **state)
{
	(void)state;
	assert_true(text_equal(postal_address_format_line(arena, &german, TEXT("en")),
			       TEXT("Am Wall 7, 28195 Bremen, Germany")));
}

static void forms(void **state)
{
	(void)state;
	struct address_form form = postal_address_form(TEXT("MY"));
	assert_string_equal(form.label[ADDRESS_STATE], "State");
	assert_true(form.required[ADDRESS_STATE] && form.required[ADDRESS_POSTCODE]);
	assert_int_equal(form.order_count, ADDRESS_PARTS);
	form = postal_address_form(TEXT("DE"));
	assert_null(form.label[ADDRESS_STATE]);
	assert_int_equal(form.order_count, ADDRESS_PARTS - 1);
	form = postal_address_form(TEXT("AE"));
	assert_null(form.label[ADDRESS_POSTCODE]);
	assert_string_equal(form.label[ADDRESS_STATE], "Emirate");
	form = postal_address_form(TEXT("CN"));
	assert_int_equal(form.order[0], ADDRESS_POSTCODE);
	assert_int_equal(form.order[form.order_count - 1], ADDRESS_COUNTRY);
	form = postal_address_form(TEXT_NONE);
	assert_int_equal(form.order_count, ADDRESS_PARTS);
	assert_false(form.required[ADDRESS_POSTCODE]);
}

static void assert_flaw(struct postal_address address, enum address_part part, enum address_flaw flaw)
{
	enum address_flaw flaws[ADDRESS_PARTS];
	assert_int_equal(postal_address_check(&address, flaws), flaw == ADDRESS_GOOD);
	for (enum address_part p = 0; p < ADDRESS_PARTS; p++)
		assert_int_equal(flaws[p], p == part ? flaw : ADDRESS_GOOD);
}

static void order_ready(void **state)
{
	(void)state;
	struct postal_address a = malaysian;
	assert_flaw(a, ADDRESS_PARTS, ADDRESS_GOOD);
	a.state = TEXT(" ");
	assert_flaw(a, ADDRESS_STATE, ADDRESS_MISSING);
	a = malaysian;
	a.postcode = TEXT("5045");
	assert_flaw(a, ADDRESS_POSTCODE, ADDRESS_MALFORMED);
	a.postcode = TEXT_NONE;
	assert_flaw(a, ADDRESS_POSTCODE, ADDRESS_MISSING);
	a = malaysian;
	a.lines[0] = TEXT_NONE;
	assert_flaw(a, ADDRESS_STREET, ADDRESS_MISSING);
	a = malaysian;
	a.name = TEXT_NONE;
	assert_flaw(a, ADDRESS_NAME, ADDRESS_MISSING);
	a.company = TEXT("Kedai Buku"); /* a company is a recipient too */
	assert_flaw(a, ADDRESS_PARTS, ADDRESS_GOOD);
	a.country = TEXT_NONE;
	assert_flaw(a, ADDRESS_COUNTRY, ADDRESS_MISSING);
	assert_flaw(german, ADDRESS_PARTS, ADDRESS_GOOD);
}

static void postcodes(void **state)
{
	(void)state;
	static const struct {
		const char *country, *postcode;
		bool good;
	} cases[] = {{"GB", "SW1A 1AA", true}, {"GB", "sw1a1aa", true},  {"GB", "SW1A 1A", false},
		     {"NL", "1012 AB", true},  {"NL", "1012", false},    {"BR", "01310-100", true},
		     {"BR", "01310100", true}, {"PL", "00-950", true},   {"US", "62701-1234", true},
		     {"US", "6270", false},    {"CA", "K1A 0B1", true},  {"DE", "2819", false},
		     {"DE", "D-28195", false}, {"IE", "D02 X285", true}, {"KE", "whatever", true}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		enum address_flaw flaws[ADDRESS_PARTS];
		struct postal_address a = german;
		a.country = text_of(cases[i].country);
		a.postcode = text_of(cases[i].postcode);
		postal_address_check(&a, flaws);
		if ((flaws[ADDRESS_POSTCODE] == ADDRESS_GOOD) != cases[i].good)
			fail_msg("%s %s", cases[i].country, cases[i].postcode);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(envelopes), cmocka_unit_test(incomplete_ones), cmocka_unit_test(one_line),
		cmocka_unit_test(forms),     cmocka_unit_test(order_ready),     cmocka_unit_test(postcodes),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
