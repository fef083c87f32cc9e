/* A text as a square picture that telephones read.
 *
 * The one idea: path data for an SVG that stands in the page itself, so no address of a picture holds what it says. The
 * squares are libqrencode's, whose header stands in qr_code.c alone.
 */
#ifndef FORMAT_QR_CODE_H
#define FORMAT_QR_CODE_H

#include "base/arena.h"
#include "base/text.h"

struct qr_code {
	struct text path; /* the dark squares */
	int64_t width;    /* of the box, the light margin included */
};
/* False when it is too long for one. */
bool qr_code_make(struct arena *arena, struct text text, struct qr_code *ret_code);

#endif
