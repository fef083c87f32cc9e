/* What this slice puts on customers' own first page. */
#ifndef FEATURES_OVERVIEW_BLOCKS_H
#define FEATURES_OVERVIEW_BLOCKS_H

#include "web/block.h"

block_show overview_own_block; /* what they say of themselves */

#endif
