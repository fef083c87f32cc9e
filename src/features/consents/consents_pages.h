/* What the views of consents are given. */
#ifndef FEATURES_CONSENTS_PAGES_H
#define FEATURES_CONSENTS_PAGES_H

#include "features/consents/consents.h"
#include "web/pages.h"
#include "web/status.h"

struct consent_moment {
	struct instant at;
	struct text words;
};
struct consent_shown {
	struct consent consent;
	struct text wording; /* what is agreed to now */
	bool wanted;
	struct text action; /* where it is given and withdrawn; none: the asker may not */
	const struct consent_moment *history;
	size_t count;
};

struct consent_click {
	struct text action, address, business;
	bool done;
};

const char *consent_source_words(enum consent_source source);

#endif
