/* The operator's changes to attributes: adding, changing, order, taking away. */
#include "features/attributes/attributes.h"

#include "features/audit/audit.h"
#include "features/customers/customers.h"
#include "format/fold.h"

#define LABEL_MOST   80
#define OPTION_MOST  100
#define OPTIONS_MOST 200

struct work {
	const struct attribute_ask *ask;
	struct attribute_id *ret_id;
};

static enum outcome check_labels(struct context *ctx, const struct attribute_ask *ask, struct text *ret_first)
{
	*ret_first = TEXT_NONE;
	for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++) {
		struct text label = text_trim(ask->labels[l]);
		if (text_length(label) > LABEL_MOST)
			return context_invalid(ctx, text_format(ctx->arena, "label_%s", attribute_languages[l]),
					       "too_long", N_("This is too long; {0} characters are the most."),
					       text_of_number(ctx->arena, LABEL_MOST), TEXT_NONE);
		if (text_is_none(*ret_first) && !text_is_empty(label))
			*ret_first = label;
	}
	if (text_is_none(*ret_first))
		return context_invalid(ctx, TEXT("label_en"), "required",
				       N_("A label in one language at least is needed."), TEXT_NONE);
	return DONE;
}

static enum outcome write_labels(struct context *ctx, struct attribute_id id, const struct attribute_ask *ask)
{
	int64_t removed;
	TRY(attribute_label_remove_all(ctx->writer, id, &removed));
	for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++)
		if (!text_is_empty(text_trim(ask->labels[l])))
			TRY(attribute_label_add(ctx->writer, id, text_of(attribute_languages[l]),
						text_trim(ask->labels[l])));
	return DONE;
}

static bool holds_option(struct context *ctx, const struct text *options, size_t count, struct text option)
{
	struct text folded = fold_sort(ctx->arena, option);
	for (size_t i = 0; i < count; i++)
		if (text_equal(fold_sort(ctx->arena, options[i]), folded))
			return true;
	return false;
}

/* One a line; empty lines and repetitions fall away. */
static enum outcome read_options(struct context *ctx, struct text lines, struct text **ret_options, size_t *ret_count)
{
	struct text line;
	*ret_options = arena_take_array(ctx->arena, OPTIONS_MOST, sizeof **ret_options);
	*ret_count = 0;
	while (text_next(&lines, '\n', &line)) {
		struct text option = text_trim(line);
		if (text_is_empty(option) || holds_option(ctx, *ret_options, *ret_count, option))
			continue;
		if (*ret_count == OPTIONS_MOST || text_length(option) > OPTION_MOST)
			return context_invalid(ctx, TEXT("options"), "too_long",
					       N_("At most {0} options of {1} characters each."),
					       text_of_number(ctx->arena, OPTIONS_MOST),
					       text_of_number(ctx->arena, OPTION_MOST), TEXT_NONE);
		(*ret_options)[(*ret_count)++] = option;
	}
	if (!*ret_count)
		return context_invalid(ctx, TEXT("options"), "required", N_("A choice needs options, one a line."),
				       TEXT_NONE);
	return DONE;
}

/* An option that customers have does not go, nor is it spelt anew behind their backs. */
static enum outcome check_options_kept(struct context *ctx, const struct attribute *before, const struct text *options,
				       size_t count)
{
	for (size_t i = 0; i < before->option_count; i++) {
		struct attribute_count_option used;
		bool kept = false;
		for (size_t o = 0; o < count; o++)
			kept = kept || text_equal(options[o], before->options[i]);
		if (kept)
			continue;
		TRY(attribute_count_option(ctx->reader, before->row.id, before->options[i], &used));
		if (used.customers)
			return context_conflict(ctx, TEXT("options"), "in_use",
						N_("{0} customers have “{1}”. Give them another value first."),
						text_of_number(ctx->arena, used.customers), before->options[i],
						TEXT_NONE);
	}
	return DONE;
}

static enum outcome write_options(struct context *ctx, const struct attribute *before, const struct attribute_ask *ask)
{
	struct text *options;
	size_t count;
	int64_t removed;
	if (before->row.kind != ATTRIBUTE_KIND_CHOICE)
		return DONE;
	TRY(read_options(ctx, ask->options, &options, &count));
	TRY(check_options_kept(ctx, before, options, count));
	TRY(attribute_option_remove_all(ctx->writer, before->row.id, &removed));
	for (size_t i = 0; i < count; i++)
		TRY(attribute_option_add(ctx->writer, before->row.id, (int64_t)i + 1, options[i]));
	return DONE;
}

static struct text yes_no(bool yes)
{
	return yes ? TEXT("yes") : TEXT("no");
}

static enum outcome write_audit(struct context *ctx, const char *name, const struct attribute *before,
				const struct attribute_ask *ask)
{
	const struct attribute_rows *row = &before->row;
	struct text language = TEXT("en");
	struct attribute after = {.row = {.word = row->word}};
	for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++)
		after.labels[l] = text_trim(ask->labels[l]);
	const struct audit_change all[] = {
		{"label", attribute_label(before, language), attribute_label(&after, language)},
		{"active", yes_no(row->active), yes_no(ask->active)},
		{"required", yes_no(row->required), yes_no(ask->required)},
		{"visible", yes_no(row->visible), yes_no(ask->visible)},
		{"editable", yes_no(row->editable), yes_no(ask->editable)},
		{"personal", yes_no(row->personal), yes_no(ask->personal)},
	};
	return audit_add(ctx, &(struct audit_record){name, "attribute", row->id.value, all, sizeof all / sizeof *all});
}

/* The one that others come behind. */
static enum outcome last_position(struct context *ctx, int64_t *ret_position)
{
	struct attribute *list;
	size_t count;
	TRY(attributes_list(ctx, &list, &count));
	*ret_position = count ? list[count - 1].row.position : 0;
	return DONE;
}

static enum outcome insert(struct context *ctx, const struct attribute *made, const struct attribute_ask *ask)
{
	int64_t added, position;
	TRY(last_position(ctx, &position));
	TRY(attribute_add_row(ctx->writer,
			      &(struct attribute_add_row_in){
				      .id = made->row.id,
				      .word = made->row.word,
				      .kind = ask->kind,
				      .position = position + 1,
				      .active = ask->active,
				      .required = ask->required,
				      .visible = ask->visible,
				      .editable = ask->visible && ask->editable,
				      .personal = ask->personal,
				      .created = context_now(ctx),
			      },
			      &added));
	if (added)
		return DONE;
	return context_conflict(ctx, TEXT("word"), "in_use", N_("“{0}” is there already."), made->row.word, TEXT_NONE);
}

static enum outcome add(struct context *ctx, void *state)
{
	const struct work *work = state;
	const struct attribute_ask *ask = work->ask;
	struct attribute made = {.row = {.kind = ask->kind}};
	struct text first;
	TRY(check_labels(ctx, ask, &first));
	TRY(store_next_id(ctx->store, TEXT("attribute"), &made.row.id.value));
	made.row.word = text_is_empty(ask->word) ? fold_word(ctx->arena, first) : ask->word;
	if (text_is_none(made.row.word))
		made.row.word = text_format(ctx->arena, "attribute_%lld", (long long)made.row.id.value);
	if (!fold_is_word(made.row.word))
		return context_invalid(ctx, TEXT("word"), "not_a_word",
				       N_("“{0}” is no key: a-z, 0-9 and _, a letter first."), made.row.word,
				       TEXT_NONE);
	TRY(insert(ctx, &made, ask));
	TRY(write_labels(ctx, made.row.id, ask));
	TRY(write_options(ctx, &made, ask));
	*work->ret_id = made.row.id;
	return write_audit(ctx, "attribute.added", &made, ask);
}

enum outcome attributes_add(struct context *ctx, const struct attribute_ask *ask, struct attribute_id *ret_id)
{
	return context_transact(ctx, add, &(struct work){ask, ret_id});
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct attribute_ask *ask = ((struct work *)state)->ask;
	struct attribute before;
	struct text first;
	TRY(attributes_get(ctx, ask->id, &before));
	TRY(check_labels(ctx, ask, &first));
	TRY(write_options(ctx, &before, ask));
	TRY(write_labels(ctx, ask->id, ask));
	/* Whoever may not see it cannot edit it. */
	TRY(attribute_set_row(ctx->writer, &(struct attribute_set_row_in){.active = ask->active,
									  .required = ask->required,
									  .visible = ask->visible,
									  .editable = ask->visible && ask->editable,
									  .personal = ask->personal,
									  .id = ask->id}));
	return write_audit(ctx, "attribute.settings_changed", &before, ask);
}

enum outcome attributes_change(struct context *ctx, const struct attribute_ask *ask)
{
	return context_transact(ctx, change, &(struct work){ask, NULL});
}

struct moving {
	struct attribute_id id;
	int64_t position;
};

static enum outcome move(struct context *ctx, void *state)
{
	const struct moving *moving = state;
	struct attribute *list, moved;
	size_t count;
	int64_t place = 0;
	TRY(attributes_get(ctx, moving->id, &moved));
	TRY(attributes_list(ctx, &list, &count));
	int64_t wanted = moving->position < 1                ? 1
			 : moving->position > (int64_t)count ? (int64_t)count
							     : moving->position;
	for (size_t i = 0; i < count; i++) {
		if (list[i].row.id.value == moving->id.value)
			continue;
		place += place + 1 == wanted ? 2 : 1;
		TRY(attribute_set_position(ctx->writer, place, list[i].row.id));
	}
	TRY(attribute_set_position(ctx->writer, wanted, moving->id));
	const struct audit_change one = {"position", text_of_number(ctx->arena, moved.row.position),
					 text_of_number(ctx->arena, wanted)};
	return audit_add(ctx,
			 &(struct audit_record){"attribute.settings_changed", "attribute", moving->id.value, &one, 1});
}

enum outcome attributes_move(struct context *ctx, struct attribute_id id, int64_t position)
{
	return context_transact(ctx, move, &(struct moving){id, position});
}
