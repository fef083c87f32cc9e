/* Stories of guessing: a name that nobody has is answered like one of a customer, and tries are counted. Over the
 * socket, on both engines. */
#include "features/accounts/accounts.h"

#include "features/access/access.h"
#include "format/url.h"
#include "tests/site.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>

/* Time is counted in runs of Argon2: nothing else that an answer waits for can be seen from outside. */
static atomic_int argon2_runs;

int crypto_pwhash_str_verify(const char str[crypto_pwhash_STRBYTES], const char *passwd, unsigned long long passwdlen)
{
	int (*real)(const char *, const char *, unsigned long long) = NULL;
	*(void **)&real = dlsym(RTLD_NEXT, "crypto_pwhash_str_verify");
	argon2_runs++;
	return real(str, passwd, passwdlen);
}

/* ---- finding out who is there ---- */

/* The page without what was typed and without the values of its forms. */
static struct text without(struct visitor *visitor, struct text body, struct text what)
{
	size_t at = text_find(body, what, 0);
	if (at == SIZE_MAX)
		return body;
	return text_join(visitor->site->arena, text_slice(body, 0, at),
			 without(visitor, text_slice(body, at + what.size, SIZE_MAX), what));
}

static void whoever_is_not_let_in_for_the_password_is_answered_alike__10(void **state)
{
	static const char *const names[] = {"ann@x.example",     "nobody@x.example",     "guest@x.example",
					    "blocked@x.example", "nopassword@x.example", "not an address"};
	const struct access_ask none = {.reason = TEXT(""), .message = TEXT("")};
	struct site site;
	struct text first = TEXT_NONE;
	site_open(&site, *state);
	site_customer_with_password(&site, "ann@x.example");
	struct customer_id guest = site_customer_with_password(&site, "guest@x.example"),
			   blocked = site_customer_with_password(&site, "blocked@x.example");
	site_customer(&site, "nopassword@x.example");
	assert_int_equal(access_change(site_fresh(&site), guest, ACCESS_VERB_MAKE_GUEST, &none), DONE);
	assert_int_equal(access_change(site_fresh(&site), blocked, ACCESS_VERB_BLOCK, &none), DONE);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct visitor visitor = site_visitor(&site);
		struct text encoded = url_encode(site.arena, text_of(names[i]));
		argon2_runs = 0;
		assert_int_equal(visitor_sign_in(&visitor, encoded.at, "some-wrong-password"), 422);
		assert_int_equal(argon2_runs, 1);
		struct text body = without(&visitor, without(&visitor, visitor.body, visitor.csrf), text_of(names[i]));
		if (text_is_none(first))
			first = body;
		ASSERT_TEXT(body, first);
	}
	/* The right one costs as much. */
	struct visitor visitor = site_visitor(&site);
	argon2_runs = 0;
	assert_int_equal(visitor_sign_in(&visitor, "ann%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(argon2_runs, 1);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customer_sign_ins"), 1);
	site_close(&site);
}

static void too_many_tries_are_refused_after_a_restart_too__15(void **state)
{
	struct site site, again;
	site_open(&site, *state);
	site_customer_with_password(&site, "ann@x.example");
	struct visitor visitor = site_visitor(&site);
	for (int i = 0; i < 10; i++)
		assert_int_equal(visitor_sign_in(&visitor, "ann%40x.example", "wrong-password"), 422);
	assert_int_equal(visitor_sign_in(&visitor, "ANN%40x.example", SITE_PASSWORD), 429);
	assert_true(visitor_sees(&visitor, "Too many attempts."));
	site_open_on(&again, &site.engine);
	struct visitor later = site_visitor(&again);
	assert_int_equal(visitor_sign_in(&later, "ann%40x.example", SITE_PASSWORD), 429);
	site_close(&again);
	/* From elsewhere they are let in: nobody locks another out for good. */
	engine_script(&site.engine, "UPDATE throttles SET name = 'login:203.0.113.7:ann@x.example' "
				    "WHERE name = 'login:127.0.0.1:ann@x.example'");
	assert_int_equal(visitor_sign_in(&visitor, "ann%40x.example", SITE_PASSWORD), 303);
	/* An address of the network that tries many names. */
	engine_script(&site.engine, "UPDATE throttles SET used = 50 WHERE name = 'login:address:127.0.0.1'");
	struct visitor many = site_visitor(&site);
	assert_int_equal(visitor_sign_in(&many, "somebody%40x.example", SITE_PASSWORD), 429);
	site_close(&site);
}

/* Whoever has an IPv6 address has as many as they like of its network; an office next door does not. */
static void a_network_has_no_more_tries_than_an_address__15(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer_with_password(&site, "ann@x.example");
	struct visitor visitor = site_visitor(&site);
	for (int i = 0; i < 10; i++) {
		visitor.headers = text_format(site.arena, "X-Forwarded-For: 2001:db8:1:2:%x::%x\r\n", i + 1, i);
		assert_int_equal(visitor_sign_in(&visitor, "ann%40x.example", "wrong-password"), 422);
	}
	visitor.headers = TEXT("X-Forwarded-For: 2001:db8:1:2:ffff::1\r\n");
	assert_int_equal(visitor_sign_in(&visitor, "ann%40x.example", SITE_PASSWORD), 429);
	visitor.headers = TEXT("X-Forwarded-For: 2001:db8:1:3::1\r\n");
	assert_int_equal(visitor_sign_in(&visitor, "ann%40x.example", SITE_PASSWORD), 303);
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM customer_sign_ins WHERE address = '2001:db8:1:3::1'"),
		1);
	site_close(&site);
}

#define GUESSES 20

struct guess {
	struct visitor visitor;
	int status;
	pthread_t thread;
};

static void *guess(void *state)
{
	struct guess *one = state;
	one->status = visitor_post(&one->visitor, "/login", "name=ann%40x.example&password=wrong-password");
	return NULL;
}

static void guesses_side_by_side_are_counted_before_one_is_hashed__15(void **state)
{
	static struct guess all[GUESSES];
	struct site site, sites[GUESSES];
	int refused = 0;
	site_open(&site, *state);
	site_customer_with_password(&site, "ann@x.example");
	for (int i = 0; i < GUESSES; i++) {
		/* A visitor's answers live in the arena of its site, so each has one of its own. */
		sites[i] = site;
		sites[i].arena = arena_open(16u << 20);
		all[i] = (struct guess){.visitor = site_visitor(&sites[i])};
		assert_int_equal(visitor_get(&all[i].visitor, "/login"), 200);
	}
	argon2_runs = 0;
	for (int i = 0; i < GUESSES; i++)
		assert_int_equal(pthread_create(&all[i].thread, NULL, guess, &all[i]), 0);
	for (int i = 0; i < GUESSES; i++) {
		pthread_join(all[i].thread, NULL);
		refused += all[i].status == 429;
		arena_close(sites[i].arena);
	}
	assert_int_equal(refused, GUESSES - 10);
	assert_int_equal(argon2_runs, 10);
	site_close(&site);
}

static void the_right_password_takes_the_tries_before_it_back(void **state)
{
	struct site site;
	site_open(&site, *state);
	site_customer_with_password(&site, "ann@x.example");
	struct visitor visitor = site_visitor(&site), ann = site_visitor(&site);
	for (int i = 0; i < 15; i++) {
		assert_int_equal(visitor_sign_in(&visitor, "ann%40x.example", "wrong-password"), 422);
		if (i % 8 == 7)
			assert_int_equal(visitor_sign_in(&ann, "ann%40x.example", SITE_PASSWORD), 303);
	}
	assert_int_equal(
		engine_number(&site.engine, "SELECT used FROM throttles WHERE name = 'login:127.0.0.1:ann@x.example'"),
		7);
	/* Of the address, that others share, it takes back its own. */
	assert_int_equal(engine_number(&site.engine, "SELECT MAX(used) FROM throttles"), 15);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(whoever_is_not_let_in_for_the_password_is_answered_alike__10),
		ON_BOTH(too_many_tries_are_refused_after_a_restart_too__15),
		ON_BOTH(a_network_has_no_more_tries_than_an_address__15),
		ON_BOTH(guesses_side_by_side_are_counted_before_one_is_hashed__15),
		ON_BOTH(the_right_password_takes_the_tries_before_it_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
