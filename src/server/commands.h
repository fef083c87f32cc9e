/* The commands' functions; commands.c lists them with their options. They stand in server/command_<name>.c. */
#ifndef SERVER_COMMANDS_H
#define SERVER_COMMANDS_H

#include <stdbool.h>

struct command_line;
struct networks;

int command_init(const struct command_line *line);
int command_serve(const struct command_line *line);
int command_staff_add(const struct command_line *line);
int command_staff_remove_factor(const struct command_line *line);
int command_key_create(const struct command_line *line);
int command_sign_in_key_rotate(const struct command_line *line);
int command_migrate(const struct command_line *line);
int command_check(const struct command_line *line);
int command_config(const struct command_line *line);
int command_picture_helper(const struct command_line *line);
int command_backup(const struct command_line *line);
int command_restore(const struct command_line *line);
int command_demo(const struct command_line *line);
int command_import(const struct command_line *line);
int command_export(const struct command_line *line);

/* clientele config --export, and --apply. */
int command_config_export(const struct command_line *line);
int command_config_apply(const struct command_line *line);

/* Networks with blanks between them; none when the option was not given. False with a message when they are none. */
bool command_networks(const struct command_line *line, const char *option, struct networks *ret_networks);
/* --delimiter: one character, or "tab"; 0 when it was not given. False with a message when it is neither. */
bool command_delimiter(const struct command_line *line, char *ret_delimiter);
/* Which of the words the option says; 0 when it was not given; below 0, with a message, when it is none of them. */
int command_choice(const struct command_line *line, const char *option, const char *const *words, int count);

#endif
