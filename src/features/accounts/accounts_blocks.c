/* Entries of the customer's menu. */
#include "features/accounts/accounts_blocks.h"

#include "accounts.routes.h"
#include "features/accounts/accounts.h"
#include "web.views.h"
#include "web/pages.h"

static enum outcome can_be_invited(struct request *request, const struct customer_row *row, bool *ret_can)
{
	struct account_password_find password;
	bool found, on;
	TRY(account_password_find(request->ctx->reader, row->id, &found, &password));
	TRY(mailings_are_on(request->ctx, &on));
	*ret_can = on && (row->guest || !found) && !text_is_empty(row->email);
	return DONE;
}

/* Guests have no password before they are invited; customers in the trash have no account. */
enum outcome accounts_actions_block(struct request *request, struct customer_id customer)
{
	struct arena *arena = request->ctx->arena;
	struct menu_item items[2];
	struct customer_row row;
	size_t count = 0;
	bool invites;
	TRY(customers_get(request->ctx, customer, &row));
	if (row.merged_into.value || !instant_is_none(row.trashed_at))
		return DONE;
	TRY(can_be_invited(request, &row, &invites));
	if (invites)
		items[count++] = (struct menu_item){
			.label = page_words(request, N_("Send an invitation"), TEXT_NONE),
			.url = accounts_invite_post_url(arena, customer),
			.icon = TEXT("mail-forward"),
			.post = true,
		};
	if (!row.guest)
		items[count++] = (struct menu_item){
			.label = page_words(request, N_("Update password…"), TEXT_NONE),
			.url = accounts_update_show_url(arena, customer),
			.icon = TEXT("key"),
			.window = true,
		};
	view_menu_entries(&request->view, items, count);
	return DONE;
}
