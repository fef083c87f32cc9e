/* Hashes that other programs have made: PHP's manual, Openwall's test vectors of bcrypt and phpass, the reference
 * implementation of Argon2, Python's hashlib. */
#include "format/foreign_hash.h"

#include "tests/unit.h"

#include <stdio.h>

static const struct {
	const char *hash, *password;
} made[] = {
	{"$2y$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq", "rasmuslerdorf"},
	{"$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"},
	{"$wp$2y$05$abcdefghijklmnopqrstuuSWhiHJHydaBXVMWmjx2HNPUDSd0M7h2", "correct horse battery"},
	{"$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0", "test12345"},
	{"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password"},
	{"$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA", "password"},
	{"pbkdf2_sha256$1000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A=", "l\xC3\xA8tmein"},
	{"pbkdf2_sha1$1000$seasalt$FR1Hz/2XTwvhcvkmbwDDrzMsEnQ=", "letmein"},
	{"$pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg$38DzhdBT7fPaUGBlsh42VTuuKSFAIYGZJ7l6feCDLIl."
	 "K3hdPFgxxu7xuUi4gIuH6cE"
	 "IoODn18xH9Ig2ryNgUw",
	 "password"},
};

static void passwords_of_other_programs_are_known_by_their_hash(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
		struct text hash = text_of(made[i].hash);
		if (foreign_hash_judge(hash) != FOREIGN_HASH_FITS)
			fail_msg("%s does not fit", made[i].hash);
		if (!foreign_hash_match(hash, (struct secret){text_of(made[i].password)}))
			fail_msg("%s is not of %s", made[i].hash, made[i].password);
		assert_false(foreign_hash_match(hash, (struct secret){TEXT("another")}));
		assert_false(foreign_hash_match(hash, (struct secret){TEXT("")}));
	}
}

/* Each letter of a hash counts: cut, longer or with a foreign sign in it, it is none, or of no such password. */
static void a_damaged_hash_is_of_nobody(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
		struct text hash = text_of(made[i].hash);
		struct secret password = {text_of(made[i].password)};
		char longer[200], changed[200];
		assert_int_equal(foreign_hash_judge(text_slice(hash, 1, SIZE_MAX)), FOREIGN_HASH_UNKNOWN);
		assert_false(foreign_hash_match(text_slice(hash, 0, hash.size - 4), password));
		snprintf(longer, sizeof longer, "%sAAAA", made[i].hash);
		assert_false(foreign_hash_match(text_of(longer), password));
		snprintf(changed, sizeof changed, "%s", made[i].hash);
		changed[hash.size - 6] = changed[hash.size - 6] == 'A' ? 'B' : 'A';
		assert_false(foreign_hash_match(text_of(changed), password));
		changed[hash.size - 6] = '!';
		assert_int_equal(foreign_hash_judge(text_of(changed)), FOREIGN_HASH_UNKNOWN);
	}
	static const char *const none[] = {
		"",
		"$",
		"secret",
		"5f4dcc3b5aa765d61d8327deb882cf99",
		"$1$salt$hash",
		"$2y$",
		"$wp$2y$",
		"$P$",
		"$argon2id$",
		"pbkdf2_sha256$$$",
		"pbkdf2_sha256$0$a$b",
		"$2y$xx$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq",
		"$argon2id$v=19$m=65536,t=2,p=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=65536,t=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(foreign_hash_judge(text_of(none[i])), FOREIGN_HASH_UNKNOWN);
}

static void what_costs_too_much_is_not_begun(void **state)
{
	(void)state;
	static const char *const dear[] = {
		"$2y$14$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq",
		"$2y$31$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq",
		"$P$SIQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0",
		"$argon2id$v=19$m=65537,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=999999999,t=999999999,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=1024,t=11,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"pbkdf2_sha256$2000001$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A=",
	};
	for (size_t i = 0; i < sizeof dear / sizeof *dear; i++) {
		if (foreign_hash_judge(text_of(dear[i])) != FOREIGN_HASH_TOO_DEAR)
			fail_msg("%s is not too dear", dear[i]);
		assert_false(foreign_hash_match(text_of(dear[i]), (struct secret){TEXT("password")}));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passwords_of_other_programs_are_known_by_their_hash),
		cmocka_unit_test(a_damaged_hash_is_of_nobody),
		cmocka_unit_test(what_costs_too_much_is_not_begun),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
