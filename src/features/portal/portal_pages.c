/* The customer's first page. What stands on it is read in their own scope: another's row cannot be asked for. */
#include "features/portal/portal_pages.h"

#include "portal.routes.h"
#include "portal.views.h"

static enum outcome read_blocks(struct request *request, enum block_place place, struct portal_blocks *ret_blocks)
{
	return blocks_show(request, place, request->customer.customer, &ret_blocks->list, &ret_blocks->count);
}

enum outcome portal_home_show(struct request *request, const struct portal_home_show *in)
{
	(void)in;
	struct context *ctx = request->ctx;
	struct portal_home data = {.top = {.count = 0}};
	TRY(context_read_together(ctx));
	TRY(customers_get(ctx, request->customer.customer, &data.row));
	TRY(access_explain(ctx, &data.row, &data.answer));
	TRY(read_blocks(request, BLOCK_ACCOUNT_TOP, &data.top));
	TRY(read_blocks(request, BLOCK_ACCOUNT_MAIN, &data.main));
	TRY(read_blocks(request, BLOCK_ACCOUNT_SIDE, &data.side));
	struct page_frame *frame = page_frame(request, N_("My account"));
	view_portal_home(answer_html(request, 200), frame, &data);
	return DONE;
}

enum outcome portal_privacy_show(struct request *request, const struct portal_privacy_show *in)
{
	(void)in;
	struct portal_blocks cards;
	TRY(context_read_together(request->ctx));
	TRY(read_blocks(request, BLOCK_PRIVACY, &cards));
	struct page_frame *frame = page_frame(request, N_("Privacy"));
	view_portal_privacy(answer_html(request, 200), frame, &cards);
	return DONE;
}
