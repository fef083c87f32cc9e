/* The question before a visit. */
#include "features/visits/visits_pages.h"

#include "visits.routes.h"
#include "visits.views.h"
#include "web/block.h"

static enum outcome show(struct request *request, struct customer_id customer)
{
	struct arena *arena = request->ctx->arena;
	struct text chosen = request_value(request, "reason"), detail = request_value(request, "detail");
	struct option *reasons = arena_take_array(arena, VISIT_REASON_COUNT, sizeof *reasons);
	struct customer_row row;
	TRY(customers_get(request->ctx, customer, &row));
	for (enum visit_reason r = 0; (int)r < VISIT_REASON_COUNT; r++)
		reasons[r] = (struct option){visit_reason_key(r), page_words(request, visit_reason_label(r), TEXT_NONE),
					     text_equal(chosen, visit_reason_key(r))};
	const struct visit_form form = {
		.problems = request->ctx->problems,
		.name = row.display_name,
		.action = visits_begin_post_url(arena, customer),
		.back = block_url(arena, customer, TEXT_NONE),
		.detail = text_is_none(detail) ? TEXT("") : detail,
		.reasons = reasons,
	};
	struct page_frame *frame = page_frame(request, N_("Sign in as the customer"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name, form.back);
	view_visits_begin(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome visits_begin_show(struct request *request, const struct visits_begin_show *in)
{
	return show(request, in->customer);
}

enum outcome visits_begin_again(struct request *request, const struct visits_begin_post *in)
{
	return show(request, in->customer);
}

enum outcome visits_begin_post(struct request *request, const struct visits_begin_post *in)
{
	const struct visit_ask ask = {in->customer, request->staff.session, request->staff.confirmed, in->reason,
				      in->detail};
	struct secret token;
	TRY(visits_begin(request->ctx, &ask, &token));
	answer_cookie(request, TEXT(CUSTOMER_COOKIE), token.value, VISIT_LIFE_US / SECOND_US);
	return answer_redirect(request, TEXT("/account"));
}
