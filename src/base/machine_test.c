#include "base/machine.h"
#include "tests/unit.h"

#include <unistd.h>

static void memory_is_the_machines_or_what_the_process_is_allowed(void **state)
{
	(void)state;
	size_t all = (size_t)sysconf(_SC_PHYS_PAGES) * (size_t)sysconf(_SC_PAGESIZE);
	assert_in_range(machine_memory(), (size_t)16 << 20, all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(memory_is_the_machines_or_what_the_process_is_allowed)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
