/* FEATURE on screen. */
#include "FEATURE.routes.h"
#include "FEATURE.sql.h"
#include "FEATURE.views.h"
#include "features/FEATURE/FEATURE.h"
#include "web/pages.h"

static enum outcome show(struct request *request)
{
	struct SINGULAR_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(SINGULAR_list(request->ctx->reader, &rows, &count));
	struct page_frame *frame = page_frame_named(request, TEXT("TITLE"));
	view_FEATURE(answer_html(request, 200), frame, request->ctx->problems, rows, count);
	return DONE;
}

enum outcome FEATURE_list_show(struct request *request, const struct FEATURE_list_show *in)
{
	(void)in;
	return show(request);
}

enum outcome FEATURE_add_again(struct request *request, const struct FEATURE_add_post *in)
{
	(void)in;
	return show(request);
}

enum outcome FEATURE_add_post(struct request *request, const struct FEATURE_add_post *in)
{
	struct SINGULAR_id id;
	TRY(FEATURE_add(request->ctx, in->name, &id));
	return answer_redirect_saying(request, TEXT("/admin/FEATURE"), N_("Saved."), TEXT_NONE);
}
