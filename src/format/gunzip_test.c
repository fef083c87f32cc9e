/* Whole, cut, damaged and exploding files. */
#include "base/buffer.h"
#include "format/gunzip.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <zlib.h>

/* One gzip member of `t` repeated. */
static void add_member(struct buffer *out, struct text t, size_t times)
{
	z_stream stream = {0};
	assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
	for (size_t i = 0; i <= times; i++) {
		stream.next_in = (Bytef *)(uintptr_t)t.at;
		stream.avail_in = i < times ? (uInt)t.size : 0;
		int result;
		do {
			char *room = buffer_reserve(out, 4096);
			assert_non_null(room);
			stream.next_out = (Bytef *)room;
			stream.avail_out = 4096;
			result = deflate(&stream, i < times ? Z_NO_FLUSH : Z_FINISH);
			buffer_grew(out, 4096 - stream.avail_out);
		} while (stream.avail_in || (i == times && result != Z_STREAM_END));
	}
	deflateEnd(&stream);
}

static enum outcome keep(void *state, struct bytes piece)
{
	assert_in_range(piece.size, 1, 64 << 10);
	buffer_add_bytes(state, piece.at, piece.size);
	return DONE;
}

static enum outcome count(void *state, struct bytes piece)
{
	*(uint64_t *)state += piece.size;
	return DONE;
}

static enum outcome unpack(struct text packed, size_t step, uint64_t most, gunzip_sink *sink, void *state)
{
	struct gunzip *gunzip __attribute__((cleanup(gunzip_cleanup))) = gunzip_open(most, sink, state);
	for (size_t i = 0; i < packed.size; i += step) {
		struct text piece = text_slice(packed, i, step);
		enum outcome outcome = gunzip_push(gunzip, (struct bytes){(const unsigned char *)piece.at, piece.size});
		if (outcome != DONE)
			return gunzip_end(gunzip) == outcome ? outcome : FAULT;
	}
	return gunzip_end(gunzip);
}

static void test_members_in_any_pieces(void **state)
{
	(void)state;
	struct buffer packed = buffer_make(1 << 20);
	add_member(&packed, TEXT("hello "), 3);
	add_member(&packed, TEXT(""), 1);
	add_member(&packed, TEXT("world"), 1);
	for (size_t step = 1; step <= packed.size; step++) {
		struct buffer out = buffer_make(1000);
		assert_int_equal(unpack(buffer_text(&packed), step, 1000, keep, &out), DONE);
		ASSERT_TEXT(buffer_text(&out), TEXT("hello hello hello world"));
		buffer_free(&out);
	}
	buffer_free(&packed);
}

static void test_cut_damaged_and_followed(void **state)
{
	(void)state;
	struct buffer packed = buffer_make(1 << 20), out = buffer_make(1000);
	add_member(&packed, TEXT("hello world"), 1);
	struct text whole = buffer_text(&packed);
	for (size_t size = 0; size < whole.size; size++)
		assert_int_equal(unpack(text_slice(whole, 0, size), 7, 1000, keep, &out), INVALID);
	packed.at[packed.size - 6] ^= 1; /* the checksum */
	assert_int_equal(unpack(buffer_text(&packed), 1000, 1000, keep, &out), INVALID);
	packed.at[packed.size - 6] ^= 1;
	buffer_add(&packed, TEXT("tail"));
	assert_int_equal(unpack(buffer_text(&packed), 1000, 1000, keep, &out), INVALID);
	assert_int_equal(unpack(TEXT("plain text"), 1000, 1000, keep, &out), INVALID);
	assert_false(gunzip_is_gzip((struct bytes){(const unsigned char *)"\x1F", 1}));
	assert_true(gunzip_is_gzip((struct bytes){(const unsigned char *)"\x1F\x8B", 2}));
	buffer_free(&packed);
	buffer_free(&out);
}

static void test_a_bomb_stops_at_the_limit(void **state)
{
	(void)state;
	static char zeros[1 << 20];
	struct buffer packed = buffer_make(1 << 20);
	add_member(&packed, (struct text){zeros, sizeof zeros}, 200);
	uint64_t unpacked = 0;
	assert_int_equal(unpack(buffer_text(&packed), packed.size, 3000000, count, &unpacked), TOO_MANY);
	assert_in_range(unpacked, 2900000, 3000000);
	unpacked = 0;
	assert_int_equal(unpack(buffer_text(&packed), packed.size, sizeof zeros * 200, count, &unpacked), DONE);
	assert_int_equal(unpacked, sizeof zeros * 200);
	buffer_free(&packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members_in_any_pieces),
		cmocka_unit_test(test_cut_damaged_and_followed),
		cmocka_unit_test(test_a_bomb_stops_at_the_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
