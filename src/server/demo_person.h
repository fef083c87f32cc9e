/* How one demo person is put together: each part adds to the person from its own piece of chance. */
#ifndef SERVER_DEMO_PERSON_H
#define SERVER_DEMO_PERSON_H

#include "server/demo_people.h"
#include "server/demo_random.h"

struct demo_making {
	struct arena *arena;
	const struct demo_culture *culture, *shop;
	struct demo_random random;
	uint64_t index;
	struct text latin_first, latin_last; /* the name in Latin letters, for e-mail */
	struct demo_person *person;
};

/* Salutation, title, names. */
void demo_make_name(struct demo_making *making);
/* Country, company, e-mails, phones, addresses. After the name. */
void demo_make_contacts(struct demo_making *making);
/* Standing, times, labels, notes, attributes. Last. */
void demo_make_history(struct demo_making *making);

/* The value behind a key of the culture's [about], empty when there is none. */
struct text demo_about(const struct demo_culture *culture, struct text key);

#endif
