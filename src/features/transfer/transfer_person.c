/* Loading people by the hundred, and reading their columns. */
#include "features/transfer/transfer_person.h"

#include "features/transfer/transfer_list.h"
#include "format/country.h"

#include <string.h>

_Static_assert(sizeof(struct customer_row) == sizeof(struct transfer_customers), "two statements, one row");

/* Rows of many customers in order of their numbers, the number first in each row. */
struct children {
	const char *rows;
	size_t size, count, at;
};

/* The rows of the next customer. */
static size_t next_children(struct children *children, struct customer_id customer, const void *ret_first)
{
	size_t found = 0;
	const char *first = children->rows + children->at * children->size;
	for (; children->at < children->count; children->at++, found++) {
		struct customer_id owner;
		memcpy(&owner, children->rows + children->at * children->size, sizeof owner);
		if (owner.value != customer.value)
			break;
	}
	memcpy((void *)(uintptr_t)ret_first, &first, sizeof first);
	return found;
}

#define CHILDREN(statement)                                                                                            \
	do {                                                                                                           \
		struct statement *rows_;                                                                               \
		size_t count_;                                                                                         \
		TRY(statement(ctx->reader, seen, total, &rows_, &count_));                                             \
		lists[list++] = (struct children){(const char *)rows_, sizeof *rows_, count_, 0};                      \
	} while (0)

enum { LISTS = 11 };

static enum outcome load_children(struct context *ctx, const struct customer_id *seen, size_t total,
				  struct children lists[LISTS])
{
	size_t list = 0;
	CHILDREN(transfer_counters);
	CHILDREN(transfer_emails);
	CHILDREN(transfer_phones);
	CHILDREN(transfer_addresses);
	CHILDREN(transfer_tax_ids);
	CHILDREN(transfer_tags);
	CHILDREN(transfer_groups);
	CHILDREN(transfer_channels);
	CHILDREN(transfer_attributes);
	CHILDREN(transfer_external_ids);
	CHILDREN(transfer_consents);
	return DONE;
}

static void take_children(struct children lists[LISTS], struct transfer_person *p)
{
	struct customer_id id = p->row.id;
	if (!next_children(&lists[0], id, &p->counters))
		p->counters = NULL;
	p->email_count = next_children(&lists[1], id, &p->emails);
	p->phone_count = next_children(&lists[2], id, &p->phones);
	p->address_count = next_children(&lists[3], id, &p->addresses);
	p->tax_id_count = next_children(&lists[4], id, &p->tax_ids);
	p->tag_count = next_children(&lists[5], id, &p->tags);
	p->group_count = next_children(&lists[6], id, &p->groups);
	p->channel_count = next_children(&lists[7], id, &p->channels);
	p->attribute_count = next_children(&lists[8], id, &p->attributes);
	p->external_id_count = next_children(&lists[9], id, &p->external_ids);
	if (!next_children(&lists[10], id, &p->consent))
		p->consent = NULL;
}

enum outcome transfer_load(struct context *ctx, const struct customer_id *ids, size_t count,
			   struct transfer_person **ret_persons, size_t *ret_count)
{
	struct transfer_customers *rows;
	struct children lists[LISTS];
	TRY(context_read(ctx));
	TRY(transfer_customers(ctx->reader, ids, count, &rows, &count));
	struct customer_id *seen = arena_take_array(ctx->arena, count, sizeof *seen);
	struct transfer_person *persons = arena_take_array(ctx->arena, count, sizeof *persons);
	for (size_t i = 0; i < count; i++) {
		seen[i] = rows[i].id;
		memcpy(&persons[i].row, &rows[i], sizeof persons[i].row);
	}
	TRY(load_children(ctx, seen, count, lists));
	for (size_t i = 0; i < count; i++)
		take_children(lists, &persons[i]);
	*ret_persons = persons;
	*ret_count = count;
	return DONE;
}

struct transfer_person transfer_nobody(void)
{
	return (struct transfer_person){
		.row = {.birth_date = DATE_NONE,
			.since = DATE_NONE,
			.suspended_until = INSTANT_NONE,
			.trashed_at = INSTANT_NONE,
			.discount = -1,
			.active = true,
			.activation = ACTIVATION_ACTIVATED,
			.approval = APPROVAL_APPROVED},
	};
}

static struct text yes_or_no(bool yes)
{
	return yes ? TEXT("yes") : TEXT("no");
}

static struct text word_by_id(const struct transfer_names *names, enum transfer_named kind, int64_t id)
{
	const struct transfer_name *name = transfer_name_by_id(names, kind, id);
	return name ? name->word : TEXT_NONE;
}

static struct text field_text(struct arena *arena, const struct transfer_names *names, const struct customer_row *row,
			      enum customer_field field)
{
	if (field == CUSTOMER_FIELD_TYPE)
		return word_by_id(names, NAMED_TYPE, row->type_id.value);
	if (field == CUSTOMER_FIELD_GROUP)
		return word_by_id(names, NAMED_GROUP, row->group_id.value);
	if (field == CUSTOMER_FIELD_CHANNEL)
		return word_by_id(names, NAMED_CHANNEL, row->channel_id.value);
	if (field == CUSTOMER_FIELD_REPRESENTATIVE)
		return word_by_id(names, NAMED_STAFF, row->representative_id.value);
	return customers_field_text(arena, row, field);
}

static struct text access_text(struct arena *arena, const struct customer_row *row, enum transfer_axis axis)
{
	switch (axis) {
	case AXIS_GUEST: return yes_or_no(row->guest);
	case AXIS_ACTIVATION: return activation_key(row->activation);
	case AXIS_APPROVAL: return approval_key(row->approval);
	case AXIS_ACTIVE: return yes_or_no(row->active);
	case AXIS_BLOCKED: return yes_or_no(row->blocked);
	case AXIS_SUSPENDED: return row->suspended;
	case AXIS_SUSPENDED_UNTIL: return instant_format(arena, row->suspended_until);
	case AXIS_COUNT: break;
	}
	return TEXT_NONE;
}

static struct text counter_text(struct arena *arena, const struct transfer_counters *counters,
				enum transfer_system system)
{
	if (!counters)
		return TEXT_NONE;
	if (system == SYSTEM_ORDERS)
		return text_of_number(arena, counters->orders);
	if (system == SYSTEM_SPENT)
		return text_of_number(arena, counters->spent_base);
	if (system == SYSTEM_SIGN_INS)
		return text_of_number(arena, counters->sign_ins);
	if (system == SYSTEM_LAST_ORDER)
		return instant_format(arena, counters->last_order);
	return instant_format(arena, system == SYSTEM_LAST_SEEN ? counters->last_seen : counters->last_sign_in);
}

static struct text system_text(struct arena *arena, const struct transfer_person *p, enum transfer_system system)
{
	switch (system) {
	case SYSTEM_STATUS: return customer_status_key(p->row.status);
	case SYSTEM_DISPLAY_NAME: return p->row.display_name;
	case SYSTEM_COUNTRY_NAME:
		return text_is_empty(p->row.country) ? TEXT_NONE : country_name(p->row.country, TEXT("en"));
	case SYSTEM_CREATED: return instant_format(arena, p->row.created);
	case SYSTEM_MODIFIED: return instant_format(arena, p->row.modified);
	case SYSTEM_ORDERS:
	case SYSTEM_SPENT:
	case SYSTEM_LAST_ORDER:
	case SYSTEM_SIGN_INS:
	case SYSTEM_LAST_SIGN_IN:
	case SYSTEM_LAST_SEEN: return counter_text(arena, p->counters, system);
	case SYSTEM_IMPORT_ROW:
	case SYSTEM_IMPORT_REASON:
	case SYSTEM_IMPORT_LINE: break;
	}
	return TEXT_NONE;
}

struct text transfer_address_text(const struct transfer_addresses *a, enum transfer_address_cell cell)
{
	const struct text cells[ADDRESS_CELLS] = {
		a->label,
		a->company,
		a->name,
		a->line1,
		a->line2,
		a->line3,
		a->line4,
		a->postcode,
		a->city,
		a->state,
		a->country,
		a->phone,
		a->tax_id,
		a->is_shipping ? TEXT("yes") : TEXT_NONE,
		a->is_billing ? TEXT("yes") : TEXT_NONE,
	};
	return cells[cell];
}

const struct transfer_emails *transfer_email_at(const struct transfer_person *p, size_t number)
{
	bool primary = p->email_count && p->emails[0].is_primary;
	size_t i = primary ? number - 1 : number - 2; /* the first place is the primary one's */
	return i < p->email_count ? &p->emails[i] : NULL;
}

static struct text numbered_text(const struct transfer_person *p, const struct transfer_column *column)
{
	const struct transfer_emails *email = transfer_email_at(p, column->number);
	size_t i = column->number - 1;
	if (column->part == TRANSFER_EMAIL && email)
		return email->address;
	if (column->part == TRANSFER_EMAIL_VERIFICATION && email)
		return verification_key(email->verification);
	if (column->part == TRANSFER_PHONE && i < p->phone_count)
		return column->which == PHONE_LABEL ? p->phones[i].label : p->phones[i].typed;
	if (column->part == TRANSFER_ADDRESS && i < p->address_count)
		return transfer_address_text(&p->addresses[i], (enum transfer_address_cell)column->which);
	if (column->part == TRANSFER_TAX_ID && i < p->tax_id_count)
		return column->which == TAX_KIND      ? p->tax_ids[i].kind
		       : column->which == TAX_COUNTRY ? p->tax_ids[i].country
						      : p->tax_ids[i].value;
	return TEXT_NONE;
}

/* Names of rows that have a `name`, as a list in a cell. */
#define LIST(arena, rows, total)                                                                                       \
	({                                                                                                             \
		struct text *pieces_ = arena_take_array(arena, total, sizeof *pieces_);                                \
		for (size_t i_ = 0; i_ < (total); i_++)                                                                \
			pieces_[i_] = (rows)[i_].name;                                                                 \
		transfer_list_write(arena, pieces_, total);                                                            \
	})

static struct text attribute_text(const struct transfer_names *names, const struct transfer_person *p, struct text word)
{
	for (size_t i = 0; i < p->attribute_count; i++)
		if (text_equal(word_by_id(names, NAMED_ATTRIBUTE, p->attributes[i].attribute_id.value), word))
			return p->attributes[i].text;
	return TEXT_NONE;
}

static struct text external_text(struct arena *arena, const struct transfer_person *p, struct text system)
{
	struct text *values = arena_take_array(arena, p->external_id_count, sizeof *values);
	size_t count = 0;
	for (size_t i = 0; i < p->external_id_count; i++)
		if (text_equal(p->external_ids[i].system, system))
			values[count++] = p->external_ids[i].value;
	return transfer_list_write(arena, values, count);
}

struct text transfer_cell(struct arena *arena, const struct transfer_names *names, const struct transfer_person *p,
			  const struct transfer_column *column)
{
	switch (column->part) {
	case TRANSFER_SKIP:
	case TRANSFER_PASSWORD: break;
	case TRANSFER_ID: return text_of_number(arena, p->row.id.value);
	case TRANSFER_SYSTEM: return system_text(arena, p, (enum transfer_system)column->which);
	case TRANSFER_FIELD: return field_text(arena, names, &p->row, (enum customer_field)column->which);
	case TRANSFER_ACCESS: return access_text(arena, &p->row, (enum transfer_axis)column->which);
	case TRANSFER_CONSENT: return consent_state_key(p->consent ? p->consent->state : CONSENT_STATE_NONE);
	case TRANSFER_EMAIL:
	case TRANSFER_EMAIL_VERIFICATION:
	case TRANSFER_PHONE:
	case TRANSFER_ADDRESS:
	case TRANSFER_TAX_ID: return numbered_text(p, column);
	case TRANSFER_TAGS: return LIST(arena, p->tags, p->tag_count);
	case TRANSFER_GROUPS: return LIST(arena, p->groups, p->group_count);
	case TRANSFER_CHANNELS: return LIST(arena, p->channels, p->channel_count);
	case TRANSFER_ATTRIBUTE: return attribute_text(names, p, column->name);
	case TRANSFER_EXTERNAL: return external_text(arena, p, column->name);
	}
	return TEXT_NONE;
}
