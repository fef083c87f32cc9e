/* clientele: one binary, many commands; the list is in server/commands.c. */
#include "server/command.h"

#include <malloc.h>
#include <sodium.h>

#define KEPT (64 << 20)

int main(int count, char **words)
{
	/* A page takes some hundred kilobytes and gives them back: kept for the next one, not returned to the kernel.
	 */
	mallopt(M_MMAP_THRESHOLD, KEPT);
	mallopt(M_TRIM_THRESHOLD, KEPT);
	if (sodium_init() < 0)
		return 1;
	return command_main(count, words);
}
