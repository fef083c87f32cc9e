/* Pages for tax numbers. */
#include "contacts.routes.h"
#include "features/contacts/contacts_pages.h"
#include "web/choices.h"

static const struct {
	const char *kind, *words;
} tax_kinds[] = {{"vat", N_("VAT id")},     {"sst", N_("SST number")}, {"gst", N_("GST number")},
		 {"tin", N_("Tax number")}, {"ein", N_("EIN")},        {"company", N_("Company number")}};
#define TAX_KINDS (sizeof tax_kinds / sizeof *tax_kinds)

struct text contacts_tax_words(const struct request *request, struct text kind)
{
	for (size_t i = 0; i < TAX_KINDS; i++)
		if (text_equal(kind, text_of(tax_kinds[i].kind)))
			return page_words(request, tax_kinds[i].words, TEXT_NONE);
	return kind;
}

/* A kind of another system stays among the choices. */
static struct choices kind_options(struct request *request, struct text chosen)
{
	struct option *options = arena_take_array(request->ctx->arena, TAX_KINDS + 1, sizeof *options);
	bool known = text_is_empty(chosen);
	size_t count = 0;
	for (; count < TAX_KINDS; count++) {
		struct text kind = text_of(tax_kinds[count].kind);
		options[count] = (struct option){kind, page_words(request, tax_kinds[count].words, TEXT_NONE),
						 text_equal(kind, chosen)};
		known = known || options[count].selected;
	}
	if (!known)
		options[count++] = (struct option){chosen, chosen, true};
	return (struct choices){options, count};
}

static enum outcome show_tax_form(struct request *request, struct contact_form *form, const struct tax_id_list *row)
{
	struct text kind = contacts_form_value(request, form, "kind", row ? row->kind : TEXT_NONE);
	contacts_form_add_select(request, form, "kind", N_("Kind"), kind_options(request, kind));
	struct text country = contacts_form_value(request, form, "country", row ? row->country : TEXT_NONE);
	const struct choices countries = choices_or_none(request, choices_countries(request, country),
							 page_words(request, N_("None"), TEXT_NONE));
	contacts_form_add_select(request, form, "country", N_("Country"), countries);
	struct input *value = contacts_form_add(request, form, "value", N_("Number"), row ? row->value : TEXT_NONE);
	*value = input_most(input_required(input_wide(*value)), 60);
	return contacts_show_form(request, form);
}

static enum outcome show_new_tax(struct request *request, struct customer_id customer)
{
	struct contact_form form = {.title = N_("Add tax number"), .block = "addresses"};
	contacts_form_begin(request, &form, customer);
	return show_tax_form(request, &form, NULL);
}

enum outcome contacts_tax_id_new_show(struct request *request, const struct contacts_tax_id_new_show *in)
{
	return show_new_tax(request, in->customer);
}

enum outcome contacts_tax_id_new_again(struct request *request, const struct contacts_tax_id_new *in)
{
	return show_new_tax(request, in->customer);
}

enum outcome contacts_tax_id_new(struct request *request, const struct contacts_tax_id_new *in)
{
	struct tax_id_id tax_id;
	TRY(contacts_add_tax_id(request->ctx, in->customer, &(struct contact_tax_id){in->kind, in->country, in->value},
				&tax_id));
	return contacts_back(request, in->customer, "addresses");
}

static enum outcome show_tax(struct request *request, struct customer_id customer, struct tax_id_id tax_id)
{
	struct contact_form form = {.title = N_("Change tax number"), .block = "addresses"};
	struct tax_id_list *rows;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(tax_id_list(request->ctx->reader, customer, &rows, &count));
	contacts_form_begin(request, &form, customer);
	form.remove_url = contacts_tax_id_remove_post_url(request->ctx->arena, customer, tax_id);
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value == tax_id.value)
			return show_tax_form(request, &form, &rows[i]);
	return NOT_FOUND;
}

enum outcome contacts_tax_id_show(struct request *request, const struct contacts_tax_id_show *in)
{
	return show_tax(request, in->customer, in->tax_id);
}

enum outcome contacts_tax_id_set_again(struct request *request, const struct contacts_tax_id_set *in)
{
	return show_tax(request, in->customer, in->tax_id);
}

enum outcome contacts_tax_id_set(struct request *request, const struct contacts_tax_id_set *in)
{
	TRY(contacts_change_tax_id(request->ctx, in->customer, in->tax_id,
				   &(struct contact_tax_id){in->kind, in->country, in->value}));
	return contacts_back(request, in->customer, "addresses");
}

enum outcome contacts_tax_id_remove_post(struct request *request, const struct contacts_tax_id_remove_post *in)
{
	TRY(contacts_remove_tax_id(request->ctx, in->customer, in->tax_id));
	return contacts_back(request, in->customer, "addresses");
}
