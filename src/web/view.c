/* Writing what views say, each value escaped for its place; filters are in view_filters.c. */
#include "web/view.h"

#include "format/html_escape.h"
#include "format/url.h"
#include "web/language.h"
#include "web/route.h"

#include <strings.h>

void view_put_words(struct view *view, const struct text *words)
{
	buffer_add(view->out, words[view->language->number]);
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
	if (value <= INT64_MAX)
		buffer_add_number(view->out, (int64_t)value);
	else
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

/* By its beginning; that nothing behind it turns it into another is html_add_url()'s part. */
static bool begins_own_path(struct text url)
{
	if (url.size == 0 || url.at[0] == '?' || url.at[0] == '#')
		return true;
	return url.at[0] == '/' && (url.size == 1 || url.at[1] != '/');
}

static bool begins_scheme(struct text url)
{
	static const struct text schemes[] = {TEXT("http://"), TEXT("https://"), TEXT("mailto:"), TEXT("tel:")};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (url.size >= schemes[i].size && strncasecmp(url.at, schemes[i].at, schemes[i].size) == 0)
			return true;
	return false;
}

void view_put_path(struct view *view, struct text value)
{
	html_add_url(view->out, begins_own_path(value) ? value : TEXT("#"));
}

void view_put_url(struct view *view, struct text value)
{
	html_add_url(view->out, begins_own_path(value) || begins_scheme(value) ? value : TEXT("#"));
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
	struct text piece;
	size_t place;
	while (language_next_place(&sentence, count, &piece, &place)) {
		html_add_attribute(view->out, piece);
		html_add_attribute(view->out, values[place]);
	}
	html_add_attribute(view->out, sentence);
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
