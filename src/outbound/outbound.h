/* Calling servers whose addresses people have entered: HTTP by libcurl. Mail has a step of its own.
 *
 * The one idea: a name says nothing about where it leads, and may lead elsewhere a moment later, so the address is
 * judged where the socket is made, for every connection. Networks that are not public are reached only where the
 * operator has said so. Redirects are not followed: they are an answer. Source: security 21.
 */
#ifndef OUTBOUND_OUTBOUND_H
#define OUTBOUND_OUTBOUND_H

#include "http/address.h"

/* Not private, not this machine's, not a link's, nor kept for a purpose (RFC 6890); an address that carries another
 * one inside it (mapped, 6to4, Teredo, NAT64) is not public either. */
bool address_is_public(struct address address);

/* An address that can be called: http or https, a host, no user in it and no fragment. */
bool outbound_url_fits(struct text url);
/* Whether its host is written as an address of numbers that may not be called; a name is judged when it is called. */
bool outbound_url_is_forbidden(struct text url, const struct networks *allowed);

struct outbound_header {
	const char *name;
	struct text value;
};
struct outbound_call {
	struct text url;
	const struct outbound_header *headers; /* without control characters */
	size_t header_count;
	struct text body;               /* is posted */
	const struct networks *allowed; /* may be reached though not public; NULL: none */
	int64_t most_s;                 /* from the first look-up to the answer's end */
};

enum outbound_end {
	OUTBOUND_ANSWERED, /* with `status` */
	OUTBOUND_FAILED,   /* nobody there, no trust, no answer in time: `answer` says what, in English */
	OUTBOUND_FORBIDDEN /* its address may not be called */
};
struct outbound_reply {
	enum outbound_end end;
	int64_t status;
	struct text answer; /* the first OUTBOUND_ANSWER_MOST bytes of its body, valid UTF-8 */
};
#define OUTBOUND_ANSWER_MOST 2000

/* Connections that are kept for the next call to the same server. */
struct outbound;
struct outbound *outbound_open(void);
void outbound_close(struct outbound *outbound);
struct outbound_reply outbound_post(struct outbound *outbound, struct arena *arena, const struct outbound_call *call);

#endif
