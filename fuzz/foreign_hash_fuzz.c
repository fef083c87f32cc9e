/* Files of other shops bring hashes in any form. What fits is checked; a damaged one is right for nobody. */
#include "format/foreign_hash.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	const struct text hash = {(const char *)data, size};
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	/* Only what is refused costs nothing. */
	if (foreign_hash_judge(hash) != FOREIGN_HASH_FITS &&
	    foreign_hash_match(hash, (struct secret){TEXT("password")}))
		abort();
	return 0;
}
