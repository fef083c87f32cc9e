/* What the view of a handover is given. */
#ifndef FEATURES_HANDOVERS_PAGES_H
#define FEATURES_HANDOVERS_PAGES_H

#include "features/handovers/handovers.h"
#include "web/pages.h"

struct handover_form {
	const struct problems *problems;
	struct text name;
	struct text action, back_url;
	struct handover_uses uses;
	bool used;
	const struct option *heirs;
	size_t heir_count;
};

#endif
