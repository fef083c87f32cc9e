/* Stories of JSON Lines: what was exported reads back, what others write is read, what is wrong is that line's alone.
 */
#include "features/imports/imports_report.h"
#include "tests/import_office.h"
#include "tests/unit.h"

#include "base/buffer.h"

#include <stdio.h>
#include <unistd.h>
#include <zlib.h>

static const struct export_options all = {.format = EXPORT_FORMAT_JSONL};

static void put_text(struct shop *shop, struct text text)
{
	shop_put_file(shop, text.at, text.size);
}

static void read_back(struct shop *shop, const char *path, struct text *ret_text)
{
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	char *at = arena_take_bytes(shop->engine.arena, 1 << 16);
	*ret_text = (struct text){at, fread(at, 1, 1 << 16, file)};
	fclose(file);
}

/* The sample of the requirements, and people whose values files like to break. */
static void add_people(struct shop *shop)
{
	assert_import(shop, (struct import_options){.path = engine_find_file(shop->engine.arena, SAMPLE)}, COUNTS(100));
	import_text(
		shop,
		"email,first_name,last_name,guest,tags,groups,external.erp,phone_1,phone_2,discount,suspended,email_2,"
		"address_1_city,address_2_city,address_2_billing,tax_id_1_value,attr.note,created\n"
		"a@b.example,=1+1,\"Quote \"\" and; comma\",no,\"loyal, kind;new\",,X1;X2,+60 12-345 6789,110,7.1,"
		"sign_in conversations,z@b.example,Ipoh,Kulim,yes,DE123456789,\"two\nlines\",\n"
		"c@d.example,-,@cmd,yes,,,,,,,,,,,,,_x000D_ <&> 😀,\n"
		"e@f.example,Zoë 张,'=x,no,,,,,,,,,,,,,'+1,\n",
		(struct import_options){.raw = true}, COUNTS(3));
}

static void what_was_exported_reads_back_to_the_byte__2_C4(void **state)
{
	static const struct text columns = TEXT(
		"email,first_name,last_name,title,guest,activation,approval,active,blocked,suspended,type,group,"
		"channel,vip,newsletter,discount,birth_date,country,tags,groups,channels,external.erp,phone_1,"
		"phone_1_label,phone_2,email_2,email_verification,address_1_city,address_1_shipping,address_2_city,"
		"address_2_billing,tax_id_1_value,attr.note,since");
	const struct export_options chosen = {.format = EXPORT_FORMAT_JSONL, .columns = columns};
	struct shop shop, empty;
	shop_open(&shop, state);
	shop_open(&empty, state);
	add_people(&shop);
	struct text exported = shop_export(&shop, all), before = shop_export(&shop, chosen);
	put_text(&shop, exported);
	assert_import(&shop, (struct import_options){0}, COUNTS(0, 0, 103));
	assert_true(watched.found.lines);
	put_text(&empty, exported);
	assert_import(&empty, (struct import_options){.make_missing = true}, COUNTS(103));
	ASSERT_TEXT(shop_export(&empty, chosen), before);
	assert_import(&empty, (struct import_options){.make_missing = true}, COUNTS(0, 0, 103));
	shop_close(&empty);
	shop_close(&shop);
}

/* A mark at the start, blank lines, CRLF, gzip, keys in any order, one that comes late. */
static void a_file_is_known_by_what_stands_in_it__2_C4(void **state)
{
	static const char lines[] = "\xEF\xBB\xBF\r\n  \r\n{\"email\": \"a@b.example\", \"first_name\": \"A\"}\r\n\r\n"
				    "{\"first_name\":\"C\",\"email\":\"c@d.example\",\"late\":12.50}";
	struct shop shop;
	shop_open(&shop, state);
	gzFile packed = gzopen(shop.path, "wb9");
	assert_int_equal(gzwrite(packed, lines, sizeof lines - 1), sizeof lines - 1);
	gzclose(packed);
	assert_import(&shop, (struct import_options){0}, COUNTS(2));
	assert_true(watched.found.lines && watched.found.gzip);
	assert_int_equal(watched.found.rows, 2);
	assert_int_equal(watched.found.column_count, 3);
	ASSERT_TEXT(watched.found.columns[2].name, TEXT("attr.late"));
	ASSERT_TEXT(shop_export(&shop, (struct export_options){.format = EXPORT_FORMAT_JSONL,
							       .columns = TEXT("first_name,attr.late")}),
		    TEXT("{\"first_name\":\"A\",\"attr.late\":null}\n{\"first_name\":\"C\",\"attr.late\":\"12.5\"}\n"));
	import_text(&shop, "{\"Vorname\":\"X\",\"Kundennr\":7}\n", (struct import_options){.map = TEXT("Kundennr=-")},
		    COUNTS(1));
	shop_close(&shop);
}

static void nested_objects_and_lists_are_read_as_the_api_writes_them__2_C4(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(
		&shop,
		"{\"version\":7,\"status\":\"active\",\"email\":\"a@b.example\",\"type\":1,\"vip\":true,\"suspended\":"
		"[\"sign_in\",\"conversations\"],\"trash_reason\":null,\"merged_into\":null,\"spent\":{\"amount\":1,"
		"\"currency\":"
		"\"EUR\"},\"external_ids\":[{\"system\":\"erp\",\"value\":\"X1\"},{\"system\":\"shop\",\"value\":\"7\"}"
		","
		"{\"system\":\"erp\",\"value\":\"X2\"}]}\n"
		"{\"email\":\"c@d.example\",\"external_ids\":[],\"emails\":[\"c@d.example\",\"d@d.example\"],"
		"\"phones\":"
		"[{\"number\":\"110\",\"label\":\"home\"}],\"addresses\":[{\"city\":\"Ipoh\",\"is_shipping\":true},"
		"{\"city\":\"Kulim\",\"is_billing\":true}],\"tax_ids\":[{\"kind\":\"vat\",\"value\":\"DE123456789\"}],"
		"\"tags\":[\"new; or\",\"kind\",null]}\n",
		(struct import_options){.map = TEXT("email_1=-")}, COUNTS(1, 0, 0, 1));
	ASSERT_TEXT(watched.found.shop, TEXT("Clientele (API)"));
	ASSERT_TEXT(watched.told, TEXT("2 tags unfit\n"));
	struct export_options some = {.format = EXPORT_FORMAT_JSONL,
				      .columns = TEXT("email,vip,suspended,external.erp,external.shop")};
	ASSERT_TEXT(shop_export(&shop, some), TEXT("{\"email\":\"a@b.example\",\"vip\":true,\"suspended\":\"sign_in "
						   "conversations\",\"external.erp\":[\"X1\","
						   "\"X2\"],\"external.shop\":[\"7\"]}\n"));
	import_text(
		&shop,
		"{\"email\":\"c@d.example\",\"emails\":[\"c@d.example\",\"d@d.example\"],\"phones\":"
		"[{\"number\":\"110\",\"label\":\"home\"}],\"addresses\":[{\"city\":\"Ipoh\",\"is_shipping\":true},"
		"{\"city\":\"Kulim\",\"is_billing\":true}],\"tax_ids\":[{\"kind\":\"vat\",\"value\":\"DE123456789\"}],"
		"\"tags\":[\"new\",\"kind\",null]}\n",
		(struct import_options){.map = TEXT("email_1=-")}, COUNTS(1));
	some.columns = TEXT("email_2,phone_1,phone_1_label,address_1_city,address_1_shipping,address_2_city,"
			    "address_2_billing,tax_id_1_value,tags");
	some.filter = TEXT("email:\"c@d.example\"");
	ASSERT_TEXT(
		shop_export(&shop, some),
		TEXT("{\"email_2\":\"d@d.example\",\"phone_1\":\"110\",\"phone_1_label\":\"home\",\"address_1_city\":"
		     "\"Ipoh\",\"address_1_shipping\":true,\"address_2_city\":\"Kulim\",\"address_2_billing\":true,"
		     "\"tax_id_1_value\":\"DE123456789\",\"tags\":[\"kind\",\"new\"]}\n"));
	shop_close(&shop);
}

static void put_hostile(struct shop *shop)
{
	struct buffer lines = buffer_make((size_t)16 << 20);
	buffer_add(
		&lines,
		TEXT("{\"email\":\"äöü@b.example\"}\n{\"email\":\"no address\",\"import_reason\":\"old\"}\n{\"a\":\n"));
	for (int i = 0; i < 33; i++)
		buffer_add(&lines, TEXT("{\"a\":"));
	buffer_add(&lines, TEXT("\n{\"email\":\"x\",\"email\":\"y\"}\n{\"a_b\":\"1\",\"a\":{\"b\":\"2\"}}\n{\"a\":"
				"\"\\ud800\"}\n"));
	buffer_add(&lines,
		   TEXT("{\"a\":\"\\u0000\"}\n{\"a\":\"\0\"}\n{\"a\":1e400}\n{\"a\":99999999999999999999}\n[1]\n7\n"));
	buffer_add(&lines, TEXT("{\"a\":\"M\xFCller\"}\n{\"a\":\""));
	for (int i = 0; i < 9 << 20; i += 64)
		buffer_add(&lines, TEXT("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
	buffer_add(&lines, TEXT("\"}\n{\""));
	for (int i = 0; i < 300; i++)
		buffer_add_char(&lines, 'k');
	buffer_add(&lines, TEXT("\":1}\n{\"email\":\"z@b.example\"}"));
	shop_put_file(shop, lines.at, lines.size);
	buffer_free(&lines);
}

/* Each line has fewer than a file may have, both have more. */
static void put_keys(struct shop *shop)
{
	struct buffer lines = buffer_make(1 << 20);
	for (int line = 0; line < 2; line++) {
		buffer_add(&lines, TEXT("{\"email\":\"a@b.example\""));
		for (int i = 0; i < 3000; i++)
			buffer_add_format(&lines, ",\"k%d_%d\":1", line, i);
		buffer_add(&lines, TEXT("}\n"));
	}
	shop_put_file(shop, lines.at, lines.size);
	buffer_free(&lines);
}

/* Line by line, and those around them are taken. */
static void a_line_that_cannot_be_read_is_refused_and_comes_back_as_it_was__2_C4(void **state)
{
	struct shop shop;
	struct text refused, line;
	shop_open(&shop, state);
	put_hostile(&shop);
	struct text report = text_join(shop.engine.arena, text_of(shop.path), TEXT(".refused"));
	assert_import(&shop, (struct import_options){.report = report}, COUNTS(2, 0, 0, 15));
	ASSERT_TEXT(watched.told,
		    TEXT("2 email not_an_address\n3  json_syntax\n4  json_depth\n5  json_duplicate_key\n6  "
			 "json_duplicate_key\n"
			 "7  json_syntax\n8  json_nul\n9  bad_byte\n10  json_number\n11  json_number\n12  json_object\n"
			 "13  json_object\n14  bad_byte\n15  json_line_size\n16  json_key_size\n"));
	read_back(&shop, report.at, &refused);
	assert_true(text_next(&refused, '\n', &line));
	ASSERT_TEXT(line,
		    TEXT("{\"import_row\":2,\"import_reason\":\"email: not_an_address\",\"email\":\"no address\"}"));
	assert_true(text_next(&refused, '\n', &line));
	ASSERT_TEXT(line,
		    TEXT("{\"import_row\":3,\"import_reason\":\": json_syntax\",\"import_line\":\"{\\\"a\\\":\"}"));
	/* As they are, they are refused again. */
	assert_import(&shop, (struct import_options){.path = report}, COUNTS(0, 0, 0, 15));
	unlink(report.at);
	SHOP_PUT_LITERAL(&shop, "[\n{\"email\":\"a@b.example\"}]");
	struct import_counts counts;
	assert_int_equal(shop_import(&shop, (struct import_options){0}, &counts), INVALID);
	assert_string_equal(shop.ctx.problems->list[0].code, "json_array");
	SHOP_PUT_LITERAL(&shop, "{\n\"email\":\"a@b.example\"\n}");
	assert_int_equal(shop_import(&shop, (struct import_options){0}, &counts), INVALID);
	assert_string_equal(shop.ctx.problems->list[0].code, "no_objects");
	put_keys(&shop);
	assert_int_equal(shop_import(&shop, (struct import_options){0}, &counts), INVALID);
	assert_string_equal(shop.ctx.problems->list[0].code, "csv_columns");
	ASSERT_TEXT(shop.ctx.problems->list[0].values[0], TEXT("2"));
	shop_close(&shop);
}

/* In the browser: looked ahead at, imported, with its lines kept as they were. */
static void a_job_goes_through_lines_as_through_rows__2_C4(void **state)
{
	struct office office;
	struct import_refusals refused;
	office_open(&office, *state);
	office_send(&office, TEXT("{\"email\":\"a@b.example\",\"tags\":[\"x\",\"y\"]}\n\n{oops}\n"
				  "{\"email\":\"c@d.example\",\"attr.age\":7}\n"));
	office_run(&office, true);
	office_assert(&office, true, COUNTS(2, 0, 0, 1));
	office_run(&office, false);
	office_assert(&office, false, COUNTS(2, 0, 0, 1));
	struct context *ctx = office_fresh(&office);
	assert_int_equal(import_refusals_read(ctx, office_last(&office, false).id, 0, 10, &refused), DONE);
	assert_int_equal(refused.count, 1);
	assert_int_equal(refused.list[0].row, 3);
	ASSERT_TEXT(refused.list[0].cells, TEXT("{oops}"));
	assert_string_equal(refused.list[0].problems[0].code, "json_syntax");
	ASSERT_TEXT(refused.list[0].values[0], TEXT("{oops"));
	office_run(&office, false);
	office_assert(&office, false, COUNTS(0, 0, 2, 1));
	ASSERT_TEXT(office_export(&office, "email,tags,attr.age"),
		    TEXT("email,tags,attr.age\r\na@b.example,x;y,\r\nc@d.example,,7\r\n"));
	office_close(&office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_was_exported_reads_back_to_the_byte__2_C4),
		ON_BOTH(a_file_is_known_by_what_stands_in_it__2_C4),
		ON_BOTH(nested_objects_and_lists_are_read_as_the_api_writes_them__2_C4),
		ON_BOTH(a_line_that_cannot_be_read_is_refused_and_comes_back_as_it_was__2_C4),
		ON_BOTH(a_job_goes_through_lines_as_through_rows__2_C4),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
