/* Finding a command and reading its options: of the command line, else the environment, else the configuration file. */
#include "server/command.h"

#include "server/config_file.h"
#include "store/migrate.h"
#include "web/language.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t option_count(const struct command *command)
{
	size_t count = 0;
	while (command->options[count].name)
		count++;
	return count;
}

static int find_option(const struct command *command, const char *name, size_t size)
{
	for (size_t i = 0; command->options[i].name; i++)
		if (strlen(command->options[i].name) == size && memcmp(command->options[i].name, name, size) == 0)
			return (int)i;
	return -1;
}

/* Longest match: "staff add" wins over "staff". */
static const struct command *find_command(int count, char **words, int *ret_used)
{
	for (const struct command *c = commands; c->name; c++) {
		char name[64];
		if (count > 2 && (size_t)snprintf(name, sizeof name, "%s %s", words[1], words[2]) < sizeof name &&
		    strcmp(c->name, name) == 0) {
			*ret_used = 3;
			return c;
		}
		if (strcmp(c->name, words[1]) == 0) {
			*ret_used = 2;
			return c;
		}
	}
	return NULL;
}

/* About what was typed; about the value of an option: command_refuse(). */
static bool complain(const struct command *command, const char *message, const char *what)
{
	fprintf(stderr, "clientele: %s: %s\nTry 'clientele %s --help'.\n", what, message, command->name);
	return false;
}

bool command_refuse(const struct command_line *line, const char *name, const char *format, ...)
{
	va_list values;
	int index = find_option(line->command, name, strlen(name));
	struct text origin = index < 0 ? TEXT_NONE : line->origins[index];
	fprintf(stderr, "clientele: %s%.*s: ", text_is_none(origin) ? name : "", TEXT_ARG(origin));
	va_start(values, format);
	vfprintf(stderr, format, values);
	va_end(values);
	fputc('\n', stderr);
	return false;
}

/* An option has its value; who gave it is named when there is something wrong with it. */
static bool take(struct command_line *line, size_t index, struct text value, struct text origin)
{
	const struct command_option *option = &line->command->options[index];
	bool no = !option->value && text_equal(value, TEXT("no"));
	line->values[index] = no ? TEXT_NONE : value;
	line->origins[index] = origin;
	if (!text_is_valid((struct bytes){(const unsigned char *)value.at, value.size}))
		return command_refuse(line, option->name, "is no valid UTF-8");
	/* An empty setting is one; an empty name of a file is a variable of a script that was not set. */
	if (option->variable && text_is_empty(value))
		return command_refuse(line, option->name, "needs a value");
	if (!option->value && !no && !text_equal(value, TEXT("yes")))
		return command_refuse(line, option->name, "is yes or no");
	return true;
}

/* --name value, --name=value, --flag. */
static bool read_option(struct command_line *line, char **words, int *at, int count)
{
	const char *word = words[*at] + 2, *equals = strchr(word, '=');
	size_t size = equals ? (size_t)(equals - word) : strlen(word);
	int index = find_option(line->command, word, size);
	if (index < 0)
		return complain(line->command, "there is no such option", words[*at]);
	bool flag = !line->command->options[index].value;
	if (flag && equals)
		return complain(line->command, "takes no value", words[*at]);
	if (!flag && !equals && *at + 1 >= count)
		return complain(line->command, "needs a value", words[*at]);
	const char *value = flag ? "yes" : equals ? equals + 1 : words[++*at];
	return take(line, (size_t)index, text_of(value), text_format(line->arena, "--%.*s", (int)size, word));
}

/* A variable that is set and empty is as one that is not set: `NAME= clientele …` takes it away for once. */
static bool read_environment(struct command_line *line)
{
	for (size_t i = 0; i < option_count(line->command); i++) {
		const char *variable = line->command->options[i].variable, *value = variable ? getenv(variable) : NULL;
		if (text_is_none(line->origins[i]) && value && *value &&
		    !take(line, i, text_of(value), text_of(variable)))
			return false;
	}
	return true;
}

static bool read_file(struct command_line *line, const char *path, struct config_file *file)
{
	for (size_t i = 0; i < option_count(line->command); i++) {
		const struct config_line *found = config_file_find(file, line->command->options[i].name);
		if (found && text_is_none(line->origins[i]) &&
		    !take(line, i, found->value,
			  text_format(line->arena, "%s:%d: %s", path, found->number, found->option->name)))
			return false;
	}
	return true;
}

/* The file that was asked for has to be there; the usual one is for whoever may read it. */
static bool read_files(struct command_line *line, int *ret_usual_error)
{
	int index = find_option(line->command, "config", strlen("config"));
	struct config_file file;
	*ret_usual_error = 0;
	if (index < 0)
		return true;
	bool asked = !text_is_none(line->origins[index]);
	const char *path = asked ? text_copy(line->arena, line->values[index]).at : CONFIG_FILE_USUAL;
	switch (config_file_read(line->arena, path, &file)) {
	case DONE: return read_file(line, path, &file);
	case NOT_FOUND:
		*ret_usual_error = errno;
		return !asked || command_refuse(line, "config", "%s: %s", path, strerror(errno));
	case INVALID:
	case CONFLICT:
	case FORBIDDEN:
	case TOO_MANY:
	case FAULT: break;
	}
	return false;
}

static bool nothing_is_missing(const struct command_line *line, int usual_error)
{
	for (size_t i = 0; i < option_count(line->command); i++) {
		const struct command_option *option = &line->command->options[i];
		if (!option->required || !text_is_none(line->values[i]))
			continue;
		fprintf(stderr, "clientele: --%s=%s is needed", option->name, option->value);
		if (option->variable)
			fprintf(stderr, "; %s in the environment or '%s = …' in a configuration file stand in for it",
				option->variable, option->name);
		if (option->variable && usual_error == EACCES)
			fprintf(stderr, " (%s: %s)", CONFIG_FILE_USUAL, strerror(usual_error));
		fprintf(stderr, "\nTry 'clientele %s --help'.\n", line->command->name);
		return false;
	}
	return true;
}

static bool read_line(struct command_line *line, int count, char **words, int used)
{
	bool only_words = false;
	int usual_error;
	for (int i = used; i < count; i++) {
		if (!only_words && strcmp(words[i], "--") == 0) {
			only_words = true;
		} else if (!only_words && words[i][0] == '-' && words[i][1] == '-') {
			if (!read_option(line, words, &i, count))
				return false;
		} else if (!line->command->usage || !text_is_none(line->word)) {
			return complain(line->command, "is one word too many", words[i]);
		} else {
			line->word = text_of(words[i]);
		}
	}
	if (line->command->usage && line->command->usage[0] != '[' && text_is_empty(line->word))
		return complain(line->command, "is needed", line->command->usage);
	return read_environment(line) && read_files(line, &usual_error) && nothing_is_missing(line, usual_error);
}

struct text command_value(const struct command_line *line, const char *name)
{
	int index = find_option(line->command, name, strlen(name));
	if (index < 0)
		abort();
	return line->values[index];
}

bool command_flag(const struct command_line *line, const char *name)
{
	return !text_is_none(command_value(line, name));
}

bool command_number(const struct command_line *line, const char *name, int64_t initial, int64_t *ret_number)
{
	struct text value = command_value(line, name);
	*ret_number = initial;
	if (text_is_none(value) || (text_to_number(value, ret_number) && *ret_number >= 0))
		return true;
	return command_refuse(line, name, "“%.*s” is no number", TEXT_ARG(value));
}

struct text command_files(const struct command_line *line)
{
	struct text given = command_value(line, "files"), db = command_value(line, "db");
	if (!text_is_none(given))
		return given;
	return store_names_postgres(db) ? TEXT("files") : text_join(line->arena, db, TEXT("-files"));
}

/* Programs from before a release share its version of the schema; no step leads from what they made to it. */
static bool check_columns(struct store *store, struct arena *arena, struct text where)
{
	struct text difference;
	if (migrate_compare(store, arena, &difference) != DONE)
		return false;
	if (text_is_empty(difference))
		return true;
	fprintf(stderr,
		"clientele: the database was made by a program from before the release of this one: %.*s.\n"
		"Nothing brings it up to date. What is in it can be exported by the program that made it.\n",
		TEXT_ARG(difference));
	if (store_is_postgres(store))
		fprintf(stderr, "If it is a demo, drop the database, make an empty one and run this again.\n");
	else
		fprintf(stderr, "If it is a demo, take it away and run this again: rm -r '%.*s'*\n", TEXT_ARG(where));
	return false;
}

bool command_find_version(struct store *store, struct arena *arena, int64_t *ret_version)
{
	enum outcome outcome = migrate_version(store, arena, ret_version);
	if (outcome == DONE && *ret_version <= migrate_newest())
		return true;
	if (outcome == DONE)
		fprintf(stderr,
			"clientele: the database has version %lld of the schema, this program %lld; a newer program is "
			"needed.\n",
			(long long)*ret_version, (long long)migrate_newest());
	else if (outcome == NOT_FOUND)
		fprintf(stderr, "clientele: the database is empty; clientele init makes what is in it.\n");
	else if (outcome == CONFLICT)
		fprintf(stderr, "clientele: the database is of another program, whose tables are in it; it was left as "
				"it is.\n");
	else
		fprintf(stderr, "clientele: the schema's version cannot be read; the log says why.\n");
	return false;
}

bool command_check_schema(struct store *store, struct arena *arena, struct text where)
{
	int64_t version;
	if (!command_find_version(store, arena, &version))
		return false;
	if (version == migrate_newest())
		return check_columns(store, arena, where);
	fprintf(stderr,
		"clientele: the database has version %lld of the schema, this program %lld; clientele migrate brings "
		"it "
		"up to date.\n",
		(long long)version, (long long)migrate_newest());
	return false;
}

bool command_open_store(const struct command_line *line, bool create, struct store **ret_store)
{
	struct store_options options = {.where = command_value(line, "db"), .create = create};
	struct text why;
	if (store_open(&options, line->arena, ret_store, &why) == DONE)
		return true;
	fprintf(stderr, "clientele: cannot %s the database: %.*s\n", create ? "make" : "open", TEXT_ARG(why));
	if (!create && !store_names_postgres(options.where) &&
	    access(text_copy(line->arena, options.where).at, F_OK) != 0 && errno == ENOENT)
		fprintf(stderr, "clientele init makes a new one.\n");
	return false;
}

bool command_open(const struct command_line *line, struct command_store *ret_open)
{
	if (!command_open_store(line, false, &ret_open->store))
		return false;
	context_open(&ret_open->ctx, line->arena, ret_open->store);
	ret_open->ctx.language = language_find(TEXT("en"));
	if (command_check_schema(ret_open->store, line->arena, command_value(line, "db")))
		return true;
	command_close(ret_open);
	return false;
}

void command_close(struct command_store *open)
{
	context_close(&open->ctx);
	store_close(open->store);
}

int command_end(const struct context *ctx, enum outcome outcome)
{
	for (size_t i = 0; outcome != DONE && i < ctx->problems->count; i++) {
		const struct problem *problem = &ctx->problems->list[i];
		struct text sentence =
			language_fill(ctx->arena, text_of(problem->message), problem->values, PROBLEM_VALUES);
		fprintf(stderr, "clientele: %.*s%s%.*s\n", TEXT_ARG(problem->field),
			text_is_empty(problem->field) ? "" : ": ", TEXT_ARG(sentence));
	}
	if (outcome != DONE && !ctx->problems->count)
		fprintf(stderr, "clientele: %s\n",
			outcome == NOT_FOUND ? "there is no such thing" : "it failed; the log says why");
	return outcome == DONE ? 0 : 1;
}

static bool asks_for_help(int count, char **words, int used)
{
	for (int i = used; i < count && strcmp(words[i], "--") != 0; i++)
		if (strcmp(words[i], "--help") == 0)
			return true;
	return false;
}

static void print_version(void)
{
	printf("clientele %s\n", CLIENTELE_VERSION);
}

static void print_commands(void)
{
	command_print_commands(stdout);
}

/* What is asked of the program itself. */
static const struct {
	const char *word;
	void (*print)(void);
} answers[] = {{"--help", print_commands},
	       {"--version", print_version},
	       {"--manual", command_print_manual},
	       {"--completion", command_print_completion}};
#define ANSWERS (sizeof answers / sizeof *answers)

/* "help" is meant as "--help". */
static const char *nearest(const char *word)
{
	for (size_t i = 0; i < ANSWERS; i++)
		if (strcmp(answers[i].word + strlen("--"), word) == 0)
			return answers[i].word;
	return "--help";
}

/* "import" alone, or no command at all. */
static int run_group(int count, char **words)
{
	if (!command_is_group(text_of(words[1]))) {
		fprintf(stderr, "clientele: there is no command '%s'\nTry 'clientele %s'.\n", words[1],
			nearest(words[1]));
		return 2;
	}
	if (!asks_for_help(count, words, 2)) {
		fprintf(stderr, "clientele: '%s' needs one more word\nTry 'clientele %s --help'.\n", words[1],
			words[1]);
		return 2;
	}
	command_print_group(text_of(words[1]));
	return 0;
}

static int run_command(int count, char **words)
{
	int used, status = 2;
	struct command_line line = {.arena = arena_open(SIZE_MAX), .command = find_command(count, words, &used)};
	if (!line.command) {
		status = run_group(count, words);
	} else if (asks_for_help(count, words, used)) {
		command_print_help(line.command);
		status = 0;
	} else if (read_line(&line, count, words, used)) {
		status = line.command->run(&line);
	}
	arena_close(line.arena);
	return status;
}

/* What was printed arrived; a full disk must not look like success. */
static int end_output(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	perror("clientele: standard output");
	return status ? status : 1;
}

int command_main(int count, char **words)
{
	if (count < 2) {
		command_print_commands(stderr);
		return 2;
	}
	for (size_t i = 0; i < ANSWERS; i++)
		if (strcmp(words[1], answers[i].word) == 0) {
			answers[i].print();
			return end_output(0);
		}
	return end_output(run_command(count, words));
}
