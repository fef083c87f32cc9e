/* Whatever a browser says of itself is read; what is shown of it came from there or from the table. */
#include "format/user_agent.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	struct user_agent agent = user_agent_read(arena, (struct text){(const char *)data, size});
	if (agent.browser.size > 100 || agent.system.size > 100)
		abort();
	return 0;
}
