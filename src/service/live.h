/* “Something changed”: news about topics, for whoever has a page open.
 *
 * The one idea: a topic is a word and an id ("customer/5"), news is a name and a payload; who tells knows nothing of
 * who listens. News is heard on one thread, in order, on every server of the database; it is a hint, told after COMMIT,
 * and may be lost, so pages ask again for what matters. Elsewhere: browsers (web/live.h), between servers
 * (store/notices.h).
 */
#ifndef SERVICE_LIVE_H
#define SERVICE_LIVE_H

#include "store/store.h"

#define LIVE_TOPIC_MOST 80

struct live_news {
	struct text server; /* who told it */
	struct text topic, name, payload;
	bool ours; /* told by this server */
};

/* Both on the hub's own thread, which they may keep busy with a query or two. */
struct live_ears {
	void (*hear)(void *state, const struct live_news *news);
	void (*tick)(void *state); /* every LIVE_TICK_MS */
	void *state;
};
#define LIVE_TICK_MS 2000

struct live;
/* `*ret_live` is set before anything is heard. */
void live_open(struct store *store, const struct live_ears *ears, struct live **ret_live);
void live_close(struct live *live);
/* Never waits. `abroad`: other servers hear it too. Past ten thousand that wait, news is dropped. */
void live_tell(struct live *live, const struct live_news *news, bool abroad);
/* Whether there is more than this server. */
bool live_has_others(const struct live *live);

#endif
