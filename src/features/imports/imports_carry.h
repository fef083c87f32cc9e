/* Files of shops with several rows for a customer, each with an address: the first row says who it is, those behind it
 * may leave that out.
 *
 * The one idea: such a row gets what it leaves out from the row before, while the file is read. So it is a row like all
 * others: it finds its customer, is looked at together with the first, and is refused with it.
 */
#ifndef FEATURES_IMPORTS_CARRY_H
#define FEATURES_IMPORTS_CARRY_H

#include "base/arena.h"
#include "base/text.h"

struct import_carry {
	struct arena *arena; /* of the row before; NULL: no such file */
	size_t key;          /* the column that is empty in rows that go on */
	bool *carried;       /* by column: says something of the customer, not of the address */
	size_t column_count;
	struct text *before, *filled;
};

/* By the header. To be closed. */
void import_carry_open(struct import_carry *ret_carry, const struct text *headers, size_t count);
void import_carry_close(struct import_carry *carry);
/* The next row, filled; `*count` cells. It lives until the next call. */
const struct text *import_carry_fill(struct import_carry *carry, const struct text *cells, size_t *count);

#endif
