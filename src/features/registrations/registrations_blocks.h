/* What registering puts on the page of a customer; see web/block.h. */
#ifndef FEATURES_REGISTRATIONS_BLOCKS_H
#define FEATURES_REGISTRATIONS_BLOCKS_H

#include "web/block.h"

block_show registrations_banner_block;   /* why they have not confirmed yet */
block_show registrations_activate_block; /* the same, where they are activated */

#endif
