/* Going through all that is asked for. */
#include "features/needs/needs.h"

#include "features/labels/labels.h"

struct listing {
	struct customer_row row;
	struct label_rows type;
	struct need *list;
	size_t count;
};

static void add_fields(struct context *ctx, struct listing *listing)
{
	struct text words = listing->type.required_fields, word;
	enum customer_field field;
	/* Whatever the type asks for, an order needs somebody to write to. */
	if (text_is_empty(listing->row.email))
		listing->list[listing->count++] = (struct need){.field = CUSTOMER_FIELD_EMAIL};
	while (text_next(&words, ' ', &word))
		if (customer_field_parse(word, &field) && field != CUSTOMER_FIELD_EMAIL &&
		    text_is_empty(customers_field_text(ctx->arena, &listing->row, field)))
			listing->list[listing->count++] = (struct need){.field = field};
}

static enum outcome add_phone(struct context *ctx, struct listing *listing)
{
	struct phone_list *rows;
	size_t count;
	if (!contacts_asked(TEXT(""), listing->type.required_fields).phone_needed)
		return DONE;
	TRY(phone_list(ctx->reader, listing->row.id, &rows, &count));
	if (!count)
		listing->list[listing->count++] = (struct need){.kind = NEED_PHONE};
	return DONE;
}

static enum outcome add_address(struct context *ctx, struct listing *listing)
{
	const struct address_list *rows;
	enum address_flaw flaws[ADDRESS_PARTS];
	size_t count;
	TRY(contacts_list_addresses(ctx, listing->row.id, &rows, &count));
	if (!count) {
		listing->list[listing->count++] = (struct need){.kind = NEED_ADDRESS};
		return DONE;
	}
	const struct contact_address address = contacts_address_of(&rows[0]);
	const struct postal_address postal = contacts_postal(&address);
	const struct address_form form = postal_address_form(postal.country);
	if (postal_address_check(&postal, flaws))
		return DONE;
	for (enum address_part part = 0; part < ADDRESS_PARTS; part++)
		if (flaws[part] != ADDRESS_GOOD)
			listing->list[listing->count++] = (struct need){
				.kind = NEED_ADDRESS_PART,
				.address = rows[0].id,
				.part = contacts_field_of(part),
				.part_label = form.label[part],
			};
	return DONE;
}

static void add_attributes(struct listing *listing, const struct attribute *list, const struct text *values,
			   size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].row.active && list[i].row.required && text_is_empty(values[i]))
			listing->list[listing->count++] = (struct need){.kind = NEED_ATTRIBUTE, .attribute = &list[i]};
}

enum outcome needs_list(struct context *ctx, struct customer_id customer, struct need **ret_list, size_t *ret_count)
{
	struct listing listing = {.count = 0};
	struct attribute *attributes;
	struct text *values;
	size_t count;
	TRY(customers_get(ctx, customer, &listing.row));
	TRY(attributes_list(ctx, &attributes, &count));
	TRY(attributes_values(ctx, customer, attributes, count, &values));
	listing.list =
		arena_take_array(ctx->arena, count + CUSTOMER_FIELD_COUNT + ADDRESS_PARTS + 2, sizeof *listing.list);
	TRY(labels_get(ctx, LABEL_TYPE, listing.row.type_id.value, &listing.type));
	add_fields(ctx, &listing);
	TRY(add_phone(ctx, &listing));
	TRY(add_address(ctx, &listing));
	add_attributes(&listing, attributes, values, count);
	*ret_list = listing.list;
	*ret_count = listing.count;
	return DONE;
}

struct text need_path(struct arena *arena, const struct need *need)
{
	switch (need->kind) {
	case NEED_FIELD: break;
	case NEED_ATTRIBUTE: return text_join(arena, TEXT("attributes/"), need->attribute->row.word);
	case NEED_PHONE: return TEXT("phones");
	case NEED_ADDRESS: return TEXT("addresses");
	case NEED_ADDRESS_PART:
		return text_format(arena, "addresses/%lld/%s", (long long)need->address.value,
				   contact_field_declared(need->part)->word);
	}
	return text_of(customer_field_declared(need->field)->word);
}

bool need_is_theirs(const struct need *need)
{
	if (need->kind == NEED_ATTRIBUTE)
		return attribute_is_theirs(need->attribute);
	if (need->kind != NEED_FIELD)
		return true;
	switch (need->field) {
	case CUSTOMER_FIELD_EMAIL:
	case CUSTOMER_FIELD_SALUTATION:
	case CUSTOMER_FIELD_TITLE:
	case CUSTOMER_FIELD_FIRST_NAME:
	case CUSTOMER_FIELD_LAST_NAME:
	case CUSTOMER_FIELD_NAME_ORDER:
	case CUSTOMER_FIELD_COMPANY:
	case CUSTOMER_FIELD_BIRTH_DATE:
	case CUSTOMER_FIELD_LANGUAGE:
	case CUSTOMER_FIELD_ZONE:
	case CUSTOMER_FIELD_COUNTRY:
	case CUSTOMER_FIELD_BILLING_EMAIL: return true;
	case CUSTOMER_FIELD_LOGIN:
	case CUSTOMER_FIELD_CURRENCY:
	case CUSTOMER_FIELD_TYPE:
	case CUSTOMER_FIELD_GROUP:
	case CUSTOMER_FIELD_CHANNEL:
	case CUSTOMER_FIELD_REPRESENTATIVE:
	case CUSTOMER_FIELD_VIP:
	case CUSTOMER_FIELD_NEWSLETTER:
	case CUSTOMER_FIELD_DISCOUNT:
	case CUSTOMER_FIELD_SINCE:
	case CUSTOMER_FIELD_COUNT: break;
	}
	return false;
}
