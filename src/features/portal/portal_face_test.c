/* Whose face customers' pages have, and that who was sent by a shop comes back to its question, by whatever letters.
 * Through a real mail server, on both engines. */
#include "features/registrations/registrations.h"
#include "format/url.h"
#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/oidc_shop.h"

#define BASE TEXT("https://crm.example.com")

/* The shop is the channel "shop"; "fair" is another one, without a shop's address and without an imprint. */
struct scene {
	struct oidc_shop shop;
	struct mail_peer peer;
	struct visitor visitor;
};

static void set_channel(struct site *site, int64_t id, const struct label_change *changes, size_t count)
{
	const struct label_ask ask = {.kind = LABEL_CHANNEL, .id = id, .changes = changes, .count = count};
	assert_int_equal(labels_change(site_fresh(site), &ask), DONE);
}

static void scene_open(struct scene *scene, const char *engine)
{
	static const struct label_change shop[] = {
		{LABEL_FIELD_NAME, TEXT("Batik House")},
		{LABEL_FIELD_COLOUR, TEXT("#ffcc00")},
		{LABEL_FIELD_SENDER, TEXT("hello@batik.example")},
		{LABEL_FIELD_STOREFRONT, TEXT("https://batik.example/")},
		{LABEL_FIELD_IMPRINT, TEXT("https://batik.example/imprint")},
	};
	static const struct label_change fair[] = {
		{LABEL_FIELD_COLOUR, TEXT("#8a1538")},
		{LABEL_FIELD_PRIVACY, TEXT("https://fair.example/privacy")},
	};
	oidc_shop_open(&scene->shop, engine);
	mail_peer_serve(&scene->peer, &scene->shop.site);
	set_channel(&scene->shop.site, 1, shop, sizeof shop / sizeof *shop);
	set_channel(&scene->shop.site, oidc_shop_add_fair(&scene->shop).value, fair, sizeof fair / sizeof *fair);
	scene->visitor = site_visitor(&scene->shop.site);
}

static void scene_close(struct scene *scene)
{
	mail_peer_stop(&scene->peer);
	site_close(&scene->shop.site);
}

static int64_t count(struct scene *scene, const char *of)
{
	return engine_number(&scene->shop.site.engine,
			     text_format(scene->shop.site.arena, "SELECT COUNT(*) FROM %s", of).at);
}

static const char *with_next(struct scene *scene, const char *path, const char *next)
{
	struct arena *arena = scene->shop.site.arena;
	return text_format(arena, "%s?next=%.*s", path, TEXT_ARG(url_encode(arena, text_of(next)))).at;
}

static const char *form_with_next(struct scene *scene, const char *form, const char *next)
{
	struct arena *arena = scene->shop.site.arena;
	return text_format(arena, "%s&next=%.*s", form, TEXT_ARG(url_encode(arena, text_of(next)))).at;
}

static struct text newest_letter(struct scene *scene)
{
	outbox_run_waiting(scene->shop.site.engine.store, BASE);
	return mail_peer_letter(&scene->peer, mail_peer_count(&scene->peer));
}

static bool is_face_of(struct scene *scene, const char *path, const char *name, const char *colour)
{
	struct arena *arena = scene->shop.site.arena;
	assert_int_equal(visitor_get(&scene->visitor, path), 200);
	return visitor_sees(&scene->visitor, text_format(arena, "<bdi>%s</bdi>", name).at) &&
	       visitor_sees(&scene->visitor, text_format(arena, "href=\"/brand/%s\"", colour).at);
}

/* ---- whose face ---- */

static void pages_before_signing_in_have_the_face_of_the_shop_that_asks(void **state)
{
	static const char *const pages[] = {"/login",          "/register",        "/register/sent",
					    "/register/again", "/login/forgotten", "/login/forgotten/sent",
					    "/login/data",     "/login/data/sent"};
	struct scene scene;
	scene_open(&scene, *state);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		assert_true(is_face_of(&scene, with_next(&scene, pages[i], SHOP_ASK), "Batik House", "ffcc00"));
		assert_true(visitor_sees(&scene.visitor, "href=\"https://batik.example/\""));
		assert_true(visitor_sees(&scene.visitor, "href=\"https://batik.example/imprint\""));
		assert_true(visitor_sees(&scene.visitor, "Back to Batik House"));
	}
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		const char *page = text_format(scene.shop.site.arena, "%s?channel=fair", pages[i]).at;
		assert_true(is_face_of(&scene, page, "Fair", "8a1538"));
		assert_true(visitor_sees(&scene.visitor, "href=\"https://fair.example/privacy\""));
		/* What it does not have is the business's. */
		assert_true(visitor_sees(&scene.visitor, "href=\"https://batik.example/imprint\""));
		assert_false(visitor_sees(&scene.visitor, "Back to Fair"));
	}
	scene_close(&scene);
}

static void a_face_is_never_made_of_what_somebody_writes_into_an_address__16(void **state)
{
	static const char *const made_up[] = {
		"/login?channel=Evil",
		"/login?channel=FAIR",
		"/login?channel=Fair",
		"/login?next=%2Foidc%2Fauthorize%3Fclient_id%3DEvil",
		"/login?next=%2Foidc%2Fauthorize%3Fname%3DEvil%26colour%3Dff0000",
		"/login?next=%2Foidc%2Fauthorize",
		"/login?next=https%3A%2F%2Fevil.example%2Foidc%2Fauthorize%3Fclient_id%3Dfair",
		"/login?next=%2F%2Fevil.example%2Foidc%2Fauthorize%3Fclient_id%3Dfair",
	};
	struct scene scene;
	scene_open(&scene, *state);
	for (size_t i = 0; i < sizeof made_up / sizeof *made_up; i++) {
		assert_true(is_face_of(&scene, made_up[i], "Batik House", "ffcc00"));
		assert_false(visitor_sees(&scene.visitor, "<bdi>Evil"));
	}
	/* A channel that rests speaks to nobody. */
	engine_script(&scene.shop.site.engine, "UPDATE channels SET active = 0 WHERE word = 'fair'");
	assert_true(is_face_of(&scene, "/login?channel=fair", "Batik House", "ffcc00"));
	assert_int_equal(visitor_get(&scene.visitor, "/brand/evil"), 404);
	assert_int_equal(visitor_get(&scene.visitor, "/brand/0a6a70"), 200);
	ASSERT_TEXT(visitor_header(&scene.visitor, "Content-Type"), TEXT("text/css; charset=utf-8"));
	scene_close(&scene);
}

static void who_is_signed_in_sees_the_face_of_their_home_channel(void **state)
{
	struct scene scene;
	scene_open(&scene, *state);
	scene.visitor = site_account(&scene.shop.site, "ann@x.example");
	assert_true(is_face_of(&scene, "/account", "Batik House", "ffcc00"));
	engine_script(&scene.shop.site.engine, "UPDATE customers SET channel_id = 2");
	assert_true(is_face_of(&scene, "/account", "Fair", "8a1538"));
	assert_true(visitor_sees(&scene.visitor, "href=\"https://fair.example/privacy\""));
	struct visitor owner = site_staff(&scene.shop.site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin"), 200);
	assert_false(visitor_sees(&owner, "/brand/"));
	scene_close(&scene);
}

/* ---- back to the shop ---- */

static struct text path_of(struct scene *scene, struct text letter, const char *begins)
{
	struct text path = mail_peer_path(&scene->peer, letter, begins);
	/* A letter carries no more than its token. */
	assert_true(text_find(path, TEXT("?"), 0) == SIZE_MAX);
	return path;
}

static void sign_in_and_arrive(struct scene *scene)
{
	struct text next = oidc_shop_parameter(&scene->shop, scene->visitor.location, "next");
	assert_true(text_starts(scene->visitor.location, TEXT("/login?")));
	ASSERT_TEXT(next, TEXT(SHOP_ASK));
	assert_int_equal(visitor_get(&scene->visitor, scene->visitor.location.at), 200);
	assert_true(visitor_sees(&scene->visitor, "Batik House"));
	const char *form = form_with_next(scene, "name=farah%40x.example&password=" SITE_PASSWORD, next.at);
	assert_int_equal(visitor_post(&scene->visitor, "/login", form), 303);
	ASSERT_TEXT(scene->visitor.location, TEXT(SHOP_ASK));
	assert_int_equal(visitor_get(&scene->visitor, SHOP_ASK), 303);
	assert_true(text_starts(scene->visitor.location, TEXT(SHOP_BACK "?code=")));
}

static void who_registers_on_the_way_to_a_shop_comes_back_to_it(void **state)
{
	struct scene scene;
	scene_open(&scene, *state);
	engine_script(&scene.shop.site.engine, "UPDATE channels SET is_default = id - 1");
	assert_int_equal(visitor_get(&scene.visitor, SHOP_ASK), 303);
	assert_int_equal(visitor_get(&scene.visitor, scene.visitor.location.at), 200);
	assert_true(visitor_sees(&scene.visitor, "href=\"/register?next=%2Foidc%2Fauthorize"));
	assert_int_equal(visitor_get(&scene.visitor, with_next(&scene, "/register", SHOP_ASK)), 200);
	/* Said wrong, it is asked again on the same way. */
	const char *wrong = form_with_next(&scene, "email=farah%40x.example&password=short", SHOP_ASK);
	assert_int_equal(visitor_post(&scene.visitor, "/register", wrong), 422);
	assert_true(visitor_sees(&scene.visitor, "name=\"next\" value=\"/oidc/authorize?"));
	const char *form = form_with_next(&scene, "email=farah%40x.example&password=" SITE_PASSWORD, SHOP_ASK);
	assert_int_equal(visitor_post(&scene.visitor, "/register", form), 303);
	assert_true(text_starts(scene.visitor.location, TEXT("/register/sent?next=")));
	assert_int_equal(count(&scene, "customers WHERE channel_id = 1"), 1);
	struct text letter = newest_letter(&scene);
	assert_true(text_find(mail_peer_header(&scene.peer, letter, "From"), TEXT("Batik House"), 0) != SIZE_MAX);
	assert_true(text_find(mail_peer_header(&scene.peer, letter, "Reply-To"), TEXT("hello@batik.example"), 0) !=
		    SIZE_MAX);
	struct text link = path_of(&scene, letter, "/register/confirm/");
	/* On another machine, where nobody knows of any way. */
	scene.visitor = site_visitor(&scene.shop.site);
	assert_true(is_face_of(&scene, link.at, "Batik House", "ffcc00"));
	assert_int_equal(visitor_post(&scene.visitor, link.at, "password=" SITE_PASSWORD), 303);
	sign_in_and_arrive(&scene);
	scene_close(&scene);
}

static void who_forgot_the_password_on_the_way_to_a_shop_comes_back_to_it(void **state)
{
	struct scene scene;
	scene_open(&scene, *state);
	site_customer(&scene.shop.site, "farah@x.example");
	/* At home in the fair, but it is the shop that has sent them. */
	engine_script(&scene.shop.site.engine, "UPDATE customers SET channel_id = 2");
	assert_int_equal(visitor_get(&scene.visitor, with_next(&scene, "/login/forgotten", SHOP_ASK)), 200);
	assert_int_equal(visitor_post(&scene.visitor, "/login/forgotten",
				      form_with_next(&scene, "name=farah%40x.example", SHOP_ASK)),
			 303);
	assert_true(text_starts(scene.visitor.location, TEXT("/login/forgotten/sent?next=")));
	struct text letter = newest_letter(&scene);
	assert_true(text_find(mail_peer_header(&scene.peer, letter, "From"), TEXT("Batik House"), 0) != SIZE_MAX);
	struct text link = path_of(&scene, letter, "/login/reset/");
	scene.visitor = site_visitor(&scene.shop.site);
	assert_true(is_face_of(&scene, link.at, "Batik House", "ffcc00"));
	assert_int_equal(visitor_post(&scene.visitor, link.at, "password=" SITE_PASSWORD), 303);
	sign_in_and_arrive(&scene);
	scene_close(&scene);
}

/* The one that they never opened, and the one that staff send. */
static void a_registration_that_is_mailed_once_more_leads_where_it_led(void **state)
{
	struct scene scene;
	int64_t reminded;
	scene_open(&scene, *state);
	struct engine *engine = &scene.shop.site.engine;
	assert_int_equal(visitor_get(&scene.visitor, with_next(&scene, "/register", SHOP_ASK)), 200);
	const char *form = form_with_next(&scene, "email=farah%40x.example&password=" SITE_PASSWORD, SHOP_ASK);
	assert_int_equal(visitor_post(&scene.visitor, "/register", form), 303);
	path_of(&scene, newest_letter(&scene), "/register/confirm/");
	struct customer_id farah = {engine_number(engine, "SELECT id FROM customers WHERE email = 'farah@x.example'")};
	engine_script(engine, "UPDATE registrations SET at = at - 25 * 3600000000");
	assert_int_equal(registrations_remind(site_fresh(&scene.shop.site), 1, &reminded), DONE);
	assert_int_equal(reminded, 1);
	path_of(&scene, newest_letter(&scene), "/register/confirm/");
	assert_int_equal(registrations_resend_to(site_fresh(&scene.shop.site), farah), DONE);
	struct text link = path_of(&scene, newest_letter(&scene), "/register/confirm/");
	scene.visitor = site_visitor(&scene.shop.site);
	assert_true(is_face_of(&scene, link.at, "Batik House", "ffcc00"));
	assert_int_equal(visitor_post(&scene.visitor, link.at, "password=" SITE_PASSWORD), 303);
	sign_in_and_arrive(&scene);
	scene_close(&scene);
}

static void who_asks_for_their_data_or_signs_out_stays_with_the_shop(void **state)
{
	struct scene scene;
	scene_open(&scene, *state);
	struct site *site = &scene.shop.site;
	struct customer_id farah = site_customer(site, "farah@x.example");
	engine_script(&site->engine, "UPDATE customers SET channel_id = 2");
	site_give_password(site, farah);
	struct visitor visitor = site_account(site, "ann@x.example");
	engine_script(&site->engine, "UPDATE customers SET channel_id = 2");
	assert_int_equal(visitor_get(&visitor, "/account"), 200);
	assert_int_equal(visitor_post(&visitor, "/logout", ""), 303);
	ASSERT_TEXT(visitor.location, TEXT("/login?channel=fair"));
	assert_int_equal(
		access_change(site_fresh(site), farah, ACCESS_VERB_BLOCK, &(struct access_ask){.until = INSTANT_NONE}),
		DONE);
	assert_int_equal(visitor_get(&scene.visitor, "/login?channel=fair"), 200);
	assert_int_equal(
		visitor_post(&scene.visitor, "/login", "name=farah%40x.example&channel=fair&password=" SITE_PASSWORD),
		403);
	assert_true(visitor_sees(&scene.visitor, "href=\"/login/data?channel=fair\""));
	assert_int_equal(visitor_get(&scene.visitor, "/login/data?channel=fair"), 200);
	assert_true(visitor_sees(&scene.visitor, "href=\"/login?channel=fair\""));
	assert_int_equal(visitor_post(&scene.visitor, "/login/data", "name=farah%40x.example&channel=fair"), 303);
	ASSERT_TEXT(scene.visitor.location, TEXT("/login/data/sent?channel=fair"));
	struct text link = path_of(&scene, newest_letter(&scene), "/login/data-link/");
	scene.visitor = site_visitor(site);
	assert_true(is_face_of(&scene, link.at, "Fair", "8a1538"));
	scene_close(&scene);
}

static void who_closes_the_account_reads_so_on_the_pages_of_their_channel(void **state)
{
	struct scene scene;
	scene_open(&scene, *state);
	struct visitor ann = site_account(&scene.shop.site, "ann@x.example");
	engine_script(&scene.shop.site.engine, "UPDATE customers SET channel_id = 2");
	assert_int_equal(visitor_get(&ann, "/account/close"), 200);
	assert_int_equal(visitor_post(&ann, "/account/close", "old=" SITE_PASSWORD), 303);
	ASSERT_TEXT(ann.location, TEXT("/account-closed?channel=fair&mailed=yes"));
	assert_true(is_face_of(&scene, ann.location.at, "Fair", "8a1538"));
	assert_true(visitor_sees(&scene.visitor, "by the link that we have mailed to you"));
	scene_close(&scene);
}

static void a_shop_may_send_somebody_to_register_at_once(void **state)
{
	struct scene scene;
	scene_open(&scene, *state);
	assert_int_equal(visitor_get(&scene.visitor, SHOP_ASK "&prompt=create"), 303);
	assert_true(text_starts(scene.visitor.location, TEXT("/register?next=")));
	assert_int_equal(visitor_get(&scene.visitor, scene.visitor.location.at), 200);
	assert_true(visitor_sees(&scene.visitor, "Batik House"));
	scene.visitor = site_account(&scene.shop.site, "ann@x.example");
	assert_int_equal(visitor_get(&scene.visitor, SHOP_ASK "&prompt=create"), 303);
	assert_true(text_starts(scene.visitor.location, TEXT(SHOP_BACK "?code=")));
	scene_close(&scene);
}

/* Nobody is ever led out of here by an address that somebody has made up: not at once, and not by a letter. */
static void no_way_leads_anywhere_but_here__16(void **state)
{
	static const char *const hostile[] = {"//evil.example",
					      "///evil.example",
					      "/\\evil.example",
					      "\\\\evil.example",
					      "/\tevil",
					      "/a\r\nLocation: https://evil.example",
					      "https://evil.example",
					      "https:/evil.example",
					      "javascript:alert(1)",
					      "https://crm.example.com@evil.example",
					      "//crm.example.com@evil.example",
					      "evil.example",
					      ".evil.example",
					      "@evil.example"};
	struct scene scene;
	scene_open(&scene, *state);
	site_give_password(&scene.shop.site, site_customer(&scene.shop.site, "farah@x.example"));
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		engine_script(&scene.shop.site.engine, "DELETE FROM throttles; DELETE FROM customer_links");
		scene.visitor = site_visitor(&scene.shop.site);
		int status = visitor_get(&scene.visitor, with_next(&scene, "/register", hostile[i]));
		assert_true(status == 200 || status == 422);
		assert_false(visitor_sees(&scene.visitor, "name=\"next\""));
		assert_int_equal(visitor_get(&scene.visitor, "/register"), 200);
		struct text form =
			text_format(scene.shop.site.arena, "email=n%zu%%40x.example&password=" SITE_PASSWORD, i);
		status = visitor_post(&scene.visitor, "/register", form_with_next(&scene, form.at, hostile[i]));
		assert_true(status == 422 || text_equal(scene.visitor.location, TEXT("/register/sent")));
		status = visitor_post(&scene.visitor, "/login/forgotten",
				      form_with_next(&scene, "name=farah%40x.example", hostile[i]));
		assert_true(status == 422 || text_equal(scene.visitor.location, TEXT("/login/forgotten/sent")));
		assert_int_equal(count(&scene, "customer_links WHERE next IS NOT NULL"), 0);
		status = visitor_post(
			&scene.visitor, "/login",
			form_with_next(&scene, "name=farah%40x.example&password=" SITE_PASSWORD, hostile[i]));
		if (status != 422)
			ASSERT_TEXT(scene.visitor.location, TEXT("/account"));
	}
	/* What stands in the database is looked at once more. */
	assert_int_equal(visitor_get(&scene.visitor, "/login"), 303);
	scene.visitor = site_visitor(&scene.shop.site);
	assert_int_equal(visitor_get(&scene.visitor, "/login/forgotten"), 200);
	assert_int_equal(visitor_post(&scene.visitor, "/login/forgotten", "name=farah%40x.example"), 303);
	struct text link = path_of(&scene, newest_letter(&scene), "/login/reset/");
	engine_script(&scene.shop.site.engine, "UPDATE customer_links SET next = '//evil.example'");
	assert_int_equal(visitor_get(&scene.visitor, link.at), 200);
	assert_int_equal(visitor_post(&scene.visitor, link.at, "password=quite-another-one-88"), 303);
	ASSERT_TEXT(scene.visitor.location, TEXT("/login"));
	scene_close(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(pages_before_signing_in_have_the_face_of_the_shop_that_asks),
		ON_BOTH(a_face_is_never_made_of_what_somebody_writes_into_an_address__16),
		ON_BOTH(who_is_signed_in_sees_the_face_of_their_home_channel),
		ON_BOTH(who_registers_on_the_way_to_a_shop_comes_back_to_it),
		ON_BOTH(who_forgot_the_password_on_the_way_to_a_shop_comes_back_to_it),
		ON_BOTH(a_registration_that_is_mailed_once_more_leads_where_it_led),
		ON_BOTH(who_asks_for_their_data_or_signs_out_stays_with_the_shop),
		ON_BOTH(who_closes_the_account_reads_so_on_the_pages_of_their_channel),
		ON_BOTH(a_shop_may_send_somebody_to_register_at_once),
		ON_BOTH(no_way_leads_anywhere_but_here__16),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
