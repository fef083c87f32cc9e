/* The markup of icons, which {icon …} of views writes: as large as the words beside them, smaller, or pointing along
 * the line of reading. */
#ifndef WEB_ICON_H
#define WEB_ICON_H

#include "icons.h"

#include "base/text.h"

#include <stddef.h>

#define ICON             ICON_OF("i")
#define ICON_SMALL       ICON_OF("i s")
#define ICON_ARROW       ICON_OF("i arr")
#define ICON_OF(classes) "<svg class=\"" classes "\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
#define ICON_END         "</svg>"

struct icon {
	struct text name;  /* "arrow-left" */
	struct text shape; /* what stands between the tags */
};

/* By name, what tools/assets found named anywhere. */
extern const struct icon icon_table[];
extern const size_t icon_table_count;

/* Nothing for a name that is none. */
struct text icon_shape(struct text name);

/* For views whose icon is a value. */
#define view_put_icon(view, name) buffer_add((view)->out, icon_shape(name))

#endif
