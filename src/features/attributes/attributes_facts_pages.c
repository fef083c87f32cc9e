/* What is known of a customer, as it is read rather than changed: at the right of their page, and on their own. */
#include "features/attributes/attributes_blocks.h"
#include "features/attributes/attributes_pages.h"

#include "attributes.views.h"
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

enum outcome attributes_facts(struct request *request, struct customer_id customer, bool themselves,
			      struct attributes_facts *ret_facts)
{
	struct attribute *list;
	struct text *values;
	size_t count;
	TRY(attributes_list(request->ctx, &list, &count));
	TRY(attributes_values(request->ctx, customer, list, count, &values));
	struct attribute_fact *shown = arena_take_array(request->ctx->arena, count, sizeof *shown);
	*ret_facts = (struct attributes_facts){.list = shown, .url = attributes_tab_url(request, customer)};
	for (size_t i = 0; i < count; i++) {
		if (!list[i].row.active || (themselves ? !list[i].row.visible : text_is_empty(values[i])))
			continue;
		bool picture = list[i].row.kind == ATTRIBUTE_KIND_PICTURE && !text_is_empty(values[i]);
		shown[ret_facts->count++] = (struct attribute_fact){
			.label = attribute_label(&list[i], attribute_language(request)),
			.words = words_of(request, &list[i], values[i]),
			.picture = picture ? values[i] : TEXT_NONE,
			.link = list[i].row.kind == ATTRIBUTE_KIND_URL,
		};
		ret_facts->may_change = ret_facts->may_change || attribute_is_theirs(&list[i]);
	}
	if (!themselves)
		ret_facts->may_change = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE) && count;
	return DONE;
}

enum outcome attributes_side_block(struct request *request, struct customer_id customer)
{
	struct attributes_facts facts;
	TRY(attributes_facts(request, customer, false, &facts));
	if (facts.count || facts.may_change)
		view_attributes_side(&request->view, &facts);
	return DONE;
}
