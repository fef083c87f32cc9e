/* The next people of an export, by filter or by number. */
#include "features/exports/exports_chunk.h"

#include "service/lists.h"

static enum outcome next_ids(struct context *ctx, const struct export_people *whom, struct customer_id after,
			     struct customer_id **ret_ids, size_t *ret_count)
{
	const struct list_ask ask = {.filter = whom->filter, .most = EXPORT_CHUNK, .guests = whom->guests};
	if (!whom->chosen)
		return lists_ids(ctx, &ask, after, ret_ids, ret_count);
	*ret_ids = arena_take_array(ctx->arena, EXPORT_CHUNK, sizeof **ret_ids);
	*ret_count = id_ranges_after(whom->chosen, after.value, *ret_ids, EXPORT_CHUNK);
	return DONE;
}

enum outcome export_chunk_write(struct context *ctx, const struct export_people *whom, struct export_sheet *sheet,
				struct export_chunk *chunk)
{
	struct customer_id *ids;
	struct transfer_person *persons;
	struct transfer_names names;
	size_t found;
	TRY(context_read_together(ctx));
	TRY(transfer_names_load(ctx, &names));
	TRY(next_ids(ctx, whom, chunk->after, &ids, &found));
	chunk->ended = found < EXPORT_CHUNK;
	while (found && ids[found - 1].value > whom->last) {
		chunk->ended = true;
		found--;
	}
	TRY(transfer_load(ctx, ids, found, &persons, &chunk->count));
	for (size_t i = 0; i < chunk->count; i++) {
		TRY(export_sheet_add(sheet, ctx->arena, &names, &persons[i]));
		chunk->ids[i] = persons[i].row.id;
	}
	chunk->after = found ? ids[found - 1] : chunk->after;
	return DONE;
}
