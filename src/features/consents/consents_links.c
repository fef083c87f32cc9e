/* Links that withdraw: a number and a MAC of it and the address, so that every letter may hold one and none is stored.
 */
#include "features/consents/consents.h"

#include "features/accounts/accounts.h"
#include "service/secrets.h"

#include <sodium.h>
#include <string.h>

#define MAC_BYTES 16

/* Of whoever has that address now: a link to an address that is no longer theirs withdraws nothing. */
static enum outcome make_mac(struct context *ctx, struct customer_id customer, struct text *ret_hex)
{
	unsigned char key[SECRET_BYTES], mac[MAC_BYTES];
	struct consent_address address;
	bool found;
	TRY(secrets_get(ctx, TEXT("consent"), key));
	TRY(consent_address(ctx->reader, customer, &found, &address));
	if (!found)
		return NOT_FOUND;
	struct text said =
		text_format(ctx->arena, "newsletter|%lld|%.*s", (long long)customer.value, TEXT_ARG(address.folded));
	crypto_generichash(mac, sizeof mac, (const unsigned char *)said.at, said.size, key, sizeof key);
	char *hex = arena_take(ctx->arena, 2 * sizeof mac + 1);
	sodium_bin2hex(hex, 2 * sizeof mac + 1, mac, sizeof mac);
	*ret_hex = (struct text){hex, 2 * sizeof mac};
	return DONE;
}

enum outcome consents_make_withdrawal(struct context *ctx, struct customer_id customer, struct secret *ret_token)
{
	struct text mac;
	TRY(make_mac(ctx, customer, &mac));
	ret_token->value = text_format(ctx->arena, "%lld.%.*s", (long long)customer.value, TEXT_ARG(mac));
	return DONE;
}

enum outcome consents_find_withdrawal(struct context *ctx, struct secret token, struct customer_id *ret_customer)
{
	struct text rest = token.value, number, mac;
	TRY(context_read(ctx));
	if (!text_next(&rest, '.', &number) || !text_to_number(number, &ret_customer->value) ||
	    ret_customer->value < 1 || text_is_none(rest))
		return NOT_FOUND;
	TRY(make_mac(ctx, *ret_customer, &mac));
	bool same = rest.size == mac.size && sodium_memcmp(rest.at, mac.at, mac.size) == 0;
	return same ? DONE : NOT_FOUND;
}

static enum outcome withdraw(struct context *ctx, void *state)
{
	const struct secret *token = state;
	struct customer_id customer;
	struct customer_row_any any;
	bool found;
	TRY(consents_find_withdrawal(ctx, *token, &customer));
	TRY(customer_row_any(ctx->reader, customer, &found, &any));
	if (!found)
		return NOT_FOUND;
	const struct customer_row row = customers_row_of(&any);
	accounts_become(ctx, &row);
	return consents_withdraw(ctx, customer, CONSENT_SOURCE_LINK);
}

enum outcome consents_withdraw_by(struct context *ctx, struct secret token)
{
	return context_transact(ctx, withdraw, &token);
}
