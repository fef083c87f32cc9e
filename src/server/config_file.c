/* Reading the configuration file. inih takes lines apart; what stands here refuses whatever it would pass over. */
#include "server/config_file.h"

#include "store/store.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct reading {
	struct arena *arena;
	FILE *in;
	struct config_file *file;
	int number;   /* of the line that inih has */
	bool goes_on; /* it begins with a blank */
	int wrong;    /* the line that cannot be taken; 0: none so far */
	struct text why;
};

/* Nothing more is read; for inih, a line that was not taken. */
static int refuse(struct reading *reading, struct text why)
{
	reading->wrong = reading->number;
	reading->why = why;
	return 0;
}

/* fgets for inih, which would take what is too long for two lines, and a NUL for the end of one. */
static char *next_line(char *to, int size, void *state)
{
	struct reading *reading = state;
	int count = 0, c = reading->wrong ? EOF : getc(reading->in);
	if (c == EOF)
		return NULL;
	reading->number++;
	reading->goes_on = c == ' ' || c == '\t';
	for (; c != EOF && c != '\n'; c = getc(reading->in)) {
		/* A line has its end and a NUL, too. */
		if (count + 3 == size)
			refuse(reading, text_format(reading->arena, "the line has more than %d bytes", count));
		else if (c == '\0')
			refuse(reading, TEXT("there is a NUL in the line"));
		if (reading->wrong)
			return NULL;
		to[count++] = (char)c;
	}
	to[count] = '\0';
	if (to[strspn(to, " \t")] == '[')
		refuse(reading, TEXT("there are no sections; lines are like 'name = value'"));
	return reading->wrong ? NULL : to;
}

/* What says where the file is has no place in it. */
bool config_file_knows(const struct command_option *option)
{
	return option->variable && strcmp(option->name, "config") != 0;
}

static const struct command_option *find_option(const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		for (const struct command_option *o = c->options; o->name; o++)
			if (config_file_knows(o) && strcmp(o->name, name) == 0)
				return o;
	return NULL;
}

/* Of a list that goes on, on another line. */
static int add_words(struct reading *reading, struct config_line *line, const char *words)
{
	if (strcmp(line->option->value, "NETWORKS") != 0)
		return refuse(reading, text_format(reading->arena,
						   "a line that begins with a blank goes on with the one before, and "
						   "%s is no list",
						   line->option->name));
	line->value = text_format(reading->arena, "%.*s %s", TEXT_ARG(line->value), words);
	return 1;
}

static int take(void *state, const char *section, const char *name, const char *value)
{
	struct reading *reading = state;
	struct config_file *file = reading->file;
	struct arena *arena = reading->arena;
	const struct command_option *option = find_option(name);
	(void)section;
	if (reading->wrong)
		return 0;
	if (!option)
		return refuse(reading, text_format(arena, "there is no setting '%s'", name));
	struct config_line *before = (struct config_line *)(uintptr_t)config_file_find(file, name);
	if (before && reading->goes_on)
		return add_words(reading, before, value);
	if (before)
		return refuse(reading, text_format(arena, "%s stands in line %d already", name, before->number));
	if (!*value)
		return refuse(reading, text_format(arena, "%s needs a value", name));
	if (*value == '"' || *value == '\'')
		return refuse(reading, TEXT("values are written without quotation marks"));
	if (file->count == CONFIG_FILE_MOST)
		return refuse(reading, TEXT("there are too many lines"));
	file->lines[file->count++] = (struct config_line){option, text_copy(arena, text_of(value)), reading->number};
	return 1;
}

/* postgres://somebody:secret@host/, or ?password=secret. */
static bool holds_password(struct text db)
{
	size_t at = text_find(db, TEXT("@"), 0);
	return store_names_postgres(db) &&
	       ((at != SIZE_MAX && text_find(text_slice(db, 0, at), TEXT(":"), strlen("postgresql:")) != SIZE_MAX) ||
		text_find(db, TEXT("password="), 0) != SIZE_MAX);
}

/* A warning and no refusal (as of ssh for its keys): a file that an editor has saved with other rights must not keep a
 * business from its customers at the next restart. Without a password in it, everybody may read it. */
static void warn_of_readers(const struct config_file *file, FILE *in)
{
	const struct config_line *db = config_file_find(file, "db");
	struct stat about;
	if (db && holds_password(db->value) && fstat(fileno(in), &about) == 0 && (about.st_mode & S_IROTH))
		fprintf(stderr,
			"clientele: %s:%d: everybody on this machine can read the password; chmod o= %s keeps it\n",
			file->path, db->number, file->path);
}

enum outcome config_file_read(struct arena *arena, const char *path, struct config_file *ret_file)
{
	*ret_file = (struct config_file){.path = path};
	struct reading reading = {.arena = arena, .in = fopen(path, "re"), .file = ret_file};
	if (!reading.in)
		return NOT_FOUND;
	int first = ini_parse_stream(next_line, &reading, take, &reading);
	/* A line without "=" is nobody's but inih's to find, and inih reads on. */
	if (first && (!reading.wrong || first < reading.wrong)) {
		reading.wrong = first;
		reading.why = TEXT("it is not like 'name = value'");
	}
	if (ferror(reading.in)) {
		fprintf(stderr, "clientele: %s: %s\n", path, strerror(errno));
		reading.wrong = 1;
	} else if (reading.wrong) {
		fprintf(stderr, "clientele: %s:%d: %.*s\n", path, reading.wrong, TEXT_ARG(reading.why));
	} else {
		warn_of_readers(ret_file, reading.in);
	}
	fclose(reading.in);
	return reading.wrong ? INVALID : DONE;
}

const struct config_line *config_file_find(const struct config_file *file, const char *option)
{
	for (size_t i = 0; i < file->count; i++)
		if (strcmp(file->lines[i].option->name, option) == 0)
			return &file->lines[i];
	return NULL;
}
