/* A file read once from its beginning: unpacked, made text, cut into rows.
 *
 * The one idea: bytes that are no text in the file's encoding make a fault of their row, and how many they are tells
 * whether it is the row that is wrong or the encoding.
 */
#ifndef FEATURES_IMPORTS_PASS_H
#define FEATURES_IMPORTS_PASS_H

#include "base/buffer.h"
#include "features/imports/imports_carry.h"
#include "features/imports/imports_source.h"
#include "format/csv_read.h"
#include "format/gunzip.h"
#include "format/unzip.h"

#include <sodium.h>

#define IMPORT_PIECE ((size_t)64 * 1024) /* bytes that are read at once */

struct import_pass {
	struct context *ctx;
	struct import_source *source;
	struct decoder decoder;
	size_t skip;        /* bytes of text that are left out */
	struct buffer text; /* of the piece under way; of the head */
	struct csv_reader *csv;
	struct import_lines *lines; /* or that */
	crypto_hash_sha256_state *hash;
	struct import_carry carry;
	struct import_fault carried; /* of the row that others are filled from */
	import_row_function *row;    /* whom rows are handed; NULL: keys of lines are collected */
	void *row_state;
	int64_t bad_row; /* the row under way, if it has a byte that is no text */
	struct import_fault bad;
	char bad_value[16];
	struct csv_fault not_text; /* the first of them; no code: there is none */
	uint64_t bad_bytes;        /* those that another encoding would have made text of */
	bool hopeless;             /* the encoding cannot be right */
	bool told;                 /* a problem has been added */
};

/* All rows, the header first; or the keys of lines. INVALID with a problem, or without one when it is hopeless. */
enum outcome import_pass_run(struct import_pass *pass, import_row_function *row, void *state) MUST_USE;
/* More of its bytes are no text than are text beyond ASCII, or some are in the header. */
bool import_pass_is_wrong(const struct import_pass *pass);

/* What the file is made of: its bytes, to `sink` with the pass; the same, unpacked; the archive that it is. */
enum outcome import_pass_read_raw(struct import_pass *pass, gunzip_sink *sink, void *state) MUST_USE;
enum outcome import_pass_read_bytes(struct import_pass *pass, gunzip_sink *sink) MUST_USE;
enum outcome import_pass_open_zip(struct import_pass *pass, struct unzip **ret_unzip) MUST_USE;
/* What could not be unpacked, as a problem. */
enum outcome import_pass_tell_packed(const struct import_pass *pass, enum outcome outcome) MUST_USE;

/* With a problem at "file". */
enum outcome import_pass_refuse(struct context *ctx, const char *code, const char *message, struct text value,
				struct text other) MUST_USE;
enum outcome import_pass_refuse_system(struct context *ctx, struct text path) MUST_USE;

#endif
