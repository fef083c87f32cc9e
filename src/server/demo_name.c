/* Names as their bearers write them: with a father's name behind bin or a/p, with the family's in front, in two
 * scripts, sometimes with one name only. */
#include "server/demo_person.h"

static const struct demo_list *list_of(const struct demo_making *m, enum demo_section section)
{
	return &m->culture->lists[section];
}

static uint64_t native_percent(const struct demo_culture *culture)
{
	int64_t percent;
	return text_to_number(demo_about(culture, TEXT("native")), &percent) ? (uint64_t)percent : 0;
}

/* Of "王=Wang" one side; what is written in one script only is itself on both. */
static struct text in_script(struct text entry, bool native)
{
	size_t equals = text_find(entry, TEXT("="), 0);
	if (equals == SIZE_MAX)
		return entry;
	return native ? text_slice(entry, 0, equals) : text_slice(entry, equals + 1, entry.size);
}

/* The family's name, or bin and the father's. */
static struct text last_name(struct demo_making *m, struct text family)
{
	const struct demo_list *links = list_of(m, DEMO_LINKS);
	if (links->count < 2)
		return family;
	struct text link = text_of(links->entries[m->person->woman]);
	return text_format(m->arena, "%.*s %.*s", TEXT_ARG(link), TEXT_ARG(family));
}

static void add_salutation(struct demo_making *m)
{
	struct person_name *name = &m->person->name;
	bool woman = m->person->woman, malaysian = text_equal(demo_about(m->culture, TEXT("language")), TEXT("ms"));
	if (demo_random_percent(&m->random, 80))
		name->salutation = !woman                                             ? PERSON_MR
				   : malaysian && demo_random_percent(&m->random, 30) ? PERSON_MISS
										      : PERSON_MS;
	if (demo_random_percent(&m->random, 7))
		name->title = demo_random_entry(&m->random, list_of(m, woman ? DEMO_TITLES_WOMEN : DEMO_TITLES_MEN));
}

void demo_make_name(struct demo_making *m)
{
	struct demo_person *person = m->person;
	person->woman = demo_random_percent(&m->random, 52);
	bool native = demo_random_below(&m->random, 100) < native_percent(m->culture);
	struct text first = demo_random_entry(&m->random, list_of(m, person->woman ? DEMO_WOMEN : DEMO_MEN));
	struct text family = demo_random_entry(&m->random, list_of(m, DEMO_FAMILY));
	bool family_first = text_equal(demo_about(m->culture, TEXT("order")), TEXT("family_first"));
	person->name.order = family_first ? PERSON_FAMILY_FIRST : PERSON_GIVEN_FIRST;
	person->name.first = in_script(first, native);
	person->name.last = last_name(m, in_script(family, native));
	m->latin_first = in_script(first, false);
	m->latin_last = in_script(family, false);
	if (demo_random_percent(&m->random, 1))
		person->name.last = TEXT_NONE; /* one name suffices */
	add_salutation(m);
}
