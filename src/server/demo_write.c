/* One person of the demo, written down. */
#include "demo.sql.h"
#include "features/customers/customers.h"
#include "format/country.h"
#include "format/email_address.h"
#include "format/fold.h"
#include "format/phone.h"
#include "server/demo.h"
#include "service/events.h"

struct writing {
	struct demo *demo;
	struct context *ctx;
	const struct demo_person *person;
	uint64_t index;
	struct customer_id customer;
};

/* Moves the clock to so long before the demo's now. */
static void stand_at(const struct writing *w, int64_t us_ago)
{
	w->demo->moment = instant_add(w->demo->now, -us_ago);
}

static void act_as(const struct writing *w, struct staff_id staff)
{
	w->ctx->actor = (struct actor){.kind = staff.value ? ACTOR_KIND_STAFF : ACTOR_KIND_SYSTEM, .id = staff.value};
}

static struct text id_text(const struct writing *w, enum demo_list_kind kind, struct text word)
{
	const struct demo_named *named = demo_named_find(w->demo, kind, word);
	return named ? text_of_number(w->ctx->arena, named->id) : TEXT_NONE;
}

/* Every eighth customer is looked after by the sales representative, who sees no others. */
static struct text representative(const struct writing *w)
{
	return w->index % 8 == 0 ? text_of_number(w->ctx->arena, w->demo->sales.value) : TEXT_NONE;
}

/* Most VIPs have a discount of their own. */
static struct text own_discount(const struct writing *w)
{
	if (!w->person->vip || w->index % 3 == 0)
		return TEXT_NONE;
	return w->index % 3 == 1 ? TEXT("10.00") : TEXT("25.00 MYR");
}

static enum outcome add_customer(struct writing *w)
{
	const struct demo_person *p = w->person;
	const struct customer_change changes[] = {
		{CUSTOMER_FIELD_EMAIL, p->emails_count ? p->emails[0].address : TEXT_NONE, TEXT_NONE},
		{CUSTOMER_FIELD_SALUTATION, salutation_key((enum salutation)p->name.salutation), TEXT_NONE},
		{CUSTOMER_FIELD_TITLE, p->name.title, TEXT_NONE},
		{CUSTOMER_FIELD_FIRST_NAME, p->name.first, TEXT_NONE},
		{CUSTOMER_FIELD_LAST_NAME, p->name.last, TEXT_NONE},
		{CUSTOMER_FIELD_NAME_ORDER, name_order_key((enum name_order)p->name.order), TEXT_NONE},
		{CUSTOMER_FIELD_COMPANY, p->company, TEXT_NONE},
		{CUSTOMER_FIELD_BIRTH_DATE, date_format(w->ctx->arena, p->birth_date), TEXT_NONE},
		{CUSTOMER_FIELD_LANGUAGE, p->language, TEXT_NONE},
		{CUSTOMER_FIELD_ZONE, p->zone, TEXT_NONE},
		{CUSTOMER_FIELD_COUNTRY, p->country, TEXT_NONE},
		{CUSTOMER_FIELD_CURRENCY, p->currency, TEXT_NONE},
		{CUSTOMER_FIELD_TYPE, id_text(w, DEMO_LIST_TYPES, p->type), TEXT_NONE},
		{CUSTOMER_FIELD_GROUP, id_text(w, DEMO_LIST_GROUPS, p->group), TEXT_NONE},
		{CUSTOMER_FIELD_CHANNEL, id_text(w, DEMO_LIST_CHANNELS, p->channel), TEXT_NONE},
		{CUSTOMER_FIELD_REPRESENTATIVE, representative(w), TEXT_NONE},
		{CUSTOMER_FIELD_VIP, p->vip ? TEXT("yes") : TEXT("no"), TEXT_NONE},
		{CUSTOMER_FIELD_DISCOUNT, own_discount(w), TEXT_NONE},
		{CUSTOMER_FIELD_NEWSLETTER, p->newsletter ? TEXT("yes") : TEXT("no"), TEXT_NONE},
	};
	const struct customer_adding ask = {
		.changes = changes, .count = sizeof changes / sizeof *changes, .guest = p->standing == DEMO_GUEST};
	return customers_add(w->ctx, &ask, &w->customer);
}

static enum outcome add_emails(struct writing *w)
{
	const struct demo_person *p = w->person;
	struct instant at = context_now(w->ctx);
	int64_t id, changed;
	if (p->emails_count && p->emails[0].verified)
		TRY(demo_email_verified(w->ctx->writer, at, w->customer, &changed));
	for (size_t i = 1; i < p->emails_count; i++) {
		struct email_address email;
		if (!email_address_parse(w->ctx->arena, p->emails[i].address, &email))
			return FAULT;
		TRY(store_next_id(w->demo->store, TEXT("email"), &id));
		TRY(demo_email(w->ctx->writer, &(struct demo_email_in){
						       .customer_id = w->customer,
						       .at = at,
						       .id = {id},
						       .address = email.shown,
						       .folded = email.folded,
						       .verification = p->emails[i].verified ? VERIFICATION_VERIFIED
											     : VERIFICATION_NONE,
						       .verified_at = p->emails[i].verified ? at : INSTANT_NONE,
					       }));
		TRY(customers_take_claim(w->ctx, customers_address_claim(p->standing == DEMO_GUEST), email.folded,
					 w->customer, TEXT("email")));
	}
	return DONE;
}

static enum outcome add_phones(struct writing *w)
{
	for (size_t i = 0; i < w->person->phones_count; i++) {
		const struct demo_phone *typed = &w->person->phones[i];
		struct phone phone = {0};
		int64_t id;
		if (!phone_parse(w->ctx->arena, typed->typed, typed->home, &phone))
			phone = (struct phone){0};
		TRY(store_next_id(w->demo->store, TEXT("phone"), &id));
		TRY(demo_phone(w->ctx->writer, &(struct demo_phone_in){
						       .customer_id = w->customer,
						       .at = context_now(w->ctx),
						       .id = {id},
						       .typed = typed->typed,
						       .e164 = phone.e164,
						       .extension = phone.extension,
						       .label = typed->label,
						       .is_primary = i == 0,
					       }));
	}
	return DONE;
}

static enum outcome add_addresses(struct writing *w)
{
	for (size_t i = 0; i < w->person->addresses_count; i++) {
		const struct demo_address *kept = &w->person->addresses[i];
		const struct postal_address *a = &kept->address;
		struct text state = text_is_none(a->state) ? TEXT_NONE : subdivision_find(a->country, a->state);
		int64_t id;
		TRY(store_next_id(w->demo->store, TEXT("address"), &id));
		TRY(demo_address(w->ctx->writer, &(struct demo_address_in){
							 .customer_id = w->customer,
							 .at = context_now(w->ctx),
							 .id = {id},
							 .label = kept->label,
							 .company = a->company,
							 .name = a->name,
							 .line1 = a->lines[0],
							 .line2 = a->lines[1],
							 .line3 = a->lines[2],
							 .line4 = a->lines[3],
							 .postcode = a->postcode,
							 .city = a->city,
							 .state = text_is_none(state) ? a->state : state,
							 .country = a->country,
							 .is_shipping = kept->is_shipping,
							 .is_billing = kept->is_billing,
						 }));
	}
	return DONE;
}

static enum outcome add_tags(struct writing *w)
{
	for (size_t i = 0; i < w->person->tags_count; i++) {
		const struct demo_named *tag = demo_named_find(w->demo, DEMO_LIST_TAGS, w->person->tags[i]);
		if (!tag)
			return FAULT;
		TRY(demo_customer_tag(w->ctx->writer, w->customer, (struct tag_id){tag->id}, context_now(w->ctx)));
	}
	return DONE;
}

static enum outcome add_attribute(struct writing *w, const struct demo_named *attribute, struct text value)
{
	struct attribute_id id = {attribute->id};
	int64_t number = 0;
	struct date date;
	if (attribute->kind == ATTRIBUTE_KIND_DATE && date_parse(value, &date))
		return demo_customer_attribute(w->ctx->writer, w->customer, id, value, date.days);
	if (attribute->kind == ATTRIBUTE_KIND_NUMBER && text_to_number(value, &number))
		return demo_customer_attribute(w->ctx->writer, w->customer, id, value, number * 1000);
	if (attribute->kind == ATTRIBUTE_KIND_FLAG) {
		bool yes = text_equal(value, TEXT("1"));
		return demo_customer_attribute(w->ctx->writer, w->customer, id, yes ? TEXT("yes") : TEXT("no"), yes);
	}
	return demo_customer_attribute_plain(w->ctx->writer, w->customer, id, value,
					     fold_lines(w->ctx->arena, &value, 1));
}

static enum outcome add_attributes(struct writing *w)
{
	for (size_t i = 0; i < w->person->attributes_count; i++) {
		const struct demo_attribute *given = &w->person->attributes[i];
		const struct demo_named *attribute = demo_named_find(w->demo, DEMO_LIST_ATTRIBUTES, given->word);
		if (!attribute)
			return FAULT;
		TRY(add_attribute(w, attribute, given->value));
	}
	return DONE;
}

static enum outcome add_notes(struct writing *w)
{
	const struct demo_person *p = w->person;
	struct staff_id author = w->index % 2 ? w->demo->manager : w->demo->support;
	act_as(w, author);
	for (size_t i = 0; i < p->notes_count; i++) {
		const struct demo_note *note = &p->notes[i];
		int64_t id;
		struct instant due = instant_add(w->demo->now, note->follow_up_days * DAY_US);
		stand_at(w, p->registered_us - note->after_us);
		/* Nobody promises something for a day that has passed. */
		bool follow_up = note->follow_up_days && context_now(w->ctx).us < due.us;
		bool done = follow_up && note->done;
		TRY(store_next_id(w->demo->store, TEXT("note"), &id));
		TRY(demo_note(w->ctx->writer, &(struct demo_note_in){
						      .customer_id = w->customer,
						      .at = context_now(w->ctx),
						      .id = {id},
						      .staff_id = author,
						      .body = note->body,
						      .pinned = note->pinned,
						      .follow_up = follow_up ? instant_date(due) : DATE_NONE,
						      .done_at = done ? due : INSTANT_NONE,
						      .done_by = done ? author : (struct staff_id){0},
					      }));
		TRY(events_record(w->ctx, &(struct event){w->customer, "note.added", "note", id, NULL, 0}));
	}
	return DONE;
}

/* What each standing says of the columns, and the axis that was set last. */
static const struct standing {
	const char *event;
	enum access_axis axis;
} standings[DEMO_STANDINGS] = {
	[DEMO_AWAITING] = {"customer.activation_withdrawn", ACCESS_AXIS_ACTIVATION},
	[DEMO_PENDING] = {"customer.approval_reset", ACCESS_AXIS_APPROVAL},
	[DEMO_DISAPPROVED] = {"customer.disapproved", ACCESS_AXIS_APPROVAL},
	[DEMO_INACTIVE] = {"customer.switched_off", ACCESS_AXIS_ACTIVE},
	[DEMO_SUSPENDED] = {"customer.suspended", ACCESS_AXIS_SUSPENSION},
	[DEMO_BLOCKED] = {"customer.blocked", ACCESS_AXIS_BLOCK},
};

static enum outcome set_access(struct writing *w)
{
	enum demo_standing standing = w->person->standing;
	bool suspended = standing == DEMO_SUSPENDED, dated = suspended && w->index % 2;
	return demo_access(w->ctx->writer,
			   &(struct demo_access_in){
				   .activation = standing == DEMO_AWAITING ? ACTIVATION_AWAITING : ACTIVATION_ACTIVATED,
				   .approval = standing == DEMO_PENDING       ? APPROVAL_PENDING
					       : standing == DEMO_DISAPPROVED ? APPROVAL_DISAPPROVED
									      : APPROVAL_APPROVED,
				   .active = standing != DEMO_INACTIVE,
				   .blocked = standing == DEMO_BLOCKED,
				   .suspended = suspended ? TEXT("sign_in") : TEXT_NONE,
				   .suspended_until = dated ? instant_add(w->demo->now, 30 * DAY_US) : INSTANT_NONE,
				   .modified = context_now(w->ctx),
				   .id = w->customer,
			   });
}

static enum outcome set_standing(struct writing *w)
{
	const struct standing *standing = &standings[w->person->standing];
	struct text reason = text_is_empty(w->person->reason) ? TEXT_NONE : w->person->reason;
	const struct event_change change = {"reason", TEXT_NONE, reason};
	if (!standing->event)
		return DONE;
	act_as(w, w->demo->manager);
	TRY(set_access(w));
	TRY(demo_axis(w->ctx->writer, &(struct demo_axis_in){
					      .customer_id = w->customer,
					      .axis = standing->axis,
					      .at = context_now(w->ctx),
					      .actor_kind = w->ctx->actor.kind,
					      .actor_id = w->ctx->actor.id,
					      .reason = reason,
				      }));
	return events_record(w->ctx, &(struct event){
					     .customer = w->customer,
					     .name = standing->event,
					     .object_kind = "customer",
					     .object_id = w->customer.value,
					     .changes = &change,
					     .change_count = text_is_none(reason) ? 0 : 1,
				     });
}

enum outcome demo_add_person(struct demo *demo, struct context *ctx, const struct demo_person *person, uint64_t index)
{
	struct writing w = {.demo = demo, .ctx = ctx, .person = person, .index = index};
	stand_at(&w, person->registered_us);
	act_as(&w, text_is_none(person->company) ? (struct staff_id){0} : demo->manager);
	TRY(add_customer(&w));
	TRY(add_emails(&w));
	TRY(add_phones(&w));
	TRY(add_addresses(&w));
	TRY(add_tags(&w));
	TRY(add_attributes(&w));
	TRY(demo_add_sign_ins(demo, ctx, &(struct demo_signing_in){person, index, w.customer}));
	TRY(add_notes(&w));
	/* Nobody signs in after they were blocked. */
	stand_at(&w, (person->last_sign_in_us < 0 ? person->registered_us : person->last_sign_in_us) * 2 / 3);
	TRY(set_standing(&w));
	stand_at(&w, person->registered_us < 20 * DAY_US ? person->registered_us / 2 : (int64_t)(index % 20) * DAY_US);
	if (person->standing == DEMO_TRASHED)
		return customers_trash(ctx, w.customer, TEXT("Asked to be forgotten"));
	stand_at(&w, 0);
	return customers_derive(ctx, w.customer);
}
