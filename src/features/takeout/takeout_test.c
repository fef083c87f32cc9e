/* Stories of customers who take their data with them; on both engines. */
#include "features/takeout/takeout.h"

#include "features/attributes/attributes.h"
#include "features/files/files.h"
#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#include <zip.h>

/* A part of the zip that was answered; none when it is not there. */
static struct text part(struct visitor *visitor, const char *name)
{
	zip_source_t *source = zip_source_buffer_create(visitor->body.at, visitor->body.size, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	zip_stat_t stat;
	assert_non_null(zip);
	struct text content = TEXT_NONE;
	if (zip_stat(zip, name, 0, &stat) == 0) {
		char *at = arena_take(visitor->site->arena, stat.size + 1);
		zip_file_t *file = zip_fopen(zip, name, 0);
		assert_int_equal(zip_fread(file, at, stat.size), stat.size);
		zip_fclose(file);
		content = (struct text){at, stat.size};
	}
	zip_discard(zip);
	return content;
}

static bool holds(struct text content, const char *words)
{
	return text_find(content, text_of(words), 0) != SIZE_MAX;
}

static struct attribute_id attribute(struct site *site, const char *word, bool visible, bool personal)
{
	struct attribute_id id;
	const struct attribute_ask ask = {.word = text_of(word),
					  .labels = {text_of(word)},
					  .active = true,
					  .visible = visible,
					  .personal = personal};
	assert_int_equal(attributes_add(site_fresh(site), &ask, &id), DONE);
	return id;
}

static void customers_take_everything_of_theirs_and_nothing_of_the_teams__1_A14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example"), owner = site_staff(&site, "owner");
	site_account(&site, "ben@x.example");
	struct customer_id id = {engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'ann@x.example'")};
	attribute(&site, "size", true, false);
	attribute(&site, "shoes", false, true);
	attribute(&site, "rating", false, false);
	const struct text values = TEXT("{\"size\":\"XL\",\"shoes\":\"forty-two\",\"rating\":\"awful\"}");
	assert_int_equal(attributes_set_object(site_fresh(&site), id, values), DONE);
	const char *page = text_format(site.arena, "/admin/customers/%lld", (long long)id.value).at;
	assert_int_equal(visitor_get(&owner, page), 200);
	assert_int_equal(visitor_post(&owner, text_format(site.arena, "%s/notes", page).at, "body=Complains+a+lot"),
			 303);
	const struct bytes content = {(const unsigned char *)"the contract", 12};
	assert_int_equal(visitor_send_file(&owner, text_format(site.arena, "%s/files", page).at, "file", "contract.txt",
					   content),
			 303);
	assert_int_equal(visitor_get(&ann, "/account/download"), 200);
	assert_int_equal(visitor_post(&ann, "/account/download", "old=wrong-password"), 422);
	assert_int_equal(visitor_post(&ann, "/account/download", "old=" SITE_PASSWORD), 200);
	ASSERT_TEXT(visitor_header(&ann, "Content-Type"), TEXT("application/zip"));
	struct text json = part(&ann, "data.json"), html = part(&ann, "data.html");
	assert_true(holds(json, "\"login\":\"ann@x.example\"") && holds(html, "ann@x.example"));
	assert_true(holds(json, "XL") && holds(json, "forty-two"));
	assert_true(holds(json, "\"sign_ins\":[{"));
	assert_false(holds(json, "awful") || holds(html, "awful"));
	assert_false(holds(json, "Complains") || holds(html, "Complains"));
	assert_false(holds(json, "ben@x.example") || holds(html, "ben@x.example"));
	ASSERT_TEXT(part(&ann, "files/1 contract.txt"), TEXT("the contract"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'customer.data_taken'"),
			 1);
	site_close(&site);
}

/* ---- whoever may not sign in ---- */

static const struct access_ask nothing = {.until = INSTANT_NONE};

static void close_off(struct site *site, const char *name, enum access_verb verb)
{
	assert_int_equal(access_change(site_fresh(site), site_customer(site, name), verb, &nothing), DONE);
}

static int ask(struct visitor *visitor, const char *name)
{
	struct text form = text_format(visitor->site->arena, "name=%s", name);
	assert_int_equal(visitor_get(visitor, "/login/data"), 200);
	return visitor_post(visitor, "/login/data", form.at);
}

static const char *link_of(struct site *site, struct mail_peer *peer)
{
	outbox_run_waiting(site->engine.store, TEXT("https://crm.example.com"));
	return mail_peer_path(peer, mail_peer_letter(peer, mail_peer_count(peer)), "/login/data-link/").at;
}

static void whoever_is_blocked_gets_their_data_by_a_link_that_works_once__12(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	site_account(&site, "ben@x.example");
	struct customer_id ann = site_customer(&site, "ann@x.example");
	struct visitor visitor = site_visitor(&site);
	site_give_password(&site, ann);
	assert_int_equal(access_change(site_fresh(&site), ann, ACCESS_VERB_BLOCK, &nothing), DONE);
	assert_int_equal(visitor_get(&visitor, "/login"), 200);
	assert_int_equal(visitor_post(&visitor, "/login", "name=ann%40x.example&password=" SITE_PASSWORD), 403);
	assert_true(visitor_sees(&visitor, "href=\"/login/data\""));
	assert_int_equal(ask(&visitor, "ann%40x.example"), 303);
	const char *path = link_of(&site, &peer);
	assert_int_equal(mail_peer_count(&peer), 1);
	assert_int_equal(visitor_get(&visitor, path), 200);
	assert_int_equal(visitor_get(&visitor, path), 200);
	assert_int_equal(visitor_post(&visitor, path, ""), 200);
	ASSERT_TEXT(visitor_header(&visitor, "Content-Type"), TEXT("application/zip"));
	struct text json = part(&visitor, "data.json");
	assert_true(holds(json, "\"login\":\"ann@x.example\""));
	assert_false(holds(json, "ben@x.example"));
	assert_int_equal(engine_number(&site.engine,
				       "SELECT COUNT(*) FROM events WHERE name = 'customer.data_taken' AND "
				       "actor_kind = 2"),
			 1);
	assert_int_equal(visitor_get(&visitor, path), 404);
	assert_int_equal(visitor_post(&visitor, path, ""), 404);
	/* It opens nothing else. */
	assert_int_equal(visitor_get(&visitor, "/account"), 303);
	assert_int_equal(ask(&visitor, "ann%40x.example"), 303);
	path = link_of(&site, &peer);
	assert_int_equal(customers_trash(site_fresh(&site), ann, TEXT("x")), DONE);
	assert_int_equal(visitor_get(&visitor, path), 404);
	assert_int_equal(visitor_post(&visitor, path, ""), 404);
	mail_peer_stop(&peer);
	site_close(&site);
}

static void asking_for_data_tells_nobody_whom_there_is_and_is_limited__10_15(void **state)
{
	static const char *const names[] = {"blocked%40x.example", "ann%40x.example",     "nobody%40x.example",
					    "guest%40x.example",   "trashed%40x.example", "no+address"};
	struct mail_peer peer;
	struct site site;
	struct text first = TEXT_NONE;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	site_account(&site, "ann@x.example");
	close_off(&site, "blocked@x.example", ACCESS_VERB_BLOCK);
	close_off(&site, "guest@x.example", ACCESS_VERB_MAKE_GUEST);
	close_off(&site, "trashed@x.example", ACCESS_VERB_BLOCK);
	struct customer_id trashed = {
		engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'trashed@x.example'")};
	assert_int_equal(customers_trash(site_fresh(&site), trashed, TEXT("x")), DONE);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct visitor visitor = site_visitor(&site);
		assert_int_equal(ask(&visitor, names[i]), 303);
		ASSERT_TEXT(visitor.location, TEXT("/login/data/sent"));
		first = text_is_none(first) ? visitor.head : first;
		assert_int_equal(visitor.head.size, first.size);
	}
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM outbox"), 1);
	struct visitor visitor = site_visitor(&site);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(ask(&visitor, "blocked%40x.example"), 303);
		assert_int_equal(ask(&visitor, "nobody%40x.example"), 303);
	}
	assert_int_equal(ask(&visitor, "blocked%40x.example"), 429);
	assert_int_equal(ask(&visitor, "nobody%40x.example"), 429);
	mail_peer_stop(&peer);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(customers_take_everything_of_theirs_and_nothing_of_the_teams__1_A14),
		ON_BOTH(whoever_is_blocked_gets_their_data_by_a_link_that_works_once__12),
		ON_BOTH(asking_for_data_tells_nobody_whom_there_is_and_is_limited__10_15),
	};
	return cmocka_run_group_tests_name("takeout", tests, NULL, NULL);
}
