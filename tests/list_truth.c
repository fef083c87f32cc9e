/* Reading the rows; see list_truth.h. */
#include "tests/list_truth.h"

#include "base/buffer.h"
#include "format/country.h"
#include "format/fold.h"
#include "tests/list_people.h"

#include <stdlib.h>
#include <string.h>

#define SAMPLES_MOST 2000

static const struct declared {
	const char *key;
	enum truth_kind kind;
	bool none;
	const char *sql;
} declared[] = {
#define FIELD(NAME, key, kind, none, sql) {key, kind, none, sql},
#include "tests/list_truth.def"
#undef FIELD
};

const char *truth_key(enum truth_field field)
{
	return declared[field].key;
}

enum truth_kind truth_kind(enum truth_field field)
{
	return declared[field].kind;
}

bool truth_may_be_none(enum truth_field field)
{
	return declared[field].none;
}

struct text truth_text(const struct truth_column *column, const struct truth_value *value)
{
	return (struct text){column->texts + value->at, value->size};
}

/* ---- asking plainly ---- */

static void ask(struct engine *engine, struct arena *arena, const char *sql, store_row_fn *row, void *state)
{
	struct reader *reader;
	assert_int_equal(store_reader_open(engine->store, arena, &engine_session, true, &reader), DONE);
	assert_int_equal(store_query_composed(reader, text_of(sql), NULL, 0, row, state), DONE);
	store_reader_close(reader);
}

/* ---- a column ---- */

struct filling {
	struct truth *truth;
	struct truth_column *column;
	enum truth_kind kind;
	struct arena *scratch;
	struct buffer texts, values; /* values: struct truth_value */
	int64_t last;                /* customer whose first value is known */
	size_t count, seen;
};

static void add_value(struct filling *filling, int64_t number, struct text t)
{
	const struct truth_value value = {number, filling->texts.size, t.size};
	buffer_add(&filling->texts, t);
	buffer_add_bytes(&filling->values, &value, sizeof value);
	filling->count++;
}

static void keep_sample(struct filling *filling, struct text t)
{
	struct truth_column *column = filling->column;
	size_t place = filling->seen++ < SAMPLES_MOST ? column->sample_count++ : list_random((unsigned)filling->seen);
	if (place < SAMPLES_MOST)
		column->samples[place] = text_copy(filling->truth->arena, t);
}

/* A text in every form in which it may be asked for. */
static void add_text(struct filling *filling, struct text t)
{
	struct text forms[2];
	keep_sample(filling, t);
	switch ((int)filling->kind) {
	case FOLDED:
	case STATE:
		fold_query(filling->scratch, t, forms);
		for (int i = 0; i < 2 && !text_is_none(forms[i]); i++)
			add_value(filling, 0, forms[i]);
		break;
	case LOWER: add_value(filling, 0, text_lower_ascii(filling->scratch, t)); break;
	default: add_value(filling, 0, t); break;
	}
	if (filling->kind == STATE && !text_equal(subdivision_name(t), t)) {
		fold_query(filling->scratch, subdivision_name(t), forms);
		for (int i = 0; i < 2 && !text_is_none(forms[i]); i++)
			add_value(filling, 0, forms[i]);
	}
	arena_reset(filling->scratch);
}

static enum outcome read_value(void *state, const struct store_row *row)
{
	struct filling *filling = state;
	int64_t customer = store_row_number(row, 0);
	assert_true(customer >= filling->last && customer <= filling->truth->people);
	while (filling->last < customer)
		filling->column->first[++filling->last] = (uint32_t)filling->count;
	if (store_row_is_null(row, 2))
		add_value(filling, store_row_number(row, 1), TEXT(""));
	else
		add_text(filling, store_row_text(row, 2));
	return DONE;
}

static void read_column(struct truth *truth, struct engine *engine, const char *sql, enum truth_kind kind,
			struct truth_column *column)
{
	struct filling filling = {.truth = truth, .column = column, .kind = kind, .scratch = arena_open(SIZE_MAX)};
	filling.texts = filling.values = buffer_make(SIZE_MAX / 4);
	column->first = arena_take_array(truth->arena, (size_t)truth->people + 2, sizeof *column->first);
	column->samples = arena_take_array(truth->arena, SAMPLES_MOST, sizeof *column->samples);
	struct arena *rows = arena_open(SIZE_MAX);
	ask(engine, rows, text_format(rows, "SELECT * FROM (%s) x ORDER BY 1", sql).at, read_value, &filling);
	while (filling.last <= truth->people)
		column->first[++filling.last] = (uint32_t)filling.count;
	column->texts = arena_take(truth->arena, filling.texts.size + 1);
	column->values = arena_take_array(truth->arena, filling.count + 1, sizeof *column->values);
	if (filling.texts.size)
		memcpy(column->texts, filling.texts.at, filling.texts.size);
	if (filling.values.size)
		memcpy(column->values, filling.values.at, filling.values.size);
	buffer_free(&filling.texts);
	buffer_free(&filling.values);
	arena_close(filling.scratch);
	arena_close(rows);
}

/* ---- the orders ---- */

struct place {
	int64_t id, number;
	struct text text;
	bool is_null;
};

struct placing {
	struct truth *truth;
	struct place *places;
	size_t count;
};

static const struct {
	const char *word, *sql;
} sorts[TRUTH_SORTS] = {
	[TRUTH_SORT_ID] = {"id", "SELECT id, id, NULL FROM customers"},
	[TRUTH_SORT_CREATED] = {"created", "SELECT id, created, NULL FROM customers"},
	[TRUTH_SORT_LOGIN] = {"login", "SELECT id, NULL, login FROM customers"},
	[TRUTH_SORT_EMAIL] = {"email", "SELECT c.id, NULL, e.address FROM customers c LEFT JOIN emails e ON "
				       "e.customer_id = c.id AND e.is_primary = 1"},
	[TRUTH_SORT_NAME] = {"name", "SELECT id, NULL, CASE WHEN first_name IS NULL AND last_name IS NULL THEN "
				     "display_name ELSE COALESCE(last_name, '') || ' ' || COALESCE(first_name, '') END "
				     "FROM customers"},
	[TRUTH_SORT_COMPANY] = {"company", "SELECT id, NULL, company FROM customers"},
	[TRUTH_SORT_TYPE] = {"type", "SELECT c.id, NULL, t.name FROM customers c JOIN types t ON t.id = c.type_id"},
	[TRUTH_SORT_GROUP] = {"group", "SELECT c.id, NULL, t.name FROM customers c JOIN groups t ON t.id = c.group_id"},
	[TRUTH_SORT_STATUS] = {"status", "SELECT id, status, NULL FROM customers"},
	[TRUTH_SORT_CHANNEL] = {"channel",
				"SELECT c.id, NULL, t.name FROM customers c JOIN channels t ON t.id = c.channel_id"},
	[TRUTH_SORT_COUNTRY] = {"country", "SELECT id, NULL, country FROM customers"},
	[TRUTH_SORT_LAST_LOGIN] = {"last_login", "SELECT c.id, k.last_sign_in, NULL FROM customers c LEFT JOIN "
						 "customer_counters k ON k.customer_id = c.id"},
	[TRUTH_SORT_SPENT] = {"spent", "SELECT c.id, COALESCE(k.spent_base, 0), NULL FROM customers c LEFT JOIN "
				       "customer_counters k ON k.customer_id = c.id"},
	[TRUTH_SORT_ORDERS] = {"orders", "SELECT c.id, COALESCE(k.orders, 0), NULL FROM customers c LEFT JOIN "
					 "customer_counters k ON k.customer_id = c.id"},
};

const char *truth_sort_word(enum truth_sort sort)
{
	return sorts[sort].word;
}

static enum outcome read_place(void *state, const struct store_row *row)
{
	struct placing *placing = state;
	bool is_text = !store_row_is_null(row, 2);
	placing->places[placing->count++] = (struct place){
		.id = store_row_number(row, 0),
		.number = is_text ? 0 : store_row_number(row, 1),
		.text = is_text ? fold_sort(placing->truth->arena, store_row_text(row, 2)) : TEXT(""),
		.is_null = !is_text && store_row_is_null(row, 1),
	};
	return DONE;
}

static int compare_places(const void *left, const void *right)
{
	const struct place *a = left, *b = right;
	int order = (a->is_null > b->is_null) - (a->is_null < b->is_null);
	if (!order)
		order = text_compare(a->text, b->text);
	if (!order)
		order = (a->number > b->number) - (a->number < b->number);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static void read_order(struct truth *truth, struct engine *engine, enum truth_sort sort)
{
	struct arena *rows = arena_open(SIZE_MAX);
	struct placing placing = {.truth = truth};
	placing.places = arena_take_array(rows, (size_t)truth->people, sizeof *placing.places);
	ask(engine, rows, sorts[sort].sql, read_place, &placing);
	qsort(placing.places, placing.count, sizeof *placing.places, compare_places);
	truth->count = placing.count;
	truth->order[sort] = arena_take_array(truth->arena, placing.count, sizeof **truth->order);
	for (size_t i = 0; i < placing.count; i++) {
		truth->order[sort][i] = placing.places[i].id;
		truth->with_value[sort] += !placing.places[i].is_null;
	}
	arena_close(rows);
}

static enum outcome read_most(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

struct truth *truth_read(struct engine *engine, struct arena *arena, const struct zone *zone)
{
	struct truth *truth = arena_take(arena, sizeof *truth);
	truth->arena = arena;
	truth->zone = zone;
	ask(engine, arena, "SELECT MAX(id) FROM customers", read_most, &truth->people);
	for (enum truth_field field = 0; field < TRUTH_FIELDS; field++)
		read_column(truth, engine, declared[field].sql, declared[field].kind, &truth->columns[field]);
	read_column(truth, engine, "SELECT customer_id, NULL, words FROM customer_search", WORD, &truth->words);
	for (enum truth_sort sort = 0; sort < TRUTH_SORTS; sort++)
		read_order(truth, engine, sort);
	return truth;
}
