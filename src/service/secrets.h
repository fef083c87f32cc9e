/* Keys that the installation makes for itself, by name.
 *
 * The one idea: the first who asks makes it; it stays in the database, so that every server of it, and every one after
 * a restart, has the same.
 */
#ifndef SERVICE_SECRETS_H
#define SERVICE_SECRETS_H

#include "context/context.h"

#define SECRET_BYTES 32

/* 32 random bytes, the same for ever. */
enum outcome secrets_get(struct context *ctx, struct text name, unsigned char ret_secret[SECRET_BYTES]) MUST_USE;

#endif
