/* Tax numbers: kind, country, value. Whether a number is valid, only the tax office knows; it is kept as given. */
#include "features/contacts/contacts_write.h"
#include "format/country.h"

#define KIND_MOST  40
#define VALUE_MOST 60

struct taxing {
	struct customer_id customer;
	struct tax_id_id tax_id;
	struct contact_tax_id wanted;
	struct tax_id_id *ret_tax_id;
};

static enum outcome read_ask(struct context *ctx, const struct contact_tax_id *from, struct contact_tax_id *ret_wanted)
{
	*ret_wanted = (struct contact_tax_id){contacts_given(from->kind), contacts_given(from->country),
					      contacts_given(from->value)};
	if (text_is_none(ret_wanted->value))
		return context_invalid(ctx, TEXT("value"), "required", N_("A number is needed."), TEXT_NONE);
	if (text_is_none(ret_wanted->kind))
		return context_invalid(ctx, TEXT("kind"), "required", N_("Say which number it is: vat, sst, tin …"),
				       TEXT_NONE);
	TRY(contacts_check_length(ctx, "kind", ret_wanted->kind, KIND_MOST));
	TRY(contacts_check_length(ctx, "value", ret_wanted->value, VALUE_MOST));
	if (text_is_none(ret_wanted->country))
		return DONE;
	struct text code = country_find(ret_wanted->country);
	if (text_is_none(code))
		return context_invalid(ctx, TEXT("country"), "unknown", N_("“{0}” is no country that is known here."),
				       ret_wanted->country, TEXT_NONE);
	ret_wanted->country = code;
	return DONE;
}

static enum outcome find(struct context *ctx, const struct taxing *asked, struct tax_id_list *ret_row)
{
	struct tax_id_list *rows;
	size_t count;
	TRY(tax_id_list(ctx->reader, asked->customer, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value == asked->tax_id.value) {
			*ret_row = rows[i];
			return DONE;
		}
	return NOT_FOUND;
}

static enum outcome end(struct context *ctx, const struct taxing *asked, const char *name,
			const struct tax_id_list *old)
{
	const struct event_change changes[] = {
		{"kind", old->kind, asked->wanted.kind},
		{"country", old->country, asked->wanted.country},
		{"value", old->value, asked->wanted.value},
	};
	return contacts_end(ctx, asked->customer,
			    &(struct event){.name = name,
					    .object_kind = "tax_id",
					    .object_id = asked->tax_id.value,
					    .changes = changes,
					    .change_count = 3});
}

static enum outcome add(struct context *ctx, void *state)
{
	struct taxing *asked = state;
	struct customer_row customer;
	struct tax_id_list *rows;
	size_t count;
	int64_t id;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(tax_id_list(ctx->reader, asked->customer, &rows, &count));
	TRY(contacts_check_room(ctx, count));
	TRY(store_next_id(ctx->store, TEXT("tax_id"), &id));
	asked->tax_id = *asked->ret_tax_id = (struct tax_id_id){id};
	TRY(tax_id_add(ctx->writer, &(struct tax_id_add_in){
					    .customer_id = asked->customer,
					    .at = context_now(ctx),
					    .id = asked->tax_id,
					    .kind = asked->wanted.kind,
					    .country = asked->wanted.country,
					    .value = asked->wanted.value,
				    }));
	return end(ctx, asked, "tax_id.added", &(struct tax_id_list){0});
}

enum outcome contacts_add_tax_id(struct context *ctx, struct customer_id customer, const struct contact_tax_id *tax_id,
				 struct tax_id_id *ret_tax_id)
{
	struct taxing asked = {.customer = customer, .ret_tax_id = ret_tax_id};
	TRY(read_ask(ctx, tax_id, &asked.wanted));
	return context_transact(ctx, add, &asked);
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct taxing *asked = state;
	struct customer_row customer;
	struct tax_id_list row;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	if (text_equal(row.kind, asked->wanted.kind) && text_equal(row.country, asked->wanted.country) &&
	    text_equal(row.value, asked->wanted.value))
		return DONE;
	TRY(tax_id_set(ctx->writer, &(struct tax_id_set_in){
					    .kind = asked->wanted.kind,
					    .country = asked->wanted.country,
					    .value = asked->wanted.value,
					    .customer_id = asked->customer,
					    .at = row.at,
					    .id = row.id,
				    }));
	return end(ctx, asked, "tax_id.changed", &row);
}

enum outcome contacts_change_tax_id(struct context *ctx, struct customer_id customer, struct tax_id_id tax_id,
				    const struct contact_tax_id *wanted)
{
	struct taxing asked = {.customer = customer, .tax_id = tax_id};
	TRY(read_ask(ctx, wanted, &asked.wanted));
	return context_transact(ctx, change, &asked);
}

static enum outcome remove_one(struct context *ctx, void *state)
{
	const struct taxing *asked = state;
	struct customer_row customer;
	struct tax_id_list row;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	TRY(tax_id_remove(ctx->writer, asked->customer, row.at, row.id));
	return end(ctx, asked, "tax_id.removed", &row);
}

enum outcome contacts_remove_tax_id(struct context *ctx, struct customer_id customer, struct tax_id_id tax_id)
{
	return context_transact(ctx, remove_one, &(struct taxing){.customer = customer, .tax_id = tax_id});
}
