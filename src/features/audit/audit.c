/* Adding entries to the chain, and following it. */
#include "features/audit/audit.h"

#include "audit.sql.h"
#include "service/settings.h"

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
	return text_format(arena, "%lld\n%lld\n%d\n%lld\n%lld\n%.*s\n%.*s\n%lld\n%.*s", (long long)entry->id.value,
			   (long long)entry->at.us, (int)entry->actor_kind, (long long)entry->actor_id,
			   (long long)entry->acting_as.value, TEXT_ARG(entry->name), TEXT_ARG(entry->object_kind),
			   (long long)entry->object_id, TEXT_ARG(entry->request_id));
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
	if (!text_is_empty(ctx->address))
		TRY(audit_place_add(ctx->writer, entry.id, entry.at, ctx->address));
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
		.request_id = row->request_id,
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

/* The end stands in a table of its own, so that entries cannot be cut off there either. */
static enum outcome check_end(struct context *ctx, struct following *following)
{
	struct audit_head_find head;
	enum outcome outcome = audit_head_find(ctx->reader, &head);
	if (outcome == NOT_FOUND && following->entries == 0)
		return DONE;
	if (outcome != DONE && outcome != NOT_FOUND)
		return outcome;
	if (outcome == DONE && head.last == following->entries && head.hash.size == HASH &&
	    memcmp(head.hash.at, following->previous, HASH) == 0)
		return DONE;
	following->broken = following->entries + 1;
	return CONFLICT;
}

enum outcome audit_check_chain(struct context *ctx, int64_t *ret_entries, int64_t *ret_broken)
{
	TRY(context_read_together(ctx));
	struct following following = {.arena = arena_open(1 << 20)};
	enum outcome outcome = audit_chain(ctx->reader, follow, &following);
	arena_close(following.arena);
	if (outcome == DONE)
		outcome = check_end(ctx, &following);
	*ret_entries = following.entries;
	*ret_broken = following.broken;
	return outcome;
}

static enum outcome exported(struct context *ctx, void *state)
{
	const struct audit_change change = {"entries", TEXT_NONE, text_of_number(ctx->arena, *(int64_t *)state)};
	return audit_add(ctx, &(struct audit_record){"audit.exported", "audit_log", 0, &change, 1});
}

enum outcome audit_exported(struct context *ctx, int64_t entries)
{
	TRY(context_need(ctx, PERMISSION_AUDIT_READ));
	return context_transact(ctx, exported, &entries);
}

static enum outcome forget(struct context *ctx, void *state)
{
	int64_t removed;
	return audit_place_remove_old(ctx->writer, *(struct instant *)state, &removed);
}

enum outcome audit_forget_places(struct context *ctx)
{
	struct instant before;
	TRY(context_read(ctx));
	TRY(settings_days_ago(ctx, SETTING_SIGN_IN_DAYS, &before));
	return context_transact(ctx, forget, &before);
}

/* ---- words ---- */

struct word {
	const char *word, *label;
};

static const char *label_of(const struct word *words, size_t count, struct text word)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(word, text_of(words[i].word)))
			return words[i].label;
	return "";
}

const char *audit_label(struct text name)
{
	static const struct word names[] = {
#define AUDIT_NAME(name, label) {name, label},
#include "features/audit/audit_names.def"
#undef AUDIT_NAME
	};
	return label_of(names, sizeof names / sizeof *names, name);
}

static const struct audit_field fields[] = {
#define AUDIT_FIELD(of, word, label, kind) {of, word, label, AUDIT_VALUE_##kind},
#include "features/audit/audit_names.def"
#undef AUDIT_FIELD
};

static enum audit_value_kind kind_of_setting(enum setting_kind kind)
{
	switch (kind) {
	case SETTING_KIND_flag: return AUDIT_VALUE_FLAG;
	case SETTING_KIND_country: return AUDIT_VALUE_COUNTRY;
	case SETTING_KIND_language: return AUDIT_VALUE_LANGUAGE;
	case SETTING_KIND_text:
	case SETTING_KIND_count:
	case SETTING_KIND_zone:
	case SETTING_KIND_currency:
	case SETTING_KIND_email:
	case SETTING_KIND_port:
	case SETTING_KIND_security:
	case SETTING_KIND_secret:
	case SETTING_KIND_certificates: break;
	}
	return AUDIT_VALUE_TEXT;
}

bool audit_field_find(struct text name, struct text word, struct audit_field *ret_field)
{
	enum setting setting;
	if (text_equal(name, TEXT("settings.changed")) && setting_parse(word, &setting)) {
		const struct setting_declared *declared = setting_declared(setting);
		*ret_field = (struct audit_field){"settings.changed", declared->word, declared->label,
						  kind_of_setting(declared->kind)};
		return true;
	}
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (text_equal(word, text_of(fields[i].word)) && text_starts(name, text_of(fields[i].of))) {
			*ret_field = fields[i];
			return true;
		}
	return false;
}

const char *audit_meaning(struct text field, struct text word)
{
	static const struct {
		const char *field, *word, *label;
	} words[] = {
#define AUDIT_MEANING(field, word, label) {field, word, label},
#include "features/audit/audit_names.def"
#undef AUDIT_MEANING
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(word, text_of(words[i].word)) && text_equal(field, text_of(words[i].field)))
			return words[i].label;
	return audit_meaning_elsewhere_of(field, word);
}

const char *audit_object_label(struct text kind)
{
	static const struct word kinds[] = {
#define AUDIT_OBJECT(kind, label) {kind, label},
#include "features/audit/audit_names.def"
#undef AUDIT_OBJECT
	};
	return label_of(kinds, sizeof kinds / sizeof *kinds, kind);
}
