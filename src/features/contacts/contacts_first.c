/* The phone and the address that are asked of somebody new, in the form that adds them. */
#include "features/contacts/contacts_write.h"
#include "format/person_name.h"

/* The form calls them otherwise than the verbs do: "number" is "phone" there, "line1" is "address_line1". */
static void rename_problems(struct context *ctx, size_t from, const char *phone)
{
	for (size_t i = from; i < ctx->problems->count; i++) {
		struct text *field = &ctx->problems->list[i].field;
		if (!text_is_none(*field))
			*field = phone ? text_of(phone) : text_join(ctx->arena, TEXT("address_"), *field);
	}
}

/* A country alone is what the form has offered. */
static bool has_address(const struct contact_first *first)
{
	static const enum contact_field where[] = {CONTACT_FIELD_LINE1, CONTACT_FIELD_LINE2,    CONTACT_FIELD_LINE3,
						   CONTACT_FIELD_LINE4, CONTACT_FIELD_POSTCODE, CONTACT_FIELD_CITY,
						   CONTACT_FIELD_STATE};
	for (size_t i = 0; i < sizeof where / sizeof *where; i++)
		if (!text_is_none(contacts_given(first->address.fields[where[i]])))
			return true;
	return false;
}

static bool has_phone(const struct contact_first *first)
{
	return !text_is_none(contacts_given(first->phone));
}

enum outcome contacts_check_first(struct context *ctx, const struct contact_first *first)
{
	const struct contact_phone phone = {.typed = first->phone};
	struct contact_address normal;
	size_t before = ctx->problems->count;
	enum outcome number = has_phone(first) ? contacts_check_phone(ctx, &phone) : DONE;
	rename_problems(ctx, before, "phone");
	before = ctx->problems->count;
	enum outcome address = has_address(first) ? contacts_normalise_address(ctx, &first->address, &normal) : DONE;
	rename_problems(ctx, before, NULL);
	return number == DONE ? address : number;
}

enum outcome contacts_add_first(struct context *ctx, struct customer_id customer, const struct contact_first *first)
{
	struct contact_address address = first->address;
	struct customer_row row;
	struct address_id address_id;
	struct phone_id phone_id;
	if (has_address(first)) {
		TRY(customers_get(ctx, customer, &row));
		const struct person_name name = {
			.order = (enum person_order)row.name_order, .first = row.first_name, .last = row.last_name};
		address.fields[CONTACT_FIELD_NAME] = person_display_name(ctx->arena, &name);
		address.fields[CONTACT_FIELD_COMPANY] = row.company;
		TRY(contacts_add_address(ctx, customer, &address, &address_id));
	}
	/* After the address, whose country says what a number without a calling code means. */
	if (has_phone(first))
		TRY(contacts_add_phone(ctx, customer, &(struct contact_phone){.typed = first->phone}, &phone_id));
	return DONE;
}
