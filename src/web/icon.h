/* The markup of icons, which {icon …} of views writes: a place of the sprite, as large as the words beside it, smaller,
 * or pointing along the line of reading. */
#ifndef WEB_ICON_H
#define WEB_ICON_H

#include "icons.h"

#define ICON             ICON_OF("i")
#define ICON_SMALL       ICON_OF("i s")
#define ICON_ARROW       ICON_OF("i arr")
#define ICON_OF(classes) "<svg class=\"" classes "\" aria-hidden=\"true\"><use href=\"" ASSET_ICONS_SVG "#i-"
#define ICON_END         "\"></use></svg>"

#endif
