/* Stories of accounts that were taken over: whose address comes back, and whose does not. Through a real mail server,
 * on both engines. */
#include "features/accounts/accounts.h"

#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#define BASE TEXT("https://crm.example.com")

static int64_t count(struct site *site, const char *of)
{
	return engine_number(&site->engine, text_format(site->arena, "SELECT COUNT(*) FROM %s", of).at);
}

/* Ann's account, her thief's browser, which is signed in, and her own, which is not. */
struct theft {
	struct site site;
	struct mail_peer peer;
	struct visitor thief, ann, owner;
	struct customer_id id;
};

static void theft_open(struct theft *theft, const char *engine)
{
	site_open(&theft->site, engine);
	mail_peer_serve(&theft->peer, &theft->site);
	theft->thief = site_account(&theft->site, "ann@x.example");
	theft->ann = site_visitor(&theft->site);
	theft->owner = site_staff(&theft->site, "owner");
	theft->id.value = engine_number(&theft->site.engine, "SELECT id FROM customers WHERE email = 'ann@x.example'");
}

static void theft_close(struct theft *theft)
{
	mail_peer_stop(&theft->peer);
	site_close(&theft->site);
}

/* In the newest letter to `whom` that has such a link. */
static const char *link_to(struct theft *theft, const char *whom, const char *begins)
{
	struct arena *arena = theft->site.arena;
	struct text envelope = text_format(arena, "Envelope: shop@batik.example -> %s\r\n", whom);
	outbox_run_waiting(theft->site.engine.store, BASE);
	for (size_t i = mail_peer_count(&theft->peer); i; i--) {
		struct text letter = mail_peer_letter(&theft->peer, i);
		if (text_starts(letter, envelope) && text_find(letter, text_of(begins), 0) != SIZE_MAX)
			return mail_peer_path(&theft->peer, letter, begins).at;
	}
	fail_msg("no letter to %s with %s", whom, begins);
	return "";
}

static int follow(struct theft *theft, const char *link)
{
	assert_int_equal(visitor_get(&theft->ann, "/login"), 200);
	return visitor_post(&theft->ann, link, "");
}

/* By whoever has the session and reads mail at the new address. */
static void change(struct theft *theft, const char *to)
{
	struct text form = text_format(theft->site.arena, "address=%s&old=" SITE_PASSWORD, to);
	engine_script(&theft->site.engine, "DELETE FROM throttles");
	assert_int_equal(visitor_get(&theft->thief, "/account/address"), 200);
	assert_int_equal(visitor_post(&theft->thief, "/account/address", form.at), 303);
	assert_int_equal(follow(theft, link_to(theft, to, "/account/address/")), 303);
}

static void staff_set(struct theft *theft, const char *was, const char *address)
{
	struct arena *arena = theft->site.arena;
	struct text path = text_format(arena, "/admin/customers/%lld/edit", (long long)theft->id.value);
	struct text form = text_format(arena, "only=email&was_email=%s&email=%s", was, address);
	assert_int_equal(visitor_get(&theft->owner, path.at), 200);
	assert_int_equal(visitor_post(&theft->owner, path.at, form.at), 303);
}

static void choose_password(struct theft *theft, const char *name)
{
	struct text form = text_format(theft->site.arena, "name=%s", name);
	assert_int_equal(visitor_get(&theft->ann, "/login/forgotten"), 200);
	assert_int_equal(visitor_post(&theft->ann, "/login/forgotten", form.at), 303);
	const char *link = link_to(theft, name, "/login/reset/");
	assert_int_equal(visitor_get(&theft->ann, link), 200);
	assert_int_equal(visitor_post(&theft->ann, link, "password=quite-another-one-88"), 303);
}

static bool is_at(struct theft *theft, const char *address)
{
	return count(&theft->site, text_format(theft->site.arena, "customers WHERE email = '%s'", address).at) == 1;
}

static int64_t told_back(struct theft *theft, const char *address)
{
	return count(&theft->site,
		     text_format(theft->site.arena, "outbox WHERE what = 'account_address_back' AND recipient = '%s'",
				 address)
			     .at);
}

static void who_took_an_account_has_no_way_back_once_staff_have_set_the_address_again__13(void **state)
{
	struct theft theft;
	theft_open(&theft, *state);
	change(&theft, "thief@x.example");
	staff_set(&theft, "thief@x.example", "ann@x.example");
	/* The thief is told, and no more. */
	assert_int_equal(count(&theft.site, "outbox WHERE what = 'account_address_changed'"), 1);
	assert_int_equal(told_back(&theft, "thief@x.example"), 1);
	assert_int_equal(count(&theft.site, "customer_links WHERE purpose = 4 AND address = 'thief@x.example'"), 0);
	/* Hers is there until she has shown that she reads mail there. */
	const char *undo = link_to(&theft, "ann@x.example", "/account/address-undo/");
	assert_int_equal(visitor_get(&theft.ann, undo), 200);
	choose_password(&theft, "ann@x.example");
	assert_int_equal(visitor_get(&theft.ann, undo), 404);
	assert_int_equal(count(&theft.site, "customer_links WHERE purpose = 4"), 0);
	theft_close(&theft);
}

static void long_after_it_is_still_known_which_address_was_there_first__13(void **state)
{
	struct theft theft;
	theft_open(&theft, *state);
	change(&theft, "thief@x.example");
	const char *undo = link_to(&theft, "ann@x.example", "/account/address-undo/");
	engine_script(&theft.site.engine, "UPDATE customer_links SET created = created - 2000000000000, expires = "
					  "expires - 2000000000000");
	assert_int_equal(visitor_get(&theft.ann, undo), 404);
	change(&theft, "second@x.example");
	staff_set(&theft, "second@x.example", "ann@x.example");
	assert_int_equal(told_back(&theft, "second@x.example"), 1);
	assert_int_equal(
		count(&theft.site,
		      "customer_links WHERE purpose = 4 AND address IN ('thief@x.example', 'second@x.example')"),
		0);
	theft_close(&theft);
}

static void a_program_that_sets_the_address_again_leaves_no_way_back_to_the_other__13(void **state)
{
	struct theft theft;
	theft_open(&theft, *state);
	struct visitor shop = site_key(&theft.site, "customers.read customers.write");
	struct text api = text_format(theft.site.arena, "/api/v1/customers/%lld", (long long)theft.id.value);
	change(&theft, "thief@x.example");
	change(&theft, "second@x.example");
	assert_int_equal(count(&theft.site, "customer_links WHERE purpose = 4"), 2);
	assert_int_equal(visitor_send(&shop, "PATCH", api.at, "{\"email\":\"ann@x.example\"}"), 200);
	assert_int_equal(count(&theft.site, "customer_links WHERE purpose = 4"), 1);
	assert_int_equal(count(&theft.site, "customer_links WHERE purpose = 4 AND address = 'ann@x.example'"), 1);
	theft_close(&theft);
}

static void a_way_back_ends_those_of_later_addresses_and_not_of_earlier_ones__13(void **state)
{
	struct theft theft;
	theft_open(&theft, *state);
	change(&theft, "thief@x.example");
	change(&theft, "second@x.example");
	change(&theft, "third@x.example");
	const char *first = link_to(&theft, "ann@x.example", "/account/address-undo/");
	const char *thiefs = link_to(&theft, "thief@x.example", "/account/address-undo/");
	const char *seconds = link_to(&theft, "second@x.example", "/account/address-undo/");
	assert_int_equal(follow(&theft, thiefs), 303);
	assert_true(is_at(&theft, "thief@x.example"));
	assert_int_equal(told_back(&theft, "third@x.example"), 1);
	assert_int_equal(visitor_get(&theft.ann, seconds), 404);
	assert_int_equal(visitor_get(&theft.ann, first), 200);
	assert_int_equal(follow(&theft, first), 303);
	assert_true(is_at(&theft, "ann@x.example"));
	assert_int_equal(told_back(&theft, "thief@x.example"), 1);
	assert_int_equal(follow(&theft, seconds), 404);
	assert_int_equal(count(&theft.site, "customer_links WHERE purpose = 4"), 0);
	theft_close(&theft);
}

static void an_address_that_is_confirmed_again_needs_its_way_back_no_more__13(void **state)
{
	struct theft theft;
	theft_open(&theft, *state);
	change(&theft, "new@x.example");
	const char *undo = link_to(&theft, "ann@x.example", "/account/address-undo/");
	assert_int_equal(visitor_get(&theft.ann, undo), 200);
	change(&theft, "ann@x.example");
	assert_true(is_at(&theft, "ann@x.example"));
	assert_int_equal(told_back(&theft, "new@x.example"), 1);
	assert_int_equal(visitor_get(&theft.ann, undo), 404);
	assert_int_equal(count(&theft.site, "customer_links WHERE purpose = 4"), 0);
	/* The next change has one again. */
	change(&theft, "other@x.example");
	assert_int_equal(follow(&theft, link_to(&theft, "ann@x.example", "/account/address-undo/")), 303);
	assert_true(is_at(&theft, "ann@x.example"));
	theft_close(&theft);
}

static void who_closes_an_account_that_is_not_theirs_leaves_its_owner_a_way_back__13(void **state)
{
	struct theft theft;
	theft_open(&theft, *state);
	change(&theft, "thief@x.example");
	const char *undo = link_to(&theft, "ann@x.example", "/account/address-undo/");
	assert_int_equal(visitor_get(&theft.thief, "/account/close"), 200);
	assert_int_equal(visitor_post(&theft.thief, "/account/close", "old=" SITE_PASSWORD), 303);
	const char *thiefs = link_to(&theft, "thief@x.example", "/come-back/");
	assert_int_equal(follow(&theft, undo), 303);
	ASSERT_TEXT(theft.ann.location, TEXT("/login"));
	assert_int_equal(visitor_get(&theft.ann, "/login"), 200);
	assert_true(visitor_sees(&theft.ann, "opens it again"));
	assert_int_equal(follow(&theft, thiefs), 404);
	assert_int_equal(count(&theft.site, "customers WHERE trashed_at IS NOT NULL"), 1);
	assert_int_equal(follow(&theft, link_to(&theft, "ann@x.example", "/come-back/")), 303);
	assert_int_equal(count(&theft.site, "customers WHERE trashed_at IS NOT NULL"), 0);
	choose_password(&theft, "ann@x.example");
	theft_close(&theft);
}

/* What a thief does in the minute in which no letter has left yet. */
static void warnings_leave_though_the_account_was_closed_before_they_could__13(void **state)
{
	struct theft theft;
	theft_open(&theft, *state);
	change(&theft, "thief@x.example");
	assert_int_equal(visitor_get(&theft.thief, "/account/password"), 200);
	assert_int_equal(
		visitor_post(&theft.thief, "/account/password", "old=" SITE_PASSWORD "&password=quite-another-one-77"),
		303);
	assert_int_equal(visitor_get(&theft.thief, "/account/close"), 200);
	assert_int_equal(visitor_post(&theft.thief, "/account/close", "old=quite-another-one-77"), 303);
	assert_int_equal(count(&theft.site, "outbox WHERE what IN ('account_address_changed', "
					    "'account_password_changed', 'account_closed') AND state = 0"),
			 3);
	assert_int_equal(count(&theft.site, "outbox WHERE state = 6"), 0);
	assert_int_equal(follow(&theft, link_to(&theft, "ann@x.example", "/account/address-undo/")), 303);
	assert_int_equal(follow(&theft, link_to(&theft, "ann@x.example", "/come-back/")), 303);
	assert_int_equal(count(&theft.site, "customers WHERE trashed_at IS NOT NULL"), 0);
	/* The password that the thief has chosen lets nobody in. */
	struct visitor again = site_visitor(&theft.site);
	assert_int_equal(visitor_get(&again, "/login"), 200);
	assert_int_equal(visitor_post(&again, "/login", "name=ann%40x.example&password=quite-another-one-77"), 422);
	choose_password(&theft, "ann@x.example");
	theft_close(&theft);
}

static void whom_staff_have_put_into_the_trash_nobody_takes_out_by_a_way_back(void **state)
{
	struct theft theft;
	theft_open(&theft, *state);
	change(&theft, "new@x.example");
	const char *undo = link_to(&theft, "ann@x.example", "/account/address-undo/");
	struct text path = text_format(theft.site.arena, "/admin/customers/%lld", (long long)theft.id.value);
	assert_int_equal(visitor_get(&theft.owner, path.at), 200);
	assert_int_equal(visitor_post(&theft.owner, text_join(theft.site.arena, path, TEXT("/trash")).at, ""), 303);
	assert_int_equal(follow(&theft, undo), 303);
	assert_int_equal(count(&theft.site, "customer_links WHERE purpose = 6"), 0);
	theft_close(&theft);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(who_took_an_account_has_no_way_back_once_staff_have_set_the_address_again__13),
		ON_BOTH(long_after_it_is_still_known_which_address_was_there_first__13),
		ON_BOTH(a_program_that_sets_the_address_again_leaves_no_way_back_to_the_other__13),
		ON_BOTH(a_way_back_ends_those_of_later_addresses_and_not_of_earlier_ones__13),
		ON_BOTH(an_address_that_is_confirmed_again_needs_its_way_back_no_more__13),
		ON_BOTH(who_closes_an_account_that_is_not_theirs_leaves_its_owner_a_way_back__13),
		ON_BOTH(warnings_leave_though_the_account_was_closed_before_they_could__13),
		ON_BOTH(whom_staff_have_put_into_the_trash_nobody_takes_out_by_a_way_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
