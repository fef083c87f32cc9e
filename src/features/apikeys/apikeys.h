/* API keys: making them, listing them, taking them back.
 *
 * The one idea: the key itself is shown once and stored nowhere; a hash finds it again (web/sessions.h). A key can do
 * what it was given and its maker still may; it dies with its maker's account. Source: security 7.
 */
#ifndef FEATURES_APIKEYS_H
#define FEATURES_APIKEYS_H

#include "apikeys.schema.h"
#include "context/context.h"

struct apikey_ask {
	struct text name;
	struct permission_set permissions;
	struct instant expires; /* none: never */
};

/* A new key, "clt_" and 22 characters. INVALID: name, permissions, expires; FORBIDDEN: permissions that the asker has
 * not. Writes to the audit log. */
enum outcome apikeys_add(struct context *ctx, const struct apikey_ask *ask, struct api_key_id *ret_id,
			 struct secret *ret_key) MUST_USE;
/* Dead at the next request. CONFLICT when it was taken back before. */
enum outcome apikeys_revoke(struct context *ctx, struct api_key_id key) MUST_USE;

#endif
