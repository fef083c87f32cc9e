/* Streams: opening them, who may hear, sending. State that changes: `kinds`, filled while the program starts. */
#include "web/live.h"

#include "base/log.h"
#include "format/json_write.h"
#include "live.routes.h"
#include "service/events.h"
#include "web/answer.h"
#include "web/language.h"
#include "web/live_parts.h"
#include "web/web.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KINDS_MOST     8
#define CHECK_BYTES    (256u << 10)
#define EVENT_MOST     (16u << 10)
#define LISTENERS_MOST 4096

static struct {
	const char *kind;
	enum permission permission;
	live_id_check *check;
} kinds[KINDS_MOST];
static size_t kind_count;

void live_allow(const char *kind, enum permission permission, live_id_check *check)
{
	for (size_t i = 0; i < kind_count; i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return;
	if (kind_count == KINDS_MOST)
		abort(); /* more kinds than the program has */
	kinds[kind_count].kind = kind;
	kinds[kind_count].permission = permission;
	kinds[kind_count++].check = check;
}

/* ---- may they? ---- */

bool live_is_own(struct text topic)
{
	return text_starts(topic, TEXT("staff/"));
}

/* DONE, FORBIDDEN, or what went wrong. */
static enum outcome check_topic(struct context *ctx, struct text topic)
{
	struct text rest = topic, kind;
	int64_t id;
	if (!text_next(&rest, '/', &kind) || !text_to_number(rest, &id))
		return FORBIDDEN;
	if (live_is_own(topic))
		return ctx->actor.kind == ACTOR_KIND_STAFF && ctx->actor.id == id ? DONE : FORBIDDEN;
	for (size_t i = 0; i < kind_count; i++) {
		if (!text_equal(kind, text_of(kinds[i].kind)))
			continue;
		if (!context_may(ctx, kinds[i].permission))
			return FORBIDDEN;
		enum outcome outcome = kinds[i].check(ctx, kind, id);
		return outcome == NOT_FOUND ? FORBIDDEN : outcome;
	}
	return FORBIDDEN;
}

/* NOT_FOUND: the session has ended. */
static enum outcome become_listener(struct context *ctx, const struct live_listener *listener)
{
	struct signed_in signed_in;
	ctx->language = language_find(TEXT("en"));
	return sessions_look(ctx, (struct secret){text_of(listener->token)}, &signed_in);
}

/* ---- listeners ---- */

struct live_place *live_place_of(struct live_listener *listener, struct text topic)
{
	for (size_t i = 0; i < listener->place_count; i++)
		if (text_equal(text_of(listener->places[i].topic), topic))
			return &listener->places[i];
	return NULL;
}

static void move_all(struct live_web *live, const struct live_listener *listener)
{
	for (size_t i = 0; i < listener->place_count; i++)
		live_move(live, text_of(listener->places[i].topic));
}

/* Under the lock. */
static void remove_gone(struct live_web *live)
{
	for (struct live_listener **at = &live->listeners; *at;) {
		struct live_listener *one = *at;
		if (one->stream || one->pins) {
			at = &one->next;
			continue;
		}
		*at = one->next;
		move_all(live, one);
		explicit_bzero(one->token, sizeof one->token);
		free(one);
	}
}

static void closed(void *state, struct http_stream *stream)
{
	struct live_listener *listener = state;
	struct live_web *live = listener->live;
	(void)stream;
	pthread_mutex_lock(&live->lock);
	listener->stream = NULL;
	remove_gone(live);
	pthread_mutex_unlock(&live->lock);
}

static void end(struct live_web *live, struct live_listener *listener)
{
	pthread_mutex_lock(&live->lock);
	if (listener->stream)
		http_stream_end(listener->stream);
	pthread_mutex_unlock(&live->lock);
}

static void leave(struct live_web *live, struct live_listener *listener, struct text topic)
{
	pthread_mutex_lock(&live->lock);
	struct live_place *place = live_place_of(listener, topic);
	live_move(live, topic);
	if (place)
		*place = listener->places[--listener->place_count];
	if (!listener->place_count && listener->stream)
		http_stream_end(listener->stream);
	pthread_mutex_unlock(&live->lock);
}

/* Those who listen, pinned; to a topic, or (none) to anything. */
static size_t pin(struct live_web *live, struct text topic, struct live_listener ***ret_pinned)
{
	size_t count = 0;
	pthread_mutex_lock(&live->lock);
	for (struct live_listener *one = live->listeners; one; one = one->next)
		count += one->stream && (text_is_none(topic) || live_place_of(one, topic));
	*ret_pinned = count ? calloc(count, sizeof **ret_pinned) : NULL;
	size_t taken = 0;
	for (struct live_listener *one = live->listeners; one && *ret_pinned; one = one->next)
		if (one->stream && (text_is_none(topic) || live_place_of(one, topic))) {
			one->pins++;
			(*ret_pinned)[taken++] = one;
		}
	pthread_mutex_unlock(&live->lock);
	return taken;
}

static void unpin(struct live_web *live, struct live_listener **pinned, size_t count)
{
	pthread_mutex_lock(&live->lock);
	for (size_t i = 0; i < count; i++)
		pinned[i]->pins--;
	remove_gone(live);
	pthread_mutex_unlock(&live->lock);
	free(pinned);
}

/* ---- sending ---- */

void live_move(struct live_web *live, struct text topic)
{
	live_tell(live->hub,
		  &(struct live_news){.topic = topic,
				      .name = live_is_own(topic) ? TEXT("ended") : TEXT("moved"),
				      .payload = TEXT("")},
		  false);
}

static void send_to(struct live_web *live, struct live_listener *listener, const char *event, const struct buffer *data)
{
	struct buffer text __attribute__((cleanup(buffer_free))) = buffer_make(EVENT_MOST + 64);
	buffer_add_format(&text, "event: %s\ndata: ", event);
	buffer_add(&text, buffer_text(data));
	buffer_add(&text, TEXT("\n\n"));
	pthread_mutex_lock(&live->lock);
	if (listener->stream && !buffer_failed(&text))
		(void)!http_stream_send(listener->stream, buffer_text(&text));
	pthread_mutex_unlock(&live->lock);
}

/* What one listener may hear now, they hear. */
struct sending {
	struct live_web *live;
	struct text topic;
	const char *event;
	live_write *write;
	void *state;
};

static void send_checked(const struct sending *sending, struct live_listener *listener)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(CHECK_BYTES);
	struct buffer data __attribute__((cleanup(buffer_free))) = buffer_make(EVENT_MOST);
	struct context ctx;
	context_open(&ctx, arena, sending->live->store);
	enum outcome outcome = become_listener(&ctx, listener);
	if (outcome == NOT_FOUND) {
		end(sending->live, listener);
	} else if (outcome == DONE) {
		outcome = check_topic(&ctx, sending->topic);
		if (outcome == FORBIDDEN)
			leave(sending->live, listener, sending->topic);
	}
	if (outcome == DONE) {
		sending->write(&(struct live_hearing){listener, &ctx, &data}, sending->state);
		send_to(sending->live, listener, sending->event, &data);
	}
	context_close(&ctx);
}

void live_send(struct live_web *live, struct text topic, const char *event, live_write *write, void *state)
{
	const struct sending sending = {live, topic, event, write, state};
	struct live_listener **pinned;
	size_t count = pin(live, topic, &pinned);
	for (size_t i = 0; i < count; i++)
		send_checked(&sending, pinned[i]);
	unpin(live, pinned, count);
}

/* ---- what changed ---- */

struct change {
	struct text topic, at, actor, event;
};

static void write_change(const struct live_hearing *hearing, void *state)
{
	const struct change *change = state;
	struct json_writer json = json_writer_make(hearing->data);
	struct text values[] = {change->actor, TEXT_NONE};
	const char *label = context_may(hearing->ctx, PERMISSION_EVENTS_READ) ? event_label(change->event) : "";
	values[1] = language_text(hearing->ctx->language, NULL, label);
	if (text_is_empty(change->actor))
		values[0] = language_text(hearing->ctx->language, NULL, N_("Somebody else"));
	struct text sentence = language_text(hearing->ctx->language, NULL,
					     label[0] ? N_("{0} has changed this customer: {1}.")
						      : N_("{0} has changed this customer."));
	json_begin_object(&json);
	json_pair_text(&json, "topic", change->topic);
	json_add_key(&json, "at");
	json_add_raw(&json, change->at);
	json_pair_text(&json, "say", language_fill(hearing->ctx->arena, sentence, values, 2));
	json_end_object(&json);
}

void live_tell_touched(struct live_web *live, const struct context *ctx)
{
	for (size_t i = 0; i < ctx->touched_count; i++)
		live_tell(live->hub,
			  &(struct live_news){
				  .topic = text_format(ctx->arena, "customer/%lld",
						       (long long)ctx->touched[i].customer.value),
				  .name = TEXT("changed"),
				  .payload = text_format(ctx->arena, "%lld\t%s\t%.*s", (long long)context_now(ctx).us,
							 ctx->touched[i].event, TEXT_ARG(ctx->actor.name)),
			  },
			  true);
}

void live_tell_progress(struct live_web *live, struct text topic, struct text json)
{
	live_tell(live->hub, &(struct live_news){.topic = topic, .name = TEXT("progress"), .payload = json}, true);
}

void live_tell_ended(struct live_web *live, struct staff_id staff)
{
	char topic[32];
	snprintf(topic, sizeof topic, "staff/%lld", (long long)staff.value);
	live_tell(live->hub, &(struct live_news){.topic = text_of(topic), .name = TEXT("ended"), .payload = TEXT("")},
		  true);
}

static void write_ended(const struct live_hearing *hearing, void *state)
{
	const struct text *topic = state;
	struct json_writer json = json_writer_make(hearing->data);
	struct text print;
	json_begin_object(&json);
	json_pair_text(&json, "topic", *topic);
	if (live_news_print_of(hearing->ctx, &print) == DONE)
		json_pair_text(&json, "print", print);
	json_end_object(&json);
}

static void write_progress(const struct live_hearing *hearing, void *state)
{
	const struct text *json = state;
	buffer_add(hearing->data, *json);
}

static void hear(void *state, const struct live_news *news)
{
	struct live_web *live = state;
	struct text rest = news->payload;
	struct change change = {.topic = news->topic};
	if (text_equal(news->name, TEXT("moved"))) {
		live_who_changed(live, news->topic);
	} else if (text_equal(news->name, TEXT("ended"))) {
		struct text topic = news->topic;
		live_send(live, topic, "ended", write_ended, &topic);
	} else if (text_equal(news->name, TEXT("here"))) {
		live_who_heard(live, news);
	} else if (text_equal(news->name, TEXT("progress"))) {
		struct text json = news->payload;
		live_send(live, news->topic, "progress", write_progress, &json);
	} else if (text_equal(news->name, TEXT("changed")) && text_next(&rest, '\t', &change.at) &&
		   text_next(&rest, '\t', &change.event)) {
		change.actor = rest;
		live_send(live, news->topic, "changed", write_change, &change);
	}
}

/* ---- looking after them ---- */

static void copy(char *room, size_t size, struct text t)
{
	struct text fits = text_slice(t, 0, size - 1);
	memcpy(room, fits.at, fits.size);
	room[fits.size] = 0;
}

/* Whatever has told them of something, on whichever server: its cause may be a request, a job or a letter. */
static void check_news(struct live_web *live, struct live_listener *listener, struct context *ctx, struct text topic)
{
	struct text print;
	if (live_news_print_of(ctx, &print) != DONE || text_equal(print, text_of(listener->print)))
		return;
	copy(listener->print, sizeof listener->print, print);
	live_send(live, topic, "ended", write_ended, &topic);
}

static void check_places(struct live_web *live, struct live_listener *listener)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(CHECK_BYTES);
	struct live_place places[LIVE_PLACES];
	struct context ctx;
	context_open(&ctx, arena, live->store);
	pthread_mutex_lock(&live->lock);
	size_t count = listener->place_count;
	memcpy(places, listener->places, sizeof places);
	pthread_mutex_unlock(&live->lock);
	enum outcome outcome = become_listener(&ctx, listener);
	if (outcome == NOT_FOUND)
		end(live, listener);
	for (size_t i = 0; outcome == DONE && i < count; i++)
		if (check_topic(&ctx, text_of(places[i].topic)) == FORBIDDEN)
			leave(live, listener, text_of(places[i].topic));
		else if (live_is_own(text_of(places[i].topic)))
			check_news(live, listener, &ctx, text_of(places[i].topic));
	context_close(&ctx);
}

static void tick(void *state)
{
	struct live_web *live = state;
	struct live_listener **pinned;
	size_t count = pin(live, TEXT_NONE, &pinned);
	for (size_t i = 0; i < count; i++)
		check_places(live, pinned[i]);
	unpin(live, pinned, count);
	live_who_tick(live);
}

struct live_web *live_web_open(struct store *store)
{
	struct live_web *live = calloc(1, sizeof *live);
	if (!live)
		abort();
	live->store = store;
	pthread_mutex_init(&live->lock, NULL);
	live_open(store, &(struct live_ears){hear, tick, live}, &live->hub);
	return live;
}

void live_web_close(struct live_web *live)
{
	live_close(live->hub);
	live_who_close(live);
	pthread_mutex_destroy(&live->lock);
	free(live);
}

/* ---- answering ---- */

/* Those that may be heard; what may not be heard is as if it had not been named. */
static enum outcome add_place(struct context *ctx, struct live_listener *listener, struct text topic)
{
	struct text editing = TEXT("/editing");
	bool edits = text_ends(topic, editing);
	struct text name = edits ? text_slice(topic, 0, topic.size - editing.size) : topic;
	enum outcome outcome = check_topic(ctx, name);
	if (outcome == FORBIDDEN)
		return DONE;
	TRY(outcome);
	struct live_place *place = live_place_of(listener, name);
	if (!place) {
		place = &listener->places[listener->place_count++];
		copy(place->topic, sizeof place->topic, name);
	}
	place->editing |= edits;
	return DONE;
}

/* The earlier stream of this browser, which the server would miss only at the next beat. Under the lock. */
static void end_earlier(struct live_web *live, const struct live_listener *listener)
{
	for (struct live_listener *one = live->listeners; one; one = one->next) {
		bool same = strcmp(one->token, listener->token) == 0 && strcmp(one->browser, listener->browser) == 0;
		if (!same || !one->stream || !listener->browser[0])
			continue;
		move_all(live, one);
		one->place_count = 0;
		http_stream_end(one->stream);
	}
}

static enum outcome open_stream(struct request *request, struct live_listener *listener)
{
	struct live_web *live = listener->live;
	enum outcome outcome = listener->place_count ? TOO_MANY : NOT_FOUND;
	size_t count = 0;
	pthread_mutex_lock(&live->lock);
	end_earlier(live, listener);
	for (struct live_listener *one = live->listeners; one; one = one->next)
		count++;
	if (listener->place_count && count < LISTENERS_MOST)
		listener->stream = http_stream_open(request->response, closed, listener);
	/* Listed it is everybody's: the browser's next stream may end it before we return. */
	if (listener->stream) {
		outcome = DONE;
		listener->next = live->listeners;
		live->listeners = listener;
		(void)!http_stream_send(listener->stream, TEXT("retry: 3000\n\n"));
		move_all(live, listener);
	}
	pthread_mutex_unlock(&live->lock);
	return outcome;
}

static enum outcome fill(struct request *request, const struct live_show *in, struct live_listener *listener)
{
	listener->live = web_live(request->web);
	listener->staff = request->staff.staff.value;
	copy(listener->token, sizeof listener->token, request->token.value);
	copy(listener->browser, sizeof listener->browser, text_is_none(in->browser) ? TEXT("") : in->browser);
	copy(listener->name, sizeof listener->name, request->staff.name);
	for (size_t i = 0; i < in->topic_count && i < LIVE_PLACES; i++)
		TRY(add_place(request->ctx, listener, in->topic[i]));
	return open_stream(request, listener);
}

enum outcome live_show(struct request *request, const struct live_show *in)
{
	struct live_listener *listener = calloc(1, sizeof *listener);
	if (!listener)
		return TOO_MANY;
	enum outcome outcome = fill(request, in, listener);
	if (outcome != DONE) {
		free(listener);
		return outcome;
	}
	http_set_header(request->response, TEXT("Content-Type"), TEXT("text/event-stream"));
	http_set_header(request->response, TEXT("X-Accel-Buffering"), TEXT("no"));
	request->answered = true;
	return DONE;
}
