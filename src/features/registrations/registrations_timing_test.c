/* How long registering takes says nothing about who has an account; see tests/by_clock.h. */
#include "tests/by_clock.h"
#include "tests/register_desk.h"

static int64_t enter(struct visitor *visitor, int number, bool known)
{
	struct text form =
		text_format(visitor->site->arena, "email=%s%d%%40x.example&password=" SITE_PASSWORD "&first_name=Ann",
			    known ? "ann" : "bob", number);
	return by_clock_post(visitor, "/register", form, 303);
}

/* Whoever is there already is written a letter, whoever is not becomes a customer with all that belongs to one. */
static void the_clock_does_not_say_at_registration_whether_the_address_is_known__10(void **state)
{
	struct desk desk;
	desk_open(&desk, *state);
	for (int i = 0; i < BY_CLOCK_TRIES * BY_CLOCK_ASKS / 2; i++)
		(void)site_customer(&desk.site, text_format(desk.site.arena, "ann%d@x.example", i).at);
	assert_int_equal(visitor_get(&desk.visitor, "/register"), 200);
	by_clock(&desk.visitor, enter);
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_known'") % (BY_CLOCK_ASKS / 2), 0);
	assert_int_equal(desk_count(&desk, "outbox WHERE what = 'account_known'"),
			 desk_count(&desk, "outbox WHERE what = 'account_confirmation'"));
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(the_clock_does_not_say_at_registration_whether_the_address_is_known__10),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
