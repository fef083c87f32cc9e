/* Digits of any script, separators, and the words for an extension. */
#include "format/phone_typed.h"

#include <ctype.h>
#include <string.h>

/* The digit that a code point stands for, or -1: ASCII, full-width, Arabic-Indic, extended Arabic-Indic. */
static int digit_of(uint32_t point)
{
	static const uint32_t zeros[] = {'0', 0xFF10, 0x0660, 0x06F0};
	for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++) {
		if (point >= zeros[i] && point < zeros[i] + 10)
			return (int)(point - zeros[i]);
	}
	return -1;
}

/* Blanks, hyphens and dashes, brackets, and the direction marks that come along when a number is copied. */
static bool is_separator(uint32_t point)
{
	if (point < 0x80)
		return point != 0 && strchr(" \t-./(),", (int)point) != NULL;
	return point == 0xA0 || point == 0x3000 || point == 0x2212 || point == 0x2060 ||
	       (point >= 0x2000 && point <= 0x2015) || (point >= 0x202A && point <= 0x202F) ||
	       (point >= 0x2066 && point <= 0x2069) || point == 0xFF0D || point == 0xFF08 || point == 0xFF09 ||
	       point == 0xFF0E;
}

/* The length of a word that announces an extension at the start of `rest`, 0 when there is none. Longer ones first. */
static size_t extension_word(struct text rest)
{
	static const char *const words[] = {";ext=", "extension", "extn", "ext",   "x",       "#",   "sambungan",
					    "samb",  "durchwahl", "dw",   "anexo", "interno", "int", "poste"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t size = strlen(words[i]);
		if (rest.size >= size && strncasecmp(rest.at, words[i], size) == 0)
			return size + (rest.size > size && (rest.at[size] == '.' || rest.at[size] == ':'));
	}
	return 0;
}

static bool add_digit(struct typed_phone *typed, bool extension, int digit)
{
	if (extension) {
		if (typed->extension_count == PHONE_EXTENSION_DIGITS)
			return false;
		typed->extension[typed->extension_count++] = (char)('0' + digit);
		return true;
	}
	if (typed->digits_count == PHONE_DIGITS)
		return false;
	typed->digits[typed->digits_count++] = (char)('0' + digit);
	return true;
}

static bool is_plus(uint32_t point)
{
	return point == '+' || point == 0xFF0B;
}

bool phone_read_typed(struct text typed, struct typed_phone *ret_typed)
{
	bool extension = false;
	struct text rest = text_trim(typed);
	*ret_typed = (struct typed_phone){0};
	if (rest.size >= 4 && strncasecmp(rest.at, "tel:", 4) == 0)
		rest = text_slice(rest, 4, rest.size);
	uint32_t point;
	for (size_t at = 0, next = 0; text_next_point(rest, &next, &point); at = next) {
		int digit = digit_of(point);
		if (digit >= 0) {
			if (!add_digit(ret_typed, extension, digit))
				return false;
		} else if (is_plus(point)) {
			if (ret_typed->plus || ret_typed->digits_count > 0)
				return false;
			ret_typed->plus = true;
		} else if (!is_separator(point)) {
			size_t word = extension_word(text_slice(rest, at, rest.size));
			if (word == 0 || extension || ret_typed->digits_count == 0)
				return false;
			extension = true;
			next = at + word;
		}
	}
	return ret_typed->digits_count > 0 && (!extension || ret_typed->extension_count > 0);
}
