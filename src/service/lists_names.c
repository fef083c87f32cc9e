/* Reading a filter, and from the names in it to rows: types, groups, channels by word, staff by e-mail or `me`, tags by
 * name, custom attributes by word.
 *
 * The one idea: each of these tables is read whole, once a filter, and only when the filter names one of its rows; that
 * also gives the nearest name for one that is not there.
 */
#include "service/lists_filter.h"

#include "format/fold.h"
#include "lists.sql.h"
#include "service/settings.h"

#include <string.h>

struct name_row {
	int64_t id;
	struct text word, name;
	enum attribute_kind kind; /* of attributes */
};

struct names {
	struct name_row *rows;
	size_t count;
	bool read;
};

struct finding {
	struct context *ctx;
	struct filter_reading *reading;
	struct names names[LIST_KIND_exact + 1]; /* by kind */
};

/* Reads `list_name_*` into names. */
#define READ(statement, ...)                                                                                           \
	do {                                                                                                           \
		const struct statement *rows;                                                                          \
		TRY(statement(ctx->reader, &rows, &names->count));                                                     \
		names->rows = arena_take_array(ctx->arena, names->count, sizeof *names->rows);                         \
		for (size_t n = 0; n < names->count; n++)                                                              \
			names->rows[n] = (struct name_row){rows[n].id.value, rows[n].word, __VA_ARGS__};               \
	} while (0)

static enum outcome read_names(struct context *ctx, enum list_kind kind, struct names *names)
{
	if (names->read)
		return DONE;
	names->read = true;
	switch ((int)kind) {
	case LIST_KIND_type: READ(list_name_types, rows[n].name, 0); break;
	case LIST_KIND_group: READ(list_name_groups, rows[n].name, 0); break;
	case LIST_KIND_channel: READ(list_name_channels, rows[n].name, 0); break;
	case LIST_KIND_staff: READ(list_name_staff, rows[n].name, 0); break;
	case LIST_KIND_tag: READ(list_name_tags, rows[n].name, 0); break;
	case LIST_KIND_attribute: READ(list_name_attributes, rows[n].word, rows[n].kind); break;
	default: break;
	}
	return DONE;
}

static enum outcome unknown(struct finding *finding, const struct names *names, size_t at, struct text what)
{
	struct text *words = arena_take_array(finding->ctx->arena, names->count, sizeof *words);
	for (size_t i = 0; i < names->count; i++)
		words[i] = names->rows[i].word;
	struct text near = list_nearest(what, words, names->count);
	(void)filter_refuse(finding->reading,
			    (struct filter_mistake){
				    .code = "unknown_name",
				    .message = text_is_none(near)
						       ? N_("There is no “{1}” (character {0}).")
						       : N_("There is no “{1}” (character {0}). Did you mean “{2}”?"),
				    .at = at,
				    .what = what,
				    .instead = near,
			    });
	return INVALID;
}

/* Words are compared in lower case; tags by their folded name, which is how they are unique. */
static bool is_called(struct arena *arena, enum list_kind kind, const struct name_row *row, struct text raw)
{
	if (kind == LIST_KIND_tag)
		return text_equal(fold_sort(arena, row->name), fold_sort(arena, raw));
	return text_equal(row->word, kind == LIST_KIND_staff ? fold_case(arena, raw) : text_lower_ascii(arena, raw));
}

static bool is_me(const struct finding *finding, const struct filter_node *node, const struct filter_value *value)
{
	return node->value_kind == LIST_KIND_staff && !value->quoted && text_equal(value->raw, TEXT("me")) &&
	       finding->ctx->actor.kind == ACTOR_KIND_STAFF;
}

static enum outcome find_row(struct finding *finding, const struct filter_node *node, struct filter_value *value)
{
	enum list_kind kind = (enum list_kind)node->value_kind;
	struct names *names = &finding->names[kind];
	TRY(read_names(finding->ctx, kind, names));
	bool is_own = is_me(finding, node, value);
	for (size_t i = 0; i < names->count; i++) {
		const struct name_row *row = &names->rows[i];
		if (is_own ? row->id != finding->ctx->actor.id : !is_called(finding->ctx->arena, kind, row, value->raw))
			continue;
		value->number = row->id;
		value->shown = row->name;
		if (!is_own)
			value->source =
				filter_quote(finding->ctx->arena, kind == LIST_KIND_tag ? row->name : row->word, false);
		return DONE;
	}
	return unknown(finding, names, value->at, value->raw);
}

/* ---- custom attributes ---- */

static enum list_kind kind_of(enum attribute_kind kind)
{
	switch (kind) {
	case ATTRIBUTE_KIND_NUMBER: return LIST_KIND_decimal;
	case ATTRIBUTE_KIND_DATE: return LIST_KIND_day;
	case ATTRIBUTE_KIND_FLAG: return LIST_KIND_flag;
	case ATTRIBUTE_KIND_CHOICE: return LIST_KIND_exact;
	case ATTRIBUTE_KIND_TEXT:
	case ATTRIBUTE_KIND_LONG_TEXT:
	case ATTRIBUTE_KIND_URL:
	case ATTRIBUTE_KIND_COLOUR:
	case ATTRIBUTE_KIND_PICTURE: break;
	}
	return LIST_KIND_folded;
}

/* Now that the kind is known, the values are read for what they are. */
static enum outcome read_attribute(struct finding *finding, struct filter_node *node)
{
	struct names *names = &finding->names[LIST_KIND_attribute];
	TRY(read_names(finding->ctx, LIST_KIND_attribute, names));
	const struct name_row *row = NULL;
	for (size_t i = 0; i < names->count && !row; i++)
		if (text_equal(names->rows[i].word, node->attribute))
			row = &names->rows[i];
	if (!row)
		return unknown(finding, names, node->at, node->attribute);
	node->attribute_id = row->id;
	node->value_kind = (int)kind_of(row->kind);
	if (node->operator!= FILTER_IS && !list_kind_has_order(node->value_kind)) {
		(void)filter_refuse(
			finding->reading,
			(struct filter_mistake){.code = "no_order",
						.message = N_("This filter takes only a colon (character {0})."),
						.at = node->at});
		return INVALID;
	}
	for (size_t i = 0; i < node->value_count; i++)
		if (!filter_read_value(finding->reading, node, &node->values[i]))
			return INVALID;
	filter_close_range(node);
	return DONE;
}

static enum outcome find_in(struct finding *finding, struct filter_node *node)
{
	for (struct filter_node *part = node->parts; part; part = part->next)
		TRY(find_in(finding, part));
	if (node->kind != FILTER_CONDITION)
		return DONE;
	if (node->value_kind == LIST_KIND_attribute)
		return read_attribute(finding, node);
	if (node->value_kind < LIST_KIND_type || node->value_kind > LIST_KIND_tag)
		return DONE;
	for (size_t i = 0; i < node->value_count; i++)
		if (node->values[i].kind == FILTER_LITERAL)
			TRY(find_row(finding, node, &node->values[i]));
	return DONE;
}

/* INVALID with reading->mistake. */
static enum outcome find_names(struct context *ctx, struct filter_reading *reading, struct filter *filter)
{
	struct finding finding = {.ctx = ctx, .reading = reading};
	TRY(context_read(ctx));
	return find_in(&finding, filter->root);
}

/* ---- names of what rows hold by number ---- */

#define READ_LABELS(ctx, statement, set)                                                                               \
	do {                                                                                                           \
		const struct statement *rows_;                                                                         \
		size_t count_;                                                                                         \
		TRY(statement((ctx)->reader, &rows_, &count_));                                                        \
		struct list_label *list_ = arena_take_array((ctx)->arena, count_, sizeof *list_);                      \
		for (size_t i_ = 0; i_ < count_; i_++)                                                                 \
			list_[i_] = (struct list_label){rows_[i_].id.value, rows_[i_].name};                           \
		(set) = (struct list_label_set){list_, count_};                                                        \
	} while (0)

enum outcome list_labels_read(struct context *ctx, struct list_labels *ret_labels)
{
	READ_LABELS(ctx, list_name_types, ret_labels->types);
	READ_LABELS(ctx, list_name_groups, ret_labels->groups);
	READ_LABELS(ctx, list_name_channels, ret_labels->channels);
	READ_LABELS(ctx, list_name_staff, ret_labels->staff);
	return DONE;
}

struct text list_label_name(const struct list_label_set *labels, int64_t id)
{
	size_t low = 0, high = labels->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (labels->list[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < labels->count && labels->list[low].id == id ? labels->list[low].name : TEXT_NONE;
}

/* ---- both steps of reading a filter ---- */

static enum outcome refuse(struct context *ctx, struct text source, const struct filter_mistake *mistake)
{
	size_t before = text_length(text_slice(source, 0, mistake->at));
	return context_invalid(ctx, TEXT("filter"), mistake->code, mistake->message,
			       text_of_number(ctx->arena, (int64_t)before + 1),
			       text_is_none(mistake->what) ? TEXT("") : mistake->what, mistake->instead, TEXT_NONE);
}

enum outcome filter_parse(struct context *ctx, struct text source, struct filter **ret_filter)
{
	struct filter_reading reading = {.arena = ctx->arena};
	struct text currency;
	TRY(settings_get(ctx, SETTING_BUSINESS_CURRENCY, &currency));
	if (!currency_parse(currency, &reading.currency))
		return FAULT;
	if (!filter_read(&reading, source, ret_filter))
		return refuse(ctx, source, &reading.mistake);
	enum outcome outcome = find_names(ctx, &reading, *ret_filter);
	return outcome == INVALID ? refuse(ctx, source, &reading.mistake) : outcome;
}
