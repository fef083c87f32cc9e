/* What the back office sees of customers' signing in. */
#ifndef FEATURES_ACCOUNTS_PAGES_H
#define FEATURES_ACCOUNTS_PAGES_H

#include "features/accounts/accounts.h"
#include "web/browser_words.h"
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

struct account_sign_in_line {
	const struct account_sign_in_list *row;
	struct browser_words words;
	struct text country; /* its name; empty: none */
};

struct account_sign_ins_shown {
	const struct account_sign_in_line *lines;
	size_t count;
	struct text older_url; /* empty: there are none */
	struct text all_url;
	struct text end_url; /* ends their sessions; empty: there are none, or the asker may not */
	int64_t sessions;
};

#endif
