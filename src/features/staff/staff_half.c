/* Between password and session: the question for the code. */
#include "features/audit/audit.h"
#include "features/staff/staff_factor.h"
#include "features/staff/staff_factor_code.h"
#include "features/staff/staff_tell.h"
#include "format/totp.h"
#include "staff_factors.sql.h"

struct text staff_code_plain(struct arena *arena, struct secret code)
{
	struct text typed = code.value;
	char *plain = arena_take(arena, typed.size + 1);
	size_t size = 0;
	for (size_t i = 0; i < typed.size; i++)
		if (typed.at[i] != ' ' && typed.at[i] != '-')
			plain[size++] = typed.at[i];
	plain[size] = '\0';
	return text_lower_ascii(arena, (struct text){plain, size});
}

struct bytes staff_recovery_hash(struct arena *arena, struct secret code)
{
	return token_hash(arena, (struct secret){staff_code_plain(arena, code)});
}

static enum outcome refuse_code(struct context *ctx)
{
	return context_invalid(ctx, TEXT("code"), "wrong",
			       N_("This code is wrong, too old, or was used before. The next one comes within half a "
				  "minute."),
			       TEXT_NONE);
}

static enum outcome use_recovery_code(struct context *ctx, struct staff_id staff, struct secret typed)
{
	int64_t used;
	TRY(recovery_code_use(ctx->writer, staff_recovery_hash(ctx->arena, typed), staff, &used));
	if (!used)
		return refuse_code(ctx);
	TRY(staff_tell(ctx, staff, MAILING_STAFF_RECOVERY_USED));
	struct context as = *ctx;
	as.actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = staff.value};
	return audit_add(&as, &(struct audit_record){"staff.recovery_code_used", "staff", staff.value, NULL, 0});
}

enum outcome staff_use_code(struct context *ctx, struct staff_id staff, struct secret typed)
{
	struct text code = staff_code_plain(ctx->arena, typed);
	struct factor_find row;
	int64_t step, used;
	bool found;
	TRY(factor_find(ctx->reader, staff, &found, &row));
	if (!found || instant_is_none(row.confirmed))
		return NOT_FOUND;
	if (code.size != TOTP_DIGITS)
		return use_recovery_code(ctx, staff, typed);
	if (!totp_find_step(row.secret, code, context_now(ctx), &step))
		return refuse_code(ctx);
	TRY(factor_use(ctx->writer, step, staff, &used));
	return used ? DONE : refuse_code(ctx);
}

struct halfway {
	struct secret token;
	struct staff_id staff;
	struct secret code;
	bool asked; /* for a code */
};

static enum outcome begin_half(struct context *ctx, void *state)
{
	struct halfway *half = state;
	struct instant now = context_now(ctx);
	struct factor_find row;
	int64_t removed;
	bool found;
	TRY(factor_find(ctx->reader, half->staff, &found, &row));
	half->asked = found && !instant_is_none(row.confirmed);
	if (!half->asked)
		return DONE;
	TRY(half_sign_in_remove_expired(ctx->writer, now, &removed));
	return half_sign_in_add(ctx->writer, token_hash(ctx->arena, half->token), half->staff,
				instant_add(now, STAFF_HALF_SIGN_IN_US));
}

enum outcome staff_begin_half(struct context *ctx, struct staff_id staff, struct secret *ret_token)
{
	struct halfway half = {.token = token_make(ctx->arena), .staff = staff};
	TRY(context_transact(ctx, begin_half, &half));
	*ret_token = half.asked ? half.token : (struct secret){TEXT_NONE};
	return DONE;
}

enum outcome staff_find_half(struct context *ctx, struct secret token, struct staff_id *ret_staff)
{
	struct half_sign_in_find row;
	bool found;
	TRY(context_read(ctx));
	TRY(half_sign_in_find(ctx->reader, token_hash(ctx->arena, token), context_now(ctx), &found, &row));
	*ret_staff = found ? row.staff_id : (struct staff_id){0};
	return found ? DONE : NOT_FOUND;
}

static enum outcome end_half(struct context *ctx, void *state)
{
	struct halfway *half = state;
	int64_t used;
	TRY(staff_find_half(ctx, half->token, &half->staff));
	TRY(half_sign_in_use(ctx->writer, token_hash(ctx->arena, half->token), context_now(ctx), &used));
	if (!used)
		return NOT_FOUND;
	return staff_use_code(ctx, half->staff, half->code);
}

enum outcome staff_end_half(struct context *ctx, struct secret token, struct secret code, struct staff_id *ret_staff)
{
	struct halfway half = {.token = token, .code = code};
	TRY(context_transact(ctx, end_half, &half));
	*ret_staff = half.staff;
	return DONE;
}
