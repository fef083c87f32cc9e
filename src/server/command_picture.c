/* clientele picture-helper: what the server starts of itself to decode a picture that somebody sent. */
#include "features/files/files.h"
#include "server/commands.h"

#include <unistd.h>

int command_picture_helper(const struct command_line *line)
{
	(void)line;
	/* At once: what runs when a process ends would ask for more than it may. */
	_exit(picture_helper_run());
}
