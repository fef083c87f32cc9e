/* Reading, adding and changing customers. Trash and deleting: customers_trash.c, customers_erase.c. Claims:
 * customers_claims.c. */
#include "features/customers/customers.h"

#include "features/customers/customers_derive.h"
#include "features/customers/customers_fields.h"
#include "format/email_address.h"
#include "service/events.h"
#include "service/settings.h"

#include <string.h>

_Static_assert(sizeof(struct customer_row) == sizeof(struct customer_row_any), "two statements, one row");

struct customer_row customers_row_of(const struct customer_row_any *any)
{
	struct customer_row row;
	memcpy(&row, any, sizeof row);
	return row;
}

/* A page asks for the same row once for itself and once for each of its blocks. */
enum outcome customers_get(struct context *ctx, struct customer_id customer, struct customer_row *ret_row)
{
	static const char memo;
	bool found;
	const struct customer_row *known = context_recall(ctx, &memo, customer.value);
	if (known) {
		*ret_row = *known;
		return DONE;
	}
	TRY(context_read(ctx));
	TRY(customer_row(ctx->reader, customer, &found, ret_row));
	if (!found)
		return NOT_FOUND;
	context_remember(ctx, &memo, customer.value,
			 memcpy(arena_take(ctx->arena, sizeof *ret_row), ret_row, sizeof *ret_row));
	return DONE;
}

enum outcome customers_check_id(struct context *ctx, struct text kind, int64_t id)
{
	(void)kind;
	struct customer_row row;
	return customers_get(ctx, (struct customer_id){id}, &row);
}

/* What is named by id exists; what is not in use any more stays with those who have it, but nobody gets it. */
static enum outcome check_ref(struct context *ctx, const char *field, bool active, bool kept, const char *unknown)
{
	if (unknown)
		return context_invalid(ctx, text_of(field), "unknown", unknown, TEXT_NONE);
	if (!active && !kept)
		return context_invalid(ctx, text_of(field), "inactive",
				       N_("This is not in use any more. Choose another one."), TEXT_NONE);
	return DONE;
}

/* `before` NULL: somebody new. */
static enum outcome check_refs(struct context *ctx, const struct customer_row *row, const struct customer_row *before)
{
	static const struct customer_row nobody;
	const struct customer_row *old = before ? before : &nobody;
	struct customer_type_requires type = {.active = false};
	struct customer_group_exists group = {.active = false};
	struct customer_channel_exists channel = {.active = false};
	struct customer_staff_exists staff = {.active = false};
	bool found;
	TRY(customer_type_requires(ctx->reader, row->type_id, &found, &type));
	TRY(check_ref(ctx, "type", type.active, row->type_id.value == old->type_id.value,
		      found ? NULL : N_("There is no such type.")));
	TRY(customer_group_exists(ctx->reader, row->group_id, &found, &group));
	TRY(check_ref(ctx, "group", group.active, row->group_id.value == old->group_id.value,
		      found ? NULL : N_("There is no such group.")));
	TRY(customer_channel_exists(ctx->reader, row->channel_id, &found, &channel));
	TRY(check_ref(ctx, "channel", channel.active, row->channel_id.value == old->channel_id.value,
		      found ? NULL : N_("There is no such sales channel.")));
	if (!row->representative_id.value)
		return DONE;
	TRY(customer_staff_exists(ctx->reader, row->representative_id, &found, &staff));
	return check_ref(ctx, "representative", staff.active,
			 row->representative_id.value == old->representative_id.value,
			 found ? NULL : N_("Nobody of that id works here."));
}

/* The row that a new customer has before anything is set. */
static enum outcome begin_row(struct context *ctx, struct customer_row *row)
{
	struct customer_defaults defaults;
	const struct zone *zone;
	bool found;
	TRY(customer_defaults(ctx->reader, &found, &defaults));
	TRY(settings_zone(ctx, &zone));
	*row = (struct customer_row){
		.birth_date = DATE_NONE,
		.suspended_until = INSTANT_NONE,
		.trashed_at = INSTANT_NONE,
		.discount = -1,
		.active = true,
		.activation = ACTIVATION_ACTIVATED,
		.approval = APPROVAL_APPROVED,
		.created = context_now(ctx),
		.since = zone_local(zone, context_now(ctx)).date,
		.type_id = defaults.type_id,
		.group_id = defaults.group_id,
		.channel_id = defaults.channel_id,
	};
	return DONE;
}

static enum outcome set_all(struct context *ctx, struct customer_row *row, const struct customer_change *changes,
			    size_t count)
{
	enum outcome outcome = DONE;
	for (size_t i = 0; i < count; i++) {
		enum outcome one = customers_field_set(ctx, row, changes[i].field, changes[i].value);
		if (one == FAULT)
			return FAULT;
		outcome = one == DONE ? outcome : one;
	}
	return outcome;
}

static enum outcome insert_row(struct context *ctx, const struct customer_row *row)
{
	return customer_insert(ctx->writer, &(struct customer_insert_in){
						    .id = row->id,
						    .status = derive_status(row, row->created),
						    .login = row->login,
						    .email = row->email,
						    .salutation = row->salutation,
						    .title = row->title,
						    .first_name = row->first_name,
						    .last_name = row->last_name,
						    .name_order = row->name_order,
						    .display_name = row->display_name,
						    .sort_name = customers_sort_name(ctx->arena, row),
						    .sort_company = derive_sort_key(ctx->arena, row->company),
						    .sort_login = derive_sort_key(ctx->arena, row->login),
						    .sort_email = derive_sort_key(ctx->arena, row->email),
						    .company = row->company,
						    .birth_date = row->birth_date,
						    .language = row->language,
						    .zone = row->zone,
						    .country = row->country,
						    .currency = row->currency,
						    .type_id = row->type_id,
						    .group_id = row->group_id,
						    .channel_id = row->channel_id,
						    .representative_id = row->representative_id,
						    .vip = row->vip,
						    .newsletter = row->newsletter,
						    .discount = row->discount,
						    .discount_amount = row->discount_amount,
						    .discount_currency = row->discount_currency,
						    .billing_email = row->billing_email,
						    .guest = row->guest,
						    .activation = row->activation,
						    .approval = row->approval,
						    .since = row->since,
						    .created = row->created,
					    });
}

struct adding {
	const struct customer_adding *ask;
	struct customer_id *ret_customer;
};

struct claiming {
	enum claim_kind kind;
	struct text value;
	struct customer_id customer;
	struct text field;
};

static enum outcome take_claim(struct context *ctx, const struct customer_adding *ask, const struct claiming *claim)
{
	if (ask->claims_are_free)
		return claim_insert(ctx->writer, claim->kind, claim->value, claim->customer);
	return customers_take_claim(ctx, claim->kind, claim->value, claim->customer, claim->field);
}

/* The first address, with its claim. The login follows the address until it is set apart. */
static enum outcome add_email(struct context *ctx, const struct customer_adding *ask, struct customer_row *row,
			      struct customer_sources *sources)
{
	struct email_address email;
	int64_t id;
	if (text_is_empty(row->email) || !email_address_parse(ctx->arena, row->email, &email))
		return DONE;
	TRY(store_next_id(ctx->store, TEXT("email"), &id));
	TRY(primary_email_add(ctx->writer, &(struct primary_email_add_in){
						   .customer_id = row->id,
						   .at = row->created,
						   .id = {id},
						   .address = email.shown,
						   .folded = email.folded,
						   .verification = VERIFICATION_NONE,
					   }));
	customer_sources_add_email(sources, email.folded);
	return take_claim(
		ctx, ask,
		&(struct claiming){customers_address_claim(row->guest), email.folded, row->id, TEXT("email")});
}

static enum outcome take_claims(struct context *ctx, const struct customer_adding *ask, const struct customer_row *row,
				struct customer_sources *sources)
{
	if (!row->guest && !text_is_empty(row->login))
		TRY(take_claim(ctx, ask,
			       &(struct claiming){CLAIM_KIND_LOGIN, customers_fold_login(ctx->arena, row->login),
						  row->id, TEXT("login")}));
	if (text_is_empty(ask->external_id))
		return DONE;
	TRY(customers_check_system(ctx, ask->external_system, TEXT("external_system")));
	struct text claim = customers_external_claim(ctx->arena, ask->external_system, ask->external_id);
	TRY(take_claim(ctx, ask, &(struct claiming){CLAIM_KIND_EXTERNAL, claim, row->id, TEXT("external_id")}));
	customer_sources_add_external_id(sources, ask->external_id);
	return external_id_insert(ctx->writer, row->id, ask->external_system, ask->external_id);
}

static enum outcome record_added(struct context *ctx, const struct customer_adding *ask, const struct customer_row *row)
{
	struct event_change changes[CUSTOMER_FIELD_COUNT];
	size_t count = 0;
	for (size_t i = 0; i < ask->count && count < CUSTOMER_FIELD_COUNT; i++) {
		/* What follows from a consent is found by its change, whoever brings it. */
		if (ask->imported && (ask->changes[i].field != CUSTOMER_FIELD_NEWSLETTER || !row->newsletter))
			continue;
		struct text value = customers_field_text(ctx->arena, row, ask->changes[i].field);
		if (!text_is_empty(value))
			changes[count++] = (struct event_change){customer_field_declared(ask->changes[i].field)->word,
								 TEXT_NONE, value};
	}
	return events_record(ctx, &(struct event){
					  .customer = row->id,
					  .name = ask->imported     ? "customer.imported"
						  : ask->themselves ? "customer.registered"
								    : "customer.created",
					  .object_kind = "customer",
					  .object_id = row->id.value,
					  .changes = changes,
					  .change_count = count,
				  });
}

/* Nobody puts a customer where they could not see them: the statement's own predicate decides. */
static enum outcome check_in_scope(struct context *ctx, struct customer_id customer)
{
	struct customer_row row;
	bool found = ctx->session.scope == STORE_SCOPE_ALL;
	if (!found)
		TRY(customer_row(ctx->reader, customer, &found, &row));
	if (found)
		return DONE;
	return context_invalid(ctx, ctx->session.scope == STORE_SCOPE_OWN ? TEXT("representative") : TEXT("channel"),
			       "out_of_scope", N_("You would not see this customer any more. Choose one of yours."),
			       TEXT_NONE);
}

/* All that is wrong is said at once. */
static enum outcome set_given(struct context *ctx, struct customer_row *row, const struct customer_adding *ask)
{
	enum outcome fields = set_all(ctx, row, ask->changes, ask->count);
	if (fields == FAULT || ask->imported)
		return fields;
	enum outcome attributes = customer_attributes.check(ctx, ask->attributes, ask->themselves);
	return attributes == DONE ? fields : attributes;
}

/* What comes with them, and what follows from it. */
static enum outcome add_with(struct context *ctx, const struct customer_adding *ask, struct customer_row *row,
			     struct customer_sources *sources)
{
	enum customer_status status = derive_status(row, row->created);
	if (!ask->with)
		return DONE;
	TRY(ask->with(ctx, row, sources, ask->state));
	enum customer_status now = derive_status(row, row->created);
	return now == status ? DONE : customer_set_status(ctx->writer, now, row->id);
}

/* What shops add is bought already; staff know what they do. */
static enum outcome check_guest(struct context *ctx, const struct customer_adding *ask)
{
	bool registration_first;
	TRY(settings_flag(ctx, SETTING_REGISTRATION_FIRST, &registration_first));
	if (!ask->guest || !registration_first || ctx->actor.kind != ACTOR_KIND_KEY)
		return DONE;
	return context_conflict(ctx, TEXT("guest"), "registration_first",
				N_("Who buys has to register first here, so shops add no guests."), TEXT_NONE);
}

static enum outcome add(struct context *ctx, void *state)
{
	const struct adding *adding = state;
	const struct customer_adding *ask = adding->ask;
	struct customer_sources sources = {.arena = ctx->arena};
	struct customer_row row;
	int64_t id;
	TRY(check_guest(ctx, ask));
	TRY(begin_row(ctx, &row));
	row.guest = ask->guest;
	struct date since = row.since;
	TRY(set_given(ctx, &row, ask));
	if (row.since.days != since.days && !ask->imported)
		TRY(context_need(ctx, PERMISSION_CUSTOMERS_SINCE));
	if (text_is_empty(row.login) && !row.guest)
		row.login = row.email;
	TRY(check_refs(ctx, &row, NULL));
	if (!ask->imported)
		TRY(customers_check_required(ctx, &row));
	TRY(store_next_id(ctx->store, TEXT("customer"), &id));
	row.id = (struct customer_id){id};
	row.display_name = derive_display_name(ctx->arena, &row);
	/* A representative who adds somebody is theirs, else they could not see them. */
	if (ctx->session.scope == STORE_SCOPE_OWN && !row.representative_id.value)
		row.representative_id = (struct staff_id){ctx->session.staff};
	TRY(insert_row(ctx, &row));
	TRY(customer_counters_add(ctx->writer, row.id));
	TRY(customer_channel_insert(ctx->writer, row.id, row.channel_id, row.created));
	TRY(add_email(ctx, ask, &row, &sources));
	TRY(take_claims(ctx, ask, &row, &sources));
	TRY(add_with(ctx, ask, &row, &sources));
	TRY(derive_search(ctx, &row, &sources));
	*adding->ret_customer = row.id;
	TRY(check_in_scope(ctx, row.id));
	TRY(record_added(ctx, ask, &row));
	return text_is_none(ask->attributes) ? DONE : customer_attributes.set(ctx, row.id, ask->attributes);
}

enum outcome customers_add(struct context *ctx, const struct customer_adding *ask, struct customer_id *ret_customer)
{
	return context_transact(ctx, add, &(struct adding){ask, ret_customer});
}

struct changing {
	struct customer_id customer;
	const struct customer_change *changes;
	size_t count;
};

/* What one change does to the row; noted for the event when it makes a difference. */
struct difference {
	struct event_change list[CUSTOMER_FIELD_COUNT];
	size_t count;
	bool billing_only;
};

static enum outcome change_field(struct context *ctx, struct customer_row *row, const struct customer_change *change,
				 struct difference *difference)
{
	const struct customer_field_declared *declared = customer_field_declared(change->field);
	struct text old = customers_field_text(ctx->arena, row, change->field);
	struct customer_row wanted = *row;
	TRY(customers_field_set(ctx, &wanted, change->field, change->value));
	struct text new = customers_field_text(ctx->arena, &wanted, change->field);
	if (text_equal(old, new))
		return DONE;
	/* Somebody else has been here, and wants something else than we do. */
	if (!text_is_none(change->was) && !text_equal(customers_field_normal(ctx, change->field, change->was), old))
		return context_conflict(ctx, text_of(declared->word), "changed_meanwhile",
					N_("Somebody else has changed this to “{0}” meanwhile; you wrote “{1}”."),
					text_is_none(old) ? TEXT("–") : old, text_is_none(new) ? TEXT("–") : new,
					TEXT_NONE);
	if (change->field == CUSTOMER_FIELD_SINCE)
		TRY(context_need(ctx, PERMISSION_CUSTOMERS_SINCE));
	*row = wanted;
	if (difference->count < CUSTOMER_FIELD_COUNT)
		difference->list[difference->count++] = (struct event_change){declared->word, old, new};
	difference->billing_only = difference->billing_only && customers_field_is_billing(change->field);
	return DONE;
}

static enum outcome write_row(struct context *ctx, const struct customer_row *row)
{
	return customer_update(ctx->writer, &(struct customer_update_in){
						    .login = row->login,
						    .email = row->email,
						    .salutation = row->salutation,
						    .title = row->title,
						    .first_name = row->first_name,
						    .last_name = row->last_name,
						    .name_order = row->name_order,
						    .company = row->company,
						    .birth_date = row->birth_date,
						    .language = row->language,
						    .zone = row->zone,
						    .country = row->country,
						    .currency = row->currency,
						    .type_id = row->type_id,
						    .group_id = row->group_id,
						    .channel_id = row->channel_id,
						    .representative_id = row->representative_id,
						    .vip = row->vip,
						    .newsletter = row->newsletter,
						    .discount = row->discount,
						    .discount_amount = row->discount_amount,
						    .discount_currency = row->discount_currency,
						    .billing_email = row->billing_email,
						    .since = row->since,
						    .modified = context_now(ctx),
						    .id = row->id,
					    });
}

enum outcome customers_lock(struct context *ctx, struct customer_id customer, struct customer_row *ret_row)
{
	struct customer_lock lock;
	bool found;
	TRY(customer_lock(ctx->reader, customer, &found, &lock));
	return found ? customers_get(ctx, customer, ret_row) : NOT_FOUND;
}

/* A channel that they were not seen in before is an event of its own, so that it can be taken back with the field. */
static enum outcome see_channel(struct context *ctx, const struct customer_row *row)
{
	struct customer_channel_exists channel;
	int64_t seen;
	bool found;
	TRY(customer_channel_seen(ctx->writer, row->id, row->channel_id, context_now(ctx), &seen));
	if (!seen)
		return DONE;
	TRY(customer_channel_exists(ctx->reader, row->channel_id, &found, &channel));
	const struct event_change change = {"channel", TEXT_NONE, found ? channel.name : TEXT_NONE};
	return events_record(ctx, &(struct event){.customer = row->id,
						  .name = "channel.seen",
						  .object_kind = "channel",
						  .object_id = row->channel_id.value,
						  .changes = &change,
						  .change_count = 1});
}

static enum outcome write_changes(struct context *ctx, const struct customer_row *before, struct customer_row *row,
				  const struct difference *difference)
{
	TRY(check_refs(ctx, row, before));
	TRY(customers_check_required(ctx, row));
	TRY(customers_follow_claims(ctx, before, row));
	TRY(write_row(ctx, row));
	TRY(see_channel(ctx, row));
	TRY(customers_derive(ctx, row->id));
	TRY(check_in_scope(ctx, row->id));
	return events_record(ctx, &(struct event){
					  .customer = row->id,
					  .name = difference->billing_only ? "billing.changed" : "customer.updated",
					  .object_kind = "customer",
					  .object_id = row->id.value,
					  .changes = difference->list,
					  .change_count = difference->count,
				  });
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct changing *changing = state;
	struct customer_row row;
	struct difference difference = {.billing_only = true};
	enum outcome outcome = DONE;
	TRY(customers_lock(ctx, changing->customer, &row));
	const struct customer_row before = row;
	if (row.merged_into.value)
		return context_conflict(ctx, TEXT_NONE, "merged", N_("This customer was merged into another."),
					TEXT_NONE);
	for (size_t i = 0; i < changing->count; i++) {
		enum outcome one = change_field(ctx, &row, &changing->changes[i], &difference);
		if (one == FAULT)
			return FAULT;
		outcome = one == DONE ? outcome : one;
	}
	TRY(outcome);
	return difference.count ? write_changes(ctx, &before, &row, &difference) : DONE;
}

enum outcome customers_change(struct context *ctx, struct customer_id customer, const struct customer_change *changes,
			      size_t count)
{
	return context_transact(ctx, change, &(struct changing){customer, changes, count});
}
