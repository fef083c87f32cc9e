/* Who is at a topic: those of this server from its streams, those of others as they said last. */
#include "base/buffer.h"
#include "format/json_write.h"
#include "web/live_parts.h"

#include <stdlib.h>
#include <string.h>

#define PEOPLE_MOST      64
#define ANNOUNCE_NS      (15 * INT64_C(1000000000))
#define SILENT_NS        (40 * INT64_C(1000000000))
#define PEOPLE_TEXT_MOST 7000

struct person {
	int64_t staff;
	bool editing;
	struct text name;
};
struct people {
	struct text topic;
	struct person list[PEOPLE_MOST];
	size_t count;
	char names[PEOPLE_MOST][LIVE_NAME_MOST + 1];
};

/* One person once, whatever number of pages; editing outweighs. */
static void add(struct people *people, int64_t staff, bool editing, struct text name)
{
	for (size_t i = 0; i < people->count; i++)
		if (people->list[i].staff == staff) {
			people->list[i].editing |= editing;
			return;
		}
	if (people->count == PEOPLE_MOST || name.size > LIVE_NAME_MOST)
		return;
	char *kept = people->names[people->count];
	memcpy(kept, name.at, name.size);
	people->list[people->count++] = (struct person){staff, editing, {kept, name.size}};
}

/* Under the lock. */
static void add_ours(struct live_web *live, struct text topic, struct people *people)
{
	for (struct live_listener *one = live->listeners; one; one = one->next) {
		const struct live_place *place = one->stream ? live_place_of(one, topic) : NULL;
		if (place)
			add(people, one->staff, place->editing, text_of(one->name));
	}
}

/* "staff\tediting\tname\n" for each. */
static void add_theirs(const struct live_crowd *crowd, struct people *people)
{
	struct text rest = text_of(crowd->people), line, staff, editing;
	int64_t id;
	while (text_next(&rest, '\n', &line))
		if (text_next(&line, '\t', &staff) && text_next(&line, '\t', &editing) && text_to_number(staff, &id))
			add(people, id, text_equal(editing, TEXT("1")), line);
}

static void gather(struct live_web *live, struct text topic, struct people *ours, struct people *all)
{
	pthread_mutex_lock(&live->lock);
	add_ours(live, topic, ours);
	add_ours(live, topic, all);
	for (const struct live_crowd *crowd = live->crowds; crowd; crowd = crowd->next)
		if (text_equal(text_of(crowd->topic), topic))
			add_theirs(crowd, all);
	pthread_mutex_unlock(&live->lock);
}

static void announce(struct live_web *live, struct text topic, const struct people *ours)
{
	struct buffer text __attribute__((cleanup(buffer_free))) = buffer_make(PEOPLE_TEXT_MOST);
	if (!live_has_others(live->hub))
		return;
	for (size_t i = 0; i < ours->count; i++)
		buffer_add_format(&text, "%lld\t%d\t%.*s\n", (long long)ours->list[i].staff, ours->list[i].editing,
				  TEXT_ARG(ours->list[i].name));
	live_tell(live->hub, &(struct live_news){.topic = topic, .name = TEXT("here"), .payload = buffer_text(&text)},
		  true);
}

/* Everybody but the listener. */
static void write_people(const struct live_hearing *hearing, void *state)
{
	const struct people *people = state;
	struct json_writer json = json_writer_make(hearing->data);
	json_begin_object(&json);
	json_pair_text(&json, "topic", people->topic);
	json_add_key(&json, "people");
	json_begin_array(&json);
	for (size_t i = 0; i < people->count; i++) {
		if (people->list[i].staff == hearing->listener->staff)
			continue;
		json_begin_object(&json);
		json_pair_text(&json, "name", people->list[i].name);
		json_pair_flag(&json, "editing", people->list[i].editing);
		json_end_object(&json);
	}
	json_end_array(&json);
	json_end_object(&json);
}

static void tell_here(struct live_web *live, struct text topic, bool abroad)
{
	struct people *people = calloc(2, sizeof *people);
	if (!people)
		return;
	people[1].topic = topic;
	gather(live, topic, &people[0], &people[1]);
	live_send(live, topic, "who", write_people, &people[1]);
	if (abroad)
		announce(live, topic, &people[0]);
	free(people);
}

void live_who_changed(struct live_web *live, struct text topic)
{
	tell_here(live, topic, true);
}

/* Under the lock; NULL when that server is new at the topic. */
static struct live_crowd *find(struct live_web *live, const struct live_news *news)
{
	for (struct live_crowd *crowd = live->crowds; crowd; crowd = crowd->next)
		if (text_equal(text_of(crowd->server), news->server) && text_equal(text_of(crowd->topic), news->topic))
			return crowd;
	return NULL;
}

static void free_crowd(struct live_crowd *crowd)
{
	free(crowd->server);
	free(crowd->topic);
	free(crowd->people);
	free(crowd);
}

/* True when that server was not there before. */
static bool keep(struct live_web *live, const struct live_news *news)
{
	pthread_mutex_lock(&live->lock);
	struct live_crowd *crowd = find(live, news);
	bool is_new = crowd == NULL;
	if (is_new) {
		crowd = calloc(1, sizeof *crowd);
		if (!crowd)
			abort();
		crowd->server = strndup(news->server.at, news->server.size);
		crowd->topic = strndup(news->topic.at, news->topic.size);
		crowd->next = live->crowds;
		live->crowds = crowd;
	}
	free(crowd->people);
	crowd->people = strndup(news->payload.at, news->payload.size);
	crowd->until_ns = monotonic_ns() + SILENT_NS;
	pthread_mutex_unlock(&live->lock);
	return is_new;
}

void live_who_heard(struct live_web *live, const struct live_news *news)
{
	if (news->ours)
		return;
	/* Who is new there does not know of us yet. */
	tell_here(live, news->topic, keep(live, news) && news->payload.size > 0);
}

static void forget_silent(struct live_web *live)
{
	int64_t now = monotonic_ns();
	pthread_mutex_lock(&live->lock);
	for (struct live_crowd **at = &live->crowds; *at;) {
		struct live_crowd *crowd = *at;
		if (crowd->until_ns > now && crowd->people[0]) {
			at = &crowd->next;
			continue;
		}
		*at = crowd->next;
		if (crowd->people[0])
			live_move(live, text_of(crowd->topic));
		free_crowd(crowd);
	}
	pthread_mutex_unlock(&live->lock);
}

/* Each topic once: that of the first listener who is there. Under the lock. */
static void queue_all(struct live_web *live)
{
	for (struct live_listener *one = live->listeners; one; one = one->next)
		for (size_t i = 0; i < one->place_count; i++) {
			struct text topic = text_of(one->places[i].topic);
			if (live_is_own(topic))
				continue;
			const struct live_listener *first = live->listeners;
			while (first != one && !live_place_of((struct live_listener *)first, topic))
				first = first->next;
			if (first == one)
				live_move(live, topic);
		}
}

void live_who_tick(struct live_web *live)
{
	int64_t now = monotonic_ns();
	forget_silent(live);
	if (!live_has_others(live->hub) || now < live->announce_ns)
		return;
	live->announce_ns = now + ANNOUNCE_NS;
	pthread_mutex_lock(&live->lock);
	queue_all(live);
	pthread_mutex_unlock(&live->lock);
}

void live_who_close(struct live_web *live)
{
	struct live_crowd *next;
	for (struct live_crowd *crowd = live->crowds; crowd; crowd = next) {
		next = crowd->next;
		free_crowd(crowd);
	}
}
