/* An address that is accepted stays the same address when it is read again; folding is stable. */
#include "format/email_address.h"
#include "format/fold.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 24);
	struct text typed = {(const char *)data, size};
	struct email_address first, again;
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	struct text key = fold_sort(arena, typed);
	if (!text_equal(key, fold_sort(arena, key)) || !fold_is_nfc(fold_nfc(arena, typed)))
		abort();
	if (!email_address_parse(arena, typed, &first))
		return 0;
	if (!email_address_parse(arena, first.shown, &again) || !text_equal(first.folded, again.folded))
		abort();
	if (!email_address_parse(arena, first.folded, &again) || !text_equal(first.folded, again.folded))
		abort();
	return 0;
}
