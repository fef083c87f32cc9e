/* Files in, files out: what was exported imports as unchanged, whatever a file looks like, and an import that was
 * killed goes on where it was. */
#include "tests/engine.h"
#include "tests/unit.h"

#include "base/buffer.h"
#include "features/transfer/transfer.h"
#include "format/country.h"
#include "format/csv_read.h"
#include "server/bootstrap.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#define SAMPLE "data/customers-100.csv"

struct shop {
	struct engine engine;
	struct context ctx;
	char path[64];
};

static void shop_open(struct shop *shop, void **state)
{
	engine_open(&shop->engine, *state);
	context_open(&shop->ctx, shop->engine.arena, shop->engine.store);
	assert_int_equal(bootstrap_basics(&shop->ctx), DONE);
	strcpy(shop->path, "/tmp/clientele-transfer-XXXXXX");
	int file = mkstemp(shop->path);
	assert_true(file >= 0);
	close(file);
}

static void shop_close(struct shop *shop)
{
	unlink(shop->path);
	context_close(&shop->ctx);
	engine_close(&shop->engine);
}

static void put_file(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

/* ---- looking on ---- */

struct watched {
	struct arena *arena;
	struct text told; /* differences and problems, a line each */
	struct import_found found;
	int64_t kill_at;  /* the row at which the process dies; 0: never */
	bool kill_inside; /* while the transaction runs */
};
static struct watched watched;

static void see_found(void *state, const struct import_found *found)
{
	(void)state;
	watched.found = *found;
}

static void see_row(void *state, const struct import_row *row)
{
	(void)state;
	for (size_t i = 0; i < row->difference_count && row->result == IMPORT_UPDATED; i++)
		watched.told = text_format(watched.arena, "%.*s%lld %.*s: %.*s -> %.*s\n", TEXT_ARG(watched.told),
					   (long long)row->row, TEXT_ARG(row->differences[i].header),
					   TEXT_ARG(row->differences[i].old), TEXT_ARG(row->differences[i].new));
	for (size_t i = 0; i < row->problem_count; i++)
		watched.told =
			text_format(watched.arena, "%.*s%lld %.*s %s\n", TEXT_ARG(watched.told), (long long)row->row,
				    TEXT_ARG(row->problems[i].field), row->problems[i].code);
	if (watched.kill_at && row->row >= watched.kill_at && !watched.kill_inside)
		raise(SIGKILL);
}

static struct text see_sentence(struct arena *arena, const struct problem *problem)
{
	if (watched.kill_inside)
		raise(SIGKILL);
	return text_format(arena, "%.*s: %s", TEXT_ARG(problem->field), problem->code);
}

static const struct import_watch watch = {NULL, see_found, see_row, see_sentence};

static enum outcome import_with(struct shop *shop, struct import_options options, struct import_counts *counts)
{
	if (text_is_none(options.path))
		options.path = text_of(shop->path);
	watched = (struct watched){.arena = shop->engine.arena, .told = TEXT("")};
	problems_clear(shop->ctx.problems);
	*counts = (struct import_counts){{0}};
	return transfer_import(&shop->ctx, &options, &watch, counts);
}

static void assert_import(struct shop *shop, struct import_options options, const int64_t expected[IMPORT_RESULTS])
{
	struct import_counts counts;
	enum outcome outcome = import_with(shop, options, &counts);
	if (outcome != DONE && shop->ctx.problems->count)
		fail_msg("%s %.*s", shop->ctx.problems->list[0].code, TEXT_ARG(shop->ctx.problems->list[0].values[0]));
	assert_int_equal(outcome, DONE);
	for (int i = 0; i < IMPORT_RESULTS; i++)
		if (counts.of[i] != expected[i])
			fail_msg("%lld created, %lld updated, %lld unchanged, %lld refused\n%.*s",
				 (long long)counts.of[0], (long long)counts.of[1], (long long)counts.of[2],
				 (long long)counts.of[3], TEXT_ARG(watched.told));
}
#define COUNTS(...) ((const int64_t[IMPORT_RESULTS]){__VA_ARGS__})

static void import_text(struct shop *shop, const char *csv, struct import_options options, const int64_t *expected)
{
	put_file(shop->path, csv, strlen(csv));
	assert_import(shop, options, expected);
}

static void assert_refused_file(struct shop *shop, struct import_options options, const char *field, const char *code)
{
	struct import_counts counts;
	assert_int_equal(import_with(shop, options, &counts), INVALID);
	assert_true(shop->ctx.problems->count > 0);
	ASSERT_TEXT(shop->ctx.problems->list[0].field, text_of(field));
	assert_string_equal(shop->ctx.problems->list[0].code, code);
	assert_int_equal(engine_number(&shop->engine, "SELECT COUNT(*) FROM customers"), 0);
	assert_int_equal(engine_number(&shop->engine, "SELECT COUNT(*) FROM imports"), 0);
}

/* ---- exports ---- */

static enum outcome keep_piece(void *state, struct text piece)
{
	struct buffer *out = state;
	buffer_add(out, piece);
	return DONE;
}

static struct text export(struct shop *shop, struct export_options options)
{
	struct buffer out = buffer_make((size_t)16 << 20);
	int64_t rows;
	assert_int_equal(transfer_export(&shop->ctx, &options, keep_piece, &out, &rows), DONE);
	struct text all = text_copy(shop->engine.arena, buffer_text(&out));
	buffer_free(&out);
	return all;
}

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
	struct table made = table_of(shop.engine.arena, export(&shop, (struct export_options){0}));
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
		"g@h.example,-,yes,,,,,,,,,,,,,,,,,,\n",
		(struct import_options){0}, COUNTS(2));
	struct text whole = export(&shop, (struct export_options){0});
	assert_true(text_find(whole, TEXT("'=1+1"), 0) != SIZE_MAX);
	assert_true(text_find(whole, TEXT("MY-02"), 0) != SIZE_MAX);
	put_file(shop.path, whole.at, whole.size);
	assert_import(&shop, (struct import_options){0}, COUNTS(0, 0, 102, 0));
	assert_import(&shop, (struct import_options){.match = IMPORT_MATCH_ID, .replace = true}, COUNTS(0, 0, 102, 0));
	struct text raw = export(&shop, (struct export_options){.raw = true, .delimiter = ';'});
	assert_true(text_find(raw, TEXT("'=1+1"), 0) == SIZE_MAX);
	put_file(shop.path, raw.at, raw.size);
	assert_import(&shop, (struct import_options){.raw = true, .replace = true}, COUNTS(0, 0, 102, 0));
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
	struct text whole = export(&shop, (struct export_options){0});
	put_file(other.path, whole.at, whole.size);
	assert_import(&other, (struct import_options){0}, COUNTS(100));
	ASSERT_TEXT(export(&other, (struct export_options){.columns = TEXT(PERSONAL)}),
		    export(&shop, (struct export_options){.columns = TEXT(PERSONAL)}));
	shop_close(&other);
	shop_close(&shop);
}

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
	put_file(shop.path, bytes, size);
	assert_import(&shop, (struct import_options){0}, COUNTS(1));
	ASSERT_TEXT(watched.found.encoding, TEXT("utf-16le"));
	assert_int_equal(watched.found.delimiter, '\t');
	ASSERT_TEXT(export(&shop, (struct export_options){.columns = TEXT("first_name,last_name,email")}),
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
	ASSERT_TEXT(export(&shop,
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
	put_file(shop.path, rows.at, rows.size);
	assert_import(&shop, (struct import_options){.dry_run = true}, COUNTS(4001));
	ASSERT_TEXT(watched.found.encoding, TEXT("windows-1252"));
	buffer_free(&rows);
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
	put_file(shop.path, huge, (size_t)2 << 20);
	assert_refused_file(&shop, (struct import_options){0}, "file", "csv_field_size");
	memset(huge, ',', (size_t)1 << 20);
	put_file(shop.path, huge, (size_t)1 << 20);
	assert_refused_file(&shop, (struct import_options){.delimiter = ','}, "file", "csv_columns");
	gzFile bomb = gzopen(shop.path, "wb9");
	memset(huge, 'y', (size_t)8 << 20);
	for (int i = 0; i < 16; i++)
		gzwrite(bomb, huge, 8 << 20);
	gzclose(bomb);
	assert_refused_file(&shop, (struct import_options){0}, "file", "csv_field_size");
	put_file(shop.path, "\x1f\x8b\x08\x00garbage", 11);
	assert_refused_file(&shop, (struct import_options){0}, "file", "gzip");
	put_file(shop.path, "Email\n\"a", 8);
	assert_refused_file(&shop, (struct import_options){0}, "file", "csv_quote");
	put_file(shop.path, "", 0);
	assert_refused_file(&shop, (struct import_options){0}, "file", "empty");
	put_file(shop.path, "Email\n\xff\xfe\n", 9);
	assert_refused_file(&shop, (struct import_options){.encoding = TEXT("utf-8")}, "file", "not_text");
	free(huge);
	shop_close(&shop);
}

static void what_cannot_be_meant_is_said(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	put_file(shop.path, "Email\na@b.example\n", 18);
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
	struct text before = export(&shop, (struct export_options){0});
	const char *rows = "Email,First Name,Phone,Tags,Shop size\n"
			   "a@b.example,Anna,110,y,XL\nn@b.example,New,,,\nnobody,Bad,,,\nN@B.example,Newer,,,\n";
	import_text(&shop, rows, (struct import_options){.dry_run = true}, COUNTS(1, 2, 0, 1));
	ASSERT_TEXT(watched.told,
		    TEXT("2 First Name: Ann -> Anna\n2 Tags: x -> x;y\n2 Shop size:  -> XL\n"
			 "4 Email not_an_address\n5 Email: n@b.example -> N@b.example\n5 First Name: New -> Newer\n"));
	ASSERT_TEXT(export(&shop, (struct export_options){0}), before);
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
	import_text(&shop, "Email,Name\na@b.example,x\n", (struct import_options){.mode = IMPORT_CREATE},
		    COUNTS(0, 0, 0, 1));
	import_text(&shop, "Email,Name\nz@b.example,x\n", (struct import_options){.mode = IMPORT_UPDATE},
		    COUNTS(0, 0, 0, 1));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM customers"), 1);
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
	ASSERT_TEXT(export(&shop, (struct export_options){.columns = TEXT("company,phone_1,address_1_city,tags")}),
		    TEXT("company,phone_1,address_1_city,tags\r\n,,,y\r\n"));
	shop_close(&shop);
}

static void only_who_passes_the_filter_is_exported(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,blocked\na@b.example,yes\nc@d.example,no\n", (struct import_options){0}, COUNTS(2));
	ASSERT_TEXT(export(&shop,
			   (struct export_options){.columns = TEXT("email,status"), .filter = TEXT("status:blocked")}),
		    TEXT("email,status\r\na@b.example,blocked\r\n"));
	int64_t rows;
	assert_int_equal(transfer_export(&shop.ctx, &(struct export_options){.columns = TEXT("e_mail")}, keep_piece,
					 NULL, &rows),
			 INVALID);
	shop_close(&shop);
}

/* ---- kill -9 ---- */

#define KILLED_ROWS 450

static void put_many(struct shop *shop)
{
	struct buffer rows = buffer_make(1 << 20);
	buffer_add(&rows, TEXT("Email,First Name,Phone,Tags,Colour\n"));
	for (int i = 0; i < KILLED_ROWS; i++)
		buffer_add_format(&rows, i % 45 == 44 ? "nobody%d,Bad,,,\n" : "p%d@x.example,P,012-345 67%d,t,blue\n",
				  i, i % 100);
	put_file(shop->path, rows.at, rows.size);
	buffer_free(&rows);
}

/* Imports in a process of its own, which kills itself. */
static void import_and_die(struct shop *shop, int64_t at, bool inside)
{
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct arena *arena = arena_open(SIZE_MAX);
		const struct store_options options = {.where = shop->engine.where};
		const struct import_options import = {.path = text_of(shop->path)};
		struct import_counts counts;
		struct store *store;
		struct context ctx;
		struct text why;
		if (store_open(&options, arena, &store, &why) != DONE)
			_exit(1);
		context_open(&ctx, arena, store);
		watched = (struct watched){.arena = arena, .told = TEXT(""), .kill_at = at, .kill_inside = inside};
		enum outcome outcome = transfer_import(&ctx, &import, &watch, &counts);
		_exit(outcome == DONE ? 0 : 2);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void an_import_that_was_killed_goes_on_and_does_no_row_twice(void **state)
{
	static const struct {
		int64_t at;
		bool inside;
	} deaths[] = {{0, true}, {50, false}, {180, false}, {0, true}, {301, false}};
	struct shop shop, calm;
	shop_open(&shop, state);
	shop_open(&calm, state);
	put_many(&shop);
	put_many(&calm);
	for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++)
		import_and_die(&shop, deaths[i].at, deaths[i].inside);
	assert_import(&shop, (struct import_options){0}, COUNTS(KILLED_ROWS - 10, 0, 0, 10));
	assert_true(watched.found.resumed >= 300);
	assert_import(&calm, (struct import_options){0}, COUNTS(KILLED_ROWS - 10, 0, 0, 10));
	assert_int_equal(watched.found.resumed, 0);
	const struct export_options who = {.columns = TEXT("email,first_name,phone_1,tags,attr.colour")};
	ASSERT_TEXT(export(&shop, who), export(&calm, who));
	assert_int_equal(engine_number(&shop.engine, "SELECT COUNT(*) FROM events"), KILLED_ROWS - 10);
	shop_close(&calm);
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(all_twelve_columns_of_all_hundred_rows_are_exported),
		ON_BOTH(what_was_exported_imports_as_unchanged),
		ON_BOTH(another_database_gets_the_same_people),
		ON_BOTH(a_tab_separated_file_of_utf_16_is_read),
		ON_BOTH(a_packed_file_of_windows_1252_with_semicolons_is_read),
		ON_BOTH(what_begins_as_ascii_and_goes_on_as_windows_1252_is_read),
		ON_SQLITE(hostile_files_are_refused_before_anything_is_written),
		ON_SQLITE(what_cannot_be_meant_is_said),
		ON_BOTH(a_dry_run_tells_every_difference_and_writes_nothing),
		ON_BOTH(refused_rows_come_back_to_be_corrected),
		ON_BOTH(nobody_takes_what_is_another_s),
		ON_BOTH(empty_cells_take_away_only_when_asked_to),
		ON_BOTH(only_who_passes_the_filter_is_exported),
		ON_BOTH(an_import_that_was_killed_goes_on_and_does_no_row_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
