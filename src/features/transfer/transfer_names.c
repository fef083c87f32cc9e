/* Looking names up, and making those that an import may make. */
#include "features/transfer/transfer_names.h"

#include "features/labels/labels.h"
#include "format/fold.h"
#include "transfer.sql.h"

#include <string.h>

static void add(struct transfer_names *names, enum transfer_named kind, struct transfer_name name)
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
		add(ret_names, (enum transfer_named)rows[i].kind,
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

enum outcome transfer_name_need(struct context *ctx, struct transfer_names *names, enum transfer_named kind,
				struct text name, int64_t *ret_id)
{
	static const enum label_kind kinds[NAMED_KINDS] = {[NAMED_TYPE] = LABEL_TYPE,
							   [NAMED_GROUP] = LABEL_GROUP,
							   [NAMED_CHANNEL] = LABEL_CHANNEL,
							   [NAMED_TAG] = LABEL_TAG};
	const struct transfer_name *found = transfer_name_find(ctx->arena, names, kind, name);
	*ret_id = found ? found->id : 0;
	if (found)
		return DONE;
	if (kind == NAMED_STAFF || kind == NAMED_ATTRIBUTE)
		return FAULT;
	const struct label_change change = {LABEL_FIELD_NAME, name};
	TRY(labels_add(ctx, &(struct label_ask){.kind = kinds[kind], .changes = &change, .count = 1}, ret_id));
	add(names, kind, (struct transfer_name){.id = *ret_id, .word = name, .name = name});
	return DONE;
}

enum outcome transfer_name_add_attribute(struct context *ctx, struct transfer_names *names, struct text word,
					 struct text label, int64_t *ret_id)
{
	TRY(store_next_id(ctx->store, TEXT("attribute"), ret_id));
	struct attribute_id id = {*ret_id};
	TRY(transfer_add_attribute(ctx->writer, id, word, ATTRIBUTE_KIND_TEXT, context_now(ctx)));
	TRY(transfer_add_attribute_label(ctx->writer, id, label));
	add(names, NAMED_ATTRIBUTE, (struct transfer_name){id.value, word, label, ATTRIBUTE_KIND_TEXT});
	return DONE;
}
