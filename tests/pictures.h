/* Pictures for tests to send: honest ones, and such as want to do harm. */
#ifndef TESTS_PICTURES_H
#define TESTS_PICTURES_H

#include "base/arena.h"
#include "base/text.h"

#include <gd.h>

/* Left half red, right half blue. */
gdImagePtr picture_draw(int width, int height);
/* What one of gd's functions gave, taken over into the arena. */
struct bytes picture_copy(struct arena *arena, void *at, int size);
struct bytes picture_png(struct arena *arena, int width, int height);
struct bytes picture_jpeg(struct arena *arena, int width, int height);
/* 64 x 64, with an EXIF note that it has to be turned by 90 degrees. */
struct bytes picture_turned_jpeg(struct arena *arena);
/* A PNG that says to be that large, and unpacks to `unpacked` bytes of nothing. */
struct bytes picture_png_bomb(struct arena *arena, uint32_t width, uint32_t height, size_t unpacked);
struct bytes picture_with_tail(struct arena *arena, struct bytes start, const char *tail);

#endif
