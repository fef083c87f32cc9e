/* Customers who ask for a link: a forgotten password, the data of a closed account; and where links lead. */
#include "accounts.routes.h"
#include "accounts.views.h"
#include "features/accounts/accounts_portal.h"
#include "service/throttle.h"
#include "web/language.h"
#include "web/way.h"

#define ASKS_OF_A_PLACE 20
#define ASKS_FOR_A_NAME 5

enum outcome accounts_answer_gone(struct request *request)
{
	struct page_frame *frame = page_frame(request, N_("This link does not work"));
	view_accounts_gone(answer_html(request, 404), frame);
	return DONE;
}

/* Pages from here on are of the way that this link was asked for on. DONE as well when there is no such link. */
static enum outcome follow_way(struct request *request, enum account_link_purpose purpose, struct secret token)
{
	struct account_link link;
	enum outcome outcome = accounts_find_link(request->ctx, purpose, token, &link);
	if (outcome == DONE)
		way_follow(request, link.next, link.customer);
	return outcome == NOT_FOUND ? DONE : outcome;
}

/* ---- asking ---- */

static enum outcome show_forgotten(struct request *request, struct text name)
{
	struct account_forgotten_form form = {.problems = request->ctx->problems, .name = name};
	TRY(mailings_are_on(request->ctx, &form.on));
	struct page_frame *frame = page_frame(request, N_("Forgotten password"));
	view_accounts_forgotten(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome accounts_forgotten_show(struct request *request, const struct accounts_forgotten_show *in)
{
	(void)in;
	return show_forgotten(request, TEXT(""));
}

enum outcome accounts_forgotten_again(struct request *request, const struct accounts_forgotten *in)
{
	return show_forgotten(request, in->name);
}

struct counted {
	struct throttle by_name;
	struct account_link_wish wish;
};

/* One COMMIT whether anybody has that name or not. */
static enum outcome count_and_ask(struct context *ctx, void *state)
{
	const struct counted *counted = state;
	TRY(throttle_take(ctx, &counted->by_name));
	return accounts_ask_link(ctx, &counted->wish);
}

static enum outcome ask_link(struct request *request, enum account_link_purpose purpose, struct text name)
{
	struct arena *arena = request->ctx->arena;
	struct text word = account_link_purpose_key(purpose), login = customers_fold_login(arena, name);
	const struct throttle by_place = {
		text_format(arena, "%.*s:address:%.*s", TEXT_ARG(word), TEXT_ARG(request->http->network)),
		ASKS_OF_A_PLACE, 15 * MINUTE_US};
	struct counted counted = {
		.by_name = {text_format(arena, "%.*s:name:%.*s", TEXT_ARG(word), TEXT_ARG(login)), ASKS_FOR_A_NAME,
			    HOUR_US},
		.wish = {.purpose = purpose,
			 .name = name,
			 .language = text_of(request->ctx->language->code),
			 .channel = way_said_channel(request),
			 .next = way_of(request).next},
	};
	TRY(throttle_take(request->ctx, &by_place));
	return context_transact(request->ctx, count_and_ask, &counted);
}

enum outcome accounts_forgotten(struct request *request, const struct accounts_forgotten *in)
{
	TRY(ask_link(request, ACCOUNT_LINK_PURPOSE_RESET, in->name));
	return answer_redirect(request, way_url(request, TEXT("/login/forgotten/sent")));
}

enum outcome accounts_forgotten_sent_show(struct request *request, const struct accounts_forgotten_sent_show *in)
{
	(void)in;
	struct page_frame *frame = page_frame(request, N_("Forgotten password"));
	view_accounts_forgotten_sent(answer_html(request, 200), frame);
	return DONE;
}

static enum outcome show_data(struct request *request, struct text name)
{
	struct account_forgotten_form form = {.problems = request->ctx->problems, .name = name};
	TRY(mailings_are_on(request->ctx, &form.on));
	struct page_frame *frame = page_frame(request, N_("Get my data"));
	view_accounts_data(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome accounts_data_show(struct request *request, const struct accounts_data_show *in)
{
	(void)in;
	return show_data(request, TEXT(""));
}

enum outcome accounts_data_again(struct request *request, const struct accounts_data *in)
{
	return show_data(request, in->name);
}

enum outcome accounts_data(struct request *request, const struct accounts_data *in)
{
	TRY(ask_link(request, ACCOUNT_LINK_PURPOSE_OWN_DATA, in->name));
	return answer_redirect(request, way_url(request, TEXT("/login/data/sent")));
}

enum outcome accounts_data_sent_show(struct request *request, const struct accounts_data_sent_show *in)
{
	(void)in;
	struct page_frame *frame = page_frame(request, N_("Get my data"));
	view_accounts_data_sent(answer_html(request, 200), frame);
	return DONE;
}

/* ---- choosing ---- */

static enum outcome show_choosing(struct request *request, enum account_link_purpose purpose, struct text token)
{
	struct account_link link;
	bool invited = purpose == ACCOUNT_LINK_PURPOSE_INVITATION;
	enum outcome outcome = accounts_find_link(request->ctx, purpose, (struct secret){token}, &link);
	if (outcome == NOT_FOUND)
		return accounts_answer_gone(request);
	TRY(outcome);
	way_follow(request, link.next, link.customer);
	const struct account_reset_form form = {
		.problems = request->ctx->problems,
		.name = text_is_empty(link.row.login) ? link.row.email : link.row.login,
		.action = text_copy(request->ctx->arena, request->http->path),
		.invited = invited,
	};
	struct page_frame *frame = page_frame(request, invited ? N_("Welcome") : N_("Choose a new password"));
	view_accounts_reset(answer_html(request, 200), frame, &form);
	return DONE;
}

static enum outcome answer_chosen(struct request *request, enum outcome outcome, const char *said)
{
	if (outcome == NOT_FOUND)
		return accounts_answer_gone(request);
	TRY(outcome);
	return answer_redirect_saying(request, way_url(request, TEXT("/login")), said, TEXT_NONE);
}

enum outcome accounts_reset_show(struct request *request, const struct accounts_reset_show *in)
{
	return show_choosing(request, ACCOUNT_LINK_PURPOSE_RESET, in->token);
}

enum outcome accounts_reset_again(struct request *request, const struct accounts_reset *in)
{
	return show_choosing(request, ACCOUNT_LINK_PURPOSE_RESET, in->token);
}

enum outcome accounts_reset(struct request *request, const struct accounts_reset *in)
{
	TRY(follow_way(request, ACCOUNT_LINK_PURPOSE_RESET, (struct secret){in->token}));
	return answer_chosen(request, accounts_use_reset(request->ctx, (struct secret){in->token}, in->password),
			     N_("Your new password is set. Sign in with it."));
}

enum outcome accounts_welcome_show(struct request *request, const struct accounts_welcome_show *in)
{
	return show_choosing(request, ACCOUNT_LINK_PURPOSE_INVITATION, in->token);
}

enum outcome accounts_welcome_again(struct request *request, const struct accounts_welcome *in)
{
	return show_choosing(request, ACCOUNT_LINK_PURPOSE_INVITATION, in->token);
}

enum outcome accounts_welcome(struct request *request, const struct accounts_welcome *in)
{
	TRY(follow_way(request, ACCOUNT_LINK_PURPOSE_INVITATION, (struct secret){in->token}));
	return answer_chosen(request, accounts_use_invitation(request->ctx, (struct secret){in->token}, in->password),
			     N_("Your password is set. Sign in with it."));
}
