/* The entry of the customer's menu, and what customers see of it among their sessions. */
#include "features/visits/visits_blocks.h"

#include "features/visits/visits.h"
#include "visits.routes.h"
#include "visits.views.h"
#include "web.views.h"
#include "web/pages.h"

/* Guests and customers in the trash have no account. */
enum outcome visits_actions_block(struct request *request, struct customer_id customer)
{
	struct customer_row row;
	TRY(customers_get(request->ctx, customer, &row));
	if (row.guest || row.merged_into.value || !instant_is_none(row.trashed_at))
		return DONE;
	const struct menu_item item = {
		.label = page_words(request, N_("Sign in as…"), TEXT_NONE),
		.url = visits_begin_show_url(request->ctx->arena, customer),
		.icon = TEXT("login-2"),
	};
	view_menu_entries(&request->view, &item, 1);
	return DONE;
}

enum outcome visits_sessions_block(struct request *request, struct customer_id customer)
{
	struct visit_list *visits;
	size_t count;
	TRY(visit_list(request->ctx->reader, customer, &visits, &count));
	if (count)
		view_visits_sessions(&request->view, visits, count);
	return DONE;
}
