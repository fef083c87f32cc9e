/* The face of customers' pages, and the stylesheet with its colours. */
#ifndef FEATURES_PORTAL_FACE_PAGES_H
#define FEATURES_PORTAL_FACE_PAGES_H

#include "web/way.h"

/* For web (way_face_of). */
way_find_face portal_find_face;

#endif
