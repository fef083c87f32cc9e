/* The way to another server; see answer_leave() and answer_hand_over(). */
#include "web.views.h"
#include "web/answer.h"
#include "web/pages.h"
#include "web/policy.h"

/* "shop.example" of "https://shop.example/back?code=…": what people are told is no more. */
static struct text host_of(struct text address)
{
	size_t start = text_find(address, TEXT("://"), 0);
	struct text rest = start == SIZE_MAX ? address : text_slice(address, start + 3, SIZE_MAX);
	size_t end = 0;
	while (end < rest.size && rest.at[end] != '/' && rest.at[end] != '?')
		end++;
	return text_slice(rest, 0, end);
}

/* "https://shop.example" */
static struct text origin_of(struct text address)
{
	struct text host = host_of(address);
	return text_slice(address, 0, (size_t)(host.at - address.at) + host.size);
}

enum outcome answer_leave(struct request *request, struct text address)
{
	if (!text_equal(http_header(request->http, TEXT("Sec-Fetch-Site")), TEXT("same-origin")) &&
	    request->http->method == HTTP_GET) {
		request->answered = true;
		request->response->status = 303;
		http_set_header(request->response, TEXT("Location"), address);
		return DONE;
	}
	http_set_header(request->response, TEXT("Refresh"), text_join(request->ctx->arena, TEXT("0;url="), address));
	struct page_frame *frame = page_frame(request, N_("One moment"));
	view_leave(answer_html(request, 200), frame, host_of(address), address);
	return DONE;
}

enum outcome answer_hand_over(struct request *request, const struct handed *handed)
{
	http_set_header(request->response, TEXT("Content-Security-Policy"),
			text_format(request->ctx->arena, STATIC_POLICY_BUT_FORMS "; form-action 'self' %.*s",
				    TEXT_ARG(origin_of(handed->address))));
	struct page_frame *frame = page_frame(request, N_("One moment"));
	view_hand_over(answer_html(request, 200), frame, host_of(handed->address), handed);
	return DONE;
}
