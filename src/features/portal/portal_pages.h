/* What the views of customers' own pages are given.
 *
 * The one idea: the first page is a list of blocks (server/profile.def), like staff's page of a customer; here stands
 * who it is and what state the account is in.
 */
#ifndef FEATURES_PORTAL_PAGES_H
#define FEATURES_PORTAL_PAGES_H

#include "features/access/access.h"
#include "web/block.h"
#include "web/pages.h"

struct portal_blocks {
	struct block_shown *list;
	size_t count;
};

struct portal_home {
	struct customer_row row;
	struct access_answer answer;
	struct portal_blocks top, main, side;
};

#endif
