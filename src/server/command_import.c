/* clientele import customers */
#include "features/imports/imports.h"
#include "server/command.h"
#include "server/commands.h"
#include "web/language.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static bool read_delimiter(struct text value, char *ret_delimiter)
{
	*ret_delimiter = text_is_none(value) ? 0 : value.at[0];
	if (text_equal(value, TEXT("tab")) || text_equal(value, TEXT("\\t")))
		*ret_delimiter = '\t';
	else if (!text_is_none(value) && (value.size != 1 || strchr("\"\r\n", value.at[0]) || (value.at[0] & 0x80)))
		return false;
	return true;
}

bool command_delimiter(const struct command_line *line, char *ret_delimiter)
{
	if (read_delimiter(command_value(line, "delimiter"), ret_delimiter))
		return true;
	return command_refuse(line, "delimiter", "is one character, or tab");
}

int command_choice(const struct command_line *line, const char *option, const char *const *words, int count)
{
	struct text value = command_value(line, option);
	if (text_is_none(value))
		return 0;
	for (int i = 0; i < count; i++)
		if (text_equal(value, text_of(words[i])))
			return i;
	struct text all = text_of(words[0]);
	for (int i = 1; i < count; i++)
		all = text_format(line->arena, "%.*s, %s", TEXT_ARG(all), words[i]);
	command_refuse(line, option, "is one of: %.*s", TEXT_ARG(all));
	return -1;
}

static const char *delimiter_name(char delimiter)
{
	static const struct {
		char delimiter;
		const char *name;
	} names[] = {{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "bar"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].delimiter == delimiter)
			return names[i].name;
	return "other";
}

static void print_found(void *state, const struct import_found *found)
{
	const char *packed = found->gzip ? ", packed with gzip" : found->zip ? ", packed with zip" : "";
	(void)state;
	if (found->xlsx)
		printf("File: %lld rows, XLSX\n", (long long)found->rows);
	else if (found->lines)
		printf("File: %lld rows, JSON Lines%s\n", (long long)found->rows, packed);
	else
		printf("File: %lld rows, %.*s, delimiter %s%s\n", (long long)found->rows, TEXT_ARG(found->encoding),
		       delimiter_name(found->delimiter), packed);
	if (!text_is_none(found->shop))
		printf("A customer export of %.*s\n", TEXT_ARG(found->shop));
	if (found->is_headless)
		printf("The first row is taken for names of columns, but looks like a customer\n");
	printf("Columns:\n");
	for (size_t i = 0; i < found->column_count; i++)
		printf("  %-24.*s → %.*s%s\n", TEXT_ARG(found->columns[i].header), TEXT_ARG(found->columns[i].name),
		       found->columns[i].is_new       ? "  (new attribute)"
		       : found->columns[i].is_picture ? "  (holds pictures, which are not imported: left out)"
						      : "");
	if (found->resumed)
		printf("An import of this file was cut off: going on behind row %lld\n",
		       (long long)found->resumed + !found->lines);
	printf("\n");
}

static struct text sentence(void *state, struct arena *arena, const struct problem *problem)
{
	(void)state;
	struct text filled = language_fill(arena, text_of(problem->message), problem->values, PROBLEM_VALUES);
	if (text_is_empty(problem->field))
		return filled;
	return text_format(arena, "%.*s: %.*s", TEXT_ARG(problem->field), TEXT_ARG(filled));
}

static void print_text(struct text value)
{
	printf("%.*s", text_is_empty(value) ? 3 : (int)value.size, text_is_empty(value) ? "–" : value.at);
}

struct printing {
	bool details; /* a dry run tells of every row, else only of those that were refused */
	bool quiet;
};

static void print_row(void *state, const struct import_row *row)
{
	const struct printing *printing = state;
	if (!printing->details && row->result != IMPORT_RESULT_REFUSED)
		return;
	printf("row %lld: %.*s", (long long)row->row, TEXT_ARG(import_result_key(row->result)));
	if (row->customer.value && row->result != IMPORT_RESULT_CREATED)
		printf(" %lld", (long long)row->customer.value);
	printf("%s%.*s\n", text_is_empty(row->name) ? "" : " ", TEXT_ARG(row->name));
	for (size_t i = 0; i < row->difference_count && row->result == IMPORT_RESULT_UPDATED; i++) {
		printf("    %.*s: ", TEXT_ARG(row->differences[i].header));
		print_text(row->differences[i].old);
		printf(" → ");
		print_text(row->differences[i].new);
		printf("\n");
	}
	struct arena *arena = arena_open(SIZE_MAX);
	for (size_t i = 0; i < row->problem_count; i++)
		printf("    %.*s\n", TEXT_ARG(sentence(NULL, arena, &row->problems[i])));
	arena_close(arena);
}

static bool read_options(const struct command_line *line, struct import_options *ret_options)
{
	static const char *const matches[] = {"any", "id", "email", "login", "external"}, *const modes[] = {"both",
													    "create",
													    "update"};
	int match = command_choice(line, "match", matches, 5), mode = command_choice(line, "mode", modes, 3);
	*ret_options = (struct import_options){
		.path = line->word,
		.encoding = command_value(line, "encoding"),
		.map = command_value(line, "map"),
		.system = command_value(line, "system"),
		.match = (enum import_match)match,
		.mode = (enum import_mode)mode,
		.raw = command_flag(line, "raw"),
		.replace = command_flag(line, "replace"),
		.make_missing = command_flag(line, "create-missing"),
		.dry_run = command_flag(line, "dry-run"),
		.report = command_value(line, "report"),
	};
	return match >= 0 && mode >= 0 && command_delimiter(line, &ret_options->delimiter);
}

int command_import(const struct command_line *line)
{
	struct printing printing = {.details = command_flag(line, "dry-run")};
	const struct import_watch watch = {&printing, print_found, print_row, sentence};
	struct import_options options;
	struct import_counts counts = {{0}};
	struct command_store open;
	if (!read_options(line, &options))
		return 2;
	if (!command_open(line, &open))
		return 1;
	/* Nobody listening any more is no reason to stop in the middle. */
	signal(SIGPIPE, SIG_IGN);
	enum outcome outcome = imports_run(&open.ctx, &options, &watch, &counts);
	int status = command_end(&open.ctx, outcome);
	if (outcome == DONE)
		printf("%s%lld created, %lld updated, %lld unchanged, %lld refused\n",
		       options.dry_run ? "Dry run, nothing was written: " : "",
		       (long long)counts.of[IMPORT_RESULT_CREATED], (long long)counts.of[IMPORT_RESULT_UPDATED],
		       (long long)counts.of[IMPORT_RESULT_UNCHANGED], (long long)counts.of[IMPORT_RESULT_REFUSED]);
	if (outcome == DONE && counts.of[IMPORT_RESULT_REFUSED] && !text_is_none(options.report))
		printf("Refused rows: %.*s\n", TEXT_ARG(options.report));
	command_close(&open);
	return status;
}
