/* A statement of the list executor while it is composed; only src/service/lists*.c include this.
 *
 * The one idea: text of the statement is either a literal of this program or a declared fragment; whatever came from
 * outside becomes a bound value, since where_bind_* are the only ways in for it. That is why the executor may compose
 * SQL at all.
 */
#ifndef SERVICE_LISTS_WHERE_H
#define SERVICE_LISTS_WHERE_H

#include "base/buffer.h"
#include "service/lists_filter.h"
#include "store/typed.h"

struct composed {
	struct arena *arena;
	struct buffer sql;
	struct store_value *values;
	int count, room;
	bool is_postgres;
	struct date today; /* in the business's zone */
	const struct zone *zone;
	struct instant now;
};

/* Opens ctx->reader if need be and finds zone and day. */
enum outcome composed_open(struct context *ctx, struct composed *ret_composed) MUST_USE;
void composed_free(struct composed *composed);
/* A literal of the program. */
#define ADD(composed, literal) buffer_add(&(composed)->sql, TEXT(literal))
/* A fragment that is declared in this program. */
void composed_add(struct composed *composed, const char *fragment);
/* Puts a placeholder, and the value behind it. */
void composed_bind_number(struct composed *composed, int64_t number);
void composed_bind_text(struct composed *composed, struct text text);
/* "name IN (…)" */
void composed_ids(struct composed *composed, const char *name, const int64_t *ids, size_t count);
/* "SELECT …": the ids of those in whose words of the quick search the word stands; of `ids` alone unless that is NULL.
 */
void composed_word(struct composed *composed, const struct filter_value *value, const int64_t *ids, size_t ids_count);
/* The condition of a node and of what hangs on it. */
void composed_node(struct composed *composed, const struct filter_node *node);
/* Rows in the order that the session may see, that are not hidden, that the filter lets through: " WHERE …". */
void composed_where(struct composed *composed, const struct store_session *session, const struct list_ask *ask);

#endif
