/* Lists of customers: a filter, a sort, a page, a total; for the screen, the API, exports and bulk changes alike.
 *
 * The one idea: one syntax tree of the filter language (docs/filter.md) and one list of columns; executors behind it.
 * Every filterable column is declared once, in list_columns.def. Scope is a node that the executor always adds.
 * Source: behaviour §4; decisions 6, 7.
 */
#ifndef SERVICE_LISTS_H
#define SERVICE_LISTS_H

#include "consents.schema.h"
#include "contacts.schema.h"
#include "context/context.h"
#include "format/discount.h"

struct filter; /* a parsed filter */

/* Parses the filter language. INVALID with a problem at field "filter": position and nearest name for an unknown key,
 * what a value must look like for a bad one. An empty text is the filter that lets everybody through. */
enum outcome filter_parse(struct context *ctx, struct text source, struct filter **ret_filter) MUST_USE;
/* The canonical form: two filters that mean the same in the same order print the same. */
struct text filter_print(struct arena *arena, const struct filter *filter);

/* One condition of the top level, for the chips that read like sentences. */
struct filter_part {
	struct text key; /* "status", "attr.size"; "" for words of the quick search; "|" for a group of alternatives */
	struct text source;  /* canonical, of this condition alone */
	struct text without; /* canonical, of the filter without it */
	bool negated;
	struct text operator;      /* "is", "contains", "begins", "is_whole", "above", "at_least", "below", "at_most",
				      "any_of" (a group) */
	const struct text *values; /* as shown: names instead of ids; of a group its alternatives, canonical */
	size_t value_count;
	int value_kind; /* enum list_kind of a condition; of a custom attribute its own; else -1 */
};
enum outcome filter_parts(struct context *ctx, const struct filter *filter, struct filter_part **ret_parts,
			  size_t *ret_count) MUST_USE;

enum list_sort {
	LIST_SORT_CREATED,
	LIST_SORT_ID,
	LIST_SORT_LOGIN,
	LIST_SORT_EMAIL,
	LIST_SORT_NAME,
	LIST_SORT_COMPANY,
	LIST_SORT_TYPE,
	LIST_SORT_GROUP,
	LIST_SORT_STATUS,
	LIST_SORT_CHANNEL,
	LIST_SORT_COUNTRY,
	LIST_SORT_LAST_LOGIN,
	LIST_SORT_SPENT,
	LIST_SORT_ORDERS,
	LIST_SORT_COUNT,
};
/* "name", "-created" … */
bool list_sort_parse(struct text source, enum list_sort *ret_sort, bool *ret_descending);
struct text list_sort_word(enum list_sort sort);

struct list_ask {
	const struct filter *filter;
	enum list_sort sort;
	bool descending;
	int64_t offset;     /* of the first row; by page number */
	struct text cursor; /* else where the last answer ended; wrong or of another filter: INVALID at "cursor" */
	int64_t most;       /* rows, 1 … 10,000 */
	bool no_total;
	bool only_ids; /* rows may have nothing but their ids: the asker reads them himself */
	bool guests;   /* guests too; words of the quick search and conditions that name guests always find them */
	bool trash;    /* trashed and merged too; conditions that name them (status:trashed) always find them */
};

struct list_row {
	struct customer_id id;
	struct text display_name, email, login, company, title;
	struct text type_name, group_name, channel_name, representative_name, country;
	enum customer_status status;
	struct text status_detail; /* suspended: what is, in words of access/functions.def */
	struct instant suspended_until;
	struct text status_reason; /* internal reason of the axis that decides */
	struct instant created, last_sign_in, modified;
	struct date since;
	int64_t orders, spent_base;
	bool vip, guest, newsletter;
	enum consent_state consent;
	struct text picture;             /* token of the picture's file; none */
	struct discount_stored discount; /* their own */
	int64_t version;
};

struct list_answer {
	struct list_row *rows;
	size_t count;
	int64_t total;    /* -1 when not asked for */
	struct text next; /* cursor, up to LIST_CURSOR_MOST bytes; none at the end */
};
#define LIST_CURSOR_MOST 4000
enum outcome lists_run(struct context *ctx, const struct list_ask *ask, struct list_answer *ret_answer) MUST_USE;
/* How many each of the questions finds, in one go and without a row; `most`, sort and page do not matter. */
enum outcome lists_count(struct context *ctx, const struct list_ask *asks, size_t count, int64_t *ret_totals) MUST_USE;

/* A table of totals in one go: how many of a list there are within each of several conditions (periods, say), and how
 * many of those have each value of one column. Every number is the total of the list with both as conditions more. */
#define LIST_TALLY_MOST 64
struct list_tally_ask {
	const struct list_ask *whom;        /* sort and page do not matter */
	const struct list_column *by;       /* see list_column_tallies(); NULL: nobody is told apart */
	const struct filter *const *within; /* which neither name guests or the trash nor hold words */
	size_t within_count;                /* 1 … LIST_TALLY_MOST */
};
struct list_tally_row {
	bool is_none;     /* those without a value */
	int64_t number;   /* the id of a type, a channel, staff */
	struct text word; /* of a country or a language */
	int64_t *counts;  /* one for each of `within` */
};
struct list_tally {
	int64_t *totals;             /* of all, one for each of `within` */
	struct list_tally_row *rows; /* of values that somebody in the table has, in no order */
	size_t row_count;
};
enum outcome lists_tally(struct context *ctx, const struct list_tally_ask *ask, struct list_tally *ret_tally) MUST_USE;
/* Ids alone, for bulk changes and exports: `most` at a time, in order of id, after `after`. */
enum outcome lists_ids(struct context *ctx, const struct list_ask *ask, struct customer_id after,
		       struct customer_id **ret_ids, size_t *ret_count) MUST_USE;
/* Which of those the list has now: a flag for each. Sort and page do not matter. */
enum outcome lists_have(struct context *ctx, const struct list_ask *ask, const struct customer_id *ids, size_t count,
			bool **ret_has) MUST_USE;
/* The rows before and after one, for previous/next on the profile. None at the ends. */
enum outcome lists_around(struct context *ctx, const struct list_ask *ask, struct customer_id customer,
			  struct customer_id *ret_previous, struct customer_id *ret_next) MUST_USE;

/* What the filter builder offers, in the order of list_columns.def. */
enum list_kind {
	LIST_KIND_choice,
	LIST_KIND_flag,
	LIST_KIND_number,
	LIST_KIND_money,
	LIST_KIND_moment,
	LIST_KIND_day,
	LIST_KIND_folded,
	LIST_KIND_address,
	LIST_KIND_starts,
	LIST_KIND_code,
	LIST_KIND_country,
	LIST_KIND_phone,
	LIST_KIND_type,
	LIST_KIND_group,
	LIST_KIND_channel,
	LIST_KIND_staff,
	LIST_KIND_tag,
	LIST_KIND_attribute,
	LIST_KIND_online,
	LIST_KIND_decimal, /* a number with up to three decimals */
	LIST_KIND_exact,   /* of custom attributes alone: one of its options */
};
struct list_column {
	const char *key;   /* "status" */
	const char *label; /* English, to be translated */
	const char *group; /* "Access", "Person", "Orders" …; English, to be translated */
	enum list_kind kind;
	int choice;      /* internal: which choice of the schema */
	const char *sql; /* internal: see list_columns.def */
};
size_t list_columns(const struct list_column **ret_columns);
/* The words of a choice column ("active", "blocked" …), by position; count 0 for other kinds. */
size_t list_column_words(const struct list_column *column, struct text *ret_words, size_t room);
/* NULL when there is none of that key; `attr.x` is the column "attr". */
const struct list_column *list_column_find(struct text key);
/* The customer has one value in it or none, and what it says does not decide who is hidden: type, home channel,
 * representative, country, language, time zone, currency. */
bool list_column_tallies(const struct list_column *column);

#endif
