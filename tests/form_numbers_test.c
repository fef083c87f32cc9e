/* Numbers in the forms of staff who speak German, Malay and English: what is stored does not depend on who typed it,
 * on both engines.
 */
#include "features/attributes/attributes.h"
#include "features/customers/customers.h"
#include "tests/site.h"

static void speak(struct site *site, const char *language)
{
	engine_script(&site->engine, text_format(site->arena, "UPDATE staff SET language = '%s'", language).at);
}

static struct attribute_id add_shoe_size(struct site *site)
{
	const struct attribute_ask ask = {
		.word = TEXT("shoes"), .kind = ATTRIBUTE_KIND_NUMBER, .labels = {TEXT("Shoe size")}, .active = true};
	struct attribute_id id = {0};
	assert_int_equal(attributes_add(site_fresh(site), &ask, &id), DONE);
	return id;
}

static const char *path(struct site *site, const char *format, int64_t id)
{
	return text_format(site->arena, "%s%lld", format, (long long)id).at;
}

static void a_discount_is_typed_and_shown_with_the_languages_own_mark(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	const char *edit =
		text_format(site.arena, "%s/edit", path(&site, "/admin/customers/", site_customer(&site, "Ann").value))
			.at;
	speak(&site, "de");
	assert_int_equal(visitor_get(&owner, edit), 200);
	assert_int_equal(visitor_post(&owner, edit, "was_discount=&discount=12%2C5"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT discount FROM customers"), 1250);
	assert_int_equal(visitor_get(&owner, edit), 200);
	assert_true(visitor_sees(&owner, "name=\"discount\" type=\"text\" value=\"12,50\""));
	/* What was seen is told apart from what another has written, in the same language. */
	assert_int_equal(visitor_post(&owner, edit, "was_discount=12%2C50&discount=7"), 303);
	assert_int_equal(visitor_post(&owner, edit, "was_discount=12%2C50&discount=8"), 409);
	assert_int_equal(visitor_post(&owner, edit, "was_discount=7%2C00&discount=8.25"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT discount FROM customers"), 825);
	assert_int_equal(visitor_post(&owner, edit, "was_discount=8%2C25&discount=1.250%2C5+eur"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT discount_amount FROM customers"), 1250500);
	assert_int_equal(visitor_get(&owner, edit), 200);
	assert_true(visitor_sees(&owner, "name=\"discount\" type=\"text\" value=\"1250,50 EUR\""));
	assert_int_equal(visitor_post(&owner, edit, "was_discount=1250%2C50+EUR&discount=8%2C25+%25"), 303);
	assert_int_equal(visitor_post(&owner, edit, "was_discount=8%2C25&discount=1.250+KWD"), 422);
	speak(&site, "ms");
	assert_int_equal(visitor_get(&owner, edit), 200);
	assert_true(visitor_sees(&owner, "name=\"discount\" type=\"text\" value=\"8.25\""));
	assert_int_equal(visitor_post(&owner, edit, "was_discount=8.25&discount=9.5"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT discount FROM customers"), 950);
	site_close(&site);
}

static void types_take_their_discount_the_same_way(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	speak(&site, "de");
	assert_int_equal(visitor_get(&owner, "/admin/settings/types/new"), 200);
	assert_true(visitor_sees(&owner, "value=\"0,00\""));
	assert_int_equal(visitor_post(&owner, "/admin/settings/types/new", "name=Fachhandel&discount=7%2C5"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT discount FROM types WHERE name = 'Fachhandel'"), 750);
	assert_int_equal(visitor_post(&owner, "/admin/settings/types/new", "name=Messe&discount=viel"), 422);
	assert_true(visitor_sees(&owner, "„viel“"));
	site_close(&site);
}

static void a_number_of_an_attribute_that_may_mean_two_is_asked_back_at_its_field(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	int64_t attribute = add_shoe_size(&site).value, customer = site_customer(&site, "Ann").value;
	const char *value = text_format(site.arena, "/admin/customers/%lld/attributes/%lld", (long long)customer,
					(long long)attribute)
				    .at;
	speak(&site, "de");
	assert_int_equal(visitor_post(&owner, value, "value=1.042%2C5&was_value="), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT number FROM customer_attributes"), 1042500);
	assert_int_equal(visitor_get(&owner, value), 200);
	assert_true(visitor_sees(&owner, "value=\"1042,5\""));
	assert_int_equal(visitor_post(&owner, value, "value=1.042&was_value=1042%2C5"), 422);
	assert_true(visitor_sees(&owner, "„1.042“ kann zwei Zahlen bedeuten; schreib 1042 oder 1,042."));
	assert_true(visitor_sees(&owner, "aria-invalid=\"true\""));
	assert_int_equal(engine_number(&site.engine, "SELECT number FROM customer_attributes"), 1042500);
	assert_int_equal(visitor_post(&owner, value, "value=1%2C042&was_value=1042%2C5"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT number FROM customer_attributes"), 1042);
	speak(&site, "en");
	assert_int_equal(visitor_post(&owner, value, "value=1%2C042&was_value=1.042"), 303);
	assert_int_equal(engine_number(&site.engine, "SELECT number FROM customer_attributes"), 1042000);
	site_close(&site);
}

static void somebody_new_is_given_numbers_as_they_are_written(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	add_shoe_size(&site);
	speak(&site, "de");
	assert_int_equal(visitor_get(&owner, "/admin/customers/new"), 200);
	assert_true(visitor_sees(&owner, "placeholder=\"Zum Beispiel 12,5\""));
	assert_int_equal(visitor_post(&owner, "/admin/customers/new", "first_name=Ann&attributes/shoes=1.042"), 422);
	assert_true(visitor_sees(&owner, "href=\"#attributes-shoes\""));
	assert_true(visitor_sees(&owner, "name=\"attributes/shoes\" type=\"text\" value=\"1.042\""));
	assert_int_equal(
		visitor_post(&owner, "/admin/customers/new", "first_name=Ann&discount=2%2C5&attributes/shoes=42%2C5"),
		303);
	assert_int_equal(engine_number(&site.engine, "SELECT number FROM customer_attributes"), 42500);
	assert_int_equal(engine_number(&site.engine, "SELECT discount FROM customers"), 250);
	/* Programs write a point, whatever language they ask for. */
	struct visitor shop = site_key(&site, "customers.read customers.write");
	shop.headers = TEXT("Accept-Language: de\r\n");
	assert_int_equal(
		visitor_send(&shop, "POST", "/api/v1/customers", "{\"first_name\":\"Ben\",\"discount\":\"2,5\"}"), 422);
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers",
				      "{\"first_name\":\"Ben\",\"discount\":\"2.5\",\"attributes\":{\"shoes\":1.042}}"),
			 201);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customer_attributes WHERE number = 1042"),
			 1);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_discount_is_typed_and_shown_with_the_languages_own_mark),
		ON_BOTH(types_take_their_discount_the_same_way),
		ON_BOTH(a_number_of_an_attribute_that_may_mean_two_is_asked_back_at_its_field),
		ON_BOTH(somebody_new_is_given_numbers_as_they_are_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
