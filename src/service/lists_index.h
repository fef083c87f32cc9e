/* Lists answered from memory: any filter, any sort, any page, with the exact total, in the time of reading a row.
 *
 * The one idea: behind the face of lists.h stand two executors. Composed SQL answers always; the index answers when it
 * is there and as new as the last COMMIT of this process, which a list waits for. It is built while SQL answers, and
 * follows other processes through the log that triggers write (service/lists.schema).
 *
 * Elsewhere: why so, and what it costs (docs/decisions/0006-the-list-index.md, docs/performance.md).
 */
#ifndef SERVICE_LISTS_INDEX_H
#define SERVICE_LISTS_INDEX_H

#include "base/outcome.h"
#include "store/store.h"

/* Begins to build the index for lists of this store, on a thread of its own. Says on standard error how far it is.
 * Nothing else may follow the store. */
struct lists_index_options {
	/* Bytes, of which the index takes what it needs; the rest, 64 MB at least, is for what customers look like
	 * (lists_kept.h). */
	size_t memory;
	/* Where a file without a name holds what they look like when that is not enough; NULL: as many as there is
	 * memory for. */
	const char *folder;
};
enum outcome lists_index_start(struct store *store, const struct lists_index_options *options) MUST_USE;
/* Before the store is closed; nobody may ask for a list meanwhile. Does nothing when there is none. */
void lists_index_stop(struct store *store);

enum lists_index_stage { LISTS_INDEX_OFF, LISTS_INDEX_BUILDING, LISTS_INDEX_READY };
struct lists_index_state {
	enum lists_index_stage stage;
	int64_t customers; /* in it; while it is built, so far */
	int64_t expected;  /* while it is built */
	int64_t bytes;
	int64_t built_us;         /* how long building took */
	int64_t answered, by_sql; /* lists that it answered, and that SQL answered in its place */
	int64_t kept, kept_bytes; /* customers who are ready to be sent, and what they take */
};
void lists_index_state(struct store *store, struct lists_index_state *ret_state);

#endif
