/* Kind, size and orientation of a picture, from its first bytes. Sources: PNG 11.2.2; JPEG (T.81) B.2; GIF89a 18; WebP
 * container RFC 9649; EXIF 2.3 4.6.4. */
#include "features/files/files_decode.h"

#include <string.h>

static bool starts(struct bytes file, size_t at, const char *sign, size_t size)
{
	return file.size >= at + size && memcmp(file.at + at, sign, size) == 0;
}

static int64_t big(struct bytes file, size_t at, int bytes)
{
	int64_t value = 0;
	for (int i = 0; i < bytes; i++)
		value = value << 8 | (at + (size_t)i < file.size ? file.at[at + (size_t)i] : 0);
	return value;
}

static int64_t little(struct bytes file, size_t at, int bytes)
{
	int64_t value = 0;
	for (int i = bytes; i-- > 0;)
		value = value << 8 | (at + (size_t)i < file.size ? file.at[at + (size_t)i] : 0);
	return value;
}

static bool read_webp(struct bytes file, struct picture_header *header)
{
	if (starts(file, 12, "VP8X", 4)) {
		header->width = little(file, 24, 3) + 1;
		header->height = little(file, 27, 3) + 1;
		return true;
	}
	if (starts(file, 12, "VP8L", 4)) {
		int64_t bits = little(file, 21, 4);
		header->width = (bits & 0x3fff) + 1;
		header->height = (bits >> 14 & 0x3fff) + 1;
		return true;
	}
	header->width = little(file, 26, 2) & 0x3fff;
	header->height = little(file, 28, 2) & 0x3fff;
	return starts(file, 12, "VP8 ", 4);
}

/* Tag 0x0112 of the first directory of a TIFF inside APP1. */
static int read_orientation(struct bytes exif)
{
	struct bytes tiff = {exif.at + 6, exif.size - 6};
	bool is_little = starts(tiff, 0, "II", 2);
	int64_t (*read)(struct bytes, size_t, int) = is_little ? little : big;
	size_t directory = (size_t)read(tiff, 4, 4);
	int64_t count = read(tiff, directory, 2);
	for (int64_t i = 0; i < count && i < 200; i++) {
		size_t entry = directory + 2 + (size_t)i * 12;
		if (read(tiff, entry, 2) == 0x0112) {
			int64_t value = read(tiff, entry + 8, 2);
			return value >= 1 && value <= 8 ? (int)value : 1;
		}
	}
	return 1;
}

static bool is_frame(int64_t marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static bool read_jpeg(struct bytes file, struct picture_header *header)
{
	for (size_t at = 2; at + 9 < file.size;) {
		int64_t marker = big(file, at, 2) & 0xff, size = big(file, at + 2, 2);
		if (file.at[at] != 0xff || size < 2)
			return false;
		if (marker == 0xff) { /* filling */
			at++;
			continue;
		}
		if (marker == 0xe1 && size > 16 && at + 2 + (size_t)size <= file.size &&
		    starts(file, at + 4, "Exif\0\0", 6))
			header->orientation = read_orientation((struct bytes){file.at + at + 4, (size_t)size - 2});
		if (is_frame(marker)) {
			header->height = big(file, at + 5, 2);
			header->width = big(file, at + 7, 2);
			return true;
		}
		at += 2 + (size_t)size;
	}
	return false;
}

bool picture_header_read(struct bytes file, struct picture_header *ret_header)
{
	*ret_header = (struct picture_header){.orientation = 1};
	if (starts(file, 0, "\x89PNG\r\n\x1a\n", 8) && starts(file, 12, "IHDR", 4)) {
		ret_header->kind = PICTURE_PNG;
		ret_header->width = big(file, 16, 4);
		ret_header->height = big(file, 20, 4);
	} else if (starts(file, 0, "GIF8", 4)) {
		ret_header->kind = PICTURE_GIF;
		ret_header->width = little(file, 6, 2);
		ret_header->height = little(file, 8, 2);
	} else if (starts(file, 0, "RIFF", 4) && starts(file, 8, "WEBP", 4)) {
		ret_header->kind = PICTURE_WEBP;
		if (!read_webp(file, ret_header))
			return false;
	} else if (starts(file, 0, "\xff\xd8\xff", 3)) {
		ret_header->kind = PICTURE_JPEG;
		if (!read_jpeg(file, ret_header))
			return false;
	}
	return ret_header->kind != PICTURE_NONE && ret_header->width > 0 && ret_header->height > 0;
}
