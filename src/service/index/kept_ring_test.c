/* The ring against a plain table: whatever is found is what was put last, and the latest are found. */
#include "service/index/kept_ring.h"

#include "tests/unit.h"

#include <stdlib.h>
#include <string.h>

#define NUMBERS 4000
#define ROUNDS  60000
#define RING    ((size_t)1 << 20)

static uint64_t drawn = 11;

static uint64_t draw(uint64_t below)
{
	drawn = drawn * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (drawn >> 33) % below;
}

/* What the bytes of a number in a round are: as many as that, all of its own. */
struct told {
	size_t size; /* 0: none */
	char letter;
};

static void check(const struct kept_ring *ring, int64_t number, const struct told *told)
{
	int64_t mark = 0;
	struct text bytes = kept_ring_find(ring, number, &mark);
	if (text_is_none(bytes))
		return;
	assert_int_equal(bytes.size, told->size);
	assert_int_equal(mark, number * 3);
	for (size_t i = 0; i < bytes.size; i++)
		assert_int_equal(bytes.at[i], told->letter);
}

static void play(struct kept_ring *ring)
{
	static struct told told[NUMBERS];
	char bytes[2000];
	memset(told, 0, sizeof told);
	for (int round = 0; round < ROUNDS; round++) {
		int64_t number = 1 + (int64_t)draw(NUMBERS - 1);
		struct told *its = &told[number];
		if (draw(5) == 0) {
			kept_ring_drop(ring, number);
			its->size = 0;
		} else {
			*its = (struct told){1 + draw(sizeof bytes - 1), (char)('a' + draw(26))};
			memset(bytes, its->letter, its->size);
			kept_ring_put(ring, number, number * 3, (struct text){bytes, its->size});
			int64_t mark;
			assert_int_equal(kept_ring_find(ring, number, &mark).size, its->size);
		}
		int64_t other = 1 + (int64_t)draw(NUMBERS - 1);
		check(ring, other, &told[other]);
	}
	size_t found = 0;
	for (int64_t number = 1; number < NUMBERS; number++) {
		int64_t mark;
		check(ring, number, &told[number]);
		found += !text_is_none(kept_ring_find(ring, number, &mark));
	}
	assert_int_equal(found, ring->count);
	assert_in_range(ring->kept, RING / 2, RING);
	kept_ring_clear(ring);
	for (int64_t number = 1; number < NUMBERS; number++)
		assert_int_equal(kept_ring_find(ring, number, &(int64_t){0}).size, 0);
	assert_int_equal(ring->count + ring->kept, 0);
}

static void what_is_found_is_what_was_put_last_in_memory(void **state)
{
	struct kept_ring ring;
	(void)state;
	assert_true(kept_ring_open(&ring, NUMBERS, RING, NULL));
	play(&ring);
	kept_ring_close(&ring);
}

static void what_is_found_is_what_was_put_last_in_a_file(void **state)
{
	const char *folder = getenv("TMPDIR");
	struct kept_ring ring;
	(void)state;
	assert_true(kept_ring_open(&ring, NUMBERS, RING, folder ? folder : "/tmp"));
	play(&ring);
	kept_ring_close(&ring);
}

static void where_there_is_no_room_for_a_file_there_is_none(void **state)
{
	struct kept_ring ring;
	(void)state;
	assert_false(kept_ring_open(&ring, NUMBERS, RING, "/there/is/no/such/folder"));
	assert_false(kept_ring_open(&ring, NUMBERS, (size_t)1 << 50, getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp"));
	/* Whoever asks such a ring all the same is told that nothing is kept. */
	kept_ring_put(&ring, 1, 1, TEXT("bytes"));
	kept_ring_drop(&ring, 1);
	kept_ring_clear(&ring);
	assert_true(text_is_none(kept_ring_find(&ring, 1, &(int64_t){0})));
}

static void numbers_with_the_same_place_take_it_from_each_other(void **state)
{
	struct kept_ring ring;
	int64_t mark;
	(void)state;
	assert_true(kept_ring_open(&ring, 16, RING, NULL));
	kept_ring_put(&ring, 5, 1, TEXT("five"));
	kept_ring_put(&ring, 5 + 16, 2, TEXT("another"));
	assert_true(text_is_none(kept_ring_find(&ring, 5, &mark)));
	kept_ring_drop(&ring, 5);
	assert_true(text_equal(kept_ring_find(&ring, 5 + 16, &mark), TEXT("another")));
	assert_int_equal(mark, 2);
	assert_int_equal(ring.count, 1);
	kept_ring_close(&ring);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_found_is_what_was_put_last_in_memory),
		cmocka_unit_test(what_is_found_is_what_was_put_last_in_a_file),
		cmocka_unit_test(where_there_is_no_room_for_a_file_there_is_none),
		cmocka_unit_test(numbers_with_the_same_place_take_it_from_each_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
