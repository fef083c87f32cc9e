/* What CommonMark becomes, and what nobody gets into a letter by it. */
#include "format/commonmark.h"
#include "tests/unit.h"

static struct text html(struct arena *arena, struct text source)
{
	struct buffer out = buffer_make(1 << 20);
	commonmark_add_html(&out, source);
	struct text made = text_copy(arena, buffer_text(&out));
	buffer_free(&out);
	return made;
}

static struct text plain(struct arena *arena, struct text source)
{
	struct buffer out = buffer_make(1 << 20);
	commonmark_add_text(&out, source);
	struct text made = text_copy(arena, buffer_text(&out));
	buffer_free(&out);
	return made;
}

static void both_parts_say_the_same(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	const struct text source =
		TEXT("# Hello\n\nDear *Ms* **Lim**,\nclick [here](https://x.example/a?b=1&c=2).\n\n- one\n- two\n\n"
		     "1. first\n2. second\n\n> said\n\n<https://x.example/>\n");
	(void)state;
	ASSERT_TEXT(html(arena, source),
		    TEXT("<h1>Hello</h1>\n<p>Dear <em>Ms</em> <strong>Lim</strong>,\nclick "
			 "<a href=\"https://x.example/a?b=1&amp;c=2\">here</a>.</p>\n"
			 "<ul><li>one</li>\n<li>two</li>\n</ul>\n<ol><li>first</li>\n<li>second</li>\n</ol>\n"
			 "<blockquote><p>said</p>\n</blockquote>\n<p><a "
			 "href=\"https://x.example/\">https://x.example/</a></p>\n"));
	ASSERT_TEXT(plain(arena, source), TEXT("Hello\n\nDear Ms Lim,\nclick here (https://x.example/a?b=1&c=2).\n\n- "
					       "one\n- two\n\n1. first\n2. second\n\n"
					       "> said\n\nhttps://x.example/\n\n"));
}

static void paragraphs_of_a_quotation_stay_apart_and_inside_it(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	(void)state;
	ASSERT_TEXT(plain(arena, TEXT("a\n\n> b\n> c\n>\n> d\n>\n> > e\n>\n> - f\n\ng\n")),
		    TEXT("a\n\n> b\n> c\n>\n> d\n> >\n> > e\n>\n> - f\n\ng\n\n"));
}

static void an_address_has_a_line_of_its_own_where_its_link_has_a_paragraph(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	(void)state;
	ASSERT_TEXT(plain(arena,
			  TEXT("Hi\n\n[Open *it*](https://x.example/a)\n\n[a](https://x.example/b) c\n\n"
			       "[d](https://x.example/d1) [e](https://x.example/e1)\n\n- [f](https://x.example/f1)\n")),
		    TEXT("Hi\n\nOpen it:\nhttps://x.example/a\n\na (https://x.example/b) c\n\n"
			 "d (https://x.example/d1) e (https://x.example/e1)\n\n- f (https://x.example/f1)\n\n"));
}

static void html_pictures_and_strange_links_stay_text(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	(void)state;
	ASSERT_TEXT(html(arena, TEXT("<script>alert(1)</script> <b>x</b>")),
		    TEXT("<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;x&lt;/b&gt;</p>\n"));
	ASSERT_TEXT(html(arena, TEXT("[a](javascript:alert(1)) [b](data:text/html,x) [c](/own) ![d "
				     "*e*](https://x.example/p.png)")),
		    TEXT("<p>a b c d e</p>\n"));
	ASSERT_TEXT(html(arena, TEXT("[a](https://x.example/\"onclick=1)")),
		    TEXT("<p class=\"alone\"><a href=\"https://x.example/&quot;onclick=1\">a</a></p>\n"));
	/* One that is its own words, or not alone, is like others. */
	ASSERT_TEXT(html(arena, TEXT("<https://x.example>\n\n[a](https://x.example) b")),
		    TEXT("<p><a href=\"https://x.example\">https://x.example</a></p>\n<p><a "
			 "href=\"https://x.example\">a</a> b</p>\n"));
}

static void escaped_values_stand_as_they_are(void **state)
{
	static const char *const values[] = {"*a* _b_ [c](https://x.example) <d> `e` # f",
					     "1. a",
					     "- a",
					     "> a",
					     "![a](b)",
					     "a\\b",
					     "&amp; &lt;",
					     "~a~ |b|"};
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct text value = text_of(values[i]);
		struct text made = plain(arena, text_join(arena, commonmark_escape(arena, value), TEXT("\n")));
		ASSERT_TEXT(made, text_join(arena, value, TEXT("\n\n")));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_parts_say_the_same),
		cmocka_unit_test(paragraphs_of_a_quotation_stay_apart_and_inside_it),
		cmocka_unit_test(an_address_has_a_line_of_its_own_where_its_link_has_a_paragraph),
		cmocka_unit_test(html_pictures_and_strange_links_stay_text),
		cmocka_unit_test(escaped_values_stand_as_they_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
