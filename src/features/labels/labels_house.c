/* Types, groups, channels and tags as parts of a document. */
#include "features/labels/labels_fields.h"
#include "service/house.h"

#define FORM_text     HOUSE_TEXT
#define FORM_flag     HOUSE_FLAG
#define FORM_discount HOUSE_TEXT
#define FORM_tiers    HOUSE_PAIRS
#define FORM_colour   HOUSE_TEXT
#define FORM_email    HOUSE_TEXT
#define FORM_url      HOUSE_TEXT
#define FORM_language HOUSE_TEXT
#define FORM_currency HOUSE_TEXT
#define FORM_country  HOUSE_TEXT
#define FORM_fields   HOUSE_WORDS

/* The word, and behind it every field that is declared; those of other kinds are absent. */
#define FIRST 1
#define LABEL_FIELD(id, key, of, who, label, longest)                                                                  \
	{.word = #key,                                                                                                 \
	 .form = (who)&OWNERS ? FORM_##of : HOUSE_ABSENT,                                                              \
	 .blind = LABEL_FIELD_##id == LABEL_FIELD_NAME,                                                                \
	 .pair = {"spent", "discount"}},
#define OWNERS TYPES
static const struct house_field type_fields[] = {
	{"word", HOUSE_TEXT},
#include "features/labels/labels_fields.def"
};
#undef OWNERS
#define OWNERS GROUPS
static const struct house_field group_fields[] = {
	{"word", HOUSE_TEXT},
#include "features/labels/labels_fields.def"
};
#undef OWNERS
#define OWNERS CHANNELS
static const struct house_field channel_fields[] = {
	{"word", HOUSE_TEXT},
#include "features/labels/labels_fields.def"
};
#undef OWNERS
#define OWNERS TAGS
static const struct house_field tag_fields[] = {
	{"word", HOUSE_ABSENT},
#include "features/labels/labels_fields.def"
};
#undef OWNERS
#undef LABEL_FIELD

static enum outcome list(struct context *ctx, const struct house_kind *kind, struct house_thing **ret_list,
			 size_t *ret_count)
{
	enum label_kind which = (enum label_kind)kind->which;
	const struct label_rows *rows;
	TRY(labels_list(ctx, which, &rows, ret_count));
	*ret_list = house_things(ctx->arena, kind, *ret_count);
	for (size_t i = 0; i < *ret_count; i++) {
		struct house_thing *thing = &(*ret_list)[i];
		thing->id = rows[i].id;
		thing->values[0] = which == LABEL_TAG ? TEXT_NONE : rows[i].word;
		for (enum label_field f = 0; f < LABEL_FIELD_COUNT; f++)
			if (label_has_field(which, f))
				thing->values[FIRST + f] = labels_field_text(ctx->arena, &rows[i], f);
	}
	return DONE;
}

static enum outcome set(struct context *ctx, const struct house_kind *kind, struct house_ask *ask)
{
	struct label_change changes[LABEL_FIELD_COUNT];
	struct label_ask label = {
		.kind = (enum label_kind)kind->which, .id = ask->id, .word = ask->values[0], .changes = changes};
	for (enum label_field f = 0; f < LABEL_FIELD_COUNT; f++)
		if (!text_is_none(ask->values[FIRST + f]))
			changes[label.count++] = (struct label_change){f, ask->values[FIRST + f]};
	return ask->id ? labels_change(ctx, &label) : labels_add(ctx, &label, &ask->id);
}

static enum outcome move(struct context *ctx, const struct house_kind *kind, int64_t id, int64_t place)
{
	return labels_move(ctx, (enum label_kind)kind->which, id, place);
}

const struct house_kind labels_house_types = {
	.word = "types",
	HOUSE_FIELDS(type_fields),
	.key = HOUSE_BY_EITHER,
	.leads = FIRST + LABEL_FIELD_IS_DEFAULT,
	.which = LABEL_TYPE,
	.list = list,
	.set = set,
	.move = move,
};

const struct house_kind labels_house_groups = {
	.word = "groups",
	HOUSE_FIELDS(group_fields),
	.key = HOUSE_BY_EITHER,
	.leads = FIRST + LABEL_FIELD_IS_DEFAULT,
	.which = LABEL_GROUP,
	.list = list,
	.set = set,
	.move = move,
};

const struct house_kind labels_house_channels = {
	.word = "channels",
	HOUSE_FIELDS(channel_fields),
	.key = HOUSE_BY_EITHER,
	.leads = FIRST + LABEL_FIELD_IS_DEFAULT,
	.which = LABEL_CHANNEL,
	.list = list,
	.set = set,
	.move = move,
};

const struct house_kind labels_house_tags = {
	.word = "tags",
	HOUSE_FIELDS(tag_fields),
	.key = HOUSE_BY_EITHER,
	.which = LABEL_TAG,
	.list = list,
	.set = set,
};
