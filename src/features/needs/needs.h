/* What is missing for an order of a customer.
 *
 * The one idea: nothing is asked for here; whoever asks for something has said so (a type's required fields, required
 * attributes, the parts of an address in its country), and this goes through all of them once, so that the profile, the
 * API and the customer's own page say the same. Source: checklist 4-C2, behaviour §3 (“order-ready”).
 */
#ifndef FEATURES_NEEDS_H
#define FEATURES_NEEDS_H

#include "contacts.schema.h"
#include "features/attributes/attributes.h"
#include "features/contacts/contacts.h"
#include "features/customers/customers.h"

enum need_kind {
	NEED_FIELD,        /* of the customer's own row */
	NEED_ATTRIBUTE,    /* … */
	NEED_PHONE,        /* there is none */
	NEED_ADDRESS,      /* there is none */
	NEED_ADDRESS_PART, /* of the one that orders go to */
};

struct need {
	enum need_kind kind;
	enum customer_field field;
	const struct attribute *attribute;
	struct address_id address;
	enum contact_field part;
	const char *part_label; /* N_("…"), as the country calls it */
};

/* In the order in which forms ask for them. NOT_FOUND out of scope. */
enum outcome needs_list(struct context *ctx, struct customer_id customer, struct need **ret_list,
			size_t *ret_count) MUST_USE;
/* Where the API has it: "first_name", "attributes/size", "phones", "addresses", "addresses/12/postcode". */
struct text need_path(struct arena *arena, const struct need *need);
/* Whether customers can mend it themselves. */
bool need_is_theirs(const struct need *need);

#endif
