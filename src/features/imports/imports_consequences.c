/* What a row changes beside its cells: another address stops being the default, an address that is corrected has to be
 * verified anew. It stands among the differences, so that it is told, recorded and taken back with them. Whoever is new
 * has nothing that could change so. */
#include "features/imports/imports_work.h"

static const struct import_work_difference *find(const struct import_work *w, const struct transfer_column *column)
{
	for (size_t i = 0; i < w->difference_count; i++)
		if (transfer_column_equal(w->differences[i].column, column))
			return &w->differences[i];
	return NULL;
}

/* Unless the row says something of it. There is room: find_room(). */
static void add(struct import_work *w, struct transfer_column column, struct text old, struct text new)
{
	struct transfer_column *kept = arena_take(w->ctx->arena, sizeof *kept);
	if (find(w, &column))
		return;
	column.header = transfer_column_name(w->ctx->arena, &column);
	*kept = column;
	w->differences[w->difference_count++] = (struct import_work_difference){kept, old, new};
}

static void find_room(struct import_work *w)
{
	size_t most = w->difference_count + 2 * w->person.address_count + w->person.email_count;
	struct import_work_difference *all = arena_take_array(w->ctx->arena, most, sizeof *all);
	for (size_t i = 0; i < w->difference_count; i++)
		all[i] = w->differences[i];
	w->differences = all;
}

/* ---- e-mails ---- */

static void set_number(struct import_work *w, size_t i, size_t number)
{
	struct transfer_column *column = arena_take(w->ctx->arena, sizeof *column);
	*column = *w->differences[i].column;
	column->number = number;
	w->differences[i].column = column;
}

/* The highest number that an address of theirs has. */
static size_t count_emails(const struct transfer_person *p)
{
	return p->email_count && p->emails[0].is_primary ? p->email_count : p->email_count + 1;
}

static size_t most_emails(const struct import_work *w)
{
	size_t most = 0;
	for (size_t i = 0; i < w->difference_count; i++)
		if (w->differences[i].column->part == TRANSFER_EMAIL && w->differences[i].column->number > most)
			most = w->differences[i].column->number;
	return most;
}

static bool is_made(const struct import_work *w, size_t number)
{
	const struct transfer_column column = {.part = TRANSFER_EMAIL, .number = number};
	return find(w, &column) != NULL;
}

/* The verification of an address that the row gives, and that they have by another number, is none's. */
static void leave_out_verifications(struct import_work *w)
{
	size_t kept = 0;
	for (size_t i = 0; i < w->difference_count; i++) {
		const struct transfer_column *column = w->differences[i].column;
		if (column->part != TRANSFER_EMAIL_VERIFICATION || column->number <= count_emails(&w->person) ||
		    is_made(w, column->number))
			w->differences[kept++] = w->differences[i];
	}
	w->difference_count = kept;
}

/* What is new stands behind what they have, whichever number the file gives it. */
static void number_emails(struct import_work *w)
{
	size_t next = count_emails(&w->person), most = most_emails(w);
	for (size_t number = next + 1; number <= most; number++) {
		if (!is_made(w, number))
			continue;
		next++;
		for (size_t i = 0; i < w->difference_count; i++) {
			const struct transfer_column *column = w->differences[i].column;
			if ((column->part == TRANSFER_EMAIL || column->part == TRANSFER_EMAIL_VERIFICATION) &&
			    column->number == number)
				set_number(w, i, next);
		}
	}
}

static void note_verifications(struct import_work *w)
{
	size_t count = w->difference_count;
	for (size_t i = 0; i < count; i++) {
		const struct import_work_difference *d = &w->differences[i];
		struct transfer_column column = {.part = TRANSFER_EMAIL_VERIFICATION, .number = d->column->number};
		if (d->column->part != TRANSFER_EMAIL || text_is_empty(d->new))
			continue;
		const struct transfer_emails *email = transfer_email_at(&w->person, d->column->number);
		if (email && email->verification != VERIFICATION_NONE)
			add(w, column, verification_key(email->verification), verification_key(VERIFICATION_NONE));
	}
}

/* ---- the defaults among addresses ---- */

static bool makes_default(const struct import_work_difference *d, enum transfer_address_cell cell)
{
	return d->column->part == TRANSFER_ADDRESS && d->column->which == (int)cell && text_equal(d->new, TEXT("yes"));
}

/* Which address becomes it; 0: none does. They are written in their order, and the last one has it. */
static size_t find_default(const struct import_work *w, enum transfer_address_cell cell)
{
	size_t last = 0;
	for (size_t i = 0; i < w->difference_count; i++)
		if (makes_default(&w->differences[i], cell) && w->differences[i].column->number > last)
			last = w->differences[i].column->number;
	return last;
}

static void note_default(struct import_work *w, enum transfer_address_cell cell)
{
	size_t last = find_default(w, cell), kept = 0;
	if (!last)
		return;
	for (size_t i = 0; i < w->difference_count; i++)
		if (!makes_default(&w->differences[i], cell) || w->differences[i].column->number == last)
			w->differences[kept++] = w->differences[i];
	w->difference_count = kept;
	for (size_t i = 0; i < w->person.address_count; i++) {
		struct text old = transfer_address_text(&w->person.addresses[i], cell);
		if (i + 1 != last && !text_is_empty(old))
			add(w, (struct transfer_column){.part = TRANSFER_ADDRESS, .which = (int)cell, .number = i + 1},
			    old, TEXT(""));
	}
}

void import_work_find_consequences(struct import_work *w)
{
	if (w->is_new || !w->difference_count)
		return;
	leave_out_verifications(w);
	find_room(w);
	number_emails(w);
	note_verifications(w);
	note_default(w, ADDRESS_CELL_SHIPPING);
	note_default(w, ADDRESS_CELL_BILLING);
	import_work_close_gaps(w);
}
