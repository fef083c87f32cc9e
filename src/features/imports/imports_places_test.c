/* Stories of the phones, addresses and tax numbers of a row, which the customer may have at other places. */
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
		ON_BOTH(the_same_file_twice_adds_no_address_phone_or_tax_number),
		ON_BOTH(what_belongs_to_nothing_changes_nothing),
		ON_BOTH(what_stands_in_another_order_is_the_same_and_what_is_new_comes_behind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
