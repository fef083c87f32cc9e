/* What staff paste as certificates: whatever is taken has a name that can be shown. */
#include "format/certificate.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct certificate list[CERTIFICATES_MOST];
	size_t count;
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	const struct text pem = {(const char *)data, size};
	enum certificate_verdict verdict = certificates_read(arena, pem, list, &count);
	if (count > CERTIFICATES_MOST || (verdict == CERTIFICATES_FIT && count == 0))
		abort();
	for (size_t i = 0; i < count; i++)
		if (!text_is_valid((struct bytes){(const unsigned char *)list[i].name.at, list[i].name.size}))
			abort();
	return 0;
}
