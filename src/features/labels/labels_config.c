/* Types, groups, channels and tags as parts of a document. */
#include "features/labels/labels_fields.h"
#include "service/config.h"

#define FORM_text     CONFIG_TEXT
#define FORM_flag     CONFIG_FLAG
#define FORM_discount CONFIG_TEXT
#define FORM_tiers    CONFIG_PAIRS
#define FORM_colour   CONFIG_TEXT
#define FORM_email    CONFIG_TEXT
#define FORM_url      CONFIG_TEXT
#define FORM_language CONFIG_TEXT
#define FORM_currency CONFIG_TEXT
#define FORM_country  CONFIG_TEXT
#define FORM_fields   CONFIG_WORDS

/* The word, and behind it every field that is declared; those of other kinds are absent. */
#define FIRST 1
#define LABEL_FIELD(id, key, of, who, label, longest)                                                                  \
	{.word = #key,                                                                                                 \
	 .form = (who)&OWNERS ? FORM_##of : CONFIG_ABSENT,                                                             \
	 .blind = LABEL_FIELD_##id == LABEL_FIELD_NAME,                                                                \
	 .pair = {"spent", "discount"}},
#define OWNERS TYPES
static const struct config_field type_fields[] = {
	{"word", CONFIG_TEXT},
#include "features/labels/labels_fields.def"
};
#undef OWNERS
#define OWNERS GROUPS
static const struct config_field group_fields[] = {
	{"word", CONFIG_TEXT},
#include "features/labels/labels_fields.def"
};
#undef OWNERS
#define OWNERS CHANNELS
static const struct config_field channel_fields[] = {
	{"word", CONFIG_TEXT},
#include "features/labels/labels_fields.def"
};
#undef OWNERS
#define OWNERS TAGS
static const struct config_field tag_fields[] = {
	{"word", CONFIG_ABSENT},
#include "features/labels/labels_fields.def"
};
#undef OWNERS
#undef LABEL_FIELD

static enum outcome list(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
			 size_t *ret_count)
{
	enum label_kind which = (enum label_kind)kind->which;
	const struct label_rows *rows;
	TRY(labels_list(ctx, which, &rows, ret_count));
	*ret_list = config_things(ctx->arena, kind, *ret_count);
	for (size_t i = 0; i < *ret_count; i++) {
		struct config_thing *thing = &(*ret_list)[i];
		thing->id = rows[i].id;
		thing->values[0] = which == LABEL_TAG ? TEXT_NONE : rows[i].word;
		for (enum label_field f = 0; f < LABEL_FIELD_COUNT; f++)
			if (label_has_field(which, f))
				thing->values[FIRST + f] = labels_field_text(ctx->arena, &rows[i], f);
	}
	return DONE;
}

static enum outcome set(struct context *ctx, const struct config_kind *kind, struct config_ask *ask)
{
	struct label_change changes[LABEL_FIELD_COUNT];
	struct label_ask label = {
		.kind = (enum label_kind)kind->which, .id = ask->id, .word = ask->values[0], .changes = changes};
	for (enum label_field f = 0; f < LABEL_FIELD_COUNT; f++)
		if (!text_is_none(ask->values[FIRST + f]))
			changes[label.count++] = (struct label_change){f, ask->values[FIRST + f]};
	return ask->id ? labels_change(ctx, &label) : labels_add(ctx, &label, &ask->id);
}

static enum outcome move(struct context *ctx, const struct config_kind *kind, int64_t id, int64_t place)
{
	return labels_move(ctx, (enum label_kind)kind->which, id, place);
}

const struct config_kind labels_config_types = {
	.word = "types",
	CONFIG_FIELDS(type_fields),
	.key = CONFIG_BY_EITHER,
	.leads = FIRST + LABEL_FIELD_IS_DEFAULT,
	.which = LABEL_TYPE,
	.list = list,
	.set = set,
	.move = move,
};

const struct config_kind labels_config_groups = {
	.word = "groups",
	CONFIG_FIELDS(group_fields),
	.key = CONFIG_BY_EITHER,
	.leads = FIRST + LABEL_FIELD_IS_DEFAULT,
	.which = LABEL_GROUP,
	.list = list,
	.set = set,
	.move = move,
};

const struct config_kind labels_config_channels = {
	.word = "channels",
	CONFIG_FIELDS(channel_fields),
	.key = CONFIG_BY_EITHER,
	.leads = FIRST + LABEL_FIELD_IS_DEFAULT,
	.which = LABEL_CHANNEL,
	.list = list,
	.set = set,
	.move = move,
};

const struct config_kind labels_config_tags = {
	.word = "tags",
	CONFIG_FIELDS(tag_fields),
	.key = CONFIG_BY_EITHER,
	.which = LABEL_TAG,
	.list = list,
	.set = set,
};
