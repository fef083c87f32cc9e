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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_attribute)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
