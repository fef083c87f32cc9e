/* Stories of the phones, addresses and tax numbers of a row, which the customer may have at other places. */
#include "service/settings.h"
#include "tests/transfer_shop.h"
#include "tests/unit.h"

#define WHERE "address_1_line1,address_1_city,address_2_line1,address_2_city,address_3_line1"

static void assert_where(struct shop *shop, const char *columns, const char *expected)
{
	ASSERT_TEXT(shop_export(shop, (struct export_options){.columns = text_of(columns)}),
		    text_format(shop->engine.arena, "%s\r\n%s\r\n", columns, expected));
}

/* Twice, since the second time nothing is to come of it. */
static void import_twice(struct shop *shop, const char *csv)
{
	import_text(shop, csv, (struct import_options){0}, COUNTS(1));
	import_text(shop, csv, (struct import_options){0}, COUNTS(0, 0, 1));
	ASSERT_TEXT(watched.told, TEXT(""));
}

static void the_same_file_twice_adds_no_address_phone_or_tax_number(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	/* A shop's row without a billing address. */
	import_twice(&shop, "Email,address_1_line1,address_1_city,address_2_line1,address_2_city\n"
			    "a@b.example,,,Hafenstr. 1,Bonn\n");
	assert_where(&shop, WHERE, "Hafenstr. 1,Bonn,,,");
	import_text(&shop, "Email,address_2_line1,phone_2,tax_id_2_value\na@b.example,Hafenstr. 1,,\n",
		    (struct import_options){0}, COUNTS(0, 0, 1));
	import_twice(&shop, "Email,Phone 3,tax_id_2_value,tax_id_2_country,address_3_city\n"
			    "c@d.example,012-345 6789,DE123456789,DE,Ipoh\n");
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM phones"), 1);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM tax_ids"), 1);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM addresses"), 2);
	shop_close(&shop);
}

static void assert_number(struct shop *shop, const char *email, const char *e164)
{
	const char *sql = "SELECT COUNT(*) FROM phones p JOIN customers c ON c.id = p.customer_id WHERE c.email = '%s' "
			  "AND p.e164 = '%s'";
	if (engine_number(&shop->engine, text_format(shop->engine.arena, sql, email, e164).at) != 1)
		fail_msg("%s has not %s", email, e164);
}

/* Address, then customer, then channel, then business, as when staff write it down. */
static void a_number_without_a_country_is_of_the_address_before_all_else(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	assert_int_equal(settings_set(&shop.ctx, SETTING_BUSINESS_COUNTRY, TEXT("FR")), DONE);
	import_text(&shop, "email,phone_1\nd@x.example,06 12 34 56 78\n", (struct import_options){0}, COUNTS(1));
	assert_number(&shop, "d@x.example", "+33612345678");
	engine_script(&shop.engine, "UPDATE channels SET country = 'DE'");
	import_text(&shop,
		    "email,phone_1,country,address_1_country,address_2_country,address_2_shipping\n"
		    "a@x.example,0151 23456789,,,,\n"
		    "b@x.example,012-345 6789,MY,,,\n"
		    "c@x.example,012-345 6789,DE,MY,,\n"
		    "e@x.example,012-345 6789,DE,FR,MY,yes\n",
		    (struct import_options){0}, COUNTS(4));
	assert_number(&shop, "a@x.example", "+4915123456789");
	assert_number(&shop, "b@x.example", "+60123456789");
	assert_number(&shop, "c@x.example", "+60123456789");
	assert_number(&shop, "e@x.example", "+60123456789");
	/* Of somebody known, their address; and what stays as it was typed stays as it was read. */
	import_text(&shop, "email,phone_2\nc@x.example,013-345 6789\n", (struct import_options){0}, COUNTS(0, 1));
	assert_number(&shop, "c@x.example", "+60133456789");
	import_text(&shop, "email,phone_1,phone_1_label,address_1_country\nb@x.example,012-345 6789,Desk,DE\n",
		    (struct import_options){0}, COUNTS(0, 1));
	assert_number(&shop, "b@x.example", "+60123456789");
	shop_close(&shop);
}

static void what_stands_in_another_order_is_the_same_and_what_is_new_comes_behind(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(
		&shop,
		"Email,address_1_line1,address_1_city,address_2_line1,address_2_city,phone_1,phone_1_label,phone_2\n"
		"a@b.example,One,Bonn,Two,Ipoh,110,desk,112\n",
		(struct import_options){0}, COUNTS(1));
	import_text(
		&shop,
		"Email,address_1_line1,address_1_city,address_2_line1,address_2_city,phone_1,phone_2,phone_2_label\n"
		"a@b.example,Two,Ipoh,One,Bonn,112,110,desk\n",
		(struct import_options){0}, COUNTS(0, 0, 1));
	/* Their second is named first, and what is named second is new: the first stays. */
	import_text(
		&shop,
		"Email,address_1_line1,address_1_city,address_2_line1,address_2_city\na@b.example,Two,Ipoh,Three,\n",
		(struct import_options){0}, COUNTS(0, 1));
	assert_where(&shop, WHERE, "One,Bonn,Two,Ipoh,Three");
	/* A city alone does not say which of them is meant: the first moves. */
	import_text(&shop, "Email,City\na@b.example,Ipoh\n", (struct import_options){0}, COUNTS(0, 1));
	ASSERT_TEXT(watched.told, TEXT("2 City: Bonn -> Ipoh\n"));
	assert_where(&shop, WHERE, "One,Ipoh,Two,Ipoh,Three");
	/* Who replaces says which is which. */
	import_text(
		&shop,
		"Email,address_1_line1,address_1_city,address_2_line1,address_2_city\na@b.example,Two,Ipoh,One,Ipoh\n",
		(struct import_options){.replace = true}, COUNTS(0, 1));
	assert_where(&shop, WHERE, "Two,Ipoh,One,Ipoh,Three");
	shop_close(&shop);
}

static void what_belongs_to_nothing_changes_nothing(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email\na@b.example\n", (struct import_options){0}, COUNTS(1));
	import_text(&shop,
		    "Email,phone_1_label,address_1_shipping,tax_id_1_kind,email_2_verification\n"
		    "a@b.example,Home,yes,vat,verified\n",
		    (struct import_options){0}, COUNTS(0, 0, 1));
	/* A label finds its phone. */
	import_text(&shop, "Email,phone_1,phone_1_label\na@b.example,110,Home\n", (struct import_options){0},
		    COUNTS(0, 1));
	import_text(&shop, "Email,phone_1_label\na@b.example,Desk\n", (struct import_options){0}, COUNTS(0, 1));
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_number_without_a_country_is_of_the_address_before_all_else),
		ON_BOTH(the_same_file_twice_adds_no_address_phone_or_tax_number),
		ON_BOTH(what_belongs_to_nothing_changes_nothing),
		ON_BOTH(what_stands_in_another_order_is_the_same_and_what_is_new_comes_behind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
