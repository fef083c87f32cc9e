/* Ids on SQLite: blocks are taken inside the writer's transaction and saved with it; why is told in id_blocks.h. */
#include "store/sqlite.h"

static enum outcome read_next(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

/* With the lock held, on the writer's thread inside its transaction, so no other process can take the same block. */
static enum outcome take_block(struct sqlite_store *sqlite, struct writer *writer, struct id_block *block)
{
	int64_t start = 1;
	const struct store_value kind = {.kind = STORE_TEXT, .text = {block->kind, block->kind_size}};
	TRY(store_query(writer_reader(writer), &id_block_read, &kind, 1, read_next, &start));
	id_block_start(&sqlite->ids, block, start > block->floor ? start : block->floor);
	block->unsaved = true;
	return DONE;
}

static enum outcome take_in_transaction(struct sqlite_store *sqlite, struct writer *writer, struct text kind,
					bool ordered, int64_t *ret_id)
{
	pthread_mutex_lock(&sqlite->ids.lock);
	struct id_block *block = id_block_find(&sqlite->ids, kind);
	enum outcome outcome = block ? DONE : FAULT;
	if (block)
		block->ordered = ordered;
	if (block && block->next == block->end)
		outcome = take_block(sqlite, writer, block);
	if (outcome == DONE)
		*ret_id = id_block_take(block);
	pthread_mutex_unlock(&sqlite->ids.lock);
	return outcome;
}

/* An id of a block that is durable already, or 0. Others are not for callers outside of the group. */
static int64_t take_durable(struct sqlite_store *sqlite, struct text kind)
{
	pthread_mutex_lock(&sqlite->ids.lock);
	struct id_block *block = id_block_find(&sqlite->ids, kind);
	int64_t id = block && !block->unsaved ? id_block_take(block) : 0;
	pthread_mutex_unlock(&sqlite->ids.lock);
	return id;
}

struct id_request {
	struct text kind;
	bool ordered;
	int64_t id;
};

static enum outcome take_for_request(struct writer *writer, void *state)
{
	struct id_request *request = state;
	struct sqlite_store *sqlite = (struct sqlite_store *)writer->reader.store;
	return take_in_transaction(sqlite, writer, request->kind, request->ordered, &request->id);
}

enum outcome sqlite_next_id(struct store *store, struct text kind, bool ordered, int64_t *ret_id)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)store;
	struct writer *running = engine_running();
	if (running && running->reader.store == store)
		return take_in_transaction(sqlite, running, kind, ordered, ret_id);
	*ret_id = take_durable(sqlite, kind);
	if (*ret_id)
		return DONE;
	struct id_request request = {.kind = kind, .ordered = ordered};
	const struct store_session session = {.scope = STORE_SCOPE_NONE};
	TRY(store_transact(store, NULL, &session, take_for_request, &request));
	*ret_id = request.id;
	return DONE;
}

enum outcome sqlite_ids_save(struct sqlite_store *sqlite)
{
	enum outcome outcome = DONE;
	struct reader reader = {.store = &sqlite->store, .connection = sqlite->writer, .in_transaction = true};
	pthread_mutex_lock(&sqlite->ids.lock);
	for (size_t i = 0; i < sqlite->ids.count && outcome == DONE; i++) {
		const struct id_block *block = &sqlite->ids.list[i];
		const struct store_value values[] = {
			{.kind = STORE_TEXT, .text = {block->kind, block->kind_size}},
			{.kind = STORE_NUMBER, .number = block->ordered ? block->next : block->end},
		};
		const struct engine_ask ask = {.statement = &id_block_save, .values = values, .count = 2};
		int64_t changed;
		if (block->unsaved)
			outcome = sqlite_ask(&reader, &ask, &changed);
	}
	pthread_mutex_unlock(&sqlite->ids.lock);
	return outcome;
}

void sqlite_ids_end(struct sqlite_store *sqlite, bool durable)
{
	pthread_mutex_lock(&sqlite->ids.lock);
	for (size_t i = 0; i < sqlite->ids.count; i++) {
		struct id_block *block = &sqlite->ids.list[i];
		if (block->unsaved && !durable)
			block->next = block->end;
		if (block->unsaved && block->ordered)
			block->floor = block->end = block->next;
		block->unsaved = false;
	}
	pthread_mutex_unlock(&sqlite->ids.lock);
}
