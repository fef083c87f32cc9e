/* The picture helper: a picture on standard input, two square ones, or the whole of it, on standard output.
 *
 * The one idea: whatever a decoder can be made to do, it does here, where it can do nothing (files_lock.c), and what
 * leaves this process is encoded anew, so nothing of the sender's bytes survives.
 *
 * What changes here: is_cut_off, in this process of one thread.
 */
#include "features/files/files_decode.h"
#include "features/files/files.h"

#include <gd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUT_MOST (32 << 20)
#define QUALITY    86
#define PNG_EFFORT 9 /* it is made once and goes with many letters */

static bool is_cut_off;

/* libjpeg makes up what is missing, and says so. Whatever else is said is for nobody. */
static void listen(int priority, const char *format, va_list values)
{
	char said[200];
	(void)priority;
	if (vsnprintf(said, sizeof said, format, values) > 0 && strstr(said, "Premature end of JPEG"))
		is_cut_off = true;
}

static bool read_input(struct bytes *ret_file)
{
	unsigned char *at = malloc(INPUT_MOST);
	size_t size = 0;
	for (ssize_t got = 1; at && got > 0 && size < INPUT_MOST; size += (size_t)got) {
		got = read(STDIN_FILENO, at + size, INPUT_MOST - size);
		if (got < 0)
			return false;
	}
	*ret_file = (struct bytes){at, size};
	return at && size < INPUT_MOST;
}

static bool write_output(const void *at, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t written = write(STDOUT_FILENO, (const char *)at + done, size - done);
		if (written <= 0)
			return false;
		done += (size_t)written;
	}
	return true;
}

static gdImagePtr decode(struct bytes file, enum picture_kind kind)
{
	/* gd takes the pointer without const and only reads. */
	void *at = (void *)(uintptr_t)file.at;
	int size = (int)file.size;
	switch (kind) {
	case PICTURE_PNG: return gdImageCreateFromPngPtr(size, at);
	case PICTURE_JPEG: return gdImageCreateFromJpegPtrEx(size, at, 0);
	case PICTURE_GIF: return gdImageCreateFromGifPtr(size, at);
	case PICTURE_WEBP: return gdImageCreateFromWebpPtr(size, at);
	case PICTURE_NONE: break;
	}
	return NULL;
}

static gdImagePtr make_empty(int width, int height)
{
	gdImagePtr image = gdImageCreateTrueColor(width, height);
	if (!image)
		return NULL;
	gdImageAlphaBlending(image, 0);
	gdImageSaveAlpha(image, 1);
	return image;
}

/* The square in the middle, never larger than it was. */
static gdImagePtr crop(gdImagePtr image, int side)
{
	int width = gdImageSX(image), height = gdImageSY(image), square = width < height ? width : height;
	int size = square < side ? square : side;
	gdImagePtr out = make_empty(size, size);
	if (!out)
		return NULL;
	gdImageCopyResampled(out, image, 0, 0, (width - square) / 2, (height - square) / 2, size, size, square, square);
	return out;
}

static bool is_clear(gdImagePtr image, gdRect part)
{
	for (int y = part.y; y < part.y + part.height; y++)
		for (int x = part.x; x < part.x + part.width; x++)
			if (gdTrueColorGetAlpha(gdImageGetTrueColorPixel(image, x, y)) != gdAlphaTransparent)
				return false;
	return true;
}

/* All but the edges that cannot be seen, which would only make it smaller; of nothing at all, all. */
static gdRect find_seen(gdImagePtr image)
{
	const gdRect all = {0, 0, gdImageSX(image), gdImageSY(image)};
	gdRect left = all;
	while (left.height > 0 && is_clear(image, (gdRect){left.x, left.y, left.width, 1})) {
		left.y++;
		left.height--;
	}
	if (!left.height)
		return all;
	while (is_clear(image, (gdRect){left.x, left.y + left.height - 1, left.width, 1}))
		left.height--;
	while (is_clear(image, (gdRect){left.x, left.y, 1, left.height})) {
		left.x++;
		left.width--;
	}
	while (is_clear(image, (gdRect){left.x + left.width - 1, left.y, 1, left.height}))
		left.width--;
	return left;
}

static int scaled(int side, int64_t of, int64_t to)
{
	int64_t size = (side * of + to / 2) / to;
	return size < 1 ? 1 : (int)size;
}

/* What is seen of it, in a box, never larger than it was. */
static gdImagePtr fit(gdImagePtr image, int most_width, int most_height)
{
	const gdRect seen = find_seen(image);
	int width = seen.width, height = seen.height;
	if (width > most_width) {
		width = most_width;
		height = scaled(seen.height, most_width, seen.width);
	}
	if (height > most_height) {
		height = most_height;
		width = scaled(seen.width, most_height, seen.height);
	}
	gdImagePtr out = make_empty(width, height);
	if (!out)
		return NULL;
	gdImageCopyResampled(out, image, 0, 0, seen.x, seen.y, width, height, seen.width, seen.height);
	return out;
}

/* Whether EXIF says that it lies on its side. */
static bool lies(int orientation)
{
	return orientation >= 5;
}

/* As EXIF asks: for each place, where its colour comes from. */
static gdImagePtr turn(gdImagePtr image, int orientation)
{
	int right = gdImageSX(image) - 1, low = gdImageSY(image) - 1;
	gdImagePtr out = lies(orientation) ? make_empty(low + 1, right + 1) : make_empty(right + 1, low + 1);
	if (!out)
		return NULL;
	for (int y = 0; y < gdImageSY(out); y++)
		for (int x = 0; x < gdImageSX(out); x++) {
			const int from[9][2] = {{x, y},        {x, y}, {right - x, y}, {right - x, low - y},
						{x, low - y},  {y, x}, {y, low - x},   {right - y, low - x},
						{right - y, x}};
			gdImageSetPixel(out, x, y,
					gdImageGetTrueColorPixel(image, from[orientation][0], from[orientation][1]));
		}
	return out;
}

static int write_squares(gdImagePtr image, int orientation)
{
	int large_size = 0, small_size = 0;
	gdImagePtr cropped = crop(image, PICTURE_SIDE);
	gdImagePtr large = cropped ? turn(cropped, orientation) : NULL;
	gdImagePtr small = large ? crop(large, PICTURE_SMALL_SIDE) : NULL;
	void *large_at = small ? gdImageWebpPtrEx(large, &large_size, QUALITY) : NULL;
	void *small_at = small ? gdImageWebpPtrEx(small, &small_size, QUALITY) : NULL;
	if (!large_at || !small_at || large_size <= 0 || small_size <= 0)
		return PICTURE_HELPER_NO_PICTURE;
	const unsigned char head[4] = {(unsigned char)(large_size >> 24), (unsigned char)(large_size >> 16),
				       (unsigned char)(large_size >> 8), (unsigned char)large_size};
	bool written = write_output(head, sizeof head) && write_output(large_at, (size_t)large_size) &&
		       write_output(small_at, (size_t)small_size);
	return written ? 0 : PICTURE_HELPER_BROKEN;
}

/* What can nowhere be seen through says so in its header: it has no such channel. */
static bool is_opaque(gdImagePtr image)
{
	for (int y = 0; y < gdImageSY(image); y++)
		for (int x = 0; x < gdImageSX(image); x++)
			if (gdTrueColorGetAlpha(gdImageGetTrueColorPixel(image, x, y)) != gdAlphaOpaque)
				return false;
	return true;
}

static int write_whole(gdImagePtr image, int orientation)
{
	int size = 0;
	gdImagePtr fitting = lies(orientation) ? fit(image, PICTURE_FIT_HEIGHT, PICTURE_FIT_WIDTH)
					       : fit(image, PICTURE_FIT_WIDTH, PICTURE_FIT_HEIGHT);
	gdImagePtr upright = fitting ? turn(fitting, orientation) : NULL;
	if (upright)
		gdImageSaveAlpha(upright, !is_opaque(upright));
	void *at = upright ? gdImagePngPtrEx(upright, &size, PNG_EFFORT) : NULL;
	if (!at || size <= 0)
		return PICTURE_HELPER_NO_PICTURE;
	return write_output(at, (size_t)size) ? 0 : PICTURE_HELPER_BROKEN;
}

/* Frees nothing: the process ends. */
int picture_helper_run(void)
{
	struct bytes input;
	struct picture_header header;
	gdSetErrorMethod(listen);
	if (!helper_lock_up() || !read_input(&input) || input.size < 1)
		return PICTURE_HELPER_BROKEN;
	const struct bytes file = {input.at + 1, input.size - 1};
	if (!picture_header_read(file, &header))
		return PICTURE_HELPER_NO_PICTURE;
	if (header.width > 65535 || header.height > 65535 ||
	    header.width * header.height > (int64_t)PICTURE_MEGAPIXELS * 1000000)
		return PICTURE_HELPER_TOO_LARGE;
	gdImagePtr image = decode(file, header.kind);
	if (!image || is_cut_off)
		return PICTURE_HELPER_NO_PICTURE;
	return input.at[0] == PICTURE_SHAPE_WHOLE ? write_whole(image, header.orientation)
						  : write_squares(image, header.orientation);
}
