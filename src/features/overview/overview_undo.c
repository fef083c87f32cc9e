/* Taking back, event by event. */
#include "features/overview/overview_undo.h"

#include "events.sql.h"
#include "features/access/access.h"
#include "features/attributes/attributes.h"
#include "features/consents/consents.h"
#include "features/contacts/contacts.h"
#include "features/files/files.h"
#include "features/imports/imports.h"
#include "features/labels/labels.h"

#define UNDO_FOR_US (31 * DAY_US)
_Static_assert(UNDO_FOR_US < FILES_ASIDE_US, "a picture is kept for as long as undo may ask for it");

struct undoing {
	struct customer_id customer;
	struct text request;
	bool *ret_stays;
	/* the event at hand */
	int64_t object;
	const struct event_value_list *values;
	size_t value_count;
};

typedef enum outcome undo_event(struct context *ctx, const struct undoing *undoing);

static struct text or_empty(struct text t)
{
	return text_is_none(t) ? TEXT("") : t;
}

/* Alone in its event. */
static enum outcome change_external_id(struct context *ctx, const struct undoing *undoing,
				       const struct event_value_list *value)
{
	struct text system, id = text_is_none(value->new) ? value->old : value->new;
	if (!text_next(&id, ':', &system))
		return FAULT;
	return text_is_none(value->new) ? customers_add_external_id(ctx, undoing->customer, system, id)
					: customers_remove_external_id(ctx, undoing->customer, system, id);
}

static enum outcome change_fields(struct context *ctx, const struct undoing *undoing)
{
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	size_t count = 0;
	for (size_t i = 0; i < undoing->value_count && count < CUSTOMER_FIELD_COUNT; i++) {
		const struct event_value_list *value = &undoing->values[i];
		enum customer_field field;
		if (text_equal(value->field, TEXT("external_id")))
			return change_external_id(ctx, undoing, value);
		if (customer_field_parse(value->field, &field))
			changes[count++] = (struct customer_change){field, value->old, or_empty(value->new)};
	}
	return customers_change(ctx, undoing->customer, changes, count);
}

static enum outcome change_access(struct context *ctx, const struct undoing *undoing)
{
	struct access_old *olds = arena_take_array(ctx->arena, undoing->value_count, sizeof *olds);
	for (size_t i = 0; i < undoing->value_count; i++)
		olds[i] = (struct access_old){undoing->values[i].field, undoing->values[i].old, undoing->values[i].new};
	return access_take_back(ctx, undoing->customer, olds, undoing->value_count);
}

static enum outcome restore(struct context *ctx, const struct undoing *undoing)
{
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_TRASH));
	return customers_restore(ctx, undoing->customer);
}

static enum outcome untag(struct context *ctx, const struct undoing *undoing)
{
	return labels_untag(ctx, undoing->customer, (struct tag_id){undoing->object});
}

static enum outcome tag(struct context *ctx, const struct undoing *undoing)
{
	struct tag_id made;
	return undoing->value_count ? labels_tag(ctx, undoing->customer, undoing->values[0].old, &made) : DONE;
}

static enum outcome leave_group(struct context *ctx, const struct undoing *undoing)
{
	return labels_remove_group(ctx, undoing->customer, (struct group_id){undoing->object});
}

static enum outcome join_group(struct context *ctx, const struct undoing *undoing)
{
	return labels_add_group(ctx, undoing->customer, (struct group_id){undoing->object});
}

static enum outcome forget_channel(struct context *ctx, const struct undoing *undoing)
{
	return labels_remove_channel(ctx, undoing->customer, (struct channel_id){undoing->object});
}

static enum outcome see_channel(struct context *ctx, const struct undoing *undoing)
{
	return labels_add_channel(ctx, undoing->customer, (struct channel_id){undoing->object});
}

static enum outcome change_attribute(struct context *ctx, const struct undoing *undoing)
{
	if (!undoing->value_count)
		return DONE;
	return attributes_set(ctx, undoing->customer, (struct attribute_id){undoing->object},
			      or_empty(undoing->values[0].old), or_empty(undoing->values[0].new));
}

static struct text old_of(const struct undoing *undoing, const char *field)
{
	for (size_t i = 0; i < undoing->value_count; i++)
		if (text_equal(undoing->values[i].field, text_of(field)))
			return undoing->values[i].old;
	return TEXT_NONE;
}

/* An address that had gone has come back as another row. */
static enum outcome verify(struct context *ctx, const struct undoing *undoing)
{
	struct text gone = old_of(undoing, "address");
	struct email_id email = {undoing->object};
	struct email_list *rows;
	enum verification old;
	size_t count;
	if (!verification_parse(old_of(undoing, "verification"), &old))
		return DONE;
	TRY(email_list(ctx->reader, undoing->customer, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (!text_is_none(gone) && text_equal(rows[i].address, gone))
			email = rows[i].id;
	return contacts_set_verification(ctx, undoing->customer, email, old);
}

static enum outcome trash(struct context *ctx, const struct undoing *undoing)
{
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_TRASH));
	return customers_trash(ctx, undoing->customer, undoing->value_count ? undoing->values[0].old : TEXT_NONE);
}

static struct import_change *imported_changes(struct context *ctx, const struct undoing *undoing)
{
	struct import_change *changes = arena_take_array(ctx->arena, undoing->value_count, sizeof *changes);
	for (size_t i = 0; i < undoing->value_count; i++)
		changes[i] = (struct import_change){undoing->values[i].field, undoing->values[i].old,
						    undoing->values[i].new};
	return changes;
}

static enum outcome change_imported(struct context *ctx, const struct undoing *undoing)
{
	return imports_take_back(ctx, undoing->customer, imported_changes(ctx, undoing), undoing->value_count,
				 undoing->request);
}

static const struct {
	const char *event;
	undo_event *undo;
} undos[] = {
	{"customer.updated", change_fields},
	{"billing.changed", change_fields},
	{"customer.trashed", restore},
	{"customer.restored", trash},
	{"customer.imported", change_imported},
	{"customer.approved", change_access},
	{"customer.disapproved", change_access},
	{"customer.approval_reset", change_access},
	{"customer.activated", change_access},
	{"customer.activation_withdrawn", change_access},
	{"customer.switched_on", change_access},
	{"customer.switched_off", change_access},
	{"customer.blocked", change_access},
	{"customer.unblocked", change_access},
	{"customer.suspended", change_access},
	{"customer.suspension_lifted", change_access},
	{"customer.made_guest", change_access},
	{"customer.made_account", change_access},
	{"tag.added", untag},
	{"tag.removed", tag},
	{"group.joined", leave_group},
	{"group.left", join_group},
	{"channel.seen", forget_channel},
	{"channel.forgotten", see_channel},
	{"attribute.changed", change_attribute},
	{"email.verification_changed", verify},
};

static undo_event *undo_of(struct text event)
{
	for (size_t i = 0; i < sizeof undos / sizeof *undos; i++)
		if (text_equal(event, text_of(undos[i].event)))
			return undos[i].undo;
	return NULL;
}

bool overview_undo_fits(struct text event)
{
	return undo_of(event) != NULL;
}

/* Old values are shown to those alone who may read them, or who wrote the new ones. */
static bool may_know(const struct context *ctx, const struct event_of_request *event)
{
	return context_may(ctx, PERMISSION_EVENTS_READ) ||
	       (event->actor_kind == ctx->actor.kind && event->actor_id == ctx->actor.id);
}

static enum outcome read_values(struct context *ctx, struct undoing *undoing, const struct event_of_request *event)
{
	struct event_value_list *values;
	TRY(event_value_list(ctx->reader, event->id, undoing->customer, &values, &undoing->value_count));
	undoing->values = values;
	undoing->object = event->object_id;
	return DONE;
}

static enum outcome undo_one(struct context *ctx, struct undoing *undoing, const struct event_of_request *event)
{
	undo_event *undo = undo_of(event->name);
	if (!may_know(ctx, event))
		return NOT_FOUND;
	if (!undo)
		return context_conflict(ctx, TEXT_NONE, "for_good", N_("This cannot be undone."), TEXT_NONE);
	TRY(read_values(ctx, undoing, event));
	return undo(ctx, undoing);
}

/* Consents are proofs: that somebody gave one stays in its history, and the field that it followed from is taken back.
 * What they are now is what it was before. */
static bool is_proof(const struct event_of_request *event)
{
	return text_starts(event->name, TEXT("consent."));
}

static bool is_undone(const struct event_of_request *events, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!is_proof(&events[i]))
			return true;
	return false;
}

/* The event with which the request added the customer, by an import: they go as a whole, with what else it did to them.
 * None: it did not. */
static enum outcome find_adding(struct context *ctx, struct undoing *undoing, const struct event_of_request *events,
				size_t count, const struct event_of_request **ret_adding)
{
	const struct event_of_request *first = count ? &events[count - 1] : NULL;
	*ret_adding = NULL;
	if (!first || !text_equal(first->name, TEXT("customer.imported")))
		return DONE;
	TRY(read_values(ctx, undoing, first));
	if (imports_is_adding(imported_changes(ctx, undoing), undoing->value_count))
		*ret_adding = first;
	return DONE;
}

static enum outcome undo_all(struct context *ctx, void *state)
{
	struct undoing *undoing = state;
	struct instant since = {context_now(ctx).us - UNDO_FOR_US};
	struct customer_row row;
	struct event_of_request *events;
	const struct event_of_request *adding;
	size_t count;
	*undoing->ret_stays = false;
	TRY(customers_lock(ctx, undoing->customer, &row));
	TRY(event_of_request(ctx->reader, undoing->customer, undoing->request, since, &events, &count));
	TRY(find_adding(ctx, undoing, events, count, &adding));
	if (adding)
		return undo_one(ctx, undoing, adding);
	TRY(consents_put_back(ctx, undoing->customer, undoing->request));
	for (size_t i = 0; i < count; i++) {
		bool passed = is_proof(&events[i]) && is_undone(events, count);
		*undoing->ret_stays = *undoing->ret_stays || passed;
		if (!passed)
			TRY(undo_one(ctx, undoing, &events[i]));
	}
	if (*undoing->ret_stays)
		TRY(consents_take_back(ctx, undoing->customer, undoing->request));
	return count ? DONE : NOT_FOUND;
}

enum outcome overview_undo_request(struct context *ctx, struct customer_id customer, struct text request,
				   bool *ret_stays)
{
	return context_transact(ctx, undo_all,
				&(struct undoing){.customer = customer, .request = request, .ret_stays = ret_stays});
}
