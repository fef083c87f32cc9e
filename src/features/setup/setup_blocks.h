/* What the first steps put on the first page; see web/block.h. */
#ifndef FEATURES_SETUP_BLOCKS_H
#define FEATURES_SETUP_BLOCKS_H

#include "web/block.h"

block_show setup_block; /* until all is done or it was put away */

#endif
