/* The way to another server; see answer_leave(). */
#include "web.views.h"
#include "web/answer.h"
#include "web/pages.h"

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
