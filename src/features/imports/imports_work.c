/* What a row under way gives. */
#include "features/imports/imports_work.h"

#include "format/csv_write.h"
#include "format/fold.h"

const struct transfer_column import_email_column = {.part = TRANSFER_FIELD, .which = CUSTOMER_FIELD_EMAIL};
const struct transfer_column import_login_column = {.part = TRANSFER_FIELD, .which = CUSTOMER_FIELD_LOGIN};
const struct transfer_column import_guest_column = {.part = TRANSFER_ACCESS, .which = AXIS_GUEST};

size_t import_work_place(const struct import_work *w, struct transfer_column column)
{
	for (size_t i = 0; i < w->rules->column_count; i++)
		if (transfer_column_equal(&w->rules->columns[i].column, &column))
			return i;
	return SIZE_MAX;
}

bool import_work_has(const struct import_work *w, struct transfer_column column)
{
	return import_work_place(w, column) != SIZE_MAX;
}

struct text import_work_cell(const struct import_work *w, const struct import_source_column *column)
{
	size_t place = column->place;
	if (place == SIZE_MAX)
		return column->given;
	if (place >= w->cell_count)
		return TEXT("");
	struct text cell = w->rules->raw ? w->cells[place] : csv_unguard(w->cells[place]);
	if (w->rules->quotes && cell.size > 1 && cell.at[0] == '\'' && cell.at[1] >= '0' && cell.at[1] <= '9')
		cell = text_slice(cell, 1, SIZE_MAX);
	cell = text_trim(fold_nfc(w->ctx->arena, cell));
	/* How MySQL writes that there is no date. */
	return text_equal(cell, TEXT("0000-00-00")) || text_equal(cell, TEXT("0000-00-00 00:00:00")) ? TEXT("") : cell;
}

struct text import_work_value(const struct import_work *w, struct transfer_column column)
{
	size_t place = import_work_place(w, column);
	bool none = place == SIZE_MAX || (w->rules->columns[place].place == SIZE_MAX && !w->is_new);
	return none ? TEXT_NONE : w->values[place];
}

bool import_work_gives(struct import_work *w, const char *kind, struct text what)
{
	struct text whole = text_join(w->ctx->arena, text_of(kind), what);
	for (size_t i = 0; i < w->given_count; i++)
		if (text_equal(w->given[i], whole))
			return false;
	if (w->given_count == w->given_room) {
		struct text *old = w->given;
		w->given_room = w->given_room * 2 + 8;
		w->given = arena_take_array(w->ctx->arena, w->given_room, sizeof *old);
		for (size_t i = 0; i < w->given_count; i++)
			w->given[i] = old[i];
	}
	w->given[w->given_count++] = whole;
	return true;
}

bool import_is_list(enum transfer_part part)
{
	return part == TRANSFER_TAGS || part == TRANSFER_GROUPS || part == TRANSFER_CHANNELS ||
	       part == TRANSFER_EXTERNAL;
}

enum outcome import_work_check_access(struct context *ctx, const struct transfer_column *column)
{
	bool block = column->which == AXIS_BLOCKED || column->which == AXIS_SUSPENDED ||
		     column->which == AXIS_SUSPENDED_UNTIL;
	if (column->part == TRANSFER_PASSWORD)
		return context_need(ctx, PERMISSION_CUSTOMERS_HASHES);
	if (column->part != TRANSFER_ACCESS)
		return DONE;
	return context_need(ctx, block ? PERMISSION_CUSTOMERS_BLOCK : PERMISSION_CUSTOMERS_APPROVE);
}
