/* Consents on the page of a customer and on their own page “Privacy”; see web/block.h. */
#ifndef FEATURES_CONSENTS_BLOCKS_H
#define FEATURES_CONSENTS_BLOCKS_H

#include "web/block.h"

block_show consents_block;
block_show consents_own_block;

#endif
