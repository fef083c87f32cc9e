/* Whom a row of an import means. */
#include "features/imports/imports_claims.h"

#include "format/email_address.h"

static enum outcome match_external(const struct import_work *w, struct customer_id *ret_customer)
{
	for (size_t i = 0; i < w->rules->column_count && !ret_customer->value; i++) {
		const struct transfer_column *column = &w->rules->columns[i].column;
		const struct text *pieces;
		if (column->part != TRANSFER_EXTERNAL || text_is_empty(w->values[i]))
			continue;
		size_t count = transfer_list_read(w->ctx->arena, w->values[i], &pieces);
		for (size_t k = 0; k < count && !ret_customer->value; k++)
			TRY(import_claim_holder(w, CLAIM_KIND_EXTERNAL,
						customers_external_claim(w->ctx->arena, column->name, pieces[k]),
						ret_customer));
	}
	return DONE;
}

static bool is_of_guest(const struct import_work *w)
{
	return text_equal(import_work_value(w, import_guest_column), TEXT("yes"));
}

/* A guest and an account may share an address: whom a row means by it, it says. */
static enum outcome match_email(const struct import_work *w, struct customer_id *ret_customer)
{
	struct email_address email;
	if (!email_address_parse(w->ctx->arena, import_work_value(w, import_email_column), &email))
		return DONE;
	return import_claim_holder(w, customers_address_claim(is_of_guest(w)), email.folded, ret_customer);
}

static enum outcome match_login(const struct import_work *w, struct customer_id *ret_customer)
{
	struct text login = import_work_value(w, import_login_column);
	if (text_is_empty(login) || is_of_guest(w)) /* who has none that is theirs alone */
		return DONE;
	return import_claim_holder(w, CLAIM_KIND_LOGIN, customers_fold_login(w->ctx->arena, login), ret_customer);
}

static enum outcome match_id(const struct import_work *w, struct customer_id *ret_customer)
{
	struct text id = import_work_value(w, (struct transfer_column){.part = TRANSFER_ID});
	if (!text_is_empty(id) &&
	    (!text_to_number(id, &ret_customer->value) || ret_customer->value < 1 || ret_customer->value > ID_MAX))
		return context_invalid(w->ctx, TEXT("id"), "unfit", N_("“{0}” is no number of a customer."), id,
				       TEXT_NONE);
	return DONE;
}

/* By what the file has of it. */
static bool has_name_of(const struct import_work *w, const struct customer_row *row)
{
	static const enum customer_field fields[] = {CUSTOMER_FIELD_FIRST_NAME, CUSTOMER_FIELD_LAST_NAME,
						     CUSTOMER_FIELD_COMPANY};
	bool any = false;
	for (size_t i = 0; i < 3; i++) {
		const struct transfer_column column = {.part = TRANSFER_FIELD, .which = (int)fields[i]};
		struct text given = import_work_value(w, column);
		struct text own = customers_field_text(w->ctx->arena, row, fields[i]);
		if (!import_work_has(w, column))
			continue;
		if (!text_equal(text_is_none(given) ? TEXT("") : given, text_is_none(own) ? TEXT("") : own))
			return false;
		any = true;
	}
	return any;
}

/* What tells people apart says nothing else: the e-mail address, of somebody without one the login, then the name. */
static bool may_be(const struct import_work *w, const struct customer_row *row)
{
	struct arena *arena = w->ctx->arena;
	struct text email = import_work_value(w, import_email_column),
		    login = import_work_value(w, import_login_column);
	struct email_address given, own;
	if (import_work_has(w, import_email_column) && !(text_is_empty(email) && text_is_empty(row->email)))
		return email_address_parse(arena, email, &given) && email_address_parse(arena, row->email, &own) &&
		       text_equal(given.folded, own.folded);
	if (import_work_has(w, import_login_column) && !(text_is_empty(login) && text_is_empty(row->login)))
		return text_equal(customers_fold_login(arena, login), customers_fold_login(arena, row->login));
	return has_name_of(w, row);
}

/* What the file says of when they were added, no other database says of that number; a file that does not say it is
 * believed if all else agrees. */
static bool is_own(const struct import_work *w, const struct customer_row *row)
{
	static const struct transfer_column created = {.part = TRANSFER_SYSTEM, .which = SYSTEM_CREATED};
	struct transfer_person person = transfer_nobody();
	size_t place = import_work_place(w, created);
	person.row = *row;
	if (place == SIZE_MAX)
		return may_be(w, row) && row->created.us < w->rules->began.us &&
		       (row->guest == is_of_guest(w) || !import_work_has(w, import_guest_column));
	return text_equal(import_work_cell(w, &w->rules->columns[place]),
			  transfer_cell(w->ctx->arena, w->rules->reading.names, &person, &created));
}

/* Of guests and of somebody without e-mail or login, in a file that we have written. Another database gives the same
 * numbers to other people. */
static enum outcome match_own(const struct import_work *w, struct customer_id *ret_customer)
{
	struct customer_row row;
	struct customer_id customer = {0};
	bool is_account = !text_is_empty(import_work_value(w, import_email_column)) ||
			  !text_is_empty(import_work_value(w, import_login_column));
	if ((is_account && !is_of_guest(w)) ||
	    text_is_empty(import_work_value(w, (struct transfer_column){.part = TRANSFER_ID})))
		return DONE;
	TRY(match_id(w, &customer));
	enum outcome outcome = customers_get(w->ctx, customer, &row);
	if (outcome == DONE && is_own(w, &row))
		*ret_customer = customer;
	return outcome == NOT_FOUND ? DONE : outcome;
}

static enum outcome match_any(const struct import_work *w, struct customer_id *ret_customer)
{
	TRY(match_external(w, ret_customer));
	if (!ret_customer->value)
		TRY(match_email(w, ret_customer));
	if (!ret_customer->value)
		TRY(match_login(w, ret_customer));
	return ret_customer->value ? DONE : match_own(w, ret_customer);
}

static enum outcome match(const struct import_work *w, struct customer_id *ret_customer)
{
	switch (w->rules->options->match) {
	case IMPORT_MATCH_ANY: return match_any(w, ret_customer);
	case IMPORT_MATCH_ID: return match_id(w, ret_customer);
	case IMPORT_MATCH_EMAIL: return match_email(w, ret_customer);
	case IMPORT_MATCH_LOGIN: return match_login(w, ret_customer);
	case IMPORT_MATCH_EXTERNAL: return match_external(w, ret_customer);
	}
	return FAULT;
}

/* Whoever has registered and not confirmed it is nobody yet: what the file knows of an address is not given to a
 * stranger who has typed it, and does not wait for them. */
static enum outcome find_way(struct import_work *w, const struct customer_row *row)
{
	if (row->activation != ACTIVATION_AWAITING || row->guest)
		return DONE;
	return customers_is_unconfirmed(w->ctx, row->id, &w->makes_way);
}

enum outcome import_work_match(struct import_work *w)
{
	struct customer_id customer = {0};
	struct transfer_person *persons;
	size_t count = 0;
	TRY(match(w, &customer));
	if (customer.value)
		TRY(transfer_load(w->ctx, &customer, 1, &persons, &count));
	if (count)
		TRY(find_way(w, &persons[0].row));
	w->is_new = count == 0 || w->makes_way;
	w->person = w->is_new ? transfer_nobody() : persons[0];
	return DONE;
}
