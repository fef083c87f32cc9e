/* Small things that the frame's views ask for; frames are filled in pages.c. */
#include "web/page.h"

#include "web/view.h"

int64_t page_news_more(const struct page_news *news)
{
	return news->total - (int64_t)news->count;
}

struct text page_way_url(struct view *view, const struct page_frame *frame, struct text path)
{
	if (text_is_empty(frame->way.query))
		return path;
	const char *mark = text_find(path, TEXT("?"), 0) == SIZE_MAX ? "?" : "&";
	return text_format(view->arena, "%.*s%s%.*s", TEXT_ARG(path), mark, TEXT_ARG(frame->way.query));
}

struct text page_title(struct view *view, const struct page_frame *frame)
{
	if (text_is_empty(frame->title))
		return frame->business;
	return text_format(view->arena, "%.*s – %.*s", TEXT_ARG(frame->title), TEXT_ARG(frame->business));
}

int64_t palette_number(const struct palette_item *items, const struct palette_item *item)
{
	return item - items;
}

struct text page_error_icon(int status)
{
	switch (status) {
	case 403: return TEXT("lock");
	case 404: return TEXT("map-off");
	case 409: return TEXT("users");
	case 429:
	case 503: return TEXT("clock");
	default: return TEXT("alert-triangle");
	}
}
