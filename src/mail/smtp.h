/* Giving a letter to the business's mail server, by libcurl.
 *
 * The one idea: the letter is read by libcurl in pieces, and before it gets the last one the caller is asked whether it
 * may (`hand_over`). Up to there the server cannot have accepted the letter, from there on it may have.
 */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include "base/text.h"

enum smtp_security {
	SMTP_STARTTLS, /* required */
	SMTP_TRY,      /* STARTTLS when the server offers it */
	SMTP_TLS,      /* from the first byte (smtps) */
	SMTP_PLAIN,    /* for a server on this machine */
};
/* "starttls", "try", "tls", "none" */
bool smtp_security_parse(struct text word, enum smtp_security *ret_security);

struct smtp_server {
	struct text host;
	int64_t port;
	enum smtp_security security;
	struct text user; /* empty: no authentication */
	struct secret password;
	struct text authority; /* certificates (PEM) to trust besides the system's; empty: only those */
};

enum smtp_end {
	SMTP_ACCEPTED,
	SMTP_LATER,   /* nothing was accepted; it may be at another time, or with other settings */
	SMTP_REFUSED, /* for good */
	SMTP_UNSURE,  /* handed over, and no answer came */
	SMTP_STOPPED, /* `hand_over` said no */
};
struct smtp_reply {
	enum smtp_end end;
	int64_t code;       /* the server's last, 0: it never said anything */
	struct text answer; /* its words, or why there are none, in English */
};

struct smtp_letter {
	struct text from, to; /* addresses of the envelope */
	struct text message;
	bool (*hand_over)(void *state);
	void *state;
};

/* A connection that is kept for the next letter while the server stays the same. */
struct smtp;
struct smtp *smtp_open(void);
void smtp_close(struct smtp *smtp);
/* Waits for the network, at most SMTP_MOST_S. */
#define SMTP_MOST_S 240
struct smtp_reply smtp_send(struct smtp *smtp, struct arena *arena, const struct smtp_server *server,
			    const struct smtp_letter *letter);

#endif
