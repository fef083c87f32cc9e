/* Entries of the customer's menu. */
#include "features/accounts/accounts_blocks.h"

#include "accounts.routes.h"
#include "features/accounts/accounts.h"
#include "web.views.h"
#include "web/pages.h"

/* Guests and customers in the trash have no account. */
enum outcome accounts_actions_block(struct request *request, struct customer_id customer)
{
	struct customer_row row;
	TRY(customers_get(request->ctx, customer, &row));
	if (row.guest || row.merged_into.value || !instant_is_none(row.trashed_at))
		return DONE;
	const struct menu_item item = {
		.label = page_words(request, N_("Update password…"), TEXT_NONE),
		.url = accounts_update_show_url(request->ctx->arena, customer),
		.icon = TEXT("key"),
		.window = true,
	};
	view_menu_entries(&request->view, &item, 1);
	return DONE;
}
