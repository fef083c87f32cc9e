/* Anybody may say in a header who they are. */
#include "features/oidc/oidc_basic.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	struct arena *arena = arena_open(SIZE_MAX);
	struct oidc_basic basic;
	if (oidc_basic_read(arena, (struct text){(const char *)data, size}, &basic) &&
	    (!text_is_valid((struct bytes){(const unsigned char *)basic.client.at, basic.client.size}) ||
	     !text_is_valid((struct bytes){(const unsigned char *)basic.secret.value.at, basic.secret.value.size})))
		abort();
	arena_close(arena);
	return 0;
}
