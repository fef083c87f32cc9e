/* Postal addresses: changed field by field, one default for shipping, one for billing. */
#include "features/contacts/contacts_write.h"
#include "format/country.h"

static const struct contact_field_declared declared[] = {
#define FIELD(NAME, name, label, most) {#name, label, most},
#include "features/contacts/contacts_address.def"
#undef FIELD
};

const struct contact_field_declared *contact_field_declared(enum contact_field field)
{
	return &declared[field];
}

struct contact_address contacts_address_of(const struct address_list *row)
{
	return (struct contact_address){
		.fields =
			{
#define FIELD(NAME, name, label, most) [CONTACT_FIELD_##NAME] = row->name,
#include "features/contacts/contacts_address.def"
#undef FIELD
			},
		.is_shipping = row->is_shipping,
		.is_billing = row->is_billing,
	};
}

struct postal_address contacts_postal(const struct contact_address *address)
{
	const struct text *fields = address->fields;
	return (struct postal_address){
		.company = fields[CONTACT_FIELD_COMPANY],
		.name = fields[CONTACT_FIELD_NAME],
		.lines = {fields[CONTACT_FIELD_LINE1], fields[CONTACT_FIELD_LINE2], fields[CONTACT_FIELD_LINE3],
			  fields[CONTACT_FIELD_LINE4]},
		.postcode = fields[CONTACT_FIELD_POSTCODE],
		.city = fields[CONTACT_FIELD_CITY],
		.state = fields[CONTACT_FIELD_STATE],
		.country = fields[CONTACT_FIELD_COUNTRY],
	};
}

struct addressing {
	struct customer_id customer;
	struct address_id address;
	const struct contact_address *wanted;
	const struct text *seen;
	struct address_id *ret_address;
};

enum outcome contacts_normalise_address(struct context *ctx, const struct contact_address *from,
					struct contact_address *ret_address)
{
	enum outcome outcome = DONE;
	*ret_address = *from;
	for (enum contact_field f = 0; f < CONTACT_FIELD_COUNT; f++) {
		ret_address->fields[f] = contacts_given(from->fields[f]);
		if (contacts_check_length(ctx, declared[f].word, ret_address->fields[f], declared[f].most) != DONE)
			outcome = INVALID;
	}
	struct text *country = &ret_address->fields[CONTACT_FIELD_COUNTRY],
		    *state = &ret_address->fields[CONTACT_FIELD_STATE];
	if (text_is_none(*country))
		return outcome;
	struct text code = country_find(*country);
	if (text_is_none(code))
		return context_invalid(ctx, TEXT("country"), "unknown", N_("“{0}” is no country that is known here."),
				       *country, TEXT_NONE);
	*country = code;
	if (!text_is_none(*state) && !text_is_none(subdivision_find(code, *state)))
		*state = subdivision_find(code, *state);
	return outcome;
}

static enum outcome check_something(struct context *ctx, const struct contact_address *address)
{
	for (enum contact_field f = CONTACT_FIELD_COMPANY; f < CONTACT_FIELD_COUNT; f++)
		if (!text_is_none(address->fields[f]))
			return DONE;
	return context_invalid(ctx, TEXT("line1"), "required", N_("There is nothing in this address."), TEXT_NONE);
}

/* What the event says; room for all fields and both defaults. */
static size_t compare(const struct contact_address *old, const struct contact_address *new,
		      struct event_change *changes)
{
	size_t count = 0;
	for (enum contact_field f = 0; f < CONTACT_FIELD_COUNT; f++)
		if (!text_equal(old->fields[f], new->fields[f]))
			changes[count++] = (struct event_change){declared[f].word, old->fields[f], new->fields[f]};
	if (old->is_shipping != new->is_shipping)
		changes[count++] = (struct event_change){"is_shipping", old->is_shipping ? TEXT("yes") : TEXT_NONE,
							 new->is_shipping ? TEXT("yes") : TEXT_NONE};
	if (old->is_billing != new->is_billing)
		changes[count++] = (struct event_change){"is_billing", old->is_billing ? TEXT("yes") : TEXT_NONE,
							 new->is_billing ? TEXT("yes") : TEXT_NONE};
	return count;
}

static enum outcome end(struct context *ctx, const struct addressing *asked, const char *name,
			const struct contact_address *old, const struct contact_address *new)
{
	struct event_change changes[CONTACT_FIELD_COUNT + 2];
	size_t count = compare(old, new, changes);
	return contacts_end(ctx, asked->customer,
			    &(struct event){.name = name,
					    .object_kind = "address",
					    .object_id = asked->address.value,
					    .changes = changes,
					    .change_count = count});
}

/* A default is taken from the others; given up, there is none. */
static enum outcome set_defaults(struct context *ctx, const struct addressing *asked, struct instant at,
				 const struct contact_address *new)
{
	int64_t changed;
	TRY(address_unset(ctx->writer, &(struct address_unset_in){.is_shipping = new->is_shipping,
								  .is_billing = new->is_billing,
								  .customer_id = asked->customer,
								  .at = at,
								  .id = asked->address}));
	if (new->is_shipping)
		TRY(address_set_shipping(ctx->writer, asked->address, asked->customer, &changed));
	if (new->is_billing)
		TRY(address_set_billing(ctx->writer, asked->address, asked->customer, &changed));
	return DONE;
}

static enum outcome add(struct context *ctx, void *state)
{
	struct addressing *asked = state;
	const struct contact_address nothing = {0};
	struct contact_address new = *asked->wanted;
	struct customer_row customer;
	struct address_list *rows;
	size_t count;
	const struct instant now = context_now(ctx);
	int64_t id;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(address_list(ctx->reader, asked->customer, &rows, &count));
	TRY(contacts_check_room(ctx, count));
	new.is_shipping = new.is_shipping || !count;
	new.is_billing = new.is_billing || !count;
	TRY(store_next_id(ctx->store, TEXT("address"), &id));
	asked->address = *asked->ret_address = (struct address_id){id};
	const struct address_add_in in = {
		.customer_id = asked->customer,
		.at = now,
		.id = asked->address,
#define FIELD(NAME, name, label, most) .name = new.fields[CONTACT_FIELD_##NAME],
#include "features/contacts/contacts_address.def"
#undef FIELD
	};
	TRY(address_add(ctx->writer, &in));
	TRY(set_defaults(ctx, asked, now, &new));
	return end(ctx, asked, "address.added", &nothing, &new);
}

enum outcome contacts_add_address(struct context *ctx, struct customer_id customer,
				  const struct contact_address *address, struct address_id *ret_address)
{
	struct contact_address wanted;
	TRY(contacts_normalise_address(ctx, address, &wanted));
	TRY(check_something(ctx, &wanted));
	return context_transact(
		ctx, add, &(struct addressing){.customer = customer, .wanted = &wanted, .ret_address = ret_address});
}

struct known_addresses {
	const struct address_list *rows;
	size_t count;
};

static int rank(const struct address_list *row)
{
	return row->is_shipping ? 0 : row->is_billing ? 1 : 2;
}

static void put_defaults_first(struct address_list *rows, size_t count)
{
	for (size_t i = 1, at; i < count; i++) {
		const struct address_list row = rows[i];
		for (at = i; at > 0 && rank(&rows[at - 1]) > rank(&row); at--)
			rows[at] = rows[at - 1];
		rows[at] = row;
	}
}

enum outcome contacts_list_addresses(struct context *ctx, struct customer_id customer,
				     const struct address_list **ret_rows, size_t *ret_count)
{
	static const char memo;
	const struct known_addresses *known = context_recall(ctx, &memo, customer.value);
	if (!known) {
		struct known_addresses *read = arena_take(ctx->arena, sizeof *read);
		struct address_list *rows;
		TRY(context_read(ctx));
		TRY(address_list(ctx->reader, customer, &rows, &read->count));
		put_defaults_first(rows, read->count);
		read->rows = rows;
		context_remember(ctx, &memo, customer.value, read);
		known = read;
	}
	*ret_rows = known->rows;
	*ret_count = known->count;
	return DONE;
}

static enum outcome find(struct context *ctx, const struct addressing *asked, struct address_list *ret_row)
{
	struct address_list *rows;
	size_t count;
	TRY(address_list(ctx->reader, asked->customer, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value == asked->address.value) {
			*ret_row = rows[i];
			return DONE;
		}
	return NOT_FOUND;
}

/* Fields that the form left as it saw them take what is there now; the same field changed twice is a conflict. */
static enum outcome unite(struct context *ctx, const struct addressing *asked, const struct contact_address *old,
			  struct contact_address *new)
{
	enum outcome outcome = DONE;
	for (enum contact_field f = 0; f < CONTACT_FIELD_COUNT && asked->seen; f++) {
		struct text seen = asked->seen[f];
		if (text_is_none(seen) || text_equal(seen, old->fields[f]) ||
		    text_equal(new->fields[f], old->fields[f]))
			continue;
		if (text_equal(seen, new->fields[f]))
			new->fields[f] = old->fields[f];
		else
			outcome = context_conflict(
				ctx, text_of(declared[f].word), "changed_meanwhile",
				N_("Somebody else has changed this to “{0}” meanwhile; you wrote “{1}”."),
				text_is_none(old->fields[f]) ? TEXT("–") : old->fields[f],
				text_is_none(new->fields[f]) ? TEXT("–") : new->fields[f], TEXT_NONE);
	}
	return outcome;
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct addressing *asked = state;
	struct contact_address new = *asked->wanted;
	struct event_change changes[CONTACT_FIELD_COUNT + 2];
	struct customer_row customer;
	struct address_list row;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	const struct contact_address old = contacts_address_of(&row);
	TRY(unite(ctx, asked, &old, &new));
	TRY(check_something(ctx, &new));
	if (!compare(&old, &new, changes))
		return DONE;
	const struct address_set_in in = {
		.customer_id = asked->customer,
		.at = row.at,
		.id = row.id,
#define FIELD(NAME, name, label, most) .name = new.fields[CONTACT_FIELD_##NAME],
#include "features/contacts/contacts_address.def"
#undef FIELD
	};
	TRY(address_set(ctx->writer, &in));
	TRY(set_defaults(ctx, asked, row.at, &new));
	return end(ctx, asked, "address.changed", &old, &new);
}

enum outcome contacts_change_address(struct context *ctx, struct customer_id customer, struct address_id address,
				     const struct contact_address *wanted, const struct text *seen)
{
	struct contact_address normal;
	TRY(contacts_normalise_address(ctx, wanted, &normal));
	return context_transact(
		ctx, change,
		&(struct addressing){.customer = customer, .address = address, .wanted = &normal, .seen = seen});
}

static enum outcome remove_one(struct context *ctx, void *state)
{
	const struct addressing *asked = state;
	const struct contact_address nothing = {0};
	struct customer_row customer;
	struct address_list row;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	const struct contact_address old = contacts_address_of(&row);
	TRY(address_remove(ctx->writer, asked->customer, row.at, row.id));
	return end(ctx, asked, "address.removed", &old, &nothing);
}

enum outcome contacts_remove_address(struct context *ctx, struct customer_id customer, struct address_id address)
{
	return context_transact(ctx, remove_one, &(struct addressing){.customer = customer, .address = address});
}

enum contact_field contacts_field_of(enum address_part part)
{
	switch (part) {
	case ADDRESS_COMPANY: return CONTACT_FIELD_COMPANY;
	case ADDRESS_NAME: return CONTACT_FIELD_NAME;
	case ADDRESS_STREET: return CONTACT_FIELD_LINE1;
	case ADDRESS_CITY: return CONTACT_FIELD_CITY;
	case ADDRESS_POSTCODE: return CONTACT_FIELD_POSTCODE;
	case ADDRESS_STATE: return CONTACT_FIELD_STATE;
	case ADDRESS_COUNTRY:
	case ADDRESS_PARTS: break;
	}
	return CONTACT_FIELD_COUNTRY;
}
