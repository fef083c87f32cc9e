/* clientele key create */
#include "features/apikeys/apikeys.h"
#include "server/command.h"
#include "server/commands.h"

#include <stdio.h>

static enum outcome create(const struct command_line *line, struct context *ctx, struct permission_set permissions)
{
	struct apikey_ask ask = {
		.name = command_value(line, "name"), .permissions = permissions, .expires = INSTANT_NONE};
	struct api_key_id id;
	struct secret key;
	TRY(apikeys_add(ctx, &ask, &id, &key));
	printf("%.*s\n", TEXT_ARG(key.value));
	return DONE;
}

static bool read_scope(const struct command_line *line, struct permission_set *ret_permissions)
{
	struct text unknown, all = TEXT("");
	if (permission_set_parse(command_value(line, "scope"), ret_permissions, &unknown))
		return true;
	for (enum permission p = 0; p < PERMISSION_COUNT; p++)
		all = text_format(line->arena, "%.*s %.*s", TEXT_ARG(all), TEXT_ARG(permission_word(p)));
	return command_refuse(line, "scope", "“%.*s” is no permission; there are:%.*s", TEXT_ARG(unknown),
			      TEXT_ARG(all));
}

int command_key_create(const struct command_line *line)
{
	struct command_store open;
	struct permission_set permissions;
	if (!read_scope(line, &permissions))
		return 2;
	if (!command_open(line, &open))
		return 1;
	int status = command_end(&open.ctx, create(line, &open.ctx, permissions));
	command_close(&open);
	return status;
}
