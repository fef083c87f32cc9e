/* Stories of customers who close their account: out at once, back by the link, gone a month later. On both engines. */
#include "features/closing/closing.h"

#include "features/settings/settings.h"
#include "server/outbox.h"
#include "tests/mail_peer.h"
#include "tests/site.h"

#define BASE TEXT("https://crm.example.com")

static int64_t count(struct site *site, const char *of)
{
	return engine_number(&site->engine, text_format(site->arena, "SELECT COUNT(*) FROM %s", of).at);
}

static int sign_in(struct site *site)
{
	struct visitor visitor = site_visitor(site);
	assert_int_equal(visitor_get(&visitor, "/login"), 200);
	return visitor_post(&visitor, "/login", "name=ann%40x.example&password=" SITE_PASSWORD);
}

static void who_closes_the_account_is_out_at_once_and_comes_back_by_the_link(void **state)
{
	struct mail_peer peer;
	struct site site;
	site_open(&site, *state);
	mail_peer_serve(&peer, &site);
	struct visitor ann = site_account(&site, "ann@x.example"), other = site_account(&site, "ann@x.example");
	struct visitor nobody = site_visitor(&site), owner = site_staff(&site, "owner");
	int64_t id = engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'ann@x.example'");
	assert_int_equal(visitor_get(&ann, "/account/close"), 200);
	assert_int_equal(visitor_post(&ann, "/account/close", "old=wrong-password"), 422);
	assert_int_equal(count(&site, "closures"), 0);
	assert_int_equal(visitor_post(&ann, "/account/close", "old=" SITE_PASSWORD), 303);
	ASSERT_TEXT(ann.location, TEXT("/account-closed?mailed=yes"));
	assert_int_equal(visitor_get(&ann, "/account-closed?mailed=yes"), 200);
	assert_true(visitor_sees(&ann, "the link that we have mailed to you"));
	assert_int_equal(count(&site, "customer_sessions"), 0);
	assert_int_equal(visitor_get(&other, "/account"), 303);
	assert_int_equal(sign_in(&site), 403);
	assert_int_equal(count(&site, "events WHERE name = 'customer.trashed' AND actor_kind = 2"), 1);
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers/%lld", (long long)id).at), 200);
	assert_true(visitor_sees(&owner, "The customer has closed the account on"));
	outbox_run_waiting(site.engine.store, BASE);
	const char *path = mail_peer_path(&peer, mail_peer_letter(&peer, mail_peer_count(&peer)), "/come-back/").at;
	assert_int_equal(visitor_get(&nobody, path), 200);
	assert_int_equal(sign_in(&site), 403);
	assert_int_equal(visitor_post(&nobody, path, ""), 303);
	assert_int_equal(visitor_post(&nobody, path, ""), 404);
	assert_int_equal(count(&site, "closures"), 0);
	assert_int_equal(sign_in(&site), 303);
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers/%lld", (long long)id).at), 200);
	assert_false(visitor_sees(&owner, "The customer has closed the account on"));
	mail_peer_stop(&peer);
	site_close(&site);
}

static void without_mail_nobody_is_told_of_a_letter_and_the_office_reads_who_it_was(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example"), owner = site_staff(&site, "owner");
	int64_t id = engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'ann@x.example'");
	assert_int_equal(visitor_get(&ann, "/account/close"), 200);
	assert_true(visitor_sees(&ann, "we can bring you back when you contact us"));
	assert_int_equal(visitor_post(&ann, "/account/close", "old=" SITE_PASSWORD), 303);
	ASSERT_TEXT(ann.location, TEXT("/account-closed"));
	assert_int_equal(visitor_get(&ann, "/account-closed"), 200);
	assert_false(visitor_sees(&ann, "mailed"));
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers/%lld", (long long)id).at), 200);
	assert_true(visitor_sees(&owner, "The customer, "));
	assert_false(visitor_sees(&owner, "The system, "));
	site_close(&site);
}

static void after_thirty_days_everything_goes_but_of_whom_staff_restored(void **state)
{
	struct site site;
	struct closing_sweep sweep = {0};
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example"), ben = site_account(&site, "ben@x.example");
	struct customer_id id = {engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'ben@x.example'")};
	assert_int_equal(visitor_get(&ann, "/account/close"), 200);
	assert_int_equal(visitor_post(&ann, "/account/close", "old=" SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&ben, "/account/close"), 200);
	assert_int_equal(visitor_post(&ben, "/account/close", "old=" SITE_PASSWORD), 303);
	assert_int_equal(customers_restore(site_fresh(&site), id), DONE);
	engine_script(&site.engine, "UPDATE closures SET at = at - 2591000000000");
	assert_int_equal(closing_remove_old(site_fresh(&site), 100, &sweep), DONE);
	assert_int_equal(sweep.seen, 0);
	engine_script(&site.engine, "UPDATE closures SET at = at - 2000000000");
	assert_int_equal(closing_remove_old(site_fresh(&site), 100, &sweep), DONE);
	assert_int_equal(sweep.seen, 1);
	assert_int_equal(count(&site, "customers WHERE login = 'ann@x.example'"), 0);
	assert_int_equal(count(&site, "claims WHERE value = 'ann@x.example'"), 0);
	assert_int_equal(count(&site, "customers WHERE login = 'ben@x.example'"), 1);
	assert_int_equal(count(&site, "audit_entries WHERE name = 'customer.erased'"), 1);
	site_close(&site);
}

static void the_trash_is_emptied_after_the_days_that_the_business_wants__1_M4(void **state)
{
	struct site site;
	struct closing_sweep sweep = {0};
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example");
	struct customer_id old = site_customer(&site, "Old"), fresh = site_customer(&site, "Fresh"),
			   back = site_customer(&site, "Back"), active = site_customer(&site, "Active");
	const struct setting_value days = {SETTING_TRASH_DAYS, TEXT("3")};
	assert_int_equal(settings_change(site_fresh(&site), &days, 1), DONE);
	assert_int_equal(visitor_get(&ann, "/account/close"), 200);
	assert_int_equal(visitor_post(&ann, "/account/close", "old=" SITE_PASSWORD), 303);
	assert_int_equal(customers_trash(site_fresh(&site), old, TEXT("")), DONE);
	assert_int_equal(customers_trash(site_fresh(&site), fresh, TEXT("")), DONE);
	assert_int_equal(customers_trash(site_fresh(&site), back, TEXT("")), DONE);
	assert_int_equal(customers_restore(site_fresh(&site), back), DONE);
	assert_int_equal(closing_empty_trash(site_fresh(&site), 100, &sweep), DONE);
	assert_int_equal(sweep.seen, 0);
	/* Three days ago; whoever closed the account themselves has thirty. */
	engine_script(&site.engine, text_format(site.arena,
						"UPDATE customers SET trashed_at = trashed_at - 259300000000 "
						"WHERE trashed_at IS NOT NULL AND id <> %lld",
						(long long)fresh.value)
					    .at);
	assert_int_equal(closing_empty_trash(site_fresh(&site), 100, &sweep), DONE);
	assert_int_equal(sweep.seen, 1);
	assert_int_equal(count(&site, text_format(site.arena, "customers WHERE id = %lld", (long long)old.value).at),
			 0);
	assert_int_equal(
		count(&site, text_format(site.arena, "customers WHERE id IN (%lld, %lld, %lld)", (long long)fresh.value,
					 (long long)back.value, (long long)active.value)
				     .at),
		3);
	assert_int_equal(count(&site, "customers WHERE login = 'ann@x.example'"), 1);
	assert_int_equal(count(&site, "audit_entries WHERE name = 'customer.erased'"), 1);
	site_close(&site);
}

/* Whoever's name is Broken cannot be deleted. */
static void break_one(struct site *site)
{
	engine_script(&site->engine,
		      store_is_postgres(site->engine.store)
			      ? "CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS "
				"$$BEGIN RAISE EXCEPTION 'broken' USING ERRCODE = 'check_violation'; END$$;"
				"CREATE TRIGGER break BEFORE DELETE ON customers FOR EACH ROW "
				"WHEN (old.first_name = 'Broken') EXECUTE FUNCTION break()"
			      : "CREATE TRIGGER break BEFORE DELETE ON customers WHEN old.first_name = 'Broken' "
				"BEGIN SELECT RAISE(ABORT, 'broken'); END");
}

static void mend(struct site *site)
{
	engine_script(&site->engine,
		      store_is_postgres(site->engine.store) ? "DROP FUNCTION break() CASCADE" : "DROP TRIGGER break");
}

/* One after the other, as the smallest of batches: one that breaks must not be all that is ever tried. */
static int64_t sweep(struct site *site, enum outcome (*batch)(struct context *, int64_t, struct closing_sweep *))
{
	struct closing_sweep sweep = {0};
	int64_t seen = 0;
	do {
		assert_int_equal(batch(site_fresh(site), 1, &sweep), DONE);
		seen += sweep.seen;
	} while (sweep.seen);
	return seen;
}

static void who_cannot_be_deleted_keeps_nobody_else_and_is_tried_again(void **state)
{
	struct site site;
	site_open(&site, *state);
	const struct setting_value days = {SETTING_TRASH_DAYS, TEXT("3")};
	assert_int_equal(settings_change(site_fresh(&site), &days, 1), DONE);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(customers_trash(site_fresh(&site), site_customer(&site, "Broken"), TEXT("")), DONE);
		assert_int_equal(customers_trash(site_fresh(&site), site_customer(&site, "Sound"), TEXT("")), DONE);
	}
	engine_script(&site.engine, "UPDATE customers SET trashed_at = 1 WHERE trashed_at IS NOT NULL");
	engine_script(&site.engine, "INSERT INTO closures (customer_id, at) SELECT id, 1 FROM customers "
				    "WHERE trashed_at IS NOT NULL ORDER BY id DESC LIMIT 2");
	break_one(&site);
	assert_int_equal(sweep(&site, closing_empty_trash), 2);
	assert_int_equal(count(&site, "customers WHERE trashed_at IS NOT NULL"), 3);
	assert_int_equal(sweep(&site, closing_remove_old), 2);
	assert_int_equal(count(&site, "customers WHERE trashed_at IS NOT NULL AND first_name = 'Broken'"), 2);
	assert_int_equal(count(&site, "customers WHERE first_name = 'Sound'"), 0);
	mend(&site);
	assert_int_equal(sweep(&site, closing_empty_trash), 1);
	assert_int_equal(sweep(&site, closing_remove_old), 1);
	assert_int_equal(count(&site, "customers WHERE trashed_at IS NOT NULL"), 0);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(who_closes_the_account_is_out_at_once_and_comes_back_by_the_link),
		ON_BOTH(without_mail_nobody_is_told_of_a_letter_and_the_office_reads_who_it_was),
		ON_BOTH(after_thirty_days_everything_goes_but_of_whom_staff_restored),
		ON_BOTH(the_trash_is_emptied_after_the_days_that_the_business_wants__1_M4),
		ON_BOTH(who_cannot_be_deleted_keeps_nobody_else_and_is_tried_again),
	};
	return cmocka_run_group_tests_name("closing", tests, NULL, NULL);
}
