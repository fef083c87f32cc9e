/* Tokens that this program signs, and those that it must not believe. */
#include "format/jose.h"

#include "tests/unit.h"

static struct arena *arena;
static struct bytes first, second;

static int make_keys(void **state)
{
	(void)state;
	arena = arena_open(SIZE_MAX);
	return jose_make_key(arena, &first) != DONE || jose_make_key(arena, &second) != DONE;
}

static int drop_keys(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

static struct text sign(const char *json)
{
	const struct jose_claims claims = {TEXT("JWT"), TEXT("7"), text_of(json)};
	struct text token;
	assert_int_equal(jose_sign(arena, first, &claims, &token), DONE);
	return token;
}

static void what_was_signed_reads_back_and_fits_its_key_alone(void **state)
{
	(void)state;
	struct jose_token token;
	assert_true(jose_read(arena, sign("{\"sub\":\"12\"}"), &token));
	ASSERT_TEXT(token.key, TEXT("7"));
	ASSERT_TEXT(token.json, TEXT("{\"sub\":\"12\"}"));
	assert_true(jose_fits(&token, first));
	assert_false(jose_fits(&token, second));
	assert_false(jose_fits(&token, (struct bytes){(const unsigned char *)"rubbish", 7}));
}

static void what_was_changed_does_not_fit(void **state)
{
	(void)state;
	struct text token = sign("{\"sub\":\"12\"}"), rest = token, head, body;
	struct jose_token read;
	text_next(&rest, '.', &head);
	text_next(&rest, '.', &body);
	struct text other = jose_encode(arena, (struct bytes){(const unsigned char *)"{\"sub\":\"13\"}", 12});
	assert_true(jose_read(
		arena, text_format(arena, "%.*s.%.*s.%.*s", TEXT_ARG(head), TEXT_ARG(other), TEXT_ARG(rest)), &read));
	assert_false(jose_fits(&read, first));
}

static struct text with_header(const char *header)
{
	struct text encoded = jose_encode(arena, (struct bytes){(const unsigned char *)header, strlen(header)});
	return text_format(arena, "%.*s.e30.AAAA", TEXT_ARG(encoded));
}

static void no_token_chooses_how_it_is_checked(void **state)
{
	(void)state;
	struct jose_token token;
	assert_true(jose_read(arena, with_header("{\"alg\":\"RS256\",\"kid\":\"1\"}"), &token));
	assert_false(jose_fits(&token, first));
	assert_false(jose_read(arena, with_header("{\"alg\":\"none\",\"kid\":\"1\"}"), &token));
	assert_false(jose_read(arena, with_header("{\"alg\":\"HS256\",\"kid\":\"1\"}"), &token));
	assert_false(jose_read(arena, with_header("{\"alg\":\"RS256\"}"), &token));
	assert_false(jose_read(arena, with_header("{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"1\"}"), &token));
	assert_false(jose_read(arena, with_header("[]"), &token));
}

static void rubbish_is_no_token(void **state)
{
	(void)state;
	static const char *const rubbish[] = {"",        ".",        "..",          "a.b.c",
					      "e30.e30", "e30.e30.", "e30=.e30.AA", "e30.e30.AAAA.AAAA"};
	struct jose_token token;
	for (size_t i = 0; i < sizeof rubbish / sizeof *rubbish; i++)
		assert_false(jose_read(arena, text_of(rubbish[i]), &token));
	char *long_one = arena_take(arena, JOSE_TOKEN_MOST + 1);
	memset(long_one, 'A', JOSE_TOKEN_MOST + 1);
	assert_false(jose_read(arena, (struct text){long_one, JOSE_TOKEN_MOST + 1}, &token));
}

static void only_what_encodes_so_is_decoded(void **state)
{
	(void)state;
	struct bytes raw;
	assert_true(jose_decode(arena, TEXT("AAAA"), &raw));
	static const char *const others[] = {"\xEC\xB0\xB0"
					     "1",
					     "AAA=",
					     "AAB",
					     "AA A",
					     "AA+A",
					     "A"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(jose_decode(arena, text_of(others[i]), &raw));
}

static void the_public_half_is_of_2048_bits(void **state)
{
	(void)state;
	struct jose_public public;
	struct bytes raw;
	assert_int_equal(jose_public_of(arena, first, &public), DONE);
	ASSERT_TEXT(public.e, TEXT("AQAB"));
	assert_true(jose_decode(arena, public.n, &raw));
	assert_int_equal(raw.size, 256);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_signed_reads_back_and_fits_its_key_alone),
		cmocka_unit_test(what_was_changed_does_not_fit),
		cmocka_unit_test(no_token_chooses_how_it_is_checked),
		cmocka_unit_test(rubbish_is_no_token),
		cmocka_unit_test(only_what_encodes_so_is_decoded),
		cmocka_unit_test(the_public_half_is_of_2048_bits),
	};
	return cmocka_run_group_tests(tests, make_keys, drop_keys);
}
