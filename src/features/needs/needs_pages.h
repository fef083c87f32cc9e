/* What the views of needs are given. */
#ifndef FEATURES_NEEDS_PAGES_H
#define FEATURES_NEEDS_PAGES_H

#include "base/text.h"

struct need_line {
	struct text label, url; /* url none: the asker cannot mend it */
};
struct needs_shown {
	const struct need_line *lines;
	size_t count;
};

#endif
