/* The question before a visit. */
#include "features/visits/visits_pages.h"

#include "visits.routes.h"
#include "visits.views.h"
#include "web/block.h"

static const struct option *reasons_of(struct request *request)
{
	struct text chosen = request_value(request, "reason");
	struct option *reasons = arena_take_array(request->ctx->arena, VISIT_REASON_COUNT, sizeof *reasons);
	for (enum visit_reason r = 0; (int)r < VISIT_REASON_COUNT; r++)
		reasons[r] = (struct option){visit_reason_key(r), page_words(request, visit_reason_label(r), TEXT_NONE),
					     text_equal(chosen, visit_reason_key(r))};
	return reasons;
}

/* The customer's own channel first, unless another was chosen; their pages here at the end, or first without it. */
static enum outcome read_places(struct request *request, const struct customer_row *row, struct visit_form *form)
{
	struct arena *arena = request->ctx->arena;
	struct text chosen = request_value(request, "channel"),
		    here = page_words(request, N_("My account, here"), TEXT_NONE);
	struct visit_channels channels;
	TRY(visits_list_channels(request->ctx, row, &channels));
	struct option *places = arena_take_array(arena, channels.count + 1, sizeof *places);
	for (size_t i = 0; i < channels.count; i++) {
		struct text value = text_of_number(arena, channels.list[i].channel_id.value);
		bool own = i == 0 && channels.own;
		places[own ? 0 : i + !channels.own] =
			(struct option){value, channels.list[i].name, text_equal(chosen, value)};
	}
	places[channels.own ? channels.count : 0] =
		(struct option){TEXT(""), here, !text_is_none(chosen) && text_is_empty(chosen)};
	form->places = places;
	form->place_count = channels.count + 1;
	return DONE;
}

static enum outcome show(struct request *request, struct customer_id customer)
{
	struct arena *arena = request->ctx->arena;
	struct text detail = request_value(request, "detail");
	struct customer_row row;
	TRY(customers_get(request->ctx, customer, &row));
	struct visit_form form = {
		.problems = request->ctx->problems,
		.name = row.display_name,
		.action = visits_begin_post_url(arena, customer),
		.back = block_url(arena, customer, TEXT_NONE),
		.detail = text_is_none(detail) ? TEXT("") : detail,
		.reasons = reasons_of(request),
	};
	TRY(read_places(request, &row, &form));
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
	const struct visit_ask ask = {.customer = in->customer,
				      .channel = in->channel,
				      .session = request->staff.session,
				      .confirmed = request->staff.confirmed,
				      .reason = in->reason,
				      .detail = in->detail};
	struct visit_begun begun;
	TRY(visits_begin(request->ctx, &ask, &begun));
	if (!text_is_none(begun.address)) {
		const struct handed handed = {begun.address, TEXT("token"), begun.token,
					      block_url(request->ctx->arena, in->customer, TEXT_NONE)};
		return answer_hand_over(request, &handed);
	}
	answer_cookie(request, TEXT(CUSTOMER_COOKIE), begun.token.value, VISIT_LIFE_US / SECOND_US);
	return answer_redirect(request, TEXT("/account"));
}
