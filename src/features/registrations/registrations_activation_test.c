/* Stories of accounts whose activation staff have withdrawn, and of letters that come back. On both engines. */
#include "features/registrations/registrations.h"

#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#define BASE TEXT("https://crm.example.com")

struct scene {
	struct site site;
	struct mail_peer peer;
	struct visitor owner, shop, ann;
	struct customer_id id;
};

static int64_t count(struct scene *scene, const char *of)
{
	return engine_number(&scene->site.engine, text_format(scene->site.arena, "SELECT COUNT(*) FROM %s", of).at);
}

static const char *page(struct scene *scene, const char *end)
{
	return text_format(scene->site.arena, "/admin/customers/%lld%s", (long long)scene->id.value, end).at;
}

static void withdraw(struct scene *scene)
{
	const char *path = page(scene, "/withdraw-activation");
	assert_int_equal(visitor_get(&scene->owner, path), 200);
	assert_int_equal(visitor_post(&scene->owner, path, "reason=&message="), 303);
}

/* Ann has had an account for long, and cannot sign in any more. */
static void scene_open(struct scene *scene, const char *engine)
{
	site_open(&scene->site, engine);
	mail_peer_serve(&scene->peer, &scene->site);
	scene->owner = site_staff(&scene->site, "owner");
	scene->shop = site_key(&scene->site, "customers.read customers.write");
	site_account(&scene->site, "ann@x.example");
	scene->ann = site_visitor(&scene->site);
	scene->id.value = engine_number(&scene->site.engine, "SELECT id FROM customers WHERE email = 'ann@x.example'");
	withdraw(scene);
}

static void scene_close(struct scene *scene)
{
	mail_peer_stop(&scene->peer);
	site_close(&scene->site);
}

static int sign_in(struct scene *scene)
{
	struct visitor visitor = site_visitor(&scene->site);
	assert_int_equal(visitor_get(&visitor, "/login"), 200);
	return visitor_post(&visitor, "/login", "name=ann%40x.example&password=" SITE_PASSWORD);
}

static const char *newest_link(struct scene *scene)
{
	outbox_run_waiting(scene->site.engine.store, BASE);
	struct text letter = mail_peer_letter(&scene->peer, mail_peer_count(&scene->peer));
	assert_true(text_starts(letter, TEXT("Envelope: shop@batik.example -> ann@x.example\r\n")));
	return mail_peer_path(&scene->peer, letter, "/register/confirm/").at;
}

static void whose_activation_was_withdrawn_is_mailed_the_link_and_comes_in_by_it(void **state)
{
	struct scene scene;
	scene_open(&scene, *state);
	assert_int_equal(sign_in(&scene), 403);
	assert_int_equal(visitor_get(&scene.ann, "/register/again"), 200);
	assert_int_equal(visitor_post(&scene.ann, "/register/again", "email=ann%40x.example"), 303);
	assert_int_equal(count(&scene, "outbox WHERE what = 'account_activation'"), 1);
	const char *link = newest_link(&scene);
	assert_int_equal(visitor_get(&scene.ann, link), 200);
	assert_int_equal(visitor_post(&scene.ann, link, "password=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_post(&scene.ann, link, "password=" SITE_PASSWORD), 404);
	assert_int_equal(sign_in(&scene), 303);
	/* Staff hear of who registers, and she has not. */
	assert_int_equal(count(&scene, "outbox WHERE what LIKE 'registered%'"), 0);
	/* By a program, and by staff, who see what became of it. */
	struct text api =
		text_format(scene.site.arena, "/api/v1/customers/%lld/confirmation-link", (long long)scene.id.value);
	assert_int_equal(visitor_send(&scene.shop, "POST", api.at, NULL), 409);
	withdraw(&scene);
	assert_int_equal(visitor_send(&scene.shop, "POST", api.at, NULL), 204);
	assert_int_equal(visitor_get(&scene.owner, page(&scene, "")), 200);
	assert_true(visitor_sees(&scene.owner, "They are to confirm their account"));
	assert_true(visitor_sees(&scene.owner, "has not left yet"));
	assert_int_equal(visitor_post(&scene.owner, page(&scene, "/confirmation-link"), ""), 303);
	assert_int_equal(count(&scene, "outbox WHERE what = 'account_activation'"), 3);
	scene_close(&scene);
}

static void an_account_that_was_there_before_is_neither_overwritten_nor_joined__13(void **state)
{
	struct scene scene;
	scene_open(&scene, *state);
	assert_int_equal(visitor_send(&scene.shop, "POST", "/api/v1/customers",
				      "{\"email\":\"ann@x.example\",\"guest\":true,\"first_name\":\"Guest\"}"),
			 201);
	/* A stranger registers with her address. */
	assert_int_equal(visitor_get(&scene.ann, "/register"), 200);
	assert_int_equal(visitor_post(&scene.ann, "/register",
				      "email=ann%40x.example&password=strangers-own-99&first_name=Eve&homepage="),
			 303);
	assert_int_equal(count(&scene, "customers WHERE first_name = 'Eve'"), 0);
	assert_int_equal(count(&scene, "outbox WHERE what = 'account_known'"), 1);
	assert_int_equal(visitor_post(&scene.ann, "/register/again", "email=ann%40x.example"), 303);
	const char *link = newest_link(&scene);
	assert_int_equal(visitor_get(&scene.ann, link), 200);
	assert_int_equal(visitor_post(&scene.ann, link, "password=strangers-own-99"), 422);
	assert_int_equal(visitor_post(&scene.ann, link, "password=" SITE_PASSWORD "&join=yes"), 303);
	assert_int_equal(count(&scene, "customers WHERE email = 'ann@x.example'"), 2);
	assert_int_equal(sign_in(&scene), 303);
	scene_close(&scene);
}

static void that_the_letter_came_back_is_said_where_they_are_activated__4_X1(void **state)
{
	struct scene scene;
	scene_open(&scene, *state);
	assert_int_equal(visitor_get(&scene.owner, page(&scene, "/activate")), 200);
	assert_true(visitor_sees(&scene.owner, "No letter with a link is in the outbox."));
	assert_int_equal(visitor_post(&scene.owner, page(&scene, "/confirmation-link"), ""), 303);
	newest_link(&scene);
	assert_int_equal(visitor_get(&scene.owner, page(&scene, "")), 200);
	assert_true(visitor_sees(&scene.owner, "its link has not been followed yet"));
	assert_int_equal(visitor_send(&scene.shop, "POST", "/api/v1/bounces", "{\"address\":\"ann@x.example\"}"), 200);
	assert_int_equal(visitor_get(&scene.owner, page(&scene, "")), 200);
	assert_true(visitor_sees(&scene.owner, "came back: the address does not work"));
	assert_int_equal(visitor_get(&scene.owner, page(&scene, "/activate")), 200);
	assert_true(visitor_sees(&scene.owner, "came back: the address does not work"));
	/* A later letter is another one. */
	engine_script(&scene.site.engine, "UPDATE email_bounces SET at = at - 60000000");
	assert_int_equal(visitor_get(&scene.owner, page(&scene, "")), 200);
	assert_true(visitor_sees(&scene.owner, "its link has not been followed yet"));
	scene_close(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(whose_activation_was_withdrawn_is_mailed_the_link_and_comes_in_by_it),
		ON_BOTH(an_account_that_was_there_before_is_neither_overwritten_nor_joined__13),
		ON_BOTH(that_the_letter_came_back_is_said_where_they_are_activated__4_X1),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
