/* E-mail addresses: several, one primary, a verification each. */
#include "features/contacts/contacts_write.h"
#include "format/email_address.h"

struct emailing {
	struct customer_id customer;
	struct email_id email;
	struct email_address address; /* as asked */
	struct text was;
	enum verification verification;
	bool primary;
	struct email_id *ret_email;
};

static enum outcome find(struct context *ctx, const struct emailing *asked, struct email_find *ret_row)
{
	bool found;
	TRY(email_find(ctx->reader, asked->customer, asked->email, &found, ret_row));
	return found ? DONE : NOT_FOUND;
}

static enum outcome primary_address(struct context *ctx, struct customer_id customer, struct text *ret_address)
{
	struct email_list *rows;
	size_t count;
	TRY(email_list(ctx->reader, customer, &rows, &count));
	*ret_address = count && rows[0].is_primary ? rows[0].address : TEXT_NONE;
	return DONE;
}

/* The login that was the primary address goes on being it. `before` is the customer as they were. */
static enum outcome follow_login(struct context *ctx, const struct customer_row *before)
{
	struct text address;
	if (before->guest || text_is_empty(before->login) || !text_equal(before->login, before->email))
		return DONE;
	TRY(primary_address(ctx, before->id, &address));
	if (text_equal(address, before->email))
		return DONE;
	const struct customer_change change = {CUSTOMER_FIELD_LOGIN, text_is_none(address) ? TEXT("") : address,
					       TEXT_NONE};
	return customers_change(ctx, before->id, &change, 1);
}

static enum outcome end(struct context *ctx, const struct emailing *asked, const char *name,
			const struct event_change *changes, size_t count)
{
	return contacts_end(ctx, asked->customer,
			    &(struct event){.name = name,
					    .object_kind = "email",
					    .object_id = asked->email.value,
					    .changes = changes,
					    .change_count = count});
}

static enum outcome take(struct context *ctx, const struct customer_row *customer, struct text folded)
{
	return customers_take_claim(ctx, customers_address_claim(customer->guest), folded, customer->id,
				    TEXT("address"));
}

static enum outcome drop(struct context *ctx, const struct customer_row *customer, struct text folded)
{
	return customers_drop_claim(ctx, customers_address_claim(customer->guest), folded, customer->id);
}

static enum outcome check_new(struct context *ctx, const struct emailing *asked, const struct email_list *rows,
			      size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(rows[i].folded, asked->address.folded) && rows[i].id.value != asked->email.value)
			return context_conflict(ctx, TEXT("address"), "there_already",
						N_("This customer has this address already."), TEXT_NONE);
	return DONE;
}

static enum outcome add(struct context *ctx, void *state)
{
	struct emailing *asked = state;
	struct customer_row customer;
	struct email_list *rows;
	size_t count;
	int64_t id, changed;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(email_list(ctx->reader, asked->customer, &rows, &count));
	asked->email = (struct email_id){0};
	TRY(check_new(ctx, asked, rows, count));
	TRY(contacts_check_room(ctx, count));
	TRY(take(ctx, &customer, asked->address.folded));
	TRY(store_next_id(ctx->store, TEXT("email"), &id));
	asked->email = *asked->ret_email = (struct email_id){id};
	bool primary = asked->primary || !count;
	TRY(email_add(ctx->writer, &(struct email_add_in){
					   .customer_id = asked->customer,
					   .at = context_now(ctx),
					   .id = asked->email,
					   .address = asked->address.shown,
					   .folded = asked->address.folded,
					   .is_primary = false,
					   .verification = VERIFICATION_NONE,
				   }));
	if (primary) {
		TRY(email_set_primary(ctx->writer, asked->email, asked->customer, &changed));
		TRY(follow_login(ctx, &customer));
	}
	const struct event_change changes[] = {
		{"address", TEXT_NONE, asked->address.shown},
		{"primary", customer.email, primary ? asked->address.shown : customer.email}};
	return end(ctx, asked, "email.added", changes, 2);
}

static enum outcome parse(struct context *ctx, struct text address, struct email_address *ret_address)
{
	if (email_address_parse(ctx->arena, address, ret_address))
		return DONE;
	return context_invalid(ctx, TEXT("address"), "not_an_address", N_("“{0}” is no e-mail address."), address,
			       TEXT_NONE);
}

enum outcome contacts_add_email(struct context *ctx, struct customer_id customer, struct text address, bool primary,
				struct email_id *ret_email)
{
	struct emailing asked = {.customer = customer, .primary = primary, .ret_email = ret_email};
	TRY(parse(ctx, address, &asked.address));
	return context_transact(ctx, add, &asked);
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct emailing *asked = state;
	struct customer_row customer;
	struct email_find row;
	struct email_list *rows;
	size_t count;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	if (text_equal(row.address, asked->address.shown))
		return DONE;
	if (!text_is_none(asked->was) && !text_equal(asked->was, row.address))
		return context_conflict(ctx, TEXT("address"), "changed_meanwhile",
					N_("Somebody else has changed this to “{0}” meanwhile; you wrote “{1}”."),
					row.address, asked->address.shown, TEXT_NONE);
	TRY(email_list(ctx->reader, asked->customer, &rows, &count));
	TRY(check_new(ctx, asked, rows, count));
	bool same = text_equal(row.folded, asked->address.folded);
	if (!same) {
		TRY(take(ctx, &customer, asked->address.folded));
		TRY(drop(ctx, &customer, row.folded));
	}
	TRY(email_set(ctx->writer, &(struct email_set_in){
					   .address = asked->address.shown,
					   .folded = asked->address.folded,
					   .verification = same ? row.verification : VERIFICATION_NONE,
					   .verified_at = same ? row.verified_at : INSTANT_NONE,
					   .customer_id = asked->customer,
					   .at = row.at,
					   .id = row.id,
				   }));
	TRY(follow_login(ctx, &customer));
	const struct event_change changes[] = {{"address", row.address, asked->address.shown},
					       {"verification", verification_key(row.verification),
						verification_key(same ? row.verification : VERIFICATION_NONE)}};
	return end(ctx, asked, "email.changed", changes, 2);
}

enum outcome contacts_change_email(struct context *ctx, struct customer_id customer, struct email_id email,
				   struct text address, struct text was)
{
	struct emailing asked = {.customer = customer, .email = email, .was = was};
	TRY(parse(ctx, address, &asked.address));
	return context_transact(ctx, change, &asked);
}

static enum outcome make_primary(struct context *ctx, void *state)
{
	const struct emailing *asked = state;
	struct customer_row customer;
	struct email_find row;
	int64_t changed;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	if (row.is_primary)
		return DONE;
	TRY(email_set_primary(ctx->writer, asked->email, asked->customer, &changed));
	TRY(follow_login(ctx, &customer));
	const struct event_change change = {"primary", customer.email, row.address};
	return end(ctx, asked, "email.made_primary", &change, 1);
}

enum outcome contacts_make_email_primary(struct context *ctx, struct customer_id customer, struct email_id email)
{
	return context_transact(ctx, make_primary, &(struct emailing){.customer = customer, .email = email});
}

static enum outcome set_verification(struct context *ctx, void *state)
{
	const struct emailing *asked = state;
	struct customer_row customer;
	struct email_find row;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	if (row.verification == asked->verification)
		return DONE;
	TRY(email_set(
		ctx->writer,
		&(struct email_set_in){
			.address = row.address,
			.folded = row.folded,
			.verification = asked->verification,
			.verified_at = asked->verification == VERIFICATION_VERIFIED ? context_now(ctx) : INSTANT_NONE,
			.customer_id = asked->customer,
			.at = row.at,
			.id = row.id,
		}));
	const struct event_change change = {"verification", verification_key(row.verification),
					    verification_key(asked->verification)};
	return end(ctx, asked, "email.verification_changed", &change, 1);
}

enum outcome contacts_set_verification(struct context *ctx, struct customer_id customer, struct email_id email,
				       enum verification verification)
{
	return context_transact(ctx, set_verification,
				&(struct emailing){.customer = customer, .email = email, .verification = verification});
}

static enum outcome remove_one(struct context *ctx, void *state)
{
	const struct emailing *asked = state;
	struct customer_row customer;
	struct email_find row;
	struct email_list *rows;
	size_t count;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, asked, &row));
	TRY(email_list(ctx->reader, asked->customer, &rows, &count));
	if (row.is_primary && count > 1)
		return context_conflict(ctx, TEXT("address"), "primary",
					N_("This is the primary address. Make another one the primary one first."),
					TEXT_NONE);
	TRY(email_remove(ctx->writer, asked->customer, row.at, row.id));
	TRY(drop(ctx, &customer, row.folded));
	if (row.is_primary)
		TRY(follow_login(ctx, &customer));
	const struct event_change change = {"address", row.address, TEXT_NONE};
	TRY(end(ctx, asked, "email.removed", &change, 1));
	TRY(customers_get(ctx, asked->customer, &customer));
	return customers_check_required(ctx, &customer);
}

enum outcome contacts_remove_email(struct context *ctx, struct customer_id customer, struct email_id email)
{
	return context_transact(ctx, remove_one, &(struct emailing){.customer = customer, .email = email});
}

struct setting {
	struct customer_id customer;
	struct email_id email;
	const struct contact_email *wanted;
	struct text was;
};

static enum outcome set_all(struct context *ctx, void *state)
{
	const struct setting *asked = state;
	const struct contact_email *wanted = asked->wanted;
	const struct emailing which = {.customer = asked->customer, .email = asked->email};
	struct customer_row customer;
	struct email_find row;
	TRY(contacts_begin(ctx, asked->customer, &customer));
	TRY(find(ctx, &which, &row));
	TRY(contacts_change_email(ctx, asked->customer, asked->email, wanted->address, asked->was));
	if (row.verification != wanted->verification)
		TRY(contacts_set_verification(ctx, asked->customer, asked->email, wanted->verification));
	return wanted->primary ? contacts_make_email_primary(ctx, asked->customer, asked->email) : DONE;
}

enum outcome contacts_set_email(struct context *ctx, struct customer_id customer, struct email_id email,
				const struct contact_email *wanted, struct text was)
{
	return context_transact(ctx, set_all, &(struct setting){customer, email, wanted, was});
}
