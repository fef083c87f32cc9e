/* Adding and changing labels, and their order. */
#include "features/labels/labels_fields.h"

#include "features/audit/audit.h"
#include "format/fold.h"
#include "service/settings.h"

struct work {
	const struct label_ask *ask;
	int64_t *ret_id;
};

static const char *const added_names[] = {"type.added", "group.added", "channel.added", "tag.added"};
static const char *const changed_names[] = {"type.changed", "group.changed", "channel.changed", "tag.changed"};

/* What stands in every address and file does not change with the name. */
static struct text word_of(struct context *ctx, enum label_kind kind, struct text name, int64_t id)
{
	struct text word = fold_word(ctx->arena, name);
	return text_is_none(word) ? text_format(ctx->arena, "%.*s_%lld", TEXT_ARG(label_kind_word(kind)), (long long)id)
				  : word;
}

static enum outcome check_word(struct context *ctx, struct text word)
{
	if (fold_is_word(word))
		return DONE;
	return context_invalid(ctx, TEXT("word"), "not_a_word", N_("“{0}” is no key: a-z, 0-9 and _, a letter first."),
			       word, TEXT_NONE);
}

static enum outcome refuse_name(struct context *ctx, struct text name)
{
	return context_conflict(ctx, TEXT("name"), "in_use", N_("“{0}” is there already."), name, TEXT_NONE);
}

/* There may be thousands, so none but the one is read. */
static enum outcome check_tag(struct context *ctx, const struct label_rows *row)
{
	struct tag_find_folded there;
	bool found;
	TRY(tag_find_folded(ctx->reader, row->word, &found, &there));
	return found && there.id.value != row->id ? refuse_name(ctx, there.name) : DONE;
}

/* Names are compared blind to case and accents, or people would choose the wrong one of two. */
static enum outcome check_unique(struct context *ctx, const struct label_rows *row)
{
	const struct label_rows *rows;
	size_t count;
	struct text folded = fold_sort(ctx->arena, row->name);
	if (row->kind == LABEL_TAG)
		return check_tag(ctx, row);
	TRY(label_rows(ctx->reader, row->kind, 0, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		if (rows[i].id == row->id)
			continue;
		if (text_equal(fold_sort(ctx->arena, rows[i].name), folded))
			return refuse_name(ctx, rows[i].name);
		if (text_equal(rows[i].word, row->word))
			return context_conflict(ctx, TEXT("word"), "in_use", N_("“{0}” is there already."), row->word,
						TEXT_NONE);
	}
	return DONE;
}

static enum outcome set_all(struct context *ctx, struct label_rows *row, const struct label_ask *ask)
{
	enum outcome outcome = DONE;
	for (size_t i = 0; i < ask->count; i++) {
		if (!label_has_field(ask->kind, ask->changes[i].field))
			continue;
		enum outcome one = label_field_set(ctx, row, ask->changes[i].field, ask->changes[i].value);
		if (one == FAULT)
			return FAULT;
		outcome = outcome == DONE ? one : outcome;
	}
	return outcome;
}

static enum outcome begin_row(struct context *ctx, enum label_kind kind, struct label_rows *row)
{
	const struct label_rows *rows;
	size_t count;
	*row = (struct label_rows){
		.kind = kind,
		.active = true,
		.taxed = true,
		.colour = TEXT("#0a6a70"),
		.created = context_now(ctx),
		.shown_fields = TEXT(""),
		.required_fields = TEXT(""),
	};
	TRY(settings_get(ctx, SETTING_BUSINESS_LANGUAGE, &row->language));
	TRY(settings_get(ctx, SETTING_BUSINESS_CURRENCY, &row->currency));
	if (kind == LABEL_TAG)
		return DONE;
	TRY(label_rows(ctx->reader, kind, 0, &rows, &count));
	row->position = count ? rows[count - 1].position + 1 : 1;
	return DONE;
}

static enum outcome update_channel(struct context *ctx, const struct label_rows *row)
{
	return channel_set_row(ctx->writer, &(struct channel_set_row_in){
						    .name = row->name,
						    .sort_name = fold_sort(ctx->arena, row->name),
						    .active = row->active,
						    .colour = row->colour,
						    .sender = row->sender,
						    .language = row->language,
						    .currency = row->currency,
						    .country = row->country,
						    .storefront = row->storefront,
						    .sign_in = row->sign_in,
						    .imprint = row->imprint,
						    .privacy = row->privacy,
						    .terms = row->terms,
						    .terms_version = row->terms_version,
						    .id = {row->id},
					    });
}

static enum outcome update(struct context *ctx, const struct label_rows *row)
{
	switch ((enum label_kind)row->kind) {
	case LABEL_TYPE:
		return type_set_row(ctx->writer, &(struct type_set_row_in){
							 .name = row->name,
							 .sort_name = fold_sort(ctx->arena, row->name),
							 .active = row->active,
							 .approval = row->approval,
							 .registration = row->registration,
							 .shown_fields = row->shown_fields,
							 .required_fields = row->required_fields,
							 .discount = row->discount,
							 .discount_amount = row->discount_amount,
							 .discount_currency = row->discount_currency,
							 .id = {row->id},
						 });
	case LABEL_GROUP:
		return group_set_row(ctx->writer, &(struct group_set_row_in){
							  .name = row->name,
							  .sort_name = fold_sort(ctx->arena, row->name),
							  .active = row->active,
							  .taxed = row->taxed,
							  .discount = row->discount,
							  .discount_amount = row->discount_amount,
							  .discount_currency = row->discount_currency,
							  .tiers = row->tiers,
							  .id = {row->id},
						  });
	case LABEL_CHANNEL: return update_channel(ctx, row);
	case LABEL_TAG: return tag_set_row(ctx->writer, row->name, row->word, row->colour, (struct tag_id){row->id});
	case LABEL_KIND_COUNT: break;
	}
	return FAULT;
}

/* Two that are added at the same moment meet here: the engine's unique index decides. What a kind has besides is set as
 * in a change. */
static enum outcome insert(struct context *ctx, const struct label_rows *row)
{
	struct writer *w = ctx->writer;
	int64_t added = 0;
	switch ((enum label_kind)row->kind) {
	case LABEL_TYPE:
		TRY(type_add_row(
			w, &(struct type_add_row_in){{row->id}, row->word, row->name, row->position, row->created},
			&added));
		break;
	case LABEL_GROUP:
		TRY(group_add_row(
			w, &(struct group_add_row_in){{row->id}, row->word, row->name, row->position, row->created},
			&added));
		break;
	case LABEL_CHANNEL:
		TRY(channel_add_row(
			w, &(struct channel_add_row_in){{row->id}, row->word, row->name, row->position, row->created},
			&added));
		break;
	case LABEL_TAG:
		TRY(tag_add_row(w, (struct tag_id){row->id}, row->name, row->word, row->created, &added));
		break;
	case LABEL_KIND_COUNT: break;
	}
	if (added)
		return update(ctx, row);
	return refuse_name(ctx, row->name);
}

static enum outcome make_default(struct context *ctx, const struct label_rows *row)
{
	int64_t changed;
	switch ((enum label_kind)row->kind) {
	case LABEL_TYPE: return type_set_default(ctx->writer, (struct type_id){row->id}, &changed);
	case LABEL_GROUP: return group_set_default(ctx->writer, (struct group_id){row->id}, &changed);
	case LABEL_CHANNEL: return channel_set_default(ctx->writer, (struct channel_id){row->id}, &changed);
	case LABEL_TAG:
	case LABEL_KIND_COUNT: break;
	}
	return DONE;
}

/* There is always exactly one default, and it is active: new customers get it. */
static enum outcome check_default(struct context *ctx, const struct label_rows *before, const struct label_rows *row)
{
	if (before->is_default && !row->is_default)
		return context_conflict(ctx, TEXT("is_default"), "is_default",
					N_("Make another one the default instead."), TEXT_NONE);
	if (row->is_default && !row->active)
		return context_conflict(ctx, TEXT("active"), "is_default",
					N_("The default stays active; make another one the default first."), TEXT_NONE);
	return DONE;
}

/* `before` is none for a new one. */
static enum outcome write_audit(struct context *ctx, const char *name, const struct label_rows *before,
				const struct label_rows *row)
{
	struct audit_change changes[LABEL_FIELD_COUNT];
	size_t count = 0;
	for (enum label_field f = 0; f < LABEL_FIELD_COUNT; f++) {
		if (!label_has_field((enum label_kind)row->kind, f))
			continue;
		struct text old = before ? labels_field_text(ctx->arena, before, f) : TEXT_NONE;
		struct text new = labels_field_text(ctx->arena, row, f);
		if (!text_equal(old, new))
			changes[count++] = (struct audit_change){label_field_declared(f)->word, old, new};
	}
	if (!count)
		return DONE;
	const char *kind = label_kind_word((enum label_kind)row->kind).at;
	return audit_add(ctx, &(struct audit_record){name, kind, row->id, changes, count});
}

static enum outcome add(struct context *ctx, void *state)
{
	const struct work *work = state;
	const struct label_ask *ask = work->ask;
	static const struct label_rows nothing = {0};
	struct label_rows row;
	TRY(begin_row(ctx, ask->kind, &row));
	TRY(set_all(ctx, &row, ask));
	if (text_is_empty(row.name))
		return context_invalid(ctx, TEXT("name"), "required", N_("A name is needed."), TEXT_NONE);
	TRY(store_next_id(ctx->store, label_kind_word(ask->kind), &row.id));
	if (ask->kind == LABEL_TAG)
		row.word = fold_sort(ctx->arena, row.name);
	else if (text_is_empty(ask->word))
		row.word = word_of(ctx, ask->kind, row.name, row.id);
	else
		row.word = ask->word;
	if (ask->kind != LABEL_TAG)
		TRY(check_word(ctx, row.word));
	TRY(check_unique(ctx, &row));
	TRY(check_default(ctx, &nothing, &row));
	TRY(insert(ctx, &row));
	if (row.is_default)
		TRY(make_default(ctx, &row));
	*work->ret_id = row.id;
	return write_audit(ctx, added_names[ask->kind], NULL, &row);
}

enum outcome labels_add(struct context *ctx, const struct label_ask *ask, int64_t *ret_id)
{
	return context_transact(ctx, add, &(struct work){ask, ret_id});
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct label_ask *ask = ((struct work *)state)->ask;
	struct label_rows before, row;
	TRY(labels_get(ctx, ask->kind, ask->id, &before));
	row = before;
	TRY(set_all(ctx, &row, ask));
	if (ask->kind == LABEL_TAG)
		row.word = fold_sort(ctx->arena, row.name);
	if (!text_equal(row.name, before.name))
		TRY(check_unique(ctx, &row));
	TRY(check_default(ctx, &before, &row));
	TRY(update(ctx, &row));
	if (row.is_default && !before.is_default)
		TRY(make_default(ctx, &row));
	return write_audit(ctx, changed_names[ask->kind], &before, &row);
}

enum outcome labels_change(struct context *ctx, const struct label_ask *ask)
{
	return context_transact(ctx, change, &(struct work){ask, NULL});
}

struct moving {
	enum label_kind kind;
	int64_t id, position;
};

static enum outcome set_position(struct context *ctx, enum label_kind kind, int64_t id, int64_t position)
{
	switch (kind) {
	case LABEL_TYPE: return type_set_position(ctx->writer, position, (struct type_id){id});
	case LABEL_GROUP: return group_set_position(ctx->writer, position, (struct group_id){id});
	case LABEL_CHANNEL: return channel_set_position(ctx->writer, position, (struct channel_id){id});
	case LABEL_TAG:
	case LABEL_KIND_COUNT: break;
	}
	return DONE;
}

static enum outcome move(struct context *ctx, void *state)
{
	const struct moving *moving = state;
	const struct label_rows *rows;
	struct label_rows moved;
	size_t count, place = 0;
	TRY(labels_get(ctx, moving->kind, moving->id, &moved));
	TRY(label_rows(ctx->reader, moving->kind, 0, &rows, &count));
	int64_t wanted = moving->position < 1                ? 1
			 : moving->position > (int64_t)count ? (int64_t)count
							     : moving->position;
	for (size_t i = 0; i < count; i++) {
		if (rows[i].id == moving->id)
			continue;
		place += (int64_t)place + 1 == wanted ? 2 : 1;
		if (rows[i].position != (int64_t)place)
			TRY(set_position(ctx, moving->kind, rows[i].id, (int64_t)place));
	}
	if (moved.position == wanted)
		return DONE;
	TRY(set_position(ctx, moving->kind, moving->id, wanted));
	const struct audit_change change_of = {"position", text_of_number(ctx->arena, moved.position),
					       text_of_number(ctx->arena, wanted)};
	return audit_add(ctx, &(struct audit_record){changed_names[moving->kind], label_kind_word(moving->kind).at,
						     moving->id, &change_of, 1});
}

enum outcome labels_move(struct context *ctx, enum label_kind kind, int64_t id, int64_t position)
{
	return context_transact(ctx, move, &(struct moving){kind, id, position});
}
