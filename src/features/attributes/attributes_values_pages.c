/* A customer's values: the tab of Customer options, and the page of one value, which is shown when something is wrong.
 */
#include "features/attributes/attributes_blocks.h"
#include "features/attributes/attributes_pages.h"

#include "attributes.routes.h"
#include "attributes.views.h"
#include "features/customers/customers.h"
#include "web/block.h"
#include "web/decimal.h"
#include "web/language.h"

/* "–" in front: nothing chosen. */
static void fill_options(struct request *request, struct attribute_field *field, const struct attribute *attribute)
{
	static const char *const answers[] = {N_("Yes"), N_("No")};
	static const char *const words[] = {"yes", "no"};
	bool flag = attribute->row.kind == ATTRIBUTE_KIND_FLAG;
	size_t count = flag ? 2 : attribute->option_count;
	if (!flag && attribute->row.kind != ATTRIBUTE_KIND_CHOICE)
		return;
	struct option *options = arena_take_array(request->ctx->arena, count + 1, sizeof *options);
	options[field->option_count++] = (struct option){TEXT(""), TEXT("–"), text_is_empty(field->value)};
	for (size_t i = 0; i < count; i++) {
		struct text value = flag ? text_of(words[i]) : attribute->options[i];
		struct text label = flag ? view_tr(&request->view, NULL, answers[i]) : value;
		options[field->option_count++] = (struct option){value, label, text_equal(value, field->value)};
	}
	field->options = options;
}

/* As it stands in an input, in the reader's language. */
static struct text in_input(struct request *request, const struct attribute *attribute, struct text value)
{
	if (attribute->row.kind != ATTRIBUTE_KIND_NUMBER)
		return value;
	return decimal_shown(request->ctx->arena, request->ctx->language, value);
}

/* The field of a customer's value; what stands in it is `value`, what was seen `was`. */
static struct attribute_field attribute_field_of(struct request *request, struct customer_id customer,
						 const struct attribute *attribute, struct text value, struct text was)
{
	struct arena *arena = request->ctx->arena;
	struct attribute_field field = {
		.name = attribute->row.kind == ATTRIBUTE_KIND_PICTURE ? TEXT("picture") : TEXT("value"),
		.label = attribute_label(attribute, attribute_language(request)),
		.action = attributes_value_set_url(arena, customer, attribute->row.id),
		.picture_action = attributes_picture_set_url(arena, customer, attribute->row.id),
		.value = in_input(request, attribute, value),
		.was = text_is_none(was) ? TEXT("") : in_input(request, attribute, was),
		.kind = attribute->row.kind,
		.required = attribute->row.required,
		.prefix = text_format(arena, "attribute-%lld-", (long long)attribute->row.id.value),
	};
	fill_options(request, &field, attribute);
	return field;
}

/* Where a picture is sent by itself there is nothing to send without one. */
static struct input picture_input(struct view *view, const struct form *form, const struct attribute_field *field)
{
	bool another = !text_is_none(field->picture_action) && !text_is_empty(field->value);
	struct text label = another ? view_tr(view, NULL, N_("New picture")) : field->label;
	struct input input = input_of(form, field->name, label, TEXT("image/png,image/jpeg,image/webp,image/gif"));
	const char *help = field->lost ? N_("Choose it again: browsers do not keep files that were sent.")
				       : N_("PNG, JPEG, WebP or GIF, up to 8 MB.");
	if (field->required || !text_is_none(field->picture_action))
		input = input_required(input);
	return input_help(input_most(input, ATTRIBUTES_PICTURE_SET_PICTURE_MOST), view_tr(view, NULL, help));
}

struct input attribute_input(struct view *view, const struct form *form, const struct attribute_field *field)
{
	struct input input = input_of(form, field->name, field->label, field->value);
	input.was = field->was;
	if (field->required)
		input = input_required(input);
	switch (field->kind) {
	case ATTRIBUTE_KIND_LONG_TEXT: return input_rows(input_most(input, 10000), 3);
	case ATTRIBUTE_KIND_DATE: return input_type(input, TEXT("date"));
	case ATTRIBUTE_KIND_URL:
		return input_placeholder(input_type(input_most(input, 500), TEXT("url")), TEXT("https://"));
	case ATTRIBUTE_KIND_COLOUR: return input_placeholder(input_most(input, 7), TEXT("#0a6a70"));
	case ATTRIBUTE_KIND_NUMBER:
		return input_placeholder(input_most(input, 20), view_tr(view, NULL, N_("For example 12.5")));
	case ATTRIBUTE_KIND_FLAG:
	case ATTRIBUTE_KIND_CHOICE: return input_options(input, field->options, field->option_count);
	case ATTRIBUTE_KIND_PICTURE: return picture_input(view, form, field);
	case ATTRIBUTE_KIND_TEXT: break;
	}
	return input_most(input, 200);
}

/* Active ones, and what is there of them. */
static enum outcome read_active(struct request *request, struct customer_id customer, struct attributes_block *block)
{
	struct attribute *list;
	struct text *values;
	size_t count;
	TRY(attributes_list(request->ctx, &list, &count));
	TRY(attributes_values(request->ctx, customer, list, count, &values));
	struct attribute_field *fields = arena_take_array(request->ctx->arena, count, sizeof *fields);
	for (size_t i = 0; i < count; i++)
		if (list[i].row.active)
			fields[block->count++] = attribute_field_of(request, customer, &list[i], values[i], values[i]);
	block->fields = fields;
	return DONE;
}

enum outcome attributes_options_block(struct request *request, struct customer_id customer)
{
	struct attributes_block block = {.may_write = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE)};
	TRY(read_active(request, customer, &block));
	view_attributes_options(&request->view, &block);
	return DONE;
}

static bool was_sent(const struct request *request, struct text word)
{
	size_t walk = 0;
	struct text member;
	struct route_file file;
	while (fields_next_file(&request->fields, TEXT("attributes"), &walk, &member, &file))
		if (text_equal(member, word))
			return true;
	return false;
}

/* After a conflict the form has shown what is there now: that is what the next try has seen. */
static struct text seen(struct request *request, const struct attribute *attribute, struct text name,
			struct text stored)
{
	const struct problem *problem = problems_at(request->ctx->problems, name);
	struct text was = request_value(request, text_join(request->ctx->arena, TEXT("seen/"), attribute->row.word).at);
	bool collided = problem && text_equal(text_of(problem->code), TEXT("changed_meanwhile"));
	if (text_is_none(was) || collided)
		return text_is_none(stored) ? TEXT("") : in_input(request, attribute, stored);
	return was;
}

struct attribute_field attribute_group_field(struct request *request, const struct attribute *attribute,
					     struct text stored, bool is_new)
{
	struct text name = text_format(request->ctx->arena, "attributes/%.*s", TEXT_ARG(attribute->row.word));
	struct text sent = request_value(request, name.at);
	struct text value = text_is_none(sent) ? in_input(request, attribute, stored) : sent;
	struct attribute_field field = {
		.name = name,
		.picture_action = TEXT_NONE,
		.label = attribute_label(attribute, attribute_language(request)),
		.value = text_is_none(value) ? TEXT("") : value,
		.was = TEXT_NONE,
		.seen = is_new ? TEXT_NONE : seen(request, attribute, name, stored),
		.seen_name = text_join(request->ctx->arena, TEXT("seen/"), attribute->row.word),
		.kind = attribute->row.kind,
		.required = attribute->row.required,
		.lost = was_sent(request, attribute->row.word),
	};
	fill_options(request, &field, attribute);
	return field;
}

/* What somebody new may be given at once: as inputs "attributes/key", with what was sent. */
static enum outcome show_new(struct request *request, bool themselves)
{
	struct attributes_group group = {.problems = request->ctx->problems, .themselves = themselves};
	struct attribute *list;
	size_t count;
	TRY(attributes_list(request->ctx, &list, &count));
	struct attribute_field *fields = arena_take_array(request->ctx->arena, count, sizeof *fields);
	for (size_t i = 0; i < count; i++)
		if (themselves ? attribute_is_theirs(&list[i]) : list[i].row.active)
			fields[group.count++] = attribute_group_field(request, &list[i], TEXT_NONE, true);
	group.fields = fields;
	if (group.count)
		view_attributes_group(&request->view, &group);
	return DONE;
}

enum outcome attributes_new_block(struct request *request, struct customer_id customer)
{
	(void)customer;
	return show_new(request, false);
}

enum outcome attributes_register_block(struct request *request, struct customer_id customer)
{
	(void)customer;
	return show_new(request, true);
}

struct text attributes_tab_url(const struct request *request, struct customer_id customer)
{
	return text_format(request->ctx->arena, "/admin/customers/%lld?options=attributes#options",
			   (long long)customer.value);
}

static enum outcome show(struct request *request, struct customer_id customer, struct attribute_id id)
{
	struct attribute_value_screen screen = {.problems = request->ctx->problems,
						.back = attributes_tab_url(request, customer)};
	struct attribute one;
	struct customer_row row;
	struct text *values;
	TRY(attributes_get(request->ctx, id, &one));
	TRY(customers_get(request->ctx, customer, &row));
	TRY(attributes_values(request->ctx, customer, &one, 1, &values));
	struct text sent = request_value(request, "value");
	/* Both values have been shown: sending again replaces the other's. */
	bool again = !text_is_none(sent) && one.row.kind != ATTRIBUTE_KIND_PICTURE;
	screen.field = attribute_field_of(request, customer, &one, again ? sent : values[0], values[0]);
	screen.customer = row.display_name;
	/* The problem names the attribute; the input of this form is called otherwise. */
	for (size_t i = 0; i < screen.problems->count; i++)
		if (text_equal(request->ctx->problems->list[i].field, one.row.word))
			request->ctx->problems->list[i].field =
				one.row.kind == ATTRIBUTE_KIND_PICTURE ? TEXT("picture") : TEXT("value");
	struct page_frame *frame = page_frame_named(request, screen.field.label);
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name, screen.back);
	view_attributes_value(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome attributes_value_show(struct request *request, const struct attributes_value_show *in)
{
	return show(request, in->customer, in->attribute);
}

enum outcome attributes_value_again(struct request *request, const struct attributes_value_set *in)
{
	return show(request, in->customer, in->attribute);
}

enum outcome attributes_picture_again(struct request *request, const struct attributes_picture_set *in)
{
	return show(request, in->customer, in->attribute);
}

static enum outcome say_saved(struct request *request, struct customer_id customer, struct attribute_id id)
{
	struct attribute attribute;
	TRY(attributes_get(request->ctx, id, &attribute));
	struct text label = attribute_label(&attribute, text_of(request->ctx->language->code));
	block_offer_undo(request, &customer, 1);
	return answer_redirect_saying(request, attributes_tab_url(request, customer), N_("Saved: {0}."), label,
				      TEXT_NONE);
}

enum outcome attributes_value_set(struct request *request, const struct attributes_value_set *in)
{
	struct attribute attribute;
	struct text value = in->value, was = in->was_value;
	TRY(attributes_get(request->ctx, in->attribute, &attribute));
	if (attribute.row.kind == ATTRIBUTE_KIND_NUMBER) {
		struct text word = attribute.row.word;
		TRY(decimal_read(request->ctx, word, value, ATTRIBUTE_DECIMALS, &value));
		TRY(decimal_read(request->ctx, word, was, ATTRIBUTE_DECIMALS, &was));
	}
	TRY(attributes_set(request->ctx, in->customer, in->attribute, value, was));
	return say_saved(request, in->customer, in->attribute);
}

enum outcome attributes_picture_set(struct request *request, const struct attributes_picture_set *in)
{
	struct text was = text_is_none(in->was) ? TEXT("") : in->was;
	TRY(attributes_set_picture(request->ctx, in->customer, in->attribute, in->picture.content, was));
	return say_saved(request, in->customer, in->attribute);
}
