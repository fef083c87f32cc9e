/* The way to the file, on the customer's page “Privacy”. See web/block.h. */
#ifndef FEATURES_TAKEOUT_BLOCKS_H
#define FEATURES_TAKEOUT_BLOCKS_H

#include "web/block.h"

block_show takeout_own_block;

#endif
