/* Between the server and its picture helper: how it is called, what its exit status means, what it is made of.
 *
 * The one idea: files_picture.c starts it, files_decode.c is it, files_lock.c takes its rights away.
 */
#ifndef FEATURES_FILES_DECODE_H
#define FEATURES_FILES_DECODE_H

#include "base/text.h"

#define PICTURE_HELPER_WORD "picture-helper"
#define PICTURE_HELPER_MOST (4 << 20) /* bytes that it may write */

/* What is wanted: the first byte that it reads; the picture stands behind it. */
enum picture_shape { PICTURE_SHAPE_SQUARES = 's', PICTURE_SHAPE_WHOLE = 'w' };

enum { PICTURE_HELPER_NO_PICTURE = 3, PICTURE_HELPER_TOO_LARGE = 4, PICTURE_HELPER_BROKEN = 5 };

enum picture_kind { PICTURE_NONE, PICTURE_PNG, PICTURE_JPEG, PICTURE_GIF, PICTURE_WEBP };

struct picture_header {
	enum picture_kind kind;
	int64_t width, height;
	int orientation; /* EXIF: 1 … 8 */
};
/* What a file says of itself, read before any of it is decoded. False when it is no picture of these kinds. */
bool picture_header_read(struct bytes file, struct picture_header *ret_header);

/* From here on this process may compute and write to what is open, and little else. False when that cannot be had. */
bool helper_lock_up(void);

#endif
