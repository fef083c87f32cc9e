/* Sign-ins at the right of the customer's page, and all of them on one of their own. */
#include "accounts.routes.h"
#include "accounts.views.h"
#include "features/accounts/accounts_blocks.h"
#include "features/accounts/accounts_pages.h"
#include "format/country.h"
#include "format/url.h"
#include "web/language.h"

#define LATEST 5
#define A_PAGE 100

static enum outcome load(struct request *request, const struct account_sign_ins_ask *ask,
			 struct account_sign_ins_shown *shown)
{
	struct arena *arena = request->ctx->arena;
	struct account_sign_ins list;
	TRY(accounts_list_sign_ins(request->ctx, ask, &list));
	struct account_sign_in_line *lines = arena_take_array(arena, list.count, sizeof *lines);
	for (size_t i = 0; i < list.count; i++) {
		const struct account_sign_in_list *row = &list.rows[i];
		lines[i] = (struct account_sign_in_line){
			.row = row,
			.words = browser_words_of(request, row->agent),
			.country = text_is_none(row->country)
					   ? TEXT("")
					   : country_name(row->country, text_of(request->ctx->language->code)),
		};
	}
	struct text all_url = accounts_sign_ins_show_url(arena, ask->customer);
	*shown = (struct account_sign_ins_shown){
		.lines = lines,
		.count = list.count,
		.all_url = all_url,
		.older_url = text_is_none(list.next) ? TEXT("")
						     : text_format(arena, "%.*s?cursor=%.*s", TEXT_ARG(all_url),
								   TEXT_ARG(url_encode(arena, list.next))),
		.end_url = TEXT(""),
	};
	return DONE;
}

enum outcome accounts_sign_ins_block(struct request *request, struct customer_id customer)
{
	struct account_sign_ins_shown shown;
	TRY(load(request, &(struct account_sign_ins_ask){customer, TEXT_NONE, LATEST}, &shown));
	if (shown.count)
		view_accounts_sign_ins_block(&request->view, &shown);
	return DONE;
}

enum outcome accounts_sign_ins_show(struct request *request, const struct accounts_sign_ins_show *in)
{
	struct account_sign_ins_shown shown;
	struct customer_row row;
	struct account_session_list *sessions;
	size_t session_count;
	TRY(customers_get(request->ctx, in->customer, &row));
	TRY(load(request, &(struct account_sign_ins_ask){in->customer, in->cursor, A_PAGE}, &shown));
	TRY(accounts_list_sessions(request->ctx, in->customer, &sessions, &session_count));
	shown.sessions = (int64_t)session_count;
	if (session_count && context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE))
		shown.end_url = accounts_sessions_end_all_url(request->ctx->arena, in->customer);
	struct page_frame *frame = page_frame(request, N_("Sign-ins"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name,
			 block_url(request->ctx->arena, in->customer, TEXT("sign_ins")));
	view_accounts_sign_ins(answer_html(request, 200), frame, &shown);
	return DONE;
}

enum outcome accounts_sessions_end_all(struct request *request, const struct accounts_sessions_end_all *in)
{
	TRY(accounts_end_sessions(request->ctx, in->customer, (struct account_session_id){0}));
	return answer_redirect_saying(request, accounts_sign_ins_show_url(request->ctx->arena, in->customer),
				      N_("All their sessions have ended."), TEXT_NONE);
}
