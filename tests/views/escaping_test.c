/* Hostile text in every place of a compiled view: it must stay text.
 *
 * The one idea: a page is reduced to its skeleton (tags and attribute names, by the rules of HTML's tokenizer). With
 * any text in it the skeleton must be that of the page with a harmless word; and every URL must be one that cannot run.
 */
#include "escaping.views.h"
#include "tests/unit.h"
#include "web/language.h"
#include "web/view.h"

#include <ctype.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const hostile[] = {
	"<script>alert(1)</script>",
	"</script><script>alert(1)</script>",
	"\"><script>alert(1)</script>",
	"'><img src=x onerror=alert(1)>",
	"\" onmouseover=\"alert(1)",
	"' onfocus='alert(1)' autofocus='",
	" onload=alert(1) x=",
	"<svg/onload=alert(1)>",
	"<svg><animate onbegin=alert(1) attributeName=x>",
	"</textarea><script>alert(1)</script>",
	"</title><script>alert(1)</script>",
	"</pre></form></body></html><script>alert(1)</script>",
	"--><script>alert(1)</script><!--",
	"<!--",
	"<![CDATA[",
	"<?php",
	"<plaintext>",
	"<iframe srcdoc=\"<script>alert(1)</script>\">",
	"<base href=//evil.example>",
	"<meta http-equiv=refresh content=0;url=//evil.example>",
	"<form action=//evil.example><button>",
	"<a href=javascript:alert(1)>",
	"javascript:alert(1)",
	"JaVaScRiPt:alert(1)",
	" javascript:alert(1)",
	"java\tscript:alert(1)",
	"java\nscript:alert(1)",
	"\x01javascript:alert(1)",
	"javascript&colon;alert(1)",
	"&#106;avascript:alert(1)",
	"javascript://example.com/%0aalert(1)",
	"vbscript:msgbox(1)",
	"data:text/html,<script>alert(1)</script>",
	"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
	"blob:https://evil.example/1",
	"//evil.example/x",
	"/\\evil.example/x",
	"\\\\evil.example",
	"/\t/evil.example",
	"/\n/evil.example",
	"http:\\\\evil.example",
	"&quot;><script>alert(1)</script>",
	"&lt;script&gt;alert(1)&lt;/script&gt;",
	"{{constructor.constructor('alert(1)')()}}",
	"${alert(1)}",
	"{0}{1}<b>{0}",
	"\r\n\r\n<script>alert(1)</script>",
	"\xe2\x80\xa8<script>alert(1)</script>",
	"<\xef\xbc\x9cscript\xef\xbc\x9e",
	"`onmouseover=alert(1)`",
	"js:alert(1)",
};

struct page {
	struct arena *arena;
	struct buffer out;
	struct view view;
};

static struct text render(struct page *page, struct text value)
{
	buffer_clear(&page->out);
	view_escaping(&page->view, value);
	assert_false(buffer_failed(&page->out));
	return buffer_text(&page->out);
}

/* What a browser reads a value of an attribute as, as far as the escaper writes entities. */
static struct text unescape(struct arena *arena, struct text t)
{
	static const struct {
		struct text name;
		char c;
	} entities[] = {{TEXT("&amp;"), '&'},  {TEXT("&lt;"), '<'},  {TEXT("&gt;"), '>'},   {TEXT("&quot;"), '"'},
			{TEXT("&#39;"), '\''}, {TEXT("&#9;"), '\t'}, {TEXT("&#10;"), '\n'}, {TEXT("&#13;"), '\r'}};
	char *to = arena_take(arena, t.size + 1);
	size_t size = 0;
	for (size_t i = 0; i < t.size; i++) {
		to[size] = t.at[i];
		for (size_t e = 0; e < COUNT(entities); e++)
			if (text_starts(text_slice(t, i, t.size), entities[e].name)) {
				to[size] = entities[e].c;
				i += entities[e].name.size - 1;
				break;
			}
		size++;
	}
	return (struct text){to, size};
}

/* By the URL standard: blanks and controls at the edges, tabs and line breaks anywhere do not count. */
static void assert_harmless_url(struct arena *arena, struct text name, struct text raw)
{
	struct text url = unescape(arena, raw);
	char seen[24] = "";
	size_t size = 0;
	for (size_t i = 0; i < url.size && size < sizeof seen - 1; i++)
		if ((unsigned char)url.at[i] > ' ')
			seen[size++] = (char)tolower((unsigned char)url.at[i]);
	struct text start = text_slice((struct text){seen, size}, 0, size);
	bool own =
		size == 0 || seen[0] == '#' || seen[0] == '?' || (seen[0] == '/' && seen[1] != '/' && seen[1] != '\\');
	bool link = text_equal(name, TEXT("href")) || text_equal(name, TEXT("src"));
	bool known = text_starts(start, TEXT("http://")) || text_starts(start, TEXT("https://")) ||
		     text_starts(start, TEXT("mailto:")) || text_starts(start, TEXT("tel:"));
	if (!own && !(link && known))
		fail_msg("%.*s=\"%.*s\" leads away or runs", TEXT_ARG(name), TEXT_ARG(raw));
}

static bool is_url(struct text name)
{
	return text_equal(name, TEXT("href")) || text_equal(name, TEXT("src")) || text_equal(name, TEXT("action")) ||
	       text_equal(name, TEXT("formaction")) || text_equal(name, TEXT("hx-post"));
}

static size_t name_end(struct text html, size_t at)
{
	while (at < html.size && !isspace((unsigned char)html.at[at]) && !strchr("=/>\"'", html.at[at]))
		at++;
	return at;
}

/* Adds the tag at `at` ("<p id class>") and gives the offset behind it. */
static size_t add_tag(struct page *page, struct buffer *skeleton, struct text html, size_t at)
{
	size_t end = name_end(html, at + 2);
	buffer_add(skeleton, text_slice(html, at, end - at));
	for (at = end; at < html.size && html.at[at] != '>';) {
		end = name_end(html, at);
		if (end == at) {
			at++;
			continue;
		}
		struct text name = text_slice(html, at, end - at);
		buffer_add_char(skeleton, ' ');
		buffer_add(skeleton, name);
		at = end;
		if (text_starts(text_slice(html, at, 2), TEXT("=\""))) {
			size_t close = text_find(html, TEXT("\""), at + 2);
			assert_true(close != SIZE_MAX);
			if (is_url(name))
				assert_harmless_url(page->arena, name, text_slice(html, at + 2, close - at - 2));
			at = close + 1;
		}
	}
	buffer_add_char(skeleton, '>');
	return at + 1;
}

static struct text skeleton_of(struct page *page, struct text html)
{
	struct buffer skeleton = buffer_make(1 << 20);
	for (size_t at = 0; at < html.size;) {
		char next = at + 1 < html.size ? html.at[at + 1] : ' ';
		if (html.at[at] == '<' && (isalpha((unsigned char)next) || next == '/' || next == '!' || next == '?'))
			at = add_tag(page, &skeleton, html, at);
		else
			at++;
	}
	struct text copy = text_copy(page->arena, buffer_text(&skeleton));
	buffer_free(&skeleton);
	/* <br> is what the filter `lines` makes of line breaks */
	for (size_t br; (br = text_find(copy, TEXT("<br>"), 0)) != SIZE_MAX;)
		copy = text_join(page->arena, text_slice(copy, 0, br), text_slice(copy, br + 4, copy.size));
	return copy;
}

static int open_page(void **state)
{
	struct page *page = calloc(1, sizeof *page);
	assert_non_null(page);
	page->arena = arena_open((size_t)64 << 20);
	page->out = buffer_make((size_t)1 << 20);
	page->view = (struct view){.out = &page->out,
				   .arena = page->arena,
				   .language = language_find(TEXT("en")),
				   .zone = zone_utc(),
				   .csrf = TEXT("token")};
	*state = page;
	return 0;
}

static int close_page(void **state)
{
	struct page *page = *state;
	buffer_free(&page->out);
	arena_close(page->arena);
	free(page);
	return 0;
}

static void hostile_text_stays_text(void **state)
{
	struct page *page = *state;
	struct text expected = skeleton_of(page, render(page, TEXT("word")));
	assert_true(expected.size > 200);
	for (size_t i = 0; i < COUNT(hostile); i++)
		ASSERT_TEXT(skeleton_of(page, render(page, text_of(hostile[i]))), expected);
	for (char c = 1; c < 127; c++)
		ASSERT_TEXT(skeleton_of(page, render(page, (struct text){&c, 1})), expected);
}

static void skeleton_sees_what_is_not_escaped(void **state)
{
	struct page *page = *state;
	struct text good = skeleton_of(page, TEXT("<p title=\"x\">x</p>"));
	ASSERT_TEXT(good, TEXT("<p title></p>"));
	assert_false(text_equal(good, skeleton_of(page, TEXT("<p title=\"\" onclick=\"x\">x</p>"))));
	assert_false(text_equal(good, skeleton_of(page, TEXT("<p title=\"x\"><script>x</p>"))));
}

static void values_arrive_whole(void **state)
{
	struct page *page = *state;
	struct text out = render(page, TEXT("a&b <\"'> ü"));
	assert_true(text_find(out, TEXT("<title>a&amp;b &lt;&quot;&#39;&gt; ü</title>"), 0) != SIZE_MAX);
	assert_true(text_find(out, TEXT("value=\"a&amp;b &lt;&quot;&#39;&gt; ü\""), 0) != SIZE_MAX);
	assert_true(text_find(out, TEXT("/found/a%26b%20%3C%22%27%3E%20%C3%BC?q="), 0) != SIZE_MAX);
	assert_true(text_find(render(page, TEXT("\nx")), TEXT("<textarea name=\"a\">\n\nx</textarea>"), 0) != SIZE_MAX);
}

static void good_urls_stay(void **state)
{
	static const struct text urls[] = {TEXT("/admin/customers/7?tab=notes#n1"), TEXT("?page=2"), TEXT("#top"),
					   TEXT("/")};
	static const struct text links[] = {TEXT("https://example.com/a"), TEXT("HTTP://example.com"),
					    TEXT("mailto:a@b.example"), TEXT("tel:+60123456789")};
	struct page *page = *state;
	for (size_t i = 0; i < COUNT(urls); i++) {
		struct text out = render(page, urls[i]);
		assert_true(text_find(out, text_format(page->arena, "<a href=\"%.*s\">", TEXT_ARG(urls[i])), 0) !=
			    SIZE_MAX);
		assert_true(text_find(out, text_format(page->arena, " action=\"%.*s\"", TEXT_ARG(urls[i])), 0) !=
			    SIZE_MAX);
	}
	for (size_t i = 0; i < COUNT(links); i++) {
		struct text out = render(page, links[i]);
		assert_true(text_find(out, text_format(page->arena, "<a href=\"%.*s\">", TEXT_ARG(links[i])), 0) !=
			    SIZE_MAX);
		assert_true(text_find(out, TEXT(" action=\"#\""), 0) != SIZE_MAX);
	}
}

static void posting_forms_carry_the_token(void **state)
{
	struct page *page = *state;
	struct text out = render(page, TEXT("/x"));
	assert_true(text_find(out, TEXT("action=\"/x\"><input type=\"hidden\" name=\"csrf\" value=\"token\">"), 0) !=
		    SIZE_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(hostile_text_stays_text, open_page, close_page),
		cmocka_unit_test_setup_teardown(skeleton_sees_what_is_not_escaped, open_page, close_page),
		cmocka_unit_test_setup_teardown(values_arrive_whole, open_page, close_page),
		cmocka_unit_test_setup_teardown(good_urls_stay, open_page, close_page),
		cmocka_unit_test_setup_teardown(posting_forms_carry_the_token, open_page, close_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
