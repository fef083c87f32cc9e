/* What customers see of their own attributes, and say of themselves. */
#include "features/attributes/attributes_blocks.h"
#include "features/attributes/attributes_pages.h"

#include "attributes.routes.h"
#include "attributes.views.h"
#include "features/customers/customers.h"
#include "web/decimal.h"

enum outcome attributes_own_block(struct request *request, struct customer_id customer)
{
	struct attributes_facts facts;
	TRY(attributes_facts(request, customer, true, &facts));
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
