/* Many values at once: the object that the API and the form of somebody new send. */
#include "features/attributes/attributes.h"

#include "base/buffer.h"
#include "format/json_read.h"
#include "format/json_write.h"

#define GIVEN       TEXT("attributes/")
#define OBJECT_MOST (1 << 20)

struct setting_all {
	struct customer_id customer; /* none: only looked at, for somebody new */
	struct text at;              /* in front of the keys in problems */
	bool themselves;             /* those alone that are theirs to change */
	const struct json_value *object;
	const struct json_value *seen; /* what stood in the form before; NULL: nothing is compared */
	const struct attribute *list;
	size_t count;
};

/* Text as it is, numbers as they are written, true and false as yes and no. In `arena`: problems that quote it are
 * shown when the document has gone. */
static bool value_of(struct arena *arena, const struct json_value *value, struct text *ret_value)
{
	bool yes;
	struct text sent = TEXT_NONE;
	switch (json_kind(value)) {
	case JSON_IS_ABSENT:
	case JSON_IS_NULL: *ret_value = TEXT(""); return true;
	case JSON_IS_NUMBER: *ret_value = json_source(arena, value); return true;
	case JSON_IS_FLAG: *ret_value = json_as_flag(value, &yes) && yes ? TEXT("yes") : TEXT("no"); return true;
	case JSON_IS_TEXT:
		(void)json_as_text(value, &sent);
		*ret_value = text_copy(arena, sent);
		return true;
	case JSON_IS_ARRAY:
	case JSON_IS_OBJECT: break;
	}
	return false;
}

static enum outcome look_or_set(struct context *ctx, const struct setting_all *all, const struct attribute *attribute,
				const struct json_value *value)
{
	struct attribute_value checked;
	struct text text, was = TEXT_NONE;
	if (!value_of(ctx->arena, value, &text))
		return context_invalid(ctx, attribute->row.word, "wrong_type",
				       N_("This is no text, number, true, false or null."), TEXT_NONE);
	/* What was left as it stood is no change of theirs, whatever it is by now. */
	const struct json_value *seen = all->seen ? json_member(all->seen, attribute->row.word) : NULL;
	if (seen && value_of(ctx->arena, seen, &was) && text_equal(was, text))
		return DONE;
	return all->customer.value ? attributes_set(ctx, all->customer, attribute->row.id, text, was)
				   : attributes_check(ctx, attribute, text, &checked);
}

static enum outcome one(struct context *ctx, const struct setting_all *all, const struct attribute *attribute,
			const struct json_value *value)
{
	size_t before = ctx->problems->count;
	enum outcome outcome = look_or_set(ctx, all, attribute, value);
	for (size_t i = before; i < ctx->problems->count; i++)
		ctx->problems->list[i].field = text_join(ctx->arena, all->at, ctx->problems->list[i].field);
	return outcome;
}

static const struct attribute *find(const struct setting_all *all, struct text word)
{
	for (size_t i = 0; i < all->count; i++)
		if (text_equal(all->list[i].row.word, word))
			return &all->list[i];
	return NULL;
}

static enum outcome each(struct context *ctx, const struct setting_all *all)
{
	enum outcome outcome = DONE;
	struct json_walk walk = {0};
	struct text word;
	const struct json_value *value;
	while (json_next(all->object, &walk, &word, &value)) {
		const struct attribute *attribute = find(all, word);
		struct text name = text_copy(ctx->arena, word);
		enum outcome set = attribute
					   ? one(ctx, all, attribute, value)
					   : context_invalid(ctx, text_join(ctx->arena, all->at, name), "unknown_field",
							     N_("There is no attribute “{0}”."), name, TEXT_NONE);
		if (set != DONE && set != INVALID && set != CONFLICT)
			return set;
		outcome = outcome == DONE ? set : outcome;
	}
	return outcome;
}

static size_t keep_theirs(struct attribute *list, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (attribute_is_theirs(&list[i]))
			list[kept++] = list[i];
	return kept;
}

static enum outcome set_all(struct context *ctx, void *state)
{
	struct setting_all *all = state;
	struct attribute *list;
	TRY(attributes_list(ctx, &list, &all->count));
	if (all->themselves)
		all->count = keep_theirs(list, all->count);
	all->list = list;
	return each(ctx, all);
}

static enum outcome open_object(struct context *ctx, struct text object, struct json_document **ret_document)
{
	struct json_fault fault;
	struct bytes bytes = {(const unsigned char *)object.at, object.size};
	if (json_open(bytes, ret_document, &fault) != DONE)
		return context_invalid(ctx, TEXT_NONE, fault.code, N_("This is no JSON object."), TEXT_NONE);
	if (json_kind(json_root(*ret_document)) != JSON_IS_OBJECT)
		return context_invalid(ctx, TEXT_NONE, "json_syntax", N_("This is no JSON object."), TEXT_NONE);
	return DONE;
}

static enum outcome set_object(struct context *ctx, struct customer_id customer, struct text object, struct text at)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct setting_all all = {.customer = customer, .at = at};
	TRY(open_object(ctx, object, &document));
	all.object = json_root(document);
	return context_transact(ctx, set_all, &all);
}

enum outcome attributes_set_object(struct context *ctx, struct customer_id customer, struct text object)
{
	return set_object(ctx, customer, object, TEXT(""));
}

enum outcome attributes_set_given(struct context *ctx, struct customer_id customer, struct text object)
{
	return set_object(ctx, customer, object, GIVEN);
}

enum outcome attributes_change_own(struct context *ctx, struct text object, struct text seen)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_document *before __attribute__((cleanup(json_cleanup))) = NULL;
	struct setting_all all = {.customer = {ctx->session.customer}, .at = GIVEN, .themselves = true};
	if (text_is_none(object))
		return DONE;
	TRY(open_object(ctx, object, &document));
	all.object = json_root(document);
	if (!text_is_none(seen)) {
		TRY(open_object(ctx, seen, &before));
		all.seen = json_root(before);
	}
	return context_transact(ctx, set_all, &all);
}

bool attribute_is_theirs(const struct attribute *attribute)
{
	return attribute->row.active && attribute->row.visible && attribute->row.editable &&
	       attribute->row.kind != ATTRIBUTE_KIND_PICTURE;
}

enum outcome attributes_check_new(struct context *ctx, struct text object, bool themselves)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct setting_all all = {.at = GIVEN};
	struct attribute *list;
	TRY(attributes_list(ctx, &list, &all.count));
	if (themselves)
		all.count = keep_theirs(list, all.count);
	if (!all.count && text_is_none(object))
		return DONE;
	TRY(open_object(ctx, text_is_none(object) ? TEXT("{}") : object, &document));
	all.list = list;
	all.object = json_root(document);
	enum outcome outcome = each(ctx, &all);
	for (size_t i = 0; i < all.count; i++) {
		bool wanted = list[i].row.active && list[i].row.required && list[i].row.kind != ATTRIBUTE_KIND_PICTURE;
		if (!wanted || json_kind(json_member(all.object, list[i].row.word)) != JSON_IS_ABSENT)
			continue;
		enum outcome missing = one(ctx, &all, &list[i], NULL);
		if (missing != INVALID)
			return missing;
		outcome = INVALID;
	}
	return outcome;
}

/* ---- numbers as a form has them ---- */

static enum outcome write_member(struct context *ctx, struct json_writer *json, const struct attribute *attribute,
				 attribute_number_fn *read, struct text value)
{
	struct text field = text_join(ctx->arena, GIVEN, attribute->row.word);
	if (attribute->row.kind == ATTRIBUTE_KIND_NUMBER)
		TRY(read(ctx, field, value, &value));
	json_add_key_text(json, attribute->row.word);
	json_add_text(json, value);
	return DONE;
}

enum outcome attributes_read_numbers(struct context *ctx, struct text object, attribute_number_fn *read,
				     struct text *ret_object)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(OBJECT_MOST);
	struct json_writer json = json_writer_make(&out);
	struct attribute *list;
	struct setting_all all = {0};
	*ret_object = object;
	if (text_is_none(object))
		return DONE;
	TRY(attributes_list(ctx, &list, &all.count));
	TRY(open_object(ctx, object, &document));
	all.list = list;
	json_begin_object(&json);
	struct json_walk walk = {0};
	struct text word, value;
	const struct json_value *member;
	while (json_next(json_root(document), &walk, &word, &member)) {
		const struct attribute *attribute = find(&all, word);
		if (!attribute || !json_as_text(member, &value))
			return DONE; /* whoever checks the object says what is wrong with it */
		TRY(write_member(ctx, &json, attribute, read, text_copy(ctx->arena, value)));
	}
	json_end_object(&json);
	*ret_object = text_copy(ctx->arena, buffer_text(&out));
	return DONE;
}
