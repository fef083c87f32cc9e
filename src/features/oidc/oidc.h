/* Customers sign in at a shop through this server: OpenID Connect, the side of the provider.
 *
 * The one idea: a shop is a channel with a client. What it gets says who somebody was at that moment and is worth no
 * more than the session it came from: features/access is asked when a code is given, when it is exchanged and whenever
 * a token is shown.
 * Elsewhere: requests and their refusals in the protocol's words (oidc_portal.c, oidc_api.c), the shop's settings
 * (oidc_pages.c), signing (format/jose.h), signing in itself (features/accounts).
 * Source: behaviour §6; OpenID Connect Core 1.0, RFC 6749, 7636, 9700; docs/decisions/0018.
 */
#ifndef FEATURES_OIDC_H
#define FEATURES_OIDC_H

#include "accounts.schema.h"
#include "features/accounts/accounts.h"
#include "features/labels/labels.h"
#include "labels.schema.h"
#include "oidc.sql.h"
#include "service/outbox.h"

#define OIDC_CODE_US  (60 * SECOND_US)
#define OIDC_TOKEN_US HOUR_US /* of access and ID tokens */

/* ---- clients ---- */

struct oidc_client {
	struct channel_id channel;
	struct text word; /* of the channel: the client's id */
	struct text name;
	struct bytes secret_hash;
	struct text redirects, logouts; /* one a line */
	struct text back_channel;
};
/* The client of a channel that is active. */
enum outcome oidc_find_client(struct context *ctx, struct text word, bool *ret_found,
			      struct oidc_client *ret_client) MUST_USE;
bool oidc_secret_fits(struct context *ctx, const struct oidc_client *client, struct secret secret);
/* The client that says who it is by that header: Authorization: Basic, its parts as in a form (RFC 6749 2.3.1). */
enum outcome oidc_find_client_by(struct context *ctx, struct text header, bool *ret_found,
				 struct oidc_client *ret_client) MUST_USE;
/* Whether the address is one of the lines, byte for byte. */
bool oidc_lines_have(struct text lines, struct text address);

struct oidc_client_ask {
	struct text redirects, logouts; /* one a line, https:// (http:// on this machine alone) */
	struct text back_channel;       /* empty: not told */
	struct text visits;             /* where staff come in as a customer; empty: nowhere */
};
/* INVALID at redirects, logouts, back_channel, visits; one of redirects and visits is needed. A channel that had no
 * client gets one and its secret, which stands nowhere else; `ret_secret` is none for one that had. Audited. */
enum outcome oidc_set_client(struct context *ctx, struct channel_id channel, const struct oidc_client_ask *ask,
			     struct secret *ret_secret) MUST_USE;
/* Another secret; the one before is worth nothing at once. */
enum outcome oidc_renew_secret(struct context *ctx, struct channel_id channel, struct secret *ret_secret) MUST_USE;
/* Nobody signs in at that shop any more; codes and tokens end. */
enum outcome oidc_remove_client(struct context *ctx, struct channel_id channel) MUST_USE;

/* ---- codes and tokens ---- */

struct oidc_code_ask {
	const struct oidc_client *client;
	struct customer_id customer;
	struct account_session_id session;
	struct text redirect, challenge, scope;
	struct text nonce; /* none: none was sent */
};
/* A code for the customer of that session, who from now on has been seen in the channel. `ret_code` is none when the
 * session has ended or they may not sign in. */
enum outcome oidc_give_code(struct context *ctx, const struct oidc_code_ask *ask, struct secret *ret_code) MUST_USE;

struct oidc_exchange {
	const struct oidc_client *client;
	struct text issuer;
	struct secret code;
	struct text redirect, verifier;
};
struct oidc_tokens {
	struct secret access; /* none: the code was none, or is worth nothing any more */
	struct text id_token, scope;
};
/* Exchanges a code, once. One that is used again ends what it gave. */
enum outcome oidc_take_code(struct context *ctx, const struct oidc_exchange *exchange,
			    struct oidc_tokens *ret_tokens) MUST_USE;

struct oidc_bearer {
	struct customer_row row;
	struct text scope;
	bool email_verified;
};
/* Whose access token it is. Not found when it has ended, its session has, its channel rests, or they may not sign in.
 */
enum outcome oidc_find_bearer(struct context *ctx, struct secret token, bool *ret_found,
			      struct oidc_bearer *ret_bearer) MUST_USE;
/* Whether a word stands in a scope. */
bool oidc_scope_has(struct text scope, struct text word);

/* Whom an ID token of ours was given for, even if it has ended: what a shop sends to sign somebody out. */
struct oidc_hint {
	struct text client, session; /* the session's number */
};
enum outcome oidc_read_hint(struct context *ctx, struct text token, bool *ret_found,
			    struct oidc_hint *ret_hint) MUST_USE;

/* ---- telling shops ---- */

/* Shops are told whose sessions have ended: a customer_reaction, after sessions were taken away, whatever did that; and
 * of all that are open when the customer is deleted. */
enum outcome oidc_follow_sessions(struct context *ctx, struct customer_id customer) MUST_USE;
enum outcome oidc_forget_customer(struct context *ctx, struct customer_id customer) MUST_USE;
/* What telling them is to the outbox. */
outbox_ready oidc_ready;
outbox_send oidc_send_logout;
outbox_end_sender oidc_close;

/* ---- keys ---- */

/* A new key is shown to shops for this long before anything is signed with it, since they keep what they have fetched.
 */
#define OIDC_KEY_SHOWN_US (10 * MINUTE_US)
#define OIDC_KEY_LIFE_US  (90 * DAY_US) /* then another one is made */

/* Makes one when there is a client, and no key or the newest has grown old; forgets those whose last token has ended.
 * By the clock, and when a client is added. */
enum outcome oidc_keep_keys(struct context *ctx) MUST_USE;
/* Those that are shown, the newest first. */
enum outcome oidc_list_keys(struct context *ctx, struct oidc_key_list **ret_keys, size_t *ret_count) MUST_USE;
/* A new key. `at_once`: all others are forgotten, and what they signed is believed no more. Audited. */
enum outcome oidc_rotate_keys(struct context *ctx, bool at_once) MUST_USE;
/* Signs with the key whose turn it is. */
enum outcome oidc_sign(struct context *ctx, struct text type, struct text json, struct text *ret_token) MUST_USE;

#endif
