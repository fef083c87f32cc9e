/* Staff see to a customer's new password: a link by mail, or a typed one. */
#include "features/accounts/accounts_pages.h"

#include "accounts.routes.h"
#include "accounts.views.h"
#include "web/block.h"

static enum outcome show(struct request *request, struct customer_id customer, bool typed)
{
	struct customer_row row;
	struct account_password_find password;
	bool found;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(account_password_find(request->ctx->reader, customer, &found, &password));
	bool on;
	TRY(mailings_are_on(request->ctx, &on));
	bool may_type = context_may(request->ctx, PERMISSION_CUSTOMERS_PASSWORD);
	const struct account_update_form form = {
		.problems = request->ctx->problems,
		.name = row.display_name,
		.action = accounts_update_url(request->ctx->arena, customer),
		.link_action = accounts_update_link_url(request->ctx->arena, customer),
		.back = block_url(request->ctx->arena, customer, TEXT_NONE),
		.address = text_is_none(row.email) ? TEXT("") : row.email,
		.set_at = found ? password.set_at : INSTANT_NONE,
		.on = on,
		.may_type = may_type,
		.typed = typed || !on || text_is_empty(row.email),
	};
	struct page_frame *frame = page_frame(request, N_("Update password"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name, form.back);
	view_accounts_update(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome accounts_update_show(struct request *request, const struct accounts_update_show *in)
{
	return show(request, in->customer, false);
}

enum outcome accounts_update_again(struct request *request, const struct accounts_update *in)
{
	return show(request, in->customer, true);
}

enum outcome accounts_update(struct request *request, const struct accounts_update *in)
{
	TRY(accounts_set_password(request->ctx, in->customer, in->password));
	return answer_redirect_saying(request, block_url(request->ctx->arena, in->customer, TEXT_NONE),
				      N_("The password is set; all their sessions have ended."), TEXT_NONE);
}

enum outcome accounts_update_link(struct request *request, const struct accounts_update_link *in)
{
	TRY(accounts_send_reset(request->ctx, in->customer));
	return answer_redirect_saying(request, block_url(request->ctx->arena, in->customer, TEXT_NONE),
				      N_("A link for a new password is on its way; all their sessions have ended."),
				      TEXT_NONE);
}

enum outcome accounts_invite_post(struct request *request, const struct accounts_invite_post *in)
{
	TRY(accounts_invite(request->ctx, in->customer));
	return answer_redirect_saying(request, block_url(request->ctx->arena, in->customer, TEXT_NONE),
				      N_("The invitation is on its way."), TEXT_NONE);
}
