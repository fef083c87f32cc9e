/* What this slice puts on the page of a customer; see web/block.h. */
#ifndef FEATURES_CUSTOMERS_BLOCKS_H
#define FEATURES_CUSTOMERS_BLOCKS_H

#include "web/block.h"

block_show customers_external_block; /* under which ids other systems know them */

#endif
