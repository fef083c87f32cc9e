/* What attributes put on the page of a customer; see web/block.h. */
#ifndef FEATURES_ATTRIBUTES_BLOCKS_H
#define FEATURES_ATTRIBUTES_BLOCKS_H

#include "web/block.h"

block_show attributes_options_block;  /* the tab of Customer options */
block_show attributes_side_block;     /* at the right: what is filled in */
block_show attributes_new_block;      /* in the form of somebody new */
block_show attributes_register_block; /* in the form of those who register */
block_show attributes_own_block;      /* on the customer's own first page */

#endif
