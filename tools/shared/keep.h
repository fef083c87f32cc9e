/* Writing what a compiler made. */
#ifndef TOOLS_SHARED_KEEP_H
#define TOOLS_SHARED_KEEP_H

#include "base/text.h"

/* The file holds just that; one that does already is left as it is, so that what was made from it need not be made
 * again. False: errno says why. */
bool file_keep(const char *path, struct text content);

#endif
