/* Confirming, and a guest's record that becomes the account. */
#include "features/notifications/notifications.h"
#include "features/registrations/registrations_write.h"
#include "service/passwords.h"
#include "service/settings.h"

struct confirming {
	const struct registration_confirmation *ask;
	struct text seen; /* the hash that the password was checked with; none: it is a new one */
	struct text hash; /* of the new one */
	struct registration_confirmed *confirmed;
	bool *registered; /* else an account, which was there before */
};

enum outcome registrations_find(struct context *ctx, struct secret token, struct registration_found *ret_found)
{
	struct account_password_find password;
	struct registration_find registration;
	bool registered;
	*ret_found = (struct registration_found){.guest = {0}};
	TRY(accounts_find_link(ctx, ACCOUNT_LINK_PURPOSE_CONFIRMATION, token, &ret_found->link));
	TRY(account_password_find(ctx->reader, ret_found->link.customer, &ret_found->has_password, &password));
	TRY(registration_find(ctx->reader, ret_found->link.customer, &registered, &registration));
	return registered ? customers_find_claim(ctx, CLAIM_KIND_GUEST, ret_found->link.address, &ret_found->guest)
			  : DONE;
}

/* ---- the guest's record ---- */

static bool was_said(const struct customer_row *said, enum customer_field field, struct text value)
{
	switch ((int)field) {
	case CUSTOMER_FIELD_SALUTATION: return said->salutation != SALUTATION_NONE;
	case CUSTOMER_FIELD_NAME_ORDER: return said->name_order != NAME_ORDER_GIVEN_FIRST;
	case CUSTOMER_FIELD_NEWSLETTER: return said->newsletter;
	default: return !text_is_empty(value);
	}
}

/* What was said at registration, in the guest's record; what was not said stays as it is there, and so does what they
 * agreed to before. */
static enum outcome say_again(struct context *ctx, const struct customer_row *said, struct customer_id guest)
{
	static const enum customer_field kept[] = {
		CUSTOMER_FIELD_TYPE,       CUSTOMER_FIELD_CHANNEL,       CUSTOMER_FIELD_LANGUAGE,
		CUSTOMER_FIELD_LOGIN,      CUSTOMER_FIELD_ZONE,          CUSTOMER_FIELD_CURRENCY,
		CUSTOMER_FIELD_NAME_ORDER, CUSTOMER_FIELD_BILLING_EMAIL, CUSTOMER_FIELD_SALUTATION,
		CUSTOMER_FIELD_TITLE,      CUSTOMER_FIELD_FIRST_NAME,    CUSTOMER_FIELD_LAST_NAME,
		CUSTOMER_FIELD_COMPANY,    CUSTOMER_FIELD_BIRTH_DATE,    CUSTOMER_FIELD_COUNTRY,
		CUSTOMER_FIELD_NEWSLETTER};
	struct customer_change changes[sizeof kept / sizeof *kept];
	size_t count = 0;
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		struct text value = customers_field_text(ctx->arena, said, kept[i]);
		if (was_said(said, kept[i], value))
			changes[count++] = (struct customer_change){kept[i], value, TEXT_NONE};
	}
	return customers_change(ctx, guest, changes, count);
}

static enum outcome change_axis(struct context *ctx, struct customer_id customer, enum access_verb verb)
{
	const struct access_ask nothing = {.until = INSTANT_NONE};
	return access_change(ctx, customer, verb, &nothing);
}

/* The registration has nothing yet that the guest's record would not get, so that record becomes the account and keeps
 * its number, its history and what closes it. */
static enum outcome join(struct context *ctx, const struct customer_row *said, struct customer_id guest,
			 struct text hash)
{
	struct customer_row row;
	int64_t moved;
	TRY(customers_lock(ctx, guest, &row));
	TRY(registration_attributes_give_way(ctx->writer, guest, said->id, &moved));
	TRY(registration_attributes_move(ctx->writer, guest, said->id, &moved));
	TRY(registration_events_move(ctx->writer, guest, said->id, &moved));
	TRY(registration_event_values_move(ctx->writer, guest, said->id, &moved));
	ctx->actor = (struct actor){.kind = ACTOR_KIND_CUSTOMER, .id = guest.value};
	TRY(consents_take_over(ctx, said->id, guest));
	TRY(customers_erase(ctx, said->id, text_of_number(ctx->arena, said->id.value)));
	TRY(change_axis(ctx, guest, ACCESS_VERB_MAKE_ACCOUNT));
	if (said->approval != row.approval && row.approval == APPROVAL_APPROVED)
		TRY(change_axis(ctx, guest,
				said->approval == APPROVAL_PENDING ? ACCESS_VERB_SET_PENDING : ACCESS_VERB_DISAPPROVE));
	TRY(say_again(ctx, said, guest));
	return accounts_store_password(ctx,
				       &(struct account_new_password){.customer = guest, .hash = hash, .quiet = true});
}

/* Being blocked, or suspended from signing in, is not left behind with the guest's record. */
static bool is_kept_out(struct context *ctx, const struct customer_row *guest)
{
	struct access_answer answer;
	access_answer_of(guest, context_now(ctx), &answer);
	return answer.because == CUSTOMER_STATUS_BLOCKED || answer.because == CUSTOMER_STATUS_SUSPENDED;
}

/* The record that is joined: the guest's when they say so, and without asking while it keeps them out. It may have been
 * taken away, or be in the trash: then there is nothing to join. */
static enum outcome find_guest(struct context *ctx, struct text address, bool wanted, struct customer_id *ret_guest)
{
	struct customer_row_any any;
	bool found;
	TRY(customers_find_claim(ctx, CLAIM_KIND_GUEST, address, ret_guest));
	if (!ret_guest->value)
		return DONE;
	TRY(customer_row_any(ctx->reader, *ret_guest, &found, &any));
	const struct customer_row row = found ? customers_row_of(&any) : (struct customer_row){0};
	if (!found || !instant_is_none(row.trashed_at) || row.merged_into.value || !(wanted || is_kept_out(ctx, &row)))
		ret_guest->value = 0;
	return DONE;
}

/* ---- who is told ---- */

static enum outcome welcome(struct context *ctx, const struct customer_row *row)
{
	struct outbox_item_id item;
	return mailings_send(ctx,
			     &(struct mailing_ask){
				     .kind = MAILING_ACCOUNT_WELCOME,
				     .name = row->display_name,
				     .address = row->email,
				     .language = row->language,
				     .customer = row->id,
				     .link = TEXT("/account"),
				     .enters = true,
				     .secret = {TEXT_NONE},
			     },
			     &item);
}

static enum outcome tell_staff(struct context *ctx, const struct customer_row *row)
{
	struct outbox_item_id item;
	struct text address;
	TRY(settings_get(ctx, SETTING_REGISTRATION_TELL, &address));
	if (text_is_empty(address))
		return DONE;
	return mailings_send(
		ctx,
		&(struct mailing_ask){
			.kind = row->approval == APPROVAL_PENDING ? MAILING_REGISTERED_PENDING : MAILING_REGISTERED,
			.name = row->display_name,
			.address = address,
			.language = TEXT_NONE,
			.customer = row->id,
			.link = text_format(ctx->arena, "/admin/customers/%lld", (long long)row->id.value),
			.secret = {TEXT_NONE},
		},
		&item);
}

/* ---- confirming ---- */

static enum outcome wrong(struct context *ctx)
{
	return context_invalid(ctx, TEXT("password"), "wrong",
			       N_("This is not the password that was chosen for this registration."), TEXT_NONE);
}

static enum outcome confirm_same(struct context *ctx, const struct account_link *link, struct text hash)
{
	TRY(access_confirm(ctx, link->customer));
	if (text_is_none(hash))
		return DONE;
	return accounts_store_password(
		ctx, &(struct account_new_password){.customer = link->customer, .hash = hash, .quiet = true});
}

static enum outcome confirm_as(struct context *ctx, const struct confirming *confirming, struct account_link *link,
			       struct text hash)
{
	struct customer_id guest = {0};
	int64_t removed;
	ctx->actor = (struct actor){.kind = ACTOR_KIND_CUSTOMER, .id = link->customer.value};
	TRY(registration_remove(ctx->writer, link->customer, &removed));
	*confirming->registered = removed;
	/* An account that was there before keeps what it has. */
	if (removed && link->row.activation == ACTIVATION_AWAITING)
		TRY(find_guest(ctx, link->address, confirming->ask->join, &guest));
	if (guest.value) {
		TRY(join(ctx, &link->row, guest, text_is_none(confirming->hash) ? hash : confirming->hash));
		link->customer = guest;
	} else {
		TRY(confirm_same(ctx, link, confirming->hash));
	}
	TRY(accounts_verify_address(ctx, link));
	return customers_get(ctx, link->customer, &confirming->confirmed->row);
}

static enum outcome tell_all(struct context *ctx, const struct registration_confirmed *confirmed, bool registered)
{
	if (confirmed->answer.may_sign_in)
		TRY(welcome(ctx, &confirmed->row));
	if (!registered)
		return DONE;
	TRY(tell_staff(ctx, &confirmed->row));
	return notifications_tell_registered(ctx, confirmed->row.id);
}

static enum outcome confirm(struct context *ctx, void *state)
{
	const struct confirming *confirming = state;
	struct registration_confirmed *confirmed = confirming->confirmed;
	struct account_password_find password;
	struct account_link link;
	const struct actor actor = ctx->actor;
	bool found;
	TRY(accounts_find_link(ctx, ACCOUNT_LINK_PURPOSE_CONFIRMATION, confirming->ask->token, &link));
	confirmed->row = link.row;
	if (!instant_is_none(link.row.trashed_at) || link.row.merged_into.value)
		return access_explain(ctx, &confirmed->row, &confirmed->answer);
	TRY(accounts_take_link(ctx, ACCOUNT_LINK_PURPOSE_CONFIRMATION, confirming->ask->token, &link));
	TRY(account_password_find(ctx->reader, link.customer, &found, &password));
	if (!text_is_none(confirming->seen) && !(found && text_equal(password.hash, confirming->seen)))
		return wrong(ctx);
	enum outcome outcome = confirm_as(ctx, confirming, &link, found ? password.hash : TEXT_NONE);
	ctx->actor = actor;
	TRY(outcome);
	TRY(access_explain(ctx, &confirmed->row, &confirmed->answer));
	return tell_all(ctx, confirmed, *confirming->registered);
}

enum outcome registrations_confirm(struct context *ctx, const struct registration_confirmation *ask,
				   struct registration_confirmed *ret_confirmed)
{
	bool registered;
	struct confirming confirming = {.ask = ask,
					.seen = TEXT_NONE,
					.hash = TEXT_NONE,
					.confirmed = ret_confirmed,
					.registered = &registered};
	struct account_password_find password;
	struct registration_found found;
	bool known;
	TRY(registrations_find(ctx, ask->token, &found));
	TRY(account_password_find(ctx->reader, found.link.customer, &known, &password));
	if (ask->fresh || !known) {
		TRY(passwords_check_fit(ctx, TEXT("password"), ask->password, found.link.row.email));
		TRY(passwords_hash(ctx, ask->password, &confirming.hash));
	} else if (passwords_match(password.hash, ask->password)) {
		confirming.seen = password.hash;
	} else {
		return wrong(ctx);
	}
	return context_transact_as_system(ctx, confirm, &confirming);
}
