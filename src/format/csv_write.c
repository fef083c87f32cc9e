/* Cells, their quotes and the guard before formulas. */
#include "format/csv_write.h"

struct csv_writer csv_writer_make(struct buffer *out, char delimiter, bool raw)
{
	return (struct csv_writer){.out = out, .delimiter = delimiter, .raw = raw, .start = out->size};
}

/* -?digits(.digits)? : a '+' makes it text, as in telephone numbers. */
static bool is_plain_number(struct text t)
{
	size_t i = t.size && t.at[0] == '-' ? 1 : 0;
	size_t digits = 0, points = 0;
	for (; i < t.size; i++) {
		bool digit = t.at[i] >= '0' && t.at[i] <= '9';
		if (!digit && (t.at[i] != '.' || digits == 0 || points))
			return false;
		digits += digit;
		points += !digit;
	}
	return digits > 0 && t.at[t.size - 1] != '.';
}

static bool starts_with_any(struct text t, const struct text *list, size_t count, size_t *ret_size)
{
	for (size_t i = 0; i < count; i++)
		if (text_starts(t, list[i])) {
			*ret_size = list[i].size;
			return true;
		}
	return false;
}

/* Most cells begin with a letter or a digit: nothing that is skipped below, and no trigger. */
static bool may_be_risky(struct text cell)
{
	static const bool begins[256] = {
		['\''] = true, ['"'] = true,  [' '] = true,  ['\n'] = true, ['\v'] = true, ['\f'] = true,
		['\t'] = true, ['\r'] = true, ['='] = true,  ['+'] = true,  ['-'] = true,  ['@'] = true,
		[0xC2] = true, [0xE2] = true, [0xE3] = true, [0xEF] = true,
	};
	return cell.size && begins[(unsigned char)cell.at[0]];
}

bool csv_is_risky(struct text cell)
{
	if (!may_be_risky(cell))
		return false;
	static const struct text skipped[] = {TEXT("'"),      TEXT("\""),     TEXT(" "),      TEXT("\n"),
					      TEXT("\v"),     TEXT("\f"),     TEXT("\u00A0"), TEXT("\u2007"),
					      TEXT("\u200B"), TEXT("\u202F"), TEXT("\u2060"), TEXT("\u3000"),
					      TEXT("\uFEFF")};
	static const struct text triggers[] = {TEXT("="),      TEXT("+"),     TEXT("-"),      TEXT("@"),
					       TEXT("\t"),     TEXT("\r"),    TEXT("\uFF1D"), TEXT("\uFF0B"),
					       TEXT("\uFF0D"), TEXT("\uFF20")};
	struct text rest = cell;
	size_t size;
	while (starts_with_any(rest, skipped, sizeof skipped / sizeof skipped[0], &size))
		rest = text_slice(rest, size, rest.size);
	return starts_with_any(rest, triggers, sizeof triggers / sizeof triggers[0], &size) && !is_plain_number(cell);
}

struct text csv_unguard(struct text cell)
{
	if (!text_starts(cell, TEXT("'")))
		return cell;
	struct text inner = text_slice(cell, 1, cell.size);
	return csv_is_risky(inner) ? inner : cell;
}

static bool must_quote(const struct csv_writer *csv, struct text cell)
{
	if (cell.size == 0)
		return false;
	for (size_t i = 0; i < cell.size; i++) {
		char c = cell.at[i];
		if (c == csv->delimiter || c == '"' || c == '\n' || c == '\r')
			return true;
	}
	/* Some readers trim unquoted blanks; a mark at the file's start would be dropped. */
	return cell.at[0] == ' ' || cell.at[cell.size - 1] == ' ' || text_starts(cell, TEXT("\uFEFF"));
}

static void add_quoted(struct buffer *out, struct text t)
{
	size_t from = 0;
	for (size_t quote; (quote = text_find(t, TEXT("\""), from)) != SIZE_MAX; from = quote + 1) {
		buffer_add(out, text_slice(t, from, quote + 1 - from));
		buffer_add_char(out, '"');
	}
	buffer_add(out, text_slice(t, from, t.size));
}

void csv_add_cell(struct csv_writer *csv, struct text cell)
{
	if (csv->cells++)
		buffer_add_char(csv->out, csv->delimiter);
	bool quote = must_quote(csv, cell);
	if (quote)
		buffer_add_char(csv->out, '"');
	if (!csv->raw && csv_is_risky(cell))
		buffer_add_char(csv->out, '\'');
	if (quote)
		add_quoted(csv->out, cell);
	else
		buffer_add(csv->out, cell);
	if (quote)
		buffer_add_char(csv->out, '"');
}

void csv_add_number(struct csv_writer *csv, int64_t number)
{
	if (csv->cells++)
		buffer_add_char(csv->out, csv->delimiter);
	buffer_add_number(csv->out, number);
}

void csv_end_row(struct csv_writer *csv)
{
	/* A row of one empty cell must not look like an empty line. */
	if (csv->out->size == csv->start)
		buffer_add(csv->out, TEXT("\"\""));
	buffer_add(csv->out, TEXT("\r\n"));
	csv->cells = 0;
	csv->start = csv->out->size;
}
