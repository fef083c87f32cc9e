/* Encoding, decoding, pairs, and where links may lead. */
#include "format/url.h"
#include "tests/unit.h"

static struct arena *arena;

static void test_encode(void **state)
{
	(void)state;
	ASSERT_TEXT(url_encode(arena, TEXT("a b/c?&=+%~-._\u00E4")), TEXT("a%20b%2Fc%3F%26%3D%2B%25~-._%C3%A4"));
	struct buffer buffer = buffer_make(3);
	url_add_encoded(&buffer, TEXT("\n"));
	ASSERT_TEXT(buffer_text(&buffer), TEXT("%0A"));
	url_add_encoded(&buffer, TEXT("a"));
	assert_true(buffer_failed(&buffer));
	buffer_free(&buffer);
}

static void test_decode(void **state)
{
	(void)state;
	struct text t;
	assert_int_equal(url_decode(arena, TEXT("a%20+b%2f%2F%c3%A4"), &t), DONE);
	ASSERT_TEXT(t, TEXT("a +b//\u00E4"));
	static const char *bad[] = {"%",   "%4",        "a%4",    "%G0",  "%0g",  "%00",
				    "%C3", "%ED%A0%80", "%C0%AF", "\xFF", "%%20", "%-1"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (url_decode(arena, text_of(bad[i]), &t) != INVALID)
			fail_msg("accepted: %s", bad[i]);
	/* Every character comes back. */
	for (int c = 1; c < 128; c++) {
		struct text one = text_format(arena, "%c\u20AC", c);
		assert_int_equal(url_decode(arena, url_encode(arena, one), &t), DONE);
		ASSERT_TEXT(t, one);
	}
}

static void test_pairs(void **state)
{
	(void)state;
	struct text rest = TEXT("&&a=1&b&=x&c%3D=d%26+e=f&a=&");
	static const char *expected[][2] = {{"a", "1"}, {"b", ""}, {"", "x"}, {"c=", "d& e=f"}, {"a", ""}};
	struct url_pair pair;
	bool found;
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(url_next_pair(arena, &rest, &found, &pair), DONE);
		assert_true(found);
		ASSERT_TEXT(pair.name, text_of(expected[i][0]));
		ASSERT_TEXT(pair.value, text_of(expected[i][1]));
		assert_non_null(pair.value.at);
	}
	assert_int_equal(url_next_pair(arena, &rest, &found, &pair), DONE);
	assert_false(found);
	static const char *bad[] = {"a=%", "%=a", "a=%00", "a=%FF", "%C3=%A4"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		rest = text_of(bad[i]);
		assert_int_equal(url_next_pair(arena, &rest, &found, &pair), INVALID);
	}
	rest = TEXT_NONE;
	assert_int_equal(url_next_pair(arena, &rest, &found, &pair), DONE);
	assert_false(found);
}

static void test_own_paths(void **state)
{
	(void)state;
	static const char *good[] = {"/",     "/admin",     "/admin?a=b&c=/x#y", "/a%0d%0a",
				     "/a//b", "/user@host", "/?next=http://x"};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		if (!url_is_own_path(text_of(good[i])))
			fail_msg("refused: %s", good[i]);
	static const char *bad[] = {"",
				    "//evil",
				    "/\\evil",
				    "\\evil",
				    "/a\\b",
				    "http://evil",
				    "https:evil",
				    "evil",
				    "/a\r\nSet-Cookie: x",
				    "/\t/evil",
				    "/ /evil",
				    "/\n/evil",
				    "user@evil",
				    "//user@evil/",
				    "/\u00E4",
				    "/\x7F",
				    "javascript:1",
				    "///evil",
				    " /admin",
				    "\xEF\xBC\x8F\xEF\xBC\x8F"
				    "evil"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (url_is_own_path(text_of(bad[i])))
			fail_msg("accepted: %s", bad[i]);
	assert_false(url_is_own_path((struct text){"/a\0b", 4}));
	assert_false(url_is_own_path(TEXT_NONE));
	char *deep = arena_take(arena, 3000);
	memset(deep, '/', 3000);
	deep[1] = 'a';
	assert_true(url_is_own_path((struct text){deep, 2000}));
	assert_false(url_is_own_path((struct text){deep, 2001}));
}

static void only_addresses_of_the_web_are_links(void **state)
{
	(void)state;
	static const char *const good[] = {"https://shop.example", "http://shop.example:8080/a?b=c#d",
					   "https://müller.example/ä"};
	static const char *const bad[] = {"",
					  "https://",
					  "javascript:alert(1)",
					  "https:///path",
					  "ftp://x.example",
					  "//x.example",
					  "https://x.example/ a",
					  "https://x.example/\"",
					  "https://x.example/<",
					  "https://x\\y"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(url_is_web(text_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(url_is_web(text_of(bad[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_addresses_of_the_web_are_links),
		cmocka_unit_test(test_encode),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_own_paths),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
