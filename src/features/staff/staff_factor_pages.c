/* One's own second factor, and what those who manage staff do about others'. The question for a code:
 * staff_sign_in_pages.c. */
#include "features/settings/settings.h"
#include "features/staff/staff_pages.h"
#include "format/totp.h"
#include "staff.routes.h"
#include "staff.views.h"

#define PROFILE TEXT("/admin/profile")

/* ---- limits ---- */

/* At ten an hour, three codes of a million being right at any time, a guess succeeds in half of all cases after two and
 * a half years. */
enum { TRIES_OF_PERSON = 10, TRIES_OF_PLACE = 50 };

static struct text name_of_place(struct request *request)
{
	return text_format(request->ctx->arena, "second-factor:address:%.*s", TEXT_ARG(request->http->network));
}

static struct text name_of_person(struct request *request, struct staff_id staff)
{
	return text_format(request->ctx->arena, "second-factor:account:%lld", (long long)staff.value);
}

enum outcome staff_take_code_try(struct request *request, struct staff_id staff)
{
	struct context *ctx = request->ctx;
	const struct throttle both[] = {
		{name_of_place(request), TRIES_OF_PLACE, 15 * MINUTE_US},
		{name_of_person(request, staff), TRIES_OF_PERSON, HOUR_US},
	};
	return throttle_take_all(ctx, both, 2);
}

enum outcome staff_forget_code_tries(struct request *request, struct staff_id staff)
{
	return throttle_forget(request->ctx, name_of_place(request), name_of_person(request, staff));
}

/* ---- one's own ---- */

static enum outcome show(struct request *request, const struct staff_recovery *recovery)
{
	struct context *ctx = request->ctx;
	struct factor_screen screen = {
		.problems = ctx->problems,
		.email = request->staff.email,
		.recovery = recovery,
		.recovery_lines = TEXT(""),
		.first = request->staff.lacks_factor,
	};
	struct text business;
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &business));
	TRY(staff_get_factor(ctx, request->staff.staff, &screen.factor));
	struct bytes secret = screen.factor.secret;
	if (secret.size) {
		struct text address = totp_address(ctx->arena, secret, business, request->staff.email);
		screen.key = totp_key(ctx->arena, secret);
		if (!qr_code_make(ctx->arena, address, &screen.picture))
			return FAULT;
	}
	for (size_t i = 0; recovery && i < STAFF_RECOVERY_CODES; i++)
		screen.recovery_lines = text_format(ctx->arena, "%.*s%.*s\n", TEXT_ARG(screen.recovery_lines),
						    TEXT_ARG(recovery->codes[i]));
	struct page_frame *frame = page_frame(request, recovery ? N_("Recovery codes") : N_("Second factor"));
	page_crumb(request, frame, N_("My profile"), PROFILE);
	if (screen.first)
		view_staff_factor_first(answer_html(request, 200), frame, &screen);
	else
		view_staff_factor(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome staff_factor_show(struct request *request, const struct staff_factor_show *in)
{
	(void)in;
	return show(request, NULL);
}

enum outcome staff_factor_begin_again(struct request *request, const struct staff_factor_begin *in)
{
	(void)in;
	return show(request, NULL);
}

enum outcome staff_factor_begin(struct request *request, const struct staff_factor_begin *in)
{
	const struct throttle_try attempt = staff_own_password_try(request);
	TRY(throttle_take_try(request->ctx, &attempt));
	TRY(staff_begin_factor(request->ctx, in->password));
	TRY(throttle_forget_try(request->ctx, &attempt));
	return answer_redirect(request, STAFF_FACTOR_PAGE);
}

enum outcome staff_factor_add_again(struct request *request, const struct staff_factor_add *in)
{
	(void)in;
	return show(request, NULL);
}

/* What was begun has been forgotten meanwhile, or another tab was faster. */
static enum outcome begin_anew(struct request *request)
{
	return answer_redirect_saying(request, STAFF_FACTOR_PAGE,
				      N_("That took too long, or was done already. Look here at what is so."),
				      TEXT_NONE);
}

enum outcome staff_factor_add(struct request *request, const struct staff_factor_add *in)
{
	struct staff_recovery recovery;
	enum outcome outcome = staff_add_factor(request->ctx, in->code, request->staff.session, &recovery);
	if (outcome == NOT_FOUND)
		return begin_anew(request);
	TRY(outcome);
	return show(request, &recovery);
}

enum outcome staff_factor_codes_again(struct request *request, const struct staff_factor_codes *in)
{
	(void)in;
	return show(request, NULL);
}

static enum outcome take_proof_try(struct request *request)
{
	const struct throttle_try attempt = staff_own_password_try(request);
	TRY(throttle_take_try(request->ctx, &attempt));
	return staff_take_code_try(request, request->staff.staff);
}

static enum outcome forget_proof_tries(struct request *request)
{
	const struct throttle_try attempt = staff_own_password_try(request);
	TRY(throttle_forget_try(request->ctx, &attempt));
	return staff_forget_code_tries(request, request->staff.staff);
}

enum outcome staff_factor_codes(struct request *request, const struct staff_factor_codes *in)
{
	const struct staff_proof proof = {in->password, in->code};
	struct staff_recovery recovery;
	TRY(take_proof_try(request));
	enum outcome outcome = staff_make_recovery_codes(request->ctx, &proof, &recovery);
	if (outcome == NOT_FOUND)
		return begin_anew(request);
	TRY(outcome);
	TRY(forget_proof_tries(request));
	return show(request, &recovery);
}

enum outcome staff_factor_remove_again(struct request *request, const struct staff_factor_remove *in)
{
	(void)in;
	return show(request, NULL);
}

enum outcome staff_factor_remove(struct request *request, const struct staff_factor_remove *in)
{
	const struct staff_proof proof = {in->password, in->code};
	TRY(take_proof_try(request));
	enum outcome outcome = staff_remove_own_factor(request->ctx, &proof);
	if (outcome == NOT_FOUND)
		return begin_anew(request);
	TRY(outcome);
	TRY(forget_proof_tries(request));
	return answer_redirect_saying(request, PROFILE, N_("Your second factor is switched off."), TEXT_NONE);
}

/* ---- others' ---- */

enum outcome staff_factor_take(struct request *request, const struct staff_factor_take *in)
{
	TRY(staff_remove_factor(request->ctx, in->staff));
	return answer_redirect_saying(request, staff_edit_show_url(request->ctx->arena, in->staff),
				      N_("Their second factor is switched off."), TEXT_NONE);
}

enum outcome staff_factor_require(struct request *request, const struct staff_factor_require *in)
{
	const struct setting_value value = {SETTING_STAFF_SECOND_FACTOR, in->required ? TEXT("yes") : TEXT("no")};
	TRY(settings_change(request->ctx, &value, 1));
	return answer_redirect_saying(request, TEXT("/admin/settings/staff"), N_("Saved."), TEXT_NONE);
}
