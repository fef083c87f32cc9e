/* TEST='a name*' in the environment of a test program: only the tests that are called so. */
#include "tests/unit.h"

#include <stdlib.h>

__attribute__((constructor)) static void choose_tests(void)
{
	const char *wanted = getenv("TEST");
	if (wanted)
		cmocka_set_test_filter(wanted);
}
