/* What the settings' views are given. */
#ifndef FEATURES_SETTINGS_PAGES_H
#define FEATURES_SETTINGS_PAGES_H

#include "web/choices.h"
#include "web/pages.h"

struct settings_topic {
	const char *label, *about, *url, *icon;
	enum permission permission; /* or ROUTE_NO_PERMISSION */
};

struct settings_business {
	const struct problems *problems;
	struct text name, trash_days;
	struct choices zones, currencies, languages, countries;
	bool list_guests, approval_automatic;
};

#endif
