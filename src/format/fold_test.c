/* What meets when folded, and the words made of names. */
#include "format/fold.h"
#include "tests/unit.h"

static struct arena *arena;

static void assert_plain(const char *words, const char *expected)
{
	ASSERT_TEXT(fold_sort(arena, text_of(words)), text_of(expected));
	/* Folding what is folded changes nothing. */
	ASSERT_TEXT(fold_sort(arena, text_of(expected)), text_of(expected));
}

static void test_plain_form(void **state)
{
	(void)state;
	assert_plain("", "");
	assert_plain("M\u00DCLLER", "muller");
	assert_plain("Stra\u00DFe STRA\u1E9EE", "strasse strasse");
	assert_plain("\u0141\u00F3d\u017A S\u00F8ren \u00C6r\u0153 \u0110or\u0111e \u00DE\u00F3r \u0126al \u0166a",
		     "lodz soren aeroe dorde thor hal ta");
	assert_plain("\u0130stanbul D\u0131yarbak\u0131r", "istanbul diyarbakir");
	assert_plain("Dato' O\u2019Brien O\u02BCb O`c O\u00B4d N\u02BEa \uFF07", "dato obrien ob oc od na");
	assert_plain("  a \t\u00A0\u3000\n b\u2003", "a b");
	assert_plain("\uFF21\uFF22\uFF11 \uFB01x \u2460", "ab1 fix 1");
	assert_plain("a\u00ADb\u200Bc\u200Dd\uFEFF", "abcd");
	assert_plain("a\u2013b\u2014c\u2011d", "a-b-c-d");
	assert_plain("Nguy\u1EC5n V\u0103n", "nguyen van");
	assert_plain("\u0395\u03BB\u03BB\u03AC\u03C2", "\u03B5\u03BB\u03BB\u03B1\u03C3");
	assert_plain("\u0419\u043E\u0433 \u0401\u0436", "\u0438\u043E\u0433 \u0435\u0436");
	/* Arabic without harakat, Hebrew without points. */
	assert_plain("\u0645\u064F\u062D\u064E\u0645\u0651\u064E\u062F", "\u0645\u062D\u0645\u062F");
	assert_plain("\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD", "\u05E9\u05DC\u05D5\u05DD");
	/* Kana keep their voicing, Hindi its vowels, Korean its syllables, Chinese itself. */
	assert_plain("\u304C\u304B", "\u304C\u304B");
	assert_plain("\u0939\u093F\u0928\u094D\u0926\u0940", "\u0939\u093F\u0928\u094D\u0926\u0940");
	assert_plain("\uD55C\uAD6D", "\uD55C\uAD6D");
	assert_plain("\u738B\u5C0F\u660E", "\u738B\u5C0F\u660E");
	assert_plain("a.b+c@d.de +49-151", "a.b+c@d.de +49-151");
	assert_true(text_is_none(fold_sort(arena, TEXT_NONE)) && text_is_none(fold_search(arena, TEXT_NONE)));
}

/* The table in the header, both ways of writing an umlaut. */
static void test_umlauts_meet(void **state)
{
	(void)state;
	static const struct {
		const char *stored, *asked;
		bool found;
	} cases[] = {
		{"M\u00FCller", "m\u00FCller", true},
		{"M\u00FCller", "mueller", true},
		{"M\u00FCller", "muller", true},
		{"Mueller", "M\u00DCLLER", true},
		{"Mueller", "mueller", true},
		{"Mueller", "muller", false},
		{"Muller", "mu\u0308ller", true},
		{"Muller", "mueller", false},
		{"Muller", "muller", true},
		{"J\u00F6rg \u00C4rzte", "aerz", true},
		{"J\u00F6rg \u00C4rzte", "joerg", true},
		{"Samuel", "uel", true},
		{"Stra\u00DFe", "strasse", true},
		{"Strasse", "stra\u00DFe", true},
		{"Dato' Ali", "dato", true},
		{"Dato Ali", "dato'", true},
		{"Ang\u00E8le", "angele", true},
		{"Pi\u00F1a", "pin", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct text key = fold_search(arena, text_of(cases[i].stored)), forms[2];
		fold_query(arena, text_of(cases[i].asked), forms);
		bool found = text_find(key, forms[0], 0) != SIZE_MAX ||
			     (forms[1].at && text_find(key, forms[1], 0) != SIZE_MAX);
		if (found != cases[i].found)
			fail_msg("%s asked as %s", cases[i].stored, cases[i].asked);
	}
	ASSERT_TEXT(fold_search(arena, TEXT("M\u00FCller")), TEXT("muller mueller"));
	ASSERT_TEXT(fold_search(arena, TEXT("Miller")), TEXT("miller"));
	/* Dots on other letters are no umlauts. */
	ASSERT_TEXT(fold_search(arena, TEXT("Zo\u00EB \u0178")), TEXT("zoe y"));
	ASSERT_TEXT(fold_search(arena, TEXT("\u01D6")), TEXT("u ue"));
}

static void every_form_of_every_text_has_a_line_of_its_own(void **state)
{
	const struct text texts[] = {TEXT("M\u00FCller"), TEXT_NONE, TEXT(" "), TEXT("Kuala\nLumpur")};
	(void)state;
	ASSERT_TEXT(fold_lines(arena, texts, 4), TEXT("\nmuller\nmueller\nkuala lumpur\n"));
	assert_true(text_is_none(fold_lines(arena, texts + 1, 2)));
}

static void test_case_keeps_accents(void **state)
{
	(void)state;
	ASSERT_TEXT(fold_case(arena, TEXT("J\u00D6RG")), TEXT("j\u00F6rg"));
	ASSERT_TEXT(fold_case(arena, TEXT("JO\u0308RG")), TEXT("j\u00F6rg"));
	ASSERT_TEXT(fold_case(arena, TEXT("\uFF21dmin")), TEXT("admin"));
	ASSERT_TEXT(fold_case(arena, TEXT("Admin'1")), TEXT("admin'1"));
	ASSERT_TEXT(fold_case(arena, TEXT("\u00DF")), TEXT("ss"));
	assert_true(text_is_none(fold_case(arena, TEXT_NONE)));
}

static void test_nfc(void **state)
{
	(void)state;
	assert_true(fold_is_nfc(TEXT("abc")) && fold_is_nfc(TEXT("\u00E4")) && fold_is_nfc(TEXT_NONE) &&
		    fold_is_nfc(TEXT("")));
	assert_false(fold_is_nfc(TEXT("a\u0308")));
	assert_false(fold_is_nfc(TEXT("\u212B")));
	ASSERT_TEXT(fold_nfc(arena, TEXT("a\u0308 \u212B \uFF21")), TEXT("\u00E4 \u00C5 \uFF21"));
	assert_true(text_is_none(fold_nfc(arena, TEXT_NONE)));
	assert_false(text_is_none(fold_nfc(arena, TEXT(""))));
}

static void test_words(void **state)
{
	(void)state;
	static const struct {
		const char *name, *word;
	} cases[] = {
		{"Shop size (m²)", "shop_size_m2"},
		{"Ladengröße", "ladengrosse"},
		{"  --VIP!!  ", "vip"},
		{"Müller & Söhne", "muller_sohne"},
		{"3 months", NULL},
		{"跨境", NULL},
		{"", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text word = fold_word(arena, text_of(cases[i].name));
		assert_int_equal(!text_is_none(word), cases[i].word != NULL);
		if (cases[i].word)
			assert_true(text_equal(word, text_of(cases[i].word)) && fold_is_word(word));
	}
	struct text longest = fold_word(arena, TEXT("abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz"));
	assert_int_equal(longest.size, FOLD_WORD_MOST);
	assert_false(fold_is_word(TEXT("")) || fold_is_word(TEXT("a-b")) || fold_is_word(TEXT("_a")));
	assert_false(fold_is_word(text_join(arena, longest, TEXT("a"))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain_form),
		cmocka_unit_test(test_umlauts_meet),
		cmocka_unit_test(every_form_of_every_text_has_a_line_of_its_own),
		cmocka_unit_test(test_case_keeps_accents),
		cmocka_unit_test(test_nfc),
		cmocka_unit_test(test_words),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
