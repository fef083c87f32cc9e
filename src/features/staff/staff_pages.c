/* The list of staff and the form for one of them. Roles: staff_roles_pages.c. */
#include "features/staff/staff_pages.h"

#include "features/staff/staff_rank.h"
#include "service/settings.h"
#include "staff.routes.h"
#include "staff.views.h"
#include "staff_options.sql.h"
#include "web/language.h"

struct text role_words(struct view *view, struct text name)
{
	/* Texts of rows end with a NUL; a name that was given by people is its own translation. */
	return view_tr(view, NULL, name.at);
}

struct text staff_scope_words(struct view *view, enum staff_scope scope)
{
	switch (scope) {
	case STAFF_SCOPE_ALL: return view_tr(view, NULL, N_("all customers"));
	case STAFF_SCOPE_OWN: return view_tr(view, NULL, N_("own customers"));
	case STAFF_SCOPE_CHANNELS: return view_tr(view, NULL, N_("customers of chosen channels"));
	}
	return TEXT("");
}

struct choices staff_scope_choices(struct request *request, enum staff_scope chosen)
{
	struct option *options = arena_take_array(request->ctx->arena, STAFF_SCOPE_COUNT, sizeof *options);
	size_t count = 0;
	for (enum staff_scope scope = 0; (int)scope < STAFF_SCOPE_COUNT; scope++)
		if (scope == chosen || rank_sees(request->ctx, scope))
			options[count++] = (struct option){staff_scope_key(scope),
							   staff_scope_words(&request->view, scope), scope == chosen};
	return (struct choices){options, count};
}

enum staff_scope staff_scope_widest(const struct request *request)
{
	if (rank_sees(request->ctx, STAFF_SCOPE_ALL))
		return STAFF_SCOPE_ALL;
	return rank_sees(request->ctx, STAFF_SCOPE_CHANNELS) ? STAFF_SCOPE_CHANNELS : STAFF_SCOPE_OWN;
}

enum outcome staff_list_show(struct request *request, const struct staff_list_show *in)
{
	(void)in;
	struct context *ctx = request->ctx;
	struct staff_list *rows;
	struct staff_screen screen = {
		.may_write = context_may(ctx, PERMISSION_STAFF_WRITE),
		.may_set = context_may(ctx, PERMISSION_SETTINGS_WRITE),
	};
	TRY(context_read(ctx));
	TRY(staff_list(ctx->reader, &rows, &screen.count));
	TRY(settings_flag(ctx, SETTING_STAFF_SECOND_FACTOR, &screen.factor_wanted));
	screen.rows = rows;
	struct page_frame *frame = page_frame(request, N_("Staff"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_staff_list(answer_html(request, 200), frame, &screen);
	return DONE;
}

static enum outcome fill_roles(struct request *request, struct staff_form *form, int64_t chosen)
{
	struct role_list *rows;
	TRY(role_list(request->ctx->reader, &rows, &form->role_count));
	struct option *options = arena_take_array(request->ctx->arena, form->role_count, sizeof *options);
	for (size_t i = 0; i < form->role_count; i++)
		options[i] = (struct option){text_of_number(request->ctx->arena, rows[i].id.value),
					     role_words(&request->view, rows[i].name), rows[i].id.value == chosen};
	form->roles = options;
	return DONE;
}

static enum outcome fill_channels(struct request *request, struct staff_form *form, struct staff_id staff)
{
	const struct store_session *session = &request->ctx->session;
	struct staff_id giver = {session->scope == STORE_SCOPE_ALL ? 0 : session->staff};
	struct staff_option_channels *rows;
	if (!rank_sees(request->ctx, STAFF_SCOPE_CHANNELS))
		return DONE;
	TRY(staff_option_channels(request->ctx->reader, staff, giver, &rows, &form->channel_count));
	struct option *options = arena_take_array(request->ctx->arena, form->channel_count, sizeof *options);
	for (size_t i = 0; i < form->channel_count; i++)
		options[i] = (struct option){text_of_number(request->ctx->arena, rows[i].id.value), rows[i].name,
					     rows[i].chosen};
	form->channels = options;
	return DONE;
}

static enum outcome fill(struct request *request, struct staff_form *form, struct staff_id staff, int64_t role,
			 enum staff_scope scope)
{
	form->problems = request->ctx->problems;
	TRY(fill_roles(request, form, role));
	form->scopes = staff_scope_choices(request, scope);
	return fill_channels(request, form, staff);
}

static struct page_frame *frame_of(struct request *request, struct text title)
{
	struct page_frame *frame = page_frame_named(request, title);
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Staff"), TEXT("/admin/settings/staff"));
	return frame;
}

static enum outcome show_new(struct request *request, int64_t role, enum staff_scope scope)
{
	struct staff_form form = {
		.is_new = true,
		.may_write = true,
		.action = TEXT("/admin/settings/staff/new"),
		.name = request_value(request, "name"),
		.email = request_value(request, "email"),
	};
	TRY(context_read(request->ctx));
	TRY(fill(request, &form, (struct staff_id){0}, role, scope));
	struct page_frame *frame = frame_of(request, page_words(request, N_("Add somebody"), TEXT_NONE));
	view_staff_edit(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome staff_new_show(struct request *request, const struct staff_new_show *in)
{
	(void)in;
	return show_new(request, 0, staff_scope_widest(request));
}

enum outcome staff_new_again(struct request *request, const struct staff_new *in)
{
	return show_new(request, in->role.value, in->scope);
}

static enum outcome show_edit(struct request *request, struct staff_id staff, struct secret link, bool mailed)
{
	struct arena *arena = request->ctx->arena;
	struct staff_find row;
	struct staff_factor factor;
	bool found;
	TRY(context_read(request->ctx));
	TRY(staff_find(request->ctx->reader, staff, &found, &row));
	if (!found)
		return NOT_FOUND;
	TRY(staff_get_factor(request->ctx, staff, &factor));
	struct text sent = request_value(request, "name");
	struct staff_form form = {
		.action = staff_edit_url(arena, staff),
		.link_action = staff_link_post_url(arena, staff),
		.factor = factor.on,
		.factor_action = staff_factor_take_url(arena, staff),
		.activate_action = staff_activate_url(arena, staff),
		.deactivate_url = text_join(arena, staff_edit_show_url(arena, staff), TEXT("/deactivate")),
		.name = text_is_none(sent) ? row.name : sent,
		.email = row.email,
		.active = row.active,
		.self = staff.value == request->staff.staff.value,
		.mailed = mailed,
	};
	if (!text_is_none(link.value))
		form.link = request_absolute(request, text_join(arena, TEXT("/admin/welcome/"), link.value));
	TRY(staff_may_change(request->ctx, staff, &form.may_write));
	TRY(fill(request, &form, staff, row.role_id.value, row.scope));
	view_staff_edit(answer_html(request, 200), frame_of(request, row.name), &form);
	return DONE;
}

/* The link is shown once, on the answer itself, whether it was mailed or not: mail may not arrive. */
static enum outcome show_link(struct request *request, struct staff_id staff, enum staff_link_purpose purpose)
{
	const struct staff_link_ask ask = {staff, purpose};
	struct secret link;
	bool mailed;
	TRY(staff_send_link(request->ctx, &ask, &link, &mailed));
	return show_edit(request, staff, link, mailed);
}

enum outcome staff_new(struct request *request, const struct staff_new *in)
{
	struct staff_id staff;
	const struct staff_add ask = {
		.email = in->email,
		.name = in->name,
		.role = in->role,
		.scope = in->scope,
		.channels = in->channels,
		.channel_count = in->channels_count,
	};
	TRY(staff_add(request->ctx, &ask, &staff));
	return show_link(request, staff, STAFF_LINK_PURPOSE_INVITATION);
}

enum outcome staff_edit_show(struct request *request, const struct staff_edit_show *in)
{
	return show_edit(request, in->staff, (struct secret){TEXT_NONE}, false);
}

enum outcome staff_edit_again(struct request *request, const struct staff_edit *in)
{
	return show_edit(request, in->staff, (struct secret){TEXT_NONE}, false);
}

enum outcome staff_edit(struct request *request, const struct staff_edit *in)
{
	const struct staff_change ask = {
		.staff = in->staff,
		.name = in->name,
		.role = in->role,
		.scope = in->scope,
		.channels = in->channels,
		.channel_count = in->channels_count,
	};
	TRY(staff_change(request->ctx, &ask));
	return answer_redirect_saying(request, staff_edit_show_url(request->ctx->arena, in->staff), N_("Saved."),
				      TEXT_NONE);
}

enum outcome staff_activate(struct request *request, const struct staff_activate *in)
{
	TRY(staff_set_active(request->ctx, in->staff, true));
	return answer_redirect_saying(request, staff_edit_show_url(request->ctx->arena, in->staff),
				      N_("They can sign in again."), TEXT_NONE);
}

enum outcome staff_link_post(struct request *request, const struct staff_link_post *in)
{
	return show_link(request, in->staff, STAFF_LINK_PURPOSE_RESET);
}
