/* Giving, confirming and withdrawing. What the links of withdrawing are: consents_links.c. */
#include "features/consents/consents.h"

#include "features/accounts/accounts.h"
#include "features/mailings/mailings.h"

static const struct text yes = {"yes", 3};

const char *const consent_wording = N_("I want news of {0} by e-mail. I can withdraw this at any time.");

enum outcome consents_get(struct context *ctx, struct customer_id customer, struct consent *ret_consent)
{
	bool found;
	TRY(context_read(ctx));
	*ret_consent = (struct consent){.state = CONSENT_STATE_NONE};
	TRY(consent_find(ctx->reader, customer, CONSENT_PURPOSE_NEWSLETTER, &found, &ret_consent->row));
	if (found)
		ret_consent->state = ret_consent->row.state;
	return DONE;
}

static enum outcome record(struct context *ctx, struct customer_id customer, const char *name,
			   enum consent_source source)
{
	const struct event_change changes[] = {
		{"purpose", TEXT_NONE, consent_purpose_key(CONSENT_PURPOSE_NEWSLETTER)},
		{"source", TEXT_NONE, consent_source_key(source)},
	};
	return events_record(ctx, &(struct event){
					  .customer = customer,
					  .name = name,
					  .object_kind = "customer",
					  .object_id = customer.value,
					  .changes = changes,
					  .change_count = 2,
				  });
}

/* ---- what follows from the field ---- */

static enum consent_source source_of(const struct context *ctx, bool registering)
{
	if (ctx->imported)
		return CONSENT_SOURCE_IMPORT;
	if (registering)
		return CONSENT_SOURCE_REGISTRATION;
	if (ctx->actor.kind == ACTOR_KIND_KEY)
		return CONSENT_SOURCE_API;
	return ctx->actor.kind == ACTOR_KIND_CUSTOMER ? CONSENT_SOURCE_PORTAL : CONSENT_SOURCE_STAFF;
}

static enum outcome mail(struct context *ctx, struct customer_id customer, enum mailing kind, struct secret token)
{
	struct outbox_item_id item;
	struct customer_row row;
	TRY(customers_get(ctx, customer, &row));
	const struct mailing_ask ask = {
		.kind = kind,
		.name = kind == MAILING_CONSENT_ASKED ? row.email : row.display_name,
		.address = row.email,
		.language = row.language,
		.customer = customer,
		.link = kind == MAILING_CONSENT_ASKED ? TEXT("/consent/confirm/") : TEXT("/consent/withdraw/"),
		.secret = token,
	};
	return mailings_send(ctx, &ask, &item);
}

static enum consent_state state_of(const struct context *ctx, bool imported)
{
	return imported && !ctx->unconfirmed ? CONSENT_STATE_CONFIRMED : CONSENT_STATE_PENDING;
}

/* Of somebody new: whoever is added is not mailed, and whoever registers confirms the address by that link and this
 * with it. Nothing is read, so that many are added quickly. */
static enum outcome begin_new(struct context *ctx, const struct event *event)
{
	bool registering = text_equal(text_of(event->name), TEXT("customer.registered"));
	bool imported = text_equal(text_of(event->name), TEXT("customer.imported"));
	return consent_add(ctx->writer,
			   &(struct consent_add_in){
				   .customer_id = event->customer,
				   .purpose = CONSENT_PURPOSE_NEWSLETTER,
				   .state = state_of(ctx, imported),
				   .at = context_now(ctx),
				   .source = imported ? CONSENT_SOURCE_IMPORT : source_of(ctx, registering),
			   });
}

static enum outcome begin(struct context *ctx, struct customer_id customer, enum consent_source source)
{
	struct secret token = token_make(ctx->arena);
	struct consent_address address;
	bool found, imported = source == CONSENT_SOURCE_IMPORT;
	enum consent_state state = state_of(ctx, imported);
	TRY(consent_address(ctx->reader, customer, &found, &address));
	bool letter = found && !imported && source != CONSENT_SOURCE_REGISTRATION;
	TRY(consent_set(ctx->writer,
			&(struct consent_set_in){
				.customer_id = customer,
				.purpose = CONSENT_PURPOSE_NEWSLETTER,
				.state = state,
				.at = context_now(ctx),
				.source = source,
				.address = found ? address.folded : TEXT_NONE,
				.given = context_now(ctx),
				.token_hash = letter ? token_hash(ctx->arena, token) : (struct bytes){NULL, 0},
			}));
	if (letter)
		TRY(mail(ctx, customer, MAILING_CONSENT_ASKED, token));
	return record(ctx, customer, state == CONSENT_STATE_CONFIRMED ? "consent.confirmed" : "consent.asked", source);
}

/* With what it was, so that it can be put back. */
static enum outcome record_end(struct context *ctx, struct customer_id customer, const struct consent *was,
			       enum consent_source source)
{
	const struct event_change changes[] = {
		{"purpose", TEXT_NONE, consent_purpose_key(CONSENT_PURPOSE_NEWSLETTER)},
		{"consent", consent_state_key(was->state), consent_state_key(CONSENT_STATE_UNSUBSCRIBED)},
		{"source", consent_source_key(was->row.source), consent_source_key(source)},
		{"since", instant_format(ctx->arena, was->row.at), instant_format(ctx->arena, context_now(ctx))},
	};
	return events_record(ctx, &(struct event){
					  .customer = customer,
					  .name = "consent.withdrawn",
					  .object_kind = "customer",
					  .object_id = customer.value,
					  .changes = changes,
					  .change_count = sizeof changes / sizeof *changes,
				  });
}

static enum outcome end(struct context *ctx, struct customer_id customer, enum consent_source source)
{
	struct consent was;
	TRY(consents_get(ctx, customer, &was));
	TRY(consent_end(ctx->writer, &(struct consent_end_in){.customer_id = customer,
							      .purpose = CONSENT_PURPOSE_NEWSLETTER,
							      .state = CONSENT_STATE_UNSUBSCRIBED,
							      .at = context_now(ctx),
							      .source = source}));
	return was.state == CONSENT_STATE_NONE ? record(ctx, customer, "consent.withdrawn", source)
					       : record_end(ctx, customer, &was, source);
}

static enum outcome confirm_registered(struct context *ctx, struct customer_id customer)
{
	TRY(consent_confirm(ctx->writer, &(struct consent_confirm_in){.state = CONSENT_STATE_CONFIRMED,
								      .at = context_now(ctx),
								      .source = CONSENT_SOURCE_REGISTRATION,
								      .confirmed_ip = TEXT_NONE,
								      .customer_id = customer,
								      .purpose = CONSENT_PURPOSE_NEWSLETTER}));
	return record(ctx, customer, "consent.confirmed", CONSENT_SOURCE_REGISTRATION);
}

static bool waits_for_registration(const struct consent *consent)
{
	return consent->state == CONSENT_STATE_PENDING && consent->row.source == CONSENT_SOURCE_REGISTRATION;
}

/* The link of a registration was followed by whoever reads mail there. */
static enum outcome follow_verified(struct context *ctx, const struct event *event)
{
	struct consent consent;
	TRY(consents_get(ctx, event->customer, &consent));
	return waits_for_registration(&consent) ? confirm_registered(ctx, event->customer) : DONE;
}

enum outcome consents_take_over(struct context *ctx, struct customer_id registered, struct customer_id customer)
{
	struct consent said, before;
	int64_t removed;
	TRY(consents_get(ctx, registered, &said));
	TRY(consents_get(ctx, customer, &before));
	if (!waits_for_registration(&said) || before.state == CONSENT_STATE_CONFIRMED)
		return DONE;
	TRY(consent_remove(ctx->writer, customer, CONSENT_PURPOSE_NEWSLETTER, &removed));
	TRY(consent_move(ctx->writer, customer, registered, CONSENT_PURPOSE_NEWSLETTER));
	return confirm_registered(ctx, customer);
}

enum outcome consents_take_back(struct context *ctx, struct customer_id customer, struct text request)
{
	struct consent_before before;
	struct customer_row row;
	int64_t removed;
	TRY(customers_get(ctx, customer, &row));
	TRY(consent_before(ctx->reader, customer, request, &before));
	if (row.newsletter || before.events)
		return DONE;
	return consent_remove(ctx->writer, customer, CONSENT_PURPOSE_NEWSLETTER, &removed);
}

enum outcome consents_put_back(struct context *ctx, struct customer_id customer, struct text request)
{
	struct consent_ended was;
	enum consent_state state;
	enum consent_source source;
	struct instant since;
	bool found;
	int64_t changed;
	TRY(consent_ended(ctx->reader, customer, request, &found, &was));
	if (!found || !consent_state_parse(was.state, &state) || state != CONSENT_STATE_CONFIRMED ||
	    !consent_source_parse(was.source, &source) || !instant_parse(was.since, &since))
		return DONE;
	TRY(consent_put_back(ctx->writer,
			     &(struct consent_put_back_in){state, since, source, customer, CONSENT_PURPOSE_NEWSLETTER},
			     &changed));
	return changed ? record(ctx, customer, "consent.confirmed", source) : DONE;
}

/* What was taken over is the proof of what the field says from now on. */
static enum outcome begin_unless_confirmed(struct context *ctx, struct customer_id customer, enum consent_source source)
{
	struct consent consent;
	TRY(consents_get(ctx, customer, &consent));
	return consent.state == CONSENT_STATE_CONFIRMED ? DONE : begin(ctx, customer, source);
}

static enum outcome follow_change(struct context *ctx, const struct event *event, const struct event_change *change)
{
	struct customer_row row;
	if (!text_equal(text_of(event->name), TEXT("customer.updated")))
		return text_equal(change->new, yes) ? begin_new(ctx, event) : DONE;
	TRY(customers_get(ctx, event->customer, &row));
	/* Whoever registers once more has not confirmed anything yet. */
	bool registering = ctx->actor.kind == ACTOR_KIND_CUSTOMER && row.activation == ACTIVATION_AWAITING;
	if (text_equal(change->new, yes))
		return begin_unless_confirmed(ctx, event->customer, source_of(ctx, registering));
	return end(ctx, event->customer, source_of(ctx, registering));
}

enum outcome consents_follow(struct context *ctx, const struct event *event, struct event_id id)
{
	(void)id;
	if (ctx->actor.kind == ACTOR_KIND_CUSTOMER &&
	    text_equal(text_of(event->name), TEXT("email.verification_changed")))
		return follow_verified(ctx, event);
	if (!text_starts(text_of(event->name), TEXT("customer.")))
		return DONE;
	for (size_t i = 0; i < event->change_count; i++)
		if (text_equal(text_of(event->changes[i].field), TEXT("newsletter")))
			return follow_change(ctx, event, &event->changes[i]);
	return DONE;
}

/* ---- giving and withdrawing ---- */

struct giving {
	struct customer_id customer;
	const struct consent_proof *proof;
};

static enum outcome set_field(struct context *ctx, struct customer_id customer, bool wanted)
{
	const struct customer_change change = {CUSTOMER_FIELD_NEWSLETTER, wanted ? yes : TEXT("no"), TEXT_NONE};
	return customers_change(ctx, customer, &change, 1);
}

enum outcome consents_prove(struct context *ctx, struct customer_id customer, const struct consent_proof *proof)
{
	int64_t changed;
	return consent_prove(ctx->writer,
			     &(struct consent_prove_in){.wording = proof->wording,
							.given_ip = proof->ip,
							.source = proof->source,
							.customer_id = customer,
							.purpose = CONSENT_PURPOSE_NEWSLETTER},
			     &changed);
}

static enum outcome give(struct context *ctx, void *state)
{
	const struct giving *giving = state;
	struct consent consent;
	struct customer_row row;
	TRY(customers_lock(ctx, giving->customer, &row));
	TRY(consents_get(ctx, giving->customer, &consent));
	if (text_is_empty(row.email))
		return context_conflict(ctx, TEXT_NONE, "no_address",
					N_("There is no e-mail address to confirm it at."), TEXT_NONE);
	if (consent.state == CONSENT_STATE_CONFIRMED && row.newsletter)
		return context_conflict(ctx, TEXT_NONE, "confirmed", N_("This is confirmed already."), TEXT_NONE);
	if (row.newsletter)
		TRY(begin(ctx, row.id, giving->proof->source));
	else
		TRY(set_field(ctx, row.id, true));
	return consents_prove(ctx, row.id, giving->proof);
}

enum outcome consents_give(struct context *ctx, struct customer_id customer, const struct consent_proof *proof)
{
	return context_transact(ctx, give, &(struct giving){customer, proof});
}

struct ending {
	struct customer_id customer;
	enum consent_source source;
};

static enum outcome withdraw(struct context *ctx, void *state)
{
	const struct ending *ending = state;
	struct customer_row row;
	TRY(customers_lock(ctx, ending->customer, &row));
	if (!row.newsletter)
		return DONE;
	TRY(set_field(ctx, row.id, false));
	return consent_end(ctx->writer, &(struct consent_end_in){.customer_id = row.id,
								 .purpose = CONSENT_PURPOSE_NEWSLETTER,
								 .state = CONSENT_STATE_UNSUBSCRIBED,
								 .at = context_now(ctx),
								 .source = ending->source});
}

enum outcome consents_withdraw(struct context *ctx, struct customer_id customer, enum consent_source source)
{
	return context_transact(ctx, withdraw, &(struct ending){customer, source});
}

/* ---- by the link ---- */

static enum outcome find(struct context *ctx, struct secret token, struct consent_by_token *ret_row)
{
	bool found;
	TRY(context_read(ctx));
	TRY(consent_by_token(ctx->reader, token_hash(ctx->arena, token),
			     instant_add(context_now(ctx), -CONSENT_LINK_US), &found, ret_row));
	return found ? DONE : NOT_FOUND;
}

enum outcome consents_find(struct context *ctx, struct secret token, struct text *ret_address)
{
	struct consent_by_token row;
	TRY(find(ctx, token, &row));
	*ret_address = row.address;
	return DONE;
}

struct confirming {
	struct secret token;
	struct text ip;
};

static enum outcome confirm(struct context *ctx, void *state)
{
	const struct confirming *confirming = state;
	struct consent_by_token row;
	struct customer_row_any any;
	struct secret withdrawal;
	bool found;
	TRY(find(ctx, confirming->token, &row));
	TRY(customer_row_any(ctx->reader, row.customer_id, &found, &any));
	if (!found)
		return NOT_FOUND;
	const struct customer_row customer = customers_row_of(&any);
	accounts_become(ctx, &customer);
	TRY(consent_confirm(ctx->writer, &(struct consent_confirm_in){.state = CONSENT_STATE_CONFIRMED,
								      .at = context_now(ctx),
								      .source = CONSENT_SOURCE_LINK,
								      .confirmed_ip = confirming->ip,
								      .customer_id = row.customer_id,
								      .purpose = row.purpose}));
	TRY(record(ctx, row.customer_id, "consent.confirmed", CONSENT_SOURCE_LINK));
	TRY(consents_make_withdrawal(ctx, row.customer_id, &withdrawal));
	return mail(ctx, row.customer_id, MAILING_CONSENT_CONFIRMED, withdrawal);
}

enum outcome consents_confirm(struct context *ctx, struct secret token, struct text ip)
{
	return context_transact(ctx, confirm, &(struct confirming){token, ip});
}
