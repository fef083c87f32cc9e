/* The list index alone, without HTTP or SQL: how long building, asking and changing take, and what a customer costs.
 *
 *   index CUSTOMERS [QUESTIONS]
 *
 * Customers are made up, two of three sign in with their address; a question is two or three conditions, a sort and a
 * page anywhere, with its exact count.
 */
#include "service/index/slot_answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	CREATED,
	LAST_LOGIN,
	SPENT,
	ORDERS,
	COUNTRY_KEY,
	MODIFIED,
	LAST_SEEN,
	LAST_ORDER,
	SINCE,
	BIRTH,
	AVERAGE,
	NUMBERS
};
enum { NAME, EMAIL, LOGIN, COMPANY, TEXTS };
enum {
	STATUS,
	TYPE,
	GROUP,
	CHANNEL,
	COUNTRY,
	LANGUAGE,
	SALUTATION,
	VIP,
	NEWSLETTER,
	GUEST,
	ACTIVATION,
	STAFF,
	TAG,
	FAMILIES
};

static struct slot_shape shape = {
	.numbers = NUMBERS,
	.texts = TEXTS,
	.families = FAMILIES,
	.id_groups = 48,
	.number_groups = {48, 48, 48, 32, 32, 16, 16, 16, 16, 16, 16},
	.text_groups = {48, 48, 32, 32},
};
static const unsigned few[FAMILIES] = {10, 4, 4, 5, 200, 12, 4, 10, 3, 20, 2, 50, 500};

/* As service/lists_index_shape.c has it. */
#define MANY_CUSTOMERS 4000000
static void use_fewer_groups(void)
{
	shape.id_groups = 32;
	for (size_t i = 0; i < NUMBERS; i++)
		shape.number_groups[i] = i <= ORDERS ? 32 : 8;
	for (size_t i = 0; i < TEXTS; i++)
		shape.text_groups[i] = 32;
}

static uint64_t state = 7;

static uint64_t draw(uint64_t below)
{
	uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (z ^ (z >> 31)) % below;
}

/* Of the processor, all threads: neighbours on the machine do not count. */
static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void make_row(struct slot_row *row, int64_t id)
{
	static char texts[TEXTS][64];
	static int64_t values[FAMILIES];
	static const char *const names[] = {"mueller", "tan",     "lim",  "binti ahmad",
					    "garcia",  "schmidt", "wong", "smith"};
	row->id = id;
	for (size_t i = 0; i < NUMBERS; i++)
		row->numbers[i] = i == CREATED       ? id * 1000003
				  : i == ORDERS      ? (int64_t)draw(12)
				  : i == COUNTRY_KEY ? (int64_t)draw(200)
				  : i == SINCE       ? 15000 + (int64_t)draw(6000)
				  : draw(4) == 0     ? NUMBER_NONE
						     : (int64_t)draw(UINT64_C(1) << 50);
	for (size_t i = 0; i < TEXTS; i++) {
		snprintf(texts[i], sizeof texts[i], "%s %c%llx%s", names[draw(8)], (char)('a' + draw(26)),
			 (unsigned long long)draw(1 << 24), i == EMAIL ? "@example.com" : "");
		row->texts[i] = i == COMPANY && draw(3) ? TEXT_NONE
				: i == LOGIN && draw(3) ? row->texts[EMAIL]
							: text_of(texts[i]);
	}
	for (size_t i = 0; i < FAMILIES; i++) {
		values[i] = (int64_t)(draw(few[i]) * draw(few[i]) / few[i]);
		row->families[i].values = &values[i];
		row->families[i].count = i != TAG || draw(3) == 0;
	}
}

static void range(const struct slot_index *index, size_t column, uint64_t *bits)
{
	int64_t low = (int64_t)draw(UINT64_C(1) << 50);
	const struct slot_key from = {.number = low, .id = INT64_MIN}, to = {.number = low * 2, .id = INT64_MAX};
	slot_order_within(&index->by_number[column], &from, &to, bits);
}

static void ask(const struct slot_index *index, uint64_t *const *room)
{
	uint32_t slots[50];
	size_t family = draw(FAMILIES), other = draw(FAMILIES);
	struct slot_node c = {.kind = SLOT_BITS, .bits = room[0]};
	struct slot_node b = {.kind = SLOT_SET,
			      .set = slot_family_find(&index->families[other], (int64_t)draw(few[other])),
			      .negated = true,
			      .next = draw(2) ? &c : NULL};
	struct slot_node a = {
		.kind = SLOT_SET, .set = slot_family_find(&index->families[family], (int64_t)draw(3)), .next = &b};
	struct slot_node root = {.kind = SLOT_ALL, .parts = draw(8) ? &a : NULL};
	if (b.next)
		range(index, draw(2) ? SPENT : MODIFIED, room[0]);
	size_t count = slot_answer(index, &root, room[1]);
	size_t by = draw(1 + NUMBERS + TEXTS);
	const struct slot_order *order = by == 0         ? &index->by_id
					 : by <= NUMBERS ? &index->by_number[by - 1]
							 : &index->by_text[by - 1 - NUMBERS];
	const struct slot_phase phases[] = {{.order = order},
					    {.order = &index->by_id, .without = slot_order_all(order)}};
	const struct slot_sorted sorted = {phases, 2, draw(2), room[2]};
	struct slot_page page = {.matches = count, .offset = count ? draw(count) : 0, .most = 50};
	slot_answer_page(index, room[1], &sorted, page, slots);
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int main(int count, char **words)
{
	static struct slot_index index;
	static struct slot_row row;
	size_t customers = count > 1 ? strtoul(words[1], NULL, 10) : 1000000;
	size_t questions = count > 2 ? strtoul(words[2], NULL, 10) : 2000;
	if (customers > MANY_CUSTOMERS)
		use_fewer_groups();
	double start = seconds();
	slot_index_make(&index, &shape, customers);
	for (size_t i = 0; i < customers; i++) {
		make_row(&row, (int64_t)i + 1);
		slot_index_append(&index, &row);
	}
	double filled = seconds();
	slot_index_sort(&index, 2);
	double built = seconds();
	printf("%zu customers: filled in %.1f s, sorted in %.1f s, %.0f bytes a customer\n", customers, filled - start,
	       built - filled, (double)slot_index_bytes(&index) / (double)customers);
	uint64_t *room[3];
	for (size_t i = 0; i < 3; i++)
		room[i] = bits_make(index.words);
	double *times = calloc(questions, sizeof *times);
	for (size_t i = 0; i < questions; i++) {
		start = seconds();
		ask(&index, room);
		times[i] = seconds() - start;
	}
	qsort(times, questions, sizeof *times, compare_doubles);
	printf("a question: p50 %.3f ms, p99 %.3f ms, most %.3f ms\n", times[questions / 2] * 1e3,
	       times[questions * 99 / 100] * 1e3, times[questions - 1] * 1e3);
	start = seconds();
	for (size_t i = 0; i < questions; i++) {
		make_row(&row, 1 + (int64_t)draw(customers));
		slot_index_put(&index, &row);
	}
	printf("a change of every column: %.1f us\n", (seconds() - start) / (double)questions * 1e6);
	start = seconds();
	for (size_t i = 0; i < questions; i++) {
		make_row(&row, (int64_t)(customers + i) + 1);
		slot_index_put(&index, &row);
	}
	printf("a new customer: %.1f us\n", (seconds() - start) / (double)questions * 1e6);
	slot_index_free(&index);
	return 0;
}
