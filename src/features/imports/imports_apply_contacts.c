/* E-mails beside the primary one, phones, addresses, tax ids, by the customer's own number (imports_places.c). */
#include "features/imports/imports_work.h"

#include "features/labels/labels.h"
#include "format/email_address.h"
#include "format/phone.h"

static enum outcome next_id(struct import_work *w, struct text kind, int64_t *ret_id)
{
	return store_next_id(w->ctx->store, kind, ret_id);
}

/* ---- e-mails ---- */

static enum outcome drop_email(struct import_work *w, const struct transfer_emails *old)
{
	return customers_drop_claim(w->ctx, customers_address_claim(w->person.row.guest), old->folded,
				    w->person.row.id);
}

/* Of somebody new it is free (imports_row.c). */
static enum outcome take_address(struct import_work *w, struct text folded)
{
	const struct customer_row *row = &w->person.row;
	enum claim_kind kind = customers_address_claim(row->guest);
	if (!w->sources)
		return customers_take_claim(w->ctx, kind, folded, row->id, TEXT("email"));
	return import_work_gives(w, "email:", folded) ? claim_insert(w->ctx->writer, kind, folded, row->id) : DONE;
}

static enum outcome write_email(struct import_work *w, const struct import_work_difference *d)
{
	const struct transfer_person *p = &w->person;
	const struct transfer_emails *old = transfer_email_at(p, d->column->number);
	struct email_address email;
	int64_t id;
	if (old)
		TRY(drop_email(w, old));
	if (!email_address_parse(w->ctx->arena, d->new, &email))
		return old ? import_remove_email(w->ctx->writer, p->row.id, old->at, old->id) : DONE;
	TRY(take_address(w, email.folded));
	if (old)
		return import_set_email(w->ctx->writer, &(struct import_set_email_in){email.shown, email.folded,
										      p->row.id, old->at, old->id});
	TRY(next_id(w, TEXT("email"), &id));
	if (w->sources)
		customer_sources_add_email(w->sources, email.folded);
	return import_add_email(
		w->ctx->writer,
		&(struct import_add_email_in){p->row.id, context_now(w->ctx), {id}, email.shown, email.folded});
}

/* After the addresses themselves: verification stands with the n-th of what is there now. */
static enum outcome write_verification(struct import_work *w, const struct import_work_difference *d)
{
	struct transfer_person now = {0};
	struct transfer_emails *emails;
	enum verification verification = VERIFICATION_NONE;
	TRY(transfer_emails(w->ctx->reader, &w->person.row.id, 1, &emails, &now.email_count));
	now.emails = emails;
	const struct transfer_emails *email = transfer_email_at(&now, d->column->number);
	if (!email || (!text_is_empty(d->new) && !verification_parse(d->new, &verification)))
		return DONE;
	struct instant at = verification == VERIFICATION_VERIFIED ? context_now(w->ctx) : INSTANT_NONE;
	return import_set_verification(
		w->ctx->writer,
		&(struct import_set_verification_in){verification, at, w->person.row.id, email->at, email->id});
}

/* ---- phones ---- */

/* Of the row's addresses the one that things are shipped to, else the first. */
static struct text given_country(const struct import_work *w)
{
	struct text first = TEXT_NONE;
	for (size_t i = 0; i < w->rules->column_count; i++) {
		struct transfer_column column = w->rules->columns[i].column;
		if (column.part != TRANSFER_ADDRESS || column.which != ADDRESS_CELL_COUNTRY)
			continue;
		struct text country = import_work_value(w, column);
		column.which = ADDRESS_CELL_SHIPPING;
		if (!text_is_empty(country) && text_equal(import_work_value(w, column), TEXT("yes")))
			return country;
		first = text_is_empty(first) ? country : first;
	}
	return first;
}

/* The same of those that the customer has. */
static struct text known_country(const struct transfer_person *person)
{
	const struct transfer_addresses *best = NULL;
	for (size_t i = 0; i < person->address_count; i++) {
		const struct transfer_addresses *one = &person->addresses[i];
		bool better = !best || one->is_shipping > best->is_shipping ||
			      (one->is_shipping == best->is_shipping && one->is_billing > best->is_billing);
		best = !text_is_empty(one->country) && better ? one : best;
	}
	return best ? best->country : TEXT_NONE;
}

static enum outcome find_channels_country(const struct import_work *w, struct text *ret_country)
{
	const struct transfer_column field = {.part = TRANSFER_FIELD, .which = CUSTOMER_FIELD_CHANNEL};
	struct text name = import_work_value(w, field);
	int64_t channel = w->person.row.channel_id.value;
	struct label_rows row;
	if (!text_is_empty(name) && labels_find(w->ctx, LABEL_CHANNEL, name, &channel) == FAULT)
		return FAULT;
	enum outcome outcome = labels_get(w->ctx, LABEL_CHANNEL, channel, &row);
	*ret_country = outcome == DONE ? row.country : TEXT_NONE;
	return outcome == NOT_FOUND ? DONE : outcome;
}

/* Where a number without country code is dialled, as contacts_phone_home() has it; what the row says comes before what
 * there is. */
static enum outcome find_home(const struct import_work *w, struct text *ret_home)
{
	const struct transfer_column field = {.part = TRANSFER_FIELD, .which = CUSTOMER_FIELD_COUNTRY};
	const struct text candidates[] = {given_country(w), known_country(&w->person), import_work_value(w, field),
					  w->person.row.country};
	for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
		if (!text_is_empty(candidates[i])) {
			*ret_home = candidates[i];
			return DONE;
		}
	TRY(find_channels_country(w, ret_home));
	if (text_is_empty(*ret_home))
		*ret_home = w->rules->home;
	return DONE;
}

/* Of a number that comes back, where it was dialled before; none: it says so itself. */
static struct text home_before(const struct import_work *w, size_t number)
{
	struct text field = text_format(w->ctx->arena, TRANSFER_PHONE_HOME "%zu", number);
	for (size_t i = 0; i < w->taken_back_count; i++)
		if (text_equal(w->taken_back[i].column, field))
			return w->taken_back[i].old;
	return TEXT_NONE;
}

/* A number that is as it was keeps the country that it was read with. */
static enum outcome read_phone(const struct import_work *w, size_t number, struct text typed, struct phone *ret_phone)
{
	const struct transfer_phones *old = number <= w->person.phone_count ? &w->person.phones[number - 1] : NULL;
	struct text home;
	if (old && text_equal(old->typed, typed) && !text_is_empty(old->e164)) {
		*ret_phone = (struct phone){.e164 = old->e164, .extension = old->extension};
		return DONE;
	}
	if (w->taken_back)
		home = home_before(w, number);
	else
		TRY(find_home(w, &home));
	if (!phone_parse(w->ctx->arena, typed, home, ret_phone))
		*ret_phone = (struct phone){0};
	return DONE;
}

static struct text new_or_old(const struct import_work *w, struct transfer_column column, struct text old)
{
	for (size_t i = 0; i < w->difference_count; i++)
		if (transfer_column_equal(w->differences[i].column, &column))
			return text_is_empty(w->differences[i].new) ? TEXT_NONE : w->differences[i].new;
	return old;
}

static enum outcome write_phone(struct import_work *w, size_t number)
{
	const struct transfer_person *p = &w->person;
	const struct transfer_phones *old = number <= p->phone_count ? &p->phones[number - 1] : NULL;
	struct transfer_column column = {.part = TRANSFER_PHONE, .which = PHONE_NUMBER, .number = number};
	struct text typed = new_or_old(w, column, old ? old->typed : TEXT_NONE);
	column.which = PHONE_LABEL;
	struct text label = new_or_old(w, column, old ? old->label : TEXT_NONE);
	struct phone phone;
	int64_t id;
	if (text_is_empty(typed))
		return old ? import_remove_phone(w->ctx->writer, p->row.id, old->at, old->id) : DONE;
	TRY(read_phone(w, number, typed, &phone));
	if (old)
		return import_set_phone(w->ctx->writer,
					&(struct import_set_phone_in){typed, phone.e164, phone.extension, label,
								      p->row.id, old->at, old->id});
	TRY(next_id(w, TEXT("phone"), &id));
	if (w->sources)
		customer_sources_add_phone(w->sources, &(struct search_phones){typed, phone.e164, phone.extension});
	return import_add_phone(w->ctx->writer, &(struct import_add_phone_in){p->row.id,
									      context_now(w->ctx),
									      {id},
									      typed,
									      phone.e164,
									      phone.extension,
									      label,
									      p->phone_count == 0 && number == 1});
}

/* ---- addresses ---- */

/* Where the file does not say what an address is for, the first one is for all. */
static bool flag_of(const struct import_work *w, size_t number, enum transfer_address_cell cell, bool old)
{
	const struct transfer_column column = {.part = TRANSFER_ADDRESS, .which = cell, .number = number};
	bool first = !import_work_has_theirs(w, column) && w->person.address_count == 0 && number == 1;
	return first || text_equal(new_or_old(w, column, old ? TEXT("yes") : TEXT_NONE), TEXT("yes"));
}

static enum outcome add_address(struct import_work *w, size_t number, const struct transfer_addresses *old,
				const struct text cells[ADDRESS_CELLS])
{
	int64_t id = old ? old->id.value : 0, changed;
	bool shipping = flag_of(w, number, ADDRESS_CELL_SHIPPING, old && old->is_shipping);
	bool billing = flag_of(w, number, ADDRESS_CELL_BILLING, old && old->is_billing);
	if (!old)
		TRY(next_id(w, TEXT("address"), &id));
	if ((shipping || billing) && (w->person.address_count || number > 1))
		TRY(import_clear_defaults(w->ctx->writer, shipping, billing, w->person.row.id, (struct address_id){id},
					  &changed));
	if (w->sources)
		customer_sources_add_address(w->sources, &(struct search_addresses){
								 .postcode = cells[ADDRESS_CELL_POSTCODE],
								 .city = cells[ADDRESS_CELL_CITY],
								 .state = cells[ADDRESS_CELL_STATE],
								 .country = cells[ADDRESS_CELL_COUNTRY],
								 .company = cells[ADDRESS_CELL_COMPANY],
							 });
	return import_add_address(w->ctx->writer, &(struct import_add_address_in){
							  .customer_id = w->person.row.id,
							  .at = old ? old->at : context_now(w->ctx),
							  .id = {id},
							  .label = cells[ADDRESS_CELL_LABEL],
							  .company = cells[ADDRESS_CELL_COMPANY],
							  .name = cells[ADDRESS_CELL_NAME],
							  .line1 = cells[ADDRESS_CELL_LINE1],
							  .line2 = cells[ADDRESS_CELL_LINE2],
							  .line3 = cells[ADDRESS_CELL_LINE3],
							  .line4 = cells[ADDRESS_CELL_LINE4],
							  .postcode = cells[ADDRESS_CELL_POSTCODE],
							  .city = cells[ADDRESS_CELL_CITY],
							  .state = cells[ADDRESS_CELL_STATE],
							  .country = cells[ADDRESS_CELL_COUNTRY],
							  .phone = cells[ADDRESS_CELL_PHONE],
							  .tax_id = cells[ADDRESS_CELL_TAX_ID],
							  .is_shipping = shipping,
							  .is_billing = billing,
						  });
}

static enum outcome write_address(struct import_work *w, size_t number)
{
	const struct transfer_person *p = &w->person;
	const struct transfer_addresses *old = number <= p->address_count ? &p->addresses[number - 1] : NULL;
	struct text cells[ADDRESS_CELLS];
	bool any = false;
	int64_t removed;
	for (int i = 0; i < ADDRESS_CELLS; i++) {
		struct transfer_column column = {.part = TRANSFER_ADDRESS, .which = i, .number = number};
		cells[i] = new_or_old(w, column,
				      old ? transfer_address_text(old, (enum transfer_address_cell)i) : TEXT_NONE);
		any = any || (i < ADDRESS_CELL_SHIPPING && !text_is_empty(cells[i]));
	}
	if (old)
		TRY(import_remove_address(w->ctx->writer, p->row.id, old->at, old->id, &removed));
	return any ? add_address(w, number, old, cells) : DONE;
}

/* ---- tax ids ---- */

static enum outcome write_tax_id(struct import_work *w, size_t number)
{
	const struct transfer_person *p = &w->person;
	const struct transfer_tax_ids *old = number <= p->tax_id_count ? &p->tax_ids[number - 1] : NULL;
	const struct text before[TAX_CELLS] = {old ? old->kind : TEXT("vat"), old ? old->country : TEXT_NONE,
					       old ? old->value : TEXT_NONE};
	struct text cells[TAX_CELLS];
	int64_t id = old ? old->id.value : 0, removed;
	for (int i = 0; i < TAX_CELLS; i++)
		cells[i] = new_or_old(
			w, (struct transfer_column){.part = TRANSFER_TAX_ID, .which = i, .number = number}, before[i]);
	if (old)
		TRY(import_remove_tax_id(w->ctx->writer, p->row.id, old->at, old->id, &removed));
	if (text_is_empty(cells[TAX_VALUE]))
		return DONE;
	if (!old)
		TRY(next_id(w, TEXT("tax_id"), &id));
	return import_add_tax_id(w->ctx->writer, &(struct import_add_tax_id_in){
							 p->row.id,
							 old ? old->at : context_now(w->ctx),
							 {id},
							 text_is_empty(cells[TAX_KIND]) ? TEXT("vat") : cells[TAX_KIND],
							 cells[TAX_COUNTRY],
							 cells[TAX_VALUE]});
}

/* An earlier difference has written the same phone, address or tax id. */
static bool is_written(const struct import_work *w, size_t place)
{
	const struct transfer_column *column = w->differences[place].column;
	for (size_t i = 0; i < place; i++)
		if (w->differences[i].column->part == column->part &&
		    w->differences[i].column->number == column->number)
			return true;
	return false;
}

static enum outcome apply_one(struct import_work *w, size_t place)
{
	const struct import_work_difference *d = &w->differences[place];
	if (d->column->part == TRANSFER_EMAIL)
		return write_email(w, d);
	if (is_written(w, place))
		return DONE;
	if (d->column->part == TRANSFER_PHONE)
		return write_phone(w, d->column->number);
	if (d->column->part == TRANSFER_ADDRESS)
		return write_address(w, d->column->number);
	return d->column->part == TRANSFER_TAX_ID ? write_tax_id(w, d->column->number) : DONE;
}

static size_t most_number(const struct import_work *w)
{
	size_t most = 0;
	for (size_t i = 0; i < w->difference_count; i++)
		if (w->differences[i].column->number > most)
			most = w->differences[i].column->number;
	return most;
}

/* In the order of their numbers, whatever that of the file's columns is: what is added stands behind what was. */
enum outcome import_work_apply_contacts(struct import_work *w)
{
	size_t most = most_number(w);
	for (size_t number = 1; number <= most; number++)
		for (size_t i = 0; i < w->difference_count; i++)
			if (w->differences[i].column->number == number)
				TRY(apply_one(w, i));
	for (size_t i = 0; i < w->difference_count; i++)
		if (w->differences[i].column->part == TRANSFER_EMAIL_VERIFICATION)
			TRY(write_verification(w, &w->differences[i]));
	return DONE;
}
