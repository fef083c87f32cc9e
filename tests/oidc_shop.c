/* The shop of the tests; see oidc_shop.h. What changes here: the key that the first shop of a process has made; tests
 * run one after another in a process.
 */
#include "tests/oidc_shop.h"

#include "format/jose.h"
#include "format/url.h"
#include "oidc.sql.h"

#include <sodium.h>
#include <string.h>

/* Making a key takes longer than most tests, so the first shop makes one and the others are given it. */
static unsigned char key[4096];
static size_t key_size;

static enum outcome give_key(struct context *ctx, void *state)
{
	int64_t id;
	(void)state;
	TRY(store_next_id(ctx->store, TEXT("oidc_key"), &id));
	return oidc_key_add(ctx->writer, (struct oidc_key_id){id}, (struct bytes){key, key_size}, context_now(ctx));
}

static void keep_key(struct context *ctx)
{
	struct oidc_key_list *keys;
	size_t count;
	assert_int_equal(oidc_list_keys(ctx, &keys, &count), DONE);
	assert_int_equal(count, 1);
	assert_true(keys[0].private.size <= sizeof key);
	memcpy(key, keys[0].private.at, keys[0].private.size);
	key_size = keys[0].private.size;
}

void oidc_shop_open(struct oidc_shop *shop, const char *engine)
{
	const struct oidc_client_ask ask = {TEXT(SHOP_BACK "\n" SHOP_BACK "?shop=2"), TEXT(SHOP_AFTER), TEXT(""),
					    TEXT(SHOP_VISIT)};
	struct secret secret;
	site_open(&shop->site, engine);
	if (key_size)
		assert_int_equal(context_transact(site_fresh(&shop->site), give_key, NULL), DONE);
	assert_int_equal(oidc_set_client(site_fresh(&shop->site), (struct channel_id){1}, &ask, &secret), DONE);
	if (!key_size)
		keep_key(site_fresh(&shop->site));
	shop->secret = secret.value;
	shop->basic = oidc_shop_basic(shop, "shop", shop->secret);
}

struct text oidc_shop_basic(struct oidc_shop *shop, const char *word, struct text secret)
{
	struct text both = text_format(shop->site.arena, "%s:%.*s", word, TEXT_ARG(secret));
	char *encoded = arena_take(shop->site.arena, 200);
	sodium_bin2base64(encoded, 200, (const unsigned char *)both.at, both.size, sodium_base64_VARIANT_ORIGINAL);
	return text_format(shop->site.arena, "Authorization: Basic %s\r\n", encoded);
}

struct channel_id oidc_shop_add_fair(struct oidc_shop *shop)
{
	const struct label_change name = {LABEL_FIELD_NAME, TEXT("Fair")};
	const struct label_ask add = {.kind = LABEL_CHANNEL, .word = TEXT("fair"), .changes = &name, .count = 1};
	int64_t fair;
	assert_int_equal(labels_add(site_fresh(&shop->site), &add, &fair), DONE);
	assert_int_equal(fair, 2);
	return (struct channel_id){fair};
}

struct text oidc_shop_parameter(struct oidc_shop *shop, struct text address, const char *name)
{
	struct text mark = text_format(shop->site.arena, "%s=", name), value, rest;
	size_t at = text_find(address, text_format(shop->site.arena, "?%s=", name), 0);
	if (at == SIZE_MAX)
		at = text_find(address, text_format(shop->site.arena, "&%s=", name), 0);
	if (at == SIZE_MAX)
		return TEXT_NONE;
	rest = text_slice(address, at + 1 + mark.size, SIZE_MAX);
	text_next(&rest, '&', &value);
	assert_int_equal(url_decode(shop->site.arena, value, &value), DONE);
	return value;
}

struct text oidc_shop_take_code(struct oidc_shop *shop, struct visitor *customer)
{
	assert_int_equal(visitor_get(customer, SHOP_ASK), 303);
	assert_true(text_starts(customer->location, TEXT(SHOP_BACK "?code=")));
	return oidc_shop_parameter(shop, customer->location, "code");
}

int oidc_shop_exchange(struct oidc_shop *shop, struct visitor *server, const char *form)
{
	server->headers = shop->basic;
	return visitor_send_raw(server, "POST", "/oidc/token", "application/x-www-form-urlencoded", text_of(form));
}

const char *oidc_shop_form(struct oidc_shop *shop, struct text code)
{
	return text_format(shop->site.arena,
			   "grant_type=authorization_code&code=%.*s&redirect_uri=https%%3A%%2F%%2Fshop.example%%2Fback"
			   "&code_verifier=" SHOP_VERIFIER "&something=else",
			   TEXT_ARG(code))
		.at;
}

struct text oidc_shop_member(struct visitor *visitor, const char *name)
{
	struct text mark = text_format(visitor->site->arena, "\"%s\":\"", name), value;
	size_t at = text_find(visitor->body, mark, 0);
	if (at == SIZE_MAX)
		return TEXT_NONE;
	struct text rest = text_slice(visitor->body, at + mark.size, SIZE_MAX);
	text_next(&rest, '"', &value);
	return value;
}

int oidc_shop_show(struct oidc_shop *shop, struct visitor *server, struct text token)
{
	server->headers = text_format(shop->site.arena, "Authorization: Bearer %.*s\r\n", TEXT_ARG(token));
	return visitor_get(server, "/oidc/userinfo");
}

struct text oidc_shop_sign_in(struct oidc_shop *shop, struct visitor *customer, struct visitor *server)
{
	assert_int_equal(oidc_shop_exchange(shop, server, oidc_shop_form(shop, oidc_shop_take_code(shop, customer))),
			 200);
	return oidc_shop_member(server, "access_token");
}

struct text oidc_shop_read_token(struct oidc_shop *shop, struct text token)
{
	struct jose_token read;
	assert_true(jose_read(shop->site.arena, token, &read));
	return read.json;
}
