/* Answers by age; see cache.h.
 *
 * The one idea: an answer never changes and belongs to its age; an age is freed when the cache has a newer one and no
 * arena holds it any more. So rows are given out as they lie here, and nobody copies.
 */
#include "store/cache.h"

#include "base/memory.h"
#include "store/engine.h"
#include "store/prepared.h"
#include "store/typed.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define ANSWERS_MOST 64 /* of one statement; who asks with more values than that is answered by the database */

struct answer {
	struct answer *next; /* of the same statement, with other values */
	struct arena *arena;
	struct store_value *values;
	int value_count;
	struct store_rows rows;
};

struct cache_age {
	atomic_int users; /* arenas that hold it, and the cache */
	int64_t number;
	struct prepared answers; /* statement → its first answer */
};

/* ---- ages ---- */

static void free_answers(void *made)
{
	struct answer *answer = made;
	while (answer) {
		struct answer *next = answer->next;
		arena_close(answer->arena); /* holds the answer itself */
		answer = next;
	}
}

static void let_go(void *state)
{
	struct cache_age *age = state;
	if (atomic_fetch_sub(&age->users, 1) > 1)
		return;
	prepared_clear(&age->answers, free_answers);
	free(age);
}

static struct cache_age *age_make(int64_t number)
{
	struct cache_age *age = memory_resize(NULL, sizeof *age);
	*age = (struct cache_age){.number = number};
	atomic_init(&age->users, 1);
	return age;
}

void cache_open(struct cache *cache)
{
	pthread_mutex_init(&cache->lock, NULL);
	cache->newest = NULL;
}

void cache_close(struct cache *cache)
{
	if (cache->newest)
		let_go(cache->newest);
	pthread_mutex_destroy(&cache->lock);
}

/* The newest when it is of that number; a reader whose snapshot is older gets one for himself. */
static struct cache_age *find_age(struct cache *cache, int64_t number)
{
	struct cache_age *age;
	pthread_mutex_lock(&cache->lock);
	if (!cache->newest || cache->newest->number < number) {
		if (cache->newest)
			let_go(cache->newest);
		cache->newest = age_make(number);
	}
	age = cache->newest->number == number ? cache->newest : NULL;
	if (age)
		atomic_fetch_add(&age->users, 1);
	pthread_mutex_unlock(&cache->lock);
	return age ? age : age_make(number);
}

static const struct store_statement read_age = {
	.name = "cached_changes_number",
	.sqlite = "SELECT number FROM cached_changes",
	.postgres = "SELECT number FROM cached_changes",
	.columns = 1,
};

static enum outcome take_number(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

/* Without a row nothing has changed yet. */
static enum outcome read_number(struct reader *reader, int64_t *ret_number)
{
	*ret_number = 0;
	return store_query(reader, &read_age, NULL, 0, take_number, ret_number);
}

static enum outcome find_own_age(struct reader *reader)
{
	int64_t number;
	TRY(read_number(reader, &number));
	reader->age = find_age(&reader->store->cache, number);
	arena_register(reader->arena, let_go, reader->age);
	return DONE;
}

/* ---- answers ---- */

static bool value_equal(const struct store_value *a, const struct store_value *b)
{
	return a->kind == b->kind && a->number == b->number && text_equal(a->text, b->text);
}

static bool is_asked(const struct answer *answer, const struct store_cached *ask)
{
	for (int i = 0; i < ask->count; i++)
		if (!value_equal(&answer->values[i], &ask->values[i]))
			return false;
	return true;
}

/* With the lock. */
static struct answer *find_answer(const struct cache_age *age, const struct store_cached *ask, size_t *ret_others)
{
	struct answer *answer = prepared_find(&age->answers, ask->statement);
	for (*ret_others = 0; answer && !is_asked(answer, ask); answer = answer->next)
		++*ret_others;
	return answer;
}

/* With the lock. */
static void add_answer(struct cache_age *age, const struct store_cached *ask, struct answer *answer)
{
	struct answer *first = prepared_find(&age->answers, ask->statement);
	if (first) {
		answer->next = first->next;
		first->next = answer;
	} else {
		prepared_add(&age->answers, ask->statement, answer);
	}
}

static void answer_fill(struct answer *answer, struct arena *arena, const struct store_cached *ask)
{
	*answer =
		(struct answer){.arena = arena, .value_count = ask->count, .rows = {.arena = arena, .size = ask->size}};
	answer->values = arena_take_array(arena, (size_t)ask->count, sizeof *answer->values);
	for (int i = 0; i < ask->count; i++) {
		answer->values[i] = ask->values[i];
		if (!text_is_none(ask->values[i].text))
			answer->values[i].text = text_copy(arena, ask->values[i].text);
	}
}

static struct answer *answer_make(const struct store_cached *ask)
{
	struct arena *arena = arena_open(0);
	struct answer *answer = arena_take(arena, sizeof *answer);
	answer_fill(answer, arena, ask);
	return answer;
}

/* Where each statement sees a snapshot of its own, rows may be newer than the age by now: then only this reader gets
 * them. */
static enum outcome read_answer(struct reader *reader, const struct store_cached *ask, struct answer *answer,
				bool *ret_of_age)
{
	int64_t number;
	TRY(store_query(reader, ask->statement, ask->values, ask->count, ask->take, &answer->rows));
	TRY(read_number(reader, &number));
	*ret_of_age = number == reader->age->number;
	return DONE;
}

/* What is not kept for all goes with the reader's arena. */
static enum outcome make_answer(struct reader *reader, const struct store_cached *ask, struct answer **ret_answer)
{
	struct cache *cache = &reader->store->cache;
	struct answer *answer = answer_make(ask);
	bool of_age = false, kept = false;
	size_t others;
	enum outcome outcome = read_answer(reader, ask, answer, &of_age);
	*ret_answer = answer;
	if (outcome == DONE && of_age) {
		pthread_mutex_lock(&cache->lock);
		kept = !find_answer(reader->age, ask, &others) && others < ANSWERS_MOST;
		if (kept)
			add_answer(reader->age, ask, answer);
		pthread_mutex_unlock(&cache->lock);
	}
	if (!kept)
		arena_register(reader->arena, free_answers, answer);
	return outcome;
}

/* ---- a writer ---- */

/* It sees what nobody else may see yet, so it keeps answers for itself, in its arena, until it changes what they come
 * from (store.c). Of what others commit meanwhile it sees nothing, as if it had asked for all of it at once. */
struct own_answer {
	struct own_answer *next;
	const struct store_statement *statement;
	struct answer answer; /* without an arena of its own */
};

static enum outcome make_own_answer(struct reader *reader, const struct store_cached *ask, struct own_answer **ret_own)
{
	struct arena *arena = reader->arena;
	struct own_answer *own = arena_take(arena, sizeof *own);
	*own = (struct own_answer){.next = reader->own, .statement = ask->statement};
	answer_fill(&own->answer, arena, ask);
	TRY(store_query(reader, ask->statement, ask->values, ask->count, ask->take, &own->answer.rows));
	*ret_own = reader->own = own;
	return DONE;
}

static enum outcome ask_writer(struct reader *reader, const struct store_cached *ask, const void **ret_rows,
			       size_t *ret_count)
{
	struct own_answer *own = reader->own;
	while (own && (own->statement != ask->statement || !is_asked(&own->answer, ask)))
		own = own->next;
	if (!own)
		TRY(make_own_answer(reader, ask, &own));
	*ret_rows = own->answer.rows.rows;
	*ret_count = own->answer.rows.count;
	return DONE;
}

enum outcome store_query_cached(struct reader *reader, const struct store_cached *ask, const void **ret_rows,
				size_t *ret_count)
{
	struct cache *cache = &reader->store->cache;
	size_t others;
	if (reader->writes)
		return ask_writer(reader, ask, ret_rows, ret_count);
	if (!reader->age)
		TRY(find_own_age(reader));
	pthread_mutex_lock(&cache->lock);
	struct answer *answer = find_answer(reader->age, ask, &others);
	pthread_mutex_unlock(&cache->lock);
	if (!answer)
		TRY(make_answer(reader, ask, &answer));
	*ret_rows = answer->rows.rows;
	*ret_count = answer->rows.count;
	return DONE;
}

enum outcome store_query_cached_maybe(struct reader *reader, const struct store_cached *ask, bool *ret_found,
				      void *ret_row)
{
	const void *rows;
	size_t count;
	TRY(store_query_cached(reader, ask, &rows, &count));
	struct store_single single = {.statement = ask->statement->name};
	for (size_t i = 0; i < count; i++)
		TRY(store_single_add(&single));
	*ret_found = count == 1;
	if (count)
		memcpy(ret_row, rows, ask->size);
	return DONE;
}
