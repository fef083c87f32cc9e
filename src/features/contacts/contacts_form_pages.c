/* The form that all four kinds of contacts are put into. */
#include "contacts.views.h"
#include "features/contacts/contacts_pages.h"
#include "web/block.h"

void contacts_form_begin(struct request *request, struct contact_form *form, struct customer_id customer)
{
	form->form = form_of(&request->view, request->ctx->problems);
	form->customer = customer;
	form->own = !request_is_office(request);
}

static struct text full_name(struct arena *arena, const struct contact_form *form, const char *name)
{
	return form->prefix ? text_format(arena, "%s%s", form->prefix, name) : text_of(name);
}

struct text contacts_form_value(const struct request *request, const struct contact_form *form, const char *name,
				struct text value)
{
	struct text sent = request_value(request, full_name(request->ctx->arena, form, name).at);
	if (!text_is_none(sent))
		return sent;
	return text_is_none(value) ? TEXT("") : value;
}

static struct contact_input *add(struct request *request, struct contact_form *form, const char *name,
				 const char *label, struct text value)
{
	struct contact_input *input = &form->inputs[form->count++];
	input->input = input_of(&form->form, full_name(request->ctx->arena, form, name),
				page_words(request, label, TEXT_NONE), contacts_form_value(request, form, name, value));
	return input;
}

struct input *contacts_form_add(struct request *request, struct contact_form *form, const char *name, const char *label,
				struct text value)
{
	return &add(request, form, name, label, value)->input;
}

void contacts_form_add_select(struct request *request, struct contact_form *form, const char *name, const char *label,
			      struct choices choices)
{
	struct contact_input *input = add(request, form, name, label, TEXT(""));
	input->control = CONTACT_CONTROL_SELECT;
	input->input = input_options(input->input, choices.list, choices.count);
}

void contacts_form_add_switch(struct request *request, struct contact_form *form, const char *name, const char *label,
			      bool checked)
{
	struct contact_input *input = add(request, form, name, label, TEXT("yes"));
	bool again = request->http->method == HTTP_POST;
	input->control = CONTACT_CONTROL_SWITCH;
	input->input = input_checked(input->input, again ? !text_is_none(request_value(request, name)) : checked);
}

/* Where the form came from, and its answer goes back to. */
static struct text back_url(struct request *request, struct customer_id customer, const char *block)
{
	return request_is_office(request) ? block_url(request->ctx->arena, customer, text_of(block))
					  : text_join(request->ctx->arena, TEXT("/account#"), text_of(block));
}

enum outcome contacts_show_form(struct request *request, struct contact_form *form)
{
	struct customer_row row;
	TRY(customers_get(request->ctx, form->customer, &row));
	form->action = request->http->path;
	form->back = back_url(request, form->customer, form->block);
	form->problems = request->ctx->problems;
	struct page_frame *frame = page_frame(request, form->title);
	if (form->own) {
		view_contacts_own_form(answer_html(request, 200), frame, form);
		return DONE;
	}
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name, block_url(request->ctx->arena, form->customer, TEXT_NONE));
	view_contacts_form(answer_html(request, 200), frame, form);
	return DONE;
}

enum outcome contacts_back(struct request *request, struct customer_id customer, const char *block)
{
	return answer_redirect_saying(request, back_url(request, customer, block), N_("Saved."), TEXT_NONE);
}
