/* Signs of currencies that readers of several countries know apart. */
#ifndef WEB_VIEW_SYMBOLS_H
#define WEB_VIEW_SYMBOLS_H

#include "base/text.h"

/* "€" for "EUR"; the code itself where there is no sign, or where a bare one would be taken for another's. */
struct text view_symbol(struct text code);

#endif
