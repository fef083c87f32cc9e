/* Realistic people for the demo and for benches: names, addresses and telephone numbers of their own countries.
 *
 * The one idea: person number n of a seed is a pure function of both, so a demo can be made in any order, by many
 * threads, again to the byte, and grown later. Nothing here knows the database; `clientele demo` turns a person into
 * rows. All texts are the arena's or constant.
 */
#ifndef SERVER_DEMO_PEOPLE_H
#define SERVER_DEMO_PEOPLE_H

#include "base/instant.h"
#include "format/person_name.h"
#include "format/postal_address.h"

#define DEMO_EMAILS     3
#define DEMO_PHONES     3
#define DEMO_ADDRESSES  2
#define DEMO_TAGS       4
#define DEMO_NOTES      3
#define DEMO_ATTRIBUTES 4
#define DEMO_SPAN_DAYS  1095 /* registrations lie in these last days, more and more towards the end */

/* Where the customer stands; each but the first is what decides customers.status. */
enum demo_standing {
	DEMO_ACTIVE,
	DEMO_GUEST,    /* no account, no login */
	DEMO_AWAITING, /* has not followed the activation link */
	DEMO_PENDING,  /* waits for approval */
	DEMO_DISAPPROVED,
	DEMO_INACTIVE,
	DEMO_SUSPENDED,
	DEMO_BLOCKED,
	DEMO_TRASHED,
	DEMO_STANDINGS,
};

struct demo_email {
	struct text address; /* unique among the people of one seed; ends in .example */
	bool verified;
};

struct demo_phone {
	struct text typed;
	struct text home;  /* country that it is dialled in */
	struct text label; /* English: Mobile, Office, Home */
};

struct demo_address {
	struct postal_address address;
	struct text label; /* English: Home, Office */
	bool is_shipping, is_billing;
};

struct demo_note {
	struct text body;
	int64_t after_us;   /* since registration */
	int follow_up_days; /* from now, negative: past; 0: none */
	bool pinned, done;
};

struct demo_attribute {
	struct text word, value; /* words of demo_list(DEMO_LIST_ATTRIBUTES) */
};

struct demo_person {
	struct person_name name; /* salutation is plain for some; first or last may be empty */
	bool woman;
	struct text company;    /* none for most */
	struct date birth_date; /* DATE_NONE for some */
	struct text language, zone, country, currency;
	struct text type, group, channel; /* stable words of demo_list() */
	bool vip, newsletter;
	enum demo_standing standing;
	struct text reason;      /* of block, suspension, disapproval; else none */
	int64_t registered_us;   /* before now */
	int64_t last_sign_in_us; /* before now, at most registered_us; -1: never */
	struct demo_email emails[DEMO_EMAILS];
	struct demo_phone phones[DEMO_PHONES];
	struct demo_address addresses[DEMO_ADDRESSES];
	struct text tags[DEMO_TAGS];
	struct demo_note notes[DEMO_NOTES];
	struct demo_attribute attributes[DEMO_ATTRIBUTES]; /* no word twice */
	size_t emails_count, phones_count, addresses_count, tags_count, notes_count, attributes_count;
};

void demo_person_make(struct arena *arena, uint64_t seed, uint64_t index, struct demo_person *ret_person);

/* What must exist before people can refer to it. An entry's fields are separated by " | ": word and English name;
 * attributes: word, kind, label in English, Malay, German; attribute values: word of the attribute and the value. */
enum demo_list_kind {
	DEMO_LIST_TYPES,
	DEMO_LIST_GROUPS,
	DEMO_LIST_CHANNELS,
	DEMO_LIST_TAGS, /* the name alone */
	DEMO_LIST_ATTRIBUTES,
	DEMO_LIST_ATTRIBUTE_VALUES,
};
size_t demo_list(enum demo_list_kind kind, const char *const **ret_entries);
/* The field at `place`, from 0, of an entry; empty when it has none. */
struct text demo_field(struct text entry, size_t place);

#endif
