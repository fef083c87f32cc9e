/* One's own settings, password and sessions. */
#include "features/staff/staff_pages.h"

#include "staff.routes.h"
#include "staff.views.h"
#include "web/language.h"

/* What was sent stands again in a form that was refused; else what is stored. */
static struct text sent_or(const struct request *request, const char *name, struct text stored)
{
	struct text sent = request_value(request, name);
	return text_is_none(sent) ? stored : sent;
}

static enum outcome fill_sessions(struct request *request, struct profile_form *form)
{
	const struct session_row *rows;
	TRY(sessions_list(request->ctx, request->staff.staff, &rows, &form->session_count));
	struct session_line *lines = arena_take_array(request->ctx->arena, form->session_count, sizeof *lines);
	for (size_t i = 0; i < form->session_count; i++)
		lines[i] = (struct session_line){&rows[i], browser_words_of(request, rows[i].agent)};
	form->sessions = lines;
	return DONE;
}

static enum outcome show_profile(struct request *request)
{
	struct context *ctx = request->ctx;
	struct staff_find self;
	struct staff_factor factor;
	bool found;
	TRY(staff_get_factor(ctx, request->staff.staff, &factor));
	TRY(staff_find(ctx->reader, request->staff.staff, &found, &self));
	struct profile_form form = {
		.problems = ctx->problems,
		.name = sent_or(request, "name", self.name),
		.email = self.email,
		.current = request->staff.session,
		.factor = factor.on,
		.recovery_codes = factor.recovery_codes,
	};
	form.languages = choices_languages(request, sent_or(request, "language", self.language));
	form.zones = choices_or_none(request, choices_zones(request, sent_or(request, "zone", self.zone)),
				     page_words(request, N_("The business's"), TEXT_NONE));
	TRY(fill_sessions(request, &form));
	struct page_frame *frame = page_frame(request, N_("My profile"));
	view_staff_profile(answer_html(request, 200), frame, &form);
	return found ? DONE : NOT_FOUND;
}

enum outcome staff_profile_show(struct request *request, const struct staff_profile_show *in)
{
	(void)in;
	return show_profile(request);
}

enum outcome staff_profile_set_again(struct request *request, const struct staff_profile_set *in)
{
	(void)in;
	return show_profile(request);
}

enum outcome staff_profile_set(struct request *request, const struct staff_profile_set *in)
{
	if (!language_find(in->language))
		return context_invalid(request->ctx, TEXT("language"), "unknown", N_("There is no such language."),
				       TEXT_NONE);
	const struct staff_profile profile = {in->name, in->language, in->zone};
	TRY(staff_set_own_profile(request->ctx, &profile));
	return answer_redirect_saying(request, TEXT("/admin/profile"), N_("Saved."), TEXT_NONE);
}

enum outcome staff_password_set_again(struct request *request, const struct staff_password_set *in)
{
	(void)in;
	return show_profile(request);
}

struct throttle_try staff_own_password_try(struct request *request)
{
	return (struct throttle_try){"own-password", request->http->network,
				     text_of_number(request->ctx->arena, request->staff.staff.value)};
}

/* All sessions end with the password, so this browser is given a new one. */
enum outcome staff_password_set(struct request *request, const struct staff_password_set *in)
{
	struct secret token;
	struct session_place place = request_place(request);
	const struct throttle_try attempt = staff_own_password_try(request);
	TRY(throttle_take_try(request->ctx, &attempt));
	TRY(staff_change_password(request->ctx, in->old, in->password));
	TRY(throttle_forget_try(request->ctx, &attempt));
	TRY(sessions_add(request->ctx, request->staff.staff, &place, &token));
	answer_cookie(request, TEXT(STAFF_COOKIE), token.value, SESSION_LIFE_US / SECOND_US);
	return answer_redirect_saying(request, TEXT("/admin/profile"),
				      N_("Your password is changed; your other sessions have ended."), TEXT_NONE);
}

enum outcome staff_session_end(struct request *request, const struct staff_session_end *in)
{
	TRY(sessions_end(request->ctx, request->staff.staff, in->session));
	return answer_redirect_saying(request, TEXT("/admin/profile"), N_("That session has ended."), TEXT_NONE);
}

enum outcome staff_session_end_others(struct request *request, const struct staff_session_end_others *in)
{
	(void)in;
	TRY(sessions_end_others(request->ctx, request->staff.staff, request->staff.session));
	return answer_redirect_saying(request, TEXT("/admin/profile"), N_("All other sessions have ended."), TEXT_NONE);
}
