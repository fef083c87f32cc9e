/* Taking back what an import did to a customer: what the row changed is written back as a row would write it, if it is
 * still as the import left it. */
#include "features/imports/imports_work.h"

#include "features/accounts/accounts.h"

struct taking_back {
	struct customer_id customer;
	const struct import_change *changes;
	size_t count;
	struct text request;
};

static enum outcome changed_meanwhile(struct context *ctx)
{
	return context_conflict(ctx, TEXT_NONE, "changed_meanwhile",
				N_("Somebody else has changed this meanwhile; it stays as they left it."), TEXT_NONE);
}

/* Of whom is there, fields have an event of their own. */
bool imports_is_adding(const struct import_change *changes, size_t count)
{
	struct transfer_column column;
	for (size_t i = 0; i < count; i++)
		if (!transfer_column_parse(changes[i].column, &column) || column.part != TRANSFER_FIELD)
			return false;
	return true;
}

static struct text or_empty(struct text t)
{
	return text_is_none(t) ? TEXT("") : t;
}

/* Whom it added goes to the trash, unless anything else has happened to them since. */
static enum outcome remove_added(struct context *ctx, const struct taking_back *back)
{
	struct import_other_events others;
	TRY(import_other_events(ctx->reader, back->customer, back->request, &others));
	return others.others ? changed_meanwhile(ctx) : customers_trash(ctx, back->customer, TEXT_NONE);
}

/* ---- as the import left it ---- */

/* Of a password, whether it is still the one that was imported. */
static enum outcome read_cell(struct import_work *w, const struct transfer_column *column, struct text *ret_cell)
{
	struct account_password_find password;
	bool found;
	*ret_cell = transfer_cell(w->ctx->arena, w->rules->reading.names, &w->person, column);
	if (column->part != TRANSFER_PASSWORD)
		return DONE;
	TRY(account_password_find(w->ctx->reader, w->person.row.id, &found, &password));
	*ret_cell = found && password.imported ? IMPORT_PASSWORD_SET : TEXT_NONE;
	return DONE;
}

static bool is_same_piece(const struct import_work *w, enum transfer_part part, struct text a, struct text b)
{
	const struct transfer_names *names = w->rules->reading.names;
	enum transfer_named kind = part == TRANSFER_TAGS     ? NAMED_TAG
				   : part == TRANSFER_GROUPS ? NAMED_GROUP
							     : NAMED_CHANNEL;
	if (part == TRANSFER_EXTERNAL || text_equal(a, b))
		return text_equal(a, b);
	const struct transfer_name *name = transfer_name_find(w->ctx->arena, names, kind, a);
	return name && name == transfer_name_find(w->ctx->arena, names, kind, b);
}

/* Pieces of a list. */
struct pieces {
	const struct text *list;
	size_t count;
};

static struct pieces pieces_of(const struct import_work *w, struct text cell)
{
	struct pieces pieces;
	pieces.count = transfer_list_read(w->ctx->arena, cell, &pieces.list);
	return pieces;
}

static bool has_piece(const struct import_work *w, enum transfer_part part, const struct pieces *pieces,
		      struct text piece)
{
	for (size_t i = 0; i < pieces->count; i++)
		if (is_same_piece(w, part, pieces->list[i], piece))
			return true;
	return false;
}

/* Lists are sets, and what else was given or taken meanwhile is nothing to the import: what it gave must be there yet,
 * and what it took must not. */
static bool has_list_as_left(const struct import_work *w, enum transfer_part part, struct text now,
			     const struct import_change *change)
{
	struct pieces olds = pieces_of(w, or_empty(change->old)), news = pieces_of(w, or_empty(change->new)),
		      nows = pieces_of(w, or_empty(now));
	for (size_t i = 0; i < news.count; i++)
		if (!has_piece(w, part, &olds, news.list[i]) && !has_piece(w, part, &nows, news.list[i]))
			return false;
	for (size_t i = 0; i < olds.count; i++)
		if (!has_piece(w, part, &news, olds.list[i]) && has_piece(w, part, &nows, olds.list[i]))
			return false;
	return true;
}

static bool is_as_left(const struct import_work *w, enum transfer_part part, struct text now,
		       const struct import_change *change)
{
	return import_is_list(part) ? has_list_as_left(w, part, now, change)
				    : text_equal(or_empty(now), or_empty(change->new));
}

/* ---- back to what was ---- */

/* What says how to read another of them stands beside it. */
static enum outcome find_differences(struct import_work *w, const struct taking_back *back,
				     struct import_source_column *columns)
{
	for (size_t n = 0; n < back->count; n++) {
		const struct import_change *change = &back->changes[n];
		const size_t i = w->difference_count;
		struct transfer_column *column = &columns[i].column;
		if (text_starts(change->column, TEXT(TRANSFER_PHONE_HOME)))
			continue;
		if (!transfer_column_parse(change->column, column))
			return context_conflict(w->ctx, TEXT_NONE, "for_good", N_("This cannot be undone."), TEXT_NONE);
		TRY(import_work_check_access(w->ctx, column));
		struct text now;
		TRY(read_cell(w, column, &now));
		if (!is_as_left(w, column->part, now, change))
			return changed_meanwhile(w->ctx);
		columns[i].place = i;
		w->values[i] = or_empty(change->old);
		w->differences[w->difference_count++] =
			(struct import_work_difference){column, or_empty(change->new), or_empty(change->old)};
	}
	return DONE;
}

static enum outcome write_back(struct context *ctx, const struct taking_back *back)
{
	const struct import_options options = {.replace = true, .make_missing = true};
	struct import_source_column *columns = arena_take_array(ctx->arena, back->count, sizeof *columns);
	struct transfer_names names;
	struct transfer_person *persons;
	size_t found;
	TRY(transfer_names_load(ctx, &names));
	struct import_rules rules = {.options = &options, .columns = columns, .reading = {&names, true}};
	struct import_work work = {
		.ctx = ctx, .rules = &rules, .taken_back = back->changes, .taken_back_count = back->count};
	work.values = arena_take_array(ctx->arena, back->count, sizeof *work.values);
	work.differences = arena_take_array(ctx->arena, back->count, sizeof *work.differences);
	TRY(transfer_load(ctx, &back->customer, 1, &persons, &found));
	if (!found)
		return NOT_FOUND;
	work.person = persons[0];
	TRY(find_differences(&work, back, columns));
	rules.column_count = work.difference_count;
	return import_work_apply_taken_back(&work);
}

static enum outcome take_back(struct context *ctx, void *state)
{
	const struct taking_back *back = state;
	struct customer_row row;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_IMPORT));
	TRY(customers_lock(ctx, back->customer, &row));
	return imports_is_adding(back->changes, back->count) ? remove_added(ctx, back) : write_back(ctx, back);
}

enum outcome imports_take_back(struct context *ctx, struct customer_id customer, const struct import_change *changes,
			       size_t count, struct text request)
{
	return context_transact(ctx, take_back, &(struct taking_back){customer, changes, count, request});
}
