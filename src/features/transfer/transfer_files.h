/* What lies in the folder of files for imports: for each file that was sent, under a random name, its bytes as they
 * came and what is made of them. */
#ifndef FEATURES_TRANSFER_FILES_H
#define FEATURES_TRANSFER_FILES_H

#include "context/context.h"

enum transfer_piece {
	TRANSFER_PIECE_SENT,    /* as it came, so that it can be read another way */
	TRANSFER_PIECE_ROWS,    /* transfer_rows.h */
	TRANSFER_PIECE_SEEN,    /* of a look ahead: transfer_tangles.h */
	TRANSFER_PIECE_TANGLES, /* of a look ahead */
	TRANSFER_PIECE_REFUSED, /* CSV to be corrected */
	TRANSFER_PIECES,
};
struct text transfer_piece_path(const struct context *ctx, struct text token, enum transfer_piece piece);

/* Keeps these bytes under a new name, durably. TOO_MANY when the disk is full or broken. */
enum outcome transfer_files_keep(struct context *ctx, struct bytes content, struct text *ret_token) MUST_USE;
/* Removes all of it; what is not there is no failure. */
void transfer_files_remove(const struct context *ctx, struct text token);

#endif
