/* Registering and confirming, as customers see it. */
#include "features/registrations/registrations_pages.h"

#include "features/attributes/attributes.h"
#include "format/url.h"
#include "registrations.routes.h"
#include "registrations.views.h"
#include "service/settings.h"
#include "service/throttle.h"
#include "web/choices.h"
#include "web/decimal.h"
#include "web/language.h"
#include "web/pages.h"
#include "web/way.h"

#define SENT_PAGE           TEXT("/register/sent")
#define ASKS_OF_A_PLACE     20
#define ASKS_FOR_AN_ADDRESS 5

/* ---- the form ---- */

static struct choices salutations(struct request *request, struct text value)
{
	static const char *const words[] = {N_("None"), N_("Mr"), N_("Ms"), N_("Miss")};
	_Static_assert(sizeof words / sizeof *words == SALUTATION_COUNT, "every salutation has words");
	struct option *options = arena_take_array(request->ctx->arena, SALUTATION_COUNT, sizeof *options);
	for (size_t i = 0; i < SALUTATION_COUNT; i++) {
		struct text key = salutation_key((enum salutation)i);
		options[i] = (struct option){key, page_words(request, words[i], TEXT_NONE), text_equal(key, value)};
	}
	return (struct choices){options, SALUTATION_COUNT};
}

static struct choices orders(struct request *request, struct text value)
{
	static const char *const words[] = {N_("First name first"), N_("Family name first")};
	_Static_assert(sizeof words / sizeof *words == NAME_ORDER_COUNT, "every order has words");
	struct option *options = arena_take_array(request->ctx->arena, NAME_ORDER_COUNT, sizeof *options);
	for (size_t i = 0; i < NAME_ORDER_COUNT; i++) {
		struct text key = name_order_key((enum name_order)i);
		options[i] = (struct option){key, page_words(request, words[i], TEXT_NONE), text_equal(key, value)};
	}
	return (struct choices){options, NAME_ORDER_COUNT};
}

static struct choices or_none(struct request *request, struct choices choices)
{
	return choices_or_none(request, choices, page_words(request, N_("Not known"), TEXT_NONE));
}

static struct choices choices_of(struct request *request, enum customer_field field, struct text value)
{
	switch ((int)field) {
	case CUSTOMER_FIELD_SALUTATION: return salutations(request, value);
	case CUSTOMER_FIELD_NAME_ORDER: return orders(request, value);
	case CUSTOMER_FIELD_COUNTRY: return or_none(request, choices_countries(request, value));
	case CUSTOMER_FIELD_LANGUAGE: return or_none(request, choices_languages(request, value));
	case CUSTOMER_FIELD_ZONE: return or_none(request, choices_zones(request, value));
	case CUSTOMER_FIELD_CURRENCY: return or_none(request, choices_currencies(request, value));
	default: return (struct choices){0};
	}
}

static struct text token_of(enum customer_field field)
{
	switch ((int)field) {
	case CUSTOMER_FIELD_LOGIN: return TEXT("username");
	case CUSTOMER_FIELD_TITLE: return TEXT("honorific-prefix");
	case CUSTOMER_FIELD_FIRST_NAME: return TEXT("given-name");
	case CUSTOMER_FIELD_LAST_NAME: return TEXT("family-name");
	case CUSTOMER_FIELD_COMPANY: return TEXT("organization");
	case CUSTOMER_FIELD_BIRTH_DATE: return TEXT("bday");
	default: return TEXT("off");
	}
}

/* A page without the business's name is better than none. */
static struct text wording(struct request *request)
{
	struct text business;
	if (settings_get(request->ctx, SETTING_BUSINESS_NAME, &business) != DONE)
		business = TEXT("");
	return page_words(request, consent_wording, business, TEXT_NONE);
}

static struct registration_input input_for(struct request *request, const struct label_rows *type,
					   enum customer_field field)
{
	const struct customer_field_declared *declared = customer_field_declared(field);
	struct form form = form_of(&request->view, request->ctx->problems);
	struct text sent = request_value(request, declared->word), value = text_is_none(sent) ? TEXT("") : sent;
	struct choices choices = choices_of(request, field, value);
	bool tick = declared->kind == CUSTOMER_FIELD_KIND_flag;
	struct input input = input_of(&form, text_of(declared->word), page_words(request, declared->label, TEXT_NONE),
				      tick ? TEXT("yes") : value);
	input = input_autocomplete(input_options(input, choices.list, choices.count), token_of(field));
	if (declared->kind == CUSTOMER_FIELD_KIND_date)
		input = input_type(input, TEXT("date"));
	if (declared->kind == CUSTOMER_FIELD_KIND_email)
		input = input_most(input_type(input, TEXT("email")), declared->most);
	if (field == CUSTOMER_FIELD_LOGIN)
		input = input_help(input, page_words(request,
						     N_("If somebody has it already, you sign in with your e-mail "
							"address alone."),
						     TEXT_NONE));
	if (declared->kind == CUSTOMER_FIELD_KIND_text)
		input = input_most(input, declared->most);
	if (registration_requires(type, field))
		input = input_required(input);
	else if (!tick && field != CUSTOMER_FIELD_SALUTATION && field != CUSTOMER_FIELD_NAME_ORDER)
		input = input_optional(input);
	if (tick)
		input = input_help(input_checked(input, text_equal(sent, TEXT("yes"))), wording(request));
	return (struct registration_input){input, choices.count > 0, tick};
}

static void fill_inputs(struct request *request, const struct label_rows *type, struct registration_screen *screen)
{
	struct registration_input *inputs = arena_take_array(request->ctx->arena, REGISTRATION_FIELDS, sizeof *inputs);
	for (size_t i = 0; i < REGISTRATION_FIELDS; i++)
		if (registration_asks(type, registration_fields[i]))
			inputs[screen->input_count++] = input_for(request, type, registration_fields[i]);
	screen->inputs = inputs;
	screen->type = type->word;
}

static void fill_types(struct request *request, const struct label_rows *types, size_t count, size_t chosen,
		       struct registration_screen *screen)
{
	struct arena *arena = request->ctx->arena;
	struct tab *tabs = arena_take_array(arena, count, sizeof *tabs);
	for (size_t i = 0; i < count; i++)
		tabs[i] = tab_of(types[i].name,
				 text_join(arena, TEXT("/register?type="), url_encode(arena, types[i].word)),
				 i == chosen);
	screen->types = tabs;
	screen->type_count = count;
}

static size_t choose(const struct label_rows *types, size_t count, struct text word)
{
	size_t chosen = 0;
	for (size_t i = 0; i < count; i++)
		if (text_is_empty(word) ? types[i].is_default : text_equal(types[i].word, word))
			chosen = i;
	return chosen;
}

static enum outcome show(struct request *request, struct text word)
{
	struct registration_screen screen = {.problems = request->ctx->problems};
	struct registration_form_channel channel;
	struct label_rows *types;
	struct block_shown *others;
	struct text email = request_value(request, "email");
	size_t count;
	TRY(mailings_are_on(request->ctx, &screen.open));
	TRY(registrations_list_types(request->ctx, &types, &count));
	screen.open = screen.open && count;
	screen.email = text_is_none(email) ? TEXT("") : email;
	screen.again = request->http->method == HTTP_POST;
	if (screen.open) {
		size_t chosen = choose(types, count, word);
		TRY(registrations_find_channel(request->ctx, way_face(request)->word, &channel));
		screen.terms = channel.terms;
		screen.terms_version = text_is_none(channel.terms_version) ? TEXT("") : channel.terms_version;
		screen.privacy = channel.privacy;
		fill_types(request, types, count, chosen, &screen);
		fill_inputs(request, &types[chosen], &screen);
		const struct contact_asked asked =
			contacts_asked(types[chosen].shown_fields, types[chosen].required_fields);
		contacts_ask(request->ctx, &asked);
		TRY(blocks_show(request, BLOCK_REGISTER, (struct customer_id){0}, &others, &screen.other_count));
		screen.others = others;
	}
	struct page_frame *frame = page_frame(request, N_("Register"));
	view_registrations_form(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome registrations_show(struct request *request, const struct registrations_show *in)
{
	if (request->customer.customer.value)
		return answer_redirect(request, way_goal(request));
	return show(request, in->type);
}

enum outcome registrations_again(struct request *request, const struct registrations_post *in)
{
	/* Nobody has sent it yet. */
	if (in->reshape)
		problems_clear(request->ctx->problems);
	return show(request, in->type);
}

/* ---- sending it ---- */

static enum outcome read_number(struct context *ctx, struct text field, struct text typed, struct text *ret_number)
{
	return decimal_read(ctx, field, typed, ATTRIBUTE_DECIMALS, ret_number);
}

static struct throttle by_place(struct request *request)
{
	return (struct throttle){text_join(request->ctx->arena, TEXT("register:address:"), request->http->network),
				 ASKS_OF_A_PLACE, HOUR_US};
}

static struct throttle by_address(struct request *request, struct text email)
{
	struct text folded = customers_fold_login(request->ctx->arena, email);
	return (struct throttle){text_join(request->ctx->arena, TEXT("register:for:"), folded), ASKS_FOR_AN_ADDRESS,
				 HOUR_US};
}

enum outcome registrations_post(struct request *request, const struct registrations_post *in)
{
	const struct throttle both[] = {by_place(request), by_address(request, in->email)};
	bool on;
	struct registration ask = {
		.type = in->type,
		.channel = way_face(request)->word,
		.email = in->email,
		.values = {in->login, in->salutation, in->title, in->first_name, in->last_name, in->name_order,
			   in->company, in->birth_date, in->billing_email, in->country, in->language, in->zone,
			   in->currency, in->newsletter ? TEXT("yes") : TEXT_NONE},
		.reached = {.phone = in->phone, .address.fields = CONTACT_FIRST_ADDRESS(in)},
		.password = in->password,
		.language = text_is_empty(in->language) ? text_of(request->ctx->language->code) : in->language,
		.terms = in->terms,
		.terms_version = in->terms_version,
		.place = request->http->peer,
		.next = way_of(request).next,
		.wording = in->newsletter ? wording(request) : TEXT_NONE,
	};
	if (in->reshape)
		return show(request, in->type);
	TRY(mailings_are_on(request->ctx, &on));
	if (!on)
		return context_invalid(request->ctx, TEXT_NONE, "closed", N_("Nobody can register like this."),
				       TEXT_NONE);
	/* People do not see this field. */
	if (!text_is_empty(in->homepage))
		return answer_redirect(request, way_url(request, SENT_PAGE));
	TRY(throttle_take_all(request->ctx, both, 2));
	TRY(attributes_read_numbers(request->ctx, in->attributes, read_number, &ask.attributes));
	TRY(registrations_register(request->ctx, &ask));
	return answer_redirect(request, way_url(request, SENT_PAGE));
}

enum outcome registrations_sent_show(struct request *request, const struct registrations_sent_show *in)
{
	(void)in;
	struct page_frame *frame = page_frame(request, N_("Register"));
	view_registrations_sent(answer_html(request, 200), frame);
	return DONE;
}

/* ---- the link once more ---- */

static enum outcome show_resend(struct request *request, struct text email)
{
	struct page_frame *frame = page_frame(request, N_("Send the link again"));
	view_registrations_resend(answer_html(request, 200), frame, request->ctx->problems, email);
	return DONE;
}

enum outcome registrations_resend_show(struct request *request, const struct registrations_resend_show *in)
{
	(void)in;
	return show_resend(request, TEXT(""));
}

enum outcome registrations_resend_again(struct request *request, const struct registrations_resend_post *in)
{
	return show_resend(request, in->email);
}

struct counted {
	struct throttle by_address;
	struct text email, language, next;
};

/* One COMMIT whether anybody waits or not. */
static enum outcome count_and_resend(struct context *ctx, void *state)
{
	const struct counted *counted = state;
	TRY(throttle_take(ctx, &counted->by_address));
	return registrations_resend(ctx, counted->email, counted->language, counted->next);
}

enum outcome registrations_resend_post(struct request *request, const struct registrations_resend_post *in)
{
	const struct throttle place = by_place(request);
	struct counted counted = {by_address(request, in->email), in->email, text_of(request->ctx->language->code),
				  way_of(request).next};
	TRY(throttle_take(request->ctx, &place));
	TRY(context_transact(request->ctx, count_and_resend, &counted));
	return answer_redirect(request, way_url(request, SENT_PAGE));
}

/* ---- confirming ---- */

static enum outcome show_confirm(struct request *request, struct text token, bool fresh, bool join)
{
	struct arena *arena = request->ctx->arena;
	struct registration_found found;
	enum outcome outcome = registrations_find(request->ctx, (struct secret){token}, &found);
	if (outcome == DONE)
		way_follow(request, found.link.next, found.link.customer);
	struct page_frame *frame = page_frame(request, N_("Confirm your registration"));
	if (outcome == NOT_FOUND) {
		view_registrations_gone(answer_html(request, 404), frame);
		return DONE;
	}
	TRY(outcome);
	const struct registration_confirm_screen screen = {
		.problems = request->ctx->problems,
		.action = text_join(arena, TEXT("/register/confirm/"), url_encode(arena, token)),
		.email = found.link.row.email,
		.has_password = found.has_password,
		.fresh = fresh,
		.guest = found.guest.value != 0,
		.join = join,
	};
	view_registrations_confirm(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome registrations_confirm_show(struct request *request, const struct registrations_confirm_show *in)
{
	return show_confirm(request, in->token, false, true);
}

enum outcome registrations_confirm_again(struct request *request, const struct registrations_confirm_post *in)
{
	return show_confirm(request, in->token, in->fresh, in->join);
}

/* They have given the right password, so they are told what closes their account. */
static enum outcome show_closed(struct request *request, const struct registration_confirmed *confirmed)
{
	bool trashed = confirmed->answer.because == CUSTOMER_STATUS_TRASHED;
	struct page_frame *frame = page_frame(request, N_("Confirm your registration"));
	view_registrations_closed(answer_html(request, trashed ? 403 : 200), frame, &confirmed->answer);
	return DONE;
}

/* What comes next is of the way that they registered on. */
static enum outcome follow(struct request *request, struct secret token)
{
	struct registration_found found;
	enum outcome outcome = registrations_find(request->ctx, token, &found);
	if (outcome == DONE)
		way_follow(request, found.link.next, found.link.customer);
	return outcome == NOT_FOUND ? DONE : outcome;
}

enum outcome registrations_confirm_post(struct request *request, const struct registrations_confirm_post *in)
{
	const struct registration_confirmation ask = {{in->token}, in->password, in->fresh, in->join};
	const struct throttle_try attempt = {"confirm", request->http->network, in->token};
	struct registration_confirmed confirmed;
	TRY(throttle_take_try(request->ctx, &attempt));
	TRY(follow(request, ask.token));
	enum outcome outcome = registrations_confirm(request->ctx, &ask, &confirmed);
	if (outcome == NOT_FOUND)
		return show_confirm(request, in->token, false, false);
	TRY(outcome);
	if (!confirmed.answer.may_sign_in)
		return show_closed(request, &confirmed);
	return answer_redirect_saying(request, way_url(request, TEXT("/login")),
				      N_("Your registration is confirmed. Sign in, and you are there."), TEXT_NONE);
}
