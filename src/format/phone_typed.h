/* What somebody typed as a telephone number, taken apart but not understood: digits, "+", extension. */
#ifndef FORMAT_PHONE_TYPED_H
#define FORMAT_PHONE_TYPED_H

#include "base/text.h"

#define PHONE_DIGITS           24
#define PHONE_EXTENSION_DIGITS 11

struct typed_phone {
	bool plus;
	char digits[PHONE_DIGITS + 1];
	size_t digits_count;
	char extension[PHONE_EXTENSION_DIGITS + 1];
	size_t extension_count;
};

/* False when it holds anything that numbers are not written with, no digit, or too many. */
bool phone_read_typed(struct text typed, struct typed_phone *ret_typed);

#endif
