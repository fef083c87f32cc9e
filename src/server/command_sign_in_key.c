/* clientele sign-in-key rotate */
#include "features/oidc/oidc.h"
#include "server/command.h"
#include "server/commands.h"

int command_sign_in_key_rotate(const struct command_line *line)
{
	struct command_store open;
	if (!command_open(line, &open))
		return 1;
	int status = command_end(&open.ctx, oidc_rotate_keys(&open.ctx, command_flag(line, "at-once")));
	command_close(&open);
	return status;
}
