/* The question before somebody is deactivated. */
#include "features/handovers/handovers_pages.h"

#include "features/staff/staff.h"
#include "handovers.routes.h"
#include "handovers.views.h"
#include "staff.routes.h"

#define NOBODY TEXT("nobody")

static enum outcome fill_heirs(struct request *request, struct handover_form *form, struct staff_id staff)
{
	const struct handover_heir *rows;
	size_t count;
	TRY(handovers_list_heirs(request->ctx, staff, &rows, &count));
	struct option *heirs = arena_take_array(request->ctx->arena, count + 2, sizeof *heirs);
	heirs[form->heir_count++] = (struct option){TEXT(""), page_words(request, N_("Choose…"), TEXT_NONE), true};
	for (size_t i = 0; i < count; i++)
		heirs[form->heir_count++] =
			(struct option){text_of_number(request->ctx->arena, rows[i].id.value), rows[i].name, false};
	heirs[form->heir_count++] = (struct option){NOBODY, page_words(request, N_("Nobody"), TEXT_NONE), false};
	form->heirs = heirs;
	return DONE;
}

static enum outcome show(struct request *request, struct staff_id staff)
{
	struct arena *arena = request->ctx->arena;
	struct handover_person person;
	bool found;
	struct handover_form form = {
		.problems = request->ctx->problems,
		.action = handovers_post_url(arena, staff),
		.back_url = staff_edit_show_url(arena, staff),
	};
	TRY(context_read(request->ctx));
	TRY(handover_person(request->ctx->reader, staff, &found, &person));
	if (!found)
		return NOT_FOUND;
	form.name = person.name;
	TRY(handovers_count(request->ctx, staff, &form.uses));
	form.used = form.uses.customers + form.uses.follow_ups > 0;
	TRY(fill_heirs(request, &form, staff));
	struct page_frame *frame = page_frame_named(request, person.name);
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Staff"), TEXT("/admin/settings/staff"));
	view_handovers(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome handovers_show(struct request *request, const struct handovers_show *in)
{
	TRY(staff_check_active(request->ctx, in->staff, false));
	return show(request, in->staff);
}

enum outcome handovers_again(struct request *request, const struct handovers_post *in)
{
	return show(request, in->staff);
}

enum outcome handovers_post(struct request *request, const struct handovers_post *in)
{
	struct handover_ask ask = {.staff = in->staff, .to_nobody = text_equal(in->to, NOBODY)};
	/* What is no number is nobody that there is. */
	if (!ask.to_nobody && !text_is_empty(in->to) && !text_to_number(in->to, &ask.to.value))
		ask.to.value = ID_MAX;
	TRY(handovers_deactivate(request->ctx, &ask));
	return answer_redirect_saying(request, staff_edit_show_url(request->ctx->arena, in->staff),
				      ask.to.value ? N_("Handed over and deactivated.") : N_("Deactivated."),
				      TEXT_NONE);
}
