/* What the back office sees of customers' signing in. */
#ifndef FEATURES_ACCOUNTS_PAGES_H
#define FEATURES_ACCOUNTS_PAGES_H

#include "features/accounts/accounts.h"
#include "web/pages.h"

struct account_update_form {
	const struct problems *problems;
	struct text name;
	struct text action, link_action, back;
	struct text address; /* that a link goes to; empty: none */
	bool on;             /* there is mail */
	bool may_type, typed;
	struct instant set_at; /* of the password they have; none: they have none */
};

#endif
