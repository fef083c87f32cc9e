/* Completion for bash, made from the table of commands.
 *
 * The one idea: everything is written out (which options a command has, which words a value may be), so the script
 * knows nothing that the program does not, and completing starts no program.
 */
#include "server/command.h"

#include <stdio.h>
#include <string.h>

/* "any|id|email": words to choose from. FILE, FOLDER and everything in capitals is not. */
static bool is_choice(const char *value)
{
	return strchr(value, '|') && strspn(value, "abcdefghijklmnopqrstuvwxyz|_") == strlen(value);
}

static void print_words(const char *choice)
{
	for (; *choice; choice++)
		putchar(*choice == '|' ? ' ' : *choice);
}

/* A case for each value that is a choice, a file or a folder. */
static void print_values(const struct command *command)
{
	for (const struct command_option *o = command->options; o->name; o++) {
		if (!o->value)
			continue;
		printf("\t\t\"%s --%s\") ", command->name, o->name);
		if (is_choice(o->value)) {
			printf("COMPREPLY=($(compgen -W '");
			print_words(o->value);
			printf("' -- \"$current\"))");
		} else if (strstr(o->value, "FOLDER")) {
			printf("COMPREPLY=($(compgen -d -- \"$current\"))");
		} else if (strstr(o->value, "FILE")) {
			printf("COMPREPLY=($(compgen -f -- \"$current\"))");
		} else {
			printf(":");
		}
		printf("; return ;;\n");
	}
}

static void print_options(const struct command *command)
{
	printf("\t\"%s\") options='", command->name);
	for (const struct command_option *o = command->options; o->name; o++)
		printf("--%s ", o->name);
	printf("--help'; files=%s ;;\n", command->usage && strstr(command->usage, "FILE") ? "yes" : "");
}

/* First words once each ("staff"), or the second words of a first one ("add"). */
static void print_names(const char *first)
{
	for (const struct command *c = commands; c->name; c++) {
		const char *blank = strchr(c->name, ' ');
		size_t size = blank ? (size_t)(blank - c->name) : strlen(c->name);
		bool before =
			c > commands && strncmp(c[-1].name, c->name, size) == 0 && c[-1].name[size] == ' ' && blank;
		if (c->inner)
			continue;
		if (!first && !before)
			printf("%.*s ", (int)size, c->name);
		else if (first && blank && strlen(first) == size && strncmp(first, c->name, size) == 0)
			printf("%s ", blank + 1);
	}
}

static void print_second_words(void)
{
	for (const struct command *c = commands; c->name; c++) {
		const char *blank = strchr(c->name, ' ');
		if (!blank)
			continue;
		char first[64];
		snprintf(first, sizeof first, "%.*s", (int)(blank - c->name), c->name);
		printf("\t\"%s\") COMPREPLY=($(compgen -W '", first);
		print_names(first);
		printf("' -- \"$current\")); return ;;\n");
	}
}

void command_print_completion(void)
{
	printf("# Completion of clientele for bash, made by clientele --completion.\n"
	       "_clientele() {\n"
	       "\tlocal current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command options files\n"
	       "\tCOMPREPLY=()\n"
	       "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W '");
	print_names(NULL);
	printf("--help --version --manual --completion' -- \"$current\"))\n\t\treturn\n\tfi\n"
	       "\tcommand=${COMP_WORDS[1]}\n"
	       "\t[ \"$COMP_CWORD\" -ne 2 ] || case $command in\n");
	print_second_words();
	printf("\tesac\n\tcase \"$command ${COMP_WORDS[2]}\" in\n");
	for (const struct command *c = commands; c->name; c++)
		if (strchr(c->name, ' '))
			printf("\t\"%s\") command=\"%s\" ;;\n", c->name, c->name);
	printf("\tesac\n\tcase \"$command $before\" in\n");
	for (const struct command *c = commands; c->name; c++)
		if (!c->inner)
			print_values(c);
	printf("\tesac\n\tcase $command in\n");
	for (const struct command *c = commands; c->name; c++)
		if (!c->inner)
			print_options(c);
	printf("\tesac\n"
	       "\tif [ -n \"$files\" ] && [ \"${current#-}\" = \"$current\" ]; then\n"
	       "\t\tCOMPREPLY=($(compgen -f -- \"$current\"))\n"
	       "\telse\n"
	       "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
	       "\tfi\n"
	       "}\n"
	       "complete -o filenames -F _clientele clientele\n");
}
