/* JSON: links for a new and for a first password, sign-ins, the end of sessions. */
#include "accounts.routes.h"
#include "features/accounts/accounts.h"
#include "format/user_agent.h"
#include "web/api.h"

enum outcome accounts_password_link_api(struct request *request, const struct accounts_password_link_api *in)
{
	TRY(accounts_send_reset(request->ctx, in->customer));
	return api_done(request);
}

enum outcome accounts_invite_api(struct request *request, const struct accounts_invite_api *in)
{
	TRY(accounts_invite(request->ctx, in->customer));
	return api_done(request);
}

enum outcome accounts_sessions_end_api(struct request *request, const struct accounts_sessions_end_api *in)
{
	TRY(accounts_end_sessions(request->ctx, in->customer, (struct account_session_id){0}));
	return api_done(request);
}

static void write_sign_in(struct arena *arena, struct json_writer *json, const struct account_sign_in_list *row)
{
	static const char *const devices[] = {
		[USER_AGENT_COMPUTER] = "computer",
		[USER_AGENT_PHONE] = "phone",
		[USER_AGENT_TABLET] = "tablet",
	};
	struct user_agent agent = user_agent_read(arena, row->agent);
	json_begin_object(json);
	json_pair_instant(json, "at", row->at);
	json_pair_flag(json, "let_in", row->outcome == SIGN_IN_OUTCOME_SIGNED_IN);
	json_pair_text(json, "address", row->address);
	json_pair_text(json, "country", row->country);
	json_pair_text(json, "platform", agent.system);
	json_pair_text(json, "browser", agent.browser);
	json_pair_text(json, "device", text_is_none(agent.system) ? TEXT_NONE : text_of(devices[agent.device]));
	json_end_object(json);
}

enum outcome accounts_sign_ins_api(struct request *request, const struct accounts_sign_ins_api *in)
{
	const struct account_sign_ins_ask ask = {in->customer, in->cursor, in->limit};
	struct account_sign_ins list;
	TRY(context_read_together(request->ctx));
	TRY(accounts_list_sign_ins(request->ctx, &ask, &list));
	struct api_list answer = api_list_begin(request);
	for (size_t i = 0; i < list.count; i++)
		write_sign_in(request->ctx->arena, &answer.json, &list.rows[i]);
	return api_list_end(&answer, list.total, list.next);
}
