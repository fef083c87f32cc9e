/* What lists of customers must answer, worked out from plain rows of the database.
 *
 * The one idea: every field is a bag of values per customer, read by a statement of its own (list_truth.def); a filter
 * is made up, printed and judged here, over these bags. Of the program only the folding of text is shared; so a mistake
 * of an executor has to be made twice to stay unseen.
 */
#ifndef TESTS_LIST_TRUTH_H
#define TESTS_LIST_TRUTH_H

#include "base/zone.h"
#include "tests/engine.h"

enum truth_field {
#define FIELD(NAME, key, kind, none, sql) TRUTH_##NAME,
#include "tests/list_truth.def"
#undef FIELD
	TRUTH_FIELDS,
};

enum truth_sort {
	TRUTH_SORT_ID,
	TRUTH_SORT_CREATED,
	TRUTH_SORT_LOGIN,
	TRUTH_SORT_EMAIL,
	TRUTH_SORT_NAME,
	TRUTH_SORT_COMPANY,
	TRUTH_SORT_TYPE,
	TRUTH_SORT_GROUP,
	TRUTH_SORT_STATUS,
	TRUTH_SORT_CHANNEL,
	TRUTH_SORT_COUNTRY,
	TRUTH_SORT_LAST_LOGIN,
	TRUTH_SORT_SPENT,
	TRUTH_SORT_ORDERS,
	TRUTH_SORTS,
};

struct truth_value {
	int64_t number;
	size_t at, size; /* of the text, in the column's texts */
};

struct truth_column {
	struct truth_value *values; /* of all customers, one after the other */
	uint32_t *first;            /* by customer: where theirs begin; the next one's is the end */
	char *texts;
	struct text *samples; /* texts as people wrote them, to ask for */
	size_t sample_count;
};

struct truth {
	struct arena *arena, *scratch; /* scratch: of one question and its answer */
	int64_t people;                /* ids go from 1 up to it */
	const struct zone *zone;
	struct truth_column columns[TRUTH_FIELDS];
	struct truth_column words;   /* of the quick search */
	int64_t *order[TRUTH_SORTS]; /* ids, rising; those without a value last */
	size_t with_value[TRUTH_SORTS];
	size_t count;
};

/* Reads all rows. What it takes lives in `arena`. */
struct truth *truth_read(struct engine *engine, struct arena *arena, const struct zone *zone);
const char *truth_key(enum truth_field field);
const char *truth_sort_word(enum truth_sort sort);

/* A random question of which the first condition is about that field. */
struct truth_question;
struct truth_question *truth_ask(const struct truth *truth, enum truth_field field, struct instant now);
struct text truth_print(struct arena *arena, const struct truth_question *question);
/* Those that the list must show, in order; `*ret_count` of them. */
const int64_t *truth_answer(const struct truth *truth, const struct truth_question *question, enum truth_sort sort,
			    bool descending, size_t *ret_count);

/* ---- between list_truth*.c ---- */

enum truth_kind { NUMBER, MONEY, DECIMAL, MOMENT, DAY, FLAG, ONLINE, WORD, FOLDED, STATE, LOWER, PHONE, POSTCODE };
enum truth_kind truth_kind(enum truth_field field);
bool truth_may_be_none(enum truth_field field);
struct text truth_text(const struct truth_column *column, const struct truth_value *value);

#endif
