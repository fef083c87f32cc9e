/* How a file is to be imported, as it is kept with the file, with a run of it, and for the next file with that header:
 * JSON. Where the file lies and how it is read stand elsewhere (import_files). */
#ifndef FEATURES_TRANSFER_OPTIONS_H
#define FEATURES_TRANSFER_OPTIONS_H

#include "features/transfer/transfer.h"

struct text transfer_options_write(struct arena *arena, const struct import_options *options);
/* FAULT when it is none of ours. */
enum outcome transfer_options_read(struct arena *arena, struct text kept, struct import_options *ret_options) MUST_USE;

/* A list of texts as JSON: what a header is kept as. None when it is larger than `most`. */
struct text transfer_texts_write(struct arena *arena, const struct text *texts, size_t count, size_t most);
enum outcome transfer_texts_read(struct arena *arena, struct text kept, const struct text **ret_texts,
				 size_t *ret_count) MUST_USE;

#endif
