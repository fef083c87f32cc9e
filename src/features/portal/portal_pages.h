/* What the views of customers' own pages are given. */
#ifndef FEATURES_PORTAL_PAGES_H
#define FEATURES_PORTAL_PAGES_H

#include "features/access/access.h"
#include "features/contacts/contacts.h"
#include "web/pages.h"

struct portal_address {
	struct text label; /* theirs; may be none */
	struct text lines;
	bool shipping, billing;
};

struct portal_home {
	struct customer_row row;
	struct access_answer answer;
	const struct email_list *emails;
	const struct text *phones; /* as they are shown */
	const struct portal_address *addresses;
	size_t email_count, phone_count, address_count;
};

#endif
