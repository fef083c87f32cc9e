/* Addresses by country: which parts they have, in which order they are written, what must be there.
 *
 * The one idea: one row of a table a country says all of it (postal_address.def); forms, envelopes and the question
 * whether an order can be sent to an address read the same row. A country without a row of its own has every part and
 * needs street, city and country. Sources: the Universal Postal Union's country guides.
 */
#ifndef FORMAT_POSTAL_ADDRESS_H
#define FORMAT_POSTAL_ADDRESS_H

#include "base/text.h"

#define ADDRESS_LINES 4

enum address_part {
	ADDRESS_COMPANY,
	ADDRESS_NAME,
	ADDRESS_STREET, /* line1 to line4 */
	ADDRESS_CITY,
	ADDRESS_POSTCODE,
	ADDRESS_STATE,
	ADDRESS_COUNTRY,
	ADDRESS_PARTS,
};

struct postal_address {
	struct text company, name;
	struct text lines[ADDRESS_LINES];
	struct text postcode, city;
	struct text state;   /* code of a subdivision ("MY-07") or free text */
	struct text country; /* alpha-2 */
};

struct address_form {
	enum address_part order[ADDRESS_PARTS]; /* of the fields, country last */
	size_t order_count;                     /* parts that this country does not write are left out */
	bool required[ADDRESS_PARTS];
	const char *label[ADDRESS_PARTS]; /* English, to be translated when shown: "Postcode", "ZIP code", "Emirate" */
	const char *postcode_masks;       /* "99999", see postal_address.def; NULL: any */
};

/* The form of a country's addresses. `country` may be none or unknown. */
struct address_form postal_address_form(struct text country);

enum address_flaw { ADDRESS_GOOD, ADDRESS_MISSING, ADDRESS_MALFORMED };

/* What an order could not be sent with, part by part; true when nothing is wrong ("order-ready"). A recipient is a
 * name or a company. */
bool postal_address_check(const struct postal_address *address, enum address_flaw ret_flaws[ADDRESS_PARTS]);

/* As it stands on an envelope, lines separated by \n. The country's name stands in capitals as the last line, in the
 * language given, unless the letter is posted in that country (`home`). */
struct text postal_address_format(struct arena *arena, const struct postal_address *address, struct text home,
				  struct text language);
/* In one line for lists: the same with ", " between, without recipient. */
struct text postal_address_format_line(struct arena *arena, const struct postal_address *address, struct text language);

#endif
