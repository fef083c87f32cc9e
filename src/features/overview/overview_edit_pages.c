/* The form of a customer: somebody new, somebody known, and one field in its place. All post the same fields. */
#include "features/overview/overview_pages.h"

#include "features/accounts/accounts.h"
#include "features/attributes/attributes.h"
#include "features/contacts/contacts.h"
#include "overview.routes.h"
#include "overview.views.h"
#include "web/decimal.h"

/* The form, in the order in which people are asked. */
static const enum customer_field person[] = {
	CUSTOMER_FIELD_SALUTATION, CUSTOMER_FIELD_TITLE,   CUSTOMER_FIELD_FIRST_NAME, CUSTOMER_FIELD_LAST_NAME,
	CUSTOMER_FIELD_NAME_ORDER, CUSTOMER_FIELD_COMPANY, CUSTOMER_FIELD_BIRTH_DATE,
};
static const enum customer_field account[] = {
	CUSTOMER_FIELD_EMAIL, CUSTOMER_FIELD_LOGIN,   CUSTOMER_FIELD_LANGUAGE,
	CUSTOMER_FIELD_ZONE,  CUSTOMER_FIELD_COUNTRY, CUSTOMER_FIELD_CURRENCY,
};
static const enum customer_field business[] = {
	CUSTOMER_FIELD_TYPE,           CUSTOMER_FIELD_GROUP,         CUSTOMER_FIELD_CHANNEL,
	CUSTOMER_FIELD_REPRESENTATIVE, CUSTOMER_FIELD_BILLING_EMAIL, CUSTOMER_FIELD_DISCOUNT,
	CUSTOMER_FIELD_SINCE,          CUSTOMER_FIELD_VIP,           CUSTOMER_FIELD_NEWSLETTER,
};
#define COUNT(array) (sizeof(array) / sizeof *(array))
_Static_assert(COUNT(person) + COUNT(account) + COUNT(business) == CUSTOMER_FIELD_COUNT, "the form has every field");

static const struct {
	const char *label;
	const enum customer_field *fields;
	size_t count;
} groups[] = {
	{N_("Person"), person, COUNT(person)},
	{N_("Account"), account, COUNT(account)},
	{N_("Business"), business, COUNT(business)},
};

static bool is_offered(const struct request *request, const struct customer_row *row, const struct field_input *input)
{
	if (input->field == CUSTOMER_FIELD_SINCE)
		return row->id.value && context_may(request->ctx, PERMISSION_CUSTOMERS_SINCE);
	return input->shown;
}

static void fill_groups(struct request *request, const struct customer_row *row, struct customer_form *form,
			const struct sources *sources)
{
	struct arena *arena = request->ctx->arena;
	struct field_group *list = arena_take_array(arena, COUNT(groups), sizeof *list);
	field_problems(request, sources);
	for (size_t g = 0; g < COUNT(groups); g++) {
		struct field_input *inputs = arena_take_array(arena, groups[g].count, sizeof *inputs);
		for (size_t i = 0; i < groups[g].count; i++) {
			inputs[list[g].count] = field_input(request, sources, row, groups[g].fields[i]);
			list[g].count += is_offered(request, row, &inputs[list[g].count]);
		}
		list[g].label = page_words(request, groups[g].label, TEXT_NONE);
		list[g].inputs = inputs;
	}
	form->groups = list;
	form->group_count = COUNT(groups);
	form->problems = request->ctx->problems;
}

/* ---- somebody new ---- */

static void fill_types(struct request *request, const struct sources *sources, int64_t chosen,
		       struct customer_form *form)
{
	struct arena *arena = request->ctx->arena;
	struct tab *tabs = arena_take_array(arena, sources->type_count, sizeof *tabs);
	for (size_t i = 0; i < sources->type_count; i++)
		tabs[i] = tab_of(sources->types[i].name,
				 text_format(arena, "%.*s?type=%lld", TEXT_ARG(overview_new_show_url(arena)),
					     (long long)sources->types[i].id),
				 sources->types[i].id == chosen);
	form->types = tabs;
	form->type_count = sources->type_count;
}

static enum outcome show_new(struct request *request, struct type_id type)
{
	struct overview_default_type first;
	struct customer_defaults defaults;
	struct sources sources;
	bool found;
	TRY(context_read(request->ctx));
	TRY(customer_defaults(request->ctx->reader, &found, &defaults));
	TRY(overview_default_type(request->ctx->reader, &found, &first));
	if (!type.value && found)
		type = first.id;
	const struct customer_row empty = {
		.type_id = type,
		.group_id = defaults.group_id,
		.channel_id = defaults.channel_id,
		.discount = -1,
		.birth_date = DATE_NONE,
		.since = DATE_NONE,
	};
	TRY(sources_read(request, &empty, &sources));
	struct customer_form form = {
		.action = overview_new_url(request->ctx->arena),
		.back_url = TEXT("/admin/customers"),
		.is_new = true,
		.guest = !text_is_none(request_value(request, "guest")),
		.invite = !text_is_none(request_value(request, "invite")),
	};
	fill_groups(request, &empty, &form, &sources);
	fill_types(request, &sources, type.value, &form);
	TRY(blocks_show(request, BLOCK_NEW, (struct customer_id){0}, &form.others.list, &form.others.count));
	struct page_frame *frame = page_frame(request, N_("New customer"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	view_overview_edit(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome overview_new_show(struct request *request, const struct overview_new_show *in)
{
	return show_new(request, in->type);
}

enum outcome overview_new_again(struct request *request, const struct overview_new *in)
{
	int64_t type = 0;
	return show_new(request, (struct type_id){text_to_number(in->type, &type) ? type : 0});
}

static enum outcome read_number(struct context *ctx, struct text field, struct text typed, struct text *ret_number)
{
	return decimal_read(ctx, field, typed, ATTRIBUTE_DECIMALS, ret_number);
}

struct adding_one {
	struct customer_adding ask;
	struct attribute_picture *pictures;
	size_t picture_count;
	struct contact_first first;
	enum outcome pictures_made, first_checked;
	struct customer_id customer;
	bool invite;
};

static enum outcome make_pictures(struct request *request, struct adding_one *adding)
{
	struct attribute_picture *pictures =
		arena_take_array(request->ctx->arena, request->fields.count, sizeof *pictures);
	size_t walk = 0;
	struct text word;
	struct route_file file;
	while (fields_next_file(&request->fields, TEXT("attributes"), &walk, &word, &file))
		pictures[adding->picture_count++] = (struct attribute_picture){.word = word, .sent = file.content};
	adding->pictures = pictures;
	return attributes_make_new(request->ctx, pictures, adding->picture_count);
}

/* What is wrong with pictures, phone and address has been said; what else is wrong is said beside it, and nobody is
 * added. */
static enum outcome add_one(struct context *ctx, void *state)
{
	struct adding_one *adding = state;
	TRY(customers_add(ctx, &adding->ask, &adding->customer));
	TRY(adding->pictures_made);
	TRY(adding->first_checked);
	TRY(contacts_add_first(ctx, adding->customer, &adding->first));
	TRY(attributes_give_new(ctx, adding->customer, adding->pictures, adding->picture_count));
	return adding->invite ? accounts_invite(ctx, adding->customer) : DONE;
}

enum outcome overview_new(struct request *request, const struct overview_new *in)
{
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	if (in->reshape)
		return overview_new_again(request, in);
	struct adding_one adding = {.ask = {.changes = changes, .guest = in->guest},
				    .first = {.phone = in->phone, .address.fields = CONTACT_FIRST_ADDRESS(in)},
				    .invite = in->invite && !in->guest};
	adding.first_checked = contacts_check_first(request->ctx, &adding.first,
						    &(struct contact_asked){.phone = true, .address = true});
	adding.pictures_made = make_pictures(request, &adding);
	if (adding.pictures_made != DONE && adding.pictures_made != INVALID)
		return adding.pictures_made;
	TRY(field_changes(request, changes, &adding.ask.count));
	TRY(attributes_read_numbers(request->ctx, in->attributes, read_number, &adding.ask.attributes));
	TRY(context_transact(request->ctx, add_one, &adding));
	return answer_redirect_saying(request, overview_profile_show_url(request->ctx->arena, adding.customer),
				      N_("Added."), TEXT_NONE);
}

/* ---- somebody known ---- */

static enum outcome show_one(struct request *request, const struct customer_row *row, enum customer_field field)
{
	struct sources sources;
	TRY(sources_read(request, row, &sources));
	field_problems(request, &sources);
	struct field_input *input = arena_take(request->ctx->arena, sizeof *input);
	struct field_group *group = arena_take(request->ctx->arena, sizeof *group);
	*input = field_input(request, &sources, row, field);
	*group = (struct field_group){input->input.label, input, 1};
	const struct customer_form form = {
		.action = overview_edit_url(request->ctx->arena, row->id),
		.back_url = overview_profile_show_url(request->ctx->arena, row->id),
		.groups = group,
		.group_count = 1,
		.problems = request->ctx->problems,
	};
	view_overview_one(answer_html(request, 200), customer_frame(request, row, N_("Edit {0}")), &form);
	return DONE;
}

static enum outcome show_edit(struct request *request, struct customer_id customer, struct text only)
{
	struct customer_row row;
	struct sources sources;
	enum customer_field field;
	TRY(context_read(request->ctx));
	TRY(customers_get(request->ctx, customer, &row));
	if (customer_field_parse(only, &field))
		return show_one(request, &row, field);
	TRY(sources_read(request, &row, &sources));
	struct customer_form form = {
		.action = overview_edit_url(request->ctx->arena, customer),
		.back_url = overview_profile_show_url(request->ctx->arena, customer),
		.live = text_format(request->ctx->arena, "customer/%lld", (long long)customer.value),
	};
	fill_groups(request, &row, &form, &sources);
	view_overview_edit(answer_html(request, 200), customer_frame(request, &row, N_("Edit {0}")), &form);
	return DONE;
}

enum outcome overview_edit_show(struct request *request, const struct overview_edit_show *in)
{
	return show_edit(request, in->customer, in->only);
}

enum outcome overview_edit_again(struct request *request, const struct overview_edit *in)
{
	if (!text_is_none(in->options))
		return overview_profile_again(request, in->customer, in->options);
	return show_edit(request, in->customer, in->only);
}

/* "First name, Title and others": what has been saved, in the words of the form. */
static struct text words_of(struct request *request, const struct customer_change *changes, size_t count)
{
	struct arena *arena = request->ctx->arena;
	struct text words = TEXT("");
	for (size_t i = 0; i < count && i < 3; i++)
		words = text_format(
			arena, "%.*s%s%.*s", TEXT_ARG(words), i ? ", " : "",
			TEXT_ARG(page_words(request, customer_field_declared(changes[i].field)->label, TEXT_NONE)));
	return count > 3 ? text_join(arena, words, TEXT(" …")) : words;
}

enum outcome overview_edit(struct request *request, const struct overview_edit *in)
{
	struct arena *arena = request->ctx->arena;
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	size_t count;
	TRY(field_changes(request, changes, &count));
	TRY(customers_change(request->ctx, in->customer, changes, count));
	struct text url = overview_profile_show_url(arena, in->customer);
	if (text_equal(in->options, TEXT("billing")))
		url = text_format(arena, "%.*s?options=billing", TEXT_ARG(url));
	if (!count)
		return answer_redirect_saying(request, url, N_("Saved."), TEXT_NONE);
	block_offer_undo(request, &in->customer, 1);
	return answer_redirect_saying(request, url, N_("Saved: {0}."), words_of(request, changes, count), TEXT_NONE);
}

/* ---- e-mail verification ---- */

enum outcome overview_verification(struct request *request, const struct overview_verification *in)
{
	struct overview_numbers numbers;
	bool found;
	TRY(context_read(request->ctx));
	TRY(overview_numbers(request->ctx->reader, in->customer, &found, &numbers));
	if (!found || !numbers.primary_email.value)
		return NOT_FOUND;
	TRY(contacts_set_verification(request->ctx, in->customer, numbers.primary_email, in->verification));
	block_offer_undo(request, &in->customer, 1);
	return answer_redirect_saying(request, overview_profile_show_url(request->ctx->arena, in->customer),
				      N_("Saved: {0}."), page_words(request, N_("E-mail verification"), TEXT_NONE),
				      TEXT_NONE);
}

enum outcome overview_verification_again(struct request *request, const struct overview_verification *in)
{
	return overview_profile_again(request, in->customer, TEXT("general"));
}
