/* Setting a second factor up, codes for it, taking it off. Signing in with it: staff_half.c. */
#include "features/staff/staff_factor.h"

#include "features/audit/audit.h"
#include "features/staff/staff_factor_code.h"
#include "features/staff/staff_rank.h"
#include "features/staff/staff_tell.h"
#include "format/totp.h"
#include "staff_factors.sql.h"

#include <sodium.h>

#define RECOVERY_SIGNS 16 /* of five bits each: nobody guesses 80 bits, so a plain hash guards them */

static enum outcome note(struct context *ctx, const char *name, struct staff_id staff)
{
	return audit_add(ctx, &(struct audit_record){name, "staff", staff.value, NULL, 0});
}

static bool is_being_set_up(const struct context *ctx, const struct factor_find *row)
{
	return instant_is_none(row->confirmed) && context_now(ctx).us - row->created.us < STAFF_FACTOR_BEGUN_US;
}

enum outcome staff_get_factor(struct context *ctx, struct staff_id staff, struct staff_factor *ret_factor)
{
	struct factor_find row;
	struct recovery_code_count left;
	bool found;
	*ret_factor = (struct staff_factor){.since = INSTANT_NONE};
	TRY(context_read(ctx));
	TRY(factor_find(ctx->reader, staff, &found, &row));
	if (!found)
		return DONE;
	TRY(recovery_code_count(ctx->reader, staff, &left));
	ret_factor->on = !instant_is_none(row.confirmed);
	ret_factor->since = row.confirmed;
	ret_factor->recovery_codes = left.total;
	if (is_being_set_up(ctx, &row))
		ret_factor->secret = row.secret;
	return DONE;
}

/* ---- setting it up ---- */

static enum outcome begin(struct context *ctx, void *state)
{
	const struct bytes *secret = state;
	int64_t changed;
	TRY(factor_set(ctx->writer, (struct staff_id){ctx->actor.id}, *secret, context_now(ctx), &changed));
	if (!changed)
		return context_conflict(ctx, TEXT_NONE, "factor_on", N_("Your second factor is switched on already."),
					TEXT_NONE);
	return DONE;
}

enum outcome staff_begin_factor(struct context *ctx, struct secret password)
{
	unsigned char *fresh = arena_take(ctx->arena, TOTP_SECRET_BYTES);
	struct bytes secret = {fresh, TOTP_SECRET_BYTES};
	TRY(staff_check_own_password(ctx, TEXT("password"), password));
	randombytes_buf(fresh, TOTP_SECRET_BYTES);
	return context_transact(ctx, begin, &secret);
}

/* Without l, o, 0 and 1, which look like each other on paper. */
static struct text make_recovery_code(struct arena *arena)
{
	static const char signs[] = "abcdefghijkmnpqrstuvwxyz23456789";
	_Static_assert(sizeof signs == 33, "a sign is five bits");
	char *at = arena_take(arena, RECOVERY_SIGNS + RECOVERY_SIGNS / 4);
	size_t size = 0;
	for (size_t i = 0; i < RECOVERY_SIGNS; i++) {
		if (i && i % 4 == 0)
			at[size++] = '-';
		at[size++] = signs[randombytes_uniform(32)];
	}
	at[size] = '\0';
	return text_of(at);
}

static void make_recovery(struct arena *arena, struct staff_recovery *ret_recovery)
{
	for (size_t i = 0; i < STAFF_RECOVERY_CODES; i++)
		ret_recovery->codes[i] = make_recovery_code(arena);
}

static enum outcome keep_recovery(struct context *ctx, struct staff_id staff, const struct staff_recovery *recovery)
{
	int64_t removed;
	TRY(recovery_code_remove_all(ctx->writer, staff, &removed));
	for (size_t i = 0; i < STAFF_RECOVERY_CODES; i++)
		TRY(recovery_code_add(ctx->writer, staff_recovery_hash(ctx->arena, (struct secret){recovery->codes[i]}),
				      staff));
	return DONE;
}

struct adding_factor {
	struct secret code;
	struct session_id kept;
	struct staff_recovery *recovery;
};

static enum outcome add(struct context *ctx, void *state)
{
	const struct adding_factor *adding = state;
	struct staff_id self = {ctx->actor.id};
	struct factor_find row;
	int64_t step, changed;
	bool found;
	TRY(factor_find(ctx->reader, self, &found, &row));
	if (!found || !is_being_set_up(ctx, &row))
		return NOT_FOUND;
	if (!totp_find_step(row.secret, staff_code_plain(ctx->arena, adding->code), context_now(ctx), &step))
		return context_invalid(
			ctx, TEXT("code"), "wrong",
			N_("This is not the code of now. If it happens again, see whether your telephone has "
			   "the right time."),
			TEXT_NONE);
	TRY(factor_confirm(ctx->writer, context_now(ctx), step, self, &changed));
	if (!changed)
		return NOT_FOUND;
	TRY(keep_recovery(ctx, self, adding->recovery));
	TRY(staff_session_remove_others(ctx->writer, self, adding->kept, &changed));
	TRY(staff_tell(ctx, self, MAILING_STAFF_FACTOR_ADDED));
	return note(ctx, "staff.factor_added", self);
}

enum outcome staff_add_factor(struct context *ctx, struct secret code, struct session_id kept,
			      struct staff_recovery *ret_recovery)
{
	make_recovery(ctx->arena, ret_recovery);
	return context_transact(ctx, add, &(struct adding_factor){code, kept, ret_recovery});
}

static enum outcome renew(struct context *ctx, void *state)
{
	const struct adding_factor *renewing = state;
	struct staff_id self = {ctx->actor.id};
	TRY(staff_use_code(ctx, self, renewing->code));
	TRY(keep_recovery(ctx, self, renewing->recovery));
	return note(ctx, "staff.recovery_codes_made", self);
}

enum outcome staff_make_recovery_codes(struct context *ctx, const struct staff_proof *proof,
				       struct staff_recovery *ret_recovery)
{
	TRY(staff_check_own_password(ctx, TEXT("password"), proof->password));
	make_recovery(ctx->arena, ret_recovery);
	return context_transact(ctx, renew, &(struct adding_factor){.code = proof->code, .recovery = ret_recovery});
}

/* ---- taking it off ---- */

static enum outcome take_off(struct context *ctx, struct staff_id staff)
{
	int64_t removed, codes;
	TRY(factor_remove(ctx->writer, staff, &removed));
	TRY(recovery_code_remove_all(ctx->writer, staff, &codes));
	TRY(half_sign_in_remove_all(ctx->writer, staff, &codes));
	if (!removed)
		return NOT_FOUND;
	TRY(staff_tell(ctx, staff, MAILING_STAFF_FACTOR_REMOVED));
	return note(ctx, "staff.factor_removed", staff);
}

static enum outcome remove_own(struct context *ctx, void *state)
{
	const struct secret *code = state;
	struct staff_id self = {ctx->actor.id};
	TRY(staff_use_code(ctx, self, *code));
	return take_off(ctx, self);
}

enum outcome staff_remove_own_factor(struct context *ctx, const struct staff_proof *proof)
{
	struct secret code = proof->code;
	TRY(staff_check_own_password(ctx, TEXT("password"), proof->password));
	return context_transact(ctx, remove_own, &code);
}

static enum outcome remove_of(struct context *ctx, void *state)
{
	const struct staff_id *staff = state;
	int64_t removed;
	if (rank_is_self(ctx, *staff))
		return context_conflict(ctx, TEXT_NONE, "own_factor",
					N_("Your own second factor is switched off on your profile."), TEXT_NONE);
	TRY(rank_check_below(ctx, *staff));
	TRY(take_off(ctx, *staff));
	return staff_session_remove_all(ctx->writer, *staff, &removed);
}

enum outcome staff_remove_factor(struct context *ctx, struct staff_id staff)
{
	return context_transact(ctx, remove_of, &staff);
}
