/* Telephone numbers: as typed, and as E.164 where they can be read. */
#include "features/contacts/contacts_write.h"
#include "format/phone.h"
#include "service/settings.h"

#define TYPED_MOST 60
#define LABEL_MOST 60

struct phoning {
	struct customer_id customer;
	struct phone_id phone;
	const struct contact_phone *wanted;
	struct text was;
	struct phone_id *ret_phone;
};

enum outcome contacts_phone_home(struct context *ctx, struct customer_id customer, struct text *ret_country)
{
	struct phone_home home;
	bool found;
	TRY(context_read(ctx));
	TRY(phone_home(ctx->reader, customer, &found, &home));
	if (!found)
		return NOT_FOUND;
	const struct text known[] = {home.address, home.customer, home.channel};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!text_is_empty(known[i])) {
			*ret_country = known[i];
			return DONE;
		}
	return settings_get(ctx, SETTING_BUSINESS_COUNTRY, ret_country);
}

static enum outcome find(struct context *ctx, const struct phoning *asked, struct phone_find *ret_row)
{
	bool found;
	TRY(phone_find(ctx->reader, asked->customer, asked->phone, &found, ret_row));
	return found ? DONE : NOT_FOUND;
}

enum outcome contacts_check_phone(struct context *ctx, const struct contact_phone *phone)
{
	struct text typed = contacts_given(phone->typed);
	if (text_is_none(typed))
		return context_invalid(ctx, TEXT("number"), "required", N_("A number is needed."), TEXT_NONE);
	TRY(contacts_check_length(ctx, "number", typed, TYPED_MOST));
	return contacts_check_length(ctx, "label", contacts_given(phone->label), LABEL_MOST);
}

/* Nobody has written the number anew, so that the country it was read with, which may have been chosen, still holds. */
static bool stays(const struct phoning *asked, const struct phone_find *row)
{
	return text_equal(contacts_given(asked->wanted->typed), row->typed) && !text_is_none(row->e164) &&
	       text_is_none(contacts_given(asked->wanted->country));
}

/* What will be stored. What cannot be read has neither number nor extension. */
static enum outcome read_number(struct context *ctx, const struct phoning *asked, struct phone *ret_phone)
{
	struct text home = contacts_given(asked->wanted->country);
	TRY(contacts_check_phone(ctx, asked->wanted));
	if (text_is_none(home))
		TRY(contacts_phone_home(ctx, asked->customer, &home));
	if (!phone_parse(ctx->arena, contacts_given(asked->wanted->typed), home, ret_phone))
		*ret_phone = (struct phone){0};
	return DONE;
}

static enum outcome end(struct context *ctx, const struct phoning *asked, const char *name,
			const struct event_change *changes, size_t count)
{
	return contacts_end(ctx, asked->customer,
			    &(struct event){.name = name,
					    .object_kind = "phone",
					    .object_id = asked->phone.value,
					    .changes = changes,
					    .change_count = count});
}

static enum outcome add(struct context *ctx, void *state)
{
	struct phoning *asked = state;
	struct customer_row customer;
	struct phone_list *rows;
	struct phone phone;
	size_t count;
	int64_t id, changed;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(read_number(ctx, asked, &phone));
	TRY(phone_list(ctx->reader, asked->customer, &rows, &count));
	TRY(contacts_check_room(ctx, count));
	TRY(store_next_id(ctx->store, TEXT("phone"), &id));
	asked->phone = *asked->ret_phone = (struct phone_id){id};
	struct text typed = contacts_given(asked->wanted->typed), label = contacts_given(asked->wanted->label);
	TRY(phone_add(ctx->writer, &(struct phone_add_in){
					   .customer_id = asked->customer,
					   .at = context_now(ctx),
					   .id = asked->phone,
					   .typed = typed,
					   .e164 = phone.e164,
					   .extension = phone.extension,
					   .label = label,
					   .is_primary = false,
				   }));
	if (asked->wanted->primary || !count)
		TRY(phone_set_primary(ctx->writer, asked->phone, asked->customer, &changed));
	const struct event_change changes[] = {{"number", TEXT_NONE, typed}, {"label", TEXT_NONE, label}};
	return end(ctx, asked, "phone.added", changes, 2);
}

enum outcome contacts_add_phone(struct context *ctx, struct customer_id customer, const struct contact_phone *phone,
				struct phone_id *ret_phone)
{
	return context_transact(ctx, add,
				&(struct phoning){.customer = customer, .wanted = phone, .ret_phone = ret_phone});
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct phoning *asked = state;
	struct customer_row customer;
	struct phone_find row;
	struct phone phone;
	int64_t changed;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	TRY(read_number(ctx, asked, &phone));
	if (stays(asked, &row))
		phone = (struct phone){.e164 = row.e164, .extension = row.extension};
	struct text typed = contacts_given(asked->wanted->typed), label = contacts_given(asked->wanted->label);
	bool renumbered = !text_equal(typed, row.typed) || !text_equal(phone.e164, row.e164);
	bool promoted = asked->wanted->primary && !row.is_primary;
	if (renumbered && !text_is_none(asked->was) && !text_equal(asked->was, row.typed))
		return context_conflict(ctx, TEXT("number"), "changed_meanwhile",
					N_("Somebody else has changed this to “{0}” meanwhile; you wrote “{1}”."),
					row.typed, typed, TEXT_NONE);
	if (!renumbered && !promoted && text_equal(label, row.label))
		return DONE;
	TRY(phone_set(ctx->writer, &(struct phone_set_in){
					   .typed = typed,
					   .e164 = phone.e164,
					   .extension = phone.extension,
					   .label = label,
					   .customer_id = asked->customer,
					   .at = row.at,
					   .id = row.id,
				   }));
	if (promoted)
		TRY(phone_set_primary(ctx->writer, asked->phone, asked->customer, &changed));
	const struct event_change changes[] = {{"number", row.typed, typed},
					       {"label", row.label, label},
					       {"primary", TEXT_NONE, promoted ? TEXT("yes") : TEXT_NONE}};
	return end(ctx, asked, "phone.changed", changes, 3);
}

enum outcome contacts_change_phone(struct context *ctx, struct customer_id customer, struct phone_id phone,
				   const struct contact_phone *wanted, struct text was)
{
	return context_transact(ctx, change,
				&(struct phoning){.customer = customer, .phone = phone, .wanted = wanted, .was = was});
}

static enum outcome remove_one(struct context *ctx, void *state)
{
	const struct phoning *asked = state;
	struct customer_row customer;
	struct phone_find row;
	struct phone_list *rows;
	size_t count;
	int64_t changed;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	TRY(phone_remove(ctx->writer, asked->customer, row.at, row.id));
	TRY(phone_list(ctx->reader, asked->customer, &rows, &count));
	if (row.is_primary && count)
		TRY(phone_set_primary(ctx->writer, rows[0].id, asked->customer, &changed));
	const struct event_change change = {"number", row.typed, TEXT_NONE};
	return end(ctx, asked, "phone.removed", &change, 1);
}

enum outcome contacts_remove_phone(struct context *ctx, struct customer_id customer, struct phone_id phone)
{
	return context_transact(ctx, remove_one, &(struct phoning){.customer = customer, .phone = phone});
}
