/* What the statistics put on the list of customers and on the first page; see web/block.h. */
#ifndef FEATURES_STATS_BLOCKS_H
#define FEATURES_STATS_BLOCKS_H

#include "web/block.h"

block_show stats_block; /* registrations; the numbers come when it is in sight */

#endif
