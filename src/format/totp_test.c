/* Codes of the time, by the examples of RFC 4226 and 6238. */
#include "format/totp.h"

#include "tests/unit.h"

static const struct bytes secret = {(const unsigned char *)"12345678901234567890", TOTP_SECRET_BYTES};

static void codes_are_those_of_rfc_4226_appendix_d(void **state)
{
	static const char *const codes[] = {"755224", "287082", "359152", "969429", "338314",
					    "254676", "287922", "162583", "399871", "520489"};
	(void)state;
	char code[TOTP_DIGITS + 1];
	for (int64_t i = 0; i < 10; i++) {
		totp_make_code(secret, i, code);
		assert_string_equal(code, codes[i]);
	}
}

/* The last six of its eight digits. */
static void codes_are_those_of_rfc_6238_appendix_b(void **state)
{
	static const struct {
		int64_t second;
		const char *code;
	} examples[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
			{1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
	(void)state;
	char code[TOTP_DIGITS + 1];
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		totp_make_code(secret, totp_step((struct instant){examples[i].second * SECOND_US}), code);
		assert_string_equal(code, examples[i].code);
	}
}

static void a_code_is_good_half_a_minute_before_and_behind_its_own_and_no_longer(void **state)
{
	(void)state;
	int64_t step;
	const struct instant at[] = {{0}, {29 * SECOND_US}, {30 * SECOND_US}, {89 * SECOND_US}};
	for (size_t i = 0; i < 4; i++) {
		assert_true(totp_find_step(secret, TEXT("287082"), at[i], &step));
		assert_int_equal(step, 1);
	}
	assert_false(totp_find_step(secret, TEXT("287082"), (struct instant){90 * SECOND_US}, &step));
	assert_false(totp_find_step(secret, TEXT("287083"), at[2], &step));
	assert_false(totp_find_step(secret, TEXT("28708"), at[2], &step));
	assert_false(totp_find_step(secret, TEXT(""), at[2], &step));
}

static void the_secret_is_told_in_the_words_of_apps(void **state)
{
	(void)state;
	struct arena *arena = arena_open(SIZE_MAX);
	ASSERT_TEXT(totp_key(arena, secret), TEXT("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"));
	ASSERT_TEXT(totp_address(arena, secret, TEXT("Bücher & Co"), TEXT("ann@x.example")),
		    TEXT("otpauth://totp/B%C3%BCcher%20%26%20Co:ann%40x.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
			 "&issuer=B%C3%BCcher%20%26%20Co"));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_those_of_rfc_4226_appendix_d),
		cmocka_unit_test(codes_are_those_of_rfc_6238_appendix_b),
		cmocka_unit_test(a_code_is_good_half_a_minute_before_and_behind_its_own_and_no_longer),
		cmocka_unit_test(the_secret_is_told_in_the_words_of_apps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
