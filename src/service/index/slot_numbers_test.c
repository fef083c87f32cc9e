/* Columns of numbers. */
#include "service/index/slot_numbers.h"
#include "tests/unit.h"

static void a_column_takes_the_bytes_that_its_numbers_need(void **state)
{
	struct slot_numbers numbers = {0};
	(void)state;
	slot_numbers_resize(&numbers, 10);
	slot_numbers_set(&numbers, 3, NUMBER_NONE);
	assert_int_equal(slot_numbers_bytes(&numbers), 0);
	assert_true(slot_numbers_get(&numbers, 3) == NUMBER_NONE);
	static const int64_t near[] = {INT64_C(1) << 40, (INT64_C(1) << 40) + INT32_MAX - 1,
				       (INT64_C(1) << 40) + INT32_MIN};
	for (uint32_t i = 0; i < 3; i++)
		slot_numbers_set(&numbers, i, near[i]);
	slot_numbers_resize(&numbers, 20);
	assert_int_equal(slot_numbers_bytes(&numbers), 20 * 4);
	for (uint32_t i = 0; i < 20; i++)
		assert_true(slot_numbers_get(&numbers, i) == (i < 3 ? near[i] : NUMBER_NONE));
	slot_numbers_set(&numbers, 4, near[1] + 1);
	slot_numbers_set(&numbers, 5, INT64_MAX);
	slot_numbers_set(&numbers, 6, INT64_MIN + 1);
	slot_numbers_set(&numbers, 0, NUMBER_NONE);
	slot_numbers_resize(&numbers, 30);
	assert_int_equal(slot_numbers_bytes(&numbers), 30 * 8);
	static const int64_t then[] = {NUMBER_NONE, 0, 0, NUMBER_NONE, 0, INT64_MAX, INT64_MIN + 1};
	for (uint32_t i = 0; i < 30; i++)
		assert_true(slot_numbers_get(&numbers, i) == (i == 1 || i == 2 ? near[i]
							      : i == 4         ? near[1] + 1
							      : i < 7          ? then[i]
									       : NUMBER_NONE));
	slot_numbers_free(&numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_column_takes_the_bytes_that_its_numbers_need)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
