/* What lies in the folder of files for imports: for each file that was sent, under a random name, its bytes as they
 * came and what is made of them. */
#ifndef FEATURES_IMPORTS_FOLDER_H
#define FEATURES_IMPORTS_FOLDER_H

#include "context/context.h"

enum import_piece {
	IMPORT_PIECE_SENT,    /* as it came, so that it can be read another way */
	IMPORT_PIECE_ROWS,    /* imports_rows.h */
	IMPORT_PIECE_SEEN,    /* of a look ahead: imports_tangles.h */
	IMPORT_PIECE_TANGLES, /* of a look ahead */
	IMPORT_PIECE_REFUSED, /* CSV to be corrected */
	IMPORT_PIECES,
};
struct text import_piece_path(const struct context *ctx, struct text token, enum import_piece piece);

/* Keeps these bytes under a new name, durably. TOO_MANY when the disk is full or broken. */
enum outcome import_folder_keep(struct context *ctx, struct bytes content, struct text *ret_token) MUST_USE;
/* Removes all of it; what is not there is no failure. */
void import_folder_remove(const struct context *ctx, struct text token);

#endif
