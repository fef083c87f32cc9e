/* What is missing for an order, each with a link to where it is mended. */
#include "features/needs/needs_blocks.h"

#include "attributes.routes.h"
#include "contacts.routes.h"
#include "features/needs/needs.h"
#include "features/needs/needs_pages.h"
#include "needs.views.h"
#include "overview.routes.h"
#include "web/language.h"
#include "web/pages.h"

static struct text label_of(struct request *request, const struct need *need)
{
	switch (need->kind) {
	case NEED_FIELD: break;
	case NEED_ATTRIBUTE: return attribute_label(need->attribute, text_of(request->ctx->language->code));
	case NEED_PHONE: return page_words(request, N_("A phone number"), TEXT_NONE);
	case NEED_ADDRESS: return page_words(request, N_("An address"), TEXT_NONE);
	case NEED_ADDRESS_PART:
		return page_words(request, N_("{0} of the address"), page_words(request, need->part_label, TEXT_NONE),
				  TEXT_NONE);
	}
	return page_words(request, customer_field_declared(need->field)->label, TEXT_NONE);
}

static struct text at(struct arena *arena, struct text url, const char *word)
{
	return text_format(arena, "%.*s#%s", TEXT_ARG(url), word);
}

static struct text staff_url(struct request *request, struct customer_id customer, const struct need *need)
{
	struct arena *arena = request->ctx->arena;
	switch (need->kind) {
	case NEED_FIELD: break;
	case NEED_ATTRIBUTE: return attributes_value_show_url(arena, customer, need->attribute->row.id);
	case NEED_PHONE: return contacts_phone_new_show_url(arena, customer);
	case NEED_ADDRESS: return contacts_address_new_show_url(arena, customer);
	case NEED_ADDRESS_PART:
		return at(arena, contacts_address_show_url(arena, customer, need->address),
			  contact_field_declared(need->part)->word);
	}
	return text_format(arena, "%.*s?only=%s", TEXT_ARG(overview_edit_show_url(arena, customer)),
			   customer_field_declared(need->field)->word);
}

static struct text own_url(struct request *request, const struct need *need)
{
	struct arena *arena = request->ctx->arena;
	switch (need->kind) {
	case NEED_FIELD: break;
	case NEED_ATTRIBUTE:
		return text_format(arena, "/account/attributes#attributes-%.*s", TEXT_ARG(need->attribute->row.word));
	case NEED_PHONE: return contacts_own_phone_new_show_url(arena);
	case NEED_ADDRESS: return contacts_own_address_new_show_url(arena);
	case NEED_ADDRESS_PART:
		return at(arena, contacts_own_address_show_url(arena, need->address),
			  contact_field_declared(need->part)->word);
	}
	if (need->field == CUSTOMER_FIELD_EMAIL)
		return TEXT("/account/address");
	return at(arena, overview_own_show_url(arena), customer_field_declared(need->field)->word);
}

static enum outcome read(struct request *request, struct customer_id customer, bool own, struct needs_shown *ret_shown)
{
	bool may_write = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE);
	struct need *list;
	size_t count;
	TRY(needs_list(request->ctx, customer, &list, &count));
	struct need_line *lines = arena_take_array(request->ctx->arena, count, sizeof *lines);
	*ret_shown = (struct needs_shown){.lines = lines};
	for (size_t i = 0; i < count; i++) {
		if (own && !need_is_theirs(&list[i]))
			continue;
		struct text url = own         ? own_url(request, &list[i])
				  : may_write ? staff_url(request, customer, &list[i])
					      : TEXT_NONE;
		lines[ret_shown->count++] = (struct need_line){label_of(request, &list[i]), url};
	}
	return DONE;
}

enum outcome needs_block(struct request *request, struct customer_id customer)
{
	struct needs_shown shown;
	TRY(read(request, customer, false, &shown));
	if (shown.count)
		view_needs(&request->view, &shown);
	return DONE;
}

enum outcome needs_own_block(struct request *request, struct customer_id customer)
{
	struct needs_shown shown;
	TRY(read(request, customer, true, &shown));
	if (shown.count)
		view_needs_own(&request->view, &shown);
	return DONE;
}
