/* What stands in letters: words in the recipient's language, the page that their HTML is. */
#include "features/mailings/mailings_letter.h"

#include "format/commonmark.h"
#include "mailings.views.h"
#include "service/settings.h"
#include "web/language.h"
#include "web/view.h"

#define LETTER_MOST (1u << 20)

struct kind {
	const char *word, *title, *subject, *opening, *link, *closing;
};
static const struct kind kinds[] = {
#define MAILING(name, word, title, subject, opening, link, closing) {word, title, subject, opening, link, closing},
#include "features/mailings/mailings_kinds.def"
#undef MAILING
};

/* Programs that show mail know no files of ours, so it stands in the letter itself. */
static const char style[] =
	"<style>:root{color-scheme:light dark}"
	"body{margin:0;padding:24px 16px;background:#f4f5f7;color:#1c2430;font:16px/1.5 system-ui,sans-serif}"
	"main{max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:8px}"
	"header,footer{max-width:560px;margin:0 auto;padding:0 24px 12px;font-weight:600}"
	"footer{padding:12px 24px 0;font-weight:400;font-size:13px;color:#596373}"
	"a{color:#1a56db}p{margin:0 0 16px;overflow-wrap:anywhere}"
	"@media (prefers-color-scheme:dark){body{background:#14181f;color:#e7eaef}main{background:#1e242e}"
	"a{color:#8ab4ff}footer{color:#a3adbb}}</style>";

const char *mailings_title(struct text word)
{
	for (size_t i = 0; i < MAILING_COUNT; i++)
		if (text_equal(word, text_of(kinds[i].word)))
			return kinds[i].title;
	return "";
}

static const struct language *language_of(struct text code)
{
	const struct language *language = language_find(code);
	return language ? language : language_find(TEXT("en"));
}

/* ---- words ---- */

/* {name} and {business} in a sentence. */
static struct text fill(struct arena *arena, struct text sentence, struct text name, struct text business)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	size_t done = 0;
	for (size_t i = 0; i < sentence.size; i++) {
		struct text rest = text_slice(sentence, i, SIZE_MAX);
		bool is_name = text_starts(rest, TEXT("{name}"));
		if (!is_name && !text_starts(rest, TEXT("{business}")))
			continue;
		buffer_add(&out, text_slice(sentence, done, i - done));
		buffer_add(&out, is_name ? name : business);
		i += (is_name ? sizeof "{name}" : sizeof "{business}") - 2;
		done = i + 1;
	}
	buffer_add(&out, text_slice(sentence, done, SIZE_MAX));
	return text_copy(arena, buffer_text(&out));
}

static struct text words_of(const struct language *language, const char *sentence)
{
	return *sentence ? language_text(language, NULL, sentence) : TEXT("");
}

/* Each line of people's own words as one of a quotation; what looks like markup in them is none. */
static struct text quote(struct arena *arena, struct text message)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	struct text rest = text_trim(message), line;
	if (text_is_empty(rest))
		return TEXT("");
	while (text_next(&rest, '\n', &line)) {
		buffer_add(&out, TEXT("> "));
		buffer_add(&out, commonmark_escape(arena, text_trim(line)));
		buffer_add(&out, TEXT("  \n"));
	}
	buffer_add(&out, TEXT("\n"));
	return text_copy(arena, buffer_text(&out));
}

enum outcome mailings_compose(struct context *ctx, const struct mailing_ask *ask, struct mailing_letter *ret_letter)
{
	const struct kind *kind = &kinds[ask->kind];
	struct arena *arena = ctx->arena;
	struct text business, code = ask->language;
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &business));
	if (text_is_empty(code))
		TRY(settings_get(ctx, SETTING_BUSINESS_LANGUAGE, &code));
	const struct language *language = language_of(code);
	struct text name = commonmark_escape(arena, ask->name), by = commonmark_escape(arena, business);
	struct text opening = fill(arena, words_of(language, kind->opening), name, by);
	struct text closing = fill(arena, words_of(language, kind->closing), name, by);
	struct text link = words_of(language, kind->link);
	if (link.size)
		link = text_format(arena, "[%.*s](<" BASE_PLACE "%.*s%s>)\n\n", TEXT_ARG(link), TEXT_ARG(ask->link),
				   text_is_none(ask->secret.value) ? "" : SECRET_PLACE);
	*ret_letter = (struct mailing_letter){
		.language = text_of(language->code),
		.name = ask->name,
		.subject = fill(arena, words_of(language, kind->subject), ask->name, business),
		.source = text_format(arena, "%.*s\n\n%.*s%.*s%.*s\n", TEXT_ARG(opening),
				      TEXT_ARG(quote(arena, ask->message)), TEXT_ARG(link), TEXT_ARG(closing)),
	};
	return DONE;
}

/* ---- parts ---- */

enum outcome mailings_make_html(struct context *ctx, const struct mailing_letter *letter, struct text *ret_html)
{
	struct buffer body __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	struct view view = {
		.out = &out,
		.arena = ctx->arena,
		.language = language_of(letter->language),
		.zone = zone_utc(),
		.now = context_now(ctx),
	};
	struct text business;
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &business));
	commonmark_add_html(&body, letter->source);
	view_letter_begin(&view, letter->language, letter->subject);
	buffer_add(&out, text_of(style));
	view_letter_end(&view, (struct html){buffer_text(&body)}, business);
	*ret_html = text_copy(ctx->arena, buffer_text(&out));
	return buffer_failed(&out) ? FAULT : DONE;
}

enum outcome mailings_make_text(struct context *ctx, const struct mailing_letter *letter, struct text *ret_text)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	struct text business;
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &business));
	commonmark_add_text(&out, letter->source);
	buffer_add(&out, TEXT("-- \n"));
	buffer_add(&out,
		   language_fill(ctx->arena, language_text(language_of(letter->language), NULL, N_("Sent by {0}.")),
				 &business, 1));
	buffer_add(&out, TEXT("\n"));
	*ret_text = text_copy(ctx->arena, buffer_text(&out));
	return buffer_failed(&out) ? FAULT : DONE;
}
