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

struct contact_asked contacts_asked(struct text shown, struct text required)
{
	const struct contact_asked needed = {.phone_needed = customer_asks(required, "phone"),
					     .address_needed = customer_asks(required, "address")};
	return (struct contact_asked){
		.phone = needed.phone_needed || customer_asks(shown, "phone"),
		.address = needed.address_needed || customer_asks(shown, "address"),
		.phone_needed = needed.phone_needed,
		.address_needed = needed.address_needed,
	};
}

static const char asked_here;

void contacts_ask(struct context *ctx, const struct contact_asked *asked)
{
	struct contact_asked *kept = arena_take(ctx->arena, sizeof *kept);
	*kept = *asked;
	context_remember(ctx, &asked_here, 0, kept);
}

struct contact_asked contacts_are_asked(const struct context *ctx)
{
	const struct contact_asked *kept = context_recall(ctx, &asked_here, 0);
	return kept ? *kept : (struct contact_asked){0};
}

static enum outcome refuse_unasked(struct context *ctx, const char *field)
{
	return context_invalid(ctx, text_of(field), "unknown_field", N_("This is not asked for."), TEXT_NONE);
}

static enum outcome check_phone(struct context *ctx, const struct contact_first *first,
				const struct contact_asked *asked)
{
	const struct contact_phone phone = {.typed = first->phone};
	size_t before = ctx->problems->count;
	enum outcome outcome = DONE;
	if (!asked->phone)
		return has_phone(first) ? refuse_unasked(ctx, "phone") : DONE;
	if (has_phone(first) || asked->phone_needed)
		outcome = contacts_check_phone(ctx, &phone);
	rename_problems(ctx, before, "phone");
	return outcome;
}

/* The recipient is themselves. */
static enum outcome check_parts(struct context *ctx, const struct contact_address *address)
{
	struct postal_address postal = contacts_postal(address);
	enum address_flaw flaws[ADDRESS_PARTS];
	postal.name = TEXT("themselves");
	if (postal_address_check(&postal, flaws))
		return DONE;
	for (enum address_part part = 0; part < ADDRESS_PARTS; part++)
		if (flaws[part] == ADDRESS_MISSING)
			context_invalid(ctx, text_of(contact_field_declared(contacts_field_of(part))->word), "required",
					N_("This is needed."), TEXT_NONE);
		else if (flaws[part] == ADDRESS_MALFORMED)
			context_invalid(ctx, text_of(contact_field_declared(contacts_field_of(part))->word),
					"malformed", N_("Addresses of that country have another form here."),
					TEXT_NONE);
	return INVALID;
}

static enum outcome check_address(struct context *ctx, const struct contact_first *first,
				  const struct contact_asked *asked)
{
	struct contact_address normal = first->address;
	size_t before = ctx->problems->count;
	enum outcome outcome = DONE;
	if (!asked->address)
		return has_address(first) ? refuse_unasked(ctx, "address_line1") : DONE;
	if (has_address(first) || asked->address_needed)
		outcome = contacts_normalise_address(ctx, &first->address, &normal);
	if (outcome == DONE && asked->address_needed)
		outcome = check_parts(ctx, &normal);
	rename_problems(ctx, before, NULL);
	return outcome;
}

enum outcome contacts_check_first(struct context *ctx, const struct contact_first *first,
				  const struct contact_asked *asked)
{
	enum outcome phone = check_phone(ctx, first, asked), address = check_address(ctx, first, asked);
	return phone == DONE ? address : phone;
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

static enum outcome remove_all(struct context *ctx, struct customer_id customer)
{
	struct phone_list *phones;
	struct address_list *addresses;
	size_t phone_count, address_count;
	TRY(phone_list(ctx->reader, customer, &phones, &phone_count));
	TRY(address_list(ctx->reader, customer, &addresses, &address_count));
	for (size_t i = 0; i < phone_count; i++)
		TRY(contacts_remove_phone(ctx, customer, phones[i].id));
	for (size_t i = 0; i < address_count; i++)
		TRY(contacts_remove_address(ctx, customer, addresses[i].id));
	return DONE;
}

enum outcome contacts_replace_first(struct context *ctx, struct customer_id customer, const struct contact_first *first)
{
	TRY(remove_all(ctx, customer));
	return contacts_add_first(ctx, customer, first);
}
