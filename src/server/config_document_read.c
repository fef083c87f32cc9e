/* What a document says, without looking at what is there: names, forms and keys. */
#include "server/config_document_parts.h"

static struct text names_of(struct arena *arena, const struct config_kind *kind)
{
	struct text all = TEXT("");
	for (size_t i = 0; i < kind->field_count; i++)
		if (config_field_stands(&kind->fields[i]))
			all = text_format(arena, "%.*s%s%s", TEXT_ARG(all), all.size ? ", " : "", kind->fields[i].word);
	return all;
}

static struct text names_of_kinds(struct arena *arena)
{
	struct text all = TEXT("");
	for (size_t k = 0; config_kinds[k]; k++)
		all = text_format(arena, "%.*s%s%s", TEXT_ARG(all), k ? ", " : "", config_kinds[k]->word);
	return all;
}

static enum outcome refuse_name(struct context *ctx, struct text path, struct text names)
{
	return context_invalid(ctx, path, "unknown_field", N_("This does not exist here. There are: {0}."), names,
			       TEXT_NONE);
}

static size_t find_field(const struct config_kind *kind, struct text word)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (kind->fields[i].form != CONFIG_ABSENT && text_equal(text_of(kind->fields[i].word), word))
			return i;
	return SIZE_MAX;
}

/* Without its key nobody knows which one is meant. */
static enum outcome check_key(struct context *ctx, const struct config_kind *kind, const struct config_said *said)
{
	bool first = !text_is_empty(said->values[0]), second = kind->field_count > 1 && !text_is_empty(said->values[1]);
	if (kind->key == CONFIG_ONE || (kind->key == CONFIG_BY_EITHER && (first || second)) ||
	    (first && (second || kind->key != CONFIG_BY_BOTH)))
		return DONE;
	bool name = kind->key == CONFIG_BY_EITHER || first;
	return context_invalid(ctx, text_format(ctx->arena, "%.*s.%s", TEXT_ARG(said->path), kind->fields[name].word),
			       "required", N_("This is needed."), TEXT_NONE);
}

static enum outcome read_thing(struct context *ctx, const struct config_kind *kind, const struct json_value *json,
			       struct config_said *said)
{
	struct text *values = arena_take_array(ctx->arena, kind->field_count, sizeof *values), word;
	const struct json_value *value;
	struct json_walk walk = {0};
	enum outcome outcome = DONE;
	said->values = values;
	if (json_kind(json) != JSON_IS_OBJECT)
		return context_invalid(ctx, said->path, "wrong_type", N_("This needs to be an object."), TEXT_NONE);
	while (json_next(json, &walk, &word, &value)) {
		size_t field = find_field(kind, word);
		struct text path = text_format(ctx->arena, "%.*s.%.*s", TEXT_ARG(said->path), TEXT_ARG(word));
		enum outcome one = field == SIZE_MAX
					   ? refuse_name(ctx, path, names_of(ctx->arena, kind))
					   : config_value_read(ctx, &kind->fields[field], path, value, &values[field]);
		outcome = outcome == DONE ? one : outcome;
	}
	return outcome == DONE ? check_key(ctx, kind, said) : outcome;
}

static enum outcome read_section(struct context *ctx, const struct json_value *json, struct config_section *section)
{
	const struct config_kind *kind = section->kind;
	enum outcome outcome = DONE;
	bool one = kind->key == CONFIG_ONE;
	if (!one && json_kind(json) != JSON_IS_ARRAY)
		return context_invalid(ctx, text_of(kind->word), "wrong_type", N_("This needs to be a list."),
				       TEXT_NONE);
	section->count = one ? 1 : json_count(json);
	struct config_said *things = arena_take_array(ctx->arena, section->count, sizeof *things);
	for (size_t i = 0; i < section->count; i++) {
		things[i].path = one ? text_of(kind->word) : text_format(ctx->arena, "%s[%zu]", kind->word, i);
		enum outcome read = read_thing(ctx, kind, one ? json : json_at(json, i), &things[i]);
		outcome = outcome == DONE ? read : outcome;
	}
	section->things = things;
	return outcome;
}

static size_t find_kind(struct text word)
{
	size_t k = 0;
	while (config_kinds[k] && !text_equal(text_of(config_kinds[k]->word), word))
		k++;
	return k;
}

enum outcome config_read_document(struct context *ctx, const struct json_value *root,
				  struct config_section **ret_sections)
{
	const struct json_value *value;
	enum outcome outcome = DONE;
	struct json_walk walk = {0};
	struct text word;
	size_t count = 0;
	while (config_kinds[count])
		count++;
	struct config_section *sections = arena_take_array(ctx->arena, count, sizeof *sections);
	for (size_t k = 0; k < count; k++)
		sections[k].kind = config_kinds[k];
	*ret_sections = sections;
	if (json_kind(root) != JSON_IS_OBJECT)
		return context_invalid(ctx, TEXT_NONE, "wrong_type", N_("This needs to be an object."), TEXT_NONE);
	while (json_next(root, &walk, &word, &value)) {
		size_t k = find_kind(word);
		enum outcome one = k < count
					   ? read_section(ctx, value, &sections[k])
					   : refuse_name(ctx, text_copy(ctx->arena, word), names_of_kinds(ctx->arena));
		outcome = outcome == DONE ? one : outcome;
	}
	return outcome;
}
