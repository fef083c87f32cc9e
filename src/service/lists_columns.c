/* The columns of list_columns.def as a table, and finding them by key. */
#include "service/lists_filter.h"

#include <string.h>

enum list_choice {
	CHOICE_none,
	CHOICE_customer_status,
	CHOICE_salutation,
	CHOICE_activation,
	CHOICE_approval,
	CHOICE_consent_state,
	CHOICE_name_order,
	CHOICE_verification
};

/* What features/customers derives of a customer's texts. */
#define LINES(of) "EXISTS (SELECT 1 FROM customer_search x WHERE x.customer_id = c.id AND x." of " @)"

static const struct list_column columns[] = {
#define COLUMN(name, key, kind, choice, group, label, sql) {key, label, group, LIST_KIND_##kind, CHOICE_##choice, sql},
#include "service/list_columns.def"
#undef COLUMN
};
#define COLUMN_COUNT      (sizeof columns / sizeof *columns)
#define CHOICE_WORDS_MOST 16

size_t list_columns(const struct list_column **ret_columns)
{
	*ret_columns = columns;
	return COLUMN_COUNT;
}

const struct list_column *list_column_find(struct text key)
{
	if (text_starts(key, TEXT("attr.")))
		key = TEXT("attr");
	else if (text_equal(key, TEXT("attr")))
		return NULL;
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (text_equal(key, text_of(columns[i].key)))
			return &columns[i];
	return NULL;
}

size_t list_column_words(const struct list_column *column, struct text *ret_words, size_t room)
{
	size_t count = 0;
#define WORDS(name, NAME)                                                                                              \
	if (column->choice == CHOICE_##name)                                                                           \
		for (; count < NAME##_COUNT && count < room; count++)                                                  \
			ret_words[count] = name##_key((enum name)count);
	WORDS(customer_status, CUSTOMER_STATUS)
	WORDS(salutation, SALUTATION)
	WORDS(activation, ACTIVATION)
	WORDS(approval, APPROVAL)
	WORDS(consent_state, CONSENT_STATE)
	WORDS(name_order, NAME_ORDER)
	WORDS(verification, VERIFICATION)
#undef WORDS
	return count;
}

int list_column_choice(const struct list_column *column, struct text word)
{
	struct text words[CHOICE_WORDS_MOST];
	size_t count = list_column_words(column, words, CHOICE_WORDS_MOST);
	for (size_t i = 0; i < count; i++)
		if (text_equal(word, words[i]))
			return (int)i;
	return -1;
}

/* How many letters have to be put in, left out or changed (Levenshtein). Words of more than 31 bytes are far from all.
 */
static size_t distance(struct text a, struct text b)
{
	size_t row[32];
	if (a.size >= 32 || b.size >= 32)
		return SIZE_MAX;
	for (size_t j = 0; j <= b.size; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.size; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.size; j++) {
			size_t changed = diagonal + (a.at[i - 1] != b.at[j - 1]);
			diagonal = row[j];
			size_t shifted = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
			row[j] = changed < shifted ? changed : shifted;
		}
	}
	return row[b.size];
}

struct text list_nearest(struct text word, const struct text *words, size_t count)
{
	struct text nearest = TEXT_NONE;
	size_t least = word.size / 3 + 1;
	for (size_t i = 0; i < count; i++) {
		size_t far = distance(word, words[i]);
		if (far < least) {
			least = far;
			nearest = words[i];
		}
	}
	return nearest;
}

struct text list_nearest_key(struct text word)
{
	struct text keys[COLUMN_COUNT];
	size_t count = 0;
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (columns[i].kind != LIST_KIND_attribute) /* which is none without its word */
			keys[count++] = text_of(columns[i].key);
	return list_nearest(word, keys, count);
}

struct text list_nearest_choice(const struct list_column *column, struct text word)
{
	struct text words[CHOICE_WORDS_MOST];
	return list_nearest(word, words, list_column_words(column, words, CHOICE_WORDS_MOST));
}

bool list_kind_is_days(int kind)
{
	return kind == LIST_KIND_moment || kind == LIST_KIND_day;
}

bool list_kind_is_text(int kind)
{
	return kind == LIST_KIND_folded || kind == LIST_KIND_address || kind == LIST_KIND_starts;
}

bool list_kind_has_order(int kind)
{
	return kind == LIST_KIND_number || kind == LIST_KIND_money || kind == LIST_KIND_decimal ||
	       list_kind_is_days(kind);
}

struct text list_column_value(const struct list_column *column)
{
	struct text sql = text_of(column->sql), end = TEXT(" @");
	if (!text_ends(sql, end) || text_starts(sql, TEXT("EXISTS")) || text_starts(sql, TEXT("(")))
		return TEXT_NONE;
	return text_slice(sql, 0, sql.size - end.size);
}

bool list_column_tallies(const struct list_column *column)
{
	bool is_kind = column->kind == LIST_KIND_type || column->kind == LIST_KIND_channel ||
		       column->kind == LIST_KIND_staff || column->kind == LIST_KIND_country ||
		       column->kind == LIST_KIND_code;
	return is_kind && !text_is_none(list_column_value(column));
}
