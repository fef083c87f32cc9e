/* Adding entries to the chain, and following it. */
#include "features/audit/audit.h"

#include "audit.sql.h"

#include <sodium.h>
#include <string.h>

#define HASH crypto_hash_sha256_BYTES

static const unsigned char nothing[HASH];

struct link {
	struct text fields; /* all but the hashes, separated by line feeds */
	struct bytes previous;
};

static void hash_link(const struct link *link, unsigned char *ret_hash)
{
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, link->previous.at, link->previous.size);
	crypto_hash_sha256_update(&state, (const unsigned char *)link->fields.at, link->fields.size);
	crypto_hash_sha256_final(&state, ret_hash);
}

static struct text fields_of(struct arena *arena, const struct audit_entry_add_in *entry)
{
	return text_format(arena, "%lld\n%lld\n%d\n%lld\n%lld\n%.*s\n%.*s\n%lld", (long long)entry->id.value,
			   (long long)entry->at.us, (int)entry->actor_kind, (long long)entry->actor_id,
			   (long long)entry->acting_as.value, TEXT_ARG(entry->name), TEXT_ARG(entry->object_kind),
			   (long long)entry->object_id);
}

enum outcome audit_add(struct context *ctx, const struct audit_record *record)
{
	int64_t locked;
	struct audit_head_find head;
	TRY(audit_head_lock(ctx->writer, (struct bytes){nothing, HASH}, &locked));
	TRY(audit_head_find(ctx->reader, &head));
	struct audit_entry_add_in entry = {
		.id = {head.last + 1},
		.at = context_now(ctx),
		.actor_kind = ctx->actor.kind,
		.actor_id = ctx->actor.id,
		.acting_as = ctx->actor.acting_as,
		.name = text_of(record->name),
		.object_kind = text_of(record->object_kind),
		.object_id = record->object_id,
		.request_id = ctx->request_id,
		.previous = head.hash,
	};
	unsigned char hash[HASH];
	hash_link(&(struct link){fields_of(ctx->arena, &entry), head.hash}, hash);
	entry.hash = (struct bytes){hash, HASH};
	TRY(audit_entry_add(ctx->writer, &entry));
	TRY(audit_head_set(ctx->writer, entry.id.value, entry.hash));
	for (size_t i = 0; i < record->change_count; i++)
		TRY(audit_value_add(ctx->writer, entry.id, text_of(record->changes[i].field), record->changes[i].old,
				    record->changes[i].new));
	return DONE;
}

struct following {
	struct arena *arena;
	unsigned char previous[HASH];
	int64_t entries, broken;
};

static enum outcome follow(void *state, const struct audit_chain *row)
{
	struct following *following = state;
	struct audit_entry_add_in entry = {
		.id = row->id,
		.at = row->at,
		.actor_kind = row->actor_kind,
		.actor_id = row->actor_id,
		.acting_as = row->acting_as,
		.name = row->name,
		.object_kind = row->object_kind,
		.object_id = row->object_id,
	};
	unsigned char hash[HASH];
	hash_link(&(struct link){fields_of(following->arena, &entry), {following->previous, HASH}}, hash);
	arena_reset(following->arena);
	following->entries++;
	if (row->hash.size != HASH || memcmp(hash, row->hash.at, HASH) != 0) {
		following->broken = row->id.value;
		return CONFLICT;
	}
	memcpy(following->previous, hash, HASH);
	return DONE;
}

enum outcome audit_check_chain(struct context *ctx, int64_t *ret_entries, int64_t *ret_broken)
{
	struct following following = {.arena = arena_open(1 << 20)};
	TRY(context_read(ctx));
	enum outcome outcome = audit_chain(ctx->reader, follow, &following);
	arena_close(following.arena);
	*ret_entries = following.entries;
	*ret_broken = following.broken;
	return outcome;
}
