/* What customers see of their own attributes, and say of themselves. */
#include "features/attributes/attributes_blocks.h"
#include "features/attributes/attributes_pages.h"

#include "attributes.routes.h"
#include "attributes.views.h"
#include "features/customers/customers.h"
#include "web/decimal.h"

static struct text words_of(struct request *request, const struct attribute *attribute, struct text value)
{
	struct date date;
	if (text_is_empty(value))
		return TEXT("–");
	if (attribute->row.kind == ATTRIBUTE_KIND_FLAG)
		return page_words(request, text_equal(value, TEXT("yes")) ? N_("Yes") : N_("No"), TEXT_NONE);
	if (attribute->row.kind == ATTRIBUTE_KIND_NUMBER)
		return decimal_shown(request->ctx->arena, request->ctx->language, value);
	if (attribute->row.kind == ATTRIBUTE_KIND_DATE && date_parse(value, &date))
		return view_date_text(&request->view, date);
	return value;
}

enum outcome attributes_own_block(struct request *request, struct customer_id customer)
{
	struct attributes_facts facts = {.count = 0};
	struct attribute *list;
	struct text *values;
	size_t count;
	TRY(attributes_list(request->ctx, &list, &count));
	TRY(attributes_values(request->ctx, customer, list, count, &values));
	struct attribute_fact *shown = arena_take_array(request->ctx->arena, count, sizeof *shown);
	for (size_t i = 0; i < count; i++) {
		if (!list[i].row.active || !list[i].row.visible)
			continue;
		bool picture = list[i].row.kind == ATTRIBUTE_KIND_PICTURE && !text_is_empty(values[i]);
		shown[facts.count++] = (struct attribute_fact){
			.label = attribute_label(&list[i], attribute_language(request)),
			.words = words_of(request, &list[i], values[i]),
			.picture = picture ? values[i] : TEXT_NONE,
		};
		facts.may_change = facts.may_change || attribute_is_theirs(&list[i]);
	}
	facts.list = shown;
	if (facts.count)
		view_attributes_own(&request->view, &facts);
	return DONE;
}

static enum outcome show(struct request *request)
{
	struct attributes_group group = {.problems = request->ctx->problems, .themselves = true};
	struct attribute *list;
	struct text *values;
	size_t count;
	TRY(attributes_list(request->ctx, &list, &count));
	TRY(attributes_values(request->ctx, request->customer.customer, list, count, &values));
	struct attribute_field *fields = arena_take_array(request->ctx->arena, count, sizeof *fields);
	for (size_t i = 0; i < count; i++)
		if (attribute_is_theirs(&list[i]))
			fields[group.count++] = attribute_group_field(request, &list[i], values[i], false);
	group.fields = fields;
	struct page_frame *frame = page_frame(request, N_("More about you"));
	view_attributes_own_form(answer_html(request, 200), frame, &group);
	return DONE;
}

enum outcome attributes_own_show(struct request *request, const struct attributes_own_show *in)
{
	(void)in;
	return show(request);
}

enum outcome attributes_own_again(struct request *request, const struct attributes_own_set *in)
{
	(void)in;
	return show(request);
}

static enum outcome read_number(struct context *ctx, struct text field, struct text typed, struct text *ret_number)
{
	return decimal_read(ctx, field, typed, ATTRIBUTE_DECIMALS, ret_number);
}

enum outcome attributes_own_set(struct request *request, const struct attributes_own_set *in)
{
	struct text object, seen;
	TRY(attributes_read_numbers(request->ctx, in->attributes, read_number, &object));
	TRY(attributes_read_numbers(request->ctx, in->seen, read_number, &seen));
	TRY(attributes_change_own(request->ctx, object, seen));
	return answer_redirect_saying(request, TEXT("/account#attributes"), N_("Saved."), TEXT_NONE);
}
