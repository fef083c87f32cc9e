/* What the shop knows of its customers: since when, how they stand, what staff noted. */
#include "server/demo_person.h"

/* Parts in a thousand. Most customers are active; every other standing is common enough to be met in a small demo. */
static const unsigned standing_weights[DEMO_STANDINGS] = {
	[DEMO_ACTIVE] = 806,  [DEMO_GUEST] = 60,     [DEMO_AWAITING] = 35, [DEMO_PENDING] = 25, [DEMO_DISAPPROVED] = 10,
	[DEMO_INACTIVE] = 22, [DEMO_SUSPENDED] = 16, [DEMO_BLOCKED] = 16,  [DEMO_TRASHED] = 10,
};

static void choose_standing(struct demo_making *m)
{
	uint64_t chosen = demo_random_below(&m->random, 1000);
	enum demo_standing standing = DEMO_ACTIVE;
	while (chosen >= standing_weights[standing])
		chosen -= standing_weights[standing++];
	/* Who has no address to write to has no account. */
	if (m->person->emails_count == 0 && standing == DEMO_AWAITING)
		standing = DEMO_GUEST;
	m->person->standing = standing;
	if (standing == DEMO_BLOCKED)
		m->person->reason = demo_random_entry(&m->random, &m->shop->lists[DEMO_REASONS_BLOCKED]);
	if (standing == DEMO_SUSPENDED)
		m->person->reason = demo_random_entry(&m->random, &m->shop->lists[DEMO_REASONS_SUSPENDED]);
	if (standing == DEMO_DISAPPROVED)
		m->person->reason = demo_random_entry(&m->random, &m->shop->lists[DEMO_REASONS_DISAPPROVED]);
}

/* The smaller of two even chances lies near now twice as often as long ago: business grows. */
static void choose_times(struct demo_making *m)
{
	const uint64_t span = DEMO_SPAN_DAYS * (uint64_t)DAY_US;
	uint64_t a = demo_random_below(&m->random, span), b = demo_random_below(&m->random, span);
	struct demo_person *person = m->person;
	person->registered_us = (int64_t)(a < b ? a : b);
	person->last_sign_in_us = -1;
	bool has_account = person->standing != DEMO_GUEST && person->standing != DEMO_AWAITING &&
			   person->standing != DEMO_PENDING && person->standing != DEMO_DISAPPROVED;
	if (has_account && demo_random_percent(&m->random, 82)) {
		uint64_t share = demo_random_below(&m->random, 1000) * demo_random_below(&m->random, 1000);
		person->last_sign_in_us = (int64_t)((double)person->registered_us * ((double)share / 1e6));
	}
	if (demo_random_percent(&m->random, 55))
		person->birth_date =
			date_of(1940 + (int)demo_random_below(&m->random, 67),
				1 + (int)demo_random_below(&m->random, 12), 1 + (int)demo_random_below(&m->random, 28));
}

static void choose_labels(struct demo_making *m)
{
	struct demo_person *person = m->person;
	const struct demo_list *types = &m->shop->lists[DEMO_TYPES], *groups = &m->shop->lists[DEMO_GROUPS];
	bool business = !text_is_none(person->company) && demo_random_percent(&m->random, 70);
	person->type = business ? demo_field(demo_random_entry(&m->random, types), 0)
				: demo_field(text_of(types->entries[0]), 0);
	bool special = demo_random_percent(&m->random, 20);
	person->group = special ? demo_field(demo_random_entry(&m->random, groups), 0)
				: demo_field(text_of(groups->entries[0]), 0);
	person->channel = demo_field(demo_random_entry(&m->random, &m->shop->lists[DEMO_CHANNELS]), 0);
	person->vip = demo_random_percent(&m->random, 3);
	person->newsletter = person->emails_count > 0 && demo_random_percent(&m->random, 38);
	uint64_t tags = demo_random_below(&m->random, 100);
	for (size_t wanted = tags < 55 ? 0 : tags < 85 ? 1 : tags < 96 ? 2 : 4; wanted > 0; wanted--) {
		struct text tag = demo_random_entry(&m->random, &m->shop->lists[DEMO_TAG_NAMES]);
		bool has = false;
		for (size_t i = 0; i < person->tags_count; i++)
			has = has || text_equal(person->tags[i], tag);
		if (!has)
			person->tags[person->tags_count++] = tag;
	}
}

static void add_notes(struct demo_making *m)
{
	struct demo_person *person = m->person;
	uint64_t chance = demo_random_below(&m->random, 100);
	for (size_t wanted = chance < 72 ? 0 : chance < 92 ? 1 : chance < 98 ? 2 : 3; wanted > 0; wanted--) {
		struct demo_note note = {.body = demo_random_entry(&m->random, &m->shop->lists[DEMO_NOTE_BODIES])};
		note.after_us = (int64_t)demo_random_below(&m->random, (uint64_t)person->registered_us + 1);
		note.pinned = demo_random_percent(&m->random, 10);
		if (demo_random_percent(&m->random, 25)) {
			note.follow_up_days = (int)demo_random_below(&m->random, 60) - 29;
			note.done = note.follow_up_days < 0 && demo_random_percent(&m->random, 70);
		}
		person->notes[person->notes_count++] = note;
	}
}

static bool has_attribute(const struct demo_person *person, struct text word)
{
	for (size_t i = 0; i < person->attributes_count; i++) {
		if (text_equal(person->attributes[i].word, word))
			return true;
	}
	return false;
}

static void add_attributes(struct demo_making *m)
{
	struct demo_person *person = m->person;
	for (uint64_t wanted = demo_random_below(&m->random, 4); wanted > 0; wanted--) {
		struct text entry = demo_random_entry(&m->random, &m->shop->lists[DEMO_ATTRIBUTE_VALUES]);
		struct text word = demo_field(entry, 0);
		if (!has_attribute(person, word))
			person->attributes[person->attributes_count++] =
				(struct demo_attribute){word, demo_field(entry, 1)};
	}
	if (!text_is_none(person->company) && demo_random_percent(&m->random, 30))
		person->attributes[person->attributes_count++] =
			(struct demo_attribute){TEXT("website"), text_format(m->arena, "https://www.firma%llu.example/",
									     (unsigned long long)m->index)};
}

void demo_make_history(struct demo_making *m)
{
	choose_standing(m);
	choose_times(m);
	choose_labels(m);
	add_notes(m);
	add_attributes(m);
}
