/* A real mail server beside a test (tests/mail_peer.py, aiosmtpd); what it does with a letter, the recipient says. */
#ifndef TESTS_MAIL_PEER_H
#define TESTS_MAIL_PEER_H

#include "mail/smtp.h"
#include "tests/site.h"

#include <sys/types.h>

struct mail_peer {
	struct arena *arena;
	pid_t process;
	char folder[64];
	struct smtp_server server; /* how it is reached, whom to trust */
};

/* `how` is "plain", "starttls" or "tls"; with a user, it asks for that user and the password "geheim". */
void mail_peer_start(struct mail_peer *peer, const char *how, const char *user);
/* The same, plain, and the site sends its letters there, from shop@batik.example. */
void mail_peer_serve(struct mail_peer *peer, struct site *site);
/* The same by "starttls" or "tls"; that its authority is to be trusted nobody has told the site. */
void mail_peer_serve_by(struct mail_peer *peer, struct site *site, const char *how, struct text security);
void mail_peer_stop(struct mail_peer *peer);

/* How many letters it has accepted. */
size_t mail_peer_count(struct mail_peer *peer);
/* The n-th, from 1; before it stands a line "Envelope: from -> to". It fails the test when there is none. */
struct text mail_peer_letter(struct mail_peer *peer, size_t number);
/* The value of a header as it came, unfolded; none when there is none. */
struct text mail_peer_header(struct mail_peer *peer, struct text letter, const char *name);
/* The address in the letter's text that begins like that, up to its end: "/login/reset/…". Fails the test when there is
 * none. */
struct text mail_peer_path(struct mail_peer *peer, struct text letter, const char *begins);

#endif
