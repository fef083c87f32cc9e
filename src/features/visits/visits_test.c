/* Staff who sign in as a customer, over the socket and on both engines: each rule of behaviour §8 and security 8. */
#include "features/visits/visits.h"

#include "tests/site.h"

#define BEGIN "reason=asked&detail=Ticket+12"

struct scene {
	struct site site;
	struct visitor staff;
	struct customer_id ann;
	struct text path; /* of the question before a visit */
};

static void open(struct scene *scene, const char *engine)
{
	site_open(&scene->site, engine);
	scene->staff = site_staff(&scene->site, "owner");
	scene->ann = site_customer(&scene->site, "ann@x.example");
	site_give_password(&scene->site, scene->ann);
	scene->path = text_format(scene->site.arena, "/admin/customers/%lld/visit", (long long)scene->ann.value);
}

static int begin(struct scene *scene)
{
	assert_int_equal(visitor_get(&scene->staff, scene->path.at), 200);
	return visitor_post(&scene->staff, scene->path.at, BEGIN);
}

static void close(struct scene *scene)
{
	site_close(&scene->site);
}

static int64_t number(struct scene *scene, const char *ask)
{
	return engine_number(&scene->site.engine, ask);
}

static void staff_see_what_the_customer_sees_and_go_back__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	assert_int_equal(begin(&scene), 303);
	ASSERT_TEXT(scene.staff.location, TEXT("/account"));
	assert_int_equal(visitor_get(&scene.staff, "/account"), 200);
	assert_true(visitor_sees(&scene.staff, "ann@x.example"));
	assert_true(visitor_sees(&scene.staff, "owner, you are here as ann@x.example."));
	assert_true(visitor_sees(&scene.staff, "Back to administration"));
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM audit_entries WHERE name = 'customer.visited'"), 1);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM audit_values WHERE field = 'detail'"), 1);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM events WHERE name = 'customer.visited'"), 1);
	assert_int_equal(visitor_post(&scene.staff, "/visit/end", ""), 303);
	struct text back = text_format(scene.site.arena, "/admin/customers/%lld", (long long)scene.ann.value);
	ASSERT_TEXT(scene.staff.location, back);
	assert_int_equal(visitor_get(&scene.staff, "/account"), 303);
	assert_int_equal(visitor_get(&scene.staff, "/admin/profile"), 200);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM customer_visits WHERE expires > created + 60000000"), 0);
	close(&scene);
}

static void a_visit_is_no_sign_in_of_the_customer(void **state)
{
	struct scene scene;
	open(&scene, *state);
	assert_int_equal(begin(&scene), 303);
	assert_int_equal(visitor_get(&scene.staff, "/account"), 200);
	assert_int_equal(
		number(&scene, "SELECT COUNT(*) FROM customer_counters WHERE sign_ins > 0 OR last_seen IS NOT NULL"),
		0);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM customer_sign_ins"), 0);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM customer_sessions"), 0);
	close(&scene);
}

static void staff_change_what_the_customer_may_but_how_they_sign_in__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	struct visitor customer = site_account(&scene.site, "ann@x.example");
	assert_int_equal(begin(&scene), 303);
	assert_int_equal(visitor_get(&scene.staff, "/account/phones/new"), 200);
	assert_true(visitor_sees(&scene.staff, "What you change is written down with both names"));
	assert_int_equal(visitor_post(&scene.staff, "/account/phones/new", "number=012-345+6789&country=MY"), 303);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM phones"), 1);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM events WHERE name = 'phone.added' AND actor_kind = 2 AND "
					"acting_as = (SELECT id FROM staff WHERE name = 'owner')"),
			 1);
	static const struct {
		const char *path, *form;
	} theirs[] = {{"/account/password", "old=" SITE_PASSWORD "&password=another-long-one"},
		      {"/account/address", "old=" SITE_PASSWORD "&address=new%40x.example"},
		      {"/account/sessions/end-others", ""},
		      {"/account/download", "old=" SITE_PASSWORD},
		      {"/account/close", "old=" SITE_PASSWORD}};
	for (size_t i = 0; i < sizeof theirs / sizeof *theirs; i++) {
		assert_int_equal(visitor_post(&scene.staff, theirs[i].path, theirs[i].form), 403);
		assert_true(visitor_sees(&scene.staff, "this is left to the customer"));
	}
	assert_int_equal(visitor_get(&customer, "/account"), 200);
	close(&scene);
}

static void nothing_of_whoever_is_not_active_is_changed__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	const struct access_ask nothing = {.until = INSTANT_NONE};
	assert_int_equal(begin(&scene), 303);
	assert_int_equal(access_change(site_fresh(&scene.site), scene.ann, ACCESS_VERB_BLOCK, &nothing), DONE);
	assert_int_equal(visitor_get(&scene.staff, "/account"), 200);
	assert_true(visitor_sees(&scene.staff, "owner, you see the pages of ann@x.example as they do."));
	assert_int_equal(visitor_post(&scene.staff, "/account/phones/new", "number=012-345+6789&country=MY"), 403);
	assert_true(visitor_sees(&scene.staff, "this account is not active"));
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM phones"), 0);
	close(&scene);
}

static void a_visit_ends_after_half_an_hour_and_with_the_session_of_the_staff__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	assert_int_equal(begin(&scene), 303);
	assert_int_equal(visitor_get(&scene.staff, "/account"), 200);
	engine_script(&scene.site.engine, "UPDATE customer_visits SET expires = expires - 1800000000");
	assert_int_equal(visitor_get(&scene.staff, "/account"), 303);
	assert_int_equal(begin(&scene), 303);
	assert_int_equal(visitor_get(&scene.staff, "/account"), 200);
	engine_script(&scene.site.engine, "DELETE FROM staff_sessions");
	assert_int_equal(visitor_get(&scene.staff, "/account"), 303);
	close(&scene);
}

static void who_is_blocked_may_be_looked_at_and_guests_and_the_trash_may_not(void **state)
{
	struct scene scene;
	open(&scene, *state);
	const struct access_ask nothing = {.until = INSTANT_NONE};
	assert_int_equal(access_change(site_fresh(&scene.site), scene.ann, ACCESS_VERB_BLOCK, &nothing), DONE);
	assert_int_equal(begin(&scene), 303);
	assert_int_equal(visitor_get(&scene.staff, "/account"), 200);
	assert_int_equal(access_change(site_fresh(&scene.site), scene.ann, ACCESS_VERB_MAKE_GUEST, &nothing), DONE);
	assert_int_equal(visitor_get(&scene.staff, "/account"), 303);
	assert_int_equal(begin(&scene), 409);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM audit_entries WHERE name = 'customer.visited'"), 1);
	close(&scene);
}

static void it_needs_its_permission_and_a_password_given_lately__8(void **state)
{
	struct scene scene;
	open(&scene, *state);
	struct visitor sales = site_staff(&scene.site, "sales"), auditor = site_staff(&scene.site, "auditor");
	assert_int_equal(visitor_get(&auditor, scene.path.at), 403);
	assert_int_equal(visitor_post(&auditor, scene.path.at, BEGIN), 403);
	engine_script(&scene.site.engine,
		      "UPDATE roles SET permissions = 'customers.read customers.visit' WHERE word = 'sales'");
	assert_int_equal(visitor_get(&sales, scene.path.at), 404);
	assert_int_equal(visitor_post(&scene.staff, scene.path.at, "detail=Ticket+12"), 422);
	assert_int_equal(visitor_post(&scene.staff, scene.path.at, "reason=curious"), 422);
	engine_script(&scene.site.engine, "UPDATE staff_sessions SET confirmed = confirmed - 1860000000");
	assert_int_equal(begin(&scene), 409);
	assert_true(visitor_sees(&scene.staff, "Sign out and in again first."));
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM customer_visits"), 0);
	close(&scene);
}

static void tokens_of_visits_are_kept_as_hashes__12(void **state)
{
	struct scene scene;
	open(&scene, *state);
	assert_int_equal(begin(&scene), 303);
	assert_int_equal(number(&scene, "SELECT COUNT(*) FROM customer_visits WHERE LENGTH(token_hash) = 32"), 1);
	close(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(staff_see_what_the_customer_sees_and_go_back__8),
		ON_BOTH(a_visit_is_no_sign_in_of_the_customer),
		ON_BOTH(staff_change_what_the_customer_may_but_how_they_sign_in__8),
		ON_BOTH(nothing_of_whoever_is_not_active_is_changed__8),
		ON_BOTH(a_visit_ends_after_half_an_hour_and_with_the_session_of_the_staff__8),
		ON_BOTH(who_is_blocked_may_be_looked_at_and_guests_and_the_trash_may_not),
		ON_BOTH(it_needs_its_permission_and_a_password_given_lately__8),
		ON_BOTH(tokens_of_visits_are_kept_as_hashes__12),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
