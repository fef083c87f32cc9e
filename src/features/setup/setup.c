/* Asking the data how far it is; the contract is in setup.h. */
#include "features/setup/setup.h"

#include "features/settings/settings.h"
#include "setup.sql.h"

enum outcome setup_find(struct context *ctx, struct setup_state *ret_state)
{
	struct setup_facts facts;
	struct text name, host;
	*ret_state = (struct setup_state){0};
	TRY(context_read(ctx));
	TRY(settings_flag(ctx, SETTING_SETUP_AWAY, &ret_state->away));
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &name));
	TRY(settings_get(ctx, SETTING_MAIL_HOST, &host));
	TRY(setup_facts(ctx->reader, context_now(ctx), TEXT(SETUP_SAMPLE_EMAIL), &facts));
	ret_state->sample = facts.sample;
	ret_state->done[SETUP_BUSINESS] = !text_equal(name, text_of(setting_declared(SETTING_BUSINESS_NAME)->initial));
	ret_state->done[SETUP_MAIL] = !text_is_empty(host);
	ret_state->done[SETUP_STAFF] = facts.staff > 1;
	ret_state->done[SETUP_CUSTOMERS] = facts.others > 0;
	ret_state->done[SETUP_CHANNEL] = facts.shops > 0;
	ret_state->done[SETUP_KEY] = facts.keys > 0;
	ret_state->done[SETUP_SAMPLE] = facts.sample.value == 0;
	for (size_t i = 0; i < SETUP_STEP_COUNT; i++)
		ret_state->done_count += ret_state->done[i];
	return DONE;
}

enum outcome setup_put(struct context *ctx, bool away)
{
	const struct setting_value value = {SETTING_SETUP_AWAY, away ? TEXT("yes") : TEXT("no")};
	return settings_change(ctx, &value, 1);
}
