/* E-mail addresses: are they one, how are they shown, when are two the same.
 *
 * The one idea: shown and compared are two texts. Shown keeps what was typed (NFC, domain in Unicode and lower case);
 * compared is case folded, NFKC, with the domain in ASCII, so that straße.de and xn--strae-oqa.de are one.
 *
 * Accepted: local part of dot-atoms (RFC 5322 3.2.3, letters of all scripts by RFC 6531) up to 64 bytes; a domain of
 * two labels or more by IDNA 2008 (UTS 46, non-transitional), whose last label is not all digits; 254 bytes in all.
 * Refused: quoted local parts, comments, address literals, blanks, controls, invisible characters.
 */
#ifndef FORMAT_EMAIL_ADDRESS_H
#define FORMAT_EMAIL_ADDRESS_H

#include "base/text.h"

struct email_address {
	struct text shown;
	struct text folded;
};

/* Blanks at the edges are trimmed. False, and `ret_address` untouched, when it is no address. */
bool email_address_parse(struct arena *arena, struct text t, struct email_address *ret_address);
bool email_address_is_valid(struct text t);

#endif
