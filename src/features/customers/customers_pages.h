/* The list of customers: what its views are given, and the parts of the page, each made in a file of its own.
 *
 * The one idea: the address holds what is asked for (filter, sort, page), the person's preferences hold how it is shown
 * (columns, rows a page, table or cards).
 * Elsewhere: what can be asked and who answers (service/lists.h), changes of many rows (features/bulk).
 */
#ifndef FEATURES_CUSTOMERS_PAGES_H
#define FEATURES_CUSTOMERS_PAGES_H

#include "features/customers/customers.h"
#include "service/lists.h"
#include "web/block.h"
#include "web/choices.h"
#include "web/pages.h"
#include "web/status.h"

#define CUSTOMERS_PAGE_MOST 250

/* ---- columns ---- */

enum customers_column {
#define COLUMN(name, word, label, sort, number, initial) CUSTOMERS_COLUMN_##name,
#include "features/customers/customers_columns.def"
#undef COLUMN
	CUSTOMERS_COLUMN_COUNT,
};

struct customers_column_choice {
	enum customers_column column;
	struct text word, label;
	bool chosen, first, last; /* the first and the last of the chosen cannot move further */
};

struct customers_columns {
	struct text order; /* the words of all, chosen ones first */
	struct customers_column_choice all[CUSTOMERS_COLUMN_COUNT];
	enum customers_column chosen[CUSTOMERS_COLUMN_COUNT];
	size_t count;                               /* of chosen */
	int64_t widths[CUSTOMERS_COLUMN_COUNT + 1]; /* steps of 8 px, the name's last; 0: as it comes */
};
bool customers_column_parse(struct text word, enum customers_column *ret_column);
struct text customers_column_word(enum customers_column column);
/* What somebody chose, of each column. */
enum outcome customers_widths_read(struct request *request, int64_t widths[CUSTOMERS_COLUMN_COUNT + 1]) MUST_USE;
enum outcome customers_columns_read(struct request *request, struct customers_columns *ret_columns) MUST_USE;
const char *customers_column_label(enum customers_column column);
enum list_sort customers_column_sort(enum customers_column column); /* LIST_SORT_COUNT: not sortable */
bool customers_column_is_number(enum customers_column column);
/* Classes of the cell: what stays of a row where there is little room, and its width. CUSTOMERS_COLUMN_COUNT: the name.
 */
struct text customers_column_class(struct arena *arena, const struct customers_columns *columns,
				   enum customers_column column);

/* ---- what is asked for ---- */

struct customers_asked {
	struct filter *filter;
	struct text source; /* canonical */
	enum list_sort sort;
	bool descending;
	int64_t page, limit;
	bool cards;
};
/* The list's address with that filter and the sort of `asked`, if it is not the usual one. */
struct text customers_list_url(struct arena *arena, const struct customers_asked *asked, struct text filter);
/* The same filter, sorted otherwise. */
struct text customers_sort_url(struct arena *arena, const struct customers_asked *asked, enum list_sort sort,
			       bool descending);
/* "-created" */
struct text customers_sort_word(struct arena *arena, const struct customers_asked *asked);

/* ---- chips, builder ---- */

struct customers_chip {
	struct text label, relation, value, without_url;
};

struct customers_filter_group {
	struct text label;
	const struct option *fields; /* value: the key */
	size_t count;
};

struct customers_builder {
	bool open;
	struct text field, label; /* key of the column that is being asked about */
	struct text unit;         /* of amounts: the currency; else none */
	struct text sign, typed;  /* what was sent and not understood; none: nothing yet */
	const struct option *operators;
	size_t operator_count;
	const struct option *values; /* to tick; none: typed */
	size_t value_count;
	struct text type;             /* of the typed input: "text", "number", "date"; none: nothing is typed */
	const struct option *periods; /* of days */
	size_t period_count;
	bool range;        /* from … to */
	bool may_be_empty; /* a way to compare needs no value */
};

struct customers_filter {
	const struct customers_chip *chips;
	size_t chip_count;
	struct text words; /* of the quick search */
	struct text rest;  /* the filter without them */
	const struct customers_filter_group *groups;
	size_t group_count;
	struct customers_builder builder;
};
enum outcome customers_filter_fill(struct request *request, const struct customers_asked *asked, struct text add,
				   struct customers_filter *ret_filter) MUST_USE;
/* Fills the builder for that column; NOT_FOUND when there is none. */
enum outcome customers_builder_fill(struct request *request, struct text key,
				    struct customers_builder *builder) MUST_USE;
/* `words` as a filter that looks for each of them, whatever signs are in them. */
struct text customers_words_filter(struct arena *arena, struct text words);

struct customers_condition {
	struct text field, sign; /* "is", "is_not", "begins", "is_whole", "any", "none", "above", "at_least" … */
	const struct text *values;
	size_t value_count;
	struct text to; /* with one value: a range from it to this */
};
/* Typed numbers as the filter language writes them; INVALID at "value" or "to" when two may be meant. */
enum outcome customers_condition_read(struct request *request, struct customers_condition *condition) MUST_USE;
/* The currency of the business, in which amounts of the list are. */
enum outcome customers_currency(struct context *ctx, struct currency *ret_currency) MUST_USE;
/* The condition in the filter language; empty when nothing was given. */
struct text customers_condition_filter(struct arena *arena, const struct customers_condition *condition);

/* ---- rows ---- */

struct customers_list_row {
	const struct list_row *row;
	struct text name; /* what they are called here: name, else e-mail, else number */
	struct text url, edit_url;
	struct text why; /* below the status */
	bool may_sign_in;
	struct text country;
	struct text discount; /* their own, in words; none */
	struct money spent;
	const struct text *tags;
	size_t tag_count;
	bool may_edit;
	const struct menu_item *items;
	size_t item_count;
};
enum outcome customers_rows_fill(struct request *request, const struct customers_asked *asked,
				 const struct list_answer *answer, struct customers_list_row **ret_rows) MUST_USE;

/* ---- the page ---- */

struct customers_bulk_choices {
	struct option *types, *groups, *channels, *staff, *tags; /* value: the id */
	size_t type_count, group_count, channel_count, staff_count, tag_count;
};

struct customers_may {
	bool write, approve, block, trash, erase, export, any;
};

struct customers_list {
	const struct problems *problems;
	struct text typed; /* the filter as it was typed, for mending */
	struct text here;  /* where changes come back to */
	struct customers_may may;
	bool in_trash; /* all of these lie in the trash */
	bool writing;  /* the filter is written as text */
	const struct customers_asked *asked;
	struct customers_filter filter;
	struct customers_columns columns;
	const struct column_head *heads;
	const struct menu_item *sorts;
	size_t sort_count;
	struct text sorted_by;
	const struct tab *sections; /* Orders | Customers */
	size_t section_count;
	const struct tab *segments;
	size_t segment_count;
	struct tab views[2];
	const struct customers_list_row *rows;
	size_t count;
	int64_t total, hidden_guests;
	struct text guests_url, clear_url, export_url;
	struct pager pager;
	struct empty_state empty;
	const struct menu_item *additions; /* one link per type */
	size_t addition_count;
	struct customers_bulk_choices choices;
	struct block_shown *blocks; /* of other slices, above the list */
	size_t block_count;
};

#endif
