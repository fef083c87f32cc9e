/* What the settings' views are given. */
#ifndef FEATURES_SETTINGS_PAGES_H
#define FEATURES_SETTINGS_PAGES_H

#include "service/lists_index.h"
#include "web/choices.h"
#include "web/pages.h"

struct settings_business {
	const struct problems *problems;
	struct text name, trash_days, registration_tell, sign_in_days;
	struct choices zones, currencies, languages, countries;
	struct logo_card logo;
	bool list_guests, familiar, registration_first, approval_automatic;
	int64_t waiting; /* customers that automatic approval comes too late for, who may be approved now */
};

struct settings_system {
	struct text version, database, stage;
	enum mark mark;
	struct lists_index_state index;
};

#endif
