/* Stories of what exports look like: every encoding, delimiter and format holds the same people, and reads back. */
#include "tests/transfer_shop.h"
#include "tests/unit.h"

#include "base/buffer.h"
#include "format/csv_read.h"
#include "format/json_read.h"

#include <unistd.h>
#include <zip.h>

#define PEOPLE 103

/* The sample of the requirements, and people whose values files like to break. */
static void open_with_people(struct shop *shop, void **state)
{
	shop_open(shop, state);
	assert_import(shop, (struct import_options){.path = engine_find_file(shop->engine.arena, SAMPLE)}, COUNTS(100));
	import_text(shop,
		    "email,first_name,last_name,guest,tags,groups,external.erp,phone_1,phone_2,title,birth_date,vip,"
		    "discount,"
		    "address_1_city,address_2_city,address_2_billing,attr.note,created\n"
		    "a@b.example,=1+1,\"Quote \"\" and; comma, and tab\t\",no,\"loyal, kind;new\",,X1;X2,+60 12-345 "
		    "6789,110,"
		    "Dr.,1988-02-29,yes,7.5,Ipoh,Kulim,yes,\"two\nlines\",\n"
		    "c@d.example,-,@cmd,yes,,,,,,,1899-12-31,no,,,,,_x000D_ <&> 😀,\n"
		    "e@f.example,Zoë 张,'=x,no,,,,,,,,,,,,,  ,\n",
		    (struct import_options){0}, COUNTS(3));
}

static void every_encoding_and_delimiter_reads_back_without_loss__2_C3(void **state)
{
	static const char delimiters[] = {',', ';', '\t'};
	struct shop shop;
	open_with_people(&shop, state);
	for (int encoding = 0; encoding < EXPORT_ENCODING_COUNT; encoding++)
		for (size_t i = 0; i < 2 * sizeof delimiters; i++) {
			bool raw = i >= sizeof delimiters;
			struct text file = shop_export(
				&shop, (struct export_options){.encoding = (enum export_encoding)encoding,
							       .delimiter = delimiters[i % sizeof delimiters],
							       .raw = raw});
			shop_put_file(&shop, file.at, file.size);
			assert_import(&shop, (struct import_options){.raw = raw, .replace = true},
				      COUNTS(0, 0, PEOPLE, 0));
		}
	shop_close(&shop);
}

static void a_workbook_reads_back_without_loss__2_C3(void **state)
{
	struct shop shop;
	open_with_people(&shop, state);
	struct text file = shop_export(&shop, (struct export_options){.format = EXPORT_FORMAT_XLSX});
	shop_put_file(&shop, file.at, file.size);
	assert_import(&shop, (struct import_options){.replace = true}, COUNTS(0, 0, PEOPLE, 0));
	assert_true(watched.found.xlsx);
	assert_int_equal(watched.found.rows, PEOPLE);
	/* Who changed it in a spreadsheet: one cell of one row. */
	import_text(&shop, "email,first_name\na@b.example,Ann\n", (struct import_options){0}, COUNTS(0, 1));
	shop_put_file(&shop, file.at, file.size);
	assert_import(&shop, (struct import_options){.dry_run = true}, COUNTS(0, 1, PEOPLE - 1, 0));
	ASSERT_TEXT(watched.told, TEXT("102 first_name: Ann -> =1+1\n"));
	shop_close(&shop);
}

/* A zip of these files. */
static void put_zip(const struct shop *shop, const char *const *names, const struct text *contents, int count)
{
	int error;
	unlink(shop->path);
	zip_t *zip = zip_open(shop->path, ZIP_CREATE, &error);
	assert_non_null(zip);
	for (int i = 0; i < count; i++) {
		zip_source_t *source = zip_source_buffer(zip, contents[i].at, contents[i].size, 0);
		assert_true(zip_file_add(zip, names[i], source, 0) >= 0);
	}
	assert_int_equal(zip_close(zip), 0);
}

static void assert_refused(struct shop *shop, const char *code)
{
	struct import_counts counts;
	assert_int_equal(shop_import(shop, (struct import_options){0}, &counts), INVALID);
	assert_string_equal(shop->ctx.problems->list[0].code, code);
	ASSERT_TEXT(shop->ctx.problems->list[0].field, TEXT("file"));
}

static void one_file_in_an_archive_is_read_in_any_encoding_and_by_content(void **state)
{
	static const char *const names[] = {"people.xlsx", "__MACOSX/._people.csv", "b.csv"};
	const struct text wide = {"\xFF\xFE"
				  "E\0m\0a\0i\0l\0\n\0a\0@\0b\0.\0e\0x\0a\0m\0p\0l\0e\0\n\0",
				  38};
	const struct text contents[] = {wide, TEXT("x"), TEXT("Email\nb@b.example\n")};
	struct shop shop;
	shop_open(&shop, state);
	put_zip(&shop, names, contents, 2);
	assert_import(&shop, (struct import_options){0}, COUNTS(1));
	assert_true(watched.found.zip && !watched.found.xlsx);
	ASSERT_TEXT(watched.found.encoding, TEXT("utf-16le"));
	put_zip(&shop, names, contents, 3);
	assert_refused(&shop, "zip_files");
	put_zip(&shop, names, (const struct text[]){TEXT("PK\x03\x04 once more")}, 1);
	assert_refused(&shop, "packed_twice");
	put_zip(&shop, (const char *const[]){"xl/workbook.xml"}, (const struct text[]){TEXT("<workbook/>")}, 1);
	assert_refused(&shop, "xlsx_damaged");
	SHOP_PUT_LITERAL(&shop, "PK\x03\x04garbage");
	assert_refused(&shop, "packed");
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM customers"), 1);
	shop_close(&shop);
}

static void each_encoding_begins_as_it_says(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "email,first_name\na@b.example,Zo\xC3\xAB\n", (struct import_options){0}, COUNTS(1));
	const struct text columns = TEXT("first_name");
	ASSERT_TEXT(shop_export(&shop, (struct export_options){.columns = columns}), TEXT("first_name\r\nZoë\r\n"));
	ASSERT_TEXT(
		shop_export(&shop, (struct export_options){.columns = columns, .encoding = EXPORT_ENCODING_UTF8_BOM}),
		TEXT("\xEF\xBB\xBF"
		     "first_name\r\nZoë\r\n"));
	struct text wide =
		shop_export(&shop, (struct export_options){.columns = TEXT("A=ë😀"), .encoding = EXPORT_ENCODING_UTF16});
	static const char bytes[] = "\xFF\xFE"
				    "A\0\r\0\n\0\xEB\0\x3D\xD8\0\xDE\r\0\n";
	assert_int_equal(wide.size, sizeof bytes);
	assert_memory_equal(wide.at, bytes, sizeof bytes);
	shop_close(&shop);
}

/* ---- JSON Lines ---- */

struct comparing {
	struct shop *shop;
	struct text lines; /* of JSON that are left */
	const struct text *headers;
	size_t header_count;
	int64_t rows;
};

/* A value of JSON as the cell of CSV that it was. */
static struct text cell_of(struct arena *arena, const struct json_value *value)
{
	struct text text = TEXT(""), piece;
	int64_t number;
	bool flag;
	if (json_as_number(value, &number))
		return text_of_number(arena, number);
	if (json_as_flag(value, &flag))
		return flag ? TEXT("yes") : TEXT("no");
	for (size_t i = 0; json_kind(value) == JSON_IS_ARRAY && i < json_count(value); i++) {
		assert_true(json_as_text(json_at(value, i), &piece));
		text = text_format(arena, "%.*s%s%.*s", TEXT_ARG(text), i ? ";" : "", TEXT_ARG(piece));
	}
	return json_as_text(value, &piece) ? text_copy(arena, piece) : text;
}

static enum outcome compare_row(void *state, int64_t row, const struct text *cells, size_t count)
{
	struct comparing *comparing = state;
	struct arena *arena = comparing->shop->engine.arena;
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	struct text line;
	if (row == 1) {
		struct text *headers = arena_take_array(arena, count, sizeof *headers);
		for (size_t i = 0; i < count; i++)
			headers[i] = text_copy(arena, cells[i]);
		comparing->headers = headers;
		comparing->header_count = count;
		return DONE;
	}
	assert_true(text_next(&comparing->lines, '\n', &line));
	assert_int_equal(json_open((struct bytes){(const unsigned char *)line.at, line.size}, &document, &fault), DONE);
	assert_int_equal(json_count(json_root(document)), comparing->header_count);
	for (size_t i = 0; i < count; i++) {
		const struct json_value *value = json_member(json_root(document), comparing->headers[i]);
		ASSERT_TEXT(cell_of(arena, value), cells[i]);
	}
	comparing->rows++;
	return DONE;
}

static void a_line_of_json_holds_what_a_row_of_csv_does(void **state)
{
	struct shop shop;
	open_with_people(&shop, state);
	struct text csv = shop_export(&shop, (struct export_options){.raw = true});
	struct comparing comparing = {
		.shop = &shop, .lines = shop_export(&shop, (struct export_options){.format = EXPORT_FORMAT_JSONL})};
	const struct csv_options options = {0};
	struct csv_reader *reader = csv_reader_open(&options, compare_row, &comparing);
	assert_int_equal(csv_reader_push(reader, (struct bytes){(const unsigned char *)csv.at, csv.size}), DONE);
	assert_int_equal(csv_reader_end(reader), DONE);
	csv_reader_close(reader);
	assert_int_equal(comparing.rows, PEOPLE);
	assert_int_equal(comparing.lines.size, 0);
	ASSERT_TEXT(shop_export(&shop, (struct export_options){.format = EXPORT_FORMAT_JSONL,
							       .columns = TEXT("orders,vip,title,tags,Source=1"),
							       .filter = TEXT("email:\"a@b.example\"")}),
		    TEXT("{\"orders\":0,\"vip\":true,\"title\":\"Dr.\",\"tags\":[\"kind\",\"loyal\",\"new\"],"
			 "\"Source\":\"1\"}"
			 "\n"));
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(every_encoding_and_delimiter_reads_back_without_loss__2_C3),
		ON_BOTH(a_workbook_reads_back_without_loss__2_C3),
		ON_SQLITE(one_file_in_an_archive_is_read_in_any_encoding_and_by_content),
		ON_SQLITE(each_encoding_begins_as_it_says),
		ON_BOTH(a_line_of_json_holds_what_a_row_of_csv_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
