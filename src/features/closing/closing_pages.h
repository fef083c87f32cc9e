/* What the views of closing are given. */
#ifndef FEATURES_CLOSING_PAGES_H
#define FEATURES_CLOSING_PAGES_H

#include "features/closing/closing.h"
#include "web/pages.h"

struct closing_form {
	const struct problems *problems;
	struct text email;
	bool mailed; /* they have an address that the way back goes to */
};

struct closing_banner {
	struct instant at, until;
};

#endif
