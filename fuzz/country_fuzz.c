/* Any valid text may be asked for as a country or a state. */
#include "format/country.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	struct text asked = {(const char *)data, size};
	struct text country = country_find(asked), again = country_find(country);
	/* A code that was found is found by itself. */
	if (!text_is_none(country) && !text_equal(country, again))
		abort();
	subdivision_find(TEXT("MY"), asked);
	subdivision_find(text_slice(asked, 0, 2), text_slice(asked, 2, size));
	subdivision_name(asked);
	country_name(asked, TEXT("de"));
	return 0;
}
