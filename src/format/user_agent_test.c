#include "format/user_agent.h"
#include "tests/unit.h"

#define MOZILLA "Mozilla/5.0 "
#define CHROME  " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.71 "

static const struct {
	const char *header, *browser, *system;
	enum user_agent_device device;
} cases[] = {
	{MOZILLA "(X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox 120", "Linux",
	 USER_AGENT_COMPUTER},
	{MOZILLA "(Windows NT 10.0; Win64; x64)" CHROME "Safari/537.36", "Chrome 120", "Windows", USER_AGENT_COMPUTER},
	{MOZILLA "(Windows NT 10.0; Win64; x64)" CHROME "Safari/537.36 Edg/119.0.2151.97", "Edge 119", "Windows",
	 USER_AGENT_COMPUTER},
	{MOZILLA "(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 "
		 "Safari/605.1.15",
	 "Safari 17", "macOS", USER_AGENT_COMPUTER},
	{MOZILLA "(iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
		 "Version/17.1 Mobile/15E148 Safari/604.1",
	 "Safari 17", "iOS", USER_AGENT_PHONE},
	{MOZILLA "(iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/120.0 "
		 "Mobile/15E148 Safari/605.1.15",
	 "Firefox 120", "iPadOS", USER_AGENT_TABLET},
	{MOZILLA "(Linux; Android 10; K)" CHROME "Mobile Safari/537.36", "Chrome 120", "Android", USER_AGENT_PHONE},
	{MOZILLA "(Linux; Android 13; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 "
		 "Chrome/115.0.0.0 Safari/537.36",
	 "Samsung Internet 23", "Android", USER_AGENT_TABLET},
	{MOZILLA "(X11; CrOS x86_64 14541.0.0)" CHROME "Safari/537.36 OPR/106.0", "Opera 106", "ChromeOS",
	 USER_AGENT_COMPUTER},
	{"curl/7.88.1", "curl 7", NULL, USER_AGENT_COMPUTER},
	{"Firefox/", "Firefox", NULL, USER_AGENT_COMPUTER},
	{"Firefox/123456789", "Firefox 1234", NULL, USER_AGENT_COMPUTER},
	{"Version/17.1 of something else", NULL, NULL, USER_AGENT_COMPUTER},
	{"Gadget 3000", NULL, NULL, USER_AGENT_COMPUTER},
	{"", NULL, NULL, USER_AGENT_COMPUTER},
};

static void browser_system_and_device_are_read_from_what_it_says(void **state)
{
	struct arena *arena = arena_open(1 << 20);
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct user_agent agent = user_agent_read(arena, text_of(cases[i].header));
		assert_int_equal(text_is_none(agent.browser), cases[i].browser == NULL);
		assert_int_equal(text_is_none(agent.system), cases[i].system == NULL);
		if (cases[i].browser)
			ASSERT_TEXT(agent.browser, text_of(cases[i].browser));
		if (cases[i].system)
			ASSERT_TEXT(agent.system, text_of(cases[i].system));
		assert_int_equal(agent.device, cases[i].device);
	}
	assert_true(text_is_none(user_agent_read(arena, TEXT_NONE).browser));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(browser_system_and_device_are_read_from_what_it_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
