/* What web is given of logos, and what the slice's view is given. */
#ifndef FEATURES_LOGOS_PAGES_H
#define FEATURES_LOGOS_PAGES_H

#include "web/logo.h"

/* For web (page_logo_of). */
page_find_logo logos_find_page_logo;

#endif
