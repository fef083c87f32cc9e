/* What notes put on the page of a customer. */
#ifndef FEATURES_NOTES_BLOCKS_H
#define FEATURES_NOTES_BLOCKS_H

#include "web/block.h"

/* The pinned and the latest notes, with the form for a new one. */
enum outcome notes_block(struct request *request, struct customer_id customer);

#endif
