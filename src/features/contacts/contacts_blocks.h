/* What contacts put on the page of a customer; see web/block.h. */
#ifndef FEATURES_CONTACTS_BLOCKS_H
#define FEATURES_CONTACTS_BLOCKS_H

#include "web/block.h"

block_show contacts_emails_block;
block_show contacts_phones_block;
block_show contacts_addresses_block; /* and tax numbers */
block_show contacts_register_block;  /* in the form of those who register */
block_show contacts_new_block;       /* in the form of somebody new */
/* On their own first page: */
block_show contacts_own_reached_block;
block_show contacts_own_addresses_block;

#endif
