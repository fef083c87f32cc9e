/* The people of the demo are plausible and the same each time. */
#include "server/demo_people.h"

#include "base/money.h"
#include "base/zone.h"
#include "format/country.h"
#include "format/locale_names.h"
#include "format/phone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PEOPLE 10000

static struct arena *arena;
static struct demo_person *people;

static int by_text(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void addresses_of_mail_are_unique(void **state)
{
	(void)state;
	struct text *all = arena_take_array(arena, PEOPLE * DEMO_EMAILS, sizeof *all);
	size_t count = 0;
	for (size_t i = 0; i < PEOPLE; i++) {
		for (size_t e = 0; e < people[i].emails_count; e++) {
			all[count] = people[i].emails[e].address;
			assert_true(text_ends(all[count], TEXT(".example")));
			assert_true(all[count].at[0] >= 'a' && all[count].at[0] <= 'z');
			count++;
		}
	}
	assert_true(count > PEOPLE);
	qsort(all, count, sizeof *all, by_text);
	for (size_t i = 1; i < count; i++)
		assert_false(text_equal(all[i - 1], all[i]));
}

static bool same(const struct demo_person *a, const struct demo_person *b)
{
	return text_equal(a->name.first, b->name.first) && text_equal(a->name.last, b->name.last) &&
	       a->registered_us == b->registered_us && a->phones_count == b->phones_count &&
	       text_equal(a->phones[0].typed, b->phones[0].typed) && a->standing == b->standing &&
	       text_equal(a->addresses[0].address.lines[0], b->addresses[0].address.lines[0]);
}

static void a_seed_is_always_the_same_people(void **state)
{
	(void)state;
	struct demo_person again, other;
	size_t coincidences = 0;
	for (size_t i = 0; i < PEOPLE; i += 97) {
		demo_person_make(arena, 1, i, &again);
		demo_person_make(arena, 2, i, &other);
		assert_true(same(&people[i], &again));
		coincidences += same(&people[i], &other);
	}
	assert_int_equal(coincidences, 0);
}

static void phones_are_numbers_of_their_country(void **state)
{
	(void)state;
	for (size_t i = 0; i < PEOPLE; i++) {
		for (size_t p = 0; p < people[i].phones_count; p++) {
			const struct demo_phone *phone = &people[i].phones[p];
			struct phone read;
			if (!phone_parse(arena, phone->typed, phone->home, &read) ||
			    !text_equal(read.country, phone->home))
				fail_msg("%.*s: %.*s", TEXT_ARG(phone->home), TEXT_ARG(phone->typed));
		}
	}
}

/* All that is there is well-formed; the few that are not ready lack postcode and state. */
static void addresses_are_of_their_country(void **state)
{
	(void)state;
	size_t ready = 0, all = 0;
	for (size_t i = 0; i < PEOPLE; i++) {
		for (size_t a = 0; a < people[i].addresses_count; a++) {
			const struct postal_address *address = &people[i].addresses[a].address;
			enum address_flaw flaws[ADDRESS_PARTS];
			bool good = postal_address_check(address, flaws);
			struct text prefix = text_slice(address->state, 0, 3);
			if (!good && (!text_is_none(address->postcode) || !text_is_none(address->state)))
				fail_msg("%.*s", TEXT_ARG(postal_address_format_line(arena, address, TEXT("en"))));
			if (text_ends(prefix, TEXT("-")))
				assert_true(
					text_equal(subdivision_find(address->country, address->state), address->state));
			ready += good;
			all++;
		}
	}
	assert_true(ready > all * 9 / 10 && ready < all);
}

static void preferences_exist(void **state)
{
	(void)state;
	for (size_t i = 0; i < PEOPLE; i++) {
		struct currency currency;
		assert_true(language_is_known(people[i].language));
		assert_non_null(zone_find(people[i].zone));
		assert_true(currency_parse(people[i].currency, &currency));
		assert_false(text_is_empty(person_display_name(arena, &people[i].name)));
		assert_true(people[i].last_sign_in_us <= people[i].registered_us);
	}
}

static bool is_listed(enum demo_list_kind kind, struct text word)
{
	const char *const *entries;
	size_t count = demo_list(kind, &entries);
	for (size_t i = 0; i < count; i++) {
		if (text_equal(demo_field(text_of(entries[i]), 0), word))
			return true;
	}
	return false;
}

static void labels_are_listed(void **state)
{
	(void)state;
	for (size_t i = 0; i < PEOPLE; i++) {
		const struct demo_person *p = &people[i];
		assert_true(is_listed(DEMO_LIST_TYPES, p->type) && is_listed(DEMO_LIST_GROUPS, p->group));
		assert_true(is_listed(DEMO_LIST_CHANNELS, p->channel));
		for (size_t t = 0; t < p->tags_count; t++)
			assert_true(is_listed(DEMO_LIST_TAGS, p->tags[t]));
		for (size_t a = 0; a < p->attributes_count; a++) {
			assert_true(is_listed(DEMO_LIST_ATTRIBUTES, p->attributes[a].word));
			for (size_t b = 0; b < a; b++)
				assert_false(text_equal(p->attributes[a].word, p->attributes[b].word));
		}
	}
}

/* Every kind of people and every standing is there, and there were more registrations lately than in the first year. */
static void a_mixed_crowd(void **state)
{
	(void)state;
	size_t standings[DEMO_STANDINGS] = {0}, recent = 0, old = 0, family_first = 0, patronymic = 0, native = 0,
	       guests = 0;
	static const char *const countries[] = {"MY", "DE", "AE", "CN", "MX", "BR", "US", "SA", "IN"};
	size_t seen[sizeof countries / sizeof countries[0]] = {0};
	for (size_t i = 0; i < PEOPLE; i++) {
		const struct demo_person *p = &people[i];
		standings[p->standing]++;
		recent += p->registered_us < DEMO_SPAN_DAYS / 3 * DAY_US;
		old += p->registered_us > DEMO_SPAN_DAYS / 3 * 2 * DAY_US;
		family_first += p->name.order == PERSON_FAMILY_FIRST;
		patronymic += text_starts(p->name.last, TEXT("bin")) || text_starts(p->name.last, TEXT("a/"));
		native += (unsigned char)p->name.first.at[0] >= 0xD8;
		guests += p->standing == DEMO_GUEST && p->last_sign_in_us >= 0;
		for (size_t c = 0; c < sizeof countries / sizeof countries[0]; c++)
			seen[c] += text_equal(p->country, text_of(countries[c]));
	}
	for (size_t s = 0; s < DEMO_STANDINGS; s++)
		assert_true(standings[s] > 0);
	for (size_t c = 0; c < sizeof countries / sizeof countries[0]; c++)
		assert_true(seen[c] > 50);
	assert_true(standings[DEMO_ACTIVE] > PEOPLE * 3 / 4);
	assert_true(recent > 2 * old && old > 0);
	assert_true(family_first > 500 && patronymic > 500 && native > 500);
	assert_int_equal(guests, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_of_mail_are_unique),
		cmocka_unit_test(a_seed_is_always_the_same_people),
		cmocka_unit_test(phones_are_numbers_of_their_country),
		cmocka_unit_test(addresses_are_of_their_country),
		cmocka_unit_test(preferences_exist),
		cmocka_unit_test(labels_are_listed),
		cmocka_unit_test(a_mixed_crowd),
	};
	arena = arena_open(256 << 20);
	people = arena_take_array(arena, PEOPLE, sizeof *people);
	for (size_t i = 0; i < PEOPLE; i++)
		demo_person_make(arena, 1, i, &people[i]);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
