/* Letters in staff's own words as part of a document; those in the program's words are none. */
#include "features/mailings/mailings_template.h"
#include "mailings.sql.h"
#include "service/config.h"

enum { WORD, LANGUAGE, SUBJECT, BODY };

static const struct config_field fields[] = {
	[WORD] = {"word", CONFIG_TEXT},
	[LANGUAGE] = {"language", CONFIG_LANGUAGE},
	[SUBJECT] = {"subject", CONFIG_TEXT, MAIL_SUBJECT_MOST, .needed = true},
	[BODY] = {"body", CONFIG_LINES, MAIL_BODY_MOST, .needed = true},
};

/* They have no number of their own: that of the letter, and its language in two letters. */
static int64_t number_of(enum mailing letter, struct text language)
{
	return ((int64_t)letter + 1) * 0x10000 + (unsigned char)language.at[0] * 0x100 + (unsigned char)language.at[1];
}

static enum outcome list(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
			 size_t *ret_count)
{
	const struct mail_template_list *rows;
	enum mailing letter;
	size_t count;
	TRY(context_read(ctx));
	TRY(mail_template_list(ctx->reader, &rows, &count));
	*ret_list = config_things(ctx->arena, kind, count);
	*ret_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct config_thing *thing = &(*ret_list)[*ret_count];
		/* What an older program has written is of no letter any more. */
		if (!mailings_find_kind(rows[i].word, &letter) || rows[i].language.size != 2)
			continue;
		thing->id = number_of(letter, rows[i].language);
		thing->values[WORD] = rows[i].word;
		thing->values[LANGUAGE] = rows[i].language;
		thing->values[SUBJECT] = rows[i].subject;
		thing->values[BODY] = rows[i].body;
		(*ret_count)++;
	}
	return DONE;
}

/* What nobody has said of a new one is in the program's words. */
static enum outcome set(struct context *ctx, const struct config_kind *kind, struct config_ask *ask)
{
	struct mail_template template;
	enum mailing letter;
	(void)kind;
	if (!mailings_find_kind(ask->all[WORD], &letter))
		return context_invalid(ctx, TEXT("word"), "unknown", N_("“{0}” is no letter of the program."),
				       ask->all[WORD], TEXT_NONE);
	TRY(mailings_get_template(ctx, letter, ask->all[LANGUAGE], &template));
	if (!text_is_none(ask->all[SUBJECT]))
		template.subject = ask->all[SUBJECT];
	if (!text_is_none(ask->all[BODY]))
		template.body = ask->all[BODY];
	ask->id = number_of(letter, ask->all[LANGUAGE]);
	return mailings_set_template(ctx, &template);
}

const struct config_kind mailings_config_letters = {
	.word = "letters",
	CONFIG_FIELDS(fields),
	.key = CONFIG_BY_BOTH,
	.list = list,
	.set = set,
};
