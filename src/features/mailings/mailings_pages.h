/* What the views of mail settings and of the outbox are given. */
#ifndef FEATURES_MAILINGS_PAGES_H
#define FEATURES_MAILINGS_PAGES_H

#include "features/mailings/mailings_template.h"
#include "format/certificate.h"
#include "web/choices.h"
#include "web/pages.h"

struct mailings_settings {
	const struct problems *problems;
	struct text host, port, authority, user, from_name, from_address, reply_to;
	const struct certificate *trusted; /* what `authority` holds */
	size_t trusted_count;
	struct choices securities;
	bool has_password, on;
	struct text own_address;
};

struct template_cell {
	struct text language, url;
	bool own; /* staff's words */
};
struct template_line {
	struct text title, subject; /* in the reader's language */
	const struct template_cell *cells;
	size_t cell_count;
};
/* How a letter looks with a reader's name in it. */
struct template_preview {
	const struct problems *problems;
	struct text subject, text;
	struct html html;
};
struct template_screen {
	const struct problems *problems;
	struct mail_template template; /* as it stands in the form */
	struct mail_template stored;   /* as it stands now */
	bool differs;                  /* … and differs from the form, since somebody else was faster */
	const struct text *variables;
	size_t variable_count;
	struct template_preview preview;
	struct text customer, action, preview_url, test_url, reset_url, language;
};

/* What stands in the HTML of a letter. */
struct letter_words {
	struct text preview; /* beside the subject, in lists of letters */
	struct html body;
	struct text sender;
	const struct mailing_logo *logo;
	int64_t logo_width, logo_height; /* as it is shown */
	struct text logo_data;           /* base64; none: it goes beside the page */
	bool leaves;                     /* its link withdraws what it rests on */
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
