/* The configuration file: lines `name = value` that stand in for options of the command line.
 *
 * The one idea: it says what this installation is, so that the service, and whoever looks after it by hand, mean the
 * same database. So its names are those of the options that a variable stands in for, too; what is asked once (--force,
 * --dry-run) stays on the command line.
 *
 * Read by inih, whose rules for comments and long lines are ours.
 */
#ifndef SERVER_CONFIG_FILE_H
#define SERVER_CONFIG_FILE_H

#include "server/command.h"

#define CONFIG_FILE_USUAL "/etc/clientele/clientele.conf"
#define CONFIG_FILE_MOST  32
#define CONFIG_FILE_RULES                                                                                              \
	"Lines that begin with # are comments, as is what follows ; behind a blank. A list goes on in lines that "     \
	"begin "                                                                                                       \
	"with a blank. Flags are yes or no. A line has at most 197 bytes. What cannot be taken is told with its "      \
	"line, "                                                                                                       \
	"and nothing is done."

struct config_line {
	const struct command_option *option;
	struct text value;
	int number; /* the first line is 1 */
};

struct config_file {
	const char *path;
	struct config_line lines[CONFIG_FILE_MOST];
	size_t count;
};

/* Reads all of it. NOT_FOUND: it cannot be opened, errno says why. INVALID: standard error says in one line which line
 * cannot be taken and why. */
enum outcome config_file_read(struct arena *arena, const char *path, struct config_file *ret_file) MUST_USE;

/* Whether a line may stand in for that option. */
bool config_file_knows(const struct command_option *option);
/* The line that stands in for the option; NULL when none does. */
const struct config_line *config_file_find(const struct config_file *file, const char *option);

#endif
