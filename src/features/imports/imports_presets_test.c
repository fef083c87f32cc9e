/* Stories of exports of shops: whose they are, and what becomes of them. */
#include "tests/import_office.h"
#include "tests/transfer_shop.h"
#include "tests/unit.h"

/* ---- a row for each address ---- */

#define MAGENTO                                                                                                        \
	"email,_website,firstname,lastname,_address_city,_address_street,_address_telephone,"                          \
	"_address_default_billing_,_address_default_shipping_\n"
#define WHO "email,first_name,phone_1,phone_2,address_1_line1,address_1_shipping,address_2_line1,address_2_shipping"

static void assert_who(struct office *office, const char *expected)
{
	ASSERT_TEXT(office_export(office, WHO), text_format(office->world.engine.arena, "%s\r\n%s", WHO, expected));
}

static void a_row_that_goes_on_gives_the_customer_before_one_more_address__2_C4(void **state)
{
	struct office office;
	const char *rows = MAGENTO "ann@m.example,base,Ann,Lee,Berlin,Hauptstr. 1,030 1,1,\n"
				   ",,,,Hamburg,Nebenstr. 2,040 1,,1\n"
				   "bob@m.example,base,Bob,Ray,,,,,\n"
				   ",,,,,,,,\n"
				   "not an address,base,Eve,Roe,Bonn,Weg 3,,1,1\n"
				   ",,,,Ulm,Weg 4,,,\n";
	const char *expected = "ann@m.example,Ann,030 1,040 1,Hauptstr. 1,,Nebenstr. 2,yes\r\n"
			       "bob@m.example,Bob,,,,,,\r\n";
	office_open(&office, *state);
	office_send(&office, text_of(rows));
	office_run(&office, true);
	office_assert(&office, true, COUNTS(2, 1, 1, 2));
	office_run(&office, false);
	office_assert(&office, false, COUNTS(2, 1, 1, 2));
	assert_who(&office, expected);
	/* Nobody is made of a row whose customer was refused; and the same once more changes nothing. */
	office_import(&office, rows);
	office_assert(&office, false, COUNTS(0, 0, 4, 2));
	assert_who(&office, expected);
	/* An address that they have moved to is one more. */
	office_import(&office, MAGENTO "ann@m.example,base,Ann,Lee,Köln,Dom 1,0221 1,,\n");
	office_assert(&office, false, COUNTS(0, 1));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM addresses"), 3);
	office_close(&office);
}

static void a_second_row_of_the_same_customer_adds_its_address__2_C4(void **state)
{
	struct office office;
	office_open(&office, *state);
	office_import(&office, "_website,_email,_entity_id,city,firstname,lastname,street,telephone,"
			       "_address_default_billing_,_address_default_shipping_\n"
			       "base,ann@m.example,1,Berlin,Ann,Lee,Hauptstr. 1,030 1,1,\n"
			       "base,ann@m.example,2,Hamburg,Ann,Lee,Nebenstr. 2,040 1,,1\n");
	office_assert(&office, false, COUNTS(1, 1));
	assert_who(&office, "ann@m.example,Ann,030 1,040 1,Hauptstr. 1,,Nebenstr. 2,yes\r\n");
	/* Another file of the same shop, which says less of the second. */
	office_import(&office, "_website,_email,street\nbase,ann@m.example,Nebenstr. 2\n");
	office_assert(&office, false, COUNTS(0, 0, 1));
	office_close(&office);
}

static void a_shop_that_repeats_its_customers_gives_them_every_address__2_C4(void **state)
{
	struct office office;
	const char *rows = "id,firstName,lastName,phoneNumber,emailAddress,streetLine1,city,defaultShippingAddress\n"
			   "1,Ann,Lee,030 1,ann@v.example,Hauptstr. 1,Berlin,true\n"
			   "1,Ann,Lee,030 1,ann@v.example,Nebenstr. 2,Hamburg,false\n";
	const char *expected = "ann@v.example,Ann,030 1,,Hauptstr. 1,yes,Nebenstr. 2,\r\n";
	office_open(&office, *state);
	office_import(&office, rows);
	office_assert(&office, false, COUNTS(1, 1));
	assert_who(&office, expected);
	office_import(&office, rows);
	office_assert(&office, false, COUNTS(0, 0, 2));
	assert_who(&office, expected);
	office_close(&office);
}

/* ---- on the command line ---- */

static void the_command_line_knows_the_shops_that_the_browser_knows__2_C4(void **state)
{
	static const char *const shops[][2] = {{"shopify.csv", "Shopify"},       {"woocommerce.csv", "WooCommerce"},
					       {"oscommerce.txt", "osCommerce"}, {"magento.csv", "Magento"},
					       {"prestashop.csv", "PrestaShop"}, {"vendure.csv", "Vendure"}};
	struct shop shop;
	shop_open(&shop, state);
	for (size_t i = 0; i < sizeof shops / sizeof *shops; i++) {
		struct text path = engine_find_file(shop.engine.arena,
						    text_format(shop.engine.arena, "data/imports/%s", shops[i][0]).at);
		struct import_counts counts;
		const struct import_options options = {.path = path, .make_missing = true};
		assert_int_equal(shop_import(&shop, options, &counts), DONE);
		ASSERT_TEXT(watched.found.shop, text_of(shops[i][1]));
		assert_int_equal(counts.of[IMPORT_RESULT_REFUSED], 0);
	}
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM attributes WHERE word LIKE '%address%'"), 0);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM customers WHERE email IS NULL"), 0);
	/* What is said wins. */
	import_text(&shop, "ID,Social title,Partner offers,Email address,Company\n7,Mr,0,p@x.example,Acme\n",
		    (struct import_options){.map = TEXT("Company=last_name,ID=-")}, COUNTS(1));
	ASSERT_TEXT(watched.found.columns[0].name, TEXT("-"));
	ASSERT_TEXT(watched.found.columns[1].name, TEXT("salutation"));
	ASSERT_TEXT(watched.found.columns[4].name, TEXT("last_name"));
	shop_close(&shop);
}

/* ---- what shops write in their own way ---- */

static void assert_all(struct shop *shop, const char *columns, const char *expected)
{
	ASSERT_TEXT(shop_export(shop, (struct export_options){.columns = text_of(columns)}),
		    text_format(shop->engine.arena, "%s\r\n%s", columns, expected));
}

static void every_address_of_oscommerce_comes_in_and_a_date_of_zeros_is_none(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop,
		    "Customers Email Address,Customers Firstname,Customers Dob,Default City,Default Address Country,"
		    "City 1,City 2,Address Country 2,Company Name 3\n"
		    "a@o.example,Ann,0000-00-00 00:00:00,Berlin,Germany,Hamburg,Bonn,Malaysia,Acme\n",
		    (struct import_options){0}, COUNTS(1));
	assert_all(&shop,
		   "email,birth_date,country,address_1_city,address_2_city,address_3_city,address_3_country,"
		   "address_4_company",
		   "a@o.example,,DE,Berlin,Hamburg,Bonn,MY,Acme\r\n");
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM attributes"), 0);
	shop_close(&shop);
}

static void shopify_s_apostrophes_go_and_a_country_is_the_customer_s_too(void **state)
{
	struct shop shop;
	const char *rows =
		"Customer ID,Email,Accepts Email Marketing,Default Address Zip,Default Address Country Code,Phone\n"
		"'123,a@s.example,no,'01067,DE,'+49 351 1\n,b@s.example,no,,,\n";
	shop_open(&shop, state);
	import_text(&shop, rows, (struct import_options){0}, COUNTS(2));
	assert_all(&shop, "email,country,address_1_postcode,phone_1,external.shopify",
		   "a@s.example,DE,01067,'+49 351 1,123\r\nb@s.example,,,,\r\n");
	/* What is known of somebody stays. */
	engine_script(&shop.engine, "UPDATE customers SET country = 'MY' WHERE email = 'a@s.example'");
	import_text(&shop, rows, (struct import_options){0}, COUNTS(0, 0, 2));
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_row_that_goes_on_gives_the_customer_before_one_more_address__2_C4),
		ON_BOTH(a_second_row_of_the_same_customer_adds_its_address__2_C4),
		ON_BOTH(every_address_of_oscommerce_comes_in_and_a_date_of_zeros_is_none),
		ON_BOTH(shopify_s_apostrophes_go_and_a_country_is_the_customer_s_too),
		ON_BOTH(the_command_line_knows_the_shops_that_the_browser_knows__2_C4),
		ON_BOTH(a_shop_that_repeats_its_customers_gives_them_every_address__2_C4),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
