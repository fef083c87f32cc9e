/* How files were imported last: the next one of the same kind is proposed the same way.
 *
 * The one idea: what a column is here is remembered by its header, how rows are imported by all headers of a file in no
 * order. So a column that moved, one more, or those of refused rows (import_row, import_reason, import_line) lose
 * nothing. Headers of a shop are its own: PrestaShop's "ID" says nothing of others.
 */
#ifndef FEATURES_IMPORTS_MEMORY_H
#define FEATURES_IMPORTS_MEMORY_H

#include "features/imports/imports.h"

#include <sodium.h>

/* What all headers of a file are remembered by. */
struct import_memory_key {
	unsigned char bytes[crypto_hash_sha256_BYTES];
};
struct import_memory_key import_memory_key(struct arena *arena, const struct text *headers, size_t count);

/* As it was last; a place for each header, empty: nothing is known of it. */
enum outcome import_memory_recall(struct context *ctx, const struct text *headers, size_t count,
				  struct import_options *ret_options) MUST_USE;
/* Inside a transaction. */
enum outcome import_memory_keep(struct context *ctx, const struct text *headers, size_t count,
				const struct import_options *options) MUST_USE;

#endif
