/* Codes of six digits that an app on somebody's telephone makes of a secret and the time.
 *
 * The one idea: SHA-1, six digits, half a minute, since that is what every app knows, whatever else an address of RFC
 * 6238's could say. The arithmetic is liboath's, whose header stands in totp.c alone.
 * Source: RFC 6238, 4226, 4648; the address: Google Authenticator's "Key Uri Format".
 */
#ifndef FORMAT_TOTP_H
#define FORMAT_TOTP_H

#include "base/arena.h"
#include "base/instant.h"
#include "base/text.h"

#define TOTP_SECRET_BYTES 20
#define TOTP_DIGITS       6
#define TOTP_STEP_US      (30 * SECOND_US)

/* Which half minute since 1970 it is. */
int64_t totp_step(struct instant now);
/* The code of that half minute, with a NUL behind it. */
void totp_make_code(struct bytes secret, int64_t step, char ret_code[TOTP_DIGITS + 1]);
/* Of which half minute the code is: this one, the one before or the next, since no two clocks agree. False: of none. */
bool totp_find_step(struct bytes secret, struct text code, struct instant now, int64_t *ret_step);

/* The secret as people type it: base32 in groups of four. */
struct text totp_key(struct arena *arena, struct bytes secret);
/* What the square picture says to the app. */
struct text totp_address(struct arena *arena, struct bytes secret, struct text issuer, struct text account);

#endif
