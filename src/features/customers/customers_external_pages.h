/* What the views of other systems' ids are given. */
#ifndef FEATURES_CUSTOMERS_EXTERNAL_PAGES_H
#define FEATURES_CUSTOMERS_EXTERNAL_PAGES_H

#include "features/customers/customers.h"
#include "web/pages.h"

struct customers_external {
	const struct external_id_list *list;
	size_t count;
	struct text add_url, remove_url; /* none: may not change them */
};

struct customers_external_form {
	struct text action, back_url, system, value;
	const struct problems *problems;
};

#endif
