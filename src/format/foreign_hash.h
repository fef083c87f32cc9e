/* Passwords as other programs have kept them: bcrypt (also WordPress's from 6.8 on), phpass (WordPress before, phpBB),
 * Argon2, PBKDF2 (Django, passlib).
 *
 * The one idea: a hash is known by its form and nothing else, and is taken only if it can be checked here at a cost
 * that a sign-in may have. The work is done by libraries (libxcrypt, libsodium, OpenSSL); phpass alone, which is MD5
 * over and over, stands here.
 */
#ifndef FORMAT_FOREIGN_HASH_H
#define FORMAT_FOREIGN_HASH_H

#include "base/text.h"

enum foreign_hash_verdict {
	FOREIGN_HASH_FITS,
	FOREIGN_HASH_UNKNOWN, /* none that can be checked here, or damaged */
	FOREIGN_HASH_TOO_DEAR,
};
/* At most half a second and 64 MiB: bcrypt 2^13, phpass 2^18, Argon2 64 MiB and 10 passes in one lane, PBKDF2
 * 2,000,000 rounds. */
enum foreign_hash_verdict foreign_hash_judge(struct text hash);
/* Whether it is the password of that hash. False for whatever does not fit. Takes memory and time: see passwords.h. */
bool foreign_hash_match(struct text hash, struct secret password);

#endif
