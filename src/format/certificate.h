/* Certificates as text (PEM, RFC 7468), as somebody gives those that are to be trusted.
 *
 * The one idea: a text is taken only when each certificate in it can be read and nothing in it is a secret; what is no
 * certificate between them (names, comments) counts nothing. Reading is OpenSSL's, whose headers stay in certificate.c.
 */
#ifndef FORMAT_CERTIFICATE_H
#define FORMAT_CERTIFICATE_H

#include "base/arena.h"
#include "base/instant.h"
#include "base/text.h"

#define CERTIFICATES_MOST 20

enum certificate_verdict {
	CERTIFICATES_FIT,
	CERTIFICATES_UNREADABLE, /* there is none, one is damaged, or there are too many */
	CERTIFICATES_WITH_KEY,   /* a private key stands beside them */
};
struct certificate {
	struct text name; /* the common name, else the organisation; may be empty */
	struct instant ends;
};
/* `ret_list` has room for CERTIFICATES_MOST. */
enum certificate_verdict certificates_read(struct arena *arena, struct text pem, struct certificate *ret_list,
					   size_t *ret_count);

#endif
