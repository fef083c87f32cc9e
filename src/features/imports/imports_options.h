/* How a file is to be imported, as it is kept with the file, with a run of it, and for the next file with that header:
 * JSON. Where the file lies and how it is read stand elsewhere (import_files). */
#ifndef FEATURES_IMPORTS_OPTIONS_H
#define FEATURES_IMPORTS_OPTIONS_H

#include "features/imports/imports.h"

struct text import_options_write(struct arena *arena, const struct import_options *options);
/* FAULT when it is none of ours. */
enum outcome import_options_read(struct arena *arena, struct text kept, struct import_options *ret_options) MUST_USE;

/* A list of texts as JSON: what a header is kept as. None when it is larger than `most`. */
struct text import_texts_write(struct arena *arena, const struct text *texts, size_t count, size_t most);
enum outcome import_texts_read(struct arena *arena, struct text kept, const struct text **ret_texts,
			       size_t *ret_count) MUST_USE;

#endif
