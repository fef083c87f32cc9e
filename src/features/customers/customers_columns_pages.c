/* Which columns somebody sees, and in which order: a preference, words of customers_columns.def with blanks between. */
#include "features/customers/customers_pages.h"

#include "customers.routes.h"
#include "features/staff/staff.h"
#include "format/url.h"

#define PREFERENCE TEXT("customers.columns")

static const struct {
	const char *word, *label;
	enum list_sort sort;
	bool number, initial;
} declared[CUSTOMERS_COLUMN_COUNT] = {
#define COLUMN(name, word, label, sort, number, initial)                                                               \
	[CUSTOMERS_COLUMN_##name] = {word, label, LIST_SORT_##sort, number, initial},
#include "features/customers/customers_columns.def"
#undef COLUMN
};

const char *customers_column_label(enum customers_column column)
{
	return declared[column].label;
}

enum list_sort customers_column_sort(enum customers_column column)
{
	return declared[column].sort;
}

bool customers_column_is_number(enum customers_column column)
{
	return declared[column].number;
}

struct text customers_column_class(struct arena *arena, const struct customers_columns *columns,
				   enum customers_column column)
{
	const char *kind = column == CUSTOMERS_COLUMN_COUNT    ? "main"
			   : column == CUSTOMERS_COLUMN_STATUS ? "state"
			   : declared[column].number           ? "num nw"
							       : "";
	return text_format(arena, "%s %.*s", kind, TEXT_ARG(column_width_class(arena, columns->widths[column])));
}

struct text customers_column_word(enum customers_column column)
{
	return text_of(declared[column].word);
}

bool customers_column_parse(struct text word, enum customers_column *ret_column)
{
	for (enum customers_column column = 0; column < CUSTOMERS_COLUMN_COUNT; column++)
		if (text_equal(word, text_of(declared[column].word))) {
			*ret_column = column;
			return true;
		}
	return false;
}

/* Reads words into a list without repetitions; words that are no columns (any more) are left out. */
static size_t read_words(struct text words, enum customers_column *ret_list)
{
	bool seen[CUSTOMERS_COLUMN_COUNT] = {false};
	size_t count = 0;
	struct text word;
	enum customers_column column;
	while (text_next(&words, ' ', &word))
		if (customers_column_parse(word, &column) && !seen[column]) {
			seen[column] = true;
			ret_list[count++] = column;
		}
	return count;
}

static struct text write_words(struct arena *arena, const enum customers_column *list, size_t count)
{
	struct text words = TEXT("");
	for (size_t i = 0; i < count; i++)
		words = text_format(arena, "%.*s%s%s", TEXT_ARG(words), i ? " " : "", declared[list[i]].word);
	return words;
}

static size_t initial(enum customers_column *ret_list)
{
	size_t count = 0;
	for (enum customers_column column = 0; column < CUSTOMERS_COLUMN_COUNT; column++)
		if (declared[column].initial)
			ret_list[count++] = column;
	return count;
}

static void offer(struct request *request, struct customers_columns *columns)
{
	bool chosen[CUSTOMERS_COLUMN_COUNT] = {false};
	enum customers_column order[CUSTOMERS_COLUMN_COUNT];
	size_t count = 0;
	for (size_t i = 0; i < columns->count; i++) {
		chosen[columns->chosen[i]] = true;
		order[count++] = columns->chosen[i];
	}
	for (enum customers_column column = 0; column < CUSTOMERS_COLUMN_COUNT; column++)
		if (!chosen[column])
			order[count++] = column;
	for (size_t i = 0; i < count; i++)
		columns->all[i] = (struct customers_column_choice){
			.column = order[i],
			.word = text_of(declared[order[i]].word),
			.label = page_words(request, declared[order[i]].label, TEXT_NONE),
			.chosen = chosen[order[i]],
			.first = i == 0,
			.last = i + 1 == columns->count,
		};
	columns->order = write_words(request->ctx->arena, order, count);
}

enum outcome customers_columns_read(struct request *request, struct customers_columns *ret_columns)
{
	struct text words;
	TRY(staff_get_preference(request->ctx, PREFERENCE, &words));
	*ret_columns = (struct customers_columns){0};
	ret_columns->count =
		text_is_none(words) ? initial(ret_columns->chosen) : read_words(words, ret_columns->chosen);
	offer(request, ret_columns);
	return customers_widths_read(request, ret_columns->widths);
}

static bool is_among(enum customers_column column, const struct text *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(words[i], text_of(declared[column].word)))
			return true;
	return false;
}

/* Moves the column called `word` by one place: towards the front or the back. */
static void move(enum customers_column *list, size_t count, struct text word, bool front)
{
	enum customers_column column;
	if (text_is_empty(word) || !customers_column_parse(word, &column))
		return;
	for (size_t i = 0; i < count; i++) {
		size_t to = front ? i - 1 : i + 1;
		if (list[i] != column || to >= count)
			continue;
		list[i] = list[to];
		list[to] = column;
		return;
	}
}

enum outcome customers_columns_set(struct request *request, const struct customers_columns_set *in)
{
	struct arena *arena = request->ctx->arena;
	enum customers_column order[CUSTOMERS_COLUMN_COUNT], chosen[CUSTOMERS_COLUMN_COUNT];
	size_t all = read_words(in->order, order), count = 0;
	for (size_t i = 0; i < all; i++)
		if (is_among(order[i], in->column, in->column_count))
			chosen[count++] = order[i];
	move(chosen, count, in->up, true);
	move(chosen, count, in->down, false);
	if (in->reset)
		count = initial(chosen);
	TRY(staff_set_preference(request->ctx, PREFERENCE, write_words(arena, chosen, count)));
	struct text back = text_starts(in->back, TEXT("/admin/customers")) && url_is_own_path(in->back)
				   ? in->back
				   : TEXT("/admin/customers");
	bool moving = !text_is_empty(in->up) || !text_is_empty(in->down);
	return answer_redirect(request, moving ? text_join(arena, back, TEXT("#columns")) : back);
}
