/* What the views of labels work out: filters, help below fields, kinds of inputs. */
#include "features/labels/labels_pages.h"

#include "labels.routes.h"
#include "service/lists_filter.h"

struct text label_filter(struct view *view, const struct label_words *words, const struct label_rows *row)
{
	struct text value = filter_quote(view->arena, row->kind == LABEL_TAG ? row->name : row->word, false);
	return text_format(view->arena, "%s:%.*s", words->filter, TEXT_ARG(value));
}

struct text label_tag_filter(struct view *view, struct text name)
{
	return text_join(view->arena, TEXT("tag:"), filter_quote(view->arena, name, false));
}

struct text label_untag_url(struct view *view, const struct label_block *block, const struct label_held *tag)
{
	return labels_customer_untag_post_url(view->arena, block->customer, (struct tag_id){tag->row->id});
}

static bool is_field(const struct label_input *input, enum label_field field)
{
	return input->declared == label_field_declared(field);
}

struct text label_help(struct view *view, const struct label_input *input)
{
	if (is_field(input, LABEL_FIELD_ACTIVE))
		return view_tr(view, NULL, N_("What is inactive stays with those who have it and is offered no more."));
	if (is_field(input, LABEL_FIELD_IS_DEFAULT))
		return view_tr(view, NULL, N_("New customers get it when nothing else is chosen."));
	if (is_field(input, LABEL_FIELD_APPROVAL))
		return view_tr(view, NULL, N_("Else they may sign in as soon as their address is confirmed."));
	return TEXT("");
}

bool label_is_kept_by_default(const struct label_input *input)
{
	return is_field(input, LABEL_FIELD_ACTIVE) || is_field(input, LABEL_FIELD_IS_DEFAULT);
}

struct input label_input_typed(struct view *view, struct input input, const struct label_input *label)
{
	input = input_most(input, (int64_t)label->declared->most);
	switch (label->declared->kind) {
	case LABEL_FIELD_KIND_colour: return input_type(input_most(input, 0), TEXT("color"));
	case LABEL_FIELD_KIND_email: return input_optional(input_type(input, TEXT("email")));
	case LABEL_FIELD_KIND_url:
		return input_placeholder(input_optional(input_type(input, TEXT("url"))), TEXT("https://"));
	case LABEL_FIELD_KIND_discount:
		return input_help(
			input,
			view_tr(view, NULL,
				N_("In percent, or an amount like 5.00 EUR; customers may have one of their own.")));
	case LABEL_FIELD_KIND_text:
		return is_field(label, LABEL_FIELD_NAME) ? input_required(input) : input_optional(input);
	case LABEL_FIELD_KIND_flag:
	case LABEL_FIELD_KIND_language:
	case LABEL_FIELD_KIND_currency:
	case LABEL_FIELD_KIND_country:
	case LABEL_FIELD_KIND_tiers:
	case LABEL_FIELD_KIND_fields: break;
	}
	return input;
}
