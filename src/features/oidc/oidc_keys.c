/* Keys: made, shown, signed with, forgotten. A key is made before the transaction that keeps it: it takes long. */
#include "features/audit/audit.h"
#include "features/oidc/oidc.h"
#include "format/jose.h"

struct making {
	struct bytes private;
	bool at_once;
	bool asked; /* by somebody, not by age */
};

static bool has_grown_old(const struct context *ctx, const struct oidc_key_list *keys, size_t count)
{
	return count == 0 || context_now(ctx).us - keys[0].created.us >= OIDC_KEY_LIFE_US;
}

static bool is_shown_long_enough(const struct context *ctx, const struct oidc_key_list *key)
{
	return context_now(ctx).us - key->created.us >= OIDC_KEY_SHOWN_US;
}

/* The newest that shops have had time to fetch; when none is that old, the oldest. */
static const struct oidc_key_list *find_turn(const struct context *ctx, const struct oidc_key_list *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_shown_long_enough(ctx, &keys[i]))
			return &keys[i];
	return &keys[count - 1];
}

/* Behind the newest key that has signed for as long as a token lives, no token is of an older one. */
static size_t count_needed(const struct context *ctx, const struct oidc_key_list *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (context_now(ctx).us - keys[i].created.us > OIDC_KEY_SHOWN_US + OIDC_TOKEN_US)
			return i + 1;
	return count;
}

static enum outcome forget(struct context *ctx, const struct oidc_key_list *keys, size_t from, size_t count)
{
	int64_t removed;
	for (size_t i = from; i < count; i++)
		TRY(oidc_key_remove(ctx->writer, keys[i].id, &removed));
	return DONE;
}

static enum outcome add(struct context *ctx, struct bytes private)
{
	int64_t id;
	TRY(store_next_id(ctx->store, TEXT("oidc_key"), &id));
	TRY(oidc_key_add(ctx->writer, (struct oidc_key_id){id}, private, context_now(ctx)));
	return audit_add(ctx, &(struct audit_record){"oidc.key_made", "oidc_key", id, NULL, 0});
}

static enum outcome make(struct context *ctx, void *state)
{
	const struct making *making = state;
	struct oidc_key_list *keys;
	size_t count;
	TRY(oidc_key_list(ctx->reader, &keys, &count));
	TRY(forget(ctx, keys, making->at_once ? 0 : count_needed(ctx, keys, count), count));
	/* Another server may have been faster. */
	return making->asked || has_grown_old(ctx, keys, count) ? add(ctx, making->private) : DONE;
}

enum outcome oidc_rotate_keys(struct context *ctx, bool at_once)
{
	struct making making = {.at_once = at_once, .asked = true};
	TRY(jose_make_key(ctx->arena, &making.private));
	return context_transact(ctx, make, &making);
}

enum outcome oidc_keep_keys(struct context *ctx)
{
	struct making making = {.asked = false};
	struct oidc_client_any any;
	struct oidc_key_list *keys;
	size_t count;
	bool wanted;
	TRY(context_read(ctx));
	TRY(oidc_client_any(ctx->reader, &wanted, &any));
	TRY(oidc_key_list(ctx->reader, &keys, &count));
	bool old = has_grown_old(ctx, keys, count);
	if (!wanted || (!old && count_needed(ctx, keys, count) == count))
		return DONE;
	if (old)
		TRY(jose_make_key(ctx->arena, &making.private));
	return context_transact(ctx, make, &making);
}

enum outcome oidc_list_keys(struct context *ctx, struct oidc_key_list **ret_keys, size_t *ret_count)
{
	TRY(context_read(ctx));
	return oidc_key_list(ctx->reader, ret_keys, ret_count);
}

enum outcome oidc_sign(struct context *ctx, struct text type, struct text json, struct text *ret_token)
{
	struct oidc_key_list *keys;
	size_t count;
	TRY(oidc_list_keys(ctx, &keys, &count));
	if (count == 0)
		return FAULT;
	const struct oidc_key_list *key = find_turn(ctx, keys, count);
	const struct jose_claims claims = {type, text_of_number(ctx->arena, key->id.value), json};
	return jose_sign(ctx->arena, key->private, &claims, ret_token);
}
