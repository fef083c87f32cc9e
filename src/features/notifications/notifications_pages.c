/* The list behind the bell, and what one wants to be told of. */
#include "features/notifications/notifications_pages.h"

#include "features/mailings/mailings.h"
#include "notifications.routes.h"
#include "notifications.views.h"

static struct text icon_of(enum notification_kind kind)
{
	switch (kind) {
	case NOTIFICATION_KIND_PENDING: return TEXT("user-question");
	case NOTIFICATION_KIND_REGISTERED: return TEXT("user-plus");
	case NOTIFICATION_KIND_JOB_ENDED: return TEXT("list-check");
	case NOTIFICATION_KIND_WEBHOOK_STOPPED: return TEXT("webhook");
	case NOTIFICATION_KIND_NEW_DEVICE: return TEXT("device-laptop");
	}
	return TEXT("bell");
}

enum outcome notifications_show(struct request *request, const struct notifications_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct notification_list *rows;
	struct notifications_screen screen = {.count = 0};
	struct text print;
	(void)in;
	TRY(notifications_list(request->ctx, &rows, &screen.count));
	TRY(notifications_count(request->ctx, &screen.fresh, &print));
	struct notification_line *lines = arena_take_array(arena, screen.count, sizeof *lines);
	for (size_t i = 0; i < screen.count; i++)
		lines[i] = (struct notification_line){
			.row = &rows[i],
			.title = page_words(request, notification_label(rows[i].kind), TEXT_NONE),
			.url = notifications_open_post_url(arena, rows[i].id),
			.about = text_is_none(rows[i].name) ? rows[i].detail : rows[i].name,
			.icon = icon_of(rows[i].kind),
		};
	screen.lines = lines;
	struct page_frame *frame = page_frame(request, N_("Notifications"));
	view_notifications(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome notifications_seen_post(struct request *request, const struct notifications_seen_post *in)
{
	(void)in;
	TRY(notifications_see_all(request->ctx));
	return answer_redirect(request, TEXT("/admin/notifications"));
}

enum outcome notifications_open_post(struct request *request, const struct notifications_open_post *in)
{
	struct text url;
	TRY(notifications_open(request->ctx, in->notification, &url));
	return answer_redirect(request, url);
}

static enum outcome show_choices(struct request *request)
{
	struct notification_choice choices[NOTIFICATION_KIND_COUNT];
	struct notification_choices_screen screen = {.problems = request->ctx->problems, .choices = choices};
	TRY(notifications_list_choices(request->ctx, choices, &screen.count));
	TRY(mailings_are_on(request->ctx, &screen.mail_on));
	struct page_frame *frame = page_frame(request, N_("What you are told of"));
	page_crumb(request, frame, N_("My profile"), TEXT("/admin/profile"));
	view_notifications_choices(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome notifications_choices_show(struct request *request, const struct notifications_choices_show *in)
{
	(void)in;
	return show_choices(request);
}

enum outcome notifications_choices_again(struct request *request, const struct notifications_choices_post *in)
{
	(void)in;
	return show_choices(request);
}

enum outcome notifications_choices_post(struct request *request, const struct notifications_choices_post *in)
{
	const struct notification_words page = {in->page, in->page_count}, mail = {in->mail, in->mail_count};
	TRY(notifications_set_choices(request->ctx, page, mail));
	return answer_redirect_saying(request, TEXT("/admin/profile/notifications"), N_("Saved."), TEXT_NONE);
}
