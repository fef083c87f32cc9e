/* Files in, files out: what was exported imports as unchanged, and gives another database the same people. What files
 * may look like: imports_test.c, exports_formats_test.c. */
#include "tests/transfer_shop.h"
#include "tests/unit.h"

#include "features/customers/customers.h"
#include "format/country.h"
#include "format/csv_read.h"

#include <stdio.h>

struct table {
	struct arena *arena;
	struct text *cells[128];
	size_t widths[128], rows;
};

static enum outcome keep_row(void *state, int64_t row, const struct text *fields, size_t count)
{
	struct table *table = state;
	assert_true(row <= 128);
	table->cells[table->rows] = arena_take_array(table->arena, count, sizeof(struct text));
	for (size_t i = 0; i < count; i++)
		table->cells[table->rows][i] = text_copy(table->arena, fields[i]);
	table->widths[table->rows++] = count;
	return DONE;
}

static struct table table_of(struct arena *arena, struct text csv)
{
	struct table table = {.arena = arena};
	const struct csv_options options = {0};
	struct csv_reader *reader = csv_reader_open(&options, keep_row, &table);
	assert_int_equal(csv_reader_push(reader, (struct bytes){(const unsigned char *)csv.at, csv.size}), DONE);
	assert_int_equal(csv_reader_end(reader), DONE);
	csv_reader_close(reader);
	return table;
}

static struct text read_sample(struct arena *arena)
{
	char *bytes = arena_take(arena, 1 << 16);
	FILE *file = fopen(engine_find_file(arena, SAMPLE).at, "rb");
	assert_non_null(file);
	size_t size = fread(bytes, 1, 1 << 16, file);
	fclose(file);
	return (struct text){bytes, size};
}

static void import_sample(struct shop *shop)
{
	assert_import(shop, (struct import_options){.path = engine_find_file(shop->engine.arena, SAMPLE)}, COUNTS(100));
}

static bool has_cell(const struct table *table, size_t row, struct text value)
{
	for (size_t i = 0; i < table->widths[row]; i++)
		if (text_equal(table->cells[row][i], value) ||
		    (text_starts(table->cells[row][i], TEXT("'")) &&
		     text_equal(text_slice(table->cells[row][i], 1, SIZE_MAX), value)))
			return true;
	return false;
}

static void all_twelve_columns_of_all_hundred_rows_are_exported(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_sample(&shop);
	struct table given = table_of(shop.engine.arena, read_sample(shop.engine.arena));
	struct table made = table_of(shop.engine.arena, shop_export(&shop, (struct export_options){0}));
	assert_int_equal(given.rows, 101);
	assert_int_equal(made.rows, 101);
	for (size_t row = 1; row < given.rows; row++)
		for (size_t i = 0; i < 12; i++) {
			struct text cell = given.cells[row][i];
			cell = i == 6 ? country_find(cell)
				      : cell; /* “Slovakia (Slovak Republic)”, “Palestinian Territory” … */
			assert_false(text_is_empty(cell));
			if (!has_cell(&made, row, cell))
				fail_msg("row %zu lacks “%.*s”", row, TEXT_ARG(cell));
		}
	shop_close(&shop);
}

static void what_was_exported_imports_as_unchanged(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_sample(&shop);
	import_text(
		&shop,
		"email,first_name,guest,blocked,tags,groups,external.erp,phone_1,phone_2_label,phone_2,tax_id_1_value,"
		"address_1_city,address_2_city,address_2_billing,address_2_country,address_2_state,email_2,email_2_"
		"verification,"
		"vip,discount,title\n"
		"a@b.example,=1+1,no,yes,\"loyal, kind;new\",,X1;X2,+60 12-345 "
		"6789,Office,110,DE123,Ipoh,Kulim,yes,MY,Kedah,"
		"c@d.example,verified,ja,7.5 %,Dr.\n"
		"g@h.example,-,yes,,,,,,,,,,,,,,,,,,\n"
		"i@j.example,Ida,,,,,,,,,,,,,,,,,,5 EUR,\n",
		(struct import_options){0}, COUNTS(3));
	struct text whole = shop_export(&shop, (struct export_options){0});
	assert_true(text_find(whole, TEXT("'=1+1"), 0) != SIZE_MAX);
	assert_true(text_find(whole, TEXT("MY-02"), 0) != SIZE_MAX);
	assert_true(text_find(whole, TEXT(",7.50,"), 0) != SIZE_MAX);
	assert_true(text_find(whole, TEXT(",5.00 EUR,"), 0) != SIZE_MAX);
	shop_put_file(&shop, whole.at, whole.size);
	assert_import(&shop, (struct import_options){0}, COUNTS(0, 0, 103, 0));
	assert_import(&shop, (struct import_options){.match = IMPORT_MATCH_ID, .replace = true}, COUNTS(0, 0, 103, 0));
	struct text raw = shop_export(&shop, (struct export_options){.raw = true, .delimiter = ';'});
	assert_true(text_find(raw, TEXT("'=1+1"), 0) == SIZE_MAX);
	shop_put_file(&shop, raw.at, raw.size);
	assert_import(&shop, (struct import_options){.raw = true, .replace = true}, COUNTS(0, 0, 103, 0));
	shop_close(&shop);
}

/* Names of other systems are theirs, and two may differ by a capital alone. */
static void what_other_systems_are_called_is_not_changed(void **state)
{
	static const char *const systems[] = {
		"Shopify",
		"shopify",
		"other sys",
		"größe-1",
		"E-Mail",
		"email_2",
		"äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü",
	};
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "email\na@b.example\nc@d.example\n", (struct import_options){0}, COUNTS(2));
	int64_t first = engine_number(&shop.engine, "SELECT MIN(id) FROM customers");
	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
		assert_int_equal(customers_add_external_id(&shop.ctx, (struct customer_id){first}, text_of(systems[i]),
							   text_of_number(shop.engine.arena, (int64_t)i)),
				 DONE);
	/* "a:b" with 1 would be "a" with b:1. */
	assert_int_equal(customers_add_external_id(&shop.ctx, (struct customer_id){first}, TEXT("a:b"), TEXT("1")),
			 INVALID);
	assert_int_equal(customers_add_external_id(&shop.ctx, (struct customer_id){first}, TEXT("a"), TEXT("b:1")),
			 DONE);
	struct text whole = shop_export(&shop, (struct export_options){0});
	shop_put_file(&shop, whole.at, whole.size);
	assert_import(&shop, (struct import_options){.replace = true}, COUNTS(0, 0, 2, 0));
	import_text(&shop, "email,External.Odoo\nc@d.example,7\n", (struct import_options){0}, COUNTS(0, 1));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM external_ids WHERE system = 'Odoo'"), 1);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM attributes"), 0);
	shop_close(&shop);
}

#define PERSONAL                                                                                                       \
	"login,email,first_name,last_name,company,since,country,guest,blocked,phone_1,phone_2,address_1_city,address_" \
	"1_country,"                                                                                                   \
	"tags,attr.index,attr.website,external.import,status"

static void another_database_gets_the_same_people(void **state)
{
	struct shop shop, other;
	shop_open(&shop, state);
	shop_open(&other, state);
	import_sample(&shop);
	struct text whole = shop_export(&shop, (struct export_options){0});
	shop_put_file(&other, whole.at, whole.size);
	assert_import(&other, (struct import_options){0}, COUNTS(100));
	/* Filters find what was imported, too. */
	assert_true(engine_number(&other.engine, "SELECT COUNT(*) FROM customer_attributes WHERE folded IS NOT NULL") >
		    0);
	assert_int_equal(engine_number(&other.engine, "SELECT COUNT(*) FROM customer_attributes "
						      "WHERE number IS NULL AND folded IS NULL"),
			 0);
	ASSERT_TEXT(shop_export(&other, (struct export_options){.columns = TEXT(PERSONAL)}),
		    shop_export(&shop, (struct export_options){.columns = TEXT(PERSONAL)}));
	shop_close(&other);
	shop_close(&shop);
}

/* Nothing that is a guest's alone: an account's address, no address at all, two of one name. */
static void guests_are_imported_once__3_D9(void **state)
{
	struct shop shop, other;
	shop_open(&shop, state);
	shop_open(&other, state);
	import_text(&shop,
		    "Email,First Name,Last Name,Phone,Guest\na@b.example,Ann,Lee,,no\na@b.example,Ann,Lee,110,yes\n"
		    ",Ben,Tan,111,yes\n,Ben,Tan,112,yes\n,Ben,Tan,113,no\n",
		    (struct import_options){0}, COUNTS(5));
	struct text whole = shop_export(&shop, (struct export_options){0});
	shop_put_file(&shop, whole.at, whole.size);
	assert_import(&shop, (struct import_options){0}, COUNTS(0, 0, 5, 0));
	import_text(&other, "Email,First Name\nz@b.example,Zoe\n", (struct import_options){0}, COUNTS(1));
	shop_put_file(&other, whole.at, whole.size);
	assert_import(&other, (struct import_options){0}, COUNTS(5));
	shop_put_file(&other, whole.at, whole.size);
	assert_import(&other, (struct import_options){0}, COUNTS(0, 0, 5, 0));
	import_text(&other, "Email,First Name,Guest\nA@B.example,Anna,yes\nz@b.example,Zoe,yes\n",
		    (struct import_options){0}, COUNTS(1, 1));
	assert_int_equal(engine_number(&other.engine, "SELECT COUNT(*) FROM customers WHERE guest = 1"), 4);
	assert_int_equal(engine_number(&other.engine, "SELECT COUNT(*) FROM customers WHERE guest = 0"), 3);
	shop_close(&other);
	shop_close(&shop);
}

/* Whose number the row has is meant by it, and no second guest is made of them. */
static void a_guest_who_has_an_account_by_now_is_no_new_guest__3_D9(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,First Name,Guest\na@b.example,Ann,yes\n", (struct import_options){0}, COUNTS(1));
	struct text before = shop_export(&shop, (struct export_options){0});
	engine_script(&shop.engine, "UPDATE customers SET guest = 0; UPDATE claims SET kind = 0 WHERE kind = 4");
	shop_put_file(&shop, before.at, before.size);
	assert_import(&shop, (struct import_options){0}, COUNTS(0, 0, 0, 1));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM customers"), 1);
	shop_close(&shop);
}

static void pictures_are_exported_by_name_and_not_imported(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,First Name\na@b.example,Ann\n", (struct import_options){0}, COUNTS(1));
	engine_script(&shop.engine,
		      "INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, "
		      "personal, created) VALUES (7, 'logo', 8, 1, 1, 0, 0, 0, 1, 1)");
	engine_script(&shop.engine, "INSERT INTO customer_attributes (customer_id, attribute_id, text) "
				    "SELECT id, 7, '0123456789abcdef0123456789abcdef' FROM customers");
	ASSERT_TEXT(shop_export(&shop, (struct export_options){.columns = TEXT("email,attr.logo")}),
		    TEXT("email,attr.logo\r\na@b.example,0123456789abcdef0123456789abcdef\r\n"));
	import_text(&shop, "Email,First Name,attr.logo\na@b.example,Anna,c:\\logo.png\nb@b.example,Ben,x\n",
		    (struct import_options){.replace = true}, COUNTS(1, 1));
	assert_true(watched.found.columns[2].is_picture && !watched.found.columns[1].is_picture);
	ASSERT_TEXT(watched.told, TEXT("2 First Name: Ann -> Anna\n"));
	import_text(&shop, "Email,Logo\na@b.example,\n", (struct import_options){.replace = true}, COUNTS(0, 0, 1));
	assert_int_equal(
		engine_number(&shop.engine, "SELECT COUNT(*) FROM customer_attributes WHERE text LIKE '0123%'"), 1);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM customer_attributes"), 1);
	shop_close(&shop);
}

static void only_who_passes_the_filter_is_exported(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,blocked\na@b.example,yes\nc@d.example,no\n", (struct import_options){0}, COUNTS(2));
	ASSERT_TEXT(shop_export(&shop, (struct export_options){.columns = TEXT("email,status"),
							       .filter = TEXT("status:blocked")}),
		    TEXT("email,status\r\na@b.example,blocked\r\n"));
	int64_t rows;
	assert_int_equal(exports_run(&shop.ctx, &(struct export_options){.columns = TEXT("e_mail")}, shop_keep_piece,
				     NULL, &rows),
			 INVALID);
	shop_close(&shop);
}

/* As editors on Windows write them, and as the API has once stored them. */
static void line_ends_of_windows_are_lines_as_all_others(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,Story\na@b.example,\"one\r\ntwo\"\n", (struct import_options){0}, COUNTS(1));
	import_text(&shop, "Email,Story\na@b.example,\"one\ntwo\"\n", (struct import_options){0}, COUNTS(0, 0, 1));
	engine_script(&shop.engine, "UPDATE customer_attributes SET text = 'one\r\ntwo'");
	struct text whole = shop_export(&shop, (struct export_options){0});
	shop_put_file(&shop, whole.at, whole.size);
	assert_import(&shop, (struct import_options){0}, COUNTS(0, 1));
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(all_twelve_columns_of_all_hundred_rows_are_exported),
		ON_BOTH(what_was_exported_imports_as_unchanged),
		ON_BOTH(what_other_systems_are_called_is_not_changed),
		ON_BOTH(another_database_gets_the_same_people),
		ON_BOTH(guests_are_imported_once__3_D9),
		ON_BOTH(a_guest_who_has_an_account_by_now_is_no_new_guest__3_D9),
		ON_BOTH(pictures_are_exported_by_name_and_not_imported),
		ON_BOTH(only_who_passes_the_filter_is_exported),
		ON_BOTH(line_ends_of_windows_are_lines_as_all_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
