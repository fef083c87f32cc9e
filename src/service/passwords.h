/* Passwords: what may be one, hashing and checking with Argon2id.
 *
 * The one idea: hashing costs a core for 20 ms and 19 MiB on purpose, so only as many run at once as there are cores,
 * and give way to all else (service/hashing.h); the others wait. Never called inside a transaction.
 *
 * Source: OWASP password storage (Argon2id, 19 MiB, t=2), NIST SP 800-63B 5.1.1.2 (length, common ones refused).
 */
#ifndef SERVICE_PASSWORDS_H
#define SERVICE_PASSWORDS_H

#include "context/context.h"

#define PASSWORD_LEAST 8
#define PASSWORD_MOST  128

/* INVALID with a problem at `field` when it is too short, too long or too common. `about` (e-mail, name) may not be the
 * password itself. */
enum outcome passwords_check_fit(struct context *ctx, struct text field, struct secret password,
				 struct text about) MUST_USE;

/* INVALID with a problem at `field`, which does not tell it, when another program's hash cannot be checked here, or at
 * too high a cost. */
enum outcome passwords_check_foreign(struct context *ctx, struct text field, struct text hash) MUST_USE;

/* The hash in libsodium's string form. */
enum outcome passwords_hash(struct context *ctx, struct secret password, struct text *ret_hash) MUST_USE;

/* Whether it is the password of that hash, ours or another program's (format/foreign_hash.h). With a hash of TEXT_NONE
 * it takes as long as with one of ours and says no. */
bool passwords_match(struct text hash, struct secret password);

#endif
