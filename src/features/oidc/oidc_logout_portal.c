/* Signing out because a shop says so (OpenID Connect RP-Initiated Logout). A statement of ours about the session that
 * is open here proves that the shop speaks of this customer; without one the customer is asked, or any site could sign
 * them out. */
#include "features/oidc/oidc_portal.h"

#include "format/url.h"
#include "oidc.routes.h"
#include "oidc.views.h"
#include "web/way.h"

static enum outcome refuse(struct request *request)
{
	struct page_frame *frame = page_frame(request, N_("Sign out"));
	request->status = 0;
	view_oidc_refused(answer_html(request, 400), frame);
	return DONE;
}

enum outcome oidc_logout_refuse(struct request *request, const struct oidc_logout *in)
{
	(void)in;
	return refuse(request);
}

enum outcome oidc_logout_post_refuse(struct request *request, const struct oidc_logout_post *in)
{
	(void)in;
	return refuse(request);
}

/* Where they go afterwards; none: they stay here. */
static struct text find_way_back(struct request *request, const struct oidc_client *client,
				 const struct oidc_logout_form *form)
{
	struct arena *arena = request->ctx->arena;
	if (text_is_empty(form->address) || !oidc_lines_have(client->logouts, form->address))
		return TEXT_NONE;
	if (text_is_empty(form->state))
		return form->address;
	const char *mark = text_find(form->address, TEXT("?"), 0) == SIZE_MAX ? "?" : "&";
	return text_format(arena, "%.*s%sstate=%.*s", TEXT_ARG(form->address), mark,
			   TEXT_ARG(url_encode(arena, form->state)));
}

static enum outcome sign_out(struct request *request, struct text to)
{
	way_follow(request, TEXT_NONE, request->customer.customer);
	if (request->customer.customer.value) {
		TRY(accounts_sign_out(request->ctx, request->token));
		answer_cookie(request, TEXT(CUSTOMER_COOKIE), TEXT(""), 0);
	}
	return text_is_none(to) ? answer_redirect_saying(request, way_url(request, TEXT("/login")),
							 N_("You have signed out."), TEXT_NONE)
				: answer_leave(request, to);
}

static bool is_of_this_session(const struct request *request, const struct oidc_hint *hint)
{
	return text_equal(hint->session, text_of_number(request->ctx->arena, request->customer.session.value));
}

enum outcome oidc_logout(struct request *request, const struct oidc_logout *in)
{
	struct oidc_logout_form form = {TEXT_NONE, in->client_id, in->post_logout_redirect_uri, in->state};
	struct oidc_client client;
	struct oidc_hint hint;
	bool hinted, found;
	TRY(oidc_read_hint(request->ctx, in->id_token_hint, &hinted, &hint));
	if (hinted && !text_is_empty(in->client_id) && !text_equal(in->client_id, hint.client))
		return refuse(request);
	if (hinted)
		form.client = hint.client;
	TRY(oidc_find_client(request->ctx, form.client, &found, &client));
	struct text to = found ? find_way_back(request, &client, &form) : TEXT_NONE;
	if (!text_is_empty(form.address) && text_is_none(to))
		return refuse(request);
	if (!request->customer.customer.value || (hinted && is_of_this_session(request, &hint)))
		return sign_out(request, to);
	form.shop = found ? client.name : TEXT_NONE;
	struct page_frame *frame = page_frame(request, N_("Sign out"));
	view_oidc_logout(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome oidc_logout_confirm(struct request *request, const struct oidc_logout_confirm *in)
{
	const struct oidc_logout_form form = {TEXT_NONE, in->client_id, in->post_logout_redirect_uri, in->state};
	struct oidc_client client;
	bool found;
	TRY(oidc_find_client(request->ctx, form.client, &found, &client));
	return sign_out(request, found ? find_way_back(request, &client, &form) : TEXT_NONE);
}
