/* The command line: every command with its options, declared once; parsing, --help, the man page and shell completion
 * all come from these tables (command.c, command_help.c, command_completion.c).
 *
 * The one idea: a command gets its options as texts that have been checked for presence, and a context; it returns the
 * exit status. 0 done, 1 could not, 2 wrong use.
 */
#ifndef SERVER_COMMAND_H
#define SERVER_COMMAND_H

#include "context/context.h"

#include <stdio.h>

#define COMMAND_OPTIONS 24

struct command_option {
	const char *name;  /* "db", without dashes */
	const char *value; /* what stands for the value in the help: "FILE|URL"; NULL: a flag */
	const char *help;
	bool required;
	const char
		*variable; /* environment variable that stands in, as does a line of the configuration file; or NULL */
};

struct command_line {
	struct arena *arena;
	const struct command *command;
	/* By position in command->options. None: not given; flags: "yes", or none. */
	struct text values[COMMAND_OPTIONS];
	/* Who gave it: "--listen", "CLIENTELE_LISTEN", "/etc/clientele/clientele.conf:3: listen"; none: nobody. */
	struct text origins[COMMAND_OPTIONS];
	struct text word; /* what is no option, for a command with a usage; else none */
};

struct command {
	const char *name;                     /* "serve", "staff add" */
	const char *usage;                    /* its word, behind the options: "FILE|-", "[SETTING]"; or NULL */
	const char *summary;                  /* one line, without a full stop */
	const char *text;                     /* more, for --help and the man page; or NULL */
	const struct command_option *options; /* ended by a NULL name */
	int (*run)(const struct command_line *line);
	const char *examples; /* lines that begin with two blanks; or NULL */
	bool inner;           /* the program starts it itself; no help names it */
};

#define COMMAND_CONFIGURATION                                                                                          \
	"Options that say what an installation is (--db, --base-url, --listen ...) may stand in a file as lines "      \
	"'name = value', /etc/clientele/clientele.conf or what --config names, and in the environment as "             \
	"CLIENTELE_NAME. "                                                                                             \
	"The command line wins over the environment, and that over the file."
#define COMMAND_STATUS "0: done. 1: it could not be done, standard error says why. 2: it was used wrongly."

/* What the manual says under FILES; ended by a NULL path (server/commands.c). */
struct command_place {
	const char *path, *what;
};
extern const struct command_place command_places[];

/* Ended by a NULL name (server/commands.c). */
extern const struct command commands[];

/* The option's value; none when it was not given. Ends the process when the command has no such option. */
struct text command_value(const struct command_line *line, const char *name);
bool command_flag(const struct command_line *line, const char *name);
/* Says on standard error what is wrong with the value of that option, and who gave it; returns false. */
bool command_refuse(const struct command_line *line, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A number from 0, or `initial` when it was not given; false with a message when it is none. */
bool command_number(const struct command_line *line, const char *name, int64_t initial, int64_t *ret_number);

/* The folder of uploaded files, of --files; else beside a SQLite file, with PostgreSQL in the working directory. */
struct text command_files(const struct command_line *line);

/* Opens the database of --db and a system context on it; says on standard error what is wrong. The schema must be of
 * this version. */
struct command_store {
	struct store *store;
	struct context ctx;
};
bool command_open(const struct command_line *line, struct command_store *ret_open);
/* The database alone, whatever is in it; `create`: made when it is missing. */
bool command_open_store(const struct command_line *line, bool create, struct store **ret_store);
/* The schema's version, this program's or one before it; else says on standard error what helps. */
bool command_find_version(struct store *store, struct arena *arena, int64_t *ret_version);
/* The schema of the database at `where` is this program's; else says on standard error what helps. */
bool command_check_schema(struct store *store, struct arena *arena, struct text where);
void command_close(struct command_store *open);
/* Prints the problems of the context, a line each; returns the exit status of that outcome. */
int command_end(const struct context *ctx, enum outcome outcome);

/* All of it: finds the command, reads the options, runs it. */
int command_main(int count, char **words);

/* On standard output, or `out`: what a command does; which there are; troff of the man page; completion for bash. */
void command_print_help(const struct command *command);
void command_print_commands(FILE *out);
/* Whether commands begin with that word ("import customers"), and which they are. */
bool command_is_group(struct text group);
void command_print_group(struct text group);
void command_print_manual(void);
void command_print_completion(void);

#endif
