/* Filling frames. */
#include "web/pages.h"

#include "web/language.h"
#include "web/way.h"
#include "web/web.h"

#include <stdarg.h>
#include <string.h>

struct text page_words(const struct request *request, const char *message, ...)
{
	struct text values[PROBLEM_VALUES] = {TEXT_NONE};
	va_list list;
	va_start(list, message);
	size_t count = 0;
	while (count < PROBLEM_VALUES && !text_is_none(values[count] = va_arg(list, struct text)))
		count++;
	va_end(list);
	struct text sentence = language_text(request->ctx->language, NULL, message);
	return language_fill(request->ctx->arena, sentence, values, count);
}

static bool may_see(const struct request *request, const struct page_place *place)
{
	return place->permission == ROUTE_NO_PERMISSION || context_may(request->ctx, place->permission);
}

static bool is_current(const struct request *request, const struct page_place *place)
{
	struct text url = text_of(place->url), path = request->http->path;
	if (text_equal(url, TEXT("/admin")))
		return text_equal(path, url);
	return text_starts(path, url) && (path.size == url.size || path.at[url.size] == '/');
}

/* Places of one group stand together in the list; a group of which nothing may be seen is left out. */
static void fill_navigation(struct request *request, struct page_frame *frame)
{
	struct arena *arena = request->ctx->arena;
	struct page_group *groups = arena_take_array(arena, page_place_count, sizeof *groups);
	struct page_link *links = arena_take_array(arena, page_place_count, sizeof *links);
	const char *group = NULL;
	size_t count = 0;
	for (size_t i = 0; i < page_place_count; i++) {
		const struct page_place *place = &page_places[i];
		if (!may_see(request, place))
			continue;
		if (!count || !text_equal(text_of(group), text_of(place->group)) ||
		    groups[count - 1].foot != place->foot)
			groups[count++] = (struct page_group){
				.title = place->group[0] ? page_words(request, place->group, TEXT_NONE) : TEXT(""),
				.links = links,
				.foot = place->foot,
			};
		group = place->group;
		*links++ = (struct page_link){
			.label = page_words(request, place->label, TEXT_NONE),
			.url = text_of(place->url),
			.icon = text_of(place->icon),
			.count = text_equal(text_of(place->url), frame->news.url) ? frame->news.total : 0,
			.hot = true,
			.current = is_current(request, place),
		};
		groups[count - 1].count++;
	}
	frame->groups = groups;
	frame->group_count = count;
}

/* The tabs of a customer's own pages; the first one is their beginning. */
static void fill_portal(struct request *request, struct page_frame *frame)
{
	struct arena *arena = request->ctx->arena;
	struct page_link *links = arena_take_array(arena, portal_place_count, sizeof *links);
	struct page_group *group = arena_take(arena, sizeof *group);
	for (size_t i = 0; i < portal_place_count; i++)
		links[i] = (struct page_link){
			.label = page_words(request, portal_places[i].label, TEXT_NONE),
			.url = text_of(portal_places[i].url),
			.current = text_equal(request->http->path, text_of(portal_places[i].url)),
		};
	*group = (struct page_group){.title = TEXT(""), .links = links, .count = portal_place_count};
	frame->groups = group;
	frame->group_count = 1;
	frame->person_name = request->customer.name;
	frame->person_email = request->customer.email;
	frame->visitor = request->customer.visitor.value ? request->customer.visitor_name : TEXT_NONE;
	frame->view_only = request->customer.view_only;
}

/* A page without news is better than none. */
static void fill_news(struct request *request, struct page_frame *frame)
{
	frame->own = text_format(request->ctx->arena, "staff/%lld", (long long)request->staff.staff.value);
	if (page_news_of(request, &frame->news) != DONE)
		frame->news = (struct page_news){.url = TEXT("")};
}

static void fill_languages(struct request *request, struct page_frame *frame)
{
	const struct language *languages;
	frame->language_count = language_list(&languages);
	struct page_language *list = arena_take_array(request->ctx->arena, frame->language_count, sizeof *list);
	for (size_t i = 0; i < frame->language_count; i++)
		list[i] = (struct page_language){text_of(languages[i].code), text_of(languages[i].name),
						 strcmp(languages[i].code, request->ctx->language->code) == 0};
	frame->languages = list;
	frame->language = text_of(request->ctx->language->code);
}

static struct text here(struct request *request)
{
	const struct http_request *http = request->http;
	if (http->method != HTTP_GET)
		return way_url(request, http->path);
	if (text_is_empty(http->query))
		return http->path;
	return text_format(request->ctx->arena, "%.*s?%.*s", TEXT_ARG(http->path), TEXT_ARG(http->query));
}

struct page_frame *page_frame_named(struct request *request, struct text title)
{
	struct arena *arena = request->ctx->arena;
	struct page_frame *frame = arena_take(arena, sizeof *frame);
	struct page_crumb *crumbs = arena_take_array(arena, PAGE_CRUMBS, sizeof *crumbs);
	frame->title = title;
	frame->face = *way_face(request);
	frame->way = way_of(request);
	frame->business = frame->face.name;
	crumbs[0] = (struct page_crumb){title, TEXT_NONE};
	frame->crumbs = crumbs;
	frame->crumb_count = 1;
	frame->person_name = request->staff.name;
	frame->person_email = request->staff.email;
	frame->theme = request->staff.theme;
	frame->here = here(request);
	struct text said = answer_said(request);
	frame->flash = (struct page_flash){.mark = MARK_OK, .text = said};
	if (!text_is_empty(said))
		answer_offered_undo(request, &frame->flash.undo_url, &frame->flash.undo_what);
	fill_languages(request, frame);
	frame->language_url = request_is_office(request) ? TEXT("/admin/language") : TEXT("/language");
	if (request->customer.customer.value)
		fill_portal(request, frame);
	if (!request->staff.staff.value)
		return frame;
	fill_news(request, frame);
	fill_navigation(request, frame);
	return frame;
}

struct page_frame *page_frame(struct request *request, const char *title)
{
	return page_frame_named(request, page_words(request, title, TEXT_NONE));
}

void page_crumb_named(struct request *request, struct page_frame *frame, struct text label, struct text url)
{
	(void)request;
	struct page_crumb *crumbs = (struct page_crumb *)frame->crumbs; /* our own, from page_frame_named() */
	if (frame->crumb_count == PAGE_CRUMBS)
		return;
	crumbs[frame->crumb_count] = crumbs[frame->crumb_count - 1];
	crumbs[frame->crumb_count - 1] = (struct page_crumb){label, url};
	frame->crumb_count++;
}

void page_crumb(struct request *request, struct page_frame *frame, const char *label, struct text url)
{
	page_crumb_named(request, frame, page_words(request, label, TEXT_NONE), url);
}
