/* That somebody has closed their account, on staff's page; the way to it on the customer's own. See web/block.h. */
#ifndef FEATURES_CLOSING_BLOCKS_H
#define FEATURES_CLOSING_BLOCKS_H

#include "web/block.h"

block_show closing_banner_block;
block_show closing_own_block;

#endif
