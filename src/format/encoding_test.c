/* Converting, and finding out encodings and delimiters. */
#include "format/encoding.h"
#include "tests/unit.h"

#include <stdlib.h>

static struct bytes bytes_of(struct text t)
{
	return (struct bytes){(const unsigned char *)t.at, t.size};
}

static enum outcome decode_in_steps(enum encoding encoding, struct text raw, size_t step, struct buffer *out,
				    uint64_t *ret_offset)
{
	struct decoder decoder = decoder_make(encoding);
	enum outcome outcome = DONE;
	for (size_t i = 0; i < raw.size && outcome == DONE; i += step) {
		struct text piece = text_slice(raw, i, step);
		unsigned char *copy = malloc(piece.size);
		assert_non_null(copy);
		memcpy(copy, piece.at, piece.size);
		struct bytes rest = {copy, piece.size};
		outcome = decoder_push(&decoder, &rest, out);
		free(copy);
	}
	*ret_offset = decoder.offset;
	return outcome == DONE ? decoder_end(&decoder) : outcome;
}

static void assert_decodes(enum encoding encoding, struct text raw, const char *expected)
{
	for (size_t step = 1; step <= raw.size; step++) {
		struct buffer out = buffer_make(1000);
		uint64_t offset;
		assert_int_equal(decode_in_steps(encoding, raw, step, &out, &offset), DONE);
		assert_int_equal(offset, raw.size);
		ASSERT_TEXT(buffer_text(&out), text_of(expected));
		buffer_free(&out);
	}
}

static void assert_refused(enum encoding encoding, struct text raw, uint64_t expected_offset)
{
	for (size_t step = 1; step <= raw.size; step++) {
		struct buffer out = buffer_make(1000);
		uint64_t offset;
		assert_int_equal(decode_in_steps(encoding, raw, step, &out, &offset), INVALID);
		assert_int_equal(offset, expected_offset);
		assert_true(text_is_valid(bytes_of(buffer_text(&out))));
		buffer_free(&out);
	}
}

static void test_converting(void **state)
{
	(void)state;
	assert_decodes(ENCODING_UTF8, TEXT("\uFEFFa\u00E4\u20AC\U0001F600\uFEFF"), "a\u00E4\u20AC\U0001F600\uFEFF");
	assert_decodes(ENCODING_UTF16_LE,
		       TEXT("\xFF\xFE"
			    "a\0\xE4\0\xAC\x20\x3D\xD8\x00\xDE\xFF\xFE"),
		       "a\u00E4\u20AC\U0001F600\uFEFF");
	assert_decodes(ENCODING_UTF16_BE, TEXT("\xFE\xFF\0a\0\xE4\x20\xAC\xD8\x3D\xDE\x00"), "a\u00E4\u20AC\U0001F600");
	assert_decodes(ENCODING_UTF16_BE, TEXT("\0a"), "a");
	assert_decodes(ENCODING_WINDOWS_1252, TEXT("M\xFCller \x80 \x93x\x94 \x81\xFF"),
		       "M\u00FCller \u20AC \u201Cx\u201D \xC2\x81\u00FF");
}

static void test_refused_at_its_place(void **state)
{
	(void)state;
	assert_refused(ENCODING_UTF8, TEXT("ab\xE4 c"), 2);
	assert_refused(ENCODING_UTF8, TEXT("ab\0c"), 2);
	assert_refused(ENCODING_UTF8, TEXT("\u00E4\xED\xA0\x80"), 2);
	assert_refused(ENCODING_UTF8, TEXT("a\xE2\x82"), 1);
	assert_refused(ENCODING_UTF16_LE, TEXT("a\0\0\xDC"), 2);
	assert_refused(ENCODING_UTF16_LE,
		       TEXT("a\0\0\xD8"
			    "b\0"),
		       2);
	assert_refused(ENCODING_UTF16_LE, TEXT("a\0\0\xD8"), 2);
	assert_refused(ENCODING_UTF16_LE, TEXT("a\0b"), 2);
	assert_refused(ENCODING_UTF16_BE, TEXT("\0a\0\0"), 2);
	assert_refused(ENCODING_WINDOWS_1252, TEXT("ab\0"), 2);
}

static void test_a_full_buffer(void **state)
{
	(void)state;
	struct buffer out = buffer_make(3);
	struct decoder decoder = decoder_make(ENCODING_WINDOWS_1252);
	struct bytes rest = bytes_of(TEXT("ab\xE4"));
	assert_int_equal(decoder_push(&decoder, &rest, &out), TOO_MANY);
	buffer_free(&out);
}

/* With a question mark for each byte or unit that is left out, and `expected_left` for these themselves. */
static void assert_mended(enum encoding encoding, struct text raw, const char *expected, unsigned expected_left)
{
	for (size_t step = 1; step <= raw.size; step++) {
		struct buffer out = buffer_make(1000);
		struct decoder decoder = decoder_make(encoding);
		unsigned left = 0;
		for (size_t i = 0; i < raw.size; i += step) {
			struct bytes rest = bytes_of(text_slice(raw, i, step));
			while (decoder_push(&decoder, &rest, &out) == INVALID) {
				left = left << 8 | decoder_skip(&decoder, &rest);
				buffer_add_char(&out, '?');
			}
		}
		while (decoder_end(&decoder) != DONE) {
			struct bytes rest = {NULL, 0};
			left = left << 8 | decoder_skip(&decoder, &rest);
			buffer_add_char(&out, '?');
			assert_int_equal(decoder_push(&decoder, &rest, &out), DONE);
		}
		ASSERT_TEXT(buffer_text(&out), text_of(expected));
		assert_int_equal(left, expected_left);
		assert_int_equal(decoder.offset, raw.size);
		buffer_free(&out);
	}
}

static void what_is_no_text_is_left_out_and_nothing_else(void **state)
{
	(void)state;
	assert_mended(ENCODING_UTF8, TEXT("M\xFCller \u00E4"), "M?ller \u00E4", 0xFC);
	assert_mended(ENCODING_UTF8, TEXT("a\xE2\x82z"), "a??z", 0xE282);
	assert_mended(ENCODING_UTF8, TEXT("a\0b"), "a?b", 0);
	assert_mended(ENCODING_UTF8, TEXT("\xF0\u00E4\xC3"), "?\u00E4?", 0xF0C3);
	assert_mended(ENCODING_UTF16_LE, TEXT("a\0\0\xDC\xE4\0"), "a?\u00E4", 0xDC00);
	assert_mended(ENCODING_UTF16_BE, TEXT("\xD8\x3D\0a"), "?a", 0xD83D);
}

static void test_detecting(void **state)
{
	(void)state;
	assert_int_equal(encoding_detect(bytes_of(TEXT(""))), ENCODING_UTF8);
	assert_int_equal(encoding_detect(bytes_of(TEXT("plain"))), ENCODING_UTF8);
	assert_int_equal(encoding_detect(bytes_of(TEXT("M\u00FCller"))), ENCODING_UTF8);
	assert_int_equal(encoding_detect(bytes_of(TEXT("M\xC3"))), ENCODING_UTF8);
	assert_int_equal(encoding_detect(bytes_of(TEXT("\xF0\x9F\x98"))), ENCODING_UTF8);
	assert_int_equal(encoding_detect(bytes_of(TEXT("\uFEFF\xFF"))), ENCODING_UTF8);
	assert_int_equal(encoding_detect(bytes_of(TEXT("M\xFCller"))), ENCODING_WINDOWS_1252);
	assert_int_equal(encoding_detect(bytes_of(TEXT("a,b\nc\xFC,d\n"))), ENCODING_WINDOWS_1252);
	/* Rows of UTF-8 with a byte of something else; Latin-1 that makes a character of UTF-8 by chance. */
	assert_int_equal(encoding_detect(bytes_of(TEXT("M\u00FCller\nGr\xF6\xDF"
						       "e\nK\u00E4se\n\u20AC"))),
			 ENCODING_UTF8);
	assert_int_equal(encoding_detect(bytes_of(TEXT("\xBBSpa\xDF\xAB\nM\xFCller\n"))), ENCODING_WINDOWS_1252);
	assert_int_equal(encoding_detect(bytes_of(TEXT("\xFF\xFE"
						       "a\0"))),
			 ENCODING_UTF16_LE);
	assert_int_equal(encoding_detect(bytes_of(TEXT("\xFE\xFF\0a"))), ENCODING_UTF16_BE);
	assert_int_equal(encoding_detect(bytes_of(TEXT("n\0a\0m\0e\0,\0"))), ENCODING_UTF16_LE);
	assert_int_equal(encoding_detect(bytes_of(TEXT("\0n\0a\0m\0e\0,"))), ENCODING_UTF16_BE);
	/* One NUL makes no UTF-16: it is refused as text either way. */
	assert_int_equal(encoding_detect(bytes_of(TEXT("a,b,c,d,e,f,g,h,i,j\0,k,l,m"))), ENCODING_WINDOWS_1252);
}

static void test_names(void **state)
{
	(void)state;
	enum encoding encoding;
	for (int i = 0; i < ENCODINGS; i++) {
		assert_true(encoding_parse(encoding_name((enum encoding)i), &encoding));
		assert_int_equal(encoding, i);
	}
	assert_true(encoding_parse(TEXT("Latin-1"), &encoding) && encoding == ENCODING_WINDOWS_1252);
	assert_false(encoding_parse(TEXT("utf-7"), &encoding) || encoding_parse(TEXT(""), &encoding));
}

static void test_delimiters(void **state)
{
	(void)state;
	assert_int_equal(encoding_guess_delimiter(TEXT("a,b,c\n1,2,3\n")), ',');
	assert_int_equal(encoding_guess_delimiter(TEXT("a;b;c\n1,5;2,5;3\n")), ';');
	assert_int_equal(encoding_guess_delimiter(TEXT("name\tnote\nx\ta,b,c\ny\td,e,f\n")), '\t');
	assert_int_equal(encoding_guess_delimiter(TEXT("a|b\n1|2")), '|');
	assert_int_equal(encoding_guess_delimiter(TEXT("\"a,b,c\";d\n\"1,2\n,3\";4\n")), ';');
	assert_int_equal(encoding_guess_delimiter(TEXT("email\na@b.c\n")), ',');
	assert_int_equal(encoding_guess_delimiter(TEXT("")), ',');
	assert_int_equal(encoding_guess_delimiter(TEXT("a;b")), ';');
	char delimiter;
	assert_int_equal(encoding_delimiter_line(TEXT("sep=;\r\na;b"), &delimiter), 7);
	assert_int_equal(delimiter, ';');
	assert_int_equal(encoding_delimiter_line(TEXT("SEP=\t\na\tb"), &delimiter), 6);
	assert_int_equal(delimiter, '\t');
	assert_int_equal(encoding_delimiter_line(TEXT("sep=,\ra"), &delimiter), 6);
	assert_int_equal(encoding_delimiter_line(TEXT("sep=,x\n"), &delimiter), 0);
	assert_int_equal(encoding_delimiter_line(TEXT("sep=\n\n"), &delimiter), 0);
	assert_int_equal(encoding_delimiter_line(TEXT("sep="), &delimiter), 0);
	assert_int_equal(encoding_delimiter_line(TEXT("separate\n"), &delimiter), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_converting),    cmocka_unit_test(test_refused_at_its_place),
		cmocka_unit_test(test_a_full_buffer), cmocka_unit_test(what_is_no_text_is_left_out_and_nothing_else),
		cmocka_unit_test(test_detecting),     cmocka_unit_test(test_names),
		cmocka_unit_test(test_delimiters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
