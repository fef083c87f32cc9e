/* Between setting a value (attributes.c) and what its kind asks beyond that (attributes_pictures.c). */
#ifndef FEATURES_ATTRIBUTES_PICTURES_H
#define FEATURES_ATTRIBUTES_PICTURES_H

#include "features/attributes/attributes.h"

struct attribute_setting {
	struct customer_id customer;
	struct attribute_id attribute;
	struct text value;
	const struct picture *picture; /* instead of a value; NULL: none */
	struct text was;
};
enum outcome attribute_set(struct context *ctx, const struct attribute_setting *setting) MUST_USE;

/* Of a picture: takes the new file up, which gives a picture its value, and sets the old one aside. Of other kinds:
 * nothing. INVALID at the attribute's word. Inside a transaction that has locked the customer. */
enum outcome attribute_exchange_files(struct context *ctx, const struct attribute_setting *setting,
				      const struct attribute *attribute, struct text old, struct text *value) MUST_USE;

#endif
