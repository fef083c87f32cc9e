/* A customer's own picture. */
#include "features/files/files_blocks.h"
#include "features/files/files_pages.h"
#include "files.routes.h"
#include "files.views.h"

static enum outcome load(struct request *request, struct files_shown *ret_shown)
{
	*ret_shown = (struct files_shown){
		.problems = request->ctx->problems,
		.picture_action = files_own_picture_set_url(request->ctx->arena),
		.picture_remove_action = files_own_picture_remove_url(request->ctx->arena),
	};
	return files_find_picture(request, request->customer.customer, &ret_shown->picture_url);
}

static enum outcome show(struct request *request)
{
	struct files_shown shown;
	TRY(load(request, &shown));
	struct page_frame *frame = page_frame(request, N_("Picture"));
	view_files_own_page(answer_html(request, 200), frame, &shown);
	return DONE;
}

enum outcome files_own_picture_show(struct request *request, const struct files_own_picture_show *in)
{
	(void)in;
	return show(request);
}

enum outcome files_own_picture_again(struct request *request, const struct files_own_picture_set *in)
{
	(void)in;
	return show(request);
}

enum outcome files_own_picture_set(struct request *request, const struct files_own_picture_set *in)
{
	TRY(files_set_picture(request->ctx, request->customer.customer, in->picture.content));
	return answer_redirect_saying(request, TEXT("/account"), N_("Picture changed."), TEXT_NONE);
}

enum outcome files_own_picture_remove(struct request *request, const struct files_own_picture_remove *in)
{
	(void)in;
	TRY(files_remove_picture(request->ctx, request->customer.customer));
	return answer_redirect_saying(request, TEXT("/account"), N_("Picture removed."), TEXT_NONE);
}

enum outcome files_own_serve(struct request *request, const struct files_own_serve *in)
{
	return files_answer(request, in->token, false);
}

enum outcome files_own_serve_small(struct request *request, const struct files_own_serve_small *in)
{
	return files_answer(request, in->token, true);
}

enum outcome files_own_block(struct request *request, struct customer_id customer)
{
	struct files_shown shown;
	(void)customer;
	TRY(load(request, &shown));
	view_files_own_block(&request->view, &shown);
	return DONE;
}
