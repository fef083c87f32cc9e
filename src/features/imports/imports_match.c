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

/* Accounts by their claim; a guest, who has none, when the row says that it is one. */
static enum outcome match_email(const struct import_work *w, struct customer_id *ret_customer)
{
	struct email_address email;
	struct import_guest guest;
	bool found;
	if (!email_address_parse(w->ctx->arena, import_work_value(w, import_email_column), &email))
		return DONE;
	TRY(import_claim_holder(w, CLAIM_KIND_EMAIL, email.folded, ret_customer));
	if (ret_customer->value || !text_equal(import_work_value(w, import_guest_column), TEXT("yes")))
		return DONE;
	TRY(import_guest(w->ctx->reader, email.folded, &found, &guest));
	*ret_customer = found ? guest.customer_id : (struct customer_id){0};
	return DONE;
}

static enum outcome match_login(const struct import_work *w, struct customer_id *ret_customer)
{
	struct text login = import_work_value(w, import_login_column);
	if (text_is_empty(login))
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

static bool has_name_of(const struct import_work *w, const struct customer_row *row)
{
	static const enum customer_field fields[] = {CUSTOMER_FIELD_FIRST_NAME, CUSTOMER_FIELD_LAST_NAME,
						     CUSTOMER_FIELD_COMPANY};
	for (size_t i = 0; i < 3; i++) {
		struct text given =
			import_work_value(w, (struct transfer_column){.part = TRANSFER_FIELD, .which = (int)fields[i]});
		struct text own = customers_field_text(w->ctx->arena, row, fields[i]);
		if (!text_equal(text_is_none(given) ? TEXT("") : given, text_is_none(own) ? TEXT("") : own))
			return false;
	}
	return true;
}

/* Of somebody without e-mail or login, in a file that we have written: the number, if the name is the same, too.
 * Another database gives the same numbers to other people. */
static enum outcome match_nameless(const struct import_work *w, struct customer_id *ret_customer)
{
	struct customer_row row;
	struct customer_id customer = {0};
	if (!text_is_empty(import_work_value(w, import_email_column)) ||
	    !text_is_empty(import_work_value(w, import_login_column)))
		return DONE;
	if (text_is_empty(import_work_value(w, (struct transfer_column){.part = TRANSFER_ID})))
		return DONE;
	TRY(match_id(w, &customer));
	enum outcome outcome = customers_get(w->ctx, customer, &row);
	if (outcome == DONE && text_is_empty(row.email) && text_is_empty(row.login) && has_name_of(w, &row))
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
	return ret_customer->value ? DONE : match_nameless(w, ret_customer);
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

enum outcome import_work_match(struct import_work *w)
{
	struct customer_id customer = {0};
	struct transfer_person *persons;
	size_t count = 0;
	TRY(match(w, &customer));
	if (customer.value)
		TRY(transfer_load(w->ctx, &customer, 1, &persons, &count));
	w->is_new = count == 0;
	w->person = count ? persons[0] : transfer_nobody();
	return DONE;
}
