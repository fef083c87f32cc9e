/* What files put on the page of a customer. */
#ifndef FEATURES_FILES_BLOCKS_H
#define FEATURES_FILES_BLOCKS_H

#include "web/block.h"

/* The picture at the name; nothing without one. */
enum outcome files_picture_block(struct request *request, struct customer_id customer);
/* Attachments and the forms for them and for the picture. */
enum outcome files_block(struct request *request, struct customer_id customer);
block_show files_own_block; /* on the customer's own first page */

#endif
