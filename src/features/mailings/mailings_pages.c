/* Settings of mail on screen. */
#include "features/mailings/mailings_pages.h"

#include "features/settings/settings.h"
#include "format/email_address.h"
#include "mailings.routes.h"
#include "mailings.views.h"
#include "web/language.h"

static const struct {
	const char *word, *label;
} securities[] = {
	{"starttls", N_("STARTTLS, required")},
	{"tls", N_("TLS from the start")},
	{"try", N_("STARTTLS if offered")},
	{"none", N_("None: only for a server on this machine")},
};
#define SECURITIES (sizeof securities / sizeof *securities)

static enum outcome value_of(struct request *request, const char *name, enum setting setting, struct text *ret_value)
{
	*ret_value = request->http->method == HTTP_POST ? request_value(request, name) : TEXT_NONE;
	return text_is_none(*ret_value) ? settings_get(request->ctx, setting, ret_value) : DONE;
}

/* Of a text that cannot be read, none. */
static void fill_trusted(struct request *request, struct mailings_settings *data)
{
	struct arena *arena = request->ctx->arena;
	struct certificate *list = arena_take_array(arena, CERTIFICATES_MOST, sizeof *list);
	data->trusted = list;
	if (certificates_read(arena, data->authority, list, &data->trusted_count) != CERTIFICATES_FIT)
		data->trusted_count = 0;
}

static enum outcome fill(struct request *request, struct mailings_settings *data)
{
	struct option *options = arena_take_array(request->ctx->arena, SECURITIES, sizeof *options);
	struct text security, password;
	TRY(value_of(request, "host", SETTING_MAIL_HOST, &data->host));
	TRY(value_of(request, "port", SETTING_MAIL_PORT, &data->port));
	TRY(value_of(request, "security", SETTING_MAIL_SECURITY, &security));
	TRY(value_of(request, "authority", SETTING_MAIL_AUTHORITY, &data->authority));
	TRY(value_of(request, "user", SETTING_MAIL_USER, &data->user));
	TRY(value_of(request, "from_name", SETTING_MAIL_FROM_NAME, &data->from_name));
	TRY(value_of(request, "from_address", SETTING_MAIL_FROM_ADDRESS, &data->from_address));
	TRY(value_of(request, "reply_to", SETTING_MAIL_REPLY_TO, &data->reply_to));
	TRY(settings_get(request->ctx, SETTING_MAIL_PASSWORD, &password));
	for (size_t i = 0; i < SECURITIES; i++)
		options[i] = (struct option){text_of(securities[i].word),
					     page_words(request, securities[i].label, TEXT_NONE),
					     text_equal(security, text_of(securities[i].word))};
	data->securities = (struct choices){options, SECURITIES};
	fill_trusted(request, data);
	data->has_password = !text_is_empty(password);
	data->own_address = request->staff.email;
	data->problems = request->ctx->problems;
	return mailings_are_on(request->ctx, &data->on);
}

static enum outcome show(struct request *request)
{
	struct mailings_settings data = {0};
	TRY(fill(request, &data));
	struct page_frame *frame = page_frame(request, N_("Mail"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_mailings_settings(answer_html(request, 200), frame, &data);
	return DONE;
}

enum outcome mailings_settings_show(struct request *request, const struct mailings_settings_show *in)
{
	(void)in;
	return show(request);
}

enum outcome mailings_settings_again(struct request *request, const struct mailings_settings_set *in)
{
	(void)in;
	return show(request);
}

static enum outcome check_address(struct context *ctx, struct text field, struct text value)
{
	if (text_is_empty(value) || email_address_is_valid(value))
		return DONE;
	return context_invalid(ctx, field, "not_an_address", N_("“{0}” is no e-mail address."), value, TEXT_NONE);
}

/* At least one has to be in force, or nothing would be trusted. */
static enum outcome check_authority(struct request *request, struct text pem)
{
	struct context *ctx = request->ctx;
	const struct text field = TEXT("authority");
	struct certificate list[CERTIFICATES_MOST];
	struct instant last = {0};
	size_t count;
	if (text_is_empty(text_trim(pem)))
		return DONE;
	switch (certificates_read(ctx->arena, pem, list, &count)) {
	case CERTIFICATES_FIT: break;
	case CERTIFICATES_WITH_KEY:
		return context_invalid(ctx, field, "with_key",
				       N_("There is a private key in this text, which nobody should be given. Paste "
					  "the certificate alone."),
				       TEXT_NONE);
	case CERTIFICATES_UNREADABLE:
		return context_invalid(ctx, field, "unreadable",
				       N_("This is no certificate as text. One begins with -----BEGIN CERTIFICATE----- "
					  "and ends with -----END CERTIFICATE-----."),
				       TEXT_NONE);
	}
	for (size_t i = 0; i < count; i++)
		last = list[i].ends.us > last.us ? list[i].ends : last;
	if (last.us > context_now(ctx).us)
		return DONE;
	return context_invalid(ctx, field, "ended", N_("This certificate expired on {0}."),
			       view_instant_text(&request->view, last), TEXT_NONE);
}

static struct text or_empty(struct text value)
{
	return text_is_none(value) ? TEXT("") : value;
}

/* A password stays with the server that it was typed for: else whoever may change the address could have it sent to
 * theirs. */
static enum outcome find_password(struct request *request, const struct mailings_settings_set *in,
				  struct text *ret_password)
{
	struct text host, user;
	*ret_password = in->password.value;
	if (!text_is_empty(*ret_password))
		return DONE;
	TRY(settings_get(request->ctx, SETTING_MAIL_HOST, &host));
	TRY(settings_get(request->ctx, SETTING_MAIL_USER, &user));
	TRY(settings_get(request->ctx, SETTING_MAIL_PASSWORD, ret_password));
	if (!text_equal(host, or_empty(in->host)) || !text_equal(user, or_empty(in->user)) || text_is_empty(in->user))
		*ret_password = TEXT("");
	return DONE;
}

enum outcome mailings_settings_set(struct request *request, const struct mailings_settings_set *in)
{
	struct context *ctx = request->ctx;
	static const char *const words[] = {"starttls", "try", "tls", "none"};
	struct text password;
	struct text authority = text_trim(or_empty(in->authority));
	TRY(check_authority(request, authority));
	TRY(check_address(ctx, TEXT("from_address"), in->from_address));
	TRY(check_address(ctx, TEXT("reply_to"), in->reply_to));
	if (!text_is_empty(in->host) && text_is_empty(in->from_address))
		return context_invalid(ctx, TEXT("from_address"), "required",
				       N_("Mail needs an address that it comes from."), TEXT_NONE);
	TRY(find_password(request, in, &password));
	const struct setting_value values[] = {
		{SETTING_MAIL_HOST, or_empty(in->host)},
		{SETTING_MAIL_PORT, text_of_number(ctx->arena, in->port)},
		{SETTING_MAIL_SECURITY, text_of(words[in->security])},
		{SETTING_MAIL_AUTHORITY, authority},
		{SETTING_MAIL_USER, or_empty(in->user)},
		{SETTING_MAIL_PASSWORD, password},
		{SETTING_MAIL_FROM_NAME, or_empty(in->from_name)},
		{SETTING_MAIL_FROM_ADDRESS, or_empty(in->from_address)},
		{SETTING_MAIL_REPLY_TO, or_empty(in->reply_to)},
	};
	TRY(settings_change(ctx, values, sizeof values / sizeof *values));
	return answer_redirect_saying(request, TEXT("/admin/settings/mail"), N_("Saved."), TEXT_NONE);
}

enum outcome mailings_test_post(struct request *request, const struct mailings_test_post *in)
{
	struct outbox_item_id item;
	bool on;
	(void)in;
	TRY(mailings_are_on(request->ctx, &on));
	if (!on)
		return context_conflict(request->ctx, TEXT_NONE, "mail_off",
					N_("There is no mail server yet. Enter one first."), TEXT_NONE);
	const struct mailing_ask ask = {
		.kind = MAILING_TEST,
		.name = request->staff.name,
		.address = request->staff.email,
		.language = text_of(request->view.language->code),
	};
	TRY(mailings_send(request->ctx, &ask, &item));
	return answer_redirect_saying(request, outbox_item_show_url(request->ctx->arena, item),
				      N_("It is on its way. What the mail server says stands here in a moment."),
				      TEXT_NONE);
}
