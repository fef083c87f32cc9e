/* Signed statements (JWT, RFC 7519) of this program: signing, and reading back what it has signed itself.
 *
 * The one idea: one algorithm, RS256, since it is the one that every client of OpenID Connect must know and takes when
 * nothing else is said (OpenID Connect Core 15.1). Nothing that a token says chooses it, and no key comes out of a
 * token: the caller looks the key up by its number, among keys of its own. The arithmetic is OpenSSL's, whose header
 * stands in jose.c alone. Source: RFC 7515, 7517, 7518, 7638.
 */
#ifndef FORMAT_JOSE_H
#define FORMAT_JOSE_H

#include "base/arena.h"
#include "base/outcome.h"
#include "base/text.h"

/* RFC 4648 §5 without padding. */
struct text jose_encode(struct arena *arena, struct bytes raw);
/* False for what is not exactly that. */
bool jose_decode(struct arena *arena, struct text encoded, struct bytes *ret_raw);

/* A new RSA key of 2048 bits as PKCS #8; takes up to a second of a core. */
enum outcome jose_make_key(struct arena *arena, struct bytes *ret_private) MUST_USE;

/* The public half as members of a JWK. */
struct jose_public {
	struct text n, e;
};
enum outcome jose_public_of(struct arena *arena, struct bytes private, struct jose_public *ret_public) MUST_USE;

struct jose_claims {
	struct text type; /* "JWT", "logout+jwt" */
	struct text key;  /* the number of the key: kid */
	struct text json; /* what is stated: an object */
};
enum outcome jose_sign(struct arena *arena, struct bytes private, const struct jose_claims *claims,
		       struct text *ret_token) MUST_USE;

#define JOSE_TOKEN_MOST 8192
/* A token taken apart, not yet believed. */
struct jose_token {
	struct text signed_part;
	struct bytes signature;
	struct text key;  /* kid of the header */
	struct text json; /* valid UTF-8 */
};
/* False for anything but three parts, with a header that says RS256 and a kid. */
bool jose_read(struct arena *arena, struct text token, struct jose_token *ret_token);
/* Whether that key has signed it. */
bool jose_fits(const struct jose_token *token, struct bytes private);

#endif
