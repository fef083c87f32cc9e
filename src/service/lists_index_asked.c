/* Conditions that the index cannot answer, answered by SQL and kept as bits; see lists_index_parts.h.
 *
 * The one idea: an answer of SQL stays true but for customers who changed since. So it is asked once over everybody,
 * and later only over those who were changed meanwhile; when they are too many to be remembered, it is asked anew. Bits
 * that somebody reads are never changed: a newer answer is a copy.
 *
 * `asked_lock` guards the table of answers and their counts of holders.
 */
#include "service/lists_index_parts.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define QUESTION_MOST (1 << 20)
#define BYTES_MOST    ((size_t)64 << 20)
#define ASKED_LEAST   8

static const struct store_session everybody = {.scope = STORE_SCOPE_ALL};

static size_t places(size_t words)
{
	size_t most = BYTES_MOST / (words * sizeof(uint64_t) + 1);
	return most < ASKED_LEAST ? ASKED_LEAST : most > LIST_ASKED_MOST ? LIST_ASKED_MOST : most;
}

/* ---- bits with holders ---- */

static struct list_asked_bits *bits_new(const struct list_index *index)
{
	size_t words = index->slots.words;
	struct list_asked_bits *bits = memory_resize(NULL, sizeof *bits + words * sizeof(uint64_t));
	atomic_init(&bits->held, 1);
	bits->words = words;
	bits->built = index->built;
	memset(bits->bits, 0, words * sizeof(uint64_t));
	return bits;
}

void list_asked_give(struct list_asked_bits *bits)
{
	if (bits && atomic_fetch_sub(&bits->held, 1) == 1)
		free(bits);
}

void list_asked_free(struct list_index *index)
{
	for (size_t i = 0; i < LIST_ASKED_MOST; i++) {
		list_asked_give(index->asked[i].bits);
		free((void *)(uintptr_t)index->asked[i].question.at);
		index->asked[i] = (struct list_asked){0};
	}
}

/* ---- the question ---- */

struct found {
	int64_t *ids;
	size_t count, room;
};

static void found_free(struct found *found)
{
	free(found->ids);
}

/* Over everybody, or over `among`. */
static void compose(struct composed *c, const struct filter_node *node, const struct found *among)
{
	struct filter_node alone = *node;
	alone.negated = false;
	if (node->kind == FILTER_WORD) {
		composed_word(c, node->values, among ? among->ids : NULL, among ? among->count : 0);
		return;
	}
	ADD(c, "SELECT c.id FROM customers c LEFT JOIN customer_counters k ON k.customer_id = c.id WHERE ");
	composed_node(c, &alone);
	if (among) {
		ADD(c, " AND ");
		composed_ids(c, "c.id", among->ids, among->count);
	}
}

/* The statement with its values behind it: what two equal conditions have in common. */
static struct text question_of(struct arena *arena, struct composed *c)
{
	struct buffer b = buffer_make(QUESTION_MOST);
	buffer_add(&b, buffer_text(&c->sql));
	for (int i = 0; i < c->count; i++) {
		buffer_add_format(&b, "\n%lld %zu ", (long long)c->values[i].number, c->values[i].text.size);
		if (c->values[i].text.size)
			buffer_add(&b, c->values[i].text);
	}
	struct text question = buffer_failed(&b) ? TEXT_NONE : text_copy(arena, buffer_text(&b));
	buffer_free(&b);
	return question;
}

/* ---- asking ---- */

static enum outcome add_found(void *state, const struct store_row *row)
{
	struct found *found = state;
	if (found->count == found->room) {
		found->room = found->room ? found->room * 2 : 256;
		found->ids = memory_resize(found->ids, found->room * sizeof *found->ids);
	}
	found->ids[found->count++] = store_row_number(row, 0);
	return DONE;
}

/* By a reader of its own: the asker's may see a time that is past. */
static enum outcome ask_store(struct context *ctx, const struct composed *c, struct found *found)
{
	struct reader *reader;
	TRY(store_reader_open(ctx->store, ctx->arena, &everybody, false, &reader));
	enum outcome outcome = buffer_failed(&c->sql) ? TOO_MANY
						      : store_query_composed(reader, buffer_text(&c->sql), c->values,
									     c->count, add_found, found);
	store_reader_close(reader);
	return outcome;
}

/* Who changed since that many changes; false: too many to be remembered. */
static bool changed_since(struct list_index *index, int64_t touched, struct found *changed)
{
	int64_t count = index->touched.count - touched;
	if (count > LIST_TOUCHED_MOST)
		return false;
	changed->ids = memory_resize(NULL, ((size_t)count + 1) * sizeof *changed->ids);
	for (int64_t i = touched; i < index->touched.count; i++)
		changed->ids[changed->count++] = index->touched.ids[i % LIST_TOUCHED_MOST];
	return true;
}

static void add_found_bits(const struct list_index *index, const struct found *found, struct list_asked_bits *bits)
{
	for (size_t i = 0; i < found->count; i++) {
		uint32_t slot = slot_index_find(&index->slots, found->ids[i]);
		if (slot != SLOT_NONE && WORD_OF(slot) < bits->words)
			bits_add(bits->bits, slot);
	}
}

/* The answer over everybody, or `old` put right where customers changed. `*touched` says how new it is. */
static enum outcome ask_anew(struct context *ctx, struct list_index *index, const struct filter_node *node,
			     const struct list_asked *old, struct list_asked *fresh)
{
	struct composed c __attribute__((cleanup(composed_free))) = {0};
	struct found changed __attribute__((cleanup(found_free))) = {0},
			     found __attribute__((cleanup(found_free))) = {0};
	pthread_rwlock_rdlock(&index->lock);
	fresh->touched = index->touched.count;
	bool over_some = old->bits && old->bits->built == index->built && changed_since(index, old->touched, &changed);
	pthread_rwlock_unlock(&index->lock);
	TRY(composed_open(ctx, &c));
	compose(&c, node, over_some ? &changed : NULL);
	if (!over_some || changed.count)
		TRY(ask_store(ctx, &c, &found));
	pthread_rwlock_rdlock(&index->lock);
	fresh->bits = bits_new(index);
	over_some = over_some && old->bits->built == index->built;
	if (over_some) {
		const struct list_asked_bits *from = old->bits;
		size_t words = from->words < fresh->bits->words ? from->words : fresh->bits->words;
		memcpy(fresh->bits->bits, from->bits, words * sizeof(uint64_t));
		for (size_t i = 0; i < changed.count; i++) {
			uint32_t slot = slot_index_find(&index->slots, changed.ids[i]);
			if (slot != SLOT_NONE)
				bits_remove(fresh->bits->bits, slot);
		}
	}
	add_found_bits(index, &found, fresh->bits);
	pthread_rwlock_unlock(&index->lock);
	return DONE;
}

/* ---- the table ---- */

static struct list_asked *find_place(struct list_index *index, struct text question)
{
	size_t count = places(index->room_words);
	struct list_asked *oldest = &index->asked[0];
	for (size_t i = 0; i < count; i++) {
		if (text_equal(index->asked[i].question, question))
			return &index->asked[i];
		if (index->asked[i].used < oldest->used)
			oldest = &index->asked[i];
	}
	return oldest;
}

/* What is kept for the question, held; nothing when it was never asked. */
static struct list_asked take_kept(struct list_index *index, struct text question)
{
	struct list_asked kept = {0};
	pthread_mutex_lock(&index->asked_lock);
	struct list_asked *place = find_place(index, question);
	if (text_equal(place->question, question)) {
		place->used = ++index->asked_clock;
		kept = *place;
		atomic_fetch_add(&kept.bits->held, 1);
	}
	pthread_mutex_unlock(&index->asked_lock);
	return kept;
}

static void keep(struct list_index *index, struct text question, const struct list_asked *fresh)
{
	pthread_mutex_lock(&index->asked_lock);
	struct list_asked *place = find_place(index, question);
	bool is_known = text_equal(place->question, question);
	if (!is_known || place->touched < fresh->touched || place->bits->words < fresh->bits->words) {
		list_asked_give(place->bits);
		if (!is_known) {
			free((void *)(uintptr_t)place->question.at);
			char *copy = memory_resize(NULL, question.size + 1);
			memcpy(copy, question.at, question.size);
			place->question = (struct text){copy, question.size};
		}
		place->bits = fresh->bits;
		place->touched = fresh->touched;
		place->used = ++index->asked_clock;
		atomic_fetch_add(&fresh->bits->held, 1);
	}
	pthread_mutex_unlock(&index->asked_lock);
}

static bool is_new_enough(struct list_index *index, const struct list_asked *kept)
{
	pthread_rwlock_rdlock(&index->lock);
	bool is = kept->bits && kept->touched == index->touched.count && kept->bits->built == index->built &&
		  kept->bits->words == index->slots.words;
	pthread_rwlock_unlock(&index->lock);
	return is;
}

enum outcome list_asked_take(struct context *ctx, struct list_index *index, const struct filter_node *node,
			     struct list_asked_bits **ret_bits)
{
	struct composed c __attribute__((cleanup(composed_free))) = {0};
	struct list_asked fresh = {0};
	*ret_bits = NULL;
	TRY(composed_open(ctx, &c));
	compose(&c, node, NULL);
	struct text question = buffer_failed(&c.sql) ? TEXT_NONE : question_of(ctx->arena, &c);
	if (text_is_none(question))
		return TOO_MANY;
	struct list_asked kept = take_kept(index, question);
	if (is_new_enough(index, &kept)) {
		*ret_bits = kept.bits;
		return DONE;
	}
	enum outcome outcome = ask_anew(ctx, index, node, &kept, &fresh);
	list_asked_give(kept.bits);
	if (outcome == DONE)
		keep(index, question, &fresh);
	*ret_bits = fresh.bits;
	return outcome;
}
