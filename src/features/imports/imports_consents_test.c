/* Consents to news, in a file and out of it, on both engines: what was not confirmed where it comes from is not
 * confirmed here. */
#include "consents.schema.h"
#include "tests/transfer_shop.h"
#include "tests/unit.h"

static int64_t number(struct shop *shop, const char *sql)
{
	return engine_number(&shop->engine, sql);
}

/* How many consents are in that state. */
static int64_t count(struct shop *shop, enum consent_state state)
{
	return number(shop,
		      text_format(shop->engine.arena, "SELECT COUNT(*) FROM consents WHERE state = %d", state).at);
}

static void whoever_wants_news_by_a_file_has_confirmed_it_unless_the_file_says_otherwise(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop,
		    "Email,Newsletter,Consent\na@b.example,yes,confirmed\nb@b.example,yes,\nc@b.example,yes,pending\n"
		    "d@b.example,yes,unsubscribed\ne@b.example,no,pending\n",
		    (struct import_options){0}, COUNTS(5));
	assert_int_equal(count(&shop, CONSENT_STATE_CONFIRMED), 2);
	assert_int_equal(count(&shop, CONSENT_STATE_PENDING), 2);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM consents"), 4);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM outbox"), 0);
	shop_close(&shop);
}

static void who_begins_to_want_news_by_a_file_is_told_apart_in_their_history(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email\na@b.example\nb@b.example\n", (struct import_options){0}, COUNTS(2));
	import_text(&shop, "Email,Newsletter,Consent\na@b.example,yes,pending\nb@b.example,yes,confirmed\n",
		    (struct import_options){0}, COUNTS(0, 2));
	assert_int_equal(count(&shop, CONSENT_STATE_PENDING), 1);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM events WHERE name = 'consent.asked'"), 1);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM events WHERE name = 'consent.confirmed'"), 1);
	shop_close(&shop);
}

static void of_itself_a_consent_in_a_file_changes_nothing(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,Newsletter,Consent\na@b.example,yes,pending\nb@b.example,no,none\n",
		    (struct import_options){0}, COUNTS(2));
	import_text(&shop, "Email,Consent\na@b.example,confirmed\nb@b.example,confirmed\n", (struct import_options){0},
		    COUNTS(0, 0, 2));
	assert_int_equal(count(&shop, CONSENT_STATE_CONFIRMED), 0);
	shop_close(&shop);
}

static void a_state_that_is_none_is_refused_at_its_row(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,Newsletter,Consent\na@b.example,yes,perhaps\n", (struct import_options){0},
		    COUNTS(0, 0, 0, 1));
	assert_true(text_starts(watched.told, TEXT("2 Consent ")));
	shop_close(&shop);
}

static void what_was_exported_comes_back_as_it_was(void **state)
{
	struct shop shop, other;
	shop_open(&shop, state);
	import_text(&shop,
		    "Email,Newsletter,Consent\na@b.example,yes,confirmed\nb@b.example,yes,pending\nc@b.example,no,\n",
		    (struct import_options){0}, COUNTS(3));
	struct text file = shop_export(&shop, (struct export_options){.columns = TEXT("email,newsletter,consent")});
	shop_open(&other, state);
	import_text(&other, text_copy(shop.engine.arena, file).at, (struct import_options){0}, COUNTS(3));
	ASSERT_TEXT(shop_export(&other, (struct export_options){.columns = TEXT("email,newsletter,consent")}), file);
	shop_close(&other);
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(whoever_wants_news_by_a_file_has_confirmed_it_unless_the_file_says_otherwise),
		ON_BOTH(who_begins_to_want_news_by_a_file_is_told_apart_in_their_history),
		ON_BOTH(of_itself_a_consent_in_a_file_changes_nothing),
		ON_BOTH(a_state_that_is_none_is_refused_at_its_row),
		ON_BOTH(what_was_exported_comes_back_as_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
