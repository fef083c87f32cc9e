/* Letters in staff's own words: checked, kept, filled in. */
#include "base/buffer.h"
#include "features/audit/audit.h"
#include "features/mailings/mailings_template.h"
#include "format/commonmark.h"
#include "mailings.sql.h"

#define LETTER_MOST  (1u << 20)
#define PRIVATE_SIGN "\xee\x80" /* what SECRET_PLACE and its like begin with */

struct variable {
	struct text place, value; /* "{name}" */
};

/* ---- reading ---- */

enum outcome mailings_get_template(struct context *ctx, enum mailing kind, struct text language,
				   struct mail_template *ret_template)
{
	const struct mail_template_list *rows;
	size_t count;
	TRY(context_read(ctx));
	TRY(mail_template_list(ctx->reader, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (text_equal(rows[i].word, mailings_word(kind)) && text_equal(rows[i].language, language)) {
			*ret_template = (struct mail_template){.kind = kind,
							       .language = rows[i].language,
							       .version = rows[i].version,
							       .subject = rows[i].subject,
							       .body = rows[i].body,
							       .changed = rows[i].changed};
			return DONE;
		}
	return mailings_make_template(ctx, kind, language, ret_template);
}

/* ---- checking ---- */

static bool is_part_of_word(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

/* The next "{word}" at or behind `*at`, which moves behind it; other braces are just braces. */
static bool next_variable(struct text text, size_t *at, struct text *ret_place)
{
	while ((*at = text_find(text, TEXT("{"), *at)) != SIZE_MAX) {
		size_t end = *at + 1;
		while (end < text.size && is_part_of_word(text.at[end]))
			end++;
		bool found = end > *at + 1 && end < text.size && text.at[end] == '}';
		*ret_place = text_slice(text, *at, end + 1 - *at);
		*at = found ? end + 1 : *at + 1;
		if (found)
			return true;
	}
	return false;
}

static enum outcome check_variables(struct context *ctx, struct text field, struct text text, const char *known)
{
	struct text place;
	size_t at = 0;
	while (next_variable(text, &at, &place))
		if (text_find(text_of(known), place, 0) == SIZE_MAX)
			return context_invalid(ctx, field, "unknown_variable",
					       N_("“{0}” is no variable of this letter."), place, TEXT_NONE);
	if (text_find(text, TEXT(PRIVATE_SIGN), 0) != SIZE_MAX)
		return context_invalid(ctx, field, "not_printable", N_("There is a character in it that no font has."),
				       TEXT_NONE);
	return DONE;
}

enum outcome mailings_check_template(struct context *ctx, const struct mail_template *template)
{
	bool link = mailings_have_link(template->kind);
	enum outcome subject = check_variables(ctx, TEXT("subject"), template->subject, "{name}{business}");
	TRY(check_variables(ctx, TEXT("body"), template->body,
			    link ? "{name}{business}{message}{link}" : "{name}{business}{message}"));
	TRY(subject);
	if (link && text_find(template->body, TEXT("{link}"), 0) == SIZE_MAX)
		return context_invalid(ctx, TEXT("body"), "link_missing",
				       N_("Without {link} nobody can do what this letter is for."), TEXT_NONE);
	return DONE;
}

/* ---- keeping ---- */

static enum outcome note(struct context *ctx, const struct mail_template *template, struct text new_subject)
{
	const struct audit_change changes[] = {{"word", TEXT_NONE, mailings_word(template->kind)},
					       {"language", TEXT_NONE, template->language},
					       {"subject", TEXT_NONE, new_subject}};
	return audit_add(ctx, &(struct audit_record){"mail_template.changed", "mail_template", 0, changes,
						     text_is_none(new_subject) ? 2 : 3});
}

static enum outcome set(struct context *ctx, void *state)
{
	const struct mail_template *template = state;
	struct text word = mailings_word(template->kind);
	struct instant now = context_now(ctx);
	int64_t changed;
	if (template->version)
		TRY(mail_template_change(ctx->writer,
					 &(struct mail_template_change_in){
						 .subject = template->subject,
						 .body = template->body,
						 .changed = now,
						 .word = word,
						 .language = template->language,
						 .version = template->version,
					 },
					 &changed));
	else
		TRY(mail_template_add(ctx->writer,
				      &(struct mail_template_add_in){
					      .word = word,
					      .language = template->language,
					      .subject = template->subject,
					      .body = template->body,
					      .changed = now,
				      },
				      &changed));
	if (!changed)
		return context_conflict(ctx, TEXT_NONE, "changed_meanwhile",
					N_("Somebody else has changed this letter meanwhile. Yours stands here, theirs "
					   "below; saving again replaces theirs."),
					TEXT_NONE);
	return note(ctx, template, template->subject);
}

enum outcome mailings_set_template(struct context *ctx, const struct mail_template *template)
{
	struct mail_template copy = *template;
	TRY(mailings_check_template(ctx, template));
	return context_transact(ctx, set, &copy);
}

static enum outcome reset(struct context *ctx, void *state)
{
	const struct mail_template *template = state;
	int64_t removed;
	TRY(mail_template_remove(ctx->writer, mailings_word(template->kind), template->language, &removed));
	return removed ? note(ctx, template, TEXT_NONE) : DONE;
}

enum outcome mailings_reset_template(struct context *ctx, enum mailing kind, struct text language)
{
	return context_transact(ctx, reset, &(struct mail_template){.kind = kind, .language = language});
}

/* ---- filling in ---- */

static struct text fill(struct arena *arena, struct text sentence, const struct variable *variables, size_t count)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	struct text place;
	size_t done = 0, at = 0;
	while (next_variable(sentence, &at, &place))
		for (size_t i = 0; i < count; i++)
			if (text_equal(place, variables[i].place)) {
				buffer_add(&out, text_slice(sentence, done, at - place.size - done));
				buffer_add(&out, variables[i].value);
				done = at;
			}
	buffer_add(&out, text_slice(sentence, done, SIZE_MAX));
	return text_copy(arena, buffer_text(&out));
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
	return text_copy(arena, buffer_text(&out));
}

enum outcome mailings_fill_template(struct context *ctx, const struct mail_template *template,
				    const struct mailing_ask *ask, struct mailing_letter *ret_letter)
{
	struct arena *arena = ctx->arena;
	struct text message = quote(arena, ask->message), body = template->body;
	bool secret = !text_is_none(ask->secret.value);
	struct text link = text_format(arena, BASE_PLACE "%.*s%s", TEXT_ARG(ask->link), secret ? SECRET_PLACE : "");
	struct mailing_sender sender;
	TRY(mailings_find_sender(ctx, ask, &sender));
	if (ask->enters && !text_is_none(sender.sign_in))
		link = sender.sign_in;
	const struct variable plain[] = {{TEXT("{name}"), ask->name}, {TEXT("{business}"), sender.name}};
	const struct variable marked[] = {{TEXT("{name}"), commonmark_escape(arena, ask->name)},
					  {TEXT("{business}"), commonmark_escape(arena, sender.name)},
					  {TEXT("{message}"), message},
					  /* In angle brackets it is an address by itself and behind words. */
					  {TEXT("{link}"), text_format(arena, "<%.*s>", TEXT_ARG(link))}};
	if (message.size && text_find(body, TEXT("{message}"), 0) == SIZE_MAX)
		body = text_join(arena, body, TEXT("\n\n{message}\n"));
	*ret_letter = (struct mailing_letter){
		.language = template->language,
		.name = ask->name,
		.subject = fill(arena, template->subject, plain, 2),
		.source = fill(arena, body, marked, 4),
		.sender = sender.name,
		.channel = sender.channel,
		.reply_to = sender.reply_to,
		.withdrawal = secret && mailings_rest_on_consent(ask->kind) ? link : TEXT_NONE,
	};
	return DONE;
}
