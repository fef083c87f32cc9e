/* What the question before a visit is given. */
#ifndef FEATURES_VISITS_PAGES_H
#define FEATURES_VISITS_PAGES_H

#include "features/visits/visits.h"
#include "web/pages.h"

struct visit_form {
	const struct problems *problems;
	struct text name, action, back, detail;
	const struct option *reasons;
	const struct option *places; /* where to */
	size_t place_count;
};

#endif
