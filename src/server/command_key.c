/* clientele key create */
#include "features/apikeys/apikeys.h"
#include "server/command.h"
#include "server/commands.h"

#include <stdio.h>

static enum outcome create(const struct command_line *line, struct context *ctx)
{
	struct apikey_ask ask = {.name = command_value(line, "name"), .expires = INSTANT_NONE};
	struct api_key_id id;
	struct secret key;
	struct text unknown;
	if (!permission_set_parse(command_value(line, "scope"), &ask.permissions, &unknown))
		return context_invalid(ctx, TEXT("scope"), "unknown", N_("“{0}” is no permission."), unknown,
				       TEXT_NONE);
	TRY(apikeys_add(ctx, &ask, &id, &key));
	printf("%.*s\n", TEXT_ARG(key.value));
	return DONE;
}

int command_key_create(const struct command_line *line)
{
	struct command_store open;
	if (!command_open(line, &open))
		return 1;
	int status = command_end(&open.ctx, create(line, &open.ctx));
	command_close(&open);
	return status;
}
