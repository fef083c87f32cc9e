/* What the views of this slice are given. */
#ifndef FEATURES_SETUP_PAGES_H
#define FEATURES_SETUP_PAGES_H

#include "features/setup/setup.h"
#include "web/pages.h"

struct setup_line {
	struct text label, about, url;
	bool done;
};
struct setup_shown {
	struct setup_state state;
	struct setup_line lines[SETUP_STEP_COUNT]; /* of what the reader may do */
	size_t count;
};
enum outcome setup_fill(struct request *request, struct setup_shown *shown) MUST_USE;

#endif
