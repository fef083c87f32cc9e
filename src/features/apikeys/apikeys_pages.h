/* What the API keys' views are given. */
#ifndef FEATURES_APIKEYS_PAGES_H
#define FEATURES_APIKEYS_PAGES_H

#include "apikeys.sql.h"
#include "web/pages.h"

struct apikey_permission {
	struct text word;
	const char *what;
	bool given;
};

struct apikeys_screen {
	const struct problems *problems;
	const struct api_key_list *rows;
	size_t count;
	const struct apikey_permission *permissions;
	size_t permission_count;
	struct text name, expires;
	struct text fresh; /* the key that was just made; none */
};

#endif
