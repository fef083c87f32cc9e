/* The customers' side of a visit. */
#include "features/visits/visits_portal.h"

#include "visits.routes.h"
#include "web/answer.h"

/* In the language of whoever is looking. */
enum outcome visits_find_customer(struct context *ctx, struct secret token, struct signed_in_customer *ret_customer)
{
	struct visit visit;
	TRY(visits_find(ctx, token, &visit));
	*ret_customer = (struct signed_in_customer){
		.customer = visit.row.id,
		.visitor = visit.staff,
		.visitor_name = visit.staff_name,
		.view_only = visit.view_only,
		.name = visit.row.display_name,
		.email = visit.row.email,
		.language = visit.language,
		.zone = visit.zone,
	};
	return DONE;
}

enum outcome visits_end_post(struct request *request, const struct visits_end_post *in)
{
	(void)in;
	if (!request->customer.visitor.value)
		return answer_redirect(request, TEXT("/account"));
	TRY(visits_end(request->ctx, request->token));
	answer_cookie(request, TEXT(CUSTOMER_COOKIE), TEXT(""), 0);
	return answer_redirect(request, text_format(request->ctx->arena, "/admin/customers/%lld",
						    (long long)request->customer.customer.value));
}
