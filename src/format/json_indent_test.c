/* JSON for people. */
#include "format/json_indent.h"
#include "tests/unit.h"

static void a_member_stands_on_a_line_and_strings_stay_as_they_are(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	(void)state;
	ASSERT_TEXT(json_indent(arena, TEXT("{\"a\":[1,{\"b\":\"x{,:\\\"]\\\\\"}],\"c\":{},\"d\":[],\"e\":null}")),
		    TEXT("{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x{,:\\\"]\\\\\"\n    }\n  ],\n  \"c\": {},\n  "
			 "\"d\": [],\n"
			 "  \"e\": null\n}"));
	ASSERT_TEXT(json_indent(arena, TEXT("7")), TEXT("7"));
	ASSERT_TEXT(json_indent(arena, TEXT("")), TEXT(""));
}

static void what_pages_need_escaped_stands_as_it_is_for_people(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	(void)state;
	ASSERT_TEXT(json_plain(arena, TEXT("[\"\\u003cb\\u003e \\u0026 \\n\",\"\\\\u003c\\u001b\"]")),
		    TEXT("[\"<b> & \\n\",\"\\\\u003c\\u001b\"]"));
	ASSERT_TEXT(json_plain(arena, TEXT("")), TEXT(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_member_stands_on_a_line_and_strings_stay_as_they_are),
		cmocka_unit_test(what_pages_need_escaped_stands_as_it_is_for_people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
