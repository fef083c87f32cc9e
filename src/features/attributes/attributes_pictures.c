/* Attributes of kind picture.
 *
 * The one idea: the value is the name of a file that the customer has for it (files.h). Whoever sets a value takes the
 * new file up and sets the old one aside in the same transaction, so a file is held by one value or by none, and undo
 * is setting the old name again.
 */
#include "features/attributes/attributes_pictures.h"

#include "features/customers/customers.h"

#define GIVEN "attributes/"

/* Problems from `from` on that speak of a picture speak of that field. */
static void name_field(struct context *ctx, size_t from, struct text field)
{
	for (size_t i = from; i < ctx->problems->count; i++)
		if (text_equal(ctx->problems->list[i].field, TEXT("picture")))
			ctx->problems->list[i].field = field;
}

static enum outcome refuse_kind(struct context *ctx, struct text field)
{
	return context_invalid(ctx, field, "no_pictures", N_("This attribute holds no pictures."), TEXT_NONE);
}

static enum outcome make(struct context *ctx, struct text field, struct bytes sent, struct picture *ret_picture)
{
	size_t before = ctx->problems->count;
	if (!sent.size)
		return context_invalid(ctx, field, "required", N_("Choose a picture."), TEXT_NONE);
	if (sent.size > PICTURE_BYTES)
		return context_invalid(ctx, field, "too_large", N_("A picture may have {0} MB at most."),
				       text_of_number(ctx->arena, PICTURE_BYTES / 1000000), TEXT_NONE);
	enum outcome outcome = files_make_picture(ctx, sent, ret_picture);
	name_field(ctx, before, field);
	return outcome;
}

enum outcome attributes_set_picture(struct context *ctx, struct customer_id customer, struct attribute_id id,
				    struct bytes sent, struct text was)
{
	struct attribute attribute;
	struct picture picture;
	struct customer_row row;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_WRITE));
	TRY(attributes_get(ctx, id, &attribute));
	TRY(customers_get(ctx, customer, &row));
	if (attribute.row.kind != ATTRIBUTE_KIND_PICTURE)
		return refuse_kind(ctx, attribute.row.word);
	TRY(make(ctx, attribute.row.word, sent, &picture));
	return attribute_set(ctx, &(struct attribute_setting){
					  .customer = customer, .attribute = id, .picture = &picture, .was = was});
}

enum outcome attribute_exchange_files(struct context *ctx, const struct attribute_setting *s,
				      const struct attribute *attribute, struct text old, struct text *value)
{
	size_t before = ctx->problems->count;
	enum outcome outcome = DONE;
	if (attribute->row.kind != ATTRIBUTE_KIND_PICTURE)
		return s->picture ? refuse_kind(ctx, attribute->row.word) : DONE;
	if (s->picture)
		outcome = files_give_picture(ctx, s->customer, s->picture, value);
	else if (!text_is_empty(*value))
		outcome = files_take_back(ctx, s->customer, *value);
	name_field(ctx, before, attribute->row.word);
	if (outcome == NOT_FOUND)
		return context_invalid(ctx, attribute->row.word, "not_kept", N_("This picture is kept no more."),
				       TEXT_NONE);
	if (outcome != DONE)
		return outcome;
	return text_is_empty(old) ? DONE : files_set_aside(ctx, s->customer, old);
}

/* ---- somebody new ---- */

static struct text field_of(struct context *ctx, struct text word)
{
	return text_join(ctx->arena, TEXT(GIVEN), word);
}

static bool holds(const struct attribute_picture *pictures, size_t count, struct text word)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(pictures[i].word, word))
			return true;
	return false;
}

static const struct attribute *find(const struct attribute *list, size_t count, struct text word)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(list[i].row.word, word))
			return &list[i];
	return NULL;
}

static enum outcome make_one(struct context *ctx, const struct attribute *attribute, bool twice,
			     struct attribute_picture *picture)
{
	struct text field = field_of(ctx, text_copy(ctx->arena, picture->word));
	if (!attribute)
		return context_invalid(ctx, field, "unknown_field", N_("There is no attribute “{0}”."), picture->word,
				       TEXT_NONE);
	if (twice)
		return context_invalid(ctx, field, "duplicate", N_("This was sent twice."), TEXT_NONE);
	if (attribute->row.kind != ATTRIBUTE_KIND_PICTURE)
		return refuse_kind(ctx, field);
	picture->attribute = attribute->row.id;
	return make(ctx, field, picture->sent, &picture->picture);
}

enum outcome attributes_make_new(struct context *ctx, struct attribute_picture *pictures, size_t count)
{
	struct attribute *list;
	size_t list_count;
	enum outcome worst = DONE;
	TRY(attributes_list(ctx, &list, &list_count));
	for (size_t i = 0; i < count; i++) {
		const struct attribute *attribute = find(list, list_count, pictures[i].word);
		enum outcome one = make_one(ctx, attribute, holds(pictures, i, pictures[i].word), &pictures[i]);
		if (one != DONE && one != INVALID)
			return one;
		worst = one == DONE ? worst : one;
	}
	for (size_t i = 0; i < list_count; i++) {
		const struct attribute_rows *row = &list[i].row;
		if (row->active && row->required && row->kind == ATTRIBUTE_KIND_PICTURE &&
		    !holds(pictures, count, row->word))
			worst = context_invalid(ctx, field_of(ctx, row->word), "required", N_("This is needed."),
						TEXT_NONE);
	}
	return worst;
}

enum outcome attributes_give_new(struct context *ctx, struct customer_id customer,
				 const struct attribute_picture *pictures, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t before = ctx->problems->count;
		const struct attribute_setting setting = {.customer = customer,
							  .attribute = pictures[i].attribute,
							  .picture = &pictures[i].picture,
							  .was = TEXT_NONE};
		enum outcome outcome = attribute_set(ctx, &setting);
		for (size_t k = before; k < ctx->problems->count; k++)
			ctx->problems->list[k].field = field_of(ctx, pictures[i].word);
		TRY(outcome);
	}
	return DONE;
}
