/* Access as JSON: the answer, and the verbs as actions that answer with it. */
#include "access.routes.h"
#include "features/access/access.h"
#include "format/json_write.h"
#include "web/answer.h"

/* What a shop or a site is told. The internal reason is not theirs. */
static enum outcome answer(struct request *request, struct customer_id customer)
{
	struct access_answer access;
	TRY(access_answer(request->ctx, customer, &access));
	struct json_writer json = json_writer_make(answer_json(request, 200));
	json_begin_object(&json);
	json_pair_text(&json, "status", customer_status_key(access.status));
	json_pair_flag(&json, "may_sign_in", access.may_sign_in);
	json_pair_text(&json, "because", access.may_sign_in ? TEXT_NONE : customer_status_key(access.because));
	json_add_key(&json, "closed");
	json_begin_array(&json);
	for (enum access_function f = 0; (int)f < ACCESS_FUNCTION_COUNT; f++)
		if (access_functions_have(access.closed, f))
			json_add_text(&json, access_function_key(f));
	json_end_array(&json);
	json_pair_instant(&json, "until", access.until);
	json_pair_text(&json, "next", access_next_word(access.next));
	json_pair_text(&json, "message", access.message);
	json_pair_instant(&json, "at", access.at);
	json_end_object(&json);
	return DONE;
}

enum outcome access_answer_api(struct request *request, const struct access_answer_api *in)
{
	return answer(request, in->customer);
}

#define VERB(NAME, name, ...)                                                                                          \
	enum outcome access_##name##_api(struct request *request, const struct access_##name##_api *in)                \
	{                                                                                                              \
		const struct access_ask ask = {.reason = in->reason, .message = in->message, .until = INSTANT_NONE};   \
		TRY(access_change(request->ctx, in->customer, ACCESS_VERB_##NAME, &ask));                              \
		return answer(request, in->customer);                                                                  \
	}
#define VERB_TELLING(NAME, name, ...)                                                                                  \
	enum outcome access_##name##_api(struct request *request, const struct access_##name##_api *in)                \
	{                                                                                                              \
		const struct access_ask ask = {                                                                        \
			.reason = in->reason, .message = in->message, .until = INSTANT_NONE, .mail = in->mail};        \
		TRY(access_change(request->ctx, in->customer, ACCESS_VERB_##NAME, &ask));                              \
		return answer(request, in->customer);                                                                  \
	}
#define VERB_OF_ITS_OWN(...)
#define VERB_WITHIN(...)
#include "features/access/access_verbs.def"
#undef VERB

enum outcome access_suspend_api(struct request *request, const struct access_suspend_api *in)
{
	struct access_ask ask = {.reason = in->reason,
				 .message = in->message,
				 .until = in->until,
				 .functions = in->has_functions
						      ? access_functions_of(in->functions, in->functions_count)
						      : access_functions_usual()};
	TRY(access_change(request->ctx, in->customer, ACCESS_VERB_SUSPEND, &ask));
	return answer(request, in->customer);
}

enum outcome access_activate_api(struct request *request, const struct access_activate_api *in)
{
	static const struct access_obstacles all = {true, true, true};
	const struct access_obstacles chosen = {in->confirmation, in->approval, in->inactive};
	const struct access_ask ask = {
		.reason = in->reason, .message = in->message, .until = INSTANT_NONE, .mail = in->mail};
	bool any = in->confirmation || in->approval || in->inactive;
	TRY(access_activate(request->ctx, in->customer, any ? chosen : all, &ask));
	return answer(request, in->customer);
}
