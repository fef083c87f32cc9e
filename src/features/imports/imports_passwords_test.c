/* Passwords as other programs have kept them, from a file to the sign-in, on both engines. Their forms:
 * format/foreign_hash_test.c. */
#include "features/accounts/accounts.h"

#include "server/jobs.h"
#include "service/passwords.h"
#include "tests/import_office.h"
#include "tests/transfer_shop.h"
#include "tests/unit.h"

#define BCRYPT "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
#define PHPASS "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0"

static enum outcome sign_in(struct shop *shop, const char *name, const char *password)
{
	const struct account_ask ask = {.name = text_of(name),
					.password = {text_of(password)},
					.place = {TEXT("203.0.113.7"), TEXT("x"), TEXT("203.0.113.7")},
					.replaced = {TEXT_NONE}};
	struct context ctx;
	struct account_entry entry;
	context_open(&ctx, shop->engine.arena, shop->engine.store);
	enum outcome outcome = accounts_sign_in(&ctx, &ask, &entry);
	context_close(&ctx);
	return outcome;
}

static int64_t number(struct shop *shop, const char *sql)
{
	return engine_number(&shop->engine, sql);
}

static void whoever_comes_from_another_shop_signs_in_with_the_password_of_there(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,Password\na@b.example," BCRYPT "\nc@d.example," PHPASS "\n",
		    (struct import_options){0}, COUNTS(2));
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM customer_passwords WHERE imported = 1"), 2);
	assert_int_equal(sign_in(&shop, "a@b.example", "another"), INVALID);
	assert_int_equal(sign_in(&shop, "nobody@b.example", "U*U"), INVALID);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM customer_passwords WHERE imported = 1"), 2);
	assert_int_equal(sign_in(&shop, "a@b.example", "U*U"), DONE);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM customer_passwords WHERE imported = 1"), 1);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM customer_passwords WHERE imported = 0 AND hash LIKE "
				       "'$argon2id$v=19$m=19456,%'"),
			 1);
	assert_int_equal(sign_in(&shop, "a@b.example", "U*U"), DONE);
	assert_int_equal(sign_in(&shop, "a@b.example", "another"), INVALID);
	assert_int_equal(sign_in(&shop, "c@d.example", "test12345"), DONE);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM customer_passwords WHERE imported = 1"), 0);
	shop_close(&shop);
}

static void a_column_of_hashes_is_known_by_its_form_and_told_by_nobody(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	const char *csv = "Email,Secret word\na@b.example," BCRYPT "\n";
	import_text(&shop, "Email\na@b.example\n", (struct import_options){0}, COUNTS(1));
	import_text(&shop, csv, (struct import_options){.dry_run = true}, COUNTS(0, 1));
	assert_true(text_find(watched.told, TEXT("Secret word"), 0) != SIZE_MAX);
	assert_true(text_find(watched.told, TEXT("$2a$"), 0) == SIZE_MAX);
	import_text(&shop, csv, (struct import_options){0}, COUNTS(0, 1));
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM attributes"), 0);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM customer_passwords WHERE imported = 1"), 1);
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM event_values WHERE old LIKE '%$2a$%' OR new LIKE "
				       "'%$2a$%'"),
			 0);
	assert_true(text_find(shop_export(&shop, (struct export_options){0}), TEXT("$2a$"), 0) == SIZE_MAX);
	shop_close(&shop);
}

static void a_password_that_is_there_stays(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,Password\na@b.example," BCRYPT "\n", (struct import_options){0}, COUNTS(1));
	assert_int_equal(sign_in(&shop, "a@b.example", "U*U"), DONE);
	import_text(&shop, "Email,Password\na@b.example," PHPASS "\n", (struct import_options){.replace = true},
		    COUNTS(0, 0, 1));
	assert_int_equal(sign_in(&shop, "a@b.example", "U*U"), DONE);
	import_text(&shop, "Email,Password\na@b.example,\n", (struct import_options){.replace = true}, COUNTS(0, 0, 1));
	assert_int_equal(sign_in(&shop, "a@b.example", "U*U"), DONE);
	import_text(&shop, "Email\nb@b.example\n", (struct import_options){0}, COUNTS(1));
	import_text(&shop, "Email,Password\nb@b.example," PHPASS "\n", (struct import_options){0}, COUNTS(0, 1));
	assert_int_equal(sign_in(&shop, "b@b.example", "test12345"), DONE);
	shop_close(&shop);
}

static void what_cannot_be_checked_is_refused_at_its_row(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop,
		    "Email,Password,guest\na@b.example,in the clear,no\n"
		    "b@b.example,$2y$31$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq,no\n"
		    "c@b.example," BCRYPT ",yes\nd@b.example," BCRYPT ",no\n",
		    (struct import_options){0}, COUNTS(1, 0, 0, 3));
	ASSERT_TEXT(watched.told, TEXT("2 Password no_hash\n3 Password too_dear\n4 Password no_account\n"));
	assert_int_equal(number(&shop, "SELECT COUNT(*) FROM customers"), 1);
	shop_close(&shop);
}

static void whoever_may_not_import_hashes_has_their_rows_refused(void **state)
{
	struct office office;
	office_open(&office, *state);
	engine_script(&office.world.engine,
		      "UPDATE roles SET permissions = 'customers.read customers.write customers.import "
		      "labels.write attributes.write'");
	office_import(&office, "Email,Password\na@b.example," BCRYPT "\nb@b.example,\n");
	office_assert(&office, false, COUNTS(1, 0, 0, 1));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customer_passwords"), 0);
	office_close(&office);
}

static void taking_an_import_back_takes_its_passwords_away(void **state)
{
	struct office office;
	struct job_id undo;
	office_open(&office, *state);
	office_import(&office, "Email\na@b.example\nb@b.example\n");
	office_import(&office, "Email,Password\na@b.example," BCRYPT "\nb@b.example," PHPASS "\n");
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customer_passwords"), 2);
	/* One of them has signed in since. */
	engine_script(&office.world.engine, "UPDATE customer_passwords SET imported = 0 WHERE hash LIKE '$2a$%'");
	assert_int_equal(jobs_undo(office_fresh(&office), office.job, &undo), DONE);
	jobs_run_waiting(office.world.engine.store, text_of(office.folder));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customer_passwords"), 1);
	office_close(&office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(whoever_comes_from_another_shop_signs_in_with_the_password_of_there),
		ON_BOTH(a_column_of_hashes_is_known_by_its_form_and_told_by_nobody),
		ON_BOTH(a_password_that_is_there_stays),
		ON_BOTH(what_cannot_be_checked_is_refused_at_its_row),
		ON_BOTH(whoever_may_not_import_hashes_has_their_rows_refused),
		ON_BOTH(taking_an_import_back_takes_its_passwords_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
