/* Appending, and the most that a buffer takes. */
#include "base/buffer.h"
#include "tests/unit.h"

static void test_appending(void **state)
{
	(void)state;
	struct buffer buffer = buffer_make(1 << 20);
	assert_false(text_is_none(buffer_text(&buffer)));
	buffer_add(&buffer, TEXT("a"));
	buffer_add(&buffer, TEXT_NONE);
	buffer_add_char(&buffer, '|');
	buffer_add_number(&buffer, INT64_MIN);
	buffer_add_number(&buffer, 0);
	buffer_add_number(&buffer, INT64_MAX);
	buffer_add_format(&buffer, "<%s>", "x");
	assert_true(text_equal(buffer_text(&buffer), TEXT("a|-922337203685477580809223372036854775807<x>")));
	buffer_clear(&buffer);
	assert_int_equal(buffer_text(&buffer).size, 0);
	for (int i = 0; i < 10000; i++)
		buffer_add(&buffer, TEXT("0123456789"));
	assert_int_equal(buffer.size, 100000);
	assert_memory_equal(buffer.at + 99990, "0123456789", 10);
	buffer_free(&buffer);
}

static void test_the_most_is_kept(void **state)
{
	(void)state;
	struct buffer buffer = buffer_make(300);
	for (int i = 0; i < 300; i++)
		buffer_add_char(&buffer, 'a');
	assert_false(buffer_failed(&buffer));
	assert_int_equal(buffer.room, 300);
	buffer_add_char(&buffer, 'b');
	assert_true(buffer_failed(&buffer));
	assert_int_equal(buffer.size, 300);
	buffer_clear(&buffer);
	assert_false(buffer_failed(&buffer));
	assert_null(buffer_reserve(&buffer, SIZE_MAX));
	assert_true(buffer_failed(&buffer));
	/* After a failure nothing is added, so no hole can hide in the middle. */
	buffer_add_char(&buffer, 'c');
	assert_int_equal(buffer.size, 0);
	buffer_free(&buffer);
	assert_int_equal(buffer.most, 300);
}

static void test_reserve_and_grow(void **state)
{
	(void)state;
	struct buffer buffer = buffer_make(10);
	char *room = buffer_reserve(&buffer, 10);
	assert_non_null(room);
	memcpy(room, "abcdefghij", 10);
	buffer_grew(&buffer, 3);
	assert_true(text_equal(buffer_text(&buffer), TEXT("abc")));
	assert_null(buffer_reserve(&buffer, 8));
	assert_true(buffer_failed(&buffer));
	buffer_free(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_appending),
		cmocka_unit_test(test_the_most_is_kept),
		cmocka_unit_test(test_reserve_and_grow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
