/* The logo of the business, and those of channels.
 *
 * The one idea: a logo is a small picture, made anew from what was sent (features/files), whole and see-through where
 * it was. Its public name is the hash of its bytes, so another logo has another address, and anybody may keep this one.
 * Elsewhere: who shows which (web/logo.h), how it goes with a letter (features/mailings). Source: behaviour §15;
 * security 18; docs/decisions/0036.
 */
#ifndef FEATURES_LOGOS_H
#define FEATURES_LOGOS_H

#include "context/context.h"
#include "labels.schema.h"
#include "logos.sql.h"

/* In all of these, channel 0 is the business. */

/* Its own. NOT_FOUND when it has none. */
enum outcome logos_find(struct context *ctx, struct channel_id channel, const struct logo_list **ret_logo) MUST_USE;
/* INVALID at `picture` when it is none that can be shown, or is too large; NOT_FOUND when there is no such channel. The
 * one before goes. Waits for the helper: not inside a transaction. */
enum outcome logos_set(struct context *ctx, struct channel_id channel, struct bytes sent) MUST_USE;
/* NOT_FOUND when it has none. */
enum outcome logos_remove(struct context *ctx, struct channel_id channel) MUST_USE;
/* NOT_FOUND when there is no such channel. */
enum outcome logos_channel_name(struct context *ctx, struct channel_id channel, struct text *ret_name) MUST_USE;
/* The PNG that has this name. NOT_FOUND when none has, or none any more. */
enum outcome logos_read(struct context *ctx, struct text content, struct bytes *ret_png) MUST_USE;

#endif
