/* Which addresses are taken, which refused, and how long they may be. */
#include "format/email_address.h"
#include "tests/unit.h"

static struct arena *arena;

static void assert_address(const char *typed, const char *shown, const char *folded)
{
	struct email_address address;
	if (!email_address_parse(arena, text_of(typed), &address))
		fail_msg("refused: %s", typed);
	ASSERT_TEXT(address.shown, text_of(shown));
	ASSERT_TEXT(address.folded, text_of(folded));
	/* What is shown and what is compared are the same address again. */
	struct email_address again;
	assert_true(email_address_parse(arena, address.shown, &again));
	ASSERT_TEXT(again.shown, address.shown);
	ASSERT_TEXT(again.folded, address.folded);
	assert_true(email_address_parse(arena, address.folded, &again));
	ASSERT_TEXT(again.folded, address.folded);
}

static void test_accepted(void **state)
{
	(void)state;
	assert_address("Zuniga.Vanessa@Smith.INFO", "Zuniga.Vanessa@smith.info", "zuniga.vanessa@smith.info");
	assert_address(" a+b_c'd@x-y.co.uk\u00A0", "a+b_c'd@x-y.co.uk", "a+b_c'd@x-y.co.uk");
	assert_address("a@r3---sn.example.com", "a@r3---sn.example.com", "a@r3---sn.example.com");
	assert_address("a@1and1.de", "a@1and1.de", "a@1and1.de");
	assert_address("J\u00D6RG@Stra\u00DFe.DE", "J\u00D6RG@stra\u00DFe.de", "j\u00F6rg@xn--strae-oqa.de");
	assert_address("jo\u0308rg@xn--strae-oqa.de", "j\u00F6rg@stra\u00DFe.de", "j\u00F6rg@xn--strae-oqa.de");
	assert_address("a@M\u00DCLLER.de", "a@m\u00FCller.de", "a@xn--mller-kva.de");
	assert_address("\u738B@\u4F8B\u5B50\u3002\u4E2D\u56FD", "\u738B@\u4F8B\u5B50.\u4E2D\u56FD",
		       "\u738B@xn--fsqu00a.xn--fiqs8s");
	assert_address("\uFF21@example.com", "\uFF21@example.com", "a@example.com");
}

/* None of these is an address. */
static const char *bad[] = {"",
			    "@",
			    "a",
			    "a@",
			    "@b.de",
			    "a@b",
			    "a@localhost",
			    "a b@c.de",
			    "a@b c.de",
			    "a@b\u3000c.de",
			    "a@b\uFF3Fc.de",
			    "a@\u00FC c.de",
			    "a@\u00FC_.de",
			    "a@@b.de",
			    "a@b@c.de",
			    ".a@b.de",
			    "a.@b.de",
			    "a..b@c.de",
			    "a@.b.de",
			    "a@b..de",
			    "a@b.de.",
			    "a@-b.de",
			    "a@b-.de",
			    "a@b_c.de",
			    "a@[127.0.0.1]",
			    "a@127.0.0.1",
			    "\"a b\"@c.de",
			    "a(b)@c.de",
			    "a,b@c.de",
			    "a;b@c.de",
			    "a<b@c.de",
			    "a>b@c.de",
			    "A <a@b.de>",
			    "a\n@b.de",
			    "a@b.de\nBcc: c@d.de",
			    "a@b.de\r\n.x",
			    "a\u200B@b.de",
			    "a\u202E@b.de",
			    "a\u00A0b@c.de",
			    "a\uFF20b@c.de",
			    "a\uFF0E@c.de",
			    "a@b\uFF20c.de",
			    "a@xn--\u00FC.de",
			    "a@xn--zzzzzzzz99999.de",
			    "a\u2028@b.de",
			    "a@b.d\u200De",
			    "a\\@b.de",
			    "a:b@c.de",
			    "a@b.de/x",
			    "a@b.1",
			    "mailto:a@b.de"};

static void test_refused(void **state)
{
	(void)state;
	struct email_address address = {TEXT("kept"), TEXT("kept")};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (email_address_parse(arena, text_of(bad[i]), &address))
			fail_msg("accepted: %s", bad[i]);
	assert_false(email_address_parse(arena, TEXT_NONE, &address));
	ASSERT_TEXT(address.shown, TEXT("kept"));
}

static struct text letters(size_t count)
{
	char *at = arena_take(arena, count + 1);
	memset(at, 'a', count);
	return (struct text){at, count};
}

static void test_sizes(void **state)
{
	(void)state;
	assert_true(email_address_is_valid(text_format(arena, "%s@b.de", letters(64).at)));
	assert_false(email_address_is_valid(text_format(arena, "%s@b.de", letters(65).at)));
	assert_true(email_address_is_valid(text_format(arena, "a@%s.de", letters(63).at)));
	assert_false(email_address_is_valid(text_format(arena, "a@%s.de", letters(64).at)));
	const char *local = letters(64).at, *label = letters(62).at;
	assert_true(email_address_is_valid(text_format(arena, "%s@%s.%s.%s.de", local, label, label, letters(60).at)));
	assert_false(email_address_is_valid(text_format(arena, "%s@%s.%s.%s.de", local, label, label, letters(61).at)));
	assert_false(email_address_is_valid(text_format(arena, "a@%s", letters(100000).at)));
	assert_false(email_address_is_valid(text_format(arena, "%s@b.de", letters(100000).at)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_sizes),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
