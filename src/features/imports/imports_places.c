/* Which of the customer's phones, addresses and tax numbers the n-th of a row is. */
#include "features/imports/imports_work.h"

static bool is_placed(enum transfer_part part)
{
	return part == TRANSFER_PHONE || part == TRANSFER_ADDRESS || part == TRANSFER_TAX_ID;
}

/* Cells that only say something of it: a label, a kind, what an address is for. */
static bool is_beside(const struct transfer_column *column)
{
	return (column->part == TRANSFER_PHONE && column->which == PHONE_LABEL) ||
	       (column->part == TRANSFER_TAX_ID && column->which != TAX_VALUE) ||
	       (column->part == TRANSFER_ADDRESS && column->which >= ADDRESS_CELL_SHIPPING);
}

static size_t count_of(const struct import_work *w, enum transfer_part part)
{
	const struct transfer_person *p = &w->person;
	return part == TRANSFER_PHONE ? p->phone_count : part == TRANSFER_ADDRESS ? p->address_count : p->tax_id_count;
}

static struct import_work_place *find(const struct import_work *w, const struct transfer_column *column)
{
	for (size_t i = 0; i < w->place_count; i++)
		if (w->places[i].part == column->part && w->places[i].number == column->number)
			return &w->places[i];
	return NULL;
}

/* One for each number that the row has cells of, by number. */
static void gather(struct import_work *w)
{
	w->places = arena_take_array(w->ctx->arena, w->rules->column_count, sizeof *w->places);
	for (size_t i = 0; i < w->rules->column_count; i++) {
		const struct transfer_column *column = &w->rules->columns[i].column;
		if (!is_placed(column->part))
			continue;
		struct import_work_place *place = find(w, column);
		if (!place) {
			size_t at = w->place_count++;
			for (; at && w->places[at - 1].number > column->number; at--)
				w->places[at] = w->places[at - 1];
			place = &w->places[at];
			*place = (struct import_work_place){
				.part = column->part, .number = column->number, .theirs = column->number};
		}
		place->given = place->given || (!is_beside(column) && !text_is_empty(w->values[i]));
	}
}

/* Their `at`-th has what the row gives. */
static bool is_same(const struct import_work *w, const struct import_work_place *place, size_t at)
{
	for (size_t i = 0; i < w->rules->column_count; i++) {
		struct transfer_column column = w->rules->columns[i].column;
		if (column.part != place->part || column.number != place->number || is_beside(&column) ||
		    text_is_empty(w->values[i]))
			continue;
		column.number = at;
		struct text old = transfer_cell(w->ctx->arena, w->rules->reading.names, &w->person, &column);
		if (!text_equal(old, w->values[i]))
			return false;
	}
	return true;
}

/* Their `at`-th address has something that the row does not give. */
static bool has_more(const struct import_work *w, const struct import_work_place *place, size_t at)
{
	for (int which = 0; place->part == TRANSFER_ADDRESS && which < ADDRESS_CELL_SHIPPING; which++) {
		struct transfer_column column = {.part = place->part, .which = which, .number = place->number};
		struct text old =
			transfer_address_text(&w->person.addresses[at - 1], (enum transfer_address_cell)which);
		if (!text_is_empty(old) && text_is_empty(import_work_value(w, column)))
			return true;
	}
	return false;
}

static bool is_taken(const struct import_work *w, enum transfer_part part, size_t theirs)
{
	for (size_t i = 0; i < w->place_count; i++)
		if (w->places[i].part == part && w->places[i].settled && w->places[i].theirs == theirs)
			return true;
	return false;
}

static void settle(struct import_work_place *place, size_t theirs)
{
	place->theirs = theirs;
	place->settled = true;
}

/* The same at its own place. */
static void find_here(struct import_work *w, struct import_work_place *place)
{
	if (place->number <= count_of(w, place->part) && is_same(w, place, place->number))
		settle(place, place->number);
}

/* The same at another one: what the customer has there is left as it is. What has a place of its own is theirs only
 * when it is so to the last cell: a file of cities does not say which of two addresses it means. */
static void find_elsewhere(struct import_work *w, struct import_work_place *place)
{
	size_t count = count_of(w, place->part);
	for (size_t at = 1; at <= count && !place->settled; at++)
		if (!is_taken(w, place->part, at) && is_same(w, place, at) &&
		    (place->number > count || w->rules->appends || !has_more(w, place, at)))
			settle(place, at);
}

/* It changes the n-th, or comes behind all of them. */
static void find_free(struct import_work *w, struct import_work_place *place)
{
	size_t count = count_of(w, place->part), at = place->number;
	if (at > count || w->rules->appends || is_taken(w, place->part, at))
		for (at = count + 1; is_taken(w, place->part, at); at++)
			;
	settle(place, at);
}

static void find_all(struct import_work *w, void (*way)(struct import_work *w, struct import_work_place *place))
{
	for (size_t i = 0; i < w->place_count; i++)
		if (w->places[i].given && !w->places[i].settled)
			way(w, &w->places[i]);
}

/* What only says something of one that the row means by another number says it of nothing. */
static void leave_others(struct import_work *w)
{
	for (size_t i = 0; i < w->place_count; i++)
		if (!w->places[i].settled && is_taken(w, w->places[i].part, w->places[i].theirs))
			w->places[i].theirs = TRANSFER_NUMBER + 1;
}

void import_work_find_places(struct import_work *w)
{
	gather(w);
	if (w->rules->options->replace && !w->rules->appends)
		return;
	find_all(w, find_here);
	find_all(w, find_elsewhere);
	find_all(w, find_free);
	leave_others(w);
}

/* The address itself, or one that the row gives them. */
static bool has_email(const struct import_work *w, size_t number)
{
	const struct transfer_column email = {.part = TRANSFER_EMAIL, .number = number};
	if (number == 1)
		return !text_is_empty(w->person.row.email) || !text_is_empty(import_work_value(w, import_email_column));
	return transfer_email_at(&w->person, number) || !text_is_empty(import_work_value(w, email));
}

bool import_work_is_idle(const struct import_work *w, const struct transfer_column *column)
{
	if (column->part == TRANSFER_EMAIL_VERIFICATION)
		return !has_email(w, column->number);
	const struct import_work_place *place = find(w, column);
	return place && is_beside(column) && !place->given && place->theirs > count_of(w, place->part);
}

struct transfer_column import_work_theirs(const struct import_work *w, const struct transfer_column *column)
{
	const struct import_work_place *place = find(w, column);
	struct transfer_column theirs = *column;
	if (place)
		theirs.number = place->theirs;
	return theirs;
}

bool import_work_has_theirs(const struct import_work *w, struct transfer_column column)
{
	for (size_t i = 0; i < w->place_count; i++)
		if (w->places[i].part == column.part && w->places[i].theirs == column.number) {
			column.number = w->places[i].number;
			break;
		}
	return import_work_has(w, column);
}
