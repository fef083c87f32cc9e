/* Stories of imports at once: what files may look like, what is refused, what a row does. What was exported:
 * transfer_test.c. Being killed: imports_resume_test.c. */
#include "tests/transfer_shop.h"
#include "tests/unit.h"

#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

/* ---- what files look like ---- */

static void a_tab_separated_file_of_utf_16_is_read(void **state)
{
	struct shop shop;
	const char *rows = "Vorname\tNachname\tE-Mail\nJ\xFCrgen\tM\xFCller\tj@m.example\n";
	unsigned char bytes[256] = {0xFF, 0xFE};
	size_t size = 2;
	shop_open(&shop, state);
	for (const char *c = rows; *c; c++, size += 2)
		bytes[size] = (unsigned char)*c; /* Latin-1 is the beginning of Unicode */
	shop_put_file(&shop, bytes, size);
	assert_import(&shop, (struct import_options){0}, COUNTS(1));
	ASSERT_TEXT(watched.found.encoding, TEXT("utf-16le"));
	assert_int_equal(watched.found.delimiter, '\t');
	ASSERT_TEXT(shop_export(&shop, (struct export_options){.columns = TEXT("first_name,last_name,email")}),
		    TEXT("first_name,last_name,email\r\nJürgen,Müller,j@m.example\r\n"));
	shop_close(&shop);
}

static void a_packed_file_of_windows_1252_with_semicolons_is_read(void **state)
{
	struct shop shop;
	const char *rows = "Anrede;Nachname;Geburtsdatum;PLZ;Ort;Land;Telefon "
			   "2\nFrau;Gro\xDF;29.02.1988;28195;Bremen;Deutschland;0421/1\n";
	shop_open(&shop, state);
	gzFile file = gzopen(shop.path, "wb");
	assert_int_equal(gzputs(file, rows), (int)strlen(rows));
	gzclose(file);
	assert_import(&shop, (struct import_options){0}, COUNTS(1));
	assert_true(watched.found.gzip);
	ASSERT_TEXT(watched.found.encoding, TEXT("windows-1252"));
	ASSERT_TEXT(shop_export(&shop,
				(struct export_options){
					.columns = TEXT("salutation,last_name,birth_date,country,address_1_postcode,"
							"address_1_country,phone_1")}),
		    TEXT("salutation,last_name,birth_date,country,address_1_postcode,address_1_country,phone_1\r\n"
			 "ms,Groß,1988-02-29,DE,28195,DE,0421/1\r\n"));
	shop_close(&shop);
}

static void what_begins_as_ascii_and_goes_on_as_windows_1252_is_read(void **state)
{
	struct shop shop;
	struct buffer rows = buffer_make(1 << 20);
	shop_open(&shop, state);
	buffer_add(&rows, TEXT("Email,Name\n"));
	for (int i = 0; i < 4000; i++)
		buffer_add_format(&rows, "p%d@x.example,\n", i);
	buffer_add(&rows, TEXT("q@x.example,"));
	buffer_add_bytes(&rows, "\xC4rger\n", 6);
	shop_put_file(&shop, rows.at, rows.size);
	assert_import(&shop, (struct import_options){.dry_run = true}, COUNTS(4001));
	ASSERT_TEXT(watched.found.encoding, TEXT("windows-1252"));
	buffer_free(&rows);
	shop_close(&shop);
}

static void assert_refused_file(struct shop *shop, struct import_options options, const char *field, const char *code)
{
	struct import_counts counts;
	assert_int_equal(shop_import(shop, options, &counts), INVALID);
	assert_true(shop->ctx.problems->count > 0);
	ASSERT_TEXT(shop->ctx.problems->list[0].field, text_of(field));
	assert_string_equal(shop->ctx.problems->list[0].code, code);
	assert_int_equal(engine_number(&shop->engine, "SELECT COUNT(*) FROM customers"), 0);
	assert_int_equal(engine_number(&shop->engine, "SELECT COUNT(*) FROM imports"), 0);
}

static void assert_no_text(struct shop *shop, struct import_options options, const char *row, const char *column)
{
	assert_refused_file(shop, options, "file", "not_text");
	ASSERT_TEXT(shop->ctx.problems->list[0].values[0], text_of(row));
	ASSERT_TEXT(shop->ctx.problems->list[0].values[1], text_of(column));
	ASSERT_TEXT(shop->ctx.problems->list[0].values[2], TEXT("utf-8"));
}

/* A byte of Latin-1, wherever it stands, makes no letters of others wrong, and keeps nobody else out. */
static void a_row_with_a_byte_that_is_no_text_is_refused_and_no_other__2_C4(void **state)
{
	struct shop shop;
	struct buffer rows = buffer_make(1 << 20);
	shop_open(&shop, state);
	buffer_add(&rows, TEXT("Email,Last Name,City\n"));
	for (int i = 0; i < 600; i++)
		buffer_add_format(&rows, "p%d@x.example,Müller,\n", i);
	buffer_add_bytes(&rows, "q@x.example,\"M\xFCller\",Ipoh\n", 26);
	buffer_add(&rows, TEXT("r@x.example,Kern,Köln\ns@x.example,K\0rn,\n"));
	shop_put_file(&shop, rows.at, rows.size);
	struct text report = text_join(shop.engine.arena, text_of(shop.path), TEXT(".refused"));
	assert_import(&shop, (struct import_options){.report = report}, COUNTS(601, 0, 0, 2));
	ASSERT_TEXT(watched.told, TEXT("602 Last Name bad_byte\n604 Last Name bad_byte\n"));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM customers WHERE last_name = 'Müller'"), 600);
	/* Not corrected, what was lost gets in no other way. */
	assert_import(&shop, (struct import_options){.path = report}, COUNTS(0, 0, 0, 2));
	ASSERT_TEXT(watched.told, TEXT("2 Last Name lost\n3 Last Name lost\n"));
	import_text(&shop, "Email,Last Name\nq@x.example,Müller \uFFFD\n", (struct import_options){0}, COUNTS(1));
	/* Cut off within a character. */
	import_text(&shop, "Email,Name\nt@x.example,Müll\xC3", (struct import_options){0}, COUNTS(0, 0, 0, 1));
	unlink(report.at);
	buffer_free(&rows);
	shop_close(&shop);
}

/* Whoever is filled from a row above takes what is wrong with it along. */
static void a_row_that_goes_on_is_refused_with_the_one_before__2_C4(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop,
		    "email,_website,lastname,_address_city\n"
		    "a@b.example,1,M\xFCller,Köln\n,,,Ipoh\nc@d.example,2,Kern,Jülich\n,,,Düren\n",
		    (struct import_options){0}, COUNTS(1, 1, 0, 2));
	ASSERT_TEXT(watched.told, TEXT("2 lastname bad_byte\n3 lastname bad_byte\n5 _address_city:  -> Düren\n"));
	shop_close(&shop);
}

static void a_file_in_the_wrong_encoding_is_refused_at_its_row_and_column(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	SHOP_PUT_LITERAL(&shop, "Email,Name,City\na@b.example,Kern,K\xF6ln\nc@d.example,G\xF6\xDFler,K\xF6ln\n");
	assert_no_text(&shop, (struct import_options){.encoding = TEXT("utf-8")}, "2", "3");
	/* More of it is Latin-1 than is UTF-8; names of columns cannot be guessed at. */
	SHOP_PUT_LITERAL(&shop, "Email,Name\na@b.example,ü\nc@d.example,G\xF6\xDFler\n");
	assert_no_text(&shop, (struct import_options){.encoding = TEXT("utf-8")}, "3", "2");
	SHOP_PUT_LITERAL(&shop, "Email,Stra\xDF"
				"e\na@b.example,Müller Köln Düren\n");
	assert_no_text(&shop, (struct import_options){.encoding = TEXT("utf-8")}, "1", "2");
	shop_close(&shop);
}

static void hostile_files_are_refused_before_anything_is_written(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	char *huge = malloc((size_t)8 << 20);
	assert_non_null(huge);
	memset(huge, 'x', (size_t)8 << 20);
	memcpy(huge, "Email\n", 6);
	shop_put_file(&shop, huge, (size_t)2 << 20);
	assert_refused_file(&shop, (struct import_options){0}, "file", "csv_field_size");
	memset(huge, ',', (size_t)1 << 20);
	shop_put_file(&shop, huge, (size_t)1 << 20);
	assert_refused_file(&shop, (struct import_options){.delimiter = ','}, "file", "csv_columns");
	gzFile bomb = gzopen(shop.path, "wb9");
	memset(huge, 'y', (size_t)8 << 20);
	for (int i = 0; i < 16; i++)
		gzwrite(bomb, huge, 8 << 20);
	gzclose(bomb);
	assert_refused_file(&shop, (struct import_options){0}, "file", "csv_field_size");
	SHOP_PUT_LITERAL(&shop, "\x1f\x8b\x08\x00garbage");
	assert_refused_file(&shop, (struct import_options){0}, "file", "packed");
	SHOP_PUT_LITERAL(&shop, "Email\n\"a");
	assert_refused_file(&shop, (struct import_options){0}, "file", "csv_quote");
	SHOP_PUT_LITERAL(&shop, "");
	assert_refused_file(&shop, (struct import_options){0}, "file", "empty");
	SHOP_PUT_LITERAL(&shop, "Email\n\xff\xfe\n");
	assert_refused_file(&shop, (struct import_options){.encoding = TEXT("utf-8")}, "file", "not_text");
	free(huge);
	shop_close(&shop);
}

static void what_cannot_be_meant_is_said(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	SHOP_PUT_LITERAL(&shop, "Email\na@b.example\n");
	assert_refused_file(&shop, (struct import_options){.path = TEXT("/nowhere/file.csv")}, "file", "unreadable");
	assert_refused_file(&shop, (struct import_options){.path = TEXT("/tmp")}, "file", "no_file");
	assert_refused_file(&shop, (struct import_options){.path = TEXT("/dev/zero")}, "file", "no_file");
	assert_refused_file(&shop, (struct import_options){.map = TEXT("Mail=email")}, "map", "unknown_header");
	assert_refused_file(&shop, (struct import_options){.map = TEXT("Email=e_mail")}, "map", "unknown_column");
	assert_refused_file(&shop, (struct import_options){.encoding = TEXT("ebcdic")}, "encoding", "unknown");
	shop_close(&shop);
}

/* ---- what is done ---- */

static void a_dry_run_tells_every_difference_and_writes_nothing(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,First Name,Phone,Tags\na@b.example,Ann,110,x\n", (struct import_options){0},
		    COUNTS(1));
	struct text before = shop_export(&shop, (struct export_options){0});
	const char *rows = "Email,First Name,Phone,Tags,Shop size\n"
			   "a@b.example,Anna,110,y,XL\nn@b.example,New,,,\nnobody,Bad,,,\nN@B.example,Newer,,,\n";
	import_text(&shop, rows, (struct import_options){.dry_run = true}, COUNTS(1, 2, 0, 1));
	ASSERT_TEXT(watched.told,
		    TEXT("2 First Name: Ann -> Anna\n2 Tags: x -> x;y\n2 Shop size:  -> XL\n"
			 "4 Email not_an_address\n5 Email: n@b.example -> N@b.example\n5 First Name: New -> Newer\n"));
	ASSERT_TEXT(shop_export(&shop, (struct export_options){0}), before);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM tags"), 1);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM attributes"), 0);
	import_text(&shop, rows, (struct import_options){0}, COUNTS(1, 2, 0, 1));
	shop_close(&shop);
}

static void refused_rows_come_back_to_be_corrected(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	struct text report = text_format(shop.engine.arena, "%s.refused", shop.path);
	import_text(&shop,
		    "Email,Country,Type,Last Name\na@b.example,Swaziland,retail,=cmd\nc@d.example,Atlantis,gold,Plato\n"
		    "a@b.example.,MY,,x\nx@y.example,MY,,one,too,many\n",
		    (struct import_options){.report = report}, COUNTS(1, 0, 0, 3));
	ASSERT_TEXT(watched.told, TEXT("3 Country unknown\n3 Type unfit\n4 Email not_an_address\n5  too_many_cells\n"));
	char bytes[4096];
	FILE *file = fopen(report.at, "rb");
	assert_non_null(file);
	size_t size = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	ASSERT_TEXT(((struct text){bytes, size}),
		    TEXT("Email,Country,Type,Last Name,import_row,import_reason\r\n"
			 "c@d.example,Atlantis,gold,Plato,3,Country: unknown / Type: unfit\r\n"
			 "a@b.example.,MY,,x,4,Email: not_an_address\r\nx@y.example,MY,,one,5,: too_many_cells\r\n"));
	import_text(&shop,
		    "Email,Country,Type,Last Name,import_row,import_reason\r\nc@d.example,Greece,retail,Plato,3,x\r\n",
		    (struct import_options){0}, COUNTS(1));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM attributes"), 0);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM import_refusals"), 0);
	unlink(report.at);
	shop_close(&shop);
}

static void nobody_takes_what_is_another_s(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,Customer Id,email_2\na@b.example,A1,c@d.example\n", (struct import_options){0},
		    COUNTS(1));
	import_text(&shop, "Email,Customer Id\nother@b.example,A1\n",
		    (struct import_options){.match = IMPORT_MATCH_EMAIL}, COUNTS(0, 0, 0, 1));
	ASSERT_TEXT(watched.told, TEXT("2 Customer Id in_use_by\n"));
	import_text(&shop, "Email,Customer Id\nc@d.example,A2\n",
		    (struct import_options){.match = IMPORT_MATCH_EXTERNAL}, COUNTS(0, 0, 0, 1));
	import_text(&shop, "Email,Name\na@b.example,x\n", (struct import_options){.mode = IMPORT_MODE_CREATE},
		    COUNTS(0, 0, 0, 1));
	import_text(&shop, "Email,Name\nz@b.example,x\n", (struct import_options){.mode = IMPORT_MODE_UPDATE},
		    COUNTS(0, 0, 0, 1));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM customers"), 1);
	shop_close(&shop);
}

static void a_row_that_says_nobody_is_refused_and_a_delimiter_that_a_file_names_is_its_own(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "sep=;\r\nEmail;Last Name\r\na@b.example;Lee, Ann\r\n", (struct import_options){0},
		    COUNTS(1));
	assert_false(watched.found.is_headless);
	assert_int_equal(watched.found.rows, 1);
	import_text(&shop, "City,Tags,Note,id,Language\nIpoh,x,y,,\n,,,77,\n,,,,ms\n", (struct import_options){0},
		    COUNTS(0, 0, 0, 3));
	ASSERT_TEXT(watched.told, TEXT("2  nobody\n3  nobody\n4  nobody\n"));
	import_text(&shop, "Company,Phone,Customer Id\nAcme,,\n,110,\n,,A1\n", (struct import_options){0}, COUNTS(3));
	/* Who has no header is told so, and makes nobody. */
	import_text(&shop, "x@b.example\ny@b.example\nz@b.example\n", (struct import_options){0}, COUNTS(0, 0, 0, 2));
	assert_true(watched.found.is_headless);
	import_text(&shop, "Email,x@b.example\nv@b.example,1\n", (struct import_options){.dry_run = true}, COUNTS(1));
	assert_true(watched.found.is_headless);
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM customers"), 4);
	shop_close(&shop);
}

static void nobody_gets_another_number_than_the_row_says(void **state)
{
	const struct import_options by_id = {.match = IMPORT_MATCH_ID};
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,Name\na@b.example,Ann\n", (struct import_options){0}, COUNTS(1));
	import_text(&shop, "id,Name\n987654,Eve\n,Otto\n", by_id, COUNTS(1, 0, 0, 1));
	ASSERT_TEXT(watched.told, TEXT("2 id not_found\n"));
	import_text(&shop, "id,Name\n987654,Eve\n",
		    (struct import_options){.match = IMPORT_MATCH_ID, .mode = IMPORT_MODE_CREATE}, COUNTS(1));
	shop_close(&shop);
}

static void empty_cells_take_away_only_when_asked_to(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,Company,Phone,City,Tags\na@b.example,Acme,110,Ipoh,x;y\n", (struct import_options){0},
		    COUNTS(1));
	const char *empty = "Email,Company,Phone,City,Tags\na@b.example,,,,y\n";
	import_text(&shop, empty, (struct import_options){0}, COUNTS(0, 0, 1));
	import_text(&shop, empty, (struct import_options){.replace = true}, COUNTS(0, 1));
	ASSERT_TEXT(shop_export(&shop, (struct export_options){.columns = TEXT("company,phone_1,address_1_city,tags")}),
		    TEXT("company,phone_1,address_1_city,tags\r\n,,,y\r\n"));
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_tab_separated_file_of_utf_16_is_read),
		ON_BOTH(a_packed_file_of_windows_1252_with_semicolons_is_read),
		ON_BOTH(what_begins_as_ascii_and_goes_on_as_windows_1252_is_read),
		ON_BOTH(a_row_with_a_byte_that_is_no_text_is_refused_and_no_other__2_C4),
		ON_BOTH(a_row_that_goes_on_is_refused_with_the_one_before__2_C4),
		ON_BOTH(a_file_in_the_wrong_encoding_is_refused_at_its_row_and_column),
		ON_SQLITE(hostile_files_are_refused_before_anything_is_written),
		ON_SQLITE(what_cannot_be_meant_is_said),
		ON_BOTH(a_dry_run_tells_every_difference_and_writes_nothing),
		ON_BOTH(refused_rows_come_back_to_be_corrected),
		ON_BOTH(nobody_takes_what_is_another_s),
		ON_BOTH(a_row_that_says_nobody_is_refused_and_a_delimiter_that_a_file_names_is_its_own),
		ON_BOTH(nobody_gets_another_number_than_the_row_says),
		ON_BOTH(empty_cells_take_away_only_when_asked_to),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
