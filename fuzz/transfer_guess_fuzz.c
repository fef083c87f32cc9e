/* Any valid text may be a header: what it is guessed to mean has a name that means the same, and any name that is a
 * column prints as itself. */
#include "features/transfer/transfer_column.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_name(struct arena *arena, const struct transfer_column *column)
{
	struct transfer_column again;
	struct text name = transfer_column_name(arena, column);
	if (!transfer_column_parse(name, &again) || !transfer_column_equal(column, &again))
		abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct transfer_column column;
	struct text header = {(const char *)data, size};
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	struct arena *arena = arena_open(1 << 20);
	if (transfer_column_parse(header, &column))
		check_name(arena, &column);
	if (transfer_column_guess(arena, header, TEXT("import"), &column))
		check_name(arena, &column);
	arena_close(arena);
	return 0;
}
