/* What labels put on the page of a customer; see web/block.h. */
#ifndef FEATURES_LABELS_BLOCKS_H
#define FEATURES_LABELS_BLOCKS_H

#include "web/block.h"

block_show labels_chips_block;  /* tags beside the name */
block_show labels_tags_block;   /* the fold with adding and removing */
block_show labels_groups_block; /* further groups, channels seen in */

#endif
