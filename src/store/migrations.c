/* Every migration after the first version, oldest first. */
#include "store/migration.h"

const struct migration migrations[] = {
	{.version = 0},
};
