/* The blocks of the customer's page, from profile.def. */
#include "web/block.h"

#include "web/route.h"

#define PERMISSION_NONE ROUTE_NO_PERMISSION

#define BLOCK(function, name, place, permission, title) block_show function;
#include "server/profile.def"
#undef BLOCK

const struct block blocks[] = {
#define BLOCK(function, name, place, permission, title) {name, BLOCK_##place, PERMISSION_##permission, title, function},
#include "server/profile.def"
#undef BLOCK
	{0},
};

const size_t block_count = sizeof blocks / sizeof *blocks - 1;
