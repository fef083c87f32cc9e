/* How long a sign-in takes, or asking for a link, says nothing about who has an account: refusals and such answers
 * leave at full quarters of a second (web/route.h). So not even a sign-in that hashes nothing for whoever is unknown is
 * seen. Beyond a quarter the same work counts, which the other stories here and accounts_tries_test.c are about.
 */
#include "features/accounts/accounts.h"

#include "service/passwords.h"
#include "tests/by_clock.h"
#include "tests/mail_peer.h"

#include <dlfcn.h>
#include <sodium.h>
#include <stdatomic.h>

#define NAMES  60
#define BCRYPT "$2a$07$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"

static atomic_bool returns_early; /* nothing is hashed for the name that is asked now */
static atomic_int argon2_runs;

int crypto_pwhash_str_verify(const char str[crypto_pwhash_STRBYTES], const char *passwd, unsigned long long passwdlen)
{
	int (*real)(const char *, const char *, unsigned long long) = NULL;
	*(void **)&real = dlsym(RTLD_NEXT, "crypto_pwhash_str_verify");
	argon2_runs++;
	return returns_early ? -1 : real(str, passwd, passwdlen);
}

static int64_t sign_in_early(struct visitor *visitor, int number, bool known)
{
	struct text form = text_format(visitor->site->arena, "name=%s%d%%40x.example&password=wrong-password",
				       known ? "ann" : "bob", number);
	returns_early = !known;
	return by_clock_post(visitor, "/login", form, 422);
}

static int64_t sign_in_to_the_office(struct visitor *visitor, int number, bool known)
{
	struct text form = text_format(visitor->site->arena, "email=%s&password=wrong-password%d",
				       known ? "owner%40site.example" : "nobody%40site.example", number);
	returns_early = !known;
	return by_clock_post(visitor, "/admin/sign-in", form, 422);
}

static int64_t ask_for_a_link(struct visitor *visitor, int number, bool known)
{
	struct text form = text_format(visitor->site->arena, "name=%s%d%%40x.example", known ? "ann" : "bob", number);
	return by_clock_post(visitor, "/login/forgotten", form, 303);
}

static struct visitor open_accounts(struct site *site, const char *engine)
{
	site_open(site, engine);
	for (int i = 0; i < NAMES; i++)
		site_give_password(site, site_customer(site, text_format(site->arena, "ann%d@x.example", i).at));
	struct visitor visitor = site_visitor(site);
	assert_int_equal(visitor_get(&visitor, "/login"), 200);
	return visitor;
}

/* Everybody's hash becomes as dear as it is outside of tests, which hash as cheaply as can be. */
static void hash_dearly(struct site *site)
{
	struct secret password = {TEXT(SITE_PASSWORD)};
	struct text hash;
	assert_int_equal(passwords_hash(site_fresh(site), password, &hash), DONE);
	engine_script(&site->engine,
		      text_format(site->arena, "UPDATE customer_passwords SET hash = '%.*s'", TEXT_ARG(hash)).at);
}

static void the_clock_does_not_say_at_sign_in_whether_the_name_is_known__10(void **state)
{
	struct site site;
	struct visitor visitor = open_accounts(&site, *state);
	hash_dearly(&site);
	by_clock(&visitor, sign_in_early);
	returns_early = false;
	site_close(&site);
}

static void nor_at_the_sign_in_of_staff__10(void **state)
{
	struct site site;
	site_open(&site, *state);
	(void)site_staff(&site, "owner");
	struct visitor visitor = site_visitor(&site);
	assert_int_equal(visitor_get(&visitor, "/admin/sign-in"), 200);
	by_clock(&visitor, sign_in_to_the_office);
	returns_early = false;
	site_close(&site);
}

static void nor_when_a_link_is_asked_for__10(void **state)
{
	struct site site;
	struct mail_peer peer;
	struct visitor visitor = open_accounts(&site, *state);
	mail_peer_serve(&peer, &site);
	by_clock(&visitor, ask_for_a_link);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM outbox WHERE what = 'account_reset'"),
			 BY_CLOCK_ASKS / 2);
	mail_peer_stop(&peer);
	site_close(&site);
}

/* Half of the customers came with another program's. */
static void names_that_nobody_has_are_checked_with_hashes_of_each_kind__10(void **state)
{
	struct site site;
	struct visitor visitor = open_accounts(&site, *state);
	engine_script(&site.engine, "UPDATE customer_passwords SET hash = '" BCRYPT "', imported = 1"
				    " WHERE customer_id % 2 = 0");
	struct account_ask ask = {.password = {TEXT("wrong-password")}, .place = {.network = TEXT("203.0.113.7")}};
	struct account_entry entry;
	int before = argon2_runs;
	(void)visitor;
	for (int i = 0; i < NAMES; i++) {
		engine_script(&site.engine, "DELETE FROM throttles");
		ask.name = text_format(site.arena, "bob%d@x.example", i);
		assert_int_equal(accounts_sign_in(site_fresh(&site), &ask, &entry), INVALID);
	}
	assert_in_range(argon2_runs - before, NAMES / 6, NAMES * 5 / 6);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(the_clock_does_not_say_at_sign_in_whether_the_name_is_known__10),
		ON_SQLITE(nor_at_the_sign_in_of_staff__10),
		ON_SQLITE(nor_when_a_link_is_asked_for__10),
		ON_BOTH(names_that_nobody_has_are_checked_with_hashes_of_each_kind__10),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
