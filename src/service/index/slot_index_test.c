/* The list index against rows in an array: random rows put, changed, dropped; then conditions, pages, ranks, ranges. */
#include "service/index/slot_answer.h"
#include "service/index/slot_pick.h"
#include "tests/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MOST   9000
#define GROUPS      6 /* few, so that they are split and joined */
#define TEXT_MOST   16
#define VALUES_MOST 3

enum { NUMBER_WIDE, NUMBER_NARROW, NUMBERS };
enum { FAMILY_ONE, FAMILY_SEVERAL, FAMILIES };

struct naive {
	int64_t id; /* 0: dropped */
	int64_t numbers[NUMBERS];
	char text[TEXT_MOST];
	bool has_text, has_other; /* the second text is the same otherwise */
	int64_t one, several[VALUES_MOST];
	size_t count;
};

struct room {
	struct slot_index index;
	struct naive rows[ROWS_MOST];
	size_t count;
	uint64_t random;
	size_t walked; /* pages that were found from a position */
};

static uint64_t draw(struct room *room, uint64_t below)
{
	uint64_t z = (room->random += UINT64_C(0x9E3779B97F4A7C15));
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (z ^ (z >> 31)) % below;
}

static struct room *room_open(uint64_t seed)
{
	static const struct slot_shape shape = {.numbers = NUMBERS,
						.texts = 2,
						.families = FAMILIES,
						.id_groups = GROUPS,
						.number_groups = {GROUPS, 2},
						.text_groups = {GROUPS, 2}};
	struct room *room = calloc(1, sizeof *room);
	assert_non_null(room);
	room->random = seed;
	slot_index_make(&room->index, &shape, 10);
	return room;
}

static void room_close(struct room *room)
{
	slot_index_free(&room->index);
	free(room);
}

static void make_row(struct room *room, struct naive *row, int64_t id)
{
	*row = (struct naive){.id = id,
			      .one = (int64_t)draw(room, 5) - 1,
			      .has_text = draw(room, 4) > 0,
			      .has_other = draw(room, 3) == 0};
	row->numbers[NUMBER_WIDE] = (int64_t)draw(room, UINT64_C(1) << 60) - (INT64_C(1) << 59);
	row->numbers[NUMBER_NARROW] = draw(room, 3) ? (int64_t)draw(room, 20) - 10 : NUMBER_NONE;
	row->count = draw(room, VALUES_MOST + 1);
	for (size_t i = 0; i < row->count; i++)
		row->several[i] = (int64_t)(i * 100 + draw(room, draw(room, 2) ? 2 : 100));
	/* Many begin alike, some are empty. */
	snprintf(row->text, sizeof row->text, "%s%.*s", draw(room, 2) ? "beginning" : "", (int)draw(room, 4),
		 (const char *[]){"aaa", "aba", "zzz"}[draw(room, 3)]);
}

static struct slot_row row_of(const struct naive *naive)
{
	struct slot_row row = {.id = naive->id};
	memcpy(row.numbers, naive->numbers, sizeof naive->numbers);
	row.texts[0] = naive->has_text ? text_of(naive->text) : TEXT_NONE;
	row.texts[1] = naive->has_other ? TEXT("other") : row.texts[0];
	row.families[FAMILY_ONE].values = &naive->one;
	row.families[FAMILY_ONE].count = naive->one >= 0;
	row.families[FAMILY_SEVERAL].values = naive->several;
	row.families[FAMILY_SEVERAL].count = naive->count;
	return row;
}

/* Ids rise with gaps, as those of one server, but for one in ten. */
static int64_t fresh_id(struct room *room)
{
	for (;;) {
		int64_t id = draw(room, 10) ? (int64_t)room->count * 8 + 1 : (int64_t)draw(room, ROWS_MOST * 8) + 1;
		if (slot_index_find(&room->index, id) == SLOT_NONE)
			return id;
	}
}

static void put(struct room *room, struct naive *naive)
{
	const struct slot_row row = row_of(naive);
	slot_index_put(&room->index, &row);
}

static void change_some(struct room *room, size_t changes)
{
	for (size_t i = 0; i < changes; i++) {
		struct naive *row = &room->rows[draw(room, room->count + 1)];
		if (row == &room->rows[room->count] || draw(room, 3) == 0) {
			if (room->count == ROWS_MOST)
				continue;
			row = &room->rows[room->count];
			make_row(room, row, fresh_id(room));
			room->count++;
		} else if (row->id == 0) {
			continue;
		} else if (draw(room, 4) == 0) {
			slot_index_drop(&room->index, row->id);
			row->id = 0;
			continue;
		} else {
			make_row(room, row, row->id);
		}
		put(room, row);
	}
}

/* ---- conditions ---- */

struct question {
	bool negated, any, several;
	int64_t value;
	int64_t low, high;         /* of the narrow number */
	const struct naive *above; /* of the text and id, or NULL */
};

static bool answer_naively(const struct question *q, const struct naive *row)
{
	bool has = !q->several && row->one == q->value;
	for (size_t i = 0; q->several && i < row->count; i++)
		has |= row->several[i] == q->value;
	int64_t number = row->numbers[NUMBER_NARROW];
	bool within = number != NUMBER_NONE && number >= q->low && number <= q->high;
	int way = q->above && row->has_text ? strcmp(row->text, q->above->text) : 0;
	bool below = q->above && row->has_text && (way < 0 || (way == 0 && row->id < q->above->id));
	if (q->any)
		return (has || within || below) != q->negated;
	return (has && within && (!q->above || below)) != q->negated;
}

static size_t answer_by_index(struct room *room, const struct question *q, uint64_t *to)
{
	const struct slot_index *index = &room->index;
	uint64_t *within = bits_make(index->words), *before = bits_make(index->words);
	const struct slot_key low = {.number = q->low, .id = INT64_MIN}, high = {.number = q->high, .id = INT64_MAX};
	slot_order_within(&index->by_number[NUMBER_NARROW], &low, &high, within);
	struct slot_node text = {.kind = SLOT_BITS, .bits = before};
	struct slot_node range = {.kind = SLOT_BITS, .bits = within, .next = q->above ? &text : NULL};
	struct slot_node set = {
		.kind = SLOT_SET,
		.set = slot_family_find(&index->families[q->several ? FAMILY_SEVERAL : FAMILY_ONE], q->value),
		.next = &range,
	};
	const struct slot_node root = {.kind = q->any ? SLOT_ANY : SLOT_ALL, .negated = q->negated, .parts = &set};
	if (q->above) {
		const struct slot_key first = {.text = TEXT(""), .id = INT64_MIN};
		const struct slot_key key = {.text = text_of(q->above->text), .id = q->above->id};
		slot_order_within(&index->by_text[0], &first, &key, before);
	}
	size_t count = slot_answer(index, &root, to);
	free(within);
	free(before);
	return count;
}

/* ---- orders ---- */

struct sorting {
	int by; /* 0: id, 1 and 2: numbers, 3: text, 4: the column of few values */
	bool descending;
};

static int compare_keys(const struct sorting *by, const struct naive *a, const struct naive *b, bool *ret_null)
{
	bool null_a = by->by == 3 ? !a->has_text : by->by == 4 ? a->one < 0 : false, null_b = false;
	int way = 0;
	if (by->by == 1 || by->by == 2) {
		null_a = a->numbers[by->by - 1] == NUMBER_NONE;
		null_b = b->numbers[by->by - 1] == NUMBER_NONE;
		way = (a->numbers[by->by - 1] > b->numbers[by->by - 1]) -
		      (a->numbers[by->by - 1] < b->numbers[by->by - 1]);
	} else if (by->by == 3) {
		null_b = !b->has_text;
		way = null_a || null_b ? 0 : strcmp(a->text, b->text);
	} else if (by->by == 4) {
		null_b = b->one < 0;
		way = (a->one > b->one) - (a->one < b->one);
	}
	*ret_null = null_a != null_b;
	return *ret_null ? (null_a ? 1 : -1) : way;
}

static int compare_rows(const void *left, const void *right, void *state)
{
	const struct naive *a = *(const struct naive *const *)left, *b = *(const struct naive *const *)right;
	const struct sorting *by = state;
	bool null;
	int way = compare_keys(by, a, b, &null);
	if (null)
		return way;
	way = way ? way : (a->id > b->id) - (a->id < b->id);
	return by->descending ? -way : way;
}

/* The phases of a sort: those with a key, those without; or each value in turn. */
static size_t make_phases(const struct slot_index *index, const struct sorting *by, struct slot_phase *phases,
			  const struct slot_set **sets)
{
	size_t count = 0;
	const struct slot_order *order = by->by == 0   ? &index->by_id
					 : by->by <= 2 ? &index->by_number[by->by - 1]
						       : &index->by_text[0];
	if (by->by != 4) {
		phases[count++] = (struct slot_phase){.order = order};
		phases[count++] = (struct slot_phase){.order = &index->by_id, .without = slot_order_all(order)};
		return count;
	}
	static uint64_t any[ROWS_MOST / 64 + BITS_BLOCK * 4];
	memset(any, 0, sizeof any);
	assert_true(index->words * sizeof(uint64_t) <= sizeof any);
	slot_set_read(&index->families[FAMILY_ONE].any, 0, index->words, any);
	for (int64_t i = 0; i < 4; i++) {
		sets[i] = slot_family_find(&index->families[FAMILY_ONE], by->descending ? 3 - i : i);
		if (sets[i])
			phases[count++] = (struct slot_phase){.order = &index->by_id,
							      .sets = (const struct slot_set *const *)&sets[i],
							      .set_count = 1};
	}
	phases[count++] = (struct slot_phase){.order = &index->by_id, .without = any};
	return count;
}

static size_t expect(struct room *room, const struct question *q, struct sorting *by, const struct naive **to)
{
	size_t count = 0;
	for (size_t i = 0; i < room->count; i++)
		if (room->rows[i].id && answer_naively(q, &room->rows[i]))
			to[count++] = &room->rows[i];
	qsort_r(to, count, sizeof(*to), compare_rows, by);
	return count;
}

static void check_pages(struct room *room, const uint64_t *matches, const struct slot_sorted *sorted,
			const struct naive *const *expected, size_t count)
{
	static uint32_t slots[ROWS_MOST];
	for (int i = 0; i < 6; i++) {
		struct slot_page page = {
			.matches = count, .offset = draw(room, count + 5), .most = 1 + draw(room, i ? 60 : ROWS_MOST)};
		size_t left = page.offset < count ? count - page.offset : 0;
		size_t found = slot_answer_page(&room->index, matches, sorted, page, slots);
		assert_int_equal(found, left < page.most ? left : page.most);
		for (size_t n = 0; n < found; n++)
			assert_int_equal(slot_numbers_get(&room->index.ids, slots[n]), expected[page.offset + n]->id);
	}
}

struct answer {
	const uint64_t *matches;
	const struct slot_sorted *sorted;
	size_t count;
};

/* `rank`: of the first that is expected. */
static void check_page_from(struct room *room, const struct answer *answer, struct slot_position position,
			    const struct naive *const *expected, size_t rank)
{
	uint32_t slots[60];
	const struct slot_from from = {position, 1 + draw(room, 60)};
	if (!slot_answer_page_from(&room->index, answer->matches, answer->sorted, &from, slots))
		return;
	room->walked++;
	assert_true(rank + from.most <= answer->count);
	for (size_t n = 0; n < from.most; n++)
		assert_int_equal(slot_numbers_get(&room->index.ids, slots[n]), expected[rank + n]->id);
}

/* Of rows that need not be among the matches. */
static void check_ranks(struct room *room, const struct sorting *by, const struct answer *answer,
			const struct naive *const *expected)
{
	const struct slot_sorted *sorted = answer->sorted;
	size_t count = answer->count;
	for (int i = 0; i < 6 && by->by != 4; i++) {
		const struct naive *row = &room->rows[draw(room, room->count)];
		size_t rank = 0;
		if (row->id == 0)
			continue;
		while (rank < count && compare_rows(&expected[rank], &row, (void *)(uintptr_t)by) < 0)
			rank++;
		bool is_match = rank < count && expected[rank] == row;
		uint32_t slot = slot_index_find(&room->index, row->id);
		size_t phase = !slot_order_has_key(sorted->phases[0].order, slot);
		struct slot_position position = {phase, slot_order_key(sorted->phases[phase].order, slot), false};
		assert_int_equal(slot_answer_rank(&room->index, answer->matches, sorted, position), rank);
		check_page_from(room, answer, position, expected, rank);
		position.behind = true;
		check_page_from(room, answer, position, expected, rank + is_match);
		assert_int_equal(slot_answer_rank(&room->index, answer->matches, sorted, position), rank + is_match);
	}
}

/* ---- tables of totals ---- */

static void check_set(struct room *room, const struct question *q, const struct slot_picked *picked,
		      const struct slot_set *set)
{
	size_t expected = 0;
	for (size_t i = 0; i < room->count; i++) {
		const struct naive *row = &room->rows[i];
		int64_t number = row->numbers[NUMBER_NARROW];
		expected += row->id && answer_naively(q, row) && number != NUMBER_NONE && number >= q->low &&
			    number <= q->high && slot_set_has(set, slot_index_find(&room->index, row->id));
	}
	assert_int_equal(slot_picked_count(picked, set, room->index.words), expected);
}

/* The answer within the question's range, by values of both families. */
static void check_tally(struct room *room, const struct question *q, const uint64_t *matches, uint64_t *space)
{
	const struct slot_index *index = &room->index;
	const struct slot_picking picking = {matches, index->words, bits_make(index->words), space};
	const struct slot_picked picked = slot_pick_range(&picking, &index->by_number[NUMBER_NARROW], q->low, q->high);
	assert_int_equal(bits_count(picked.bits, index->words), picked.count);
	check_set(room, q, &picked, &index->families[FAMILY_ONE].any);
	for (size_t i = 0; i < index->families[FAMILY_ONE].count; i++)
		check_set(room, q, &picked, &index->families[FAMILY_ONE].values[i].set);
	check_set(room, q, &picked, &index->families[FAMILY_SEVERAL].values[0].set);
	free(picking.bits);
}

static void check_question(struct room *room)
{
	static const struct naive *expected[ROWS_MOST];
	const struct slot_set *sets[4];
	struct slot_phase phases[6];
	struct question q = {
		.negated = draw(room, 3) == 0,
		.any = draw(room, 2),
		.several = draw(room, 2),
		.value = (int64_t)draw(room, 5),
		.low = (int64_t)draw(room, 22) - 11,
		.above = draw(room, 2) ? &room->rows[draw(room, room->count)] : NULL,
	};
	q.high = q.low + (int64_t)draw(room, 15);
	struct sorting by = {(int)draw(room, 5), draw(room, 2)};
	uint64_t *matches = bits_make(room->index.words), *space = bits_make(room->index.words);
	size_t count = expect(room, &q, &by, expected);
	assert_int_equal(answer_by_index(room, &q, matches), count);
	const struct slot_sorted sorted = {phases, make_phases(&room->index, &by, phases, sets), by.descending, space};
	check_pages(room, matches, &sorted, expected, count);
	check_ranks(room, &by, &(struct answer){matches, &sorted, count}, expected);
	if (room->index.families[FAMILY_SEVERAL].count)
		check_tally(room, &q, matches, space);
	free(matches);
	free(space);
}

static void check_values(const struct room *room)
{
	for (size_t i = 0; i < room->count; i++) {
		const struct naive *naive = &room->rows[i];
		if (naive->id == 0)
			continue;
		const struct slot_row row = row_of(naive);
		uint32_t slot = slot_index_find(&room->index, row.id);
		for (size_t n = 0; n < NUMBERS; n++)
			assert_int_equal(slot_numbers_get(&room->index.numbers[n], slot), row.numbers[n]);
		for (size_t t = 0; t < 2; t++) {
			struct text kept = slot_texts_get(&room->index.texts[t], slot);
			assert_int_equal(text_is_none(kept), text_is_none(row.texts[t]));
			ASSERT_TEXT(kept, row.texts[t]);
		}
	}
}

/* ---- tests ---- */

static void any_condition_order_and_page_is_what_an_array_says_while_rows_change(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 4; seed++) {
		struct room *room = room_open(seed);
		for (int round = 0; round < 60; round++) {
			change_some(room, seed == 1 ? 10 : 300);
			check_values(room);
			for (int i = 0; i < 8; i++)
				check_question(room);
		}
		assert_true(room->walked > 100);
		room_close(room);
	}
}

static void an_index_that_is_built_at_once_answers_like_one_that_grew(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= 3; threads++) {
		struct room *room = room_open(threads + 10);
		for (; room->count < ROWS_MOST / threads; room->count++) {
			struct naive *naive = &room->rows[room->count];
			make_row(room, naive, (int64_t)room->count * 3 + 1);
			const struct slot_row row = row_of(naive);
			slot_index_append(&room->index, &row);
		}
		slot_index_sort(&room->index, threads);
		for (int round = 0; round < 30; round++) {
			for (int i = 0; i < 8; i++)
				check_question(room);
			change_some(room, 200);
			check_values(room);
		}
		room_close(room);
	}
}

static void texts_that_were_replaced_give_their_memory_back(void **state)
{
	struct room *room = room_open(20);
	char text[2000];
	(void)state;
	memset(text, 'x', sizeof text);
	struct slot_row row = {.numbers = {NUMBER_NONE, NUMBER_NONE}};
	for (int i = 0; i < 40000; i++) {
		row.id = 1 + i % 5;
		text[i % 1000] = (char)('a' + i % 26);
		row.texts[0] = row.texts[1] = (struct text){text, sizeof text};
		slot_index_put(&room->index, &row);
	}
	assert_true(slot_index_bytes(&room->index) < 12 << 20);
	ASSERT_TEXT(slot_texts_get(&room->index.texts[0], slot_index_find(&room->index, row.id)), row.texts[0]);
	room_close(room);
}

static void an_empty_index_has_nobody(void **state)
{
	struct room *room = room_open(30);
	const struct slot_node everybody = {.kind = SLOT_ALL};
	uint64_t *to = bits_make(room->index.words);
	(void)state;
	assert_int_equal(slot_answer(&room->index, &everybody, to), 0);
	assert_int_equal(slot_index_find(&room->index, 1), SLOT_NONE);
	assert_int_equal(slot_index_find(&room->index, -1), SLOT_NONE);
	assert_int_equal(slot_index_find(&room->index, INT64_MAX), SLOT_NONE);
	slot_index_drop(&room->index, 7);
	slot_index_sort(&room->index, 1);
	assert_int_equal(slot_answer(&room->index, &everybody, to), 0);
	free(to);
	room_close(room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_condition_order_and_page_is_what_an_array_says_while_rows_change),
		cmocka_unit_test(an_index_that_is_built_at_once_answers_like_one_that_grew),
		cmocka_unit_test(texts_that_were_replaced_give_their_memory_back),
		cmocka_unit_test(an_empty_index_has_nobody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
