/* Whom an export is of, a hundred at a time, and their rows. */
#ifndef FEATURES_TRANSFER_WHOM_H
#define FEATURES_TRANSFER_WHOM_H

#include "features/transfer/transfer_ranges.h"
#include "features/transfer/transfer_sheet.h"

#define WHOM_CHUNK 200

struct filter;

struct transfer_whom {
	const struct filter *filter;
	bool guests;
	const struct id_ranges *chosen; /* NULL: the filter; else these, whatever it says */
	int64_t last;                   /* nobody with a higher number */
};

struct transfer_chunk {
	struct customer_id ids[WHOM_CHUNK]; /* of those who were written */
	size_t count;
	struct customer_id after; /* the last who was looked at */
	bool ended;
};

/* Adds the next people after `chunk->after` to the sheet, as they were at one moment; those that the asker does not see
 * are left out. `ctx` has an arena and a reader of its own, which end with the chunk. */
enum outcome transfer_write_chunk(struct context *ctx, const struct transfer_whom *whom, struct transfer_sheet *sheet,
				  struct transfer_chunk *chunk) MUST_USE;

#endif
