/* What customers say of themselves: the fields of staff's form that are theirs, by the same inputs. */
#include "features/overview/overview_blocks.h"
#include "features/overview/overview_pages.h"

#include "overview.routes.h"
#include "overview.views.h"

#define OWN_FIELDS 11
/* In the order in which they are asked. */
static const enum customer_field own_fields[OWN_FIELDS] = {
	CUSTOMER_FIELD_SALUTATION, CUSTOMER_FIELD_TITLE,   CUSTOMER_FIELD_FIRST_NAME,    CUSTOMER_FIELD_LAST_NAME,
	CUSTOMER_FIELD_NAME_ORDER, CUSTOMER_FIELD_COMPANY, CUSTOMER_FIELD_BIRTH_DATE,    CUSTOMER_FIELD_LANGUAGE,
	CUSTOMER_FIELD_ZONE,       CUSTOMER_FIELD_COUNTRY, CUSTOMER_FIELD_BILLING_EMAIL,
};

/* What a browser may fill in for them. */
static struct text token_of(enum customer_field field)
{
	switch ((int)field) {
	case CUSTOMER_FIELD_TITLE: return TEXT("honorific-prefix");
	case CUSTOMER_FIELD_FIRST_NAME: return TEXT("given-name");
	case CUSTOMER_FIELD_LAST_NAME: return TEXT("family-name");
	case CUSTOMER_FIELD_COMPANY: return TEXT("organization");
	case CUSTOMER_FIELD_BIRTH_DATE: return TEXT("bday");
	case CUSTOMER_FIELD_BILLING_EMAIL: return TEXT("email");
	default: return TEXT("off");
	}
}

/* Whatever their type asks for, they choose how the program speaks to them. */
static bool is_always_asked(enum customer_field field)
{
	return field == CUSTOMER_FIELD_LANGUAGE || field == CUSTOMER_FIELD_ZONE || field == CUSTOMER_FIELD_COUNTRY;
}

static enum outcome show(struct request *request)
{
	struct own_person data = {.problems = request->ctx->problems};
	struct field_input *inputs = arena_take_array(request->ctx->arena, OWN_FIELDS, sizeof *inputs);
	struct customer_row row;
	struct sources sources;
	TRY(customers_get(request->ctx, request->customer.customer, &row));
	TRY(sources_read(request, &row, &sources));
	field_problems(request, &sources);
	for (size_t i = 0; i < OWN_FIELDS; i++) {
		struct field_input one = field_input(request, &sources, &row, own_fields[i]);
		one.input = input_autocomplete(one.input, token_of(own_fields[i]));
		if (one.shown || is_always_asked(own_fields[i]))
			inputs[data.count++] = one;
	}
	data.inputs = inputs;
	struct page_frame *frame = page_frame(request, N_("Your details"));
	view_overview_own(answer_html(request, 200), frame, &data);
	return DONE;
}

enum outcome overview_own_show(struct request *request, const struct overview_own_show *in)
{
	(void)in;
	return show(request);
}

enum outcome overview_own_again(struct request *request, const struct overview_own_set *in)
{
	(void)in;
	return show(request);
}

enum outcome overview_own_set(struct request *request, const struct overview_own_set *in)
{
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	size_t count;
	(void)in;
	TRY(field_changes(request, changes, &count));
	TRY(customers_change(request->ctx, request->customer.customer, changes, count));
	return answer_redirect_saying(request, TEXT("/account"), N_("Saved."), TEXT_NONE);
}

enum outcome overview_own_block(struct request *request, struct customer_id customer)
{
	struct own_person data = {.count = 0};
	struct field_input *facts = arena_take_array(request->ctx->arena, OWN_FIELDS, sizeof *facts);
	struct customer_row row;
	struct sources sources;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(sources_read(request, &row, &sources));
	for (size_t i = 0; i < OWN_FIELDS; i++) {
		facts[data.count] = field_fact(request, &sources, &row, own_fields[i]);
		data.count += !text_is_empty(facts[data.count].words);
	}
	data.inputs = facts;
	view_overview_own_facts(&request->view, &data);
	return DONE;
}
