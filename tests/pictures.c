/* Pictures for tests to send; the contract is in pictures.h. */
#include "tests/pictures.h"

#include "tests/unit.h"

#include <stdlib.h>
#include <zlib.h>

struct bytes picture_copy(struct arena *arena, void *at, int size)
{
	unsigned char *bytes = arena_take(arena, (size_t)size);
	memcpy(bytes, at, (size_t)size);
	gdFree(at);
	return (struct bytes){bytes, (size_t)size};
}

/* Left half red, right half blue. */
gdImagePtr picture_draw(int width, int height)
{
	gdImagePtr image = gdImageCreateTrueColor(width, height);
	gdImageFilledRectangle(image, 0, 0, width / 2, height, 0xff0000);
	gdImageFilledRectangle(image, width / 2, 0, width, height, 0x0000ff);
	return image;
}

struct bytes picture_png(struct arena *arena, int width, int height)
{
	int size;
	gdImagePtr image = picture_draw(width, height);
	void *at = gdImagePngPtr(image, &size);
	gdImageDestroy(image);
	return picture_copy(arena, at, size);
}

struct bytes picture_jpeg(struct arena *arena, int width, int height)
{
	int size;
	gdImagePtr image = picture_draw(width, height);
	void *at = gdImageJpegPtr(image, &size, 95);
	gdImageDestroy(image);
	return picture_copy(arena, at, size);
}

/* The same with an EXIF note that it has to be turned by 90 degrees. */
struct bytes picture_turned_jpeg(struct arena *arena)
{
	static const unsigned char exif[] = "\xff\xe1\x00\x22"
					    "Exif\0\0"
					    "MM\0\x2a\0\0\0\x08"
					    "\0\x01"
					    "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
					    "\0\0\0";
	struct bytes plain = picture_jpeg(arena, 64, 64);
	unsigned char *at = arena_take(arena, plain.size + 36);
	memcpy(at, plain.at, 2);
	memcpy(at + 2, exif, 36);
	memcpy(at + 38, plain.at + 2, plain.size - 2);
	return (struct bytes){at, plain.size + 36};
}

static size_t add_chunk(unsigned char *to, const char *kind, const unsigned char *data, size_t size)
{
	unsigned char *at = to;
	for (int i = 3; i >= 0; i--)
		*at++ = (unsigned char)(size >> (8 * i));
	memcpy(at, kind, 4);
	memcpy(at + 4, data, size);
	uLong sum = crc32(crc32(0, NULL, 0), at, (uInt)size + 4);
	at += 4 + size;
	for (int i = 3; i >= 0; i--)
		*at++ = (unsigned char)(sum >> (8 * i));
	return (size_t)(at - to);
}

/* Without ever holding what it unpacks to. */
static unsigned char *pack_zeros(struct arena *arena, size_t unpacked, size_t *ret_size)
{
	static unsigned char zeros[1 << 16];
	size_t room = unpacked / 500 + 4096;
	unsigned char *data = arena_take(arena, room);
	z_stream stream = {.next_out = data, .avail_out = (uInt)room};
	assert_int_equal(deflateInit(&stream, 9), Z_OK);
	for (size_t left = unpacked, piece; left > 0; left -= piece) {
		piece = left < sizeof zeros ? left : sizeof zeros;
		stream.next_in = zeros;
		stream.avail_in = (uInt)piece;
		assert_true(deflate(&stream, left == piece ? Z_FINISH : Z_NO_FLUSH) >= Z_OK);
		assert_int_equal(stream.avail_in, 0);
	}
	*ret_size = stream.total_out;
	deflateEnd(&stream);
	return data;
}

/* A PNG that says to be that large, and unpacks to `unpacked` bytes of nothing. */
struct bytes picture_png_bomb(struct arena *arena, uint32_t width, uint32_t height, size_t unpacked)
{
	unsigned char head[13] = {0};
	size_t packed = 0;
	unsigned char *data = pack_zeros(arena, unpacked, &packed), *file = arena_take(arena, packed + 200);
	for (int i = 0; i < 4; i++) {
		head[i] = (unsigned char)(width >> (24 - 8 * i));
		head[4 + i] = (unsigned char)(height >> (24 - 8 * i));
	}
	head[8] = 8;
	head[9] = 2;
	memcpy(file, "\x89PNG\r\n\x1a\n", 8);
	size_t size = 8 + add_chunk(file + 8, "IHDR", head, 13);
	size += add_chunk(file + size, "IDAT", data, packed);
	size += add_chunk(file + size, "IEND", data, 0);
	return (struct bytes){file, size};
}

struct bytes picture_with_tail(struct arena *arena, struct bytes start, const char *tail)
{
	size_t size = strlen(tail);
	unsigned char *at = arena_take(arena, start.size + size);
	memcpy(at, start.at, start.size);
	memcpy(at + start.size, tail, size);
	return (struct bytes){at, start.size + size};
}
