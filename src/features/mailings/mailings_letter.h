/* A letter as it is kept in the outbox, and what becomes of it. Words and HTML: mailings_letter_pages.c. */
#ifndef FEATURES_MAILINGS_LETTER_H
#define FEATURES_MAILINGS_LETTER_H

#include "features/mailings/mailings.h"

/* U+E000, of private use: no text that people write has it. */
#define SECRET_PLACE "\xee\x80\x80"
#define SECRET_SHOWN "***"
#define BASE_PLACE   "\xee\x80\x81"

struct mailing_letter {
	struct text language, name;
	struct text subject, source; /* CommonMark */
	struct text sender;          /* who writes, by name; none: the business */
	struct channel_id channel;   /* that writes; none: the business */
	struct text reply_to;        /* none: where the settings say */
	struct text withdrawal;      /* where the consent that it rests on is withdrawn; none: it rests on none */
};
/* In the language of the ask, or of who writes. */
enum outcome mailings_compose(struct context *ctx, const struct mailing_ask *ask,
			      struct mailing_letter *ret_letter) MUST_USE;
/* What is not known, or not to be shown, when a letter is written. */
struct mailing_places {
	struct text base_url, secret;
};
struct text mailings_fill_places(struct arena *arena, struct text source, const struct mailing_places *places);
/* With those in their places. NOT_FOUND when the item holds no letter. */
enum outcome mailings_read(struct context *ctx, const struct outbox_item *item, const struct mailing_places *places,
			   struct mailing_letter *ret_letter) MUST_USE;

/* Who writes the letters of that ask: the channel, or the business, whose reply_to is none. */
struct mailing_sender {
	struct text name, reply_to, language;
	struct channel_id channel; /* none: the business */
	struct text sign_in;       /* where its customers sign in; none: here */
};
enum outcome mailings_find_sender(struct context *ctx, const struct mailing_ask *ask,
				  struct mailing_sender *ret_sender) MUST_USE;
/* Whether a letter of that kind may go to that address of theirs now: those that rest on a consent, while it is in
 * force and nothing keeps advertising from the customer. */
enum outcome mailings_may_go(struct context *ctx, enum mailing kind, struct customer_id customer, struct text address,
			     bool *ret_may) MUST_USE;
bool mailings_rest_on_consent(enum mailing kind);

/* What stands above a letter: the logo of who writes it, as it is when it leaves. */
struct mailing_logo {
	struct bytes png; /* none: the name stands there */
	struct text name; /* of the picture among a letter's parts */
	int64_t width, height;
	bool see_through; /* somewhere */
	bool alone;       /* it has the name in it */
};
enum outcome mailings_find_logo(struct context *ctx, const struct mailing_letter *letter,
				struct mailing_logo *ret_logo) MUST_USE;

/* Only what people wrote, to stand in a page. */
struct html mailings_make_body(struct arena *arena, struct text source);
/* `apart`: the logo goes beside it, as a part of the mail; else it stands in the page itself. */
enum outcome mailings_make_html(struct context *ctx, const struct mailing_letter *letter,
				const struct mailing_logo *logo, bool apart, struct text *ret_html) MUST_USE;
enum outcome mailings_make_text(struct context *ctx, const struct mailing_letter *letter,
				struct text *ret_text) MUST_USE;
/* Of that word, in English, to be translated; the word itself when there is none. */
const char *mailings_title(struct text word);

#endif
