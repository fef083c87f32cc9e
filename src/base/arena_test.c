/* Pieces of an arena and the end of its budget. */
#include "base/arena.h"
#include "tests/unit.h"

#include <sys/wait.h>
#include <unistd.h>

static void test_pieces_are_zeroed_aligned_and_apart(void **state)
{
	(void)state;
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	unsigned char *pieces[300];
	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < 300; i++) {
			size_t size = (i * 37) % 400;
			pieces[i] = arena_take(arena, size);
			assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
			for (size_t k = 0; k < size; k++)
				assert_int_equal(pieces[i][k], 0);
			memset(pieces[i], (int)i, size);
		}
		for (size_t i = 0; i < 300; i++)
			for (size_t k = 0; k < (i * 37) % 400; k++)
				assert_int_equal(pieces[i][k], (unsigned char)i);
		arena_reset(arena);
	}
}

static void test_large_pieces_and_budget(void **state)
{
	(void)state;
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1000);
	assert_int_equal(arena_left(arena), 1000);
	arena_take(arena, 100);
	assert_in_range(arena_left(arena), 850, 900);
	char *large = arena_take(arena, 5 << 20);
	memset(large, 1, 5 << 20);
	assert_int_equal(arena_left(arena), 0);
	arena_reset(arena);
	assert_int_equal(arena_left(arena), 1000);
}

static void count_end(void *state)
{
	++*(int *)state;
}

static void test_what_is_registered_ends_once_with_the_pieces(void **state)
{
	(void)state;
	int first = 0, second = 0;
	struct arena *arena = arena_open(1000);
	arena_register(arena, count_end, &first);
	arena_register(arena, count_end, &second);
	assert_int_equal(first, 0);
	arena_reset(arena);
	assert_int_equal(first, 1);
	assert_int_equal(second, 1);
	arena_register(arena, count_end, &second);
	arena_close(arena);
	assert_int_equal(first, 1);
	assert_int_equal(second, 2);
}

/* The exit of a child that asks for more elements than there are bytes. */
static void test_overflow_ends_the_process(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		close(STDERR_FILENO);
		struct arena *arena = arena_open(1);
		void *taken = arena_take_array(arena, SIZE_MAX / 2, 4);
		_exit(taken ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) > 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces_are_zeroed_aligned_and_apart),
		cmocka_unit_test(test_large_pieces_and_budget),
		cmocka_unit_test(test_what_is_registered_ends_once_with_the_pieces),
		cmocka_unit_test(test_overflow_ends_the_process),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
