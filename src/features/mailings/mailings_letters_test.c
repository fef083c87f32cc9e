/* Every letter in every language, as somebody reads it. With LETTERS=folder each is written there, to be looked at:
 * make letters. */
#include "features/mailings/mailings_template.h"
#include "service/settings.h"
#include "tests/pictures.h"
#include "tests/world.h"
#include "web/language.h"

#include <stdio.h>
#include <stdlib.h>

#define TOKEN        "v3xQm0r8Zt1Lw5Yk2Nd7Bs9Hc4Jf6PgAeUiOoTqRzXa"
#define LONG_ADDRESS "maximiliane.von.hohenstein-weissenfels@donaudampfschifffahrt.example"

/* Names as people have them. */
static const struct {
	const char *code, *customer, *staff;
} people[] = {
	{"en", "عبد الرحمن بن محمد الفاسي", "Bartholomew Featherstonehaugh"},
	{"ms", "Datuk Nur Aisyah binti Tengku Abdul Rahman", "Muhammad Hafiz bin Ismail"},
	{"de", "Prof. Dr. Maximiliane von Hohenstein-Weißenfels", "Jürgen Großkreutz-Schäfer"},
};

/* What stands in those that have something of people's own in them. */
static const struct {
	enum mailing kind;
	const char *link, *message;
} contents[] = {
	{MAILING_STAFF_INVITATION, "/admin/welcome/", NULL},
	{MAILING_STAFF_RESET, "/admin/welcome/", NULL},
	{MAILING_WEBHOOK_STOPPED, "/admin/settings/webhooks/12", "https://shop.example/clientele/hook"},
	{MAILING_STAFF_NEW_DEVICE, "/admin/profile", "Firefox, Linux, 203.0.113.77"},
	{MAILING_JOB_ENDED, "/admin/jobs/4711", NULL},
	{MAILING_ACCOUNT_RESET, "/login/reset/", NULL},
	{MAILING_ACCOUNT_CONFIRMATION, "/register/confirm/", NULL},
	{MAILING_ACCOUNT_ACTIVATION, "/register/confirm/", NULL},
	{MAILING_ACCOUNT_REMINDER, "/register/confirm/", NULL},
	{MAILING_ACCOUNT_APPROVED, "/account",
	 "<b>Hello</b> & welcome.\nYour first order goes to Große Straße 12 a, 21107 Hamburg."},
	{MAILING_ACCOUNT_DISAPPROVED, "", "We need the number of your trade licence.\n\n— Batik *&* Söhne"},
	{MAILING_ACCOUNT_INVITATION, "/login/reset/", NULL},
	{MAILING_REGISTERED, "/admin/customers/1203", NULL},
	{MAILING_REGISTERED_PENDING, "/admin/customers/1203", NULL},
	{MAILING_ACCOUNT_ADDRESS, "/login/address/", NULL},
	{MAILING_ACCOUNT_FURTHER_ADDRESS, "/login/address/", NULL},
	{MAILING_ACCOUNT_ADDRESS_ADDED, "/account/address", LONG_ADDRESS},
	{MAILING_ACCOUNT_ADDRESS_CHANGED, "/login/address/undo/", LONG_ADDRESS},
	{MAILING_CONSENT_ASKED, "/consent/confirm/", NULL},
	{MAILING_CONSENT_CONFIRMED, "/consent/withdraw/", NULL},
	{MAILING_ACCOUNT_DATA, "/login/data-link/", NULL},
	{MAILING_ACCOUNT_CLOSED, "/login/back/", NULL},
};

static struct mailing_ask ask_of(enum mailing kind, size_t person)
{
	bool customer =
		mailings_are_for_customers(kind) || kind == MAILING_REGISTERED || kind == MAILING_REGISTERED_PENDING;
	struct mailing_ask ask = {
		.kind = kind,
		.name = text_of(customer ? people[person].customer : people[person].staff),
		.address = TEXT("somebody@x.example"),
		.language = text_of(people[person].code),
		.link = TEXT("/account"),
	};
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++)
		if (contents[i].kind == kind) {
			ask.link = text_of(contents[i].link);
			ask.message = text_of(contents[i].message);
		}
	if (text_ends(ask.link, TEXT("/")))
		ask.secret.value = TEXT(TOKEN);
	return ask;
}

/* By turns a wide one, a sign, and none. */
static struct mailing_logo logo_of(struct arena *arena, enum mailing kind)
{
	switch (kind % 3) {
	case 0:
		return (struct mailing_logo){.png = picture_png(arena, 480, 120),
					     .width = 480,
					     .height = 120,
					     .see_through = true,
					     .alone = true};
	case 1: return (struct mailing_logo){.png = picture_png(arena, 160, 160), .width = 160, .height = 160};
	default: return (struct mailing_logo){.name = TEXT_NONE};
	}
}

static void keep(struct arena *arena, const struct mailing_ask *ask, const char *ending, struct text content)
{
	const char *folder = getenv("LETTERS");
	if (!folder)
		return;
	struct text path = text_format(arena, "%s/%.*s-%.*s.%s", folder, TEXT_ARG(ask->language),
				       TEXT_ARG(mailings_word(ask->kind)), ending);
	FILE *file = fopen(path.at, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(content.at, 1, content.size, file), content.size);
	assert_int_equal(fclose(file), 0);
}

static void judge(const struct mailing_ask *ask, const struct mailing_letter *letter, struct text text,
		  struct text html)
{
	const char *word = mailings_word(ask->kind).at;
	const struct text both[] = {text, html};
	for (size_t i = 0; i < 2; i++) {
		/* Nothing is left to be filled in, and who reads it in a list sees neither. */
		if (text_find(both[i], TEXT("{"), 0) != SIZE_MAX && i == 0)
			fail_msg("%s %.*s: a variable is left", word, TEXT_ARG(ask->language));
		assert_int_equal(text_find(both[i], TEXT("\xee\x80"), 0), SIZE_MAX);
		if (mailings_have_link(ask->kind) &&
		    text_find(both[i], TEXT("https://crm.example.com/"), 0) == SIZE_MAX)
			fail_msg("%s %.*s: no link", word, TEXT_ARG(ask->language));
	}
	assert_true(letter->subject.size > 0 && letter->subject.size < 120);
	assert_int_equal(text_find(letter->subject, TEXT("{"), 0), SIZE_MAX);
	/* It begins with a greeting, by name where the reader's name is known to be theirs. */
	size_t first = text_find(text, TEXT("\n"), 0);
	if (!text_ends(text_slice(text, 0, first), TEXT(",")))
		fail_msg("%s %.*s: no greeting", word, TEXT_ARG(ask->language));
	if (text_find(html, TEXT("<div class=\"preview\"></div>"), 0) != SIZE_MAX)
		fail_msg("%s %.*s: nothing stands beside the subject", word, TEXT_ARG(ask->language));
}

static void every_letter_greets_says_what_it_is_about_and_where_to_go(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct context *ctx = world_fresh(&world);
	const struct mailing_places places = {TEXT("https://crm.example.com"), TEXT(TOKEN)};
	assert_int_equal(settings_set(ctx, SETTING_BUSINESS_NAME, TEXT("Batik *&* Söhne GmbH & Co. KG")), DONE);
	for (enum mailing kind = 0; kind < MAILING_COUNT; kind++)
		for (size_t person = 0; person < sizeof people / sizeof *people; person++) {
			const struct mailing_ask ask = ask_of(kind, person);
			struct mailing_letter letter;
			struct mailing_logo logo;
			struct text text, html;
			ctx = world_fresh(&world);
			assert_int_equal(mailings_compose(ctx, &ask, &letter), DONE);
			letter.source = mailings_fill_places(ctx->arena, letter.source, &places);
			assert_int_equal(mailings_make_text(ctx, &letter, &text), DONE);
			logo = logo_of(ctx->arena, kind);
			assert_int_equal(mailings_make_html(ctx, &letter, &logo, false, &html), DONE);
			judge(&ask, &letter, text, html);
			keep(ctx->arena, &ask, "html", html);
			keep(ctx->arena, &ask, "txt",
			     text_format(ctx->arena, "%.*s\n\n%.*s", TEXT_ARG(letter.subject), TEXT_ARG(text)));
		}
	world_close(&world);
}

/* Sie, Ihnen, Ihr and their forms. */
static bool is_formal(struct text text)
{
	static const char *const words[] = {" Sie", " Ihnen", " Ihr", "\nSie", "\nIhr"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_find(text, text_of(words[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

static void german_letters_call_customers_what_the_business_wants(void **state)
{
	static const struct text wanted[] = {{"no", 2}, {"yes", 3}};
	struct world world;
	world_open(&world, *state);
	for (size_t w = 0; w < 2; w++)
		for (enum mailing kind = 0; kind < MAILING_COUNT; kind++) {
			struct context *ctx = world_fresh(&world);
			struct mailing_ask ask = ask_of(kind, 2);
			struct mailing_letter letter;
			struct text text;
			ask.name = TEXT("Ann");
			assert_int_equal(settings_set(ctx, SETTING_CUSTOMERS_FAMILIAR, wanted[w]), DONE);
			assert_int_equal(mailings_compose(ctx, &ask, &letter), DONE);
			assert_int_equal(mailings_make_text(ctx, &letter, &text), DONE);
			bool formal = is_formal(text) || text_starts(text, TEXT("Guten Tag"));
			if (formal != (mailings_are_for_customers(kind) && w == 0))
				fail_msg("%s: %.*s", mailings_word(kind).at, TEXT_ARG(text));
		}
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(german_letters_call_customers_what_the_business_wants),
		ON_BOTH(every_letter_greets_says_what_it_is_about_and_where_to_go),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
