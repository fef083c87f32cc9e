/* The picture helper: a picture on standard input, two square ones on standard output.
 *
 * The one idea: whatever a decoder can be made to do, it does here, where it can do nothing (files_lock.c), and what
 * leaves this process is encoded anew, so nothing of the sender's bytes survives.
 */
#include "features/files/files_decode.h"
#include "features/files/files.h"

#include <gd.h>
#include <stdlib.h>
#include <unistd.h>

#define INPUT_MOST (32 << 20)
#define QUALITY    86

static void say_nothing(int priority, const char *format, va_list values)
{
	(void)priority;
	(void)format;
	(void)values;
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

static gdImagePtr make_empty(int side)
{
	gdImagePtr image = gdImageCreateTrueColor(side, side);
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
	gdImagePtr out = make_empty(square < side ? square : side);
	if (!out)
		return NULL;
	gdImageCopyResampled(out, image, 0, 0, (width - square) / 2, (height - square) / 2, gdImageSX(out),
			     gdImageSX(out), square, square);
	return out;
}

/* Turns a square as EXIF asks: for each place, where its colour comes from. */
static gdImagePtr turn(gdImagePtr image, int orientation)
{
	int last = gdImageSX(image) - 1;
	gdImagePtr out = make_empty(last + 1);
	if (!out)
		return NULL;
	for (int y = 0; y <= last; y++)
		for (int x = 0; x <= last; x++) {
			const int from[9][2] = {{x, y},        {x, y}, {last - x, y}, {last - x, last - y},
						{x, last - y}, {y, x}, {y, last - x}, {last - y, last - x},
						{last - y, x}};
			gdImageSetPixel(out, x, y,
					gdImageGetTrueColorPixel(image, from[orientation][0], from[orientation][1]));
		}
	return out;
}

static int write_pictures(gdImagePtr image, int orientation)
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

/* Frees nothing: the process ends. */
int picture_helper_run(void)
{
	struct bytes file;
	struct picture_header header;
	gdSetErrorMethod(say_nothing);
	if (!helper_lock_up() || !read_input(&file))
		return PICTURE_HELPER_BROKEN;
	if (!picture_header_read(file, &header))
		return PICTURE_HELPER_NO_PICTURE;
	if (header.width > 65535 || header.height > 65535 ||
	    header.width * header.height > (int64_t)PICTURE_MEGAPIXELS * 1000000)
		return PICTURE_HELPER_TOO_LARGE;
	gdImagePtr image = decode(file, header.kind);
	if (!image)
		return PICTURE_HELPER_NO_PICTURE;
	return write_pictures(image, header.orientation);
}
