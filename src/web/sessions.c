/* Finding, making and ending sessions; finding keys. */
#include "web/sessions.h"

#include "base/log.h"
#include "service/settings.h"
#include "sessions.sql.h"
#include "web/language.h"

struct touch {
	struct bytes token_hash;
	struct instant seen, expires;
};

static enum outcome touch(struct context *ctx, void *state)
{
	const struct touch *ask = state;
	int64_t changed;
	return session_touch(ctx->writer, ask->seen, ask->expires, ask->token_hash, &changed);
}

/* When somebody was last seen is good to know, but no reason to refuse them: with a full disk reading goes on. */
static enum outcome note_use(struct context *ctx, context_work *work, void *state)
{
	enum outcome noted = context_transact(ctx, work, state);
	if (noted != DONE)
		log_line(LOG_WARN, ctx->request_id, "the time of last use could not be written down");
	return DONE;
}

/* A slice's scope and the store's have the same meaning; the store knows no staff. */
static enum store_scope scope_of(enum staff_scope scope)
{
	switch (scope) {
	case STAFF_SCOPE_ALL: return STORE_SCOPE_ALL;
	case STAFF_SCOPE_OWN: return STORE_SCOPE_OWN;
	case STAFF_SCOPE_CHANNELS: return STORE_SCOPE_CHANNELS;
	}
	return STORE_SCOPE_NONE;
}

static void become(struct context *ctx, struct actor actor, struct store_session session, struct text permissions)
{
	struct text unknown;
	ctx->actor = actor;
	ctx->session = session;
	/* Words that this program no longer knows give nothing. */
	if (!permission_set_parse(permissions, &ctx->permissions, &unknown))
		ctx->permissions = (struct permission_set){0};
	reader_use_session(ctx->reader, &ctx->session);
}

static enum outcome become_staff(struct context *ctx, struct staff_id staff, const struct session_of_staff *row)
{
	const struct language *language = language_find(row->language);
	become(ctx, (struct actor){.kind = ACTOR_KIND_STAFF, .id = staff.value, .name = row->name},
	       (struct store_session){.scope = scope_of(row->scope), .staff = staff.value}, row->permissions);
	if (language)
		ctx->language = language;
	return settings_use_zone(ctx, row->zone);
}

struct found {
	struct session_find row;
	struct bytes hash;
};

static enum outcome lacks_factor(struct context *ctx, struct staff_id staff, bool *ret_lacks)
{
	struct session_factor factor;
	bool wanted, found;
	TRY(settings_flag(ctx, SETTING_STAFF_SECOND_FACTOR, &wanted));
	*ret_lacks = wanted;
	if (!wanted)
		return DONE;
	TRY(session_factor(ctx->reader, staff, &found, &factor));
	*ret_lacks = !found;
	return DONE;
}

static enum outcome find(struct context *ctx, struct secret token, struct found *ret, struct signed_in *ret_signed_in)
{
	struct session_find *row = &ret->row;
	bool found;
	ret->hash = token_hash(ctx->arena, token);
	TRY(context_read(ctx));
	TRY(session_find(ctx->reader, ret->hash, context_now(ctx), &found, row));
	if (!found)
		return NOT_FOUND;
	*ret_signed_in = (struct signed_in){
		.session = row->id,
		.staff = row->staff_id,
		.role = row->role_id,
		.name = row->name,
		.email = row->email,
		.role_name = row->role_name,
		.theme = row->theme,
		.confirmed = row->confirmed,
	};
	TRY(become_staff(
		ctx, row->staff_id,
		&(struct session_of_staff){row->name, row->language, row->zone, row->scope, row->permissions}));
	TRY(lacks_factor(ctx, row->staff_id, &ret_signed_in->lacks_factor));
	if (!ret_signed_in->lacks_factor)
		return DONE;
	ctx->permissions = (struct permission_set){0};
	ctx->session.scope = STORE_SCOPE_NONE;
	reader_use_session(ctx->reader, &ctx->session);
	return DONE;
}

enum outcome sessions_act_as(struct context *ctx, struct staff_id staff)
{
	struct session_of_staff row;
	bool found;
	TRY(context_read(ctx));
	TRY(session_of_staff(ctx->reader, staff, &found, &row));
	if (!found)
		return NOT_FOUND;
	return become_staff(ctx, staff, &row);
}

enum outcome sessions_look(struct context *ctx, struct secret token, struct signed_in *ret_signed_in)
{
	struct found found;
	return find(ctx, token, &found, ret_signed_in);
}

enum outcome sessions_find(struct context *ctx, struct secret token, struct signed_in *ret_signed_in)
{
	struct instant now = context_now(ctx);
	struct found found;
	TRY(find(ctx, token, &found, ret_signed_in));
	if (now.us - found.row.seen.us < MINUTE_US)
		return DONE;
	/* The end moves on with use, but never past a session's whole life. */
	struct instant idle = instant_add(now, SESSION_IDLE_US), last = instant_add(found.row.created, SESSION_LIFE_US);
	struct touch ask = {found.hash, now, idle.us < last.us ? idle : last};
	return note_use(ctx, touch, &ask);
}

struct adding {
	struct staff_id staff;
	const struct session_place *place;
	struct bytes token_hash;
};

static enum outcome add(struct context *ctx, void *state)
{
	const struct adding *ask = state;
	struct instant now = context_now(ctx);
	int64_t id, removed;
	TRY(session_remove_expired(ctx->writer, now, &removed));
	TRY(store_next_id(ctx->store, TEXT("session"), &id));
	return session_add(ctx->writer, &(struct session_add_in){
						.token_hash = ask->token_hash,
						.id = {id},
						.staff_id = ask->staff,
						.created = now,
						.seen = now,
						.expires = instant_add(now, SESSION_IDLE_US),
						.confirmed = now,
						.address = ask->place->address,
						.agent = text_slice(ask->place->agent, 0, 300),
					});
}

enum outcome sessions_add(struct context *ctx, struct staff_id staff, const struct session_place *place,
			  struct secret *ret_token)
{
	*ret_token = token_make(ctx->arena);
	struct adding ask = {staff, place, token_hash(ctx->arena, *ret_token)};
	return context_transact(ctx, add, &ask);
}

enum outcome sessions_list(struct context *ctx, struct staff_id staff, const struct session_row **ret_rows,
			   size_t *ret_count)
{
	struct session_list *found;
	TRY(context_read(ctx));
	TRY(session_list(ctx->reader, staff, context_now(ctx), &found, ret_count));
	struct session_row *rows = arena_take_array(ctx->arena, *ret_count, sizeof *rows);
	for (size_t i = 0; i < *ret_count; i++)
		rows[i] = (struct session_row){found[i].id,      found[i].created, found[i].seen,
					       found[i].expires, found[i].address, found[i].agent};
	*ret_rows = rows;
	return DONE;
}

struct naming {
	struct staff_id staff;
	struct session_id session;
};

static enum outcome end_one(struct context *ctx, void *state)
{
	const struct naming *ask = state;
	int64_t removed;
	TRY(session_remove(ctx->writer, ask->session, ask->staff, &removed));
	return removed ? DONE : NOT_FOUND;
}

enum outcome sessions_end(struct context *ctx, struct staff_id staff, struct session_id session)
{
	return context_transact(ctx, end_one, &(struct naming){staff, session});
}

static enum outcome end_others(struct context *ctx, void *state)
{
	const struct naming *ask = state;
	int64_t removed;
	return session_remove_others(ctx->writer, ask->staff, ask->session, &removed);
}

enum outcome sessions_end_others(struct context *ctx, struct staff_id staff, struct session_id kept)
{
	return context_transact(ctx, end_others, &(struct naming){staff, kept});
}

struct key_touching {
	struct api_key_id key;
};

static enum outcome touch_key(struct context *ctx, void *state)
{
	const struct key_touching *ask = state;
	int64_t changed;
	return key_touch(ctx->writer, context_now(ctx), ask->key, &changed);
}

/* By its id, or by its hash. */
static enum outcome become_key(struct context *ctx, struct api_key_id id, struct bytes hash, struct key_find *ret_row)
{
	bool found;
	TRY(context_read(ctx));
	TRY(key_find(ctx->reader, id, hash, context_now(ctx), &found, ret_row));
	bool by_staff = found && ret_row->made_by.value != 0;
	if (!found || (by_staff && !ret_row->maker_active))
		return NOT_FOUND;
	struct store_session session = {.scope = STORE_SCOPE_ALL, .staff = ret_row->made_by.value};
	if (by_staff)
		session.scope = scope_of(ret_row->maker_scope);
	become(ctx, (struct actor){.kind = ACTOR_KIND_KEY, .id = ret_row->id.value}, session, ret_row->permissions);
	if (by_staff) {
		struct permission_set makers;
		struct text unknown;
		if (!permission_set_parse(ret_row->maker_permissions, &makers, &unknown))
			makers = (struct permission_set){0};
		ctx->permissions.bits &= makers.bits;
	}
	return DONE;
}

enum outcome sessions_act_as_key(struct context *ctx, struct api_key_id key)
{
	struct key_find row;
	return become_key(ctx, key, (struct bytes){0}, &row);
}

enum outcome sessions_find_key(struct context *ctx, struct secret key, struct api_key_id *ret_key)
{
	struct instant now = context_now(ctx);
	struct key_find row;
	TRY(become_key(ctx, (struct api_key_id){0}, token_hash(ctx->arena, key), &row));
	*ret_key = row.id;
	if (!instant_is_none(row.last_used) && now.us - row.last_used.us < MINUTE_US)
		return DONE;
	return note_use(ctx, touch_key, &(struct key_touching){row.id});
}
