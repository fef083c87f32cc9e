/* Custom attributes as part of a document. */
#include "features/attributes/attributes.h"
#include "service/config.h"

enum { WORD, KIND, LABELS, OPTIONS = LABELS + ATTRIBUTE_LANGUAGES, ACTIVE, REQUIRED, VISIBLE, EDITABLE, PERSONAL };

static const struct config_field fields[] = {
	[WORD] = {"word", CONFIG_TEXT},           [KIND] = {"kind", CONFIG_TEXT},
	[LABELS] = {"label_en", CONFIG_TEXT},     [LABELS + 1] = {"label_ms", CONFIG_TEXT},
	[LABELS + 2] = {"label_de", CONFIG_TEXT}, [OPTIONS] = {"options", CONFIG_LIST},
	[ACTIVE] = {"active", CONFIG_FLAG},       [REQUIRED] = {"required", CONFIG_FLAG},
	[VISIBLE] = {"visible", CONFIG_FLAG},     [EDITABLE] = {"editable", CONFIG_FLAG},
	[PERSONAL] = {"personal", CONFIG_FLAG},
};

static struct text yes_no(bool yes)
{
	return yes ? TEXT("yes") : TEXT("no");
}

static void fill(struct context *ctx, struct text *values, const struct attribute *one)
{
	values[WORD] = one->row.word;
	values[KIND] = attribute_kind_key(one->row.kind);
	for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++)
		values[LABELS + l] = one->labels[l];
	values[OPTIONS] = attribute_option_lines(ctx->arena, one->options, one->option_count);
	values[ACTIVE] = yes_no(one->row.active);
	values[REQUIRED] = yes_no(one->row.required);
	values[VISIBLE] = yes_no(one->row.visible);
	values[EDITABLE] = yes_no(one->row.editable);
	values[PERSONAL] = yes_no(one->row.personal);
}

static enum outcome list(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
			 size_t *ret_count)
{
	struct attribute *rows;
	TRY(attributes_list(ctx, &rows, ret_count));
	*ret_list = config_things(ctx->arena, kind, *ret_count);
	for (size_t i = 0; i < *ret_count; i++) {
		(*ret_list)[i].id = rows[i].row.id.value;
		fill(ctx, (*ret_list)[i].values, &rows[i]);
	}
	return DONE;
}

/* What nobody has said of a new one is as in its form: active, and personal data. */
static bool flag(const struct config_ask *ask, int field, bool initial)
{
	return text_is_none(ask->all[field]) ? initial : text_equal(ask->all[field], TEXT("yes"));
}

static enum outcome set(struct context *ctx, const struct config_kind *kind, struct config_ask *ask)
{
	(void)kind;
	struct attribute_ask attribute = {
		.id = {ask->id},
		.word = ask->all[WORD],
		.labels = {ask->all[LABELS], ask->all[LABELS + 1], ask->all[LABELS + 2]},
		.options = ask->all[OPTIONS],
		.active = flag(ask, ACTIVE, true),
		.required = flag(ask, REQUIRED, false),
		.visible = flag(ask, VISIBLE, false),
		.editable = flag(ask, EDITABLE, false),
		.personal = flag(ask, PERSONAL, true),
	};
	if (ask->id && !text_is_none(ask->values[KIND]))
		return context_conflict(ctx, TEXT("kind"), "fixed",
					N_("It stays of its kind; add another attribute instead."), TEXT_NONE);
	if (!attribute_kind_parse(ask->all[KIND], &attribute.kind))
		return context_invalid(ctx, TEXT("kind"), "unknown", N_("“{0}” is none of the choices."),
				       ask->all[KIND], TEXT_NONE);
	if (ask->id)
		return attributes_change(ctx, &attribute);
	TRY(attributes_add(ctx, &attribute, &attribute.id));
	ask->id = attribute.id.value;
	return DONE;
}

static enum outcome move(struct context *ctx, const struct config_kind *kind, int64_t id, int64_t place)
{
	(void)kind;
	return attributes_move(ctx, (struct attribute_id){id}, place);
}

const struct config_kind attributes_config = {
	.word = "attributes",
	CONFIG_FIELDS(fields),
	.key = CONFIG_BY_FIRST,
	.list = list,
	.set = set,
	.move = move,
};
