/* A cell that holds a list is itself a line of CSV with semicolons. */
#ifndef FEATURES_TRANSFER_LIST_H
#define FEATURES_TRANSFER_LIST_H

#include "base/arena.h"

/* None when there are no pieces. */
struct text transfer_list_write(struct arena *arena, const struct text *pieces, size_t count);
/* Pieces are trimmed; empty ones are left out. */
size_t transfer_list_read(struct arena *arena, struct text cell, const struct text **ret_pieces);

#endif
