/* Stories of the page of one customer, and what the API says of the same, on both engines: its numbers, its times, and
 * the choices that stand on it. */
#include "features/customers/customers.h"
#include "service/settings.h"
#include "tests/site.h"

#include <string.h>

struct story {
	struct site site;
	struct visitor owner, shop; /* shop: a key */
	struct customer_id ann;
	struct text page, api; /* of Ann */
};

static void story_open(struct story *story, void **state)
{
	struct site *site = &story->site;
	site_open(site, *state);
	assert_int_equal(settings_set(site_fresh(site), SETTING_BUSINESS_ZONE, TEXT("Asia/Kuala_Lumpur")), DONE);
	story->ann = site_customer(site, "ann@x.example");
	site_give_password(site, story->ann);
	story->owner = site_staff(site, "owner");
	story->shop = site_key(site, "customers.read customers.write");
	story->page = text_format(site->arena, "/admin/customers/%lld", (long long)story->ann.value);
	story->api = text_format(site->arena, "/api/v1/customers/%lld", (long long)story->ann.value);
}

static void speak(struct story *story, const char *language)
{
	struct text sql = text_format(story->site.arena, "UPDATE staff SET language = '%s'", language);
	engine_script(&story->site.engine, sql.at);
}

/* `behind` the page's path: "?options=billing". */
static void page_says(struct story *story, const char *behind, const char *words)
{
	struct text path = text_format(story->site.arena, "%.*s%s", TEXT_ARG(story->page), behind);
	assert_int_equal(visitor_get(&story->owner, path.at), 200);
	if (!visitor_sees(&story->owner, words))
		fail_msg("%s does not say %s: %.*s", path.at, words, TEXT_ARG(story->owner.body));
}

static void api_says(struct story *story, const char *words)
{
	assert_int_equal(visitor_get(&story->shop, story->api.at), 200);
	if (!visitor_sees(&story->shop, words))
		fail_msg("the API does not say %s: %.*s", words, TEXT_ARG(story->shop.body));
}

/* 1 March 2026, 20:30 UTC: half past four the next day in Kuala Lumpur. */
#define EVENING "1772397000000000"

static void at_a_glance_stand_id_last_login_and_total_spent__0_D2_0_D3_0_D4_1_A7(void **state)
{
	struct story story;
	story_open(&story, state);
	const char *id = text_format(story.site.arena, "<span class=\"v\">%lld</span>", (long long)story.ann.value).at;
	page_says(&story, "", id);
	page_says(&story, "", "<dt>Last login</dt><dd><span class=\"v\">Never</span>");
	page_says(&story, "", "<dt>Total spent</dt><dd><span class=\"v\">€0.00</span>");
	api_says(&story, "\"last_sign_in\":null");
	site_account(&story.site, "ann@x.example");
	page_says(&story, "", "1 login<");
	assert_false(visitor_sees(&story.owner, "<dt>Last login</dt><dd><span class=\"v\">Never</span>"));
	assert_false(visitor_sees(&story.owner, "<dt>Last login</dt><dd>Never"));
	engine_script(&story.site.engine,
		      text_format(story.site.arena,
				  "UPDATE customer_counters SET orders = 3, spent_base = 123456, last_order = " EVENING
				  ", last_sign_in = " EVENING " WHERE customer_id = %lld",
				  (long long)story.ann.value)
			      .at);
	page_says(&story, "", "<dt>Total spent</dt><dd><span class=\"v\">€1,234.56</span>");
	page_says(&story, "", "<dt>Orders</dt><dd><span class=\"v\">3</span>");
	/* The day of the business, not of Greenwich. */
	page_says(&story, "", "<dt>Last order</dt><dd><span class=\"v\">2 March 2026</span>");
	page_says(&story, "", "<dt>Last login</dt><dd>2 March 2026, 04:30</dd>");
	api_says(&story, "\"last_sign_in\":\"2026-03-01T20:30:00Z\"");
	api_says(&story, "\"spent\":{\"amount\":123456,\"currency\":\"EUR\"}");
	speak(&story, "de");
	page_says(&story, "", "<dt>Umsatz gesamt</dt><dd><span class=\"v\">1.234,56\u00a0€</span>");
	page_says(&story, "", "<dt>Letzte Anmeldung</dt><dd>2. März 2026, 04:30</dd>");
	site_close(&story.site);
}

static int64_t moment(struct story *story, const char *column)
{
	struct text sql = text_format(story->site.arena, "SELECT %s FROM customers WHERE id = %lld", column,
				      (long long)story->ann.value);
	return engine_number(&story->site.engine, sql.at);
}

/* Sets the time of the last change back, and says whether `ret_moved` by what was done since. */
static bool has_moved(struct story *story)
{
	bool moved = moment(story, "modified") != 1772397000000000;
	engine_script(&story->site.engine, "UPDATE customers SET modified = " EVENING);
	return moved;
}

static const char *under(struct story *story, struct text path, const char *rest)
{
	return text_join(story->site.arena, path, text_of(rest)).at;
}

static void created_stays_modified_follows_and_nobody_edits_either__0_D15_0_D16_1_A8(void **state)
{
	struct story story;
	story_open(&story, state);
	engine_script(&story.site.engine, "UPDATE customers SET created = " EVENING ", modified = " EVENING);
	page_says(&story, "", "<dt>Created</dt><dd>2 March 2026, 04:30</dd>");
	page_says(&story, "", "<dt>Modified</dt><dd>2 March 2026, 04:30</dd>");
	api_says(&story, "\"created\":\"2026-03-01T20:30:00Z\",\"modified\":\"2026-03-01T20:30:00Z\"");
	assert_false(has_moved(&story)); /* by being looked at */
	site_account(&story.site, "ann@x.example");
	assert_false(has_moved(&story)); /* by signing in */
	assert_int_equal(visitor_post(&story.owner, under(&story, story.page, "/edit"), "title=Dr.&was_title="), 303);
	assert_true(has_moved(&story));
	assert_int_equal(visitor_send(&story.shop, "PATCH", story.api.at, "{\"company\":\"X\"}"), 200);
	assert_true(has_moved(&story));
	assert_int_equal(visitor_send(&story.shop, "PATCH", story.api.at, "{\"company\":\"X\"}"), 200);
	assert_false(has_moved(&story)); /* nothing is another */
	assert_int_equal(visitor_send(&story.shop, "POST", under(&story, story.api, "/phones"), "{\"number\":\"1\"}"),
			 201);
	assert_true(has_moved(&story));
	assert_int_equal(visitor_post(&story.owner, under(&story, story.page, "/block"), "reason=x"), 303);
	assert_true(has_moved(&story));
	assert_int_equal(visitor_send(&story.shop, "PATCH", story.api.at, "{\"created\":\"2020-01-01T00:00:00Z\"}"),
			 422);
	assert_int_equal(visitor_send(&story.shop, "PATCH", story.api.at, "{\"modified\":\"2020-01-01T00:00:00Z\"}"),
			 422);
	assert_int_equal(visitor_post(&story.owner, under(&story, story.page, "/edit"), "created=2020-01-01"), 422);
	assert_true(moment(&story, "created") == 1772397000000000);
	page_says(&story, "", "edit-title");
	assert_false(visitor_sees(&story.owner, "edit-created") || visitor_sees(&story.owner, "edit-modified"));
	site_close(&story.site);
}

/* A choice on the page and in the API: chosen there, read here, and the other way round. */
struct choosing {
	const char *field;
	const char *form, *in_words[3]; /* posted; in the words of English, Malay, German */
	const char *json, *back;        /* sent by the API; what the page says then */
	const char *wrong;              /* is refused */
	const char *filter;             /* finds Ann as she is in the end */
};

static void choose(struct story *story, const struct choosing *choosing)
{
	static const char *const languages[] = {"en", "ms", "de"};
	struct arena *arena = story->site.arena;
	struct text edit = text_join(arena, story->page, TEXT("/edit"));
	struct text form = text_format(arena, "%s=%s&was_%s=", choosing->field, choosing->form, choosing->field);
	struct text sql = text_format(arena, "UPDATE customers SET %s = NULL", choosing->field);
	if (strcmp(choosing->field, "channel") != 0)
		engine_script(&story->site.engine, sql.at);
	else
		form = text_format(arena, "channel=%s&was_channel=1", choosing->form);
	assert_int_equal(visitor_post(&story->owner, edit.at, form.at), 303);
	for (size_t i = 0; i < 3; i++) {
		speak(story, languages[i]);
		page_says(story, "", choosing->in_words[i]);
	}
	speak(story, "en");
	bool is_id = strcmp(choosing->field, "channel") == 0;
	api_says(story, text_format(arena, is_id ? "\"%s\":%s" : "\"%s\":\"%s\"", choosing->field, choosing->form).at);
	assert_int_equal(visitor_send(&story->shop, "PATCH", story->api.at, choosing->json), 200);
	page_says(story, "", choosing->back);
	form = text_format(arena, "%s=%s", choosing->field, choosing->wrong);
	assert_int_equal(visitor_post(&story->owner, edit.at, form.at), 422);
	struct text json =
		text_format(arena, is_id ? "{\"%s\":%s}" : "{\"%s\":\"%s\"}", choosing->field, choosing->wrong);
	assert_int_equal(visitor_send(&story->shop, "PATCH", story->api.at, json.at), 422);
	page_says(story, "", choosing->back);
	struct text found = text_format(arena, "/api/v1/customers?filter=%s", choosing->filter);
	assert_int_equal(visitor_get(&story->shop, found.at), 200);
	assert_true(visitor_sees(&story->shop, "\"total\":1,"));
}

static void country_language_and_channel_are_chosen_on_the_page_and_by_the_api__1_A4_1_A5_3_D6_3_D7(void **state)
{
	struct story story;
	story_open(&story, state);
	engine_script(&story.site.engine, "INSERT INTO channels (id, word, name, position, active, is_default, colour, "
					  "language, currency, created) VALUES (77, 'bremen', 'Shop Bremen', 9, 1, 0, "
					  "'', 'de', 'EUR', 0)");
	choose(&story,
	       &(struct choosing){
		       .field = "country",
		       .form = "DE",
		       .in_words = {"<dt>Country</dt><dd class=\"place\" data-inplace-at><span><bdi>Germany</bdi>",
				    "<dt>Negara</dt><dd class=\"place\" data-inplace-at><span><bdi>Jerman</bdi>",
				    "<dt>Land</dt><dd class=\"place\" data-inplace-at><span><bdi>Deutschland</bdi>"},
		       .json = "{\"country\":\"MY\"}",
		       .back = "<span><bdi>Malaysia</bdi></span>",
		       .wrong = "QQ",
		       .filter = "country:MY",
	       });
	choose(&story,
	       &(struct choosing){
		       .field = "language",
		       .form = "ms",
		       .in_words = {"<dt>Language</dt><dd class=\"place\" data-inplace-at><span><bdi>Malay</bdi>",
				    "<dt>Bahasa</dt><dd class=\"place\" data-inplace-at><span><bdi>Melayu</bdi>",
				    "<dt>Sprache</dt><dd class=\"place\" data-inplace-at><span><bdi>Malaiisch</bdi>"},
		       .json = "{\"language\":\"zh\"}",
		       .back = "<span><bdi>Chinese</bdi></span>",
		       .wrong = "qq",
		       .filter = "language:zh",
	       });
	choose(&story, &(struct choosing){
			       .field = "channel",
			       .form = "77",
			       .in_words = {"<option value=\"77\" selected>Shop Bremen",
					    "<option value=\"77\" selected>", "<option value=\"77\" selected>"},
			       .json = "{\"channel\":1}",
			       .back = "<option value=\"1\" selected>",
			       .wrong = "99",
			       .filter = "-channel:bremen",
		       });
	site_close(&story.site);
}

static void billing_info_has_the_billing_address_and_the_way_to_change_it__0_D6_0_D7_0_D8(void **state)
{
	static const char address[] = "line1=Hafenstr.+1&postcode=28195&city=Bremen&country=DE&is_billing=yes";
	struct story story;
	story_open(&story, state);
	struct text add = text_format(story.site.arena, "%.*s/addresses/new", TEXT_ARG(story.page));
	page_says(&story, "?options=billing", "No address is marked for billing.");
	assert_true(visitor_sees(&story.owner, text_join(story.site.arena, add, TEXT("?is_billing=yes")).at));
	assert_int_equal(visitor_get(&story.owner, text_join(story.site.arena, add, TEXT("?is_billing=yes")).at), 200);
	assert_true(visitor_sees(&story.owner,
				 "name=\"is_billing\" type=\"checkbox\" role=\"switch\" value=\"yes\" checked"));
	assert_false(visitor_sees(&story.owner,
				  "name=\"is_shipping\" type=\"checkbox\" role=\"switch\" value=\"yes\" checked"));
	assert_int_equal(visitor_post(&story.owner, add.at, address), 303);
	assert_int_equal(visitor_post(&story.owner, add.at, "line1=Other+way+2&city=Town&is_shipping=yes"), 303);
	page_says(&story, "?options=billing", "Hafenstr. 1<br>28195 Bremen");
	assert_false(visitor_sees(&story.owner, "No address is marked for billing."));
	int64_t id = engine_number(&story.site.engine, "SELECT id FROM addresses WHERE is_billing = 1");
	struct text one = text_format(story.site.arena, "/addresses/%lld", (long long)id);
	page_says(&story, "?options=billing", text_format(story.site.arena, "%.*s\" data-window", TEXT_ARG(one)).at);
	const char *path = text_join(story.site.arena, story.api, one).at;
	assert_int_equal(visitor_send(&story.shop, "PATCH", path, "{\"city\":\"Hamburg\"}"), 200);
	page_says(&story, "?options=billing", "28195 Hamburg");
	struct text edit = text_join(story.site.arena, story.page, TEXT("/edit"));
	assert_int_equal(visitor_post(&story.owner, edit.at,
				      "options=billing&billing_email=bills%40x.example&was_billing_email=&country=SG"
				      "&was_country="),
			 303);
	assert_true(text_ends(story.owner.location, TEXT("?options=billing")));
	page_says(&story, "?options=billing", "value=\"bills@x.example\"");
	page_says(&story, "?options=billing", "<option value=\"SG\" selected>Singapore");
	api_says(&story, "\"billing_email\":\"bills@x.example\"");
	api_says(&story, "\"country\":\"SG\"");
	assert_int_equal(visitor_send(&story.shop, "PATCH", story.api.at, "{\"billing_email\":\"no address\"}"), 422);
	assert_int_equal(visitor_send(&story.shop, "PATCH", story.api.at, "{\"billing_email\":\"b@x.example\"}"), 200);
	page_says(&story, "?options=billing", "value=\"b@x.example\"");
	site_close(&story.site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(at_a_glance_stand_id_last_login_and_total_spent__0_D2_0_D3_0_D4_1_A7),
		ON_BOTH(created_stays_modified_follows_and_nobody_edits_either__0_D15_0_D16_1_A8),
		ON_BOTH(country_language_and_channel_are_chosen_on_the_page_and_by_the_api__1_A4_1_A5_3_D6_3_D7),
		ON_BOTH(billing_info_has_the_billing_address_and_the_way_to_change_it__0_D6_0_D7_0_D8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
