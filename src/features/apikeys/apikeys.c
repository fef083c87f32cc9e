/* Making and taking back keys. */
#include "features/apikeys/apikeys.h"

#include "apikeys.sql.h"
#include "features/audit/audit.h"

#define HINT_SIZE 8 /* of the key's characters: enough to recognise it by, too few to guess the rest */

struct adding {
	const struct apikey_ask *ask;
	struct text name;
	struct secret key;
	struct api_key_id *ret_id;
};

static enum outcome add(struct context *ctx, void *state)
{
	const struct adding *adding = state;
	struct text words = permission_set_format(ctx->arena, adding->ask->permissions);
	int64_t id;
	TRY(store_next_id(ctx->store, TEXT("api_key"), &id));
	TRY(api_key_add(ctx->writer, &(struct api_key_add_in){
					     .id = {id},
					     .name = adding->name,
					     .hash = token_hash(ctx->arena, adding->key),
					     .hint = text_slice(adding->key.value, 0, HINT_SIZE),
					     .permissions = words,
					     .made_by = {ctx->actor.kind == ACTOR_KIND_STAFF ? ctx->actor.id : 0},
					     .created = context_now(ctx),
					     .expires = adding->ask->expires,
				     }));
	*adding->ret_id = (struct api_key_id){id};
	const struct audit_change changes[] = {{"name", TEXT_NONE, adding->name}, {"permissions", TEXT_NONE, words}};
	return audit_add(ctx, &(struct audit_record){"api_key.added", "api_key", id, changes, 2});
}

enum outcome apikeys_add(struct context *ctx, const struct apikey_ask *ask, struct api_key_id *ret_id,
			 struct secret *ret_key)
{
	struct adding adding = {.ask = ask, .name = text_trim(ask->name), .ret_id = ret_id};
	if (text_is_empty(adding.name))
		return context_invalid(ctx, TEXT("name"), "required", N_("A name is needed."), TEXT_NONE);
	if (!ask->permissions.bits)
		return context_invalid(ctx, TEXT("permissions"), "required",
				       N_("A key that may do nothing is of no use."), TEXT_NONE);
	if (!permission_within(ask->permissions, ctx->permissions))
		return problems_refuse(
			ctx->problems, FORBIDDEN,
			(struct problem){.field = TEXT("permissions"),
					 .code = "more_than_own",
					 .message = N_("Nobody gives permissions that they do not have.")});
	if (!instant_is_none(ask->expires) && ask->expires.us <= context_now(ctx).us)
		return context_invalid(ctx, TEXT("expires"), "past", N_("This date has passed."), TEXT_NONE);
	ret_key->value = text_join(ctx->arena, TEXT("clt_"), token_make(ctx->arena).value);
	adding.key = *ret_key;
	return context_transact(ctx, add, &adding);
}

static enum outcome revoke(struct context *ctx, void *state)
{
	const struct api_key_id *key = state;
	struct api_key_find row;
	bool found;
	int64_t revoked;
	TRY(api_key_find(ctx->reader, *key, &found, &row));
	if (!found)
		return NOT_FOUND;
	TRY(api_key_revoke(ctx->writer, context_now(ctx), *key, &revoked));
	if (!revoked)
		return context_conflict(ctx, TEXT_NONE, "revoked", N_("This key was taken back before."), TEXT_NONE);
	const struct audit_change change = {"name", row.name, TEXT_NONE};
	return audit_add(ctx, &(struct audit_record){"api_key.revoked", "api_key", key->value, &change, 1});
}

enum outcome apikeys_revoke(struct context *ctx, struct api_key_id key)
{
	return context_transact(ctx, revoke, &key);
}
