/* First steps on screen: a page of their own, and a card on the first page. */
#include "features/setup/setup_pages.h"

#include "setup.routes.h"
#include "setup.views.h"

static const struct {
	const char *label, *about, *url;
	enum permission permission;
} steps[SETUP_STEP_COUNT] = {
	[SETUP_BUSINESS] = {N_("Name your business"), N_("And choose its time zone, currency and language."),
			    "/admin/settings/business", PERMISSION_SETTINGS_WRITE},
	[SETUP_MAIL] = {N_("Let mail out"), N_("The mail server of your provider, and a test letter."),
			"/admin/settings/mail", PERMISSION_SETTINGS_WRITE},
	[SETUP_STAFF] = {N_("Add the people you work with"), N_("Each with a role, so that they see what they need."),
			 "/admin/settings/staff", PERMISSION_STAFF_WRITE},
	[SETUP_CUSTOMERS] = {N_("Bring your customers in"), N_("From a file, with a dry run first."), "/admin/imports",
			     PERMISSION_CUSTOMERS_IMPORT},
	[SETUP_CHANNEL] = {N_("Tell where your shop is"), N_("The address of a sales channel's storefront."),
			   "/admin/settings/channels", PERMISSION_LABELS_WRITE},
	[SETUP_KEY] = {N_("Connect your shop"), N_("With a key for the API."), "/admin/settings/keys",
		       PERMISSION_KEYS_WRITE},
	[SETUP_SAMPLE] = {N_("Remove the sample customer"), N_("It only shows what a customer looks like."),
			  "/admin/customers", PERMISSION_CUSTOMERS_TRASH},
};

enum outcome setup_fill(struct request *request, struct setup_shown *shown)
{
	struct arena *arena = request->ctx->arena;
	TRY(setup_find(request->ctx, &shown->state));
	for (enum setup_step step = 0; step < SETUP_STEP_COUNT; step++) {
		if (!context_may(request->ctx, steps[step].permission))
			continue;
		struct setup_line *line = &shown->lines[shown->count++];
		*line = (struct setup_line){
			.label = page_words(request, steps[step].label, TEXT_NONE),
			.about = page_words(request, steps[step].about, TEXT_NONE),
			.url = text_of(steps[step].url),
			.done = shown->state.done[step],
		};
		if (step == SETUP_SAMPLE && !line->done)
			line->url =
				text_format(arena, "/admin/customers/%lld/trash", (long long)shown->state.sample.value);
	}
	return DONE;
}

enum outcome setup_show(struct request *request, const struct setup_show *in)
{
	struct setup_shown *shown = arena_take(request->ctx->arena, sizeof *shown);
	(void)in;
	TRY(setup_fill(request, shown));
	struct page_frame *frame = page_frame(request, N_("First steps"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_setup_page(answer_html(request, 200), frame, shown);
	return DONE;
}

enum outcome setup_put_post(struct request *request, const struct setup_put_post *in)
{
	TRY(setup_put(request->ctx, in->away));
	if (!in->away)
		return answer_redirect_saying(request, TEXT("/admin"), N_("The first steps stand here again."),
					      TEXT_NONE);
	return answer_redirect_saying(request, TEXT("/admin"),
				      N_("Put away. You find the first steps in the settings."), TEXT_NONE);
}
