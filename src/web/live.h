/* Open pages hear what changes and who else is there: event streams of browsers on the hub of service/live.h.
 *
 * The one idea: a browser opens one stream and names its topics and what it does there in the address, so that a
 * stream is whole in itself: it may end on any server and begin again on another. It takes the place of an earlier one
 * of the same browser at once; without topics it only ends that. Session, permission and scope are
 * looked at when it opens, before each event and every two seconds; what is lost ends, a session's end ends the stream.
 *
 * Events: `who`, {"topic", "people":[{"name", "doing"}]}: who else is there, whenever that changes;
 * `changed`, {"topic", "at", "say"}: a sentence in the listener's language, and when, in microseconds;
 * `progress`, what live_tell_progress() was given;
 * `ended`, {"topic", "print"}: at one's own topic, "staff/7", when the stream opens and when a job of theirs ends or is
 * put away, and when they have been told of something else: the page asks for its notices and the number beside the
 * bell when they are not those of that print. Elsewhere: who is where (web/live_who.h), browsers (assets/js/live.js).
 */
#ifndef WEB_LIVE_H
#define WEB_LIVE_H

#include "web/request.h"

#define LIVE_PLACES 32 /* topics of one stream */

/* Whether the asker may hear of that row; see route_check_ids() for `check`. Called while the program starts. */
typedef enum outcome live_id_check(struct context *ctx, struct text kind, int64_t id);
void live_allow(const char *kind, enum permission permission, live_id_check *check);

struct live_web;
struct live_web *live_web_open(struct store *store);
/* After the server has stopped: every stream has ended. */
void live_web_close(struct live_web *live);

/* Tells whom this piece of work has changed; see context_keep_touched(). */
void live_tell_touched(struct live_web *live, const struct context *ctx);
/* Tells a JSON object with "topic" in it to whoever may hear of the topic. */
void live_tell_progress(struct live_web *live, struct text topic, struct text json);
/* A short text that differs whenever what the asker is told on every page does. Which slices say, server/navigation.c.
 */
typedef enum outcome live_print_news(struct context *ctx, struct text *ret_print);
extern live_print_news *const live_news_print_of;
/* Tells that member of staff that a job of theirs has ended, or was put away. */
void live_tell_ended(struct live_web *live, struct staff_id staff);

#endif
