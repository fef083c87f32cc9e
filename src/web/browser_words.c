/* Browsers in words. */
#include "web/browser_words.h"

#include "format/user_agent.h"
#include "web/language.h"
#include "web/pages.h"

/* A line that is not known is shown as it is, up to so many bytes. */
#define BROWSER_SHOWN 60

static struct text browser_of(struct request *request, const struct user_agent *agent, struct text header)
{
	if (!text_is_none(agent->browser) && !text_is_none(agent->system))
		return page_words(request, N_("{0} on {1}"), agent->browser, agent->system, TEXT_NONE);
	if (!text_is_none(agent->browser))
		return agent->browser;
	if (text_is_empty(header))
		return page_words(request, N_("A program that does not say its name"), TEXT_NONE);
	if (header.size <= BROWSER_SHOWN)
		return header;
	return text_join(request->ctx->arena, text_slice(header, 0, BROWSER_SHOWN), TEXT("…"));
}

struct browser_words browser_words_of(struct request *request, struct text header)
{
	static const char *const devices[] = {
		[USER_AGENT_COMPUTER] = NC_("device", "Computer"),
		[USER_AGENT_PHONE] = NC_("device", "Phone"),
		[USER_AGENT_TABLET] = NC_("device", "Tablet"),
	};
	static const char *const icons[] = {
		[USER_AGENT_COMPUTER] = "device-laptop",
		[USER_AGENT_PHONE] = "device-mobile",
		[USER_AGENT_TABLET] = "device-tablet",
	};
	struct user_agent agent = user_agent_read(request->ctx->arena, header);
	bool known = !text_is_none(agent.system);
	return (struct browser_words){
		.browser = browser_of(request, &agent, header),
		.device = known ? view_tr(&request->view, "device", devices[agent.device]) : TEXT(""),
		.icon = text_of(icons[agent.device]),
	};
}
