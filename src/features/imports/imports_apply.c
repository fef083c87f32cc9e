/* Writing what differs: the customer's own fields by the rules of customers, who may sign in, and the one event. */
#include "features/imports/imports_work.h"

#include "features/imports/imports_claims.h"
#include "features/imports/imports_names.h"
#include "format/email_address.h"
#include "format/phone.h"
#include "service/events.h"

static struct text id_text(struct import_work *w, enum transfer_named kind, struct text name, enum outcome *ret_outcome)
{
	int64_t id;
	if (text_is_empty(name))
		return TEXT_NONE;
	*ret_outcome = import_name_need(w->ctx, w->rules->reading.names, kind, name, &id);
	return *ret_outcome == DONE ? text_of_number(w->ctx->arena, id) : TEXT_NONE;
}

/* Names become ids, which is how the customer's fields speak of them. */
static struct text field_text(struct import_work *w, enum customer_field field, struct text value,
			      enum outcome *ret_outcome)
{
	*ret_outcome = DONE;
	if (field == CUSTOMER_FIELD_TYPE)
		return id_text(w, NAMED_TYPE, value, ret_outcome);
	if (field == CUSTOMER_FIELD_GROUP)
		return id_text(w, NAMED_GROUP, value, ret_outcome);
	if (field == CUSTOMER_FIELD_CHANNEL)
		return id_text(w, NAMED_CHANNEL, value, ret_outcome);
	if (field == CUSTOMER_FIELD_REPRESENTATIVE)
		return id_text(w, NAMED_STAFF, value, ret_outcome);
	return value;
}

static enum outcome collect_fields(struct import_work *w, struct customer_change changes[CUSTOMER_FIELD_COUNT],
				   size_t *ret_count)
{
	*ret_count = 0;
	for (size_t i = 0; i < w->difference_count; i++) {
		const struct import_work_difference *d = &w->differences[i];
		enum customer_field field = (enum customer_field)d->column->which;
		enum outcome outcome;
		if (d->column->part != TRANSFER_FIELD)
			continue;
		struct text value = field_text(w, field, d->new, &outcome);
		TRY(outcome);
		changes[(*ret_count)++] = (struct customer_change){field, value, TEXT_NONE};
	}
	return DONE;
}

static bool differs_beyond_fields(const struct import_work *w)
{
	for (size_t i = 0; i < w->difference_count; i++)
		if (w->differences[i].column->part != TRANSFER_FIELD)
			return true;
	return false;
}

static void set_axis(struct customer_row *row, enum transfer_axis axis, struct text value)
{
	bool yes = text_equal(value, TEXT("yes"));
	switch (axis) {
	case AXIS_ACTIVATION:
		if (!activation_parse(value, &row->activation))
			row->activation = ACTIVATION_ACTIVATED;
		break;
	case AXIS_APPROVAL:
		if (!approval_parse(value, &row->approval))
			row->approval = APPROVAL_APPROVED;
		break;
	case AXIS_ACTIVE: row->active = yes; break;
	case AXIS_BLOCKED: row->blocked = yes; break;
	case AXIS_SUSPENDED: row->suspended = text_is_empty(value) ? TEXT_NONE : value; break;
	case AXIS_SUSPENDED_UNTIL:
		if (text_is_empty(value) || !instant_parse(value, &row->suspended_until))
			row->suspended_until = INSTANT_NONE;
		break;
	case AXIS_GUEST:
	case AXIS_COUNT: break;
	}
}

static enum outcome note_axis(struct import_work *w, enum transfer_axis axis)
{
	static const enum access_axis axes[AXIS_COUNT] = {
		[AXIS_GUEST] = ACCESS_AXIS_GUEST,
		[AXIS_ACTIVATION] = ACCESS_AXIS_ACTIVATION,
		[AXIS_APPROVAL] = ACCESS_AXIS_APPROVAL,
		[AXIS_ACTIVE] = ACCESS_AXIS_ACTIVE,
		[AXIS_BLOCKED] = ACCESS_AXIS_BLOCK,
		[AXIS_SUSPENDED] = ACCESS_AXIS_SUSPENSION,
		[AXIS_SUSPENDED_UNTIL] = ACCESS_AXIS_SUSPENSION,
	};
	return import_note_axis(w->ctx->writer, &(struct import_note_axis_in){
							.customer_id = w->person.row.id,
							.axis = axes[axis],
							.at = context_now(w->ctx),
							.actor_kind = w->ctx->actor.kind,
							.actor_id = w->ctx->actor.id,
						});
}

static enum outcome apply_access(struct import_work *w)
{
	struct customer_row *row = &w->person.row;
	bool any = false;
	for (size_t i = 0; i < w->difference_count; i++) {
		const struct import_work_difference *d = &w->differences[i];
		if (d->column->part != TRANSFER_ACCESS || d->column->which == AXIS_GUEST)
			continue;
		set_axis(row, (enum transfer_axis)d->column->which, d->new);
		TRY(note_axis(w, (enum transfer_axis)d->column->which));
		any = true;
	}
	if (!any)
		return DONE;
	return import_set_access(w->ctx->writer, &(struct import_set_access_in){
							 .activation = row->activation,
							 .approval = row->approval,
							 .active = row->active,
							 .blocked = row->blocked,
							 .suspended = row->suspended,
							 .suspended_until = row->suspended_until,
							 .modified = context_now(w->ctx),
							 .id = row->id,
						 });
}

/* The country that the number was read with which changes; none: it says so itself, or was not read. */
static struct text old_home(const struct import_work *w, const struct import_work_difference *d)
{
	const struct transfer_column *column = d->column;
	struct phone alone, known;
	if (column->part != TRANSFER_PHONE || column->which != PHONE_NUMBER || column->number > w->person.phone_count)
		return TEXT_NONE;
	const struct transfer_phones *old = &w->person.phones[column->number - 1];
	if (text_is_empty(old->e164) || !phone_parse(w->ctx->arena, old->e164, TEXT_NONE, &known) ||
	    (phone_parse(w->ctx->arena, old->typed, TEXT_NONE, &alone) && text_equal(alone.e164, old->e164)))
		return TEXT_NONE;
	return known.country;
}

/* What the row changed beyond the fields, by name of column: it can be taken back (imports_undo.c). */
static enum outcome record(struct import_work *w, const char *name)
{
	struct arena *arena = w->ctx->arena;
	struct event_change *changes = arena_take_array(arena, 2 * w->difference_count, sizeof *changes);
	size_t count = 0;
	for (size_t i = 0; i < w->difference_count; i++) {
		const struct import_work_difference *d = &w->differences[i];
		struct text home = old_home(w, d);
		if (d->column->part != TRANSFER_FIELD)
			changes[count++] = (struct event_change){
				text_copy(arena, transfer_column_name(arena, d->column)).at, d->old, d->new};
		if (!text_is_none(home))
			changes[count++] = (struct event_change){
				text_format(arena, TRANSFER_PHONE_HOME "%zu", d->column->number).at, home, TEXT_NONE};
	}
	return events_record(w->ctx, &(struct event){
					     .customer = w->person.row.id,
					     .name = name,
					     .object_kind = "customer",
					     .object_id = w->person.row.id.value,
					     .changes = changes,
					     .change_count = count,
				     });
}

/* What customers_add() and customers_change() do not know of. */
static enum outcome apply_beyond_fields(struct import_work *w)
{
	TRY(import_work_apply_contacts(w));
	TRY(import_work_apply_labels(w));
	return apply_access(w);
}

/* Fields alone have written their event. */
static enum outcome change_rest(struct import_work *w)
{
	if (!differs_beyond_fields(w))
		return DONE;
	TRY(apply_beyond_fields(w));
	TRY(customers_derive(w->ctx, w->person.row.id));
	return record(w, "customer.imported");
}

enum outcome import_work_apply_taken_back(struct import_work *w)
{
	TRY(apply_beyond_fields(w));
	TRY(customers_derive(w->ctx, w->person.row.id));
	return record(w, "customer.import_undone");
}

/* customers_add() has taken these. */
static void note_claims(struct import_work *w)
{
	struct email_address email;
	if (email_address_parse(w->ctx->arena, w->person.row.email, &email))
		(void)import_work_gives(w, "email:", email.folded);
	(void)import_work_gives(w, "channel:", text_of_number(w->ctx->arena, w->person.row.channel_id.value));
}

/* Their row has been written. */
static enum outcome write_belongings(struct context *ctx, struct customer_row *row, struct customer_sources *sources,
				     void *state)
{
	struct import_work *w = state;
	(void)ctx;
	w->person.row = *row;
	w->sources = sources;
	note_claims(w);
	enum outcome outcome = apply_beyond_fields(w);
	w->sources = NULL;
	*row = w->person.row;
	return outcome;
}

static enum outcome add_customer(struct import_work *w, const struct customer_change *changes, size_t count)
{
	struct text guest = import_work_value(w, import_guest_column);
	struct customer_id customer;
	const struct customer_adding ask = {
		.changes = changes,
		.count = count,
		.guest = text_equal(guest, TEXT("yes")),
		.imported = true,
		.claims_are_free = true, /* imports_row.c has looked */
		.with = write_belongings,
		.state = w,
	};
	TRY(import_claims_make_way(w));
	return customers_add(w->ctx, &ask, &customer);
}

/* Another primary address has to be verified anew (customers_claims.c), and one that goes takes that along. It is told
 * before the change, so that taking back, which goes from the last event to the first, gives the old address what it
 * had. */
static enum outcome note_verification(struct import_work *w)
{
	const struct transfer_emails *old = transfer_email_at(&w->person, 1);
	struct email_address new;
	if (!old || old->verification == VERIFICATION_NONE)
		return DONE;
	for (size_t i = 0; i < w->difference_count; i++) {
		const struct import_work_difference *d = &w->differences[i];
		const struct event_change changes[] = {
			{"verification", verification_key(old->verification), verification_key(VERIFICATION_NONE)},
			{"address", old->address, TEXT_NONE}};
		bool goes = !email_address_parse(w->ctx->arena, d->new, &new);
		if (transfer_column_equal(d->column, &import_email_column) &&
		    (goes || !text_equal(new.folded, old->folded)))
			return events_record(w->ctx, &(struct event){
							     .customer = w->person.row.id,
							     .name = "email.verification_changed",
							     .object_kind = "email",
							     .object_id = old->id.value,
							     .changes = changes,
							     .change_count = goes ? 2 : 1,
						     });
	}
	return DONE;
}

static enum outcome change_customer(struct import_work *w, const struct customer_change *changes, size_t count)
{
	if (w->comes_back)
		TRY(customers_restore(w->ctx, w->person.row.id));
	TRY(note_verification(w));
	if (count)
		TRY(customers_change(w->ctx, w->person.row.id, changes, count));
	return change_rest(w);
}

/* A file that says no more than who wants news is believed; one that says that they have not confirmed it, too. */
static bool is_unconfirmed(const struct import_work *w)
{
	struct text consent = import_work_value(w, (struct transfer_column){.part = TRANSFER_CONSENT});
	return !text_is_empty(consent) && !text_equal(consent, consent_state_key(CONSENT_STATE_CONFIRMED));
}

enum outcome import_work_apply(struct import_work *w)
{
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	size_t count;
	TRY(collect_fields(w, changes, &count));
	w->ctx->unconfirmed = is_unconfirmed(w);
	enum outcome outcome = w->is_new ? add_customer(w, changes, count) : change_customer(w, changes, count);
	w->ctx->unconfirmed = false;
	return outcome;
}
