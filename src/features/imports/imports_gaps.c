/* Where empty cells take away, what stands behind moves up: a customer has no second phone without a first.
 *
 * The one idea: the differences say what the first, the second … will be afterwards, so that they can be taken back one
 * by one, and the same file once more finds nothing to do. */
#include "features/imports/imports_work.h"

static const struct family {
	enum transfer_part part;
	int cells, first, behind; /* there is such a thing when one of the cells from `first` on says something */
} families[] = {
	{TRANSFER_PHONE, PHONE_CELLS, PHONE_NUMBER, PHONE_NUMBER + 1},
	{TRANSFER_ADDRESS, ADDRESS_CELLS, 0, ADDRESS_CELL_SHIPPING},
	{TRANSFER_TAX_ID, TAX_CELLS, TAX_VALUE, TAX_VALUE + 1},
};

static struct transfer_column column_of(const struct family *family, size_t number, int cell)
{
	return (struct transfer_column){.part = family->part, .which = cell, .number = number};
}

static struct text old_of(const struct import_work *w, struct transfer_column column)
{
	struct text old = transfer_cell(w->ctx->arena, w->rules->reading.names, &w->person, &column);
	return text_is_none(old) ? TEXT("") : old;
}

static struct text new_of(const struct import_work *w, struct transfer_column column)
{
	for (size_t i = 0; i < w->difference_count; i++)
		if (transfer_column_equal(w->differences[i].column, &column))
			return text_is_none(w->differences[i].new) ? TEXT("") : w->differences[i].new;
	return old_of(w, column);
}

static size_t count_of(const struct import_work *w, const struct family *family)
{
	const struct transfer_person *p = &w->person;
	return family->part == TRANSFER_PHONE     ? p->phone_count
	       : family->part == TRANSFER_ADDRESS ? p->address_count
						  : p->tax_id_count;
}

static size_t most_of(const struct import_work *w, const struct family *family)
{
	size_t most = count_of(w, family);
	for (size_t i = 0; i < w->difference_count; i++)
		if (w->differences[i].column->part == family->part && w->differences[i].column->number > most)
			most = w->differences[i].column->number;
	return most;
}

static bool is_there(const struct family *family, const struct text *cells)
{
	for (int cell = family->first; cell < family->behind; cell++)
		if (!text_is_empty(cells[cell]))
			return true;
	return false;
}

/* What comes to the place of another, and was nowhere before, has of it what the file does not speak of. */
static struct text cell_at(const struct import_work *w, const struct family *family, size_t number, size_t place,
			   int cell)
{
	struct transfer_column column = column_of(family, number, cell);
	bool takes = number > count_of(w, family) && import_work_place(w, column) == SIZE_MAX;
	return takes ? old_of(w, column_of(family, place, cell)) : new_of(w, column);
}

/* Those that are there afterwards one behind the other, and nothing behind them; false when they stand so already. */
static bool move_up(const struct import_work *w, const struct family *family, size_t most, struct text *cells)
{
	struct text *one = arena_take_array(w->ctx->arena, (size_t)family->cells, sizeof *one);
	size_t kept = 0;
	bool moved = false;
	for (size_t n = 1; n <= most; n++) {
		for (int cell = 0; cell < family->cells; cell++)
			one[cell] = new_of(w, column_of(family, n, cell));
		if (!is_there(family, one))
			continue;
		moved = moved || kept + 1 < n;
		for (int cell = 0; cell < family->cells; cell++)
			cells[kept * (size_t)family->cells + (size_t)cell] = cell_at(w, family, n, kept + 1, cell);
		kept++;
	}
	for (size_t i = kept * (size_t)family->cells; i < most * (size_t)family->cells; i++)
		cells[i] = TEXT("");
	return moved;
}

static const struct transfer_column *named(const struct import_work *w, struct transfer_column column)
{
	size_t place = import_work_place(w, column);
	struct transfer_column *kept = arena_take(w->ctx->arena, sizeof *kept);
	column.header = transfer_column_name(w->ctx->arena, &column);
	*kept = column;
	return place == SIZE_MAX ? kept : &w->rules->columns[place].column;
}

static void close_gaps(struct import_work *w, const struct family *family)
{
	size_t most = most_of(w, family), count = 0, cells_count = most * (size_t)family->cells;
	struct text *cells = arena_take_array(w->ctx->arena, cells_count, sizeof *cells);
	if (!move_up(w, family, most, cells))
		return;
	struct import_work_difference *all =
		arena_take_array(w->ctx->arena, w->difference_count + cells_count, sizeof *all);
	for (size_t i = 0; i < w->difference_count; i++)
		if (w->differences[i].column->part != family->part)
			all[count++] = w->differences[i];
	for (size_t i = 0; i < cells_count; i++) {
		struct transfer_column column =
			column_of(family, i / (size_t)family->cells + 1, (int)(i % (size_t)family->cells));
		struct text old = old_of(w, column);
		if (!text_equal(old, cells[i]))
			all[count++] = (struct import_work_difference){named(w, column), old, cells[i]};
	}
	w->differences = all;
	w->difference_count = count;
}

void import_work_close_gaps(struct import_work *w)
{
	if (!w->rules->options->replace || w->is_new)
		return;
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		close_gaps(w, &families[i]);
}
