/* Stories of open pages over a real socket, on both engines: who is there, what changes, and when it ends. */
#include "features/customers/customers.h"
#include "tests/listening.h"
#include "web/live_parts.h"
#include "web/web.h"

#include <unistd.h>

struct world {
	struct site site;
	struct visitor owner, sales;
	struct customer_id farah;
};

static void world_open(struct world *world, void **state)
{
	const struct customer_change change = {CUSTOMER_FIELD_FIRST_NAME, TEXT("Farah"), TEXT_NONE};
	site_open(&world->site, *state);
	assert_int_equal(customers_add(site_fresh(&world->site),
				       &(struct customer_adding){.changes = &change, .count = 1}, &world->farah),
			 DONE);
	world->owner = site_staff(&world->site, "owner");
	world->sales = site_staff(&world->site, "sales");
	engine_script(&world->site.engine, "UPDATE customers SET representative_id = (SELECT id FROM staff WHERE email "
					   "LIKE 'sales%')");
}

static struct text topic_of(struct world *world, const char *doing)
{
	return text_format(world->site.arena, "customer/%lld%s", (long long)world->farah.value, doing);
}

static void listen_to(struct world *world, struct listening *listening, const struct visitor *visitor,
		      const char *doing)
{
	listening_start(listening, visitor, world->site.port, topic_of(world, doing).at);
}

/* ---- stories ---- */

static void two_who_look_at_a_customer_see_each_other(void **state)
{
	struct world world;
	struct listening first, second, third;
	world_open(&world, state);
	listen_to(&world, &first, &world.owner, "");
	assert_true(listening_hears(&first, "\"people\":[]"));
	listen_to(&world, &second, &world.sales, "");
	assert_true(listening_hears(&first, "\"people\":[{\"name\":\"sales\",\"editing\":false}]"));
	assert_true(listening_hears(&second, "\"people\":[{\"name\":\"owner\",\"editing\":false}]"));
	/* A second page of the same person, where they edit. */
	listen_to(&world, &third, &world.sales, "/editing");
	assert_true(listening_hears(&first, "\"people\":[{\"name\":\"sales\",\"editing\":true}]"));
	listening_stop(&third);
	listening_stop(&second);
	assert_true(listening_hears(&first, "\"people\":[]"));
	listening_stop(&first);
	site_close(&world.site);
}

static void what_changes_is_told_in_the_listeners_language(void **state)
{
	struct world world;
	struct listening listening;
	world_open(&world, state);
	engine_script(&world.site.engine, "UPDATE staff SET language = 'de' WHERE email LIKE 'sales%'");
	struct text page = text_format(world.site.arena, "/admin/customers/%lld", (long long)world.farah.value);
	listen_to(&world, &listening, &world.sales, "");
	assert_true(listening_hears(&listening, "event: who"));
	assert_int_equal(visitor_get(&world.owner, page.at), 200);
	assert_int_equal(visitor_post(&world.owner, text_join(world.site.arena, page, TEXT("/edit")).at, "title=Dr."),
			 303);
	assert_true(listening_hears(&listening, "owner hat diesen Kunden geändert: Angaben geändert."));
	/* What was refused changed nothing. */
	assert_int_equal(
		visitor_post(&world.owner, text_join(world.site.arena, page, TEXT("/edit")).at, "country=Atlantis"),
		422);
	struct visitor shop = site_key(&world.site, "customers.write customers.read");
	struct text api = text_format(world.site.arena, "/api/v1/customers/%lld", (long long)world.farah.value);
	assert_int_equal(visitor_send(&shop, "PATCH", api.at, "{\"title\":\"Prof.\"}"), 200);
	assert_true(listening_hears(&listening, "Jemand anderes hat diesen Kunden geändert: Angaben geändert."));
	listening_stop(&listening);
	site_close(&world.site);
}

static void a_stream_ends_with_its_session(void **state)
{
	struct world world;
	struct listening listening;
	world_open(&world, state);
	listen_to(&world, &listening, &world.sales, "");
	assert_true(listening_hears(&listening, "event: who"));
	engine_script(&world.site.engine, "DELETE FROM staff_sessions WHERE staff_id = (SELECT id FROM staff WHERE "
					  "email LIKE 'sales%')");
	int64_t before = monotonic_ns();
	assert_true(listening_ends(&listening));
	assert_true(monotonic_ns() - before < 5 * INT64_C(1000000000));
	listening_stop(&listening);
	site_close(&world.site);
}

static void a_stream_ends_with_the_right_to_see(void **state)
{
	static const char *const takings[] = {
		"UPDATE customers SET representative_id = NULL",
		"UPDATE roles SET permissions = 'notes.read' WHERE word = 'sales'",
		"UPDATE staff SET active = 0 WHERE email LIKE 'sales%'",
	};
	for (size_t i = 0; i < sizeof takings / sizeof *takings; i++) {
		struct world world;
		struct listening listening;
		world_open(&world, state);
		listen_to(&world, &listening, &world.sales, "");
		assert_true(listening_hears(&listening, "event: who"));
		engine_script(&world.site.engine, takings[i]);
		assert_true(listening_ends(&listening));
		listening_stop(&listening);
		site_close(&world.site);
	}
}

static void nothing_is_heard_of_those_out_of_sight(void **state)
{
	struct world world;
	world_open(&world, state);
	engine_script(&world.site.engine, "UPDATE customers SET representative_id = NULL");
	struct text path = text_format(world.site.arena, "/admin/live?topic=%s", topic_of(&world, "").at);
	assert_int_equal(visitor_get(&world.sales, path.at), 404);
	assert_int_equal(visitor_get(&world.owner, "/admin/live?topic=customer/999999"), 404);
	/* What concerns one person alone is theirs alone. */
	path = text_format(
		world.site.arena, "/admin/live?topic=staff/%lld",
		(long long)engine_number(&world.site.engine, "SELECT id FROM staff WHERE email LIKE 'sales%'"));
	assert_int_equal(visitor_get(&world.owner, path.at), 404);
	assert_int_equal(visitor_get(&world.owner, "/admin/live?topic=nonsense"), 404);
	struct visitor nobody = site_visitor(&world.site);
	assert_int_equal(visitor_get(&nobody, path.at), 303);
	site_close(&world.site);
}

static void an_open_stream_is_no_use_of_the_session(void **state)
{
	struct world world;
	struct listening listening;
	world_open(&world, state);
	engine_script(&world.site.engine, "UPDATE staff_sessions SET seen = 1");
	listen_to(&world, &listening, &world.owner, "");
	assert_true(listening_hears(&listening, "event: who"));
	engine_script(&world.site.engine, "UPDATE staff_sessions SET seen = 1");
	usleep(2500000);
	assert_int_equal(engine_number(&world.site.engine, "SELECT MAX(seen) FROM staff_sessions"), 1);
	listening_stop(&listening);
	site_close(&world.site);
}

static void a_browser_has_one_stream_and_moves_at_once(void **state)
{
	struct world world;
	struct listening owner, before, after;
	world_open(&world, state);
	listen_to(&world, &owner, &world.owner, "");
	assert_true(listening_hears(&owner, "event: who"));
	listen_to(&world, &before, &world.sales, "/editing&browser=b1");
	assert_true(listening_hears(&owner, "\"editing\":true"));
	listen_to(&world, &after, &world.sales, "&browser=b1");
	assert_true(listening_hears(&owner, "\"editing\":false"));
	assert_true(listening_ends(&before));
	assert_int_equal(visitor_get(&world.sales, "/admin/live?browser=b1"), 404);
	assert_true(listening_hears(&owner, "\"people\":[]"));
	assert_true(listening_ends(&after));
	listening_stop(&owner);
	listening_stop(&before);
	listening_stop(&after);
	site_close(&world.site);
}

/* A second server on the same database. */
static void two_servers_are_one(void **state)
{
	struct world world;
	struct listening here, there;
	struct web *web;
	struct http_server *server;
	struct text why;
	world_open(&world, state);
	const struct web_options options = {.store = world.site.engine.store, .base_url = TEXT("http://localhost")};
	assert_int_equal(web_open(&options, &web), DONE);
	const struct http_options http = {.listen = TEXT("127.0.0.1:0"),
					  .workers = 4,
					  .beat_ms = 200,
					  .handle = web_handle,
					  .body_rule = web_body_limit,
					  .state = web};
	assert_int_equal(http_start(&http, &server, &why), DONE);
	listen_to(&world, &here, &world.owner, "");
	assert_true(listening_hears(&here, "event: who"));
	listening_start(&there, &world.sales, http_port(server), topic_of(&world, "/editing").at);
	assert_true(listening_hears(&here, "\"people\":[{\"name\":\"sales\",\"editing\":true}]"));
	assert_true(listening_hears(&there, "\"people\":[{\"name\":\"owner\",\"editing\":false}]"));
	struct text path = text_format(world.site.arena, "/admin/customers/%lld/edit", (long long)world.farah.value);
	assert_int_equal(visitor_get(&world.owner, path.at), 200);
	assert_int_equal(visitor_post(&world.owner, path.at, "title=Dr."), 303);
	assert_true(listening_hears(&there, "event: changed"));
	listening_stop(&there);
	assert_true(listening_hears(&here, "\"people\":[]"));
	listening_stop(&here);
	assert_true(http_stop(server, 10));
	web_close(web);
	site_close(&world.site);
}

/* What is being told when it ends needs the connection to the others to the end; when that is, is chance. */
static void a_server_may_end_while_it_tells_the_others(void **state)
{
	struct engine engine;
	struct live_web *live;
	engine_open(&engine, *state);
	for (size_t round = 0; round < 50; round++) {
		live = live_web_open(engine.store);
		for (size_t i = 0; i < 10000; i++)
			live_move(live, TEXT("customer/1"));
		live_web_close(live);
	}
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(two_who_look_at_a_customer_see_each_other),
		ON_BOTH(what_changes_is_told_in_the_listeners_language),
		ON_BOTH(a_stream_ends_with_its_session),
		ON_BOTH(a_stream_ends_with_the_right_to_see),
		ON_BOTH(nothing_is_heard_of_those_out_of_sight),
		ON_BOTH(an_open_stream_is_no_use_of_the_session),
		ON_BOTH(a_browser_has_one_stream_and_moves_at_once),
		ON_POSTGRES(two_servers_are_one),
		ON_POSTGRES(a_server_may_end_while_it_tells_the_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
