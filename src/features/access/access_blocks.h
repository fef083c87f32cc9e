/* What access puts on the page of a customer; see web/block.h. */
#ifndef FEATURES_ACCESS_BLOCKS_H
#define FEATURES_ACCESS_BLOCKS_H

#include "web/block.h"

block_show access_banner_block;  /* may they sign in, because … */
block_show access_actions_block; /* entries of the action menu */
block_show access_side_block;    /* every axis, its last change, what can be done */

#endif
