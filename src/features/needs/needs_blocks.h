/* What is missing for an order, on the page of a customer and on their own first page; see web/block.h. */
#ifndef FEATURES_NEEDS_BLOCKS_H
#define FEATURES_NEEDS_BLOCKS_H

#include "web/block.h"

block_show needs_block;
block_show needs_own_block;

#endif
