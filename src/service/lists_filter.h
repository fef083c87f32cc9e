/* The syntax tree of the filter language; only src/service/lists*.c include this, and tests.
 *
 * The one idea: three steps, each of which can be tested alone. Reading knows the grammar and asks nobody
 * (lists_read.c, lists_values.c); naming asks the database what `type:wholesale` is (lists_names.c); executors see a
 * tree in which every value is a number or a text to compare with (lists_where.c). Elsewhere: the language itself
 * (docs/filter.md), printing (lists_print.c).
 */
#ifndef SERVICE_LISTS_FILTER_H
#define SERVICE_LISTS_FILTER_H

#include "base/money.h"
#include "service/lists.h"

#define FILTER_BYTES_MOST  4000 /* of a filter's source */
#define FILTER_DEPTH_MOST  16   /* of parentheses */
#define FILTER_VALUES_MOST 500  /* in a whole filter */

enum filter_node_kind {
	FILTER_ALL,       /* each of its parts; without parts: everybody */
	FILTER_ANY,       /* one of its parts at least */
	FILTER_CONDITION, /* a column and its values */
	FILTER_WORD,      /* a word of the quick search */
};

enum filter_operator { FILTER_IS, FILTER_ABOVE, FILTER_AT_LEAST, FILTER_BELOW, FILTER_AT_MOST };

/* A value names a thing, or asks whether there is anything at all. */
enum filter_value_kind { FILTER_LITERAL, FILTER_NONE, FILTER_SOMETHING, FILTER_RANGE };

/* How much of a text must be what is asked for: "x", "x*", "=x". */
enum filter_match { FILTER_PART, FILTER_BEGINNING, FILTER_WHOLE };

enum filter_period {
	FILTER_DATE,
	FILTER_TODAY,
	FILTER_YESTERDAY,
	FILTER_LAST_DAYS,
	FILTER_THIS_MONTH,
	FILTER_THIS_YEAR
};

/* One end of a range, or both when they are the same: a number, or days. */
struct filter_bound {
	bool open;      /* there is no end on this side */
	int64_t number; /* minor units of money, thousandths of an attribute's number; of FILTER_LAST_DAYS how many */
	enum filter_period period;
	struct date date;
};

struct filter_value {
	enum filter_value_kind kind;
	struct text raw; /* as typed, without quotes and escapes */
	bool quoted;
	enum filter_match match;
	size_t at;          /* where it begins in the source, in bytes */
	struct text source; /* canonical, with quotes where they are needed */
	struct text shown;  /* for people: a name instead of a word; none: raw */
	int64_t number;     /* of choices, flags, ids */
	struct text text;   /* to compare with, folded as its column is */
	struct text wide;   /* the other form of it, or none; see fold_query() */
	struct filter_bound low, high;
};

struct filter_node {
	enum filter_node_kind kind;
	bool negated;
	size_t at;                 /* where it begins in the source, in bytes */
	struct filter_node *parts; /* the first */
	struct filter_node *next;  /* behind it in the same parent */
	const struct list_column *column;
	int value_kind;        /* enum list_kind: the column's, or that of the custom attribute */
	struct text attribute; /* word behind "attr." */
	int64_t attribute_id;
	enum filter_operator operator;
	struct filter_value *values; /* of FILTER_WORD one */
	size_t value_count;
};

struct filter {
	struct filter_node *root;       /* FILTER_ALL */
	bool names_trash, names_guests; /* a condition speaks of them, so they are not hidden */
	bool has_words;
};

/* What is wrong with a filter; becomes a problem at field "filter". */
struct filter_mistake {
	const char *code;
	const char *message; /* {0} the position in characters from 1, {1} what stands there, {2} what would fit */
	size_t at;           /* in bytes */
	struct text what, instead;
};

/* What values of money are read in. */
struct filter_reading {
	struct arena *arena;
	struct currency currency;
	struct filter_mistake mistake; /* of the call that returned false */
};

/* Reads the grammar and the values of all kinds but those that need names; false with reading->mistake. */
bool filter_read(struct filter_reading *reading, struct text source, struct filter **ret_filter) MUST_USE;
/* One value by `kind` (enum list_kind): fills number, text, bounds and source. False with reading->mistake. */
bool filter_read_value(struct filter_reading *reading, const struct filter_node *node,
		       struct filter_value *value) MUST_USE;
/* What an open range of one value means is printed as a comparison, so it becomes one. */
void filter_close_range(struct filter_node *node);
/* Remembers the mistake and returns false. */
bool filter_refuse(struct filter_reading *reading, struct filter_mistake mistake);

/* What types, groups, channels and staff are called, by their ids, from memory: rows name them by number. */
struct list_label {
	int64_t id;
	struct text name;
};
struct list_label_set {
	const struct list_label *list; /* by id */
	size_t count;
};
struct list_labels {
	struct list_label_set types, groups, channels, staff;
};
enum outcome list_labels_read(struct context *ctx, struct list_labels *ret_labels) MUST_USE;
/* None when nobody is called so. */
struct text list_label_name(const struct list_label_set *labels, int64_t id);
struct text filter_quote(struct arena *arena, struct text raw, bool is_word);
/* The canonical source of a value of a kind whose values are texts. */
struct text filter_quote_text(struct arena *arena, const struct filter_value *value, int kind);

/* The days that a bound covers, both included. */
void filter_bound_days(const struct filter_bound *bound, struct date today, struct date *ret_first,
		       struct date *ret_last);

/* ---- columns (lists_columns.c) ---- */

/* The word's position in a choice column, -1 when it has no such word. */
int list_column_choice(const struct list_column *column, struct text word);
/* Which of the words looks most like `word`; none when none is near. */
struct text list_nearest(struct text word, const struct text *words, size_t count);
struct text list_nearest_key(struct text word);
struct text list_nearest_choice(const struct list_column *column, struct text word);
/* The kind's values can be compared by size. */
bool list_kind_has_order(int kind);
bool list_kind_is_days(int kind);
/* The kind's values are texts of which a part, the beginning or the whole can be asked for. */
bool list_kind_is_text(int kind);
/* Of a column that is a value of the customer's own row, compared ("c.vip @"): the SQL for that value; else none. */
struct text list_column_value(const struct list_column *column);

#endif
