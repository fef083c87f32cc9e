/* What every unit test begins with: cmocka, with the headers that it needs before it, and texts compared. TEST="name*"
 * in the environment runs those of that name alone. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Equal bytes; shows both when they differ. */
#define ASSERT_TEXT(actual, expected)                                                                                  \
	do {                                                                                                           \
		struct text actual_ = (actual), expected_ = (expected);                                                \
		if (!text_equal(actual_, expected_))                                                                   \
			fail_msg("\"%.*s\" is not \"%.*s\"", TEXT_ARG(actual_), TEXT_ARG(expected_));                  \
	} while (0)

#endif
