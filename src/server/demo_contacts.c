/* Where people live, where they work, and how they are reached. */
#include "format/country.h"
#include "server/demo_person.h"

#include <unictype.h>
#include <uninorm.h>

#include <stdlib.h>
#include <string.h>

#define LOCAL_PART_MOST 40

/* ASCII letters for those that normalisation does not take apart. */
static const char *spelt(uint32_t point)
{
	switch (point) {
	case 0xDF: return "ss";
	case 0xF8:
	case 0xD8: return "o";
	case 0x141:
	case 0x142: return "l";
	case 0x131: return "i";
	default: return "";
	}
}

/* Lower-case letters of a name in Latin script. */
static void add_letters(struct text name, char *local, size_t *size)
{
	size_t plain_size = 0, at = 0;
	uint8_t *plain = u8_normalize(UNINORM_NFKD, (const uint8_t *)name.at, name.size, NULL, &plain_size);
	struct text rest = {(const char *)plain, plain ? plain_size : 0};
	uint32_t point;
	while (text_next_point(rest, &at, &point)) {
		char letter[2] = {(char)(point | 0x20), '\0'};
		bool ascii = point < 0x80 && letter[0] >= 'a' && letter[0] <= 'z';
		for (const char *c = ascii ? letter : spelt(point); *c && *size < LOCAL_PART_MOST; c++)
			local[(*size)++] = *c;
	}
	free(plain);
}

/* "aisyah.rahman417": the number is the person's, so no two people of a seed share an address. */
static struct text local_part(struct demo_making *m, bool short_first)
{
	char local[LOCAL_PART_MOST + 1];
	size_t size = 0;
	add_letters(short_first ? text_slice(m->latin_first, 0, 1) : m->latin_first, local, &size);
	if (size > 0 && size < LOCAL_PART_MOST && !short_first)
		local[size++] = '.';
	add_letters(m->latin_last, local, &size);
	return text_format(m->arena, "%.*s%llu", (int)size, local, (unsigned long long)m->index);
}

static void add_email(struct demo_making *m, bool short_first, struct text domain)
{
	struct text local = local_part(m, short_first);
	m->person->emails[m->person->emails_count++] =
		(struct demo_email){text_format(m->arena, "%.*s@%.*s", TEXT_ARG(local), TEXT_ARG(domain)),
				    demo_random_percent(&m->random, 85)};
}

static void add_emails(struct demo_making *m)
{
	const struct demo_list *domains = &m->shop->lists[DEMO_DOMAINS];
	if (!demo_random_percent(&m->random, 98))
		return; /* some people have none */
	add_email(m, false, demo_random_entry(&m->random, domains));
	if (demo_random_percent(&m->random, 18))
		add_email(m, true, TEXT("work.example"));
	if (m->person->emails_count == 2 && demo_random_percent(&m->random, 15))
		add_email(m, true, TEXT("family.example"));
}

static struct text typed_phone(struct demo_making *m, struct text pattern)
{
	char typed[64];
	size_t size = pattern.size < sizeof typed ? pattern.size : sizeof typed;
	for (size_t i = 0; i < size; i++)
		typed[i] = pattern.at[i] == '#' ? (char)('0' + demo_random_below(&m->random, 10)) : pattern.at[i];
	return text_copy(m->arena, (struct text){typed, size});
}

static void add_phones(struct demo_making *m)
{
	static const struct text labels[DEMO_PHONES] = {{"Mobile", 6}, {"Office", 6}, {"Home", 4}};
	struct demo_person *person = m->person;
	uint64_t chance = demo_random_below(&m->random, 100);
	size_t wanted = chance < 8 ? 0 : chance < 75 ? 1 : chance < 95 ? 2 : 3;
	for (size_t i = 0; i < wanted; i++) {
		struct text entry =
			demo_random_entry_of(&m->random, &m->culture->lists[DEMO_PHONES_OF], person->country);
		person->phones[person->phones_count++] =
			(struct demo_phone){typed_phone(m, demo_field(entry, 1)), person->country, labels[i]};
	}
}

/* A house of "@ %": @ is the street, % a number. */
static struct text house(struct demo_making *m)
{
	struct text layout = demo_random_entry(&m->random, &m->culture->lists[DEMO_HOUSES]);
	struct text street = demo_random_entry(&m->random, &m->culture->lists[DEMO_STREETS]), line = TEXT("");
	uint64_t number = 1 + demo_random_below(&m->random, 180);
	for (size_t i = 0; i < layout.size; i++) {
		struct text piece = text_slice(layout, i, 1);
		if (layout.at[i] == '@')
			piece = street;
		else if (layout.at[i] == '%')
			piece = text_of_number(m->arena, (int64_t)number);
		line = text_join(m->arena, line, piece);
	}
	return line;
}

static struct text or_none(struct text t)
{
	return text_is_empty(t) ? TEXT_NONE : t;
}

static void add_address(struct demo_making *m, struct text place, struct text label, struct text company)
{
	struct demo_person *person = m->person;
	struct demo_address *added = &person->addresses[person->addresses_count++];
	*added = (struct demo_address){.label = label, .is_shipping = person->addresses_count == 1};
	struct postal_address *a = &added->address;
	a->name = person_display_name(m->arena, &person->name);
	a->company = company;
	a->lines[0] = house(m);
	if (demo_random_percent(&m->random, 40))
		a->lines[1] = or_none(demo_random_entry(&m->random, &m->culture->lists[DEMO_DISTRICTS]));
	a->country = demo_field(place, 0);
	a->city = demo_field(place, 1);
	a->postcode = or_none(demo_field(place, 2));
	a->state = or_none(demo_field(place, 3));
	if (demo_random_percent(&m->random, 4))
		a->postcode = a->state = TEXT_NONE; /* as it happens: not ready for an order */
}

static void add_addresses(struct demo_making *m, struct text place)
{
	struct demo_person *person = m->person;
	if (!demo_random_percent(&m->random, 92))
		return;
	add_address(m, place, TEXT("Home"), TEXT_NONE);
	if (!text_is_none(person->company) || demo_random_percent(&m->random, 12)) {
		struct text second = demo_random_entry_of(&m->random, &m->culture->lists[DEMO_PLACES], person->country);
		add_address(m, second, TEXT("Office"), person->company);
	}
	person->addresses[person->addresses_count - 1].is_billing = true;
}

void demo_make_contacts(struct demo_making *m)
{
	struct demo_person *person = m->person;
	struct text place = demo_random_entry(&m->random, &m->culture->lists[DEMO_PLACES]);
	person->country = demo_field(place, 0);
	person->zone = country_zone(person->country);
	struct text money = demo_random_entry_of(&m->random, &m->culture->lists[DEMO_CURRENCIES], person->country);
	person->currency = demo_field(money, 1);
	bool second = demo_random_percent(&m->random, 15);
	person->language = demo_about(m->culture, second ? TEXT("second") : TEXT("language"));
	if (demo_random_percent(&m->random, 22))
		person->company = demo_random_entry(&m->random, &m->culture->lists[DEMO_COMPANIES]);
	add_emails(m);
	add_phones(m);
	add_addresses(m, place);
}
