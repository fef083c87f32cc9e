/* Memory that runs out ends the process, which is then started again. */
#include "base/memory.h"

#include <stdlib.h>
#include <unistd.h>

void *memory_resize(void *old, size_t size)
{
	void *grown = realloc(old, size ? size : 1);
	if (!grown)
		memory_end();
	return grown;
}

_Noreturn void memory_end(void)
{
	static const char words[] = "out of memory\n";
	/* stdio could ask for memory itself. */
	if (write(STDERR_FILENO, words, sizeof words - 1) < 0)
		abort();
	abort();
}
