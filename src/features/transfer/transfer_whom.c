/* The next people of an export. */
#include "features/transfer/transfer_whom.h"

#include "service/lists.h"

static enum outcome next_ids(struct context *ctx, const struct transfer_whom *whom, struct customer_id after,
			     struct customer_id **ret_ids, size_t *ret_count)
{
	const struct list_ask ask = {.filter = whom->filter, .most = WHOM_CHUNK, .guests = whom->guests};
	if (!whom->chosen)
		return lists_ids(ctx, &ask, after, ret_ids, ret_count);
	*ret_ids = arena_take_array(ctx->arena, WHOM_CHUNK, sizeof **ret_ids);
	*ret_count = id_ranges_after(whom->chosen, after.value, *ret_ids, WHOM_CHUNK);
	return DONE;
}

enum outcome transfer_write_chunk(struct context *ctx, const struct transfer_whom *whom, struct transfer_sheet *sheet,
				  struct transfer_chunk *chunk)
{
	struct customer_id *ids;
	struct transfer_person *persons;
	struct transfer_names names;
	size_t found;
	TRY(context_read_together(ctx));
	TRY(transfer_names_load(ctx, &names));
	TRY(next_ids(ctx, whom, chunk->after, &ids, &found));
	chunk->ended = found < WHOM_CHUNK;
	while (found && ids[found - 1].value > whom->last) {
		chunk->ended = true;
		found--;
	}
	TRY(transfer_load(ctx, ids, found, &persons, &chunk->count));
	for (size_t i = 0; i < chunk->count; i++) {
		TRY(transfer_sheet_add(sheet, ctx->arena, &names, &persons[i]));
		chunk->ids[i] = persons[i].row.id;
	}
	chunk->after = found ? ids[found - 1] : chunk->after;
	return DONE;
}
