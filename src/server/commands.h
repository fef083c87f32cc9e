/* The commands' functions; commands.c lists them with their options. Each file server/command_<name>.c has one. */
#ifndef SERVER_COMMANDS_H
#define SERVER_COMMANDS_H

struct command_line;

int command_init(const struct command_line *line);
int command_serve(const struct command_line *line);
int command_staff_add(const struct command_line *line);
int command_key_create(const struct command_line *line);
int command_migrate(const struct command_line *line);
int command_check(const struct command_line *line);
int command_config(const struct command_line *line);
int command_demo(const struct command_line *line);

#endif
