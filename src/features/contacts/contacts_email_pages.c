/* Pages for e-mail addresses. */
#include "contacts.routes.h"
#include "features/contacts/contacts_pages.h"

static enum outcome find_email(struct request *request, struct customer_id customer, struct email_id email,
			       struct email_find *ret_row)
{
	bool found;
	TRY(context_read(request->ctx));
	TRY(email_find(request->ctx->reader, customer, email, &found, ret_row));
	return found ? DONE : NOT_FOUND;
}

static struct input *add_address(struct request *request, struct contact_form *form, struct text value)
{
	struct input *input = contacts_form_add(request, form, "address", N_("E-mail"), value);
	*input = input_autofocus(input_required(input_type(input_wide(*input), TEXT("email"))));
	return input;
}

static enum outcome show_new_email(struct request *request, struct customer_id customer)
{
	struct contact_form form = {.title = N_("Add email"), .block = "emails"};
	contacts_form_begin(request, &form, customer);
	add_address(request, &form, TEXT_NONE);
	contacts_form_add_switch(request, &form, "primary", N_("Primary address"), false);
	return contacts_show_form(request, &form);
}

enum outcome contacts_email_new_show(struct request *request, const struct contacts_email_new_show *in)
{
	return show_new_email(request, in->customer);
}

enum outcome contacts_email_new_again(struct request *request, const struct contacts_email_new *in)
{
	return show_new_email(request, in->customer);
}

enum outcome contacts_email_new(struct request *request, const struct contacts_email_new *in)
{
	struct email_id email;
	TRY(contacts_add_email(request->ctx, in->customer, in->address, in->primary, &email));
	return contacts_back(request, in->customer, "emails");
}

static struct choices verification_options(struct request *request, enum verification chosen)
{
	static const char *const words[] = {[VERIFICATION_NONE] = N_("Not verified"),
					    [VERIFICATION_PENDING] = N_("Pending"),
					    [VERIFICATION_VERIFIED] = N_("Verified")};
	struct option *options = arena_take_array(request->ctx->arena, VERIFICATION_COUNT, sizeof *options);
	for (enum verification v = 0; (int)v < VERIFICATION_COUNT; v++)
		options[v] =
			(struct option){verification_key(v), page_words(request, words[v], TEXT_NONE), v == chosen};
	return (struct choices){options, VERIFICATION_COUNT};
}

static enum outcome show_email(struct request *request, struct customer_id customer, struct email_id email)
{
	struct contact_form form = {.title = N_("Change email"), .block = "emails"};
	struct email_find row;
	enum verification chosen;
	TRY(find_email(request, customer, email, &row));
	contacts_form_begin(request, &form, customer);
	struct input *address = add_address(request, &form, row.address);
	*address = input_was(*address, row.address);
	if (!verification_parse(contacts_form_value(request, &form, "verification", TEXT_NONE), &chosen))
		chosen = row.verification;
	contacts_form_add_select(request, &form, "verification", N_("Email verification"),
				 verification_options(request, chosen));
	if (!row.is_primary)
		contacts_form_add_switch(request, &form, "primary", N_("Primary address"), false);
	form.remove_url = contacts_email_remove_post_url(request->ctx->arena, customer, email);
	return contacts_show_form(request, &form);
}

enum outcome contacts_email_works_post(struct request *request, const struct contacts_email_works_post *in)
{
	TRY(contacts_clear_bounce(request->ctx, in->customer, in->email));
	return contacts_back(request, in->customer, "emails");
}

enum outcome contacts_email_show(struct request *request, const struct contacts_email_show *in)
{
	return show_email(request, in->customer, in->email);
}

enum outcome contacts_email_set_again(struct request *request, const struct contacts_email_set *in)
{
	return show_email(request, in->customer, in->email);
}

enum outcome contacts_email_set(struct request *request, const struct contacts_email_set *in)
{
	const struct contact_email wanted = {in->address, in->verification, in->primary};
	TRY(contacts_set_email(request->ctx, in->customer, in->email, &wanted, in->was_address));
	return contacts_back(request, in->customer, "emails");
}

enum outcome contacts_email_remove_again(struct request *request, const struct contacts_email_remove_post *in)
{
	return show_email(request, in->customer, in->email);
}

enum outcome contacts_email_remove_post(struct request *request, const struct contacts_email_remove_post *in)
{
	TRY(contacts_remove_email(request->ctx, in->customer, in->email));
	return contacts_back(request, in->customer, "emails");
}
