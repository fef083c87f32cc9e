/* What the views of mail settings and of the outbox are given. */
#ifndef FEATURES_MAILINGS_PAGES_H
#define FEATURES_MAILINGS_PAGES_H

#include "features/mailings/mailings_letter.h"
#include "web/choices.h"
#include "web/pages.h"

struct mailings_settings {
	const struct problems *problems;
	struct text host, port, user, from_name, from_address, reply_to;
	struct choices securities;
	bool has_password, on;
	struct text own_address;
};

struct outbox_shown {
	const struct outbox_item *item;
	struct text title, state, url;
	enum mark mark;
};
struct outbox_screen {
	const struct problems *problems;
	const struct outbox_shown *list;
	size_t count;
	const struct option *states;
	size_t state_count;
	struct text who, next_url;
	bool on, asked;
};
struct outbox_letter {
	struct outbox_shown shown;
	struct text explained; /* what its state means and what can be done */
	struct text text, letter_url, again_url, cancel_url;
	bool can_again, can_cancel, on;
};

#endif
