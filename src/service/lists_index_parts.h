/* The list index's own struct and the parts of it; only src/service/lists*.c include this, and tests.
 *
 * The one idea: readers of lists hold `lock` for reading while they work in `slots`; one thread (lists_index_feed.c)
 * holds it for writing, a few rows at a time; SQL is asked without it.
 *
 * Elsewhere: what the index is made of (service/index).
 */
#ifndef SERVICE_LISTS_INDEX_PARTS_H
#define SERVICE_LISTS_INDEX_PARTS_H

#include "service/index/slot_answer.h"
#include "service/lists_index.h"
#include "service/lists_sort.h"

#include <pthread.h>
#include <stdatomic.h>

#define LIST_COLUMNS_MOST 64

/* ---- which column of the index is which (lists_index_shape.c) ---- */

struct list_family {
	const char *sql; /* a value of the customer's own row, or NULL */
	bool is_text;
	bool is_lower;              /* a text, kept in lower case */
	const char *table, *column; /* more values in another table, or NULL */
};

/* Made of list_columns.def and the sorts; -1: the index has none. */
#define LIST_BY_ID (-2) /* in place of a number: the customers' own */
struct list_shape {
	struct slot_shape slots;
	const char *numbers[INDEX_NUMBERS_MOST]; /* SQL over c and k */
	const char *texts[INDEX_TEXTS_MOST];
	struct list_family families[INDEX_FAMILIES_MOST];
	int number_of[LIST_COLUMNS_MOST], family_of[LIST_COLUMNS_MOST];
	int number_of_sort[LIST_SORT_COUNT], text_of_sort[LIST_SORT_COUNT], family_of_sort[LIST_SORT_COUNT];
	int status, guest, representative, seen_in; /* families that every list asks */
};
void list_shape_make(struct arena *arena, size_t expected, struct list_shape *ret_shape);
/* Short texts as numbers by which families keep them. */
int64_t list_text_value(struct text t);
/* Back again; false when it was too long to be kept whole. */
bool list_text_of_value(struct arena *arena, int64_t value, struct text *ret_text);

/* ---- rows (lists_index_rows.c) ---- */

/* Which customers: those of the ids, or from the first to the last. */
struct list_rows_ask {
	const int64_t *ids;
	size_t count;
	int64_t first, last;
};
/* Rows that outlast the statement that read them; they live in `arena`. */
struct list_batch {
	struct arena *arena;
	struct slot_row *rows;
	size_t count;
};
struct list_batch list_batch_make(struct arena *arena, size_t most);
/* Adds each as it is now, in order of id; there is room for all. */
enum outcome list_rows_read(struct reader *reader, const struct list_shape *shape, const struct list_rows_ask *ask,
			    struct list_batch *batch) MUST_USE;

/* ---- answers of SQL that are kept (lists_index_asked.c) ---- */

#define LIST_ASKED_MOST   48
#define LIST_TOUCHED_MOST 4096

struct list_asked_bits {
	atomic_int held;
	int64_t built; /* slots are those of that building of the index */
	size_t words;
	uint64_t bits[];
};

struct list_asked {
	struct text question; /* statement and values; none: free */
	struct list_asked_bits *bits;
	int64_t touched; /* as new as after so many changes of customers */
	int64_t used;
};

/* Who was changed lately, by number of the change; guarded by the index's lock. */
struct list_touched {
	int64_t count;
	int64_t ids[LIST_TOUCHED_MOST];
};

/* ---- answers that are kept, by customer (lists_kept.c) ---- */

struct list_kept;
/* `folder`: where a file may be made for those for whom there is no memory; NULL: nowhere. */
struct list_kept *list_kept_make(const char *folder);
void list_kept_free(struct list_kept *kept);
/* The log was read up to `position`, and says that these changed: they are thrown out. */
void list_kept_follow(struct list_kept *kept, const int64_t *ids, size_t count, int64_t position);
/* Throws all out; nothing is kept until the log is followed again. */
void list_kept_forget(struct list_kept *kept);
/* Room for so many: in memory within these bytes (never less than 64 MB), else in a file; in memory for as many as
 * there is when there can be no file. Throws all out when it was less. */
void list_kept_fit(struct list_kept *kept, size_t customers, size_t bytes);
void list_kept_state(struct list_kept *kept, int64_t *ret_count, int64_t *ret_bytes);

/* ---- the index ---- */

struct list_index {
	struct store_follower follower; /* first */
	struct store *store;
	struct arena *arena; /* of shape; lives as long as the index */
	struct list_shape shape;
	pthread_rwlock_t lock;
	struct slot_index slots; /* guarded by lock, like the next two */
	int64_t built;           /* how often it was */
	struct list_touched touched;

	pthread_mutex_t asked_lock;
	struct list_asked asked[LIST_ASKED_MOST];
	int64_t asked_clock;

	struct list_kept *kept;
	size_t memory; /* bytes for the index and for what is kept together, without the file */

	pthread_mutex_t room_lock;
	uint64_t **rooms; /* of slots.words words each, to work in */
	size_t room_count, room_room, room_words;

	pthread_mutex_t turn; /* guards waiting for and telling of `fed` */
	pthread_cond_t changed, committed_one;
	atomic_llong committed, fed; /* COMMITs of this process */
	atomic_bool stop;
	atomic_int stage; /* enum lists_index_stage */
	pthread_t thread;
	int64_t position; /* in the log; the thread alone */

	atomic_llong loaded, expected, built_us, answered, by_sql;
};

/* The session of whoever reads for the index. */
extern const struct store_session list_everybody;
/* Reads everybody up to that id into the new index, which nobody else may use meanwhile (lists_index_load.c). Ends
 * early when the index is stopped. */
enum outcome list_index_load(struct list_index *index, int64_t last) MUST_USE;

/* NULL when there is none. */
struct list_index *list_index_of(const struct store *store);
/* NULL when there is none, it is not ready, or it must not answer: inside a transaction, whose changes it does not
 * know, and when it does not become as new as the last COMMIT soon. Counts who answers. */
struct list_index *list_index_find(struct context *ctx);

/* Takes the lock for reading; false when it is not to be had soon, as while the index is built anew. */
bool list_index_lock(struct list_index *index);
/* The time in so many nanoseconds, by the clock that waiting goes by. */
struct timespec list_in_ns(int64_t ns);

/* An array of words to work in, with the lock held for reading. */
uint64_t *list_room_take(struct list_index *index);
void list_room_give(struct list_index *index, uint64_t *room);
void list_rooms_free(struct list_index *index);

/* Who meets the node by SQL (without its negation), held until list_asked_give(). Without the lock. */
enum outcome list_asked_take(struct context *ctx, struct list_index *index, const struct filter_node *node,
			     struct list_asked_bits **ret_bits) MUST_USE;
void list_asked_give(struct list_asked_bits *bits);
void list_asked_free(struct list_index *index);

/* ---- a list's condition over the index (lists_index_plan.c) ---- */

struct list_interval {
	int64_t low, high; /* INT64_MIN and INT64_MAX: open */
};

#define LIST_ROOMS_MOST 64
#define LIST_BITS_MOST  64
struct list_plan {
	struct list_index *index;
	struct context *ctx;
	struct date today;
	const struct zone *zone;
	struct instant now;
	const struct list_ask *ask;
	int64_t *channels; /* of the member of staff, where the scope asks them */
	size_t channel_count;
	struct {
		const struct filter_node *node;
		struct list_asked_bits *bits;
	} asked[LIST_BITS_MOST];
	size_t asked_count;
	uint64_t *rooms[LIST_ROOMS_MOST];
	size_t room_count;
	bool failed; /* larger than this; SQL answers */
};

/* Asks SQL what the index cannot answer, and what scope and time are; without the lock. */
enum outcome list_plan_begin(struct context *ctx, struct list_index *index, const struct list_ask *ask,
			     struct list_plan *ret_plan) MUST_USE;
/* With the lock held for reading: who meets it; false when it cannot be answered so. */
bool list_plan_answer(struct list_plan *plan, uint64_t **ret_matches, size_t *ret_count) MUST_USE;
/* The same of one filter more, by itself: neither scope nor what is hidden. */
enum outcome list_plan_ask(struct list_plan *plan, const struct filter *filter) MUST_USE;
/* With the lock: sets `to` to those of `among` who meet it. */
size_t list_plan_read(struct list_plan *plan, const struct filter *filter, const uint64_t *among, uint64_t *to);
/* Whether the filter is nothing but one range of a column of numbers; which. With the lock. */
bool list_plan_is_range(const struct list_plan *plan, const struct filter *filter, const struct slot_order **ret_order,
			struct list_interval *ret_interval);
/* Words to work in until the plan ends, or until those beyond the first `count` are given back. */
uint64_t *list_plan_room(struct list_plan *plan);
void list_plan_keep(struct list_plan *plan, size_t count);
void list_plan_end(struct list_plan *plan);

/* The numbers, first and last included, that a value of an ordered kind means. */
struct list_interval list_interval_of(const struct filter_node *node, const struct filter_value *value,
				      const struct zone *zone, struct date today);

/* ---- what it is sorted by (lists_index_sorted.c) ---- */

struct named;
struct list_sorting {
	enum list_sort sort;
	bool descending;
	bool is_named;       /* by names of few values */
	struct named *named; /* the values, by name */
	size_t named_count;
	struct arena *arena;
	struct slot_phase *phases;
	const struct named **keys; /* of phases of sorts by name */
	size_t phase_count;
};
/* Asks SQL for names; without the lock. */
enum outcome list_sorting_begin(struct context *ctx, const struct list_index *index, const struct list_ask *ask,
				struct list_sorting *ret_sorting) MUST_USE;
/* With the lock. */
void list_sorting_make(struct list_sorting *sorting, struct arena *arena, const struct list_index *index);
/* The phase to which the position belongs, behind the last when it is behind everybody, and its key there. */
void list_sorting_find(const struct list_sorting *sorting, const struct list_position *position, size_t *ret_phase,
		       struct slot_key *ret_key);

/* ---- lists by the index (lists_index_run.c); the contracts are those of lists.h ---- */

struct list_found {
	bool answered; /* else SQL has to */
	int64_t *ids;
	size_t count;
	int64_t total;
	bool has_next;
};
enum outcome list_index_page(struct context *ctx, struct list_index *index, const struct list_ask *ask,
			     const struct list_position *behind, struct list_found *ret_found) MUST_USE;
struct list_neighbours {
	bool answered;
	int64_t previous, next; /* 0: none */
};
enum outcome list_index_around(struct context *ctx, struct list_index *index, const struct list_ask *ask,
			       const struct list_position *position, struct list_neighbours *ret_neighbours) MUST_USE;
/* Fills totals and rows, which `tally` has no room for yet. */
enum outcome list_index_tally(struct context *ctx, struct list_index *index, const struct list_tally_ask *ask,
			      struct list_tally *tally, bool *ret_answered) MUST_USE;
/* A row more for that value (lists_tally.c). */
struct list_tally_row *list_tally_add(struct store_rows *rows, size_t within_count);

#endif
