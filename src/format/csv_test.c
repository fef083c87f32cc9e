/* Reading against libcsv, writing against reading, formulas. */
#include "base/buffer.h"
#include "format/csv_read.h"
#include "format/csv_write.h"
#include "tests/unit.h"

#include <csv.h>
#include <stdlib.h>

static struct arena *arena;

/* Rows as one text: fields between [ ], rows with / behind them. */
static enum outcome show_row(void *state, int64_t row, const struct text *fields, size_t count)
{
	struct buffer *out = state;
	assert_true(row > 0);
	for (size_t i = 0; i < count; i++) {
		assert_non_null(fields[i].at);
		buffer_add_char(out, '[');
		buffer_add(out, fields[i]);
		buffer_add_char(out, ']');
	}
	buffer_add_char(out, '/');
	return DONE;
}

static struct bytes bytes_of(struct text t)
{
	return (struct bytes){(const unsigned char *)t.at, t.size};
}

/* Reads `t` in pieces of `step` bytes. */
static enum outcome read_in_steps(struct text t, const struct csv_options *options, size_t step, struct buffer *out,
				  struct csv_fault *ret_fault)
{
	struct csv_reader *reader __attribute__((cleanup(csv_reader_cleanup))) =
		csv_reader_open(options, show_row, out);
	enum outcome outcome = DONE;
	for (size_t i = 0; i < t.size && outcome == DONE; i += step) {
		/* A copy of its own, so that a sanitizer sees reads beyond the piece. */
		struct text piece = text_slice(t, i, step);
		unsigned char *copy = malloc(piece.size);
		assert_non_null(copy);
		memcpy(copy, piece.at, piece.size);
		outcome = csv_reader_push(reader, (struct bytes){copy, piece.size});
		free(copy);
	}
	if (outcome == DONE)
		outcome = csv_reader_end(reader);
	assert_int_equal(csv_reader_end(reader), outcome);
	*ret_fault = csv_reader_fault(reader) ? *csv_reader_fault(reader) : (struct csv_fault){.code = ""};
	return outcome;
}

static void assert_rows(struct text t, char delimiter, const char *expected)
{
	for (size_t step = 1; step <= t.size + 1; step++) {
		struct buffer out = buffer_make(1 << 20);
		struct csv_fault fault;
		assert_int_equal(read_in_steps(t, &(struct csv_options){.delimiter = delimiter}, step, &out, &fault),
				 DONE);
		ASSERT_TEXT(buffer_text(&out), text_of(expected));
		buffer_free(&out);
	}
}

static void test_shapes(void **state)
{
	(void)state;
	assert_rows(TEXT("a,b\r\nc,d\r\n"), 0, "[a][b]/[c][d]/");
	assert_rows(TEXT("a,b\nc,d"), 0, "[a][b]/[c][d]/");
	assert_rows(TEXT("a,b\rc,d\r"), 0, "[a][b]/[c][d]/");
	assert_rows(TEXT("a\r\n\r\n\n\rb"), 0, "[a]/[b]/");
	assert_rows(TEXT(""), 0, "");
	assert_rows(TEXT("\n"), 0, "");
	assert_rows(TEXT("\"\""), 0, "[]/");
	assert_rows(TEXT(","), 0, "[][]/");
	assert_rows(TEXT("a,\n,b\n,\n"), 0, "[a][]/[][b]/[][]/");
	assert_rows(TEXT("a;b,c\n"), ';', "[a][b,c]/");
	assert_rows(TEXT("a\tb\n"), '\t', "[a][b]/");
	assert_rows(TEXT(" a , b "), 0, "[ a ][ b ]/");
}

static void test_quotes(void **state)
{
	(void)state;
	assert_rows(TEXT("\"a,b\",\"c\"\"d\",\"e\r\nf\"\n"), 0, "[a,b][c\"d][e\r\nf]/");
	assert_rows(TEXT("\"\"\"\",\"\"\n"), 0, "[\"][]/");
	assert_rows(TEXT("a\"b\"c,d\n"), 0, "[a\"b\"c][d]/");
	assert_rows(TEXT("\"a\"b\",c\n"), 0, "[a\"b][c]/");
	assert_rows(TEXT("\"a\" ,b\"\n"), 0, "[a\" ,b]/");
}

static void test_byte_order_mark(void **state)
{
	(void)state;
	assert_rows(TEXT("\xEF\xBB\xBF"
			 "a,b\n"),
		    0, "[a][b]/");
	assert_rows(TEXT("\xEF\xBB\xBF\"a\",b\n"), 0, "[a][b]/");
	assert_rows(TEXT("\xEF\xBB\xBF"), 0, "");
	assert_rows(TEXT("\xEF\xBB\xBA,b\n"), 0, "[\xEF\xBB\xBA][b]/");
	assert_rows(TEXT("a,\uFEFF\n"), 0, "[a][\uFEFF]/");
}

static void assert_refused(struct text t, enum outcome expected, const char *code, int64_t row, size_t column)
{
	const struct csv_options options = {.field_most = 5, .columns_most = 3, .row_most = 12};
	for (size_t step = 1; step <= t.size; step++) {
		struct buffer out = buffer_make(1 << 20);
		struct csv_fault fault;
		assert_int_equal(read_in_steps(t, &options, step, &out, &fault), expected);
		assert_string_equal(fault.code, code);
		assert_int_equal(fault.row, row);
		assert_int_equal(fault.column, column);
		buffer_free(&out);
	}
}

static void test_refused_with_row_and_column(void **state)
{
	(void)state;
	assert_refused(TEXT("a,b\n\nc,\"d\ne\n"), INVALID, "csv_quote", 2, 2);
	assert_refused(TEXT("a\"b\"\n\"c"), INVALID, "csv_quote", 2, 1);
	assert_refused(TEXT("a,b\nc,123456\n"), TOO_MANY, "csv_field_size", 2, 2);
	assert_refused(TEXT("\"12345\"\"\"\n"), TOO_MANY, "csv_field_size", 1, 1);
	assert_refused(TEXT("a,b,c,d\n"), TOO_MANY, "csv_columns", 1, 4);
	assert_refused(TEXT("12345,12345,123\n"), TOO_MANY, "csv_row_size", 1, 3);
	assert_refused(TEXT("a\nb,\xFF\n"), INVALID, "csv_text", 2, 2);
	assert_refused((struct text){"a,\0\n", 4}, INVALID, "csv_text", 1, 2);
	assert_refused(TEXT("\xC3,\xA4\n"), INVALID, "csv_text", 1, 1);
	assert_refused(TEXT("\xEF\xBB"), INVALID, "csv_text", 1, 1);
}

static enum outcome stop_at_two(void *state, int64_t row, const struct text *fields, size_t count)
{
	(void)fields;
	(void)count;
	*(int64_t *)state = row;
	return row == 2 ? CONFLICT : DONE;
}

static void test_the_row_function_stops(void **state)
{
	(void)state;
	int64_t last = 0;
	struct csv_reader *reader = csv_reader_open(&(struct csv_options){0}, stop_at_two, &last);
	assert_int_equal(csv_reader_push(reader, bytes_of(TEXT("a\nb\nc\nd\n"))), CONFLICT);
	assert_int_equal(csv_reader_push(reader, bytes_of(TEXT("e\n"))), CONFLICT);
	assert_int_equal(csv_reader_end(reader), CONFLICT);
	assert_null(csv_reader_fault(reader));
	assert_int_equal(last, 2);
	csv_reader_close(reader);
}

/* ---- libcsv as the second opinion */

struct second {
	struct buffer *out;
};

static void second_field(void *field, size_t size, void *state)
{
	struct second *second = state;
	buffer_add_char(second->out, '[');
	buffer_add_bytes(second->out, field, size);
	buffer_add_char(second->out, ']');
}

static void second_row(int c, void *state)
{
	(void)c;
	struct second *second = state;
	buffer_add_char(second->out, '/');
}

static int no_space(unsigned char c)
{
	(void)c;
	return 0;
}

/* libcsv's state FIELD_BEGUN; with `quoted` set at the end of the input, a quote was never closed. */
#define SECOND_FIELD_BEGUN 2

static bool second_opinion(struct text t, struct buffer *out)
{
	struct csv_parser parser;
	struct second second = {out};
	assert_int_equal(csv_init(&parser, 0), 0);
	csv_set_space_func(&parser, no_space);
	assert_int_equal(csv_parse(&parser, t.at, t.size, second_field, second_row, &second), t.size);
	bool good = parser.pstate != SECOND_FIELD_BEGUN || !parser.quoted;
	csv_fini(&parser, second_field, second_row, &second);
	csv_free(&parser);
	return good;
}

static struct text random_text(unsigned *seed, const char *alphabet, size_t most)
{
	size_t size = (size_t)rand_r(seed) % (most + 1), letters = strlen(alphabet);
	char *at = arena_take(arena, size + 1);
	for (size_t i = 0; i < size; i++)
		at[i] = alphabet[(size_t)rand_r(seed) % letters];
	return (struct text){at, size};
}

static void test_as_libcsv_reads_it(void **state)
{
	(void)state;
	unsigned seed = 20260503;
	for (int i = 0; i < 100000; i++) {
		struct text t = random_text(&seed, "ab ,,\"\"\"\r\n\n", 24);
		struct buffer ours = buffer_make(1 << 16), theirs = buffer_make(1 << 16);
		struct csv_fault fault;
		enum outcome outcome = read_in_steps(t, &(struct csv_options){0}, 1 + (size_t)i % 7, &ours, &fault);
		bool good = second_opinion(t, &theirs);
		if (good != (outcome == DONE) || (good && !text_equal(buffer_text(&ours), buffer_text(&theirs))))
			fail_msg("differs on <%.*s>: <%.*s> <%.*s>", TEXT_ARG(t), TEXT_ARG(buffer_text(&ours)),
				 TEXT_ARG(buffer_text(&theirs)));
		buffer_free(&ours);
		buffer_free(&theirs);
		arena_reset(arena);
	}
}

/* ---- writing */

static void assert_written(struct text cell, bool raw, const char *expected)
{
	struct buffer out = buffer_make(1000);
	struct csv_writer csv = csv_writer_make(&out, ',', raw);
	csv_add_cell(&csv, TEXT("x"));
	csv_add_cell(&csv, cell);
	csv_end_row(&csv);
	ASSERT_TEXT(buffer_text(&out), text_format(arena, "x,%s\r\n", expected));
	buffer_free(&out);
}

static void test_formulas_are_made_text(void **state)
{
	(void)state;
	static const char *risky[] = {"=1+1",     "+4915112345678",
				      "-1+1",     "@SUM(A1)",
				      "\t=1",     "'=1",
				      "''=1",     " =1",
				      "\uFEFF=1", "\u00A0=1",
				      "\uFF1D1",  "\uFF0B1",
				      "\uFF0D1",  "\uFF201",
				      "-",        "+",
				      "-.5",      "-5.",
				      "-1e3",     "--5",
				      "-1,5",     "+5",
				      "' =x",     "- 5",
				      "-5 ",      "\u3000 '@x"};
	for (size_t i = 0; i < sizeof risky / sizeof risky[0]; i++) {
		struct text guarded = text_join(arena, TEXT("'"), text_of(risky[i]));
		if (!csv_is_risky(text_of(risky[i])) || !csv_is_risky(guarded))
			fail_msg("not risky: %s", risky[i]);
		ASSERT_TEXT(csv_unguard(guarded), text_of(risky[i]));
	}
	assert_true(csv_is_risky(TEXT("\r=1")) && csv_is_risky(TEXT("\"=1\"")) && csv_is_risky(TEXT("\n=1")));
	static const char *safe[] = {"",   "a",  "5",   "-5",    "-12.50", "0.5", "'",
				     "''", "'a", "a=1", "a@b.c", "'a-",    "1-2"};
	for (size_t i = 0; i < sizeof safe / sizeof safe[0]; i++)
		if (csv_is_risky(text_of(safe[i])))
			fail_msg("risky: %s", safe[i]);
	assert_written(TEXT("=1"), false, "'=1");
	assert_written(TEXT("=1"), true, "=1");
	assert_written(TEXT("=\"a\",b"), false, "\"'=\"\"a\"\",b\"");
	assert_written(TEXT("-5"), false, "-5");
	assert_written(TEXT("'-5"), false, "''-5");
	assert_written(TEXT_NONE, false, "");
	assert_written(TEXT(" a"), false, "\" a\"");
	assert_written(TEXT("a\nb"), false, "\"a\nb\"");
}

struct expected {
	struct text *cells;
	size_t at, columns;
	bool raw;
};

static enum outcome compare_row(void *state, int64_t row, const struct text *fields, size_t count)
{
	(void)row;
	struct expected *expected = state;
	assert_int_equal(count, expected->columns);
	for (size_t i = 0; i < count; i++)
		ASSERT_TEXT(expected->raw ? fields[i] : csv_unguard(fields[i]), expected->cells[expected->at++]);
	return DONE;
}

/* Write, then read: the same cells, whatever stands in them, whatever the delimiter, guarded or raw. */
static void test_writing_then_reading_is_the_identity(void **state)
{
	(void)state;
	static const char delimiters[] = ",;\t|";
	unsigned seed = 77;
	for (int round = 0; round < 20000; round++) {
		size_t columns = 1 + (size_t)rand_r(&seed) % 4, rows = 1 + (size_t)rand_r(&seed) % 3;
		struct expected expected = {.columns = columns, .raw = round % 2};
		expected.cells = arena_take_array(arena, rows * columns, sizeof *expected.cells);
		struct buffer out = buffer_make(1 << 16);
		char delimiter = delimiters[round % 4];
		struct csv_writer csv = csv_writer_make(&out, delimiter, expected.raw);
		for (size_t i = 0; i < rows * columns; i++) {
			struct text head = rand_r(&seed) % 8 == 0   ? TEXT("\uFEFF")
					   : rand_r(&seed) % 8 == 0 ? TEXT("\uFF1D")
								    : TEXT("");
			expected.cells[i] = text_join(arena, head, random_text(&seed, "a1.,;\t|\"'' =+-@\r\n", 6));
			csv_add_cell(&csv, expected.cells[i]);
			if (i % columns == columns - 1)
				csv_end_row(&csv);
		}
		struct csv_reader *reader __attribute__((cleanup(csv_reader_cleanup))) =
			csv_reader_open(&(struct csv_options){.delimiter = delimiter}, compare_row, &expected);
		assert_int_equal(csv_reader_push(reader, bytes_of(buffer_text(&out))), DONE);
		assert_int_equal(csv_reader_end(reader), DONE);
		assert_int_equal(expected.at, rows * columns);
		buffer_free(&out);
		arena_reset(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_byte_order_mark),
		cmocka_unit_test(test_refused_with_row_and_column),
		cmocka_unit_test(test_the_row_function_stops),
		cmocka_unit_test(test_as_libcsv_reads_it),
		cmocka_unit_test(test_formulas_are_made_text),
		cmocka_unit_test(test_writing_then_reading_is_the_identity),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
