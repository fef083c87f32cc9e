/* Name and password, then the answer of features/access. */
#include "features/accounts/accounts.h"

#include "format/email_address.h"
#include "format/ip_country.h"
#include "outbound/outbound.h"
#include "service/passwords.h"
#include "service/secrets.h"
#include "service/throttle.h"

#include <sodium.h>
#include <string.h>

#define AGENT_MOST 300

struct entering {
	const struct account_ask *ask;
	const struct throttle_try *attempt;
	struct text hash;  /* that the password was checked with */
	struct text fresh; /* ours, in the place of another program's; none */
	struct account_entry *entry;
};

static enum outcome refuse(struct context *ctx)
{
	return context_invalid(ctx, TEXT_NONE, "not_signed_in", N_("Name and password do not belong together."),
			       TEXT_NONE);
}

static enum outcome add_session(struct context *ctx, const struct entering *entering)
{
	const struct account_ask *ask = entering->ask;
	struct instant now = context_now(ctx);
	int64_t id, changed;
	if (!text_is_empty(ask->replaced.value))
		TRY(account_session_remove_token(ctx->writer, token_hash(ctx->arena, ask->replaced), &changed));
	TRY(store_next_id(ctx->store, TEXT("account_session"), &id));
	TRY(account_session_add(ctx->writer, &(struct account_session_add_in){
						     .token_hash = token_hash(ctx->arena, entering->entry->token),
						     .id = {id},
						     .customer_id = entering->entry->customer,
						     .created = now,
						     .expires = instant_add(now, ACCOUNT_IDLE_US),
						     .address = ask->place.address,
						     .agent = text_slice(ask->place.agent, 0, AGENT_MOST),
					     }));
	return account_signed_in(ctx->writer, now, entering->entry->customer, &changed);
}

static struct text country_of(struct arena *arena, struct text address)
{
	struct address parsed;
	bool has_one = address_parse(address, &parsed) && address_is_public(parsed);
	return has_one ? ip_country(arena, address) : TEXT_NONE;
}

static enum outcome write_down(struct context *ctx, const struct entering *entering, enum sign_in_outcome outcome)
{
	int64_t id;
	TRY(store_next_id(ctx->store, TEXT("sign_in"), &id));
	context_touch(ctx, entering->entry->customer, "customer.signed_in");
	return account_sign_in_add(ctx->writer, &(struct account_sign_in_add_in){
							.customer_id = entering->entry->customer,
							.at = context_now(ctx),
							.id = {id},
							.outcome = outcome,
							.address = entering->ask->place.address,
							.agent = text_slice(entering->ask->place.agent, 0, AGENT_MOST),
							.country = country_of(ctx->arena, entering->ask->place.address),
						});
}

/* Whoever closes the account at the same moment waits for this row, and ends the session that is made here. */
static enum outcome enter(struct context *ctx, void *state)
{
	const struct entering *entering = state;
	struct account_entry *entry = entering->entry;
	struct account_lock lock;
	struct account_password_find password;
	struct customer_row_any any;
	int64_t changed;
	bool found, known;
	TRY(account_lock(ctx->reader, entry->customer, &found, &lock));
	if (!found)
		return refuse(ctx);
	TRY(account_password_find(ctx->reader, entry->customer, &known, &password));
	TRY(customer_row_any(ctx->reader, entry->customer, &found, &any));
	if (!found || !known || !text_equal(password.hash, entering->hash))
		return refuse(ctx);
	const struct customer_row row = customers_row_of(&any);
	entry->language = row.language;
	TRY(access_explain(ctx, &row, &entry->answer));
	if (!text_is_none(entering->fresh))
		TRY(account_imported_replace(ctx->writer, entering->fresh, entry->customer, &changed));
	if (entry->answer.may_sign_in)
		TRY(add_session(ctx, entering));
	TRY(throttle_forget_try(ctx, entering->attempt));
	return write_down(ctx, entering,
			  entry->answer.may_sign_in ? SIGN_IN_OUTCOME_SIGNED_IN : SIGN_IN_OUTCOME_NOT_LET_IN);
}

/* A hash to be checked where the name has none: some customer's, the same one each time, which only the key tells. So
 * names that nobody has take as long as those of customers, of each kind of hash as many, and when that customer's
 * becomes ours, so does theirs (docs/decisions/0026). None while nobody has a password. */
static enum outcome draw_hash(struct context *ctx, struct text name, struct text *ret_hash)
{
	unsigned char key[SECRET_BYTES];
	struct account_password_draw drawn;
	int64_t point;
	bool found;
	_Static_assert(crypto_shorthash_BYTES == sizeof point && crypto_shorthash_KEYBYTES <= SECRET_BYTES,
		       "a point is what SipHash gives, with one of the installation's keys");
	TRY(secrets_get(ctx, TEXT("draw"), key));
	crypto_shorthash((unsigned char *)&point, (const unsigned char *)name.at, name.size, key);
	TRY(account_password_draw(ctx->reader, point & INT64_MAX, &found, &drawn));
	*ret_hash = found ? drawn.hash : TEXT_NONE;
	return DONE;
}

static enum outcome find(struct context *ctx, struct text name, struct account_find_to_sign_in *ret_row,
			 struct text *ret_drawn)
{
	struct email_address address;
	struct text login = customers_fold_login(ctx->arena, name);
	struct text folded = email_address_parse(ctx->arena, name, &address) ? address.folded : TEXT_NONE;
	bool found;
	*ret_row = (struct account_find_to_sign_in){.hash = TEXT_NONE};
	TRY(context_read(ctx));
	TRY(draw_hash(ctx, text_is_none(folded) ? login : folded, ret_drawn));
	return account_find_to_sign_in(ctx->reader, login, folded, &found, ret_row);
}

/* The try is counted before the hash, so that guesses side by side count, too; the right one takes its count back with
 * what it writes. The same statements and one hash whoever it is. Nobody waits for a connection meanwhile. */
enum outcome accounts_sign_in(struct context *ctx, const struct account_ask *ask, struct account_entry *ret_entry)
{
	const struct throttle_try attempt = {"login", ask->place.network, ask->name};
	struct account_find_to_sign_in row;
	struct entering entering = {.ask = ask, .attempt = &attempt, .entry = ret_entry};
	struct text drawn;
	TRY(throttle_take_try(ctx, &attempt));
	TRY(find(ctx, ask->name, &row, &drawn));
	context_close(ctx);
	bool has_one = !text_is_none(row.hash);
	if (!passwords_match(has_one ? row.hash : drawn, ask->password) || !has_one)
		return refuse(ctx);
	if (row.imported)
		TRY(passwords_hash(ctx, ask->password, &entering.fresh));
	entering.hash = row.hash;
	*ret_entry = (struct account_entry){.customer = row.customer_id, .token = token_make(ctx->arena)};
	TRY(context_transact(ctx, enter, &entering));
	if (!ret_entry->answer.may_sign_in)
		ret_entry->token.value = TEXT_NONE;
	return DONE;
}
