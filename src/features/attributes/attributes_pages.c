/* Attributes in settings. Values of a customer: attributes_values_pages.c. */
#include "features/attributes/attributes_pages.h"

#include "attributes.routes.h"
#include "attributes.views.h"
#include "web/language.h"

#define HERE "/admin/settings/attributes"

struct text attribute_language(const struct request *request)
{
	return text_of(request->ctx->language->code);
}

static struct page_frame *frame_of(struct request *request, struct text title)
{
	struct page_frame *frame = page_frame_named(request, title);
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Custom attributes"), TEXT(HERE));
	return frame;
}

enum outcome attributes_list_show(struct request *request, const struct attributes_list_show *in)
{
	(void)in;
	struct attributes_screen screen = {.language = attribute_language(request)};
	struct attribute *list;
	int64_t *customers;
	TRY(attributes_list(request->ctx, &list, &screen.count));
	TRY(attributes_count_customers(request->ctx, list, screen.count, &customers));
	struct attribute_line *lines = arena_take_array(request->ctx->arena, screen.count, sizeof *lines);
	for (size_t i = 0; i < screen.count; i++)
		lines[i] = (struct attribute_line){&list[i], customers[i], (int64_t)i + 1};
	screen.lines = lines;
	struct page_frame *frame = page_frame(request, N_("Custom attributes"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_attributes_list(answer_html(request, 200), frame, &screen);
	return DONE;
}

/* ---- the form ---- */

static void fill_kinds(struct request *request, struct attribute_form *form)
{
	struct option *kinds = arena_take_array(request->ctx->arena, ATTRIBUTE_KIND_COUNT, sizeof *kinds);
	for (enum attribute_kind k = 0; (int)k < ATTRIBUTE_KIND_COUNT; k++)
		kinds[form->kind_count++] =
			(struct option){attribute_kind_key(k), view_tr(&request->view, NULL, attribute_kind_words(k)),
					text_equal(form->kind, attribute_kind_key(k))};
	form->kinds = kinds;
}

static bool ticked(struct request *request, const char *name)
{
	return text_equal(request_value(request, name), TEXT("yes"));
}

/* What was sent stands in the form again. */
static void fill_sent(struct request *request, struct attribute_form *form)
{
	if (request->http->method != HTTP_POST)
		return;
	for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++)
		form->labels[l] =
			request_value(request, text_format(request->ctx->arena, "label_%s", attribute_languages[l]).at);
	form->options = request_value(request, "options");
	form->active = ticked(request, "active");
	form->required = ticked(request, "required");
	form->visible = ticked(request, "visible");
	form->editable = ticked(request, "editable");
	form->personal = ticked(request, "personal");
}

static enum outcome show_new(struct request *request)
{
	struct attribute_form form = {.problems = request->ctx->problems,
				      .action = TEXT(HERE "/new"),
				      .is_new = true,
				      .has_options = true,
				      .active = true,
				      .personal = true};
	form.kind = request_value(request, "kind");
	form.word = request_value(request, "word");
	fill_sent(request, &form);
	fill_kinds(request, &form);
	view_attributes_form(answer_html(request, 200),
			     frame_of(request, page_words(request, N_("New attribute"), TEXT_NONE)), &form);
	return DONE;
}

static enum outcome show_edit(struct request *request, struct attribute_id id)
{
	struct attribute one;
	TRY(attributes_get(request->ctx, id, &one));
	struct attribute_form form = {
		.problems = request->ctx->problems,
		.action = attributes_edit_url(request->ctx->arena, id),
		.remove_url = attributes_remove_show_url(request->ctx->arena, id),
		.word = one.row.word,
		.kind = view_tr(&request->view, NULL, attribute_kind_words(one.row.kind)),
		.has_options = one.row.kind == ATTRIBUTE_KIND_CHOICE,
		.options = attribute_option_lines(request->ctx->arena, one.options, one.option_count),
		.active = one.row.active,
		.required = one.row.required,
		.visible = one.row.visible,
		.editable = one.row.editable,
		.personal = one.row.personal,
	};
	for (size_t l = 0; l < ATTRIBUTE_LANGUAGES; l++)
		form.labels[l] = one.labels[l];
	fill_sent(request, &form);
	view_attributes_form(answer_html(request, 200),
			     frame_of(request, attribute_label(&one, attribute_language(request))), &form);
	return DONE;
}

enum outcome attributes_new_show(struct request *request, const struct attributes_new_show *in)
{
	(void)in;
	return show_new(request);
}

enum outcome attributes_new_again(struct request *request, const struct attributes_new *in)
{
	(void)in;
	return show_new(request);
}

enum outcome attributes_new(struct request *request, const struct attributes_new *in)
{
	struct attribute_ask ask = {
		.word = in->word,
		.kind = in->kind,
		.labels = {in->label_en, in->label_ms, in->label_de},
		.options = in->options,
		.active = in->active,
		.required = in->required,
		.visible = in->visible,
		.editable = in->editable,
		.personal = in->personal,
	};
	struct attribute_id id;
	TRY(attributes_add(request->ctx, &ask, &id));
	return answer_redirect_saying(request, TEXT(HERE), N_("Added."), TEXT_NONE);
}

enum outcome attributes_edit_show(struct request *request, const struct attributes_edit_show *in)
{
	return show_edit(request, in->attribute);
}

enum outcome attributes_edit_again(struct request *request, const struct attributes_edit *in)
{
	return show_edit(request, in->attribute);
}

enum outcome attributes_edit(struct request *request, const struct attributes_edit *in)
{
	const struct attribute_ask ask = {
		.id = in->attribute,
		.labels = {in->label_en, in->label_ms, in->label_de},
		.options = in->options,
		.active = in->active,
		.required = in->required,
		.visible = in->visible,
		.editable = in->editable,
		.personal = in->personal,
	};
	TRY(attributes_change(request->ctx, &ask));
	return answer_redirect_saying(request, TEXT(HERE), N_("Saved."), TEXT_NONE);
}

enum outcome attributes_move_post(struct request *request, const struct attributes_move_post *in)
{
	TRY(attributes_move(request->ctx, in->attribute, in->position));
	return answer_redirect(request, TEXT(HERE));
}

/* ---- taking away ---- */

static enum outcome show_removal(struct request *request, struct attribute_id id)
{
	struct attribute_removal data = {.problems = request->ctx->problems};
	struct attribute one, *list;
	struct attribute_count_values values;
	size_t count;
	TRY(attributes_get(request->ctx, id, &one));
	TRY(attributes_list(request->ctx, &list, &count));
	TRY(attribute_count_values(request->ctx->reader, id, &values));
	struct option *heirs = arena_take_array(request->ctx->arena, count + 1, sizeof *heirs);
	heirs[data.heir_count++] = (struct option){TEXT(""), page_words(request, N_("Choose…"), TEXT_NONE), true};
	for (size_t i = 0; i < count; i++)
		if (list[i].row.id.value != id.value && list[i].row.active && list[i].row.kind == one.row.kind)
			heirs[data.heir_count++] =
				(struct option){text_of_number(request->ctx->arena, list[i].row.id.value),
						attribute_label(&list[i], attribute_language(request)), false};
	data.heirs = heirs;
	data.values = values.customers;
	data.name = attribute_label(&one, attribute_language(request));
	data.action = attributes_remove_post_url(request->ctx->arena, id);
	data.edit_url = attributes_edit_url(request->ctx->arena, id);
	view_attributes_remove(answer_html(request, 200), frame_of(request, data.name), &data);
	return DONE;
}

enum outcome attributes_remove_show(struct request *request, const struct attributes_remove_show *in)
{
	return show_removal(request, in->attribute);
}

enum outcome attributes_remove_again(struct request *request, const struct attributes_remove_post *in)
{
	return show_removal(request, in->attribute);
}

enum outcome attributes_remove_post(struct request *request, const struct attributes_remove_post *in)
{
	TRY(attributes_remove(request->ctx, in->attribute, in->to));
	return answer_redirect_saying(request, TEXT(HERE),
				      in->to.value ? N_("Handed over and deleted.") : N_("Deleted."), TEXT_NONE);
}
