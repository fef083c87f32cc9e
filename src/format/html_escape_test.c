/* What is escaped where. */
#include "format/html_escape.h"
#include "tests/unit.h"

static void assert_escaped(void (*add)(struct buffer *, struct text), struct text t, const char *expected)
{
	struct buffer buffer = buffer_make(1000);
	add(&buffer, t);
	ASSERT_TEXT(buffer_text(&buffer), text_of(expected));
	buffer_free(&buffer);
}

static void test_text(void **state)
{
	(void)state;
	assert_escaped(html_add_text, TEXT("<b a=\"1\" c='2'>&amp;"),
		       "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
	assert_escaped(html_add_text, TEXT("plain \u00E4\n"), "plain \u00E4\n");
	assert_escaped(html_add_text, TEXT_NONE, "");
	assert_escaped(html_add_text, TEXT("<"), "&lt;");
}

static void test_attribute(void **state)
{
	(void)state;
	assert_escaped(html_add_attribute, TEXT("a\nb\tc\rd\"'<>&"), "a&#10;b&#9;c&#13;d&quot;&#39;&lt;&gt;&amp;");
}

static void test_a_url_is_escaped_or_no_url(void **state)
{
	(void)state;
	assert_escaped(html_add_url, TEXT("/customers?a='1'&b=<2>"), "/customers?a=&#39;1&#39;&amp;b=&lt;2&gt;");
	assert_escaped(html_add_url, TEXT("/\u00E4/\u00A0"), "/\u00E4/\u00A0");
	assert_escaped(html_add_url, TEXT_NONE, "");
	for (int c = 0; c < 256; c++) {
		char url[] = "/a?b='&\0behind";
		url[7] = (char)c;
		bool refused = c <= ' ' || c == '\\' || c == 0x7f;
		struct buffer buffer = buffer_make(1000);
		buffer_add(&buffer, TEXT("href="));
		html_add_url(&buffer, (struct text){url, sizeof url - 1});
		assert_int_equal(text_equal(buffer_text(&buffer), TEXT("href=#")), refused);
		buffer_free(&buffer);
	}
}

/* Every length and place of one byte that is escaped, since runs are looked at in eights. */
static void test_no_byte_is_overlooked_in_a_run(void **state)
{
	(void)state;
	for (size_t size = 1; size <= 40; size++)
		for (size_t at = 0; at < size; at++) {
			char run[40], expected[48];
			memset(run, 'x', size);
			run[at] = '<';
			memset(expected, 'x', sizeof expected);
			memcpy(expected + at, "&lt;", 4);
			expected[size + 3] = '\0';
			struct buffer buffer = buffer_make(1000);
			html_add_text(&buffer, (struct text){run, size});
			ASSERT_TEXT(buffer_text(&buffer), text_of(expected));
			buffer_free(&buffer);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_attribute),
		cmocka_unit_test(test_a_url_is_escaped_or_no_url),
		cmocka_unit_test(test_no_byte_is_overlooked_in_a_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
