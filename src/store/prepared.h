/* Which statements a connection has prepared, by the address of their declaration.
 *
 * The one idea: generated statements are constants, so their address is their name; no text is hashed or compared on
 * the way of a request.
 */
#ifndef STORE_PREPARED_H
#define STORE_PREPARED_H

#include "store/store.h"

struct prepared_entry {
	const struct store_statement *statement; /* NULL: free */
	void *made;
};

/* Open addressing, a power of two, never more than half full. Zeroed is empty. */
struct prepared {
	struct prepared_entry *entries;
	size_t room;
	size_t count;
};

/* What was put for that statement, or NULL. */
void *prepared_find(const struct prepared *prepared, const struct store_statement *statement);
/* The statement must not be there yet. */
void prepared_add(struct prepared *prepared, const struct store_statement *statement, void *made);
/* Calls `close` (may be NULL) for each, then forgets all. */
void prepared_clear(struct prepared *prepared, void (*close)(void *made));

#endif
