/* A letter as bytes: RFC 5322 headers and two parts, plain text and HTML with its picture, all of it ASCII on the wire.
 *
 * The one idea: no value can become another header. Every header goes through one function that drops control
 * characters and separators of lines, encodes what is no ASCII (RFC 2047) and folds what is long; lines end with CRLF
 * and are no longer than 76 characters, so no server on the way has a reason to change them.
 */
#ifndef MAIL_LETTER_H
#define MAIL_LETTER_H

#include "base/instant.h"
#include "base/text.h"

struct letter_person {
	struct text name;    /* may be empty */
	struct text address; /* ASCII or UTF-8, valid */
};

/* Stands in the HTML as <img src="cid:…">, so that it is seen without being loaded from anywhere. */
struct letter_picture {
	struct bytes png;
	struct text id; /* without angle brackets: unique@host */
};

struct letter {
	struct letter_person from, to, reply_to; /* reply_to.address empty: to the sender */
	struct text subject;
	struct text message_id; /* without angle brackets */
	struct instant date;
	struct text language; /* "de" */
	struct text text, html;
	struct letter_picture picture; /* of the HTML; no bytes: it has none */
	struct text unsubscribe_url;   /* none: no List-Unsubscribe */
	bool automatic;                /* no person wrote it: says so, so that no answering machine answers */
};

/* The whole message. */
struct text letter_write(struct arena *arena, const struct letter *letter);

/* "unique@crm.example.com" from the base URL; without one, the host is localhost. */
struct text letter_make_id(struct arena *arena, struct text unique, struct text base_url);

#endif
