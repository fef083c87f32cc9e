/* A row of an import from its cells to what became of it: values, what differs, what speaks against it. Whom it means:
 * imports_match.c; writing: imports_apply.c. */
#include "features/imports/imports_row.h"

#include "features/accounts/accounts.h"
#include "features/imports/imports_claims.h"
#include "format/country.h"
#include "format/email_address.h"
#include "format/fold.h"

#include <string.h>

/* Problems from `from` on speak of that header. */
static void name_header(struct context *ctx, size_t from, struct text header)
{
	for (size_t i = from; i < ctx->problems->count; i++)
		ctx->problems->list[i].field = header;
}

/* Rules speak of fields by our words; the file has its own. */
static void name_headers(const struct import_work *w, size_t from)
{
	for (size_t i = from; i < w->ctx->problems->count; i++) {
		struct problem *problem = &w->ctx->problems->list[i];
		struct transfer_column column;
		if (!text_is_empty(problem->field) && transfer_column_parse(problem->field, &column)) {
			size_t place = import_work_place(w, column);
			problem->field = place == SIZE_MAX ? problem->field : w->rules->columns[place].column.header;
		}
	}
}

/* A refused row comes back with a mark where bytes were no text; until it is corrected, nobody knows what stood there.
 */
static enum outcome check_lost(const struct import_work *w, const struct transfer_column *column, struct text cell)
{
	if (!w->rules->corrected || text_find(cell, TEXT("\uFFFD"), 0) == SIZE_MAX)
		return DONE;
	return context_invalid(w->ctx, column->header, "lost", N_("Put in what should stand in place of “\uFFFD”."),
			       cell, TEXT_NONE);
}

/* All cells as values; INVALID with every problem there is. */
static enum outcome read_values(struct import_work *w)
{
	enum outcome outcome = DONE;
	w->values = arena_take_array(w->ctx->arena, w->rules->column_count, sizeof *w->values);
	for (size_t i = 0; i < w->rules->column_count; i++) {
		const struct transfer_column *column = &w->rules->columns[i].column;
		struct text cell = import_work_cell(w, &w->rules->columns[i]);
		size_t before = w->ctx->problems->count;
		if (text_is_empty(cell) || column->part == TRANSFER_SKIP || column->part == TRANSFER_SYSTEM)
			continue;
		enum outcome one = check_lost(w, column, cell);
		if (one == DONE)
			one = transfer_value(w->ctx, &w->rules->reading, column, cell, &w->values[i]);
		if (one != DONE && one != INVALID)
			return one;
		name_header(w->ctx, before, column->header);
		outcome = one == DONE ? outcome : one;
	}
	return outcome;
}

static bool is_empty_row(const struct import_work *w)
{
	for (size_t i = 0; i < w->cell_count; i++)
		if (!text_is_empty(text_trim(w->cells[i])))
			return false;
	return true;
}

/* A state by name becomes its code, as everywhere; which country's, only the whole row knows. */
static void settle_states(struct import_work *w)
{
	for (size_t i = 0; i < w->rules->column_count; i++) {
		struct transfer_column column = w->rules->columns[i].column;
		if (column.part != TRANSFER_ADDRESS || column.which != ADDRESS_CELL_STATE ||
		    text_is_empty(w->values[i]))
			continue;
		column.which = ADDRESS_CELL_COUNTRY;
		struct text country = import_work_value(w, column);
		if (text_is_empty(country) && column.number <= w->person.address_count)
			country = w->person.addresses[column.number - 1].country;
		struct text code = text_is_empty(country) ? TEXT_NONE : subdivision_find(country, w->values[i]);
		w->values[i] = text_is_empty(code) ? w->values[i] : code;
	}
}

/* Of a list, what it would be with the new pieces. */
static struct text with_old(const struct import_work *w, struct text old, struct text new)
{
	const struct text *olds, *news;
	size_t old_count = transfer_list_read(w->ctx->arena, old, &olds);
	size_t new_count = transfer_list_read(w->ctx->arena, new, &news), count = old_count;
	struct text *all = arena_take_array(w->ctx->arena, old_count + new_count, sizeof *all);
	for (size_t i = 0; i < old_count; i++)
		all[i] = olds[i];
	for (size_t i = 0; i < new_count; i++) {
		bool there = false;
		for (size_t k = 0; k < count; k++)
			there = there || text_equal(all[k], news[i]);
		if (!there)
			all[count++] = news[i];
	}
	return count == old_count ? old : transfer_list_write(w->ctx->arena, all, count);
}

/* The same list in another order is the same. */
static struct text in_order_of(const struct import_work *w, struct text old, struct text new)
{
	bool same = text_equal(with_old(w, old, new), old) && text_equal(with_old(w, new, old), new);
	return same ? old : new;
}

/* Another place of the same person has it already: what the file calls their second is the primary one. */
static bool is_elsewhere(const struct import_work *w, const struct transfer_column *column, struct text value)
{
	const struct transfer_person *p = &w->person;
	for (size_t i = 0; column->part == TRANSFER_EMAIL && i < p->email_count; i++)
		if (text_equal(p->emails[i].address, value))
			return true;
	return column->part == TRANSFER_EMAIL && text_equal(import_work_value(w, import_email_column), value);
}

/* Who has a password keeps it. */
static enum outcome find_password(struct import_work *w)
{
	static const struct transfer_column column = {.part = TRANSFER_PASSWORD};
	struct account_password_find password;
	if (w->is_new || !import_work_has(w, column))
		return DONE;
	return account_password_find(w->ctx->reader, w->person.row.id, &w->has_password, &password);
}

static const struct transfer_column *theirs_of(const struct import_work *w, const struct transfer_column *column)
{
	struct transfer_column theirs = import_work_theirs(w, column), *kept;
	if (theirs.number == column->number)
		return column;
	kept = arena_take(w->ctx->arena, sizeof *kept);
	*kept = theirs;
	return kept;
}

void import_work_compare(struct import_work *w)
{
	w->place_count = w->difference_count = 0;
	import_work_find_places(w);
	w->differences = arena_take_array(w->ctx->arena, w->rules->column_count, sizeof *w->differences);
	for (size_t i = 0; i < w->rules->column_count; i++) {
		const struct transfer_column *column = theirs_of(w, &w->rules->columns[i].column);
		bool none = column->part == TRANSFER_SKIP || column->part == TRANSFER_SYSTEM ||
			    column->part == TRANSFER_ID || column->part == TRANSFER_CONSENT;
		bool given = !text_is_empty(w->values[i]);
		none = none || (w->rules->columns[i].place == SIZE_MAX && !w->is_new);
		if (none || (!given && (!w->rules->options->replace || w->is_new)))
			continue;
		if (column->part == TRANSFER_PASSWORD) {
			if (given && !w->has_password)
				w->differences[w->difference_count++] =
					(struct import_work_difference){column, TEXT_NONE, IMPORT_PASSWORD_SET};
			continue;
		}
		struct text old = transfer_cell(w->ctx->arena, w->rules->reading.names, &w->person, column),
			    new = w->values[i];
		if (import_work_is_idle(w, &w->rules->columns[i].column) ||
		    (w->rules->columns[i].fills && !text_is_empty(old)))
			continue;
		if (import_is_list(column->part))
			new = w->rules->options->replace ? in_order_of(w, old, new) : with_old(w, old, new);
		if (text_equal(text_is_none(old) ? TEXT("") : old, text_is_none(new) ? TEXT("") : new) ||
		    (given && is_elsewhere(w, column, new)))
			continue;
		w->differences[w->difference_count++] = (struct import_work_difference){column, old, new};
	}
	import_work_find_consequences(w);
}

static enum outcome refuse(const struct import_work *w, struct text header, const char *code, const char *message,
			   struct text value)
{
	return context_conflict(w->ctx, header, code, message, value, TEXT_NONE);
}

static enum outcome check_claim(struct import_work *w, const struct transfer_column *column, enum claim_kind kind,
				struct text value)
{
	struct customer_id holder;
	struct customer_row row;
	bool unconfirmed;
	TRY(import_claim_holder(w, kind, value, &holder));
	if (!holder.value || holder.value == w->person.row.id.value)
		return DONE;
	TRY(customers_is_unconfirmed(w->ctx, holder, &unconfirmed));
	w->makes_way = w->makes_way || unconfirmed;
	if (unconfirmed)
		return DONE;
	enum outcome seen = customers_get(w->ctx, holder, &row);
	if (seen == NOT_FOUND)
		return refuse(w, column->header, "in_use", N_("In use; ask an administrator."), TEXT_NONE);
	TRY(seen);
	return context_conflict(w->ctx, column->header, "in_use_by", N_("{1} (number {0}) has this already."),
				text_of_number(w->ctx->arena, holder.value), row.display_name, TEXT_NONE);
}

/* Addresses, logins and foreign ids that somebody else has. */
static enum outcome check_claims(struct import_work *w, const struct import_work_difference *d)
{
	struct arena *arena = w->ctx->arena;
	const struct text *pieces;
	struct email_address email;
	bool is_email = d->column->part == TRANSFER_EMAIL || transfer_column_equal(d->column, &import_email_column);
	bool is_guest =
		w->is_new ? text_equal(import_work_value(w, import_guest_column), TEXT("yes")) : w->person.row.guest;
	if (d->column->part == TRANSFER_EXTERNAL) {
		size_t count = transfer_list_read(arena, d->new, &pieces);
		for (size_t i = 0; i < count; i++)
			TRY(check_claim(w, d->column, CLAIM_KIND_EXTERNAL,
					customers_external_claim(w->ctx->arena, d->column->name, pieces[i])));
		return DONE;
	}
	if (is_email && email_address_parse(arena, d->new, &email))
		TRY(check_claim(w, d->column, customers_address_claim(is_guest), email.folded));
	if (is_guest)
		return DONE;
	/* A login follows the address. */
	if (!text_is_empty(d->new) && (transfer_column_equal(d->column, &import_login_column) ||
				       transfer_column_equal(d->column, &import_email_column)))
		return check_claim(w, d->column, CLAIM_KIND_LOGIN, customers_fold_login(arena, d->new));
	return DONE;
}

static enum outcome check_access(const struct import_work *w, const struct import_work_difference *d)
{
	bool guest = d->column->part == TRANSFER_ACCESS && d->column->which == AXIS_GUEST;
	if (!guest)
		return import_work_check_access(w->ctx, d->column);
	return w->is_new ? DONE
			 : refuse(w, d->column->header, "guest", N_("A guest is made an account on their page."),
				  TEXT_NONE);
}

/* Whether somebody new is given anything that they could be known by. */
static bool says_who(const struct import_work *w)
{
	for (size_t i = 0; i < w->rules->column_count; i++) {
		const struct transfer_column *column = &w->rules->columns[i].column;
		bool field = column->part == TRANSFER_FIELD &&
			     (column->which == CUSTOMER_FIELD_FIRST_NAME || column->which == CUSTOMER_FIELD_LAST_NAME ||
			      column->which == CUSTOMER_FIELD_COMPANY || column->which == CUSTOMER_FIELD_EMAIL ||
			      column->which == CUSTOMER_FIELD_LOGIN);
		bool phone = column->part == TRANSFER_PHONE && column->which == PHONE_NUMBER;
		if ((field || phone || column->part == TRANSFER_EMAIL || column->part == TRANSFER_EXTERNAL) &&
		    !text_is_empty(w->values[i]))
			return true;
	}
	return false;
}

/* All that speaks against the row, before any of it is written. */
static enum outcome check(struct import_work *w)
{
	enum import_mode mode = w->rules->options->mode;
	const struct transfer_column id = {.part = TRANSFER_ID};
	struct text number = text_of_number(w->ctx->arena, w->person.row.id.value);
	enum outcome outcome = DONE;
	if (w->is_new && mode == IMPORT_MODE_UPDATE)
		return refuse(w, TEXT_NONE, "not_found", N_("There is no such customer."), TEXT_NONE);
	if (w->is_new && w->rules->options->match == IMPORT_MATCH_ID && mode != IMPORT_MODE_CREATE &&
	    !text_is_empty(import_work_value(w, id)))
		return refuse(w, TEXT("id"), "not_found", N_("There is no such customer."), TEXT_NONE);
	if (w->is_new && !says_who(w))
		return refuse(w, TEXT_NONE, "nobody",
			      N_("Nothing says who this is: no name, company, e-mail, username, phone or ID in another "
				 "system."),
			      TEXT_NONE);
	if (!w->is_new && mode == IMPORT_MODE_CREATE)
		return refuse(w, TEXT_NONE, "exists", N_("This is customer {0} already."), number);
	if (!w->is_new && !w->comes_back && !instant_is_none(w->person.row.trashed_at))
		return refuse(w, TEXT_NONE, "in_trash", N_("Customer {0} is in the trash."), number);
	if (!w->is_new && w->person.row.merged_into.value)
		return refuse(w, TEXT_NONE, "merged", N_("Customer {0} was merged into another."), number);
	for (size_t i = 0; i < w->difference_count; i++) {
		enum outcome one = check_claims(w, &w->differences[i]);
		one = one == DONE ? check_access(w, &w->differences[i]) : one;
		if (one != DONE && one != CONFLICT && one != FORBIDDEN)
			return one;
		outcome = one == DONE ? outcome : one;
	}
	return outcome;
}

/* The row's problems leave the context's list: the step goes on. */
static void keep_problems(struct context *ctx, size_t from, struct import_row *row)
{
	size_t count = ctx->problems->count - from;
	struct problem *problems = arena_take_array(ctx->arena, count, sizeof *problems);
	if (count)
		memcpy(problems, ctx->problems->list + from, count * sizeof *problems);
	ctx->problems->count = from;
	row->problems = problems;
	row->problem_count = count;
}

static void keep_differences(const struct import_work *w, struct import_row *row)
{
	struct import_difference *kept = arena_take_array(w->ctx->arena, w->difference_count + 1, sizeof *kept);
	size_t count = 0;
	if (w->comes_back)
		kept[count++] = (struct import_difference){TEXT("status"), TEXT("trashed"), TEXT("")};
	for (size_t i = 0; i < w->difference_count; i++)
		kept[count++] = (struct import_difference){w->differences[i].column->header, w->differences[i].old,
							   w->differences[i].new};
	row->differences = kept;
	row->difference_count = count;
}

/* A cell beyond the header belongs to nothing: a comma in a name that was not quoted. */
static enum outcome check_width(const struct import_work *w)
{
	if (w->cell_count <= w->rules->header_count)
		return DONE;
	return context_invalid(w->ctx, TEXT_NONE, "too_many_cells", N_("The row has {0} cells, the header {1}."),
			       text_of_number(w->ctx->arena, (int64_t)w->cell_count),
			       text_of_number(w->ctx->arena, (int64_t)w->rules->header_count), TEXT_NONE);
}

static bool is_refusal(enum outcome outcome)
{
	return outcome == INVALID || outcome == CONFLICT || outcome == FORBIDDEN;
}

static enum outcome apply(struct context *ctx, void *state)
{
	(void)ctx;
	return import_work_apply(state);
}

/* What a row made that is taken back is not there for the next one. */
static enum outcome try_to_apply(struct import_work *w)
{
	struct transfer_names *names = w->rules->reading.names;
	size_t counts[NAMED_KINDS];
	if (!w->rules->careful) {
		enum outcome outcome = import_work_apply(w);
		*w->rules->ret_late = is_refusal(outcome);
		return outcome;
	}
	memcpy(counts, names->count, sizeof counts);
	enum outcome outcome = context_attempt(w->ctx, apply, w);
	if (outcome != DONE)
		memcpy(names->count, counts, sizeof counts);
	return outcome;
}

static struct text header_at(const struct import_rules *rules, int64_t column)
{
	return column <= (int64_t)rules->header_count ? rules->columns[column - 1].column.header : TEXT_NONE;
}

/* Characters of a line are no columns. */
static enum outcome check_fault(const struct import_work *w, const struct import_source_row *source)
{
	bool cell = text_is_none(source->line) && source->fault.column > 0;
	return import_fault_tell(w->ctx, &source->fault, cell ? header_at(w->rules, source->fault.column) : TEXT_NONE);
}

static enum outcome do_row(struct import_work *w, const struct import_source_row *source, struct import_row *row)
{
	TRY(check_fault(w, source));
	TRY(check_width(w));
	TRY(read_values(w));
	TRY(import_work_match(w));
	if (w->is_new)
		TRY(import_work_find_alike(w));
	settle_states(w);
	w->comes_back = w->rules->options->restore && !w->is_new && !w->person.row.merged_into.value &&
			!instant_is_none(w->person.row.trashed_at);
	TRY(find_password(w));
	import_work_compare(w);
	TRY(check(w));
	row->result = w->is_new                              ? IMPORT_RESULT_CREATED
		      : w->difference_count || w->comes_back ? IMPORT_RESULT_UPDATED
							     : IMPORT_RESULT_UNCHANGED;
	if (row->result == IMPORT_RESULT_UNCHANGED)
		return DONE;
	TRY(try_to_apply(w));
	import_claims_written(w);
	keep_differences(w, row);
	return DONE;
}

enum outcome import_row_run(struct context *ctx, const struct import_rules *rules,
			    const struct import_source_row *source, struct import_row *ret_row)
{
	struct import_work work = {.ctx = ctx, .rules = rules, .cells = source->cells, .cell_count = source->count};
	size_t before = ctx->problems->count;
	ret_row->result = IMPORT_RESULT_UNCHANGED;
	if (is_empty_row(&work) && text_is_none(source->fault.code))
		return DONE;
	enum outcome outcome = do_row(&work, source, ret_row);
	if (is_refusal(outcome)) {
		name_headers(&work, before);
		ret_row->result = IMPORT_RESULT_REFUSED;
		keep_problems(ctx, before, ret_row);
		return DONE;
	}
	ret_row->customer = work.person.row.id;
	ret_row->name = work.person.row.display_name;
	return outcome;
}
