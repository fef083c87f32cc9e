/* Letters in staff's own words, on screen. */
#include "features/mailings/mailings_pages.h"

#include "mailings.routes.h"
#include "mailings.sql.h"
#include "mailings.views.h"
#include "web/language.h"
#include "web/web.h"

/* ---- all ---- */

static enum outcome fill_line(struct request *request, enum mailing kind, struct template_line *line)
{
	const struct language *languages;
	size_t count = language_list(&languages);
	struct text word = mailings_word(kind);
	struct template_cell *cells = arena_take_array(request->ctx->arena, count, sizeof *cells);
	for (size_t i = 0; i < count; i++) {
		struct mail_template template;
		TRY(mailings_get_template(request->ctx, kind, text_of(languages[i].code), &template));
		cells[i] = (struct template_cell){
			.language = text_of(languages[i].name),
			.url = mailings_template_show_url(request->ctx->arena, word, text_of(languages[i].code)),
			.own = template.version > 0,
		};
		if (&languages[i] == request->view.language)
			line->subject = template.subject;
	}
	line->title = page_words(request, mailings_title(word), TEXT_NONE);
	line->cells = cells;
	line->cell_count = count;
	return DONE;
}

static struct page_frame *frame_of(struct request *request, struct text title)
{
	struct page_frame *frame =
		text_is_none(title) ? page_frame(request, N_("Words of letters")) : page_frame_named(request, title);
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Mail"), TEXT("/admin/settings/mail"));
	return frame;
}

enum outcome mailings_templates_show(struct request *request, const struct mailings_templates_show *in)
{
	struct template_line lines[MAILING_COUNT] = {0};
	(void)in;
	for (enum mailing kind = 0; kind < MAILING_COUNT; kind++)
		TRY(fill_line(request, kind, &lines[kind]));
	view_mailings_templates(answer_html(request, 200), frame_of(request, TEXT_NONE), lines, MAILING_COUNT);
	return DONE;
}

/* ---- one ---- */

static enum outcome find(struct request *request, struct text word, struct text code, struct mail_template *ret_stored)
{
	enum mailing kind;
	if (!mailings_find_kind(word, &kind) || !language_find(code))
		return NOT_FOUND;
	return mailings_get_template(request->ctx, kind, code, ret_stored);
}

/* A customer's name and channel, else the name of whoever looks. */
static enum outcome ask_of(struct request *request, const struct mail_template *template, struct customer_id customer,
			   struct mailing_ask *ret_ask)
{
	struct mail_template_reader row;
	bool found = false;
	*ret_ask = (struct mailing_ask){.kind = template->kind,
					.name = request->staff.name,
					.address = request->staff.email,
					.language = template->language,
					.link = TEXT("/…")};
	TRY(context_read(request->ctx));
	if (customer.value)
		TRY(mail_template_reader(request->ctx->reader, customer, &found, &row));
	if (!found)
		return DONE;
	ret_ask->name = row.display_name;
	if (mailings_are_for_customers(template->kind))
		ret_ask->channel = row.channel_id;
	return DONE;
}

static enum outcome fill_preview(struct request *request, const struct mail_template *template,
				 struct customer_id customer, struct template_preview *preview)
{
	const struct mailing_places places = {.base_url = web_base_url(request->web), .secret = TEXT(SECRET_SHOWN)};
	struct mailing_letter letter;
	struct mailing_ask ask;
	TRY(ask_of(request, template, customer, &ask));
	TRY(mailings_fill_template(request->ctx, template, &ask, &letter));
	letter.source = mailings_fill_places(request->ctx->arena, letter.source, &places);
	preview->subject = letter.subject;
	preview->html = mailings_make_body(request->ctx->arena, letter.source);
	return mailings_make_text(request->ctx, &letter, &preview->text);
}

static void fill_urls(struct request *request, struct template_screen *screen)
{
	struct arena *arena = request->ctx->arena;
	struct text word = mailings_word(screen->stored.kind), code = screen->stored.language;
	static const struct text all[] = {{"{name}", 6}, {"{business}", 10}, {"{message}", 9}, {"{link}", 6}};
	screen->action = mailings_template_show_url(arena, word, code);
	screen->preview_url = mailings_template_preview_url(arena, word, code);
	screen->test_url = mailings_template_test_url(arena, word, code);
	screen->reset_url = mailings_template_reset_url(arena, word, code);
	screen->language = text_of(language_find(code)->name);
	screen->variables = all;
	screen->variable_count = mailings_have_link(screen->stored.kind) ? 4 : 3;
}

static enum outcome show(struct request *request, const struct mail_template *stored,
			 const struct mail_template *written, struct customer_id customer)
{
	struct template_screen screen = {.problems = request->ctx->problems, .stored = *stored, .template = *written};
	if (customer.value)
		screen.customer = text_of_number(request->ctx->arena, customer.value);
	/* Whoever was slower reads what they would replace. */
	screen.differs = written->version != stored->version;
	screen.template.version = stored->version;
	fill_urls(request, &screen);
	TRY(fill_preview(request, written, customer, &screen.preview));
	struct text title = page_words(request, mailings_title(mailings_word(stored->kind)), TEXT_NONE);
	struct page_frame *frame = frame_of(request, title);
	page_crumb(request, frame, N_("Words of letters"), TEXT("/admin/settings/mail/templates"));
	view_mailings_template(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome mailings_template_show(struct request *request, const struct mailings_template_show *in)
{
	struct mail_template stored;
	TRY(find(request, in->word, in->code, &stored));
	return show(request, &stored, &stored, (struct customer_id){0});
}

static struct text or_empty(struct text value)
{
	return text_is_none(value) ? TEXT("") : value;
}

/* What was sent, as it stands in the form; of `stored` it has kind and language. */
static struct mail_template written_of(struct request *request, const struct mail_template *stored, int64_t version)
{
	struct mail_template written = *stored;
	written.version = version;
	written.subject = or_empty(request_value(request, "subject"));
	written.body = or_empty(request_value(request, "body"));
	return written;
}

enum outcome mailings_template_again(struct request *request, const struct mailings_template_post *in)
{
	struct mail_template stored;
	TRY(find(request, in->word, in->code, &stored));
	struct mail_template written = written_of(request, &stored, in->version);
	return show(request, &stored, &written, in->customer);
}

enum outcome mailings_template_test_again(struct request *request, const struct mailings_template_test *in)
{
	struct mail_template stored;
	TRY(find(request, in->word, in->code, &stored));
	struct mail_template written = written_of(request, &stored, in->has_version ? in->version : stored.version);
	return show(request, &stored, &written, in->customer);
}

enum outcome mailings_template_post(struct request *request, const struct mailings_template_post *in)
{
	struct mail_template template;
	TRY(find(request, in->word, in->code, &template));
	template.version = in->version;
	template.subject = in->subject;
	template.body = in->body;
	TRY(mailings_set_template(request->ctx, &template));
	return answer_redirect_saying(request, mailings_template_show_url(request->ctx->arena, in->word, in->code),
				      N_("Saved."), TEXT_NONE);
}

enum outcome mailings_template_preview(struct request *request, const struct mailings_template_preview *in)
{
	struct template_preview preview = {.problems = request->ctx->problems};
	struct mail_template template;
	TRY(find(request, in->word, in->code, &template));
	template.subject = or_empty(in->subject);
	template.body = or_empty(in->body);
	/* What is wrong is said beside what it would look like. */
	enum outcome outcome = mailings_check_template(request->ctx, &template);
	if (outcome != DONE && outcome != INVALID)
		return outcome;
	TRY(fill_preview(request, &template, in->customer, &preview));
	view_mailings_preview(answer_html(request, 200), &preview);
	return DONE;
}

enum outcome mailings_template_test(struct request *request, const struct mailings_template_test *in)
{
	struct mailing_letter letter;
	struct mail_template template;
	struct outbox_item_id item;
	struct mailing_ask ask;
	bool on;
	TRY(find(request, in->word, in->code, &template));
	template.subject = in->subject;
	template.body = in->body;
	TRY(mailings_check_template(request->ctx, &template));
	TRY(mailings_are_on(request->ctx, &on));
	if (!on)
		return context_conflict(request->ctx, TEXT_NONE, "mail_off",
					N_("There is no mail server yet. Enter one first."), TEXT_NONE);
	TRY(ask_of(request, &template, in->customer, &ask));
	TRY(mailings_fill_template(request->ctx, &template, &ask, &letter));
	TRY(mailings_put_letter(request->ctx, &ask, &letter, &item));
	return answer_redirect_saying(request, outbox_item_show_url(request->ctx->arena, item),
				      N_("It is on its way. What the mail server says stands here in a moment."),
				      TEXT_NONE);
}

enum outcome mailings_template_reset(struct request *request, const struct mailings_template_reset *in)
{
	struct mail_template template;
	TRY(find(request, in->word, in->code, &template));
	TRY(mailings_reset_template(request->ctx, template.kind, template.language));
	return answer_redirect_saying(request, mailings_template_show_url(request->ctx->arena, in->word, in->code),
				      N_("It has the program's words again."), TEXT_NONE);
}
