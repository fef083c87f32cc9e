/* --help and the manual: what the tables of command.h say, as plain text and as troff.
 *
 * Elsewhere: the tables (commands.c), completion in a shell (command_completion.c).
 */
#include "base/buffer.h"
#include "server/command.h"
#include "server/config_file.h"

#include <stdio.h>
#include <string.h>

#define WIDTH      79 /* of a terminal with 80 columns */
#define LEFT       29 /* where an option's help begins */
#define USAGE_MOST 4096

static const char about[] = "Clientele keeps the customers of shops, sites and support desks in one place: a server "
			    "with pages for staff and a REST API, on a SQLite file or PostgreSQL.";

/* ---- plain text ---- */

/* Words between columns `left` and WIDTH; the line stands at column `at` already. */
static void print_wrapped(FILE *out, const char *text, size_t left, size_t at)
{
	struct text rest = text_of(text), word;
	bool first = true;
	while (rest.size && text_next(&rest, ' ', &word)) {
		size_t length = text_length(word);
		if (!first && at + 1 + length > WIDTH) {
			fprintf(out, "\n%*s", (int)left, "");
			at = left;
		} else if (!first) {
			fputc(' ', out);
			at++;
		}
		fprintf(out, "%.*s", TEXT_ARG(word));
		at += length;
		first = false;
	}
	fputc('\n', out);
}

static void print_entry(FILE *out, const char *left, const char *right)
{
	fprintf(out, "  %-*s", LEFT - 2, left);
	size_t at = 2 + text_length(text_of(left));
	if (at >= LEFT)
		fprintf(out, "\n%*s", LEFT, "");
	/* Bytes are not columns: "…" has three. */
	else if (strlen(left) < LEFT - 2)
		fprintf(out, "%*s", (int)(strlen(left) + 2 - at), "");
	print_wrapped(out, right, LEFT, LEFT);
}

static void print_usage(const struct command *command)
{
	struct buffer usage __attribute__((cleanup(buffer_free))) = buffer_make(USAGE_MOST);
	buffer_add_format(&usage, "Usage: clientele %s", command->name);
	for (const struct command_option *o = command->options; o->name; o++)
		if (o->required)
			buffer_add_format(&usage, " --%s=%s", o->name, o->value);
	buffer_add_format(&usage, "%s%s%s", command->options->name ? " [OPTION]..." : "", command->usage ? " " : "",
			  command->usage ? command->usage : "");
	buffer_add_char(&usage, '\0');
	print_wrapped(stdout, usage.at, 7, 0);
}

static void print_option(FILE *out, const struct command_option *option)
{
	char left[80], right[400];
	snprintf(left, sizeof left, "--%s%s%s", option->name, option->value ? "=" : "",
		 option->value ? option->value : "");
	snprintf(right, sizeof right, "%s%s%s%s", option->help, option->variable ? "; or " : "",
		 option->variable ? option->variable : "", option->variable ? " in the environment" : "");
	print_entry(out, left, right);
}

void command_print_help(const struct command *command)
{
	print_usage(command);
	printf("%s.\n", command->summary);
	if (command->text) {
		printf("\n");
		print_wrapped(stdout, command->text, 0, 0);
	}
	printf("\nOptions:\n");
	for (const struct command_option *o = command->options; o->name; o++)
		print_option(stdout, o);
	print_entry(stdout, "--help", "show this help and exit");
	if (command->examples)
		printf("\nExamples:\n%s", command->examples);
	printf("\nExit status:\n");
	print_wrapped(stdout, COMMAND_STATUS, 0, 0);
}

void command_print_commands(FILE *out)
{
	fprintf(out, "Usage: clientele COMMAND [OPTION]... [WORD]...\n");
	print_wrapped(out, about, 0, 0);
	fprintf(out, "\nCommands:\n");
	for (const struct command *c = commands; c->name; c++)
		if (!c->inner)
			print_entry(out, c->name, c->summary);
	fprintf(out, "\nOptions:\n");
	print_entry(out, "--help", "show this help and exit, behind a command that of the command");
	print_entry(out, "--version", "show the version and exit");
	print_entry(out, "--manual", "write the manual page, for man -l -");
	print_entry(out, "--completion", "write completion for bash, to be sourced");
	fprintf(out, "\nConfiguration:\n");
	print_wrapped(out, COMMAND_CONFIGURATION, 0, 0);
	fprintf(out, "\nExit status:\n");
	print_wrapped(out, COMMAND_STATUS, 0, 0);
}

static bool is_of_group(const struct command *command, struct text group)
{
	struct text name = text_of(command->name);
	return !command->inner && text_starts(name, group) && name.size > group.size && name.at[group.size] == ' ';
}

bool command_is_group(struct text group)
{
	for (const struct command *c = commands; c->name; c++)
		if (is_of_group(c, group))
			return true;
	return false;
}

void command_print_group(struct text group)
{
	printf("Usage: clientele %.*s COMMAND [OPTION]... [WORD]...\n\nCommands:\n", TEXT_ARG(group));
	for (const struct command *c = commands; c->name; c++)
		if (is_of_group(c, group))
			print_entry(stdout, c->name, c->summary);
	printf("\nOptions:\n");
	print_entry(stdout, "--help", "show this help and exit, behind a command that of the command");
}

/* ---- troff ---- */

/* Dashes that can be copied, backslashes and leading dots that are no commands of troff. */
static void print_roff(const char *text)
{
	bool line_start = true;
	for (const char *c = text; *c; c++) {
		if (line_start && (*c == '.' || *c == '\''))
			printf("\\&");
		if (*c == '-')
			printf("\\-");
		else if (*c == '\\')
			printf("\\e");
		else
			putchar(*c);
		line_start = *c == '\n';
	}
}

static void print_roff_entry(const char *name, const char *value, const char *help)
{
	printf(".TP\n\\fB");
	print_roff(name);
	printf("\\fR");
	if (value) {
		printf("=\\fI");
		print_roff(value);
		printf("\\fR");
	}
	printf("\n");
	print_roff(help);
	printf("\n");
}

static void print_roff_command(const struct command *command)
{
	printf(".SS \"clientele %s\"\n", command->name);
	if (command->usage) {
		printf("Words: \\fI");
		print_roff(command->usage);
		printf("\\fR\n.PP\n");
	}
	print_roff(command->summary);
	printf(".\n");
	if (command->text) {
		printf(".PP\n");
		print_roff(command->text);
		printf("\n");
	}
	for (const struct command_option *o = command->options; o->name; o++) {
		char name[64];
		snprintf(name, sizeof name, "--%s", o->name);
		print_roff_entry(name, o->value, o->help);
	}
	if (command->examples) {
		printf(".PP\nExamples:\n.PP\n.nf\n");
		print_roff(command->examples);
		printf(".fi\n");
	}
}

/* The next option that a variable stands in for, each name once; NULL behind the last one. */
static const struct command_option *next_with_variable(const struct command_option *option)
{
	bool behind = !option;
	for (const struct command *c = commands; c->name; c++)
		for (const struct command_option *o = c->options; o->name; o++) {
			bool told = !o->variable || !behind;
			for (const struct command *before = commands; before <= c && !told; before++)
				for (const struct command_option *p = before->options; p->name && p != o && !told; p++)
					told = p->variable && strcmp(p->variable, o->variable) == 0;
			if (!told)
				return o;
			behind = behind || o == option;
		}
	return NULL;
}

static void print_roff_names(void)
{
	const char *comma = "";
	for (const struct command_option *o = NULL; (o = next_with_variable(o));)
		if (config_file_knows(o)) {
			printf("%s", comma);
			print_roff(o->name);
			comma = ", ";
		}
	printf(".\n");
}

/* Every variable once, with the help of the option that it stands in for. */
static void print_roff_environment(void)
{
	for (const struct command_option *o = NULL; (o = next_with_variable(o));) {
		print_roff_entry(o->variable, NULL, o->help);
		printf("(\\fB\\-\\-%s\\fR).\n", o->name);
	}
	print_roff_entry("TMPDIR", NULL, "where a demo for PostgreSQL is made before it is sent; /tmp when not set.");
}

void command_print_manual(void)
{
	printf(".TH CLIENTELE 1 \"\" \"clientele %s\" \"Customer management\"\n.SH NAME\nclientele \\- customer "
	       "management "
	       "server\n.SH SYNOPSIS\n\\fBclientele\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIWORD\\fR]...\n"
	       ".SH DESCRIPTION\n",
	       CLIENTELE_VERSION);
	print_roff(about);
	printf("\n.PP\nOptions may stand anywhere behind the command, as \\fB\\-\\-name=value\\fR or \\fB\\-\\-name "
	       "value\\fR; behind \\fB\\-\\-\\fR everything is a word.\n.SH OPTIONS\n");
	print_roff_entry("--help", NULL, "Show the commands, or what a command does, and exit.");
	print_roff_entry("--version", NULL, "Show the version and exit.");
	print_roff_entry("--manual", NULL, "Write this page.");
	print_roff_entry("--completion", NULL, "Write completion for bash.");
	printf(".SH COMMANDS\n");
	for (const struct command *c = commands; c->name; c++)
		if (!c->inner)
			print_roff_command(c);
	printf(".SH CONFIGURATION FILE\n");
	print_roff(COMMAND_CONFIGURATION " " CONFIG_FILE_RULES);
	printf("\n.PP\nExample:\n.PP\n.nf\n");
	print_roff(
		"  # PostgreSQL on this machine\n  db = postgres:///clientele\n  base-url = https://crm.example.com\n"
		"  trusted-proxies = 127.0.0.1 ::1\n    10.0.0.0/8\n  insecure-http = no\n");
	printf(".fi\n.PP\nNames:\n");
	print_roff_names();
	printf(".SH ENVIRONMENT\n");
	print_roff_environment();
	printf(".SH FILES\n");
	for (const struct command_place *f = command_places; f->path; f++)
		print_roff_entry(f->path, NULL, f->what);
	printf(".SH EXIT STATUS\n");
	print_roff(COMMAND_STATUS);
	printf("\n.SH SEE ALSO\n\\fBsqlite3\\fR(1), \\fBpsql\\fR(1), \\fBsystemctl\\fR(1); the API describes itself "
	       "under "
	       "\\fI/api/docs\\fR of a running server.\n");
}
