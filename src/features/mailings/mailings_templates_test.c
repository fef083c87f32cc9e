/* Stories of letters in staff's own words, on both engines. */
#include "features/mailings/mailings_template.h"

#include "features/staff/staff.h"
#include "service/settings.h"
#include "tests/site.h"

#define PAGES "/admin/settings/mail/templates"
#define PAGE  PAGES "/staff_invitation/de"

static void set(struct site *site, enum setting setting, struct text value)
{
	assert_int_equal(settings_set(site_fresh(site), setting, value), DONE);
}

static int64_t letters(struct site *site, const char *like)
{
	return engine_number(&site->engine,
			     text_format(site->arena, "SELECT COUNT(*) FROM outbox WHERE body LIKE '%%%s%%'", like).at);
}

static void invite(struct visitor *owner, const char *address)
{
	struct text form = text_format(owner->site->arena, "name=Farah&email=%s&role=1&scope=all", address);
	assert_int_equal(visitor_post(owner, "/admin/settings/staff/new", form.at), 200);
}

static void letters_go_in_staffs_own_words_and_in_the_programs_again(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), agent = site_staff(&site, "support");
	set(&site, SETTING_MAIL_HOST, TEXT("localhost"));
	set(&site, SETTING_MAIL_FROM_ADDRESS, TEXT("shop@batik.example"));
	set(&site, SETTING_BUSINESS_LANGUAGE, TEXT("de"));
	set(&site, SETTING_BUSINESS_NAME, TEXT("Batik *&* Co"));
	assert_int_equal(visitor_get(&agent, "/admin/settings/mail/templates"), 403);
	assert_int_equal(visitor_get(&owner, "/admin/settings/mail/templates"), 200);
	assert_false(visitor_sees(&owner, "own words</span>"));
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_true(visitor_sees(&owner, "({link})"));
	assert_int_equal(visitor_get(&owner, "/admin/settings/mail/templates/nothing/de"), 404);
	assert_int_equal(visitor_get(&owner, "/admin/settings/mail/templates/test/fr"), 404);
	assert_int_equal(
		visitor_post(&owner, PAGE,
			     "version=0&subject=Komm+zu+%7Bbusiness%7D&body=Servus+%7Bname%7D%2C+hier+%7Blink%7D"),
		303);
	invite(&owner, "farah@x.example");
	/* In the subject as it is; in CommonMark so that its signs are none. */
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM outbox WHERE subject = 'Komm zu Batik *&* Co'"), 1);
	assert_int_equal(letters(&site, "Servus Farah, hier %/admin/welcome/"), 1);
	int64_t id = engine_number(&site.engine, "SELECT MAX(id) FROM outbox");
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/outbox/%lld/letter", (long long)id).at),
			 200);
	assert_true(visitor_sees(&owner, "/admin/welcome/***\""));
	assert_int_equal(visitor_post(&owner, PAGE "/reset", ""), 303);
	invite(&owner, "ben@x.example");
	assert_int_equal(letters(&site, "Servus Farah"), 1);
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'mail_template.changed'"),
		2);
	site_close(&site);
}

static void what_no_letter_could_be_made_of_is_refused_at_its_field(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	static const struct {
		const char *form, *said;
	} bad[] = {
		{"version=0&subject=Hi&body=%7Bnmae%7D+%7Blink%7D", "“{nmae}” is no variable of this letter."},
		{"version=0&subject=%7Blink%7D&body=%7Blink%7D", "“{link}” is no variable of this letter."},
		{"version=0&subject=Hi&body=Hello+%7Bname%7D", "Without {link} nobody can do"},
		{"version=0&subject=Hi&body=%7Blink%7D+%EE%80%80", "There is a character in it"},
		{"version=0&subject=&body=%7Blink%7D", "aria-invalid"},
	};
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(visitor_post(&owner, PAGE, bad[i].form), 422);
		if (!visitor_sees(&owner, bad[i].said))
			fail_msg("%s: %s is not said", bad[i].form, bad[i].said);
	}
	/* What was written stands again; braces that are no variable are braces. */
	assert_int_equal(visitor_post(&owner, PAGE, bad[2].form), 422);
	assert_true(visitor_sees(&owner, "Hello {name}</textarea>"));
	assert_int_equal(visitor_post(&owner, PAGE, "version=0&subject=Hi+%7B+a%7D&body=%7B%7D+%7BA%7D+%7Blink%7D"),
			 303);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM mail_templates"), 1);
	site_close(&site);
}

static void of_two_who_edit_the_second_reads_what_they_would_replace(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	assert_int_equal(visitor_post(&owner, PAGE, "version=0&subject=First&body=%7Blink%7D"), 303);
	assert_int_equal(visitor_post(&owner, PAGE, "version=0&subject=Second&body=%7Blink%7D"), 409);
	assert_true(visitor_sees(&owner, "value=\"Second\""));
	assert_true(visitor_sees(&owner, "As it stands now"));
	assert_true(visitor_sees(&owner, "<bdi>First</bdi>"));
	assert_true(visitor_sees(&owner, "name=\"version\" value=\"1\""));
	assert_int_equal(visitor_post(&owner, PAGE, "version=1&subject=Second&body=%7Blink%7D"), 303);
	assert_int_equal(visitor_post(&owner, PAGE, "version=1&subject=Third&body=%7Blink%7D"), 409);
	site_close(&site);
}

static void a_preview_shows_what_would_be_sent_and_a_test_sends_it(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct customer_id ann = site_customer(&site, "Ann");
	const char *words =
		"subject=Hi+%7Bname%7D&body=**bold**+%3Cscript%3E+%7Bname%7D+%5Bgo%5D(%7Blink%7D)&customer=";
	assert_int_equal(visitor_get(&owner, PAGE), 200);
	struct text form = text_format(site.arena, "%s%lld", words, (long long)ann.value);
	assert_int_equal(visitor_post(&owner, PAGE "/preview", form.at), 200);
	assert_true(visitor_sees(&owner, "<strong>bold</strong> &lt;script&gt; Ann <a href=\""));
	assert_true(visitor_sees(&owner, "<bdi>Hi Ann</bdi>"));
	/* To customers, their channel writes. */
	engine_script(&site.engine, "UPDATE channels SET name = 'Pasar', storefront = 'https://pasar.example'");
	form = text_format(site.arena, "subject=Hi&body=At+%%7Bbusiness%%7D.+%%7Blink%%7D&customer=%lld",
			   (long long)ann.value);
	assert_int_equal(visitor_post(&owner, PAGES "/account_welcome/en/preview", form.at), 200);
	assert_true(visitor_sees(&owner, "At Pasar."));
	assert_int_equal(visitor_post(&owner, PAGE "/preview", form.at), 200);
	assert_true(visitor_sees(&owner, "At Clientele."));
	form = text_format(site.arena, "%s%lld", words, (long long)ann.value);
	assert_int_equal(visitor_post(&owner, PAGE "/preview", "subject=&body=%7Boops%7D"), 200);
	assert_true(visitor_sees(&owner, "“{oops}” is no variable"));
	assert_int_equal(visitor_post(&owner, PAGE "/preview", "subject=a&body=b&customer=999999"), 422);
	assert_int_equal(visitor_post(&owner, PAGE "/test", form.at), 409);
	set(&site, SETTING_MAIL_HOST, TEXT("localhost"));
	set(&site, SETTING_MAIL_FROM_ADDRESS, TEXT("shop@batik.example"));
	assert_int_equal(visitor_post(&owner, PAGE "/test", form.at), 303);
	assert_int_equal(engine_number(&site.engine,
				       "SELECT COUNT(*) FROM outbox WHERE recipient = 'owner@site.example' "
				       "AND subject = 'Hi Ann' AND customer_id IS NULL"),
			 1);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM mail_templates"), 0);
	site_close(&site);
}

/* What the program's words have a place for, and staff's have not, is not lost. */
static void peoples_own_words_stand_in_the_letter_in_any_case(void **state)
{
	struct site site;
	struct outbox_item_id item;
	site_open(&site, *state);
	struct mail_template template = {
		.kind = MAILING_TEST, .language = TEXT("en"), .subject = TEXT("Hi"), .body = TEXT("Short.")};
	assert_int_equal(mailings_set_template(site_fresh(&site), &template), DONE);
	const struct mailing_ask ask = {.kind = MAILING_TEST,
					.name = TEXT("Ann"),
					.address = TEXT("ann@x.example"),
					.language = TEXT("en"),
					.message = TEXT("Bring *your* card.")};
	assert_int_equal(mailings_send(site_fresh(&site), &ask, &item), DONE);
	assert_int_equal(letters(&site, "Short.%Bring"), 1);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(letters_go_in_staffs_own_words_and_in_the_programs_again),
		ON_BOTH(what_no_letter_could_be_made_of_is_refused_at_its_field),
		ON_BOTH(of_two_who_edit_the_second_reads_what_they_would_replace),
		ON_BOTH(a_preview_shows_what_would_be_sent_and_a_test_sends_it),
		ON_BOTH(peoples_own_words_stand_in_the_letter_in_any_case),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
