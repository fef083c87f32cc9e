/* clientele: one binary, many commands; the list is in server/commands.c. */
#include "server/command.h"

#include <sodium.h>

int main(int count, char **words)
{
	if (sodium_init() < 0)
		return 1;
	return command_main(count, words);
}
