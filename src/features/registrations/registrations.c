/* Registering. Confirming: registrations_confirm.c. What happens by the clock: registrations_jobs.c. */
#include "features/registrations/registrations.h"

#include "features/registrations/registrations_write.h"
#include "format/email_address.h"
#include "service/events.h"
#include "service/passwords.h"
#include "service/settings.h"

/* ---- what is asked ---- */

const enum customer_field registration_fields[REGISTRATION_FIELDS] = {
	CUSTOMER_FIELD_LOGIN,         CUSTOMER_FIELD_SALUTATION, CUSTOMER_FIELD_TITLE,    CUSTOMER_FIELD_FIRST_NAME,
	CUSTOMER_FIELD_LAST_NAME,     CUSTOMER_FIELD_NAME_ORDER, CUSTOMER_FIELD_COMPANY,  CUSTOMER_FIELD_BIRTH_DATE,
	CUSTOMER_FIELD_BILLING_EMAIL, CUSTOMER_FIELD_COUNTRY,    CUSTOMER_FIELD_LANGUAGE, CUSTOMER_FIELD_ZONE,
	CUSTOMER_FIELD_CURRENCY,      CUSTOMER_FIELD_NEWSLETTER,
};

bool registration_requires(const struct label_rows *type, enum customer_field field)
{
	return customer_asks(type->required_fields, customer_field_declared(field)->word);
}

/* A name is asked for by every type. */
bool registration_asks(const struct label_rows *type, enum customer_field field)
{
	return field == CUSTOMER_FIELD_FIRST_NAME || field == CUSTOMER_FIELD_LAST_NAME ||
	       registration_requires(type, field) ||
	       customer_asks(type->shown_fields, customer_field_declared(field)->word);
}

/* Said by the form itself, or given to everybody. */
static bool comes_by_itself(struct text word)
{
	static const enum customer_field given[] = {CUSTOMER_FIELD_EMAIL, CUSTOMER_FIELD_TYPE, CUSTOMER_FIELD_GROUP,
						    CUSTOMER_FIELD_CHANNEL, CUSTOMER_FIELD_SINCE};
	for (size_t i = 0; i < sizeof given / sizeof *given; i++)
		if (text_equal(word, text_of(customer_field_declared(given[i])->word)))
			return true;
	for (size_t i = 0; i < REGISTRATION_FIELDS; i++)
		if (text_equal(word, text_of(customer_field_declared(registration_fields[i])->word)))
			return true;
	return false;
}

static bool is_open(const struct label_rows *type)
{
	struct text words = type->required_fields, word;
	bool open = type->active && type->registration;
	while (open && text_next(&words, ' ', &word))
		open = text_is_empty(word) || customer_asked_is(word) || comes_by_itself(word);
	return open;
}

enum outcome registrations_list_types(struct context *ctx, struct label_rows *ret_types[], size_t *ret_count)
{
	const struct label_rows *rows;
	size_t count;
	*ret_count = 0;
	TRY(labels_list(ctx, LABEL_TYPE, &rows, &count));
	struct label_rows *types = arena_take_array(ctx->arena, count, sizeof *types);
	for (size_t i = 0; i < count; i++)
		if (is_open(&rows[i]))
			types[(*ret_count)++] = rows[i];
	*ret_types = types;
	return DONE;
}

static enum outcome find_type(struct context *ctx, struct text word, struct label_rows *ret_type)
{
	struct label_rows *types;
	size_t count, chosen = 0;
	bool found = false;
	TRY(registrations_list_types(ctx, &types, &count));
	for (size_t i = 0; i < count && !found; i++) {
		found = text_is_empty(word) ? types[i].is_default : text_equal(types[i].word, word);
		chosen = found ? i : chosen;
	}
	if (!count || (!found && !text_is_empty(word)))
		return context_invalid(ctx, TEXT("type"), "closed", N_("Nobody can register like this."), TEXT_NONE);
	*ret_type = types[chosen];
	return DONE;
}

enum outcome registrations_find_channel(struct context *ctx, struct text word,
					struct registration_form_channel *ret_channel)
{
	struct registration_channel row;
	bool found;
	TRY(context_read(ctx));
	TRY(registration_channel(ctx->reader, text_is_empty(word) ? TEXT_NONE : word, &found, &row));
	if (!found)
		return context_invalid(ctx, TEXT("channel"), "unknown", N_("There is no such sales channel."),
				       TEXT_NONE);
	*ret_channel = (struct registration_form_channel){row.id, row.terms, row.privacy, row.terms_version};
	return DONE;
}

/* ---- checking: by what was said alone ---- */

struct registering {
	const struct registration *ask;
	struct label_rows type;
	struct registration_form_channel channel;
	struct email_address email;
	struct text hash;  /* none: no password was chosen */
	struct text login; /* as they chose it, or their address */
	enum approval approval;
};

static void worsen(enum outcome *outcome, enum outcome one)
{
	*outcome = one == DONE || *outcome == FAULT ? *outcome : one;
}

/* Shops say a language whatever the type asks for. */
static bool may_be_said(const struct label_rows *type, enum customer_field field)
{
	return field == CUSTOMER_FIELD_LANGUAGE || registration_asks(type, field);
}

/* What looks like an address is one, and nobody has proved yet whose. */
static enum outcome check_login(struct context *ctx, struct text login)
{
	if (text_find(login, TEXT("@"), 0) == SIZE_MAX)
		return DONE;
	return context_invalid(ctx, TEXT("login"), "an_address",
			       N_("A username has no @. You can sign in with your e-mail address as well."), TEXT_NONE);
}

static enum outcome check_field(struct context *ctx, const struct registering *registering, size_t i)
{
	enum customer_field field = registration_fields[i];
	struct text value = registering->ask->values[i], word = text_of(customer_field_declared(field)->word);
	struct text normal;
	if (!text_is_empty(text_trim(value)) && !may_be_said(&registering->type, field))
		return context_invalid(ctx, word, "unknown_field", N_("This is not asked for."), TEXT_NONE);
	if (text_is_empty(text_trim(value)) && registration_requires(&registering->type, field))
		return context_invalid(ctx, word, "required", N_("This is needed for customers of this type."),
				       TEXT_NONE);
	if (field == CUSTOMER_FIELD_LOGIN)
		TRY(check_login(ctx, value));
	return customers_check_field(ctx, field, value, &normal);
}

/* Nobody has accepted what came after what they read. */
static enum outcome check_terms(struct context *ctx, const struct registering *registering)
{
	const struct registration *ask = registering->ask;
	struct text current = registering->channel.terms_version;
	if (text_is_empty(registering->channel.terms))
		return DONE;
	if (!ask->terms)
		return context_invalid(ctx, TEXT("terms"), "required", N_("Accept the terms to register."), TEXT_NONE);
	if (text_is_none(ask->terms_version) ||
	    text_equal(ask->terms_version, text_is_none(current) ? TEXT("") : current))
		return DONE;
	return context_invalid(ctx, TEXT("terms"), "other_version",
			       N_("The terms have changed meanwhile. Read them, and accept them once more."),
			       TEXT_NONE);
}

static enum outcome check(struct context *ctx, struct registering *registering)
{
	const struct registration *ask = registering->ask;
	enum outcome outcome = DONE;
	TRY(find_type(ctx, ask->type, &registering->type));
	TRY(registrations_find_channel(ctx, ask->channel, &registering->channel));
	if (!email_address_parse(ctx->arena, ask->email, &registering->email))
		worsen(&outcome, context_invalid(ctx, TEXT("email"), "not_an_address",
						 N_("“{0}” is no e-mail address."), ask->email, TEXT_NONE));
	for (size_t i = 0; i < REGISTRATION_FIELDS; i++)
		worsen(&outcome, check_field(ctx, registering, i));
	const struct contact_asked asked =
		contacts_asked(registering->type.shown_fields, registering->type.required_fields);
	worsen(&outcome, contacts_check_first(ctx, &ask->reached, &asked));
	worsen(&outcome, customer_attributes.check(ctx, ask->attributes, true));
	worsen(&outcome, check_terms(ctx, registering));
	if (!text_is_none(ask->password.value))
		worsen(&outcome, passwords_check_fit(ctx, TEXT("password"), ask->password, ask->email));
	return outcome;
}

/* ---- somebody new ---- */

static struct text said(const struct registration *ask, enum customer_field field)
{
	for (size_t i = 0; i < REGISTRATION_FIELDS; i++)
		if (registration_fields[i] == field && !text_is_none(ask->values[i]))
			return ask->values[i];
	return TEXT("");
}

static struct text value_of(const struct registering *registering, enum customer_field field)
{
	return field == CUSTOMER_FIELD_LOGIN ? registering->login : said(registering->ask, field);
}

static size_t write_changes(struct context *ctx, const struct registering *registering,
			    struct customer_change changes[CUSTOMER_FIELD_COUNT])
{
	const struct registration *ask = registering->ask;
	size_t count = 0;
	changes[count++] = (struct customer_change){CUSTOMER_FIELD_EMAIL, registering->email.shown, TEXT_NONE};
	changes[count++] = (struct customer_change){CUSTOMER_FIELD_TYPE,
						    text_of_number(ctx->arena, registering->type.id), TEXT_NONE};
	changes[count++] = (struct customer_change){
		CUSTOMER_FIELD_CHANNEL, text_of_number(ctx->arena, registering->channel.id.value), TEXT_NONE};
	if (!text_is_empty(ask->language))
		changes[count++] = (struct customer_change){CUSTOMER_FIELD_LANGUAGE, ask->language, TEXT_NONE};
	for (size_t i = 0; i < REGISTRATION_FIELDS; i++)
		if (registration_fields[i] != CUSTOMER_FIELD_LANGUAGE)
			changes[count++] = (struct customer_change){
				registration_fields[i], value_of(registering, registration_fields[i]), TEXT_NONE};
	return count;
}

/* From here on it is the customer who acts. */
static enum outcome begin_waiting(struct context *ctx, struct customer_row *row, struct customer_sources *sources,
				  void *state)
{
	const struct registering *registering = state;
	(void)sources;
	row->activation = ACTIVATION_AWAITING;
	row->approval = registering->approval;
	ctx->actor = (struct actor){.kind = ACTOR_KIND_CUSTOMER, .id = row->id.value};
	return registration_axes(ctx->writer, row->activation, row->approval, row->id);
}

static enum outcome add(struct context *ctx, struct registering *registering, struct customer_id *ret_customer)
{
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	const struct customer_adding adding = {
		.changes = changes,
		.count = write_changes(ctx, registering, changes),
		.attributes = registering->ask->attributes,
		.themselves = true,
		.with = begin_waiting,
		.state = registering,
	};
	return customers_add(ctx, &adding, ret_customer);
}

/* ---- somebody who has registered before and not confirmed ---- */

/* Another type decides anew about approval, so that nobody comes in by one and changes to the other; staff's no stays.
 */
static enum outcome register_again(struct context *ctx, const struct registering *registering,
				   const struct customer_row *row)
{
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	size_t count = write_changes(ctx, registering, changes);
	bool other = row->type_id.value != registering->type.id && row->approval != APPROVAL_DISAPPROVED;
	ctx->actor = (struct actor){.kind = ACTOR_KIND_CUSTOMER, .id = row->id.value};
	TRY(customers_change(ctx, row->id, changes, count));
	TRY(registration_axes(ctx->writer, ACTIVATION_AWAITING, other ? registering->approval : row->approval,
			      row->id));
	TRY(customers_derive(ctx, row->id));
	return text_is_none(registering->ask->attributes)
		       ? DONE
		       : customer_attributes.set(ctx, row->id, registering->ask->attributes);
}

/* ---- the letter ---- */

/* Where the terms stand, what they are called, from where; when it was, the event says. */
static enum outcome accept_terms(struct context *ctx, const struct registering *registering,
				 struct customer_id customer)
{
	struct event_change changes[3] = {{"terms", TEXT_NONE, registering->channel.terms}};
	size_t count = 1;
	if (text_is_empty(registering->channel.terms))
		return DONE;
	if (!text_is_empty(registering->channel.terms_version))
		changes[count++] = (struct event_change){"version", TEXT_NONE, registering->channel.terms_version};
	if (!text_is_none(registering->ask->place))
		changes[count++] = (struct event_change){"ip", TEXT_NONE, registering->ask->place};
	return events_record(ctx, &(struct event){
					  .customer = customer,
					  .name = "customer.terms_accepted",
					  .object_kind = "customer",
					  .object_id = customer.value,
					  .changes = changes,
					  .change_count = count,
				  });
}

static enum outcome prove_consent(struct context *ctx, const struct registering *registering,
				  struct customer_id customer)
{
	const struct consent_proof proof = {CONSENT_SOURCE_REGISTRATION, registering->ask->wording,
					    registering->ask->place};
	struct customer_row row;
	TRY(customers_get(ctx, customer, &row));
	return row.newsletter ? consents_prove(ctx, customer, &proof) : DONE;
}

static enum outcome mail_link(struct context *ctx, struct customer_id customer, enum mailing mailing,
			      struct text language, struct text next)
{
	struct customer_row row;
	TRY(customers_get(ctx, customer, &row));
	return accounts_mail_link(ctx, &(struct account_link_ask){
					       .purpose = ACCOUNT_LINK_PURPOSE_CONFIRMATION,
					       .mailing = mailing,
					       .row = &row,
					       .address = row.email,
					       .language = language,
					       .next = next,
					       .further = mailing == MAILING_ACCOUNT_REMINDER,
				       });
}

enum outcome registration_mail_again(struct context *ctx, struct customer_id customer, enum mailing mailing,
				     struct text language, struct text next)
{
	struct account_link_next before;
	bool found = false;
	if (text_is_empty(next))
		TRY(account_link_next(ctx->reader, customer, ACCOUNT_LINK_PURPOSE_CONFIRMATION, &found, &before));
	return mail_link(ctx, customer, mailing, language, found ? before.next : next);
}

/* Whoever has the address learns that somebody, probably they, forgot that they have an account. */
static enum outcome tell_owner(struct context *ctx, const struct registering *registering)
{
	struct outbox_item_id item;
	return mailings_send(ctx,
			     &(struct mailing_ask){
				     .kind = MAILING_ACCOUNT_KNOWN,
				     .name = registering->email.shown,
				     .address = registering->email.shown,
				     .language = registering->ask->language,
				     .channel = registering->channel.id,
				     .link = TEXT("/login"),
				     .enters = true,
				     .secret = {TEXT_NONE},
			     },
			     &item);
}

static enum outcome end(struct context *ctx, const struct registering *registering, struct customer_id customer)
{
	TRY(contacts_replace_first(ctx, customer, &registering->ask->reached));
	TRY(registration_set(ctx->writer, customer, context_now(ctx)));
	TRY(accounts_store_password(
		ctx, &(struct account_new_password){.customer = customer, .hash = registering->hash, .quiet = true}));
	TRY(accept_terms(ctx, registering, customer));
	TRY(prove_consent(ctx, registering, customer));
	return mail_link(ctx, customer, MAILING_ACCOUNT_CONFIRMATION, registering->ask->language,
			 registering->ask->next);
}

bool registration_may_confirm(const struct customer_row *row)
{
	return row->id.value && row->activation == ACTIVATION_AWAITING && !row->guest &&
	       instant_is_none(row->trashed_at) && !row->merged_into.value && !text_is_empty(row->email);
}

bool registration_waits(const struct customer_row *row, bool registered)
{
	return registered && registration_may_confirm(row);
}

static enum mailing letter_of(bool registered)
{
	return registered ? MAILING_ACCOUNT_CONFIRMATION : MAILING_ACCOUNT_ACTIVATION;
}

/* The account that has that address, locked; its id is 0 when there is none. */
static enum outcome find_waiting(struct context *ctx, struct text folded, struct customer_row *ret_row, bool *ret_waits)
{
	struct customer_id holder;
	struct registration_find registration;
	bool registered;
	*ret_waits = false;
	*ret_row = (struct customer_row){0};
	TRY(customers_find_claim(ctx, CLAIM_KIND_EMAIL, folded, &holder));
	if (!holder.value)
		return DONE;
	TRY(customers_lock(ctx, holder, ret_row));
	TRY(registration_find(ctx->reader, holder, &registered, &registration));
	*ret_waits = registration_waits(ret_row, registered);
	return DONE;
}

/* A username that somebody has is left out, and the address is the login: whether there is one of that name is told to
 * nobody. */
static enum outcome choose_login(struct context *ctx, struct registering *registering, struct customer_id own)
{
	struct text login = text_trim(said(registering->ask, CUSTOMER_FIELD_LOGIN));
	struct customer_id holder;
	registering->login = registering->email.shown;
	if (text_is_empty(login))
		return DONE;
	TRY(customers_find_claim(ctx, CLAIM_KIND_LOGIN, customers_fold_login(ctx->arena, login), &holder));
	if (!holder.value || holder.value == own.value)
		registering->login = login;
	return DONE;
}

static enum outcome register_one(struct context *ctx, void *state)
{
	struct registering *registering = state;
	const struct actor actor = ctx->actor;
	struct customer_id customer, named;
	struct customer_row row;
	enum outcome outcome;
	bool waits;
	TRY(find_waiting(ctx, registering->email.folded, &row, &waits));
	/* A login of the same letters is somebody's too. */
	TRY(customers_find_claim(ctx, CLAIM_KIND_LOGIN, customers_fold_login(ctx->arena, registering->email.shown),
				 &named));
	if (!waits && (row.id.value || named.value))
		return tell_owner(ctx, registering);
	TRY(choose_login(ctx, registering, row.id));
	customer = row.id;
	outcome = waits ? register_again(ctx, registering, &row) : add(ctx, registering, &customer);
	if (outcome == DONE)
		outcome = end(ctx, registering, customer);
	ctx->actor = actor;
	return outcome;
}

enum outcome registrations_register(struct context *ctx, const struct registration *ask)
{
	struct registering registering = {.ask = ask, .hash = TEXT_NONE};
	bool automatic;
	TRY(check(ctx, &registering));
	TRY(settings_flag(ctx, SETTING_APPROVAL_AUTOMATIC, &automatic));
	registering.approval = automatic || !registering.type.approval ? APPROVAL_APPROVED : APPROVAL_PENDING;
	/* Before anybody looks whose address it is: it takes as long for every one. */
	if (!text_is_none(ask->password.value))
		TRY(passwords_hash(ctx, ask->password, &registering.hash));
	size_t problems = ctx->problems->count;
	enum outcome outcome = context_transact_as_system(ctx, register_one, &registering);
	if (outcome != CONFLICT)
		return outcome;
	/* Somebody was faster with the same address, so that it is known now; nobody is told by an answer. */
	ctx->problems->count = problems;
	return context_transact_as_system(ctx, register_one, &registering);
}

/* ---- once more ---- */

struct resending {
	struct text folded, language, next;
};

static enum outcome resend(struct context *ctx, void *state)
{
	const struct resending *resending = state;
	struct customer_row row;
	bool waits;
	TRY(find_waiting(ctx, resending->folded, &row, &waits));
	if (!registration_may_confirm(&row))
		return DONE;
	return registration_mail_again(ctx, row.id, letter_of(waits), resending->language, resending->next);
}

enum outcome registrations_resend(struct context *ctx, struct text email, struct text language, struct text next)
{
	struct email_address address;
	if (!email_address_parse(ctx->arena, email, &address))
		return DONE;
	return context_transact_as_system(ctx, resend, &(struct resending){address.folded, language, next});
}

static enum outcome resend_to(struct context *ctx, void *state)
{
	const struct customer_id *customer = state;
	struct registration_find registration;
	struct customer_row row;
	bool registered;
	TRY(customers_lock(ctx, *customer, &row));
	TRY(registration_find(ctx->reader, *customer, &registered, &registration));
	if (!registration_may_confirm(&row))
		return context_conflict(ctx, TEXT_NONE, "nothing_waits",
					N_("They have no registration that waits to be confirmed."), TEXT_NONE);
	return registration_mail_again(ctx, *customer, letter_of(registered), TEXT_NONE, TEXT_NONE);
}

enum outcome registrations_resend_to(struct context *ctx, struct customer_id customer)
{
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_WRITE));
	return context_transact(ctx, resend_to, &customer);
}
