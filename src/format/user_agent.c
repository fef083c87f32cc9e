/* The tables of browsers and systems; see user_agent.h. */
#include "format/user_agent.h"

/* Edge, Opera and others say "Chrome/" too, and Chrome says "Safari/": the particular ones first. */
static const struct {
	const char *mark, *name;
} browsers[] = {
	{"Edg/", "Edge"},
	{"EdgA/", "Edge"},
	{"EdgiOS/", "Edge"},
	{"OPR/", "Opera"},
	{"SamsungBrowser/", "Samsung Internet"},
	{"Vivaldi/", "Vivaldi"},
	{"YaBrowser/", "Yandex"},
	{"FxiOS/", "Firefox"},
	{"Firefox/", "Firefox"},
	{"CriOS/", "Chrome"},
	{"HeadlessChrome/", "Chrome"},
	{"Chromium/", "Chromium"},
	{"Chrome/", "Chrome"},
	{"Version/", "Safari"}, /* with "Safari/" behind it */
	{"curl/", "curl"},
};

/* Android says "Linux" too, an iPhone "like Mac OS X". */
static const struct {
	const char *mark, *name;
	enum user_agent_device device;
} systems[] = {
	{"iPhone", "iOS", USER_AGENT_PHONE},         {"iPad", "iPadOS", USER_AGENT_TABLET},
	{"Android", "Android", USER_AGENT_TABLET}, /* a phone when it says "Mobile" */
	{"Windows", "Windows", USER_AGENT_COMPUTER}, {"CrOS", "ChromeOS", USER_AGENT_COMPUTER},
	{"Macintosh", "macOS", USER_AGENT_COMPUTER}, {"FreeBSD", "FreeBSD", USER_AGENT_COMPUTER},
	{"OpenBSD", "OpenBSD", USER_AGENT_COMPUTER}, {"Linux", "Linux", USER_AGENT_COMPUTER},
};

static bool says(struct text header, const char *mark)
{
	return text_find(header, text_of(mark), 0) != SIZE_MAX;
}

/* "120.0.1" is 120; at most four digits. */
static struct text main_version(struct text header, size_t at)
{
	size_t end = at;
	while (end < header.size && end < at + 4 && header.at[end] >= '0' && header.at[end] <= '9')
		end++;
	return text_slice(header, at, end - at);
}

static struct text read_browser(struct arena *arena, struct text header)
{
	for (size_t i = 0; i < sizeof browsers / sizeof *browsers; i++) {
		struct text mark = text_of(browsers[i].mark);
		size_t at = text_find(header, mark, 0);
		if (at == SIZE_MAX || (text_equal(mark, TEXT("Version/")) && !says(header, "Safari/")))
			continue;
		struct text version = main_version(header, at + mark.size);
		if (text_is_empty(version))
			return text_of(browsers[i].name);
		return text_format(arena, "%s %.*s", browsers[i].name, TEXT_ARG(version));
	}
	return TEXT_NONE;
}

struct user_agent user_agent_read(struct arena *arena, struct text header)
{
	struct user_agent agent = {.browser = read_browser(arena, header)};
	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
		if (!says(header, systems[i].mark))
			continue;
		agent.system = text_of(systems[i].name);
		agent.device = systems[i].device;
		if (agent.device == USER_AGENT_TABLET && says(header, "Android") && says(header, "Mobile"))
			agent.device = USER_AGENT_PHONE;
		break;
	}
	return agent;
}
