/* Which rows of a file have to do with each other, so that a look ahead that undoes what it did after every step still
 * sees what an import would: those that name the same address, login or id, and those that mean the same customer or
 * something of theirs.
 *
 * The one idea: two passes. In the first, every row leaves a mark for each thing that it names or whose owner it means,
 * in a file of bits that also knows which marks were left twice. In the second, whose marks all stand once has nothing
 * to do with anybody and is looked at where it stands; the others are noted, and at the end tied into knots: rows that
 * share a mark belong together, and are looked at together, in their order. Marks may coincide by chance: that only
 * ties more than needed.
 */
#ifndef FEATURES_IMPORTS_TANGLES_H
#define FEATURES_IMPORTS_TANGLES_H

#include "features/imports/imports_jobs.h"

#define TANGLED_MOST 100000 /* rows that are noted; more than that are left out */
#define KNOT_MOST    1000   /* rows of a knot that are looked at */

/* The marks of a row. */
enum outcome import_row_marks(struct context *ctx, const struct import_plan *plan, const struct import_source_row *row,
			      int64_t **ret_marks, size_t *ret_count) MUST_USE;

struct import_seen {
	unsigned char *once, *twice;
	uint64_t bits; /* of each; a power of two */
	size_t size;   /* of both */
};
/* `anew`: without a mark. NOT_FOUND when it is not there. */
enum outcome import_seen_open(struct context *ctx, const struct import_run *run, bool anew,
			      struct import_seen *ret_seen) MUST_USE;
void import_seen_close(struct import_seen *seen);
void import_seen_add(struct import_seen *seen, int64_t mark);
bool import_seen_twice(const struct import_seen *seen, int64_t mark);

/* A row of a knot. */
struct import_tangle {
	int64_t knot, position, place; /* the knot is called after its first row */
};
/* Ties what was noted: knots in order, the rows of each in order. */
enum outcome import_tangles_tie(struct context *ctx, struct import_id import, struct import_tangle **ret_list,
				size_t *ret_count) MUST_USE;

#endif
