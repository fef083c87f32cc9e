/* One person out of a seed and a number: a culture first, then what belongs to it. */
#include "server/demo_people.h"

#include "server/demo_person.h"

struct text demo_about(const struct demo_culture *culture, struct text key)
{
	const struct demo_list *about = &culture->lists[DEMO_ABOUT];
	for (size_t i = 0; i < about->count; i++) {
		struct text entry = text_of(about->entries[i]);
		if (text_starts(entry, key) && entry.size > key.size && entry.at[key.size] == ' ')
			return text_slice(entry, key.size + 1, entry.size);
	}
	return TEXT("");
}

static uint64_t weight_of(const struct demo_culture *culture)
{
	int64_t weight;
	return text_to_number(demo_about(culture, TEXT("weight")), &weight) && weight > 0 ? (uint64_t)weight : 0;
}

static const struct demo_culture *choose_culture(struct demo_random *random)
{
	uint64_t all = 0;
	for (size_t i = 0; i < demo_cultures_count; i++)
		all += weight_of(&demo_cultures[i]);
	uint64_t chosen = demo_random_below(random, all);
	size_t i = 0;
	while (chosen >= weight_of(&demo_cultures[i]))
		chosen -= weight_of(&demo_cultures[i++]);
	return &demo_cultures[i];
}

void demo_person_make(struct arena *arena, uint64_t seed, uint64_t index, struct demo_person *ret_person)
{
	struct demo_making making = {.arena = arena,
				     .shop = demo_culture_find("shop"),
				     .random = demo_random_start(seed, index),
				     .index = index,
				     .person = ret_person};
	*ret_person = (struct demo_person){.birth_date = DATE_NONE};
	making.culture = choose_culture(&making.random);
	demo_make_name(&making);
	demo_make_contacts(&making);
	demo_make_history(&making);
}
