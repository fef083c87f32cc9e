/* The way of whoever has to sign in or register first: where they were going, and through which channel they come.
 *
 * The one idea: a shop sends somebody to sign in, and between its question and the answer they may register, confirm by
 * a letter, choose a new password. All these pages carry the way on (`next`, `channel`), so that they have the shop's
 * face and the last one leads back to its question. What is carried is never believed: `next` is an own path, and a
 * channel is one that there is. Letters carry nothing: what they lead to is kept beside their link.
 * Source: behaviour §7; security 16; docs/decisions/0032.
 */
#ifndef WEB_WAY_H
#define WEB_WAY_H

#include "web/page.h"
#include "web/request.h"

/* From the fields `next` and `channel`; empty on the office's side. */
struct page_way way_of(struct request *request);
/* They follow a link that was mailed to that customer, who was going there (none: nowhere). */
void way_follow(struct request *request, struct text next, struct customer_id whose);
/* The next page of the way, an own path without a query; without the way when that is too long. */
struct text way_url(struct request *request, struct text path);
/* Where it ends: `next`, else their own pages. */
struct text way_goal(struct request *request);

/* Who speaks to them: the channel of the shop's question, of the way, of the link, or their own; else the default one.
 * The business on the office's side, and when nothing can be read. */
const struct page_face *way_face(struct request *request);
/* The channel that they come through, as far as the way says; none: it does not. */
struct channel_id way_said_channel(struct request *request);

/* Which slice knows that, server/navigation.c says. `*ret_said` when the way itself says it. */
typedef enum outcome way_find_face(struct request *request, struct page_face *ret_face, bool *ret_said);
extern way_find_face *const way_face_of;

#endif
