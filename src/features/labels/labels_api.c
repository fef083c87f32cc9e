/* Types, groups, channels and tags as JSON. Those of a customer: labels_customers_api.c. */
#include "features/labels/labels_pages.h"

#include "labels.routes.h"
#include "web/api.h"

static void write_words(struct json_writer *json, struct text words)
{
	struct text word;
	json_begin_array(json);
	while (text_next(&words, ' ', &word))
		if (!text_is_empty(word))
			json_add_text(json, word);
	json_end_array(json);
}

static void write_field(struct request *request, struct json_writer *json, const struct label_rows *row,
			enum label_field field)
{
	const struct label_field_declared *declared = label_field_declared(field);
	struct text value = labels_field_text(request->ctx->arena, row, field);
	json_add_key_text(json, text_of(declared->word));
	if (declared->kind == LABEL_FIELD_KIND_flag)
		json_add_flag(json, text_equal(value, TEXT("yes")));
	else if (declared->kind == LABEL_FIELD_KIND_fields)
		write_words(json, value);
	else if (declared->kind == LABEL_FIELD_KIND_tiers)
		label_tiers_write(request, json, value);
	else
		json_add_text(json, value);
}

/* As its customers see it: its own, or the business's. */
static void write_logo(struct request *request, struct json_writer *json, struct channel_id channel)
{
	struct page_logo logo = page_logo(request, channel);
	json_pair_text(json, "logo", text_is_empty(logo.url) ? TEXT_NONE : request_absolute(request, logo.url));
}

static void write(struct request *request, struct json_writer *json, const struct label_rows *row, int64_t customers)
{
	json_begin_object(json);
	json_pair_number(json, "id", row->id);
	if (row->kind != LABEL_TAG) {
		json_pair_text(json, "word", row->word);
		json_pair_number(json, "position", row->position);
	}
	for (enum label_field f = 0; f < LABEL_FIELD_COUNT; f++)
		if (label_has_field((enum label_kind)row->kind, f))
			write_field(request, json, row, f);
	if (row->kind == LABEL_CHANNEL)
		write_logo(request, json, (struct channel_id){row->id});
	json_pair_number(json, "customers", customers);
	json_pair_instant(json, "created", row->created);
	json_end_object(json);
}

static enum outcome list_all(struct request *request, enum label_kind kind)
{
	const struct label_rows *rows;
	size_t count;
	int64_t *customers;
	TRY(labels_list(request->ctx, kind, &rows, &count));
	TRY(labels_count_customers(request->ctx, rows, count, &customers));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write(request, &list.json, &rows[i], customers[i]);
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

static enum outcome show(struct request *request, enum label_kind kind, int64_t id)
{
	struct label_rows row;
	int64_t *customers;
	TRY(labels_get(request->ctx, kind, id, &row));
	TRY(labels_count_customers(request->ctx, &row, 1, &customers));
	struct json_writer json = api_begin(request, 200);
	write(request, &json, &row, customers[0]);
	return DONE;
}

static enum outcome add(struct request *request, enum label_kind kind, struct text word)
{
	struct label_change changes[LABEL_FIELD_COUNT];
	struct label_ask ask = {.kind = kind, .word = word, .changes = changes};
	struct label_rows row;
	int64_t id;
	ask.count = label_read_changes(request, kind, changes);
	TRY(labels_add(request->ctx, &ask, &id));
	TRY(labels_get(request->ctx, kind, id, &row));
	struct json_writer json = api_created(
		request, text_format(request->ctx->arena, "%.*s/%lld", TEXT_ARG(request->http->path), (long long)id));
	write(request, &json, &row, 0);
	return DONE;
}

struct changing {
	struct label_ask ask;
	int64_t position; /* 0: stays */
};

static enum outcome change_and_move(struct context *ctx, void *state)
{
	const struct changing *changing = state;
	TRY(labels_change(ctx, &changing->ask));
	return changing->position ? labels_move(ctx, changing->ask.kind, changing->ask.id, changing->position) : DONE;
}

static enum outcome change(struct request *request, enum label_kind kind, int64_t id, int64_t position)
{
	struct label_change changes[LABEL_FIELD_COUNT];
	struct changing changing = {.ask = {.kind = kind, .id = id, .changes = changes}, .position = position};
	changing.ask.count = label_read_changes(request, kind, changes);
	TRY(context_transact(request->ctx, change_and_move, &changing));
	return show(request, kind, id);
}

#define LABEL_PLURAL(plural, KIND, one)                                                                                \
	enum outcome labels_##plural##_list_api(struct request *request, const struct labels_##plural##_list_api *in)  \
	{                                                                                                              \
		(void)in;                                                                                              \
		return list_all(request, LABEL_##KIND);                                                                \
	}                                                                                                              \
	enum outcome labels_##plural##_get_api(struct request *request, const struct labels_##plural##_get_api *in)    \
	{                                                                                                              \
		return show(request, LABEL_##KIND, in->one.value);                                                     \
	}                                                                                                              \
	enum outcome labels_##plural##_remove_api(struct request *request,                                             \
						  const struct labels_##plural##_remove_api *in)                       \
	{                                                                                                              \
		TRY(labels_remove(request->ctx, LABEL_##KIND, in->one.value, in->to.value));                           \
		return api_done(request);                                                                              \
	}
/* Ordered ones have a word and a position. */
#define LABEL_ORDERED(plural, KIND, one)                                                                               \
	enum outcome labels_##plural##_add_api(struct request *request, const struct labels_##plural##_add_api *in)    \
	{                                                                                                              \
		return add(request, LABEL_##KIND, in->word);                                                           \
	}                                                                                                              \
	enum outcome labels_##plural##_change_api(struct request *request,                                             \
						  const struct labels_##plural##_change_api *in)                       \
	{                                                                                                              \
		return change(request, LABEL_##KIND, in->one.value, in->has_position ? in->position : 0);              \
	}
#include "features/labels/labels_kinds.def"
#undef LABEL_PLURAL
#undef LABEL_ORDERED

enum outcome labels_tags_add_api(struct request *request, const struct labels_tags_add_api *in)
{
	(void)in;
	return add(request, LABEL_TAG, TEXT_NONE);
}

enum outcome labels_tags_change_api(struct request *request, const struct labels_tags_change_api *in)
{
	return change(request, LABEL_TAG, in->tag.value, 0);
}
