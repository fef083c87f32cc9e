/* Which kinds there are, and the document that says how they are. */
#include "server/config_document_parts.h"

#include "format/json_indent.h"

#include <stdlib.h>

#define DOCUMENT_MOST (16u << 20)

#define CONFIG(kind) extern const struct config_kind kind;
#include "server/config.def"
#undef CONFIG

const struct config_kind *const config_kinds[] = {
#define CONFIG(kind) &kind,
#include "server/config.def"
#undef CONFIG
	NULL,
};

/* Field by field; what has none comes last. */
static int compare_things(const void *a, const void *b, void *state)
{
	const struct config_thing *one = a, *other = b;
	const struct config_kind *kind = state;
	for (size_t i = 0; i < kind->field_count; i++) {
		int way = text_is_empty(one->values[i]) - text_is_empty(other->values[i]);
		way = way ? way : text_compare(one->values[i], other->values[i]);
		if (way)
			return way;
	}
	return 0;
}

enum outcome config_read_all(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
			     size_t *ret_count)
{
	TRY(kind->list(ctx, kind, ret_list, ret_count));
	for (size_t i = 0; i < *ret_count; i++)
		for (size_t f = 0; f < kind->field_count; f++)
			(*ret_list)[i].values[f] =
				config_value_clean(ctx->arena, &kind->fields[f], (*ret_list)[i].values[f]);
	if (!kind->move)
		qsort_r(*ret_list, *ret_count, sizeof **ret_list, compare_things, (void *)(uintptr_t)kind);
	return DONE;
}

static void write_thing(struct json_writer *json, const struct config_kind *kind, const struct config_thing *thing)
{
	json_begin_object(json);
	for (size_t f = 0; f < kind->field_count; f++) {
		if (!config_field_stands(&kind->fields[f]))
			continue;
		json_add_key_text(json, text_of(kind->fields[f].word));
		config_value_write(json, &kind->fields[f], thing->values[f]);
	}
	json_end_object(json);
}

static enum outcome write_kind(struct context *ctx, struct json_writer *json, const struct config_kind *kind)
{
	struct config_thing *list;
	size_t count;
	TRY(config_read_all(ctx, kind, &list, &count));
	json_add_key_text(json, text_of(kind->word));
	if (kind->key != CONFIG_ONE)
		json_begin_array(json);
	for (size_t i = 0; i < count; i++)
		write_thing(json, kind, &list[i]);
	if (kind->key != CONFIG_ONE)
		json_end_array(json);
	return DONE;
}

enum outcome config_export(struct context *ctx, struct text *ret_document)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(DOCUMENT_MOST);
	struct json_writer json = json_writer_make(&out);
	TRY(context_read_together(ctx));
	json_begin_object(&json);
	for (size_t k = 0; config_kinds[k]; k++)
		TRY(write_kind(ctx, &json, config_kinds[k]));
	json_end_object(&json);
	*ret_document =
		text_join(ctx->arena, json_indent(ctx->arena, json_plain(ctx->arena, buffer_text(&out))), TEXT("\n"));
	return buffer_failed(&out) ? FAULT : DONE;
}
