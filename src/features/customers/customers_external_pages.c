/* Ids of other systems on the page of a customer, and the form that adds one. */
#include "features/customers/customers_external_pages.h"

#include "customers.routes.h"
#include "customers.views.h"
#include "features/customers/customers_blocks.h"

#define BLOCK TEXT("external_ids")

enum outcome customers_external_block(struct request *request, struct customer_id customer)
{
	struct arena *arena = request->ctx->arena;
	struct customers_external shown = {.add_url = TEXT_NONE, .remove_url = TEXT_NONE};
	struct external_id_list *rows;
	bool may_write = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE);
	TRY(context_read(request->ctx));
	TRY(external_id_list(request->ctx->reader, customer, &rows, &shown.count));
	if (!shown.count && !may_write)
		return DONE;
	shown.list = rows;
	if (may_write) {
		shown.add_url = customers_external_id_new_show_url(arena, customer);
		shown.remove_url = customers_external_id_remove_post_url(arena, customer);
	}
	view_customers_external(&request->view, &shown);
	return DONE;
}

static struct text sent(const struct request *request, const char *name)
{
	struct text value = request_value(request, name);
	return text_is_none(value) ? TEXT("") : value;
}

static enum outcome show_form(struct request *request, struct customer_id customer)
{
	struct customer_row row;
	TRY(customers_get(request->ctx, customer, &row));
	const struct customers_external_form form = {
		.action = customers_external_id_new_url(request->ctx->arena, customer),
		.back_url = block_url(request->ctx->arena, customer, BLOCK),
		.system = sent(request, "system"),
		.value = sent(request, "value"),
		.problems = request->ctx->problems,
	};
	struct page_frame *frame = page_frame(request, N_("Add an external ID"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name, block_url(request->ctx->arena, customer, TEXT_NONE));
	view_customers_external_form(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome customers_external_id_new_show(struct request *request, const struct customers_external_id_new_show *in)
{
	return show_form(request, in->customer);
}

enum outcome customers_external_id_new_again(struct request *request, const struct customers_external_id_new *in)
{
	return show_form(request, in->customer);
}

static enum outcome go_back(struct request *request, struct customer_id customer)
{
	block_offer_undo(request, &customer, 1);
	return answer_redirect_saying(request, block_url(request->ctx->arena, customer, BLOCK), N_("Saved."),
				      TEXT_NONE);
}

enum outcome customers_external_id_new(struct request *request, const struct customers_external_id_new *in)
{
	TRY(customers_add_external_id(request->ctx, in->customer, in->system, in->value));
	return go_back(request, in->customer);
}

enum outcome customers_external_id_remove_post(struct request *request,
					       const struct customers_external_id_remove_post *in)
{
	TRY(customers_remove_external_id(request->ctx, in->customer, in->system, in->value));
	return go_back(request, in->customer);
}
