/* That somebody has closed their account, on staff's page; the way to it on the customer's own. */
#include "features/closing/closing_blocks.h"

#include "closing.views.h"
#include "features/closing/closing_pages.h"

enum outcome closing_banner_block(struct request *request, struct customer_id customer)
{
	struct closure_find closure;
	struct customer_row row;
	bool found;
	TRY(customers_get(request->ctx, customer, &row));
	if (instant_is_none(row.trashed_at))
		return DONE;
	TRY(closure_find(request->ctx->reader, customer, &found, &closure));
	if (!found)
		return DONE;
	const struct closing_banner banner = {closure.at, instant_add(closure.at, ACCOUNT_RETURN_US)};
	view_closing_banner(&request->view, &banner);
	return DONE;
}

enum outcome closing_own_block(struct request *request, struct customer_id customer)
{
	(void)customer;
	view_closing_own(&request->view);
	return DONE;
}
