/* Reading the way and carrying it on. */
#include "web/way.h"

#include "format/url.h"
#include "service/settings.h"

static void read_way(struct request *request)
{
	struct request_way *way = &request->way;
	if (way->read)
		return;
	*way = (struct request_way){.read = true, .next = TEXT_NONE, .channel = TEXT_NONE};
	if (request_is_office(request))
		return;
	struct text next = request_value(request, "next");
	if (!text_is_none(next) && url_is_own_path(next))
		way->next = next;
	way->channel = request_value(request, "channel");
}

/* A page without a name is worse than one with the program's. */
static struct page_face business_face(struct request *request)
{
	struct page_face face = {.word = TEXT_NONE, .style = TEXT(""), .storefront = TEXT("")};
	if (settings_get(request->ctx, SETTING_BUSINESS_NAME, &face.name) != DONE)
		face.name = TEXT("Clientele");
	return face;
}

/* The business's logo says whose it is only where it is the business that speaks. */
static void add_logo(struct request *request, struct text business, struct page_face *face)
{
	face->logo = page_logo(request, face->channel);
	if (face->logo.of_business && !text_equal(face->name, business))
		face->logo.alone = false;
}

const struct page_face *way_face(struct request *request)
{
	read_way(request);
	if (request->way.face)
		return request->way.face;
	struct page_face *face = arena_take(request->ctx->arena, sizeof *face);
	*face = business_face(request);
	struct page_face found = *face;
	struct text business = face->name;
	if (!request_is_office(request) && way_face_of(request, &found, &request->way.said) == DONE)
		*face = found;
	add_logo(request, business, face);
	request->way.face = face;
	return face;
}

struct channel_id way_said_channel(struct request *request)
{
	const struct page_face *face = way_face(request);
	return request->way.said ? face->channel : (struct channel_id){0};
}

void way_follow(struct request *request, struct text next, struct customer_id whose)
{
	request->way = (struct request_way){.read = true, .next = TEXT_NONE, .channel = TEXT_NONE, .whose = whose};
	if (!text_is_empty(next) && url_is_own_path(next))
		request->way.next = next;
	way_face(request);
}

struct page_way way_of(struct request *request)
{
	struct arena *arena = request->ctx->arena;
	const struct page_face *face = way_face(request);
	struct page_way way = {TEXT(""), TEXT(""), TEXT("")};
	if (!text_is_none(request->way.next)) {
		way.next = request->way.next;
		way.query = text_join(arena, TEXT("next="), url_encode(arena, way.next));
	}
	if (!text_is_empty(face->word) && (request->way.whose.value || !text_is_empty(request->way.channel))) {
		way.channel = face->word;
		way.query = text_format(arena, "%.*s%schannel=%.*s", TEXT_ARG(way.query),
					text_is_empty(way.query) ? "" : "&", TEXT_ARG(url_encode(arena, way.channel)));
	}
	return way;
}

struct text way_url(struct request *request, struct text path)
{
	struct page_way way = way_of(request);
	if (text_is_empty(way.query))
		return path;
	struct text url = text_format(request->ctx->arena, "%.*s?%.*s", TEXT_ARG(path), TEXT_ARG(way.query));
	return url_is_own_path(url) ? url : path;
}

struct text way_goal(struct request *request)
{
	read_way(request);
	return text_is_none(request->way.next) ? TEXT("/account") : request->way.next;
}
