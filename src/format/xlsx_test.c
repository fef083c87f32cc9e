/* Stories of workbooks: what is written is read, what others write is understood, what is hostile is refused. */
#include "format/xlsx_read.h"
#include "format/xlsx_write.h"
#include "tests/unit.h"

#include "base/arena.h"
#include "format/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

/* ---- reading into a text ---- */

struct seen {
	struct buffer text; /* "1:a|b\n" */
	int64_t stop_at;
};

static enum outcome see(void *state, int64_t row, const struct text *fields, size_t count)
{
	struct seen *seen = state;
	buffer_add_number(&seen->text, row);
	buffer_add_char(&seen->text, ':');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_char(&seen->text, '|');
		buffer_add(&seen->text, fields[i]);
	}
	buffer_add_char(&seen->text, '\n');
	return row == seen->stop_at ? CONFLICT : DONE;
}

static enum outcome read_bytes(struct text file, struct seen *seen, struct csv_fault *fault)
{
	struct unzip *unzip __attribute__((cleanup(unzip_cleanup))) = NULL;
	*fault = (struct csv_fault){0};
	assert_int_equal(unzip_open_bytes((struct bytes){(const unsigned char *)file.at, file.size}, &unzip), DONE);
	assert_true(xlsx_is_xlsx(unzip));
	return xlsx_read(unzip, &(struct csv_options){0}, see, seen, fault);
}

static void assert_reads(struct text file, const char *rows)
{
	struct seen seen = {.text = buffer_make(1 << 20)};
	struct csv_fault fault;
	assert_int_equal(read_bytes(file, &seen, &fault), DONE);
	ASSERT_TEXT(buffer_text(&seen.text), text_of(rows));
	buffer_free(&seen.text);
}

/* ---- what we write ---- */

static void what_is_written_is_read_again_also_in_pieces(void **state)
{
	(void)state;
	static const char *const texts[] = {"=1+1",     "a\r\nb",   "_x000D_", "<&>\"'",      " blanks ",
					    "\x01\x1F", "😀 Zoë 张", "007",     "\xEF\xBF\xBF"};
	struct buffer file = buffer_make(1 << 20), rows = buffer_make(1 << 20);
	struct xlsx_state kept = {0};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct xlsx_writer xlsx = xlsx_writer_make(kept);
		assert_int_equal(xlsx_add_text(&xlsx, text_of(texts[i])), DONE);
		assert_int_equal(xlsx_add_text(&xlsx, TEXT("")), DONE);
		assert_int_equal(xlsx_add_number(&xlsx, TEXT("12345678901")), DONE);
		assert_int_equal(xlsx_add_number(&xlsx, TEXT("0012")), DONE);
		assert_int_equal(xlsx_add_date(&xlsx, TEXT("1988-02-29")), DONE);
		assert_int_equal(xlsx_add_date(&xlsx, TEXT("1899-12-31")), DONE);
		xlsx_end_row(&xlsx);
		bool last = i + 1 == sizeof texts / sizeof *texts;
		assert_int_equal(last ? xlsx_end(&xlsx, (int64_t)file.size, &file) : xlsx_take(&xlsx, &file), DONE);
		kept = xlsx.state;
		xlsx_writer_free(&xlsx);
		buffer_add_format(&rows, "%zu:%s||12345678901|0012|1988-02-29|1899-12-31\n", i + 1, texts[i]);
	}
	struct text expected = buffer_text(&rows);
	buffer_add_char(&rows, 0);
	assert_reads(buffer_text(&file), expected.at);
	buffer_free(&file);
	buffer_free(&rows);
}

static void what_a_cell_cannot_hold_is_refused(void **state)
{
	(void)state;
	char *huge = malloc(XLSX_CELL_MOST + 8);
	struct xlsx_writer xlsx = xlsx_writer_make((struct xlsx_state){0});
	memset(huge, 'x', XLSX_CELL_MOST + 8);
	assert_int_equal(xlsx_add_text(&xlsx, (struct text){huge, XLSX_CELL_MOST}), DONE);
	assert_int_equal(xlsx_add_text(&xlsx, (struct text){huge, XLSX_CELL_MOST + 1}), INVALID);
	memcpy(huge + XLSX_CELL_MOST - 3, "\xF0\x9F\x98\x80", 4); /* two units */
	assert_int_equal(xlsx_add_text(&xlsx, (struct text){huge, XLSX_CELL_MOST + 1}), DONE);
	xlsx_writer_free(&xlsx);
	struct xlsx_writer full = xlsx_writer_make((struct xlsx_state){XLSX_ROWS_MOST, 1, 0});
	struct buffer out = buffer_make(1 << 20);
	assert_int_equal(xlsx_add_text(&full, TEXT("x")), DONE);
	xlsx_end_row(&full);
	assert_int_equal(xlsx_take(&full, &out), TOO_MANY);
	xlsx_writer_free(&full);
	buffer_free(&out);
	free(huge);
}

/* ---- what others write ---- */

#define RELATIONS                                                                                                      \
	"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/one.xml'/>"                        \
	"<Relationship Id='r2' Type='x/worksheet' Target='/xl/two.xml'/>"                                              \
	"<Relationship Id='r3' Type='x/sharedStrings' Target='sharedStrings.xml'/>"                                    \
	"<Relationship Id='r4' Type='x/styles' Target='styles.xml'/></Relationships>"
#define BOOK                                                                                                           \
	"<workbook xmlns:r='y'><sheets><sheet name='h' r:id='r1' state='hidden'/><sheet name='a' "                     \
	"r:id='r2'/></sheets></workbook>"

struct part {
	const char *name, *content;
	size_t size; /* 0: as a string */
};

/* A zip of these parts; freed with the arena. */
static struct text zip_of(struct arena *arena, const struct part *parts, size_t count)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_source_keep(source);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	assert_non_null(zip);
	for (size_t i = 0; i < count; i++) {
		size_t size = parts[i].size ? parts[i].size : strlen(parts[i].content);
		zip_source_t *part = zip_source_buffer(zip, parts[i].content, size, 0);
		assert_true(zip_file_add(zip, parts[i].name, part, 0) >= 0);
	}
	assert_int_equal(zip_close(zip), 0);
	zip_stat_t about;
	assert_int_equal(zip_source_stat(source, &about), 0);
	char *bytes = arena_take(arena, about.size);
	assert_int_equal(zip_source_open(source), 0);
	assert_int_equal(zip_source_read(source, bytes, about.size), (zip_int64_t)about.size);
	zip_source_close(source);
	zip_source_free(source);
	return (struct text){bytes, about.size};
}

static struct text book_of(struct arena *arena, const char *sheet, size_t size)
{
	const struct part parts[] = {
		{"xl/workbook.xml", BOOK, 0},
		{"xl/_rels/workbook.xml.rels", RELATIONS, 0},
		{"xl/two.xml", sheet, size},
		{"xl/sharedStrings.xml",
		 "<sst><si><t>one</t></si><si><r><t>t</t></r><r><t xml:space='preserve'>wo "
		 "</t></r><rPh><t>x</t></rPh></si>"
		 "<si><t>a_x000D_b_x005F_x0041_</t></si></sst>",
		 0},
		{"xl/styles.xml",
		 "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='[$-409]d\\-mmm\\-yyyy;@'/>"
		 "<numFmt numFmtId='165' formatCode='0.0%'/><numFmt numFmtId='166' formatCode='#,##0\" "
		 "days\"'/></numFmts>"
		 "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/>"
		 "<xf numFmtId='165'/><xf numFmtId='22'/><xf numFmtId='20'/><xf "
		 "numFmtId='166'/></cellXfs></styleSheet>",
		 0},
	};
	return zip_of(arena, parts, sizeof parts / sizeof *parts);
}

static void what_spreadsheets_write_is_understood(void **state)
{
	(void)state;
	struct arena *arena = arena_open(SIZE_MAX);
	const char *sheet = "<worksheet><sheetData><row r='2'><c r='A2' s='1'/></row><row r='3'><c r='A3' "
			    "t='s'><v>0</v></c><c r='C3' "
			    "t='s'><v>1</v></c><c r='D3' t='inlineStr'><is><t>in</t></is></c></row>"
			    "<row r='4' spans='1:9'><c r='A4' s='1'><v>32202</v></c><c r='B4' "
			    "s='2'><v>7.4999999999999997E-2</v></c>"
			    "<c r='C4' s='3'><v>45352.520833333336</v></c><c r='D4' s='4'><v>0.75</v></c><c r='E4' "
			    "s='5'><v>12</v></c>"
			    "<c r='F4'><v>0.30000000000000004</v></c><c r='G4'><v>4.9151234567000002E+17</v></c>"
			    "<c r='H4' t='b'><v>1</v></c><c r='I4' t='str'><f>A1&amp;\"x\"</f><v>cached</v></c><c "
			    "r='J4' t='e'><v>#N/A</v></c>"
			    "</row><row r='6'><c t='s'><v>2</v></c><c><v>5</v></c><c s='1'/></row><row r='7'><c r='A7' "
			    "s='2'/></row>"
			    "</sheetData></worksheet>";
	assert_reads(book_of(arena, sheet, 0),
		     "1:one||two |in\n"
		     "2:1988-02-29|7.5%|2024-03-01 12:30:00|18:00:00|12|0.3|491512345670000000|yes|cached|#N/A\n"
		     "3:\n"
		     "4:a\rb_x0041_|5\n");
	arena_close(arena);
}

static void formats_of_numbers_are_told_apart(void **state)
{
	static const struct {
		const char *code;
		enum xlsx_kind kind;
	} cases[] = {
		{"General", XLSX_NUMBER},
		{"0.00E+00", XLSX_NUMBER},
		{"[Red]#,##0.00;[Blue]-#,##0.00", XLSX_NUMBER},
		{"0\" days\"", XLSX_NUMBER},
		{"_(* #,##0_)", XLSX_NUMBER},
		{"yyyy\\-mm\\-dd", XLSX_DATE},
		{"MMMM", XLSX_DATE},
		{"[$-F800]dddd, mmmm dd, yyyy", XLSX_DATE},
		{"h:mm AM/PM", XLSX_TIME},
		{"mm:ss.0", XLSX_TIME},
		{"[h]:mm", XLSX_TIME},
		{"dd.mm.yyyy hh:mm", XLSX_MOMENT},
		{"0.00%", XLSX_PERCENT},
		{"0\\%", XLSX_NUMBER},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (xlsx_kind_of(text_of(cases[i].code)) != cases[i].kind)
			fail_msg("%s is %d", cases[i].code, (int)xlsx_kind_of(text_of(cases[i].code)));
}

/* ---- what is hostile ---- */

static void assert_refused(struct text file, enum outcome outcome, const char *code)
{
	struct seen seen = {.text = buffer_make(1 << 20)};
	struct csv_fault fault;
	enum outcome actual = read_bytes(file, &seen, &fault);
	if (actual != outcome || !fault.code || strcmp(fault.code, code) != 0)
		fail_msg("%s: %d, %s", code, (int)actual, fault.code ? fault.code : "no fault");
	buffer_free(&seen.text);
}

static void hostile_workbooks_are_refused(void **state)
{
	(void)state;
	struct arena *arena = arena_open(SIZE_MAX);
	static const struct {
		const char *sheet, *code;
		enum outcome outcome;
	} cases[] = {
		{"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet>&b;</worksheet>", "xlsx_damaged",
		 INVALID},
		{"<worksheet><sheetData>", "xlsx_damaged", INVALID},
		{"<worksheet><row r='5'/><row r='5'/></worksheet>", "xlsx_place", INVALID},
		{"<worksheet><row r='9999999'/></worksheet>", "xlsx_rows", TOO_MANY},
		{"<worksheet><row><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row></worksheet>", "xlsx_place",
		 INVALID},
		{"<worksheet><row><c r='XFD1'><v>1</v></c></row></worksheet>", "csv_columns", TOO_MANY},
		{"<worksheet><row><c t='s'><v>3</v></c></row></worksheet>", "xlsx_place", INVALID},
		{"<worksheet><row><c t='s'><v>-1</v></c></row></worksheet>", "xlsx_place", INVALID},
		{"<worksheet><row><c t='inlineStr'><is><t>_x0000_</t></is></c></row></worksheet>", "csv_text", INVALID},
		{"<worksheet><c><v>1</v></c></worksheet>", "xlsx_place", INVALID},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_refused(book_of(arena, cases[i].sheet, 0), cases[i].outcome, cases[i].code);
	size_t size = (size_t)24 << 20;
	char *deep = malloc(size), *cell = malloc(size);
	memset(deep, ' ', size);
	for (size_t i = 0; i + 3 <= size; i += 3)
		memcpy(deep + i, "<a>", 3);
	assert_refused(book_of(arena, deep, 3000), INVALID, "xlsx_damaged");
	memset(cell, 'x', size);
	const char *head = "<worksheet><row><c t='inlineStr'><is><t>";
	memcpy(cell, head, strlen(head));
	assert_refused(book_of(arena, cell, size), TOO_MANY, "csv_field_size");
	memset(cell, 'x', 64);
	memcpy(cell, "<worksheet a='", 14);
	assert_refused(book_of(arena, cell, size), TOO_MANY, "xlsx_size");
	const struct part alone[] = {{"xl/workbook.xml", BOOK, 0}};
	assert_refused(zip_of(arena, alone, 1), INVALID, "xlsx_damaged");
	free(deep);
	free(cell);
	arena_close(arena);
}

static enum outcome count_bytes(void *state, struct bytes piece)
{
	*(uint64_t *)state += piece.size;
	return DONE;
}

static void bombs_and_damaged_archives_are_refused(void **state)
{
	(void)state;
	struct arena *arena = arena_open(SIZE_MAX);
	struct unzip *unzip;
	size_t size = (size_t)48 << 20;
	uint64_t seen = 0;
	char *zeros = calloc(1, size);
	const struct part parts[] = {{"bomb.csv", zeros, size}, {"fine.csv", "a,b\n", 0}};
	struct text file = zip_of(arena, parts, 2);
	const struct bytes bytes = {(const unsigned char *)file.at, file.size};
	assert_true(unzip_is_zip(bytes));
	assert_int_equal(unzip_open_bytes(bytes, &unzip), DONE);
	assert_int_equal(unzip_count(unzip), 2);
	ASSERT_TEXT(unzip_name(unzip, 1), TEXT("fine.csv"));
	assert_int_equal(unzip_read(unzip, 0, UINT64_MAX, count_bytes, &seen), TOO_MANY);
	assert_true(seen <= UNZIP_FREE_BYTES + (1 << 20));
	assert_int_equal(unzip_read(unzip, 1, 3, count_bytes, &seen), TOO_MANY);
	seen = 0;
	assert_int_equal(unzip_read(unzip, 1, 4, count_bytes, &seen), DONE);
	assert_int_equal(seen, 4);
	unzip_close(unzip);
	assert_int_equal(unzip_open_bytes((struct bytes){bytes.at, bytes.size / 2}, &unzip), INVALID);
	assert_null(unzip);
	/* A byte of the packed part is another. */
	char *damaged = arena_take(arena, file.size);
	memcpy(damaged, file.at, file.size);
	damaged[40] ^= 1;
	assert_int_equal(unzip_open_bytes((struct bytes){(const unsigned char *)damaged, file.size}, &unzip), DONE);
	assert_true(unzip_read(unzip, 0, UINT64_MAX, count_bytes, &seen) != DONE);
	unzip_close(unzip);
	free(zeros);
	arena_close(arena);
}

static void the_reader_ends_when_it_is_told_to(void **state)
{
	(void)state;
	struct arena *arena = arena_open(SIZE_MAX);
	struct seen seen = {.text = buffer_make(1 << 20), .stop_at = 1};
	struct csv_fault fault;
	struct text file =
		book_of(arena, "<worksheet><row><c><v>1</v></c></row><row><c><v>2</v></c></row></worksheet>", 0);
	assert_int_equal(read_bytes(file, &seen, &fault), CONFLICT);
	assert_null(fault.code);
	ASSERT_TEXT(buffer_text(&seen.text), TEXT("1:1\n"));
	buffer_free(&seen.text);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_again_also_in_pieces),
		cmocka_unit_test(what_a_cell_cannot_hold_is_refused),
		cmocka_unit_test(what_spreadsheets_write_is_understood),
		cmocka_unit_test(formats_of_numbers_are_told_apart),
		cmocka_unit_test(hostile_workbooks_are_refused),
		cmocka_unit_test(bombs_and_damaged_archives_are_refused),
		cmocka_unit_test(the_reader_ends_when_it_is_told_to),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
