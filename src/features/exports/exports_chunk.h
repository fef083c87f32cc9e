/* Whom an export is of, some at a time, and their rows: what an export at once and the job of one share. */
#ifndef FEATURES_EXPORTS_CHUNK_H
#define FEATURES_EXPORTS_CHUNK_H

#include "features/exports/exports_sheet.h"
#include "service/id_ranges.h"

#define EXPORT_CHUNK 200 /* people at a time */

struct filter;

struct export_people {
	const struct filter *filter;
	bool guests;
	const struct id_ranges *chosen; /* NULL: the filter; else these, whatever it says */
	int64_t last;                   /* nobody with a higher number */
};

struct export_chunk {
	struct customer_id ids[EXPORT_CHUNK]; /* of those who were written */
	size_t count;
	struct customer_id after; /* the last who was looked at */
	bool ended;
};

/* Adds the next people after `chunk->after` to the sheet, as they were at one moment; those that the asker does not see
 * are left out. `ctx` has an arena and a reader of its own, which end with the chunk. */
enum outcome export_chunk_write(struct context *ctx, const struct export_people *whom, struct export_sheet *sheet,
				struct export_chunk *chunk) MUST_USE;

#endif
