/* Writing what views say, each value escaped for its place; filters are in view_filters.c. */
#include "web/view.h"

#include "format/html_escape.h"
#include "format/url.h"
#include "web/language.h"
#include "web/route.h"

void view_raw(struct view *view, const char *markup, size_t size)
{
	buffer_add_bytes(view->out, markup, size);
}

void view_put_text(struct view *view, struct text value)
{
	html_add_text(view->out, value);
}

void view_put_number(struct view *view, int64_t value)
{
	buffer_add_number(view->out, value);
}

void view_put_unsigned(struct view *view, uint64_t value)
{
	buffer_add_format(view->out, "%llu", (unsigned long long)value);
}

void view_put_html(struct view *view, struct html value)
{
	buffer_add(view->out, value.value);
}

void view_put_attribute_text(struct view *view, struct text value)
{
	html_add_attribute(view->out, value);
}

/* Browsers drop tabs and line breaks from URLs and take \ for /, so neither may stand in what is judged. */
static bool is_plain(struct text url)
{
	for (size_t i = 0; i < url.size; i++)
		if ((unsigned char)url.at[i] <= ' ' || url.at[i] == '\\' || url.at[i] == 0x7f)
			return false;
	return true;
}

static bool is_own_path(struct text url)
{
	if (url.size == 0 || !is_plain(url))
		return url.size == 0;
	return url.at[0] == '?' || url.at[0] == '#' || (url.at[0] == '/' && (url.size == 1 || url.at[1] != '/'));
}

void view_put_path(struct view *view, struct text value)
{
	html_add_attribute(view->out, is_own_path(value) ? value : TEXT("#"));
}

void view_put_url(struct view *view, struct text value)
{
	static const struct text schemes[] = {TEXT("http://"), TEXT("https://"), TEXT("mailto:"), TEXT("tel:")};
	struct text start = text_lower_ascii(view->arena, text_slice(value, 0, 8));
	bool good = is_own_path(value);
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		good |= text_starts(start, schemes[i]) && is_plain(value);
	html_add_attribute(view->out, good ? value : TEXT("#"));
}

struct text view_url_base(struct text value)
{
	while (text_ends(value, TEXT("/")))
		value.size--;
	return value;
}

void view_put_url_text(struct view *view, struct text value)
{
	url_add_encoded(view->out, value);
}

struct text view_tr(struct view *view, const char *context, const char *message)
{
	return language_text(view->language, context, message);
}

struct text view_trn(struct view *view, const char *context, const char *one, const char *many, int64_t n)
{
	return language_plural(view->language, context, one, many, n);
}

void view_put_sentence(struct view *view, struct text sentence, const struct text *values, size_t count)
{
	html_add_attribute(view->out, count == 0 ? sentence : language_fill(view->arena, sentence, values, count));
}

struct text view_value_text(struct view *view, struct text value)
{
	(void)view;
	return value;
}

struct text view_value_number(struct view *view, int64_t value)
{
	return view_count_text(view, value);
}

struct text view_value_unsigned(struct view *view, uint64_t value)
{
	return view_count_text(view, value > INT64_MAX ? INT64_MAX : (int64_t)value);
}

void view_csrf(struct view *view)
{
	buffer_add(view->out, TEXT("<input type=\"hidden\" name=\"" ROUTE_CSRF_FIELD "\" value=\""));
	html_add_attribute(view->out, view->csrf);
	buffer_add(view->out, TEXT("\">"));
}
