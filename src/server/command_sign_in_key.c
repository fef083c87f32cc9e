/* clientele sign-in-key rotate */
#include "features/oidc/oidc.h"
#include "server/command.h"
#include "server/commands.h"

#include <stdio.h>

int command_sign_in_key_rotate(const struct command_line *line)
{
	struct command_store open;
	if (!command_open(line, &open))
		return 1;
	bool at_once = command_flag(line, "at-once");
	int status = command_end(&open.ctx, oidc_rotate_keys(&open.ctx, at_once));
	if (status == 0)
		printf("%s\n", at_once ? "The new key signs from now on; those of before are forgotten."
				       : "Shops are shown the new key now; it signs in ten minutes.");
	command_close(&open);
	return status;
}
