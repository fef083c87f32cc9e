/* Letters in staff's own words. Screens: mailings_templates_pages.c.
 *
 * The one idea: the program's own words are a template like any other, so there is one way from a template to a letter,
 * and a preview is what would be sent. */
#ifndef FEATURES_MAILINGS_TEMPLATE_H
#define FEATURES_MAILINGS_TEMPLATE_H

#include "features/mailings/mailings_letter.h"
#include "outbox.schema.h"

#define MAIL_SUBJECT_MOST 200
#define MAIL_BODY_MOST    10000

struct mail_template {
	enum mailing kind;
	struct text language; /* a code of ours */
	int64_t version;      /* 0: the program's words */
	struct text subject;  /* {name}, {business} */
	struct text body;     /* CommonMark; also {message}, and {link} where the kind has one */
	struct instant changed;
};

struct text mailings_word(enum mailing kind);
bool mailings_find_kind(struct text word, enum mailing *ret_kind);
bool mailings_have_link(enum mailing kind);
/* To customers, and not to staff. */
bool mailings_are_for_customers(enum mailing kind);
/* They warn whoever the account is of: they go even when it has been closed meanwhile. */
bool mailings_warn(enum mailing kind);

/* The program's words. */
enum outcome mailings_make_template(struct context *ctx, enum mailing kind, struct text language,
				    struct mail_template *ret_template) MUST_USE;
/* Staff's, else the program's. */
enum outcome mailings_get_template(struct context *ctx, enum mailing kind, struct text language,
				   struct mail_template *ret_template) MUST_USE;
/* INVALID at `subject`, `body`: a variable that is none, or the link left out. */
enum outcome mailings_check_template(struct context *ctx, const struct mail_template *template) MUST_USE;
/* The same; CONFLICT when another version was seen. */
enum outcome mailings_set_template(struct context *ctx, const struct mail_template *template) MUST_USE;
/* Back to the program's words. */
enum outcome mailings_reset_template(struct context *ctx, enum mailing kind, struct text language) MUST_USE;

/* A letter of that template. What people themselves have written is never lost: without a place for it, it stands at
 * the end. */
enum outcome mailings_fill_template(struct context *ctx, const struct mail_template *template,
				    const struct mailing_ask *ask, struct mailing_letter *ret_letter) MUST_USE;
/* Puts that letter into the outbox. Joins a transaction. */
enum outcome mailings_put_letter(struct context *ctx, const struct mailing_ask *ask,
				 const struct mailing_letter *letter, struct outbox_item_id *ret_item) MUST_USE;

#endif
