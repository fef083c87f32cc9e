/* What stands in letters: words in the recipient's language, the page that their HTML is. */
#include "features/mailings/mailings_template.h"

#include "format/commonmark.h"
#include "mailings.views.h"
#include "service/settings.h"
#include "web/language.h"
#include "web/view.h"

#include <sodium.h>

#define LETTER_MOST (1u << 20)
#define LOGO_WIDTH  240 /* as it is shown */
#define LOGO_HEIGHT 56

enum whom { STAFF, OFFICE, CUSTOMER, OWNER, ADDRESS, SUBSCRIBER };
static const char *const greetings[] = {
	[STAFF] = N_("Hello {name},"), [OFFICE] = N_("Hello,"),     [CUSTOMER] = N_("Dear {name},"),
	[OWNER] = N_("Dear {name},"),  [ADDRESS] = N_("Good day,"), [SUBSCRIBER] = N_("Dear {name},"),
};

struct kind {
	const char *word;
	enum whom reader;
	const char *title, *subject, *opening, *link, *closing;
};
static const struct kind kinds[] = {
#define MAILING(name, word, reader, title, subject, opening, link, closing)                                            \
	{word, reader, title, subject, opening, link, closing},
#include "features/mailings/mailings_kinds.def"
#undef MAILING
};

/* Programs that show mail know no files of ours, so it stands in the letter itself. */
static const char style[] =
	"<style>:root{color-scheme:light dark}"
	"body{margin:0;padding:24px 16px;background:#f4f5f7;color:#1c2430;font:16px/1.5 system-ui,sans-serif}"
	"main{max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:8px}"
	"header,footer{max-width:560px;margin:0 auto;padding:0 24px 12px;font-weight:600}"
	"header{display:flex;align-items:center}"
	"header img{flex:none;max-width:100%;height:auto;margin-right:12px;border:0;vertical-align:middle}"
	"footer{padding:12px 24px 0;font-weight:400;font-size:13px;color:#596373}"
	"a{color:#1a56db}p{margin:0 0 16px;overflow-wrap:anywhere}main p:last-child{margin-bottom:0}"
	".acts .alone a{display:inline-block;padding:10px 20px;border-radius:6px;background:#1a56db;color:#fff;"
	"font-weight:600;text-decoration:none}"
	"blockquote{margin:0 0 16px;padding-left:16px;border-left:3px solid #c4cbd6}"
	"blockquote p{margin:0}blockquote p+p{margin-top:8px}"
	".preview{display:none;max-height:0;overflow:hidden}"
	"@media (prefers-color-scheme:dark){body{background:#14181f;color:#e7eaef}main{background:#1e242e}"
	"header .plate{padding:6px;border-radius:6px;background:#fff}"
	"a{color:#8ab4ff}.acts .alone a{background:#2f6ae0;color:#fff}blockquote{border-color:#4a5568}"
	"footer{color:#a3adbb}}</style>";

struct text mailings_word(enum mailing kind)
{
	return text_of(kinds[kind].word);
}

bool mailings_find_kind(struct text word, enum mailing *ret_kind)
{
	for (*ret_kind = 0; *ret_kind < MAILING_COUNT; (*ret_kind)++)
		if (text_equal(word, text_of(kinds[*ret_kind].word)))
			return true;
	return false;
}

bool mailings_have_link(enum mailing kind)
{
	return *kinds[kind].link != '\0';
}

bool mailings_are_for_customers(enum mailing kind)
{
	enum whom reader = kinds[kind].reader;
	return reader != STAFF && reader != OFFICE;
}

bool mailings_warn(enum mailing kind)
{
	return kinds[kind].reader == OWNER;
}

bool mailings_rest_on_consent(enum mailing kind)
{
	return kinds[kind].reader == SUBSCRIBER;
}

const char *mailings_title(struct text word)
{
	enum mailing kind;
	return mailings_find_kind(word, &kind) ? kinds[kind].title : "";
}

static const struct language *language_of(struct text code)
{
	const struct language *language = language_find(code);
	return language ? language : language_find(TEXT("en"));
}

/* ---- words ---- */

static struct text words_of(const struct language *language, const char *sentence)
{
	return *sentence ? language_text(language, NULL, sentence) : TEXT("");
}

/* Customers are told Sie or du. */
static enum outcome find_language(struct context *ctx, enum mailing kind, struct text code,
				  const struct language **ret_language)
{
	bool familiar;
	*ret_language = language_of(code);
	TRY(settings_flag(ctx, SETTING_CUSTOMERS_FAMILIAR, &familiar));
	if (familiar && mailings_are_for_customers(kind))
		*ret_language = language_familiar(*ret_language);
	return DONE;
}

/* Title and words of a kind as a template; what is not said leaves no paragraph. */
enum outcome mailings_make_template(struct context *ctx, enum mailing kind, struct text language,
				    struct mail_template *ret_template)
{
	const struct kind *words = &kinds[kind];
	struct arena *arena = ctx->arena;
	const struct language *in;
	TRY(find_language(ctx, kind, language, &in));
	struct text link = words_of(in, words->link);
	if (link.size)
		link = text_format(arena, "[%.*s]({link})\n\n", TEXT_ARG(link));
	*ret_template = (struct mail_template){
		.kind = kind,
		.language = text_of(in->code),
		.subject = words_of(in, words->subject),
		.body = text_format(arena, "%.*s\n\n%.*s\n\n{message}\n\n%.*s%.*s\n",
				    TEXT_ARG(words_of(in, greetings[words->reader])),
				    TEXT_ARG(words_of(in, words->opening)), TEXT_ARG(link),
				    TEXT_ARG(words_of(in, words->closing))),
		.changed = INSTANT_NONE,
	};
	return DONE;
}

enum outcome mailings_compose(struct context *ctx, const struct mailing_ask *ask, struct mailing_letter *ret_letter)
{
	struct mail_template template;
	struct mailing_sender sender;
	TRY(mailings_find_sender(ctx, ask, &sender));
	struct text code = text_is_empty(ask->language) ? sender.language : ask->language;
	TRY(mailings_get_template(ctx, ask->kind, text_of(language_of(code)->code), &template));
	return mailings_fill_template(ctx, &template, ask, ret_letter);
}

/* ---- parts ---- */

struct html mailings_make_body(struct arena *arena, struct text source)
{
	struct buffer body __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	commonmark_add_html(&body, source);
	return (struct html){text_copy(arena, buffer_text(&body))};
}

/* The first paragraph that says something: a greeting ends with a comma. Lists of letters show it beside the subject.
 */
static struct text preview_of(struct arena *arena, struct text source)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	struct text rest, line;
	commonmark_add_text(&out, source);
	rest = buffer_text(&out);
	while (text_next(&rest, '\n', &line))
		if (!text_is_empty(line) && !text_ends(line, TEXT(",")))
			return text_copy(arena, line);
	return TEXT("");
}

/* A letter that was kept by an older version does not say. */
static enum outcome find_sender(struct context *ctx, const struct mailing_letter *letter, struct text *ret_sender)
{
	*ret_sender = letter->sender;
	return text_is_none(letter->sender) ? settings_get(ctx, SETTING_BUSINESS_NAME, ret_sender) : DONE;
}

static struct text base64_of(struct arena *arena, struct bytes bytes)
{
	size_t size = sodium_base64_encoded_len(bytes.size, sodium_base64_VARIANT_ORIGINAL);
	char *encoded = arena_take_bytes(arena, size);
	sodium_bin2base64(encoded, size, bytes.at, bytes.size, sodium_base64_VARIANT_ORIGINAL);
	return text_of(encoded);
}

static void fit_logo(const struct mailing_logo *logo, struct letter_words *words)
{
	const struct page_logo shape = {.width = logo->width, .height = logo->height};
	words->logo_width = page_logo_width(&shape, LOGO_WIDTH, LOGO_HEIGHT);
	words->logo_height = page_logo_height(&shape, LOGO_WIDTH, LOGO_HEIGHT);
}

enum outcome mailings_make_html(struct context *ctx, const struct mailing_letter *letter,
				const struct mailing_logo *logo, bool apart, struct text *ret_html)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	struct view view = {
		.out = &out,
		.arena = ctx->arena,
		.language = language_of(letter->language),
		.zone = zone_utc(),
		.now = context_now(ctx),
	};
	struct letter_words words = {
		.preview = preview_of(ctx->arena, letter->source),
		.body = mailings_make_body(ctx->arena, letter->source),
		.logo = logo,
		.logo_data = apart ? TEXT_NONE : base64_of(ctx->arena, logo->png),
		.leaves = !text_is_none(letter->withdrawal),
	};
	TRY(find_sender(ctx, letter, &words.sender));
	if (logo->png.size)
		fit_logo(logo, &words);
	view_letter_begin(&view, letter->language, letter->subject);
	buffer_add(&out, text_of(style));
	view_letter_end(&view, &words);
	*ret_html = text_copy(ctx->arena, buffer_text(&out));
	return buffer_failed(&out) ? FAULT : DONE;
}

enum outcome mailings_make_text(struct context *ctx, const struct mailing_letter *letter, struct text *ret_text)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	struct text sender;
	TRY(find_sender(ctx, letter, &sender));
	commonmark_add_text(&out, letter->source);
	buffer_add(&out, TEXT("-- \n"));
	buffer_add(&out,
		   language_fill(ctx->arena, language_text(language_of(letter->language), NULL, N_("Sent by {0}.")),
				 &sender, 1));
	buffer_add(&out, TEXT("\n"));
	*ret_text = text_copy(ctx->arena, buffer_text(&out));
	return buffer_failed(&out) ? FAULT : DONE;
}
