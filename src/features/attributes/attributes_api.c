/* Attributes as JSON, and a customer's values as one object. */
#include "features/attributes/attributes_pages.h"

#include "attributes.routes.h"
#include "web/api.h"

static void write(struct json_writer *json, const struct attribute *one, int64_t customers)
{
	json_begin_object(json);
	json_pair_number(json, "id", one->row.id.value);
	json_pair_text(json, "word", one->row.word);
	json_pair_text(json, "kind", attribute_kind_key(one->row.kind));
	json_pair_number(json, "position", one->row.position);
	json_pair_text(json, "label_en", one->labels[0]);
	json_pair_text(json, "label_ms", one->labels[1]);
	json_pair_text(json, "label_de", one->labels[2]);
	json_add_key(json, "options");
	json_begin_array(json);
	for (size_t i = 0; i < one->option_count; i++)
		json_add_text(json, one->options[i]);
	json_end_array(json);
	json_pair_flag(json, "active", one->row.active);
	json_pair_flag(json, "required", one->row.required);
	json_pair_flag(json, "visible", one->row.visible);
	json_pair_flag(json, "editable", one->row.editable);
	json_pair_flag(json, "personal", one->row.personal);
	json_pair_number(json, "customers", customers);
	json_pair_instant(json, "created", one->row.created);
	json_end_object(json);
}

enum outcome attributes_list_api(struct request *request, const struct attributes_list_api *in)
{
	(void)in;
	struct attribute *rows;
	size_t count;
	int64_t *customers;
	TRY(attributes_list(request->ctx, &rows, &count));
	TRY(attributes_count_customers(request->ctx, rows, count, &customers));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write(&list.json, &rows[i], customers[i]);
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}

static enum outcome show(struct request *request, struct attribute_id id, bool is_new)
{
	struct attribute one;
	int64_t *customers;
	TRY(attributes_get(request->ctx, id, &one));
	TRY(attributes_count_customers(request->ctx, &one, 1, &customers));
	struct json_writer json = is_new ? api_created(request, attributes_get_api_url(request->ctx->arena, id))
					 : api_begin(request, 200);
	write(&json, &one, customers[0]);
	return DONE;
}

enum outcome attributes_get_api(struct request *request, const struct attributes_get_api *in)
{
	return show(request, in->attribute, false);
}

enum outcome attributes_add_api(struct request *request, const struct attributes_add_api *in)
{
	struct attribute_ask ask = {
		.word = in->word,
		.kind = in->kind,
		.labels = {in->label_en, in->label_ms, in->label_de},
		.options = attribute_option_lines(request->ctx->arena, in->options, in->options_count),
		.active = !in->has_active || in->active,
		.required = in->required,
		.visible = in->visible,
		.editable = in->editable,
		.personal = !in->has_personal || in->personal,
	};
	struct attribute_id id;
	TRY(attributes_add(request->ctx, &ask, &id));
	return show(request, id, true);
}

/* What is there, with what was sent over it. */
static enum outcome change(struct context *ctx, void *state)
{
	const struct attributes_change_api *in = state;
	struct attribute one;
	TRY(attributes_get(ctx, in->attribute, &one));
	const struct attribute_ask ask = {
		.id = in->attribute,
		.labels = {in->has_label_en ? in->label_en : one.labels[0],
			   in->has_label_ms ? in->label_ms : one.labels[1],
			   in->has_label_de ? in->label_de : one.labels[2]},
		.options = in->has_options ? attribute_option_lines(ctx->arena, in->options, in->options_count)
					   : attribute_option_lines(ctx->arena, one.options, one.option_count),
		.active = in->has_active ? in->active : one.row.active,
		.required = in->has_required ? in->required : one.row.required,
		.visible = in->has_visible ? in->visible : one.row.visible,
		.editable = in->has_editable ? in->editable : one.row.editable,
		.personal = in->has_personal ? in->personal : one.row.personal,
	};
	TRY(attributes_change(ctx, &ask));
	return in->has_position ? attributes_move(ctx, in->attribute, in->position) : DONE;
}

enum outcome attributes_change_api(struct request *request, const struct attributes_change_api *in)
{
	struct attributes_change_api copy = *in;
	TRY(context_transact(request->ctx, change, &copy));
	return show(request, in->attribute, false);
}

enum outcome attributes_remove_api(struct request *request, const struct attributes_remove_api *in)
{
	TRY(attributes_remove(request->ctx, in->attribute, in->to));
	return api_done(request);
}

/* ---- pictures ---- */

static enum outcome find_picture(struct context *ctx, struct customer_id customer, struct attribute_id id,
				 struct file_find *ret_file)
{
	struct attribute one;
	struct text *values;
	TRY(attributes_get(ctx, id, &one));
	TRY(attributes_values(ctx, customer, &one, 1, &values));
	if (one.row.kind != ATTRIBUTE_KIND_PICTURE || text_is_empty(values[0]))
		return NOT_FOUND;
	return files_get(ctx, values[0], ret_file);
}

enum outcome attributes_picture_get_api(struct request *request, const struct attributes_picture_get_api *in)
{
	struct file_find file;
	TRY(find_picture(request->ctx, in->customer, in->attribute, &file));
	return answer_file(request, &(struct answered_file){
					    .path = file_path(request->ctx->arena, request->ctx->files,
							      in->small ? file.thumb : file.content),
					    .type = file.type,
					    .name = TEXT_NONE,
				    });
}

enum outcome attributes_picture_set_api(struct request *request, const struct attributes_picture_set_api *in)
{
	TRY(attributes_set_picture(request->ctx, in->customer, in->attribute, in->raw, TEXT_NONE));
	return api_done(request);
}

enum outcome attributes_picture_remove_api(struct request *request, const struct attributes_picture_remove_api *in)
{
	struct file_find file;
	TRY(find_picture(request->ctx, in->customer, in->attribute, &file));
	TRY(attributes_set(request->ctx, in->customer, in->attribute, TEXT(""), TEXT_NONE));
	return api_done(request);
}

/* ---- values ---- */

static enum outcome show_values(struct request *request, struct customer_id customer)
{
	struct attribute *list;
	struct text *values;
	size_t count;
	TRY(attributes_list(request->ctx, &list, &count));
	TRY(attributes_values(request->ctx, customer, list, count, &values));
	struct json_writer json = api_begin(request, 200);
	json_begin_object(&json);
	for (size_t i = 0; i < count; i++) {
		if (!list[i].row.active)
			continue;
		json_add_key_text(&json, list[i].row.word);
		if (list[i].row.kind == ATTRIBUTE_KIND_FLAG && !text_is_none(values[i]))
			json_add_flag(&json, text_equal(values[i], TEXT("yes")));
		else
			json_add_text(&json, values[i]);
	}
	json_end_object(&json);
	return DONE;
}

enum outcome attributes_values_api(struct request *request, const struct attributes_values_api *in)
{
	return show_values(request, in->customer);
}

enum outcome attributes_values_change_api(struct request *request, const struct attributes_values_change_api *in)
{
	TRY(attributes_set_object(request->ctx, in->customer, (struct text){(const char *)in->raw.at, in->raw.size}));
	return show_values(request, in->customer);
}
