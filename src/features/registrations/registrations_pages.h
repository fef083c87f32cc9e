/* What the views of registering are given. */
#ifndef FEATURES_REGISTRATIONS_PAGES_H
#define FEATURES_REGISTRATIONS_PAGES_H

#include "features/registrations/registrations.h"
#include "web/block.h"
#include "web/parts.h"

struct registration_input {
	struct input input;
	bool select, tick;
};

struct registration_screen {
	const struct problems *problems;
	const struct tab *types;
	size_t type_count;
	struct text type, email, terms, terms_version, privacy;
	const struct registration_input *inputs;
	size_t input_count;
	const struct block_shown *others;
	size_t other_count;
	bool open;  /* somebody can register: there is a type, and there is mail */
	bool again; /* it was sent, and no page says a password back */
};

struct registration_confirm_screen {
	const struct problems *problems;
	struct text action, email;
	bool has_password, fresh, guest, join;
};

struct registration_banner {
	struct text title, text; /* what became of the letter */
	struct text action;      /* none: the asker may not send it again */
};

#endif
