/* What visits put on the page of a customer, and on their own; see web/block.h. */
#ifndef FEATURES_VISITS_BLOCKS_H
#define FEATURES_VISITS_BLOCKS_H

#include "web/block.h"

block_show visits_actions_block;
block_show visits_sessions_block;

#endif
