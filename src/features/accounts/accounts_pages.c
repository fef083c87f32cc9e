/* Staff set a customer's password. */
#include "features/accounts/accounts_pages.h"

#include "accounts.routes.h"
#include "accounts.views.h"
#include "web/block.h"

static enum outcome show(struct request *request, struct customer_id customer)
{
	struct customer_row row;
	struct account_password_find password;
	bool found;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(account_password_find(request->ctx->reader, customer, &found, &password));
	const struct account_update_form form = {
		.problems = request->ctx->problems,
		.name = row.display_name,
		.action = accounts_update_url(request->ctx->arena, customer),
		.back = block_url(request->ctx->arena, customer, TEXT_NONE),
		.set_at = found ? password.set_at : INSTANT_NONE,
	};
	struct page_frame *frame = page_frame(request, N_("Update password"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name, form.back);
	view_accounts_update(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome accounts_update_show(struct request *request, const struct accounts_update_show *in)
{
	return show(request, in->customer);
}

enum outcome accounts_update_again(struct request *request, const struct accounts_update *in)
{
	return show(request, in->customer);
}

enum outcome accounts_update(struct request *request, const struct accounts_update *in)
{
	TRY(accounts_set_password(request->ctx, in->customer, in->password));
	return answer_redirect_saying(request, block_url(request->ctx->arena, in->customer, TEXT_NONE),
				      N_("The password is set; all their sessions have ended."), TEXT_NONE);
}
