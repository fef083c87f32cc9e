/* Roles on screen. */
#include "features/staff/staff_pages.h"

#include "staff.routes.h"
#include "staff.views.h"

enum outcome staff_roles_show(struct request *request, const struct staff_roles_show *in)
{
	(void)in;
	struct role_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(role_list(request->ctx->reader, &rows, &count));
	struct page_frame *frame = page_frame(request, N_("Roles"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_staff_roles(answer_html(request, 200), frame, rows, count,
			 context_may(request->ctx, PERMISSION_ROLES_WRITE));
	return DONE;
}

static void fill_permissions(struct request *request, struct role_form *form, struct permission_set given)
{
	struct role_permission *list = arena_take_array(request->ctx->arena, PERMISSION_COUNT, sizeof *list);
	for (enum permission p = 0; p < PERMISSION_COUNT; p++)
		list[p] = (struct role_permission){permission_word(p), permission_what(p), permission_has(given, p),
						   context_may(request->ctx, p)};
	form->permissions = list;
	form->permission_count = PERMISSION_COUNT;
}

static enum outcome fill_others(struct request *request, struct role_form *form, struct role_id but)
{
	struct role_list *rows;
	size_t count;
	TRY(role_list(request->ctx->reader, &rows, &count));
	struct option *options = arena_take_array(request->ctx->arena, count + 1, sizeof *options);
	options[form->other_count++] = (struct option){TEXT(""), TEXT("–"), true};
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value != but.value)
			options[form->other_count++] =
				(struct option){text_of_number(request->ctx->arena, rows[i].id.value),
						role_words(&request->view, rows[i].name), false};
	form->others = options;
	return DONE;
}

static enum outcome show(struct request *request, struct role_form *form, struct text title)
{
	struct page_frame *frame = page_frame_named(request, title);
	form->problems = request->ctx->problems;
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Roles"), TEXT("/admin/settings/roles"));
	view_staff_role(answer_html(request, 200), frame, form);
	return DONE;
}

static enum outcome show_new(struct request *request, enum staff_scope scope, struct permission_set given)
{
	struct role_form form = {.action = TEXT("/admin/settings/roles/new"), .name = request_value(request, "name")};
	TRY(context_read(request->ctx));
	form.scopes = staff_scope_choices(request, scope);
	fill_permissions(request, &form, given);
	return show(request, &form, page_words(request, N_("New role"), TEXT_NONE));
}

enum outcome staff_role_new_show(struct request *request, const struct staff_role_new_show *in)
{
	(void)in;
	return show_new(request, staff_scope_widest(request), (struct permission_set){0});
}

enum outcome staff_role_new_again(struct request *request, const struct staff_role_new *in)
{
	struct text unknown;
	return show_new(request, in->scope, permission_set_of(in->permissions, in->permissions_count, &unknown));
}

enum outcome staff_role_new(struct request *request, const struct staff_role_new *in)
{
	struct role_ask ask = {.name = in->name, .scope = in->scope};
	struct role_id role;
	TRY(context_read_permissions(request->ctx, in->permissions, in->permissions_count, &ask.permissions));
	TRY(staff_set_role(request->ctx, &ask, &role));
	return answer_redirect_saying(request, TEXT("/admin/settings/roles"), N_("The role was added."), TEXT_NONE);
}

static enum outcome show_role(struct request *request, struct role_id role)
{
	struct arena *arena = request->ctx->arena;
	struct role_find row;
	struct permission_set given;
	struct text unknown;
	bool found;
	TRY(context_read(request->ctx));
	TRY(role_find(request->ctx->reader, role, &found, &row));
	if (!found)
		return NOT_FOUND;
	if (!permission_set_parse(row.permissions, &given, &unknown))
		given = (struct permission_set){0};
	struct text sent = request_value(request, "name");
	struct role_form form = {
		.action = staff_role_set_url(arena, role),
		.name = text_is_none(sent) ? role_words(&request->view, row.name) : sent,
		.fixed = text_equal(row.word, TEXT("owner")) || request->staff.role.value == role.value ||
			 !context_may(request->ctx, PERMISSION_ROLES_WRITE),
	};
	form.scopes = staff_scope_choices(request, row.scope);
	fill_permissions(request, &form, given);
	if (text_is_none(row.word) && !form.fixed) {
		form.remove_action = staff_role_remove_url(arena, role);
		TRY(fill_others(request, &form, role));
	}
	return show(request, &form, role_words(&request->view, row.name));
}

enum outcome staff_role_show(struct request *request, const struct staff_role_show *in)
{
	return show_role(request, in->role);
}

enum outcome staff_role_set_again(struct request *request, const struct staff_role_set *in)
{
	return show_role(request, in->role);
}

enum outcome staff_role_set(struct request *request, const struct staff_role_set *in)
{
	struct role_ask ask = {.role = in->role, .name = in->name, .scope = in->scope};
	struct role_id role;
	TRY(context_read_permissions(request->ctx, in->permissions, in->permissions_count, &ask.permissions));
	TRY(staff_set_role(request->ctx, &ask, &role));
	return answer_redirect_saying(request, TEXT("/admin/settings/roles"), N_("Saved."), TEXT_NONE);
}

enum outcome staff_role_remove(struct request *request, const struct staff_role_remove *in)
{
	TRY(staff_remove_role(request->ctx, in->role, in->to));
	return answer_redirect_saying(request, TEXT("/admin/settings/roles"), N_("The role is gone."), TEXT_NONE);
}
