/* What the statistics put on the list of customers and on the first page; see web/block.h. */
#ifndef FEATURES_STATS_BLOCKS_H
#define FEATURES_STATS_BLOCKS_H

#include "web/block.h"

/* Their numbers come when they are in sight. */
block_show stats_block;         /* registrations by type and period */
block_show stats_times_block;   /* over time */
block_show stats_origins_block; /* by channel and country */

#endif
