/* Reading names, and looking them up. */
#include "features/transfer/transfer_names.h"

#include "format/fold.h"
#include "transfer.sql.h"

#include <string.h>

void transfer_names_add(struct transfer_names *names, enum transfer_named kind, struct transfer_name name)
{
	if (names->count[kind] == names->room[kind]) {
		size_t room = names->room[kind] ? 2 * names->room[kind] : 16;
		struct transfer_name *list = arena_take_array(names->arena, room, sizeof *list);
		if (names->count[kind])
			memcpy(list, names->list[kind], names->count[kind] * sizeof *list);
		names->list[kind] = list;
		names->room[kind] = room;
	}
	names->list[kind][names->count[kind]++] = name;
}

enum outcome transfer_names_load(struct context *ctx, struct transfer_names *ret_names)
{
	const struct transfer_name_list *rows;
	size_t count;
	*ret_names = (struct transfer_names){.arena = ctx->arena};
	TRY(context_read(ctx));
	TRY(transfer_name_list(ctx->reader, &rows, &count));
	for (size_t i = 0; i < count; i++)
		transfer_names_add(ret_names, (enum transfer_named)rows[i].kind,
				   (struct transfer_name){rows[i].id, rows[i].word, rows[i].name, rows[i].value});
	return DONE;
}

const struct transfer_name *transfer_name_find(struct arena *arena, const struct transfer_names *names,
					       enum transfer_named kind, struct text name)
{
	for (size_t i = 0; i < names->count[kind]; i++)
		if (text_equal(names->list[kind][i].word, name))
			return &names->list[kind][i];
	struct text folded = fold_sort(arena, name);
	for (size_t i = 0; i < names->count[kind]; i++) {
		const struct transfer_name *one = &names->list[kind][i];
		if (text_equal(fold_sort(arena, one->word), folded) || text_equal(fold_sort(arena, one->name), folded))
			return one;
	}
	return NULL;
}

const struct transfer_name *transfer_name_by_id(const struct transfer_names *names, enum transfer_named kind,
						int64_t id)
{
	for (size_t i = 0; i < names->count[kind]; i++)
		if (names->list[kind][i].id == id)
			return &names->list[kind][i];
	return NULL;
}
