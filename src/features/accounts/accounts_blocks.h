/* What signing in puts on the page of a customer; see web/block.h. */
#ifndef FEATURES_ACCOUNTS_BLOCKS_H
#define FEATURES_ACCOUNTS_BLOCKS_H

#include "web/block.h"

block_show accounts_actions_block;  /* update password */
block_show accounts_sign_ins_block; /* the last of them */

#endif
