/* What is made is known to the rows behind it. */
#include "features/imports/imports_names.h"

#include "features/labels/labels.h"
#include "imports.sql.h"

enum outcome import_name_need(struct context *ctx, struct transfer_names *names, enum transfer_named kind,
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
	transfer_names_add(names, kind, (struct transfer_name){.id = *ret_id, .word = name, .name = name});
	return DONE;
}

enum outcome import_name_add_attribute(struct context *ctx, struct transfer_names *names, struct text word,
				       struct text label, int64_t *ret_id)
{
	TRY(store_next_id(ctx->store, TEXT("attribute"), ret_id));
	struct attribute_id id = {*ret_id};
	TRY(import_add_attribute(ctx->writer, id, word, ATTRIBUTE_KIND_TEXT, context_now(ctx)));
	TRY(import_add_attribute_label(ctx->writer, id, label));
	transfer_names_add(names, NAMED_ATTRIBUTE, (struct transfer_name){id.value, word, label, ATTRIBUTE_KIND_TEXT});
	return DONE;
}
