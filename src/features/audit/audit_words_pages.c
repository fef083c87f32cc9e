/* What the values of an entry say to people: labels for fields, words for choices, names for codes. */
#include "features/audit/audit_pages.h"
#include "format/country.h"
#include "format/locale_names.h"
#include "web/language.h"

static struct text permission_words(struct request *request, struct text word)
{
	struct permission_set set;
	struct text unknown;
	if (text_equal(word, TEXT("*")))
		return page_words(request, N_("Everything"), TEXT_NONE);
	if (!permission_set_parse(word, &set, &unknown))
		return word;
	for (enum permission p = 0; p < PERMISSION_COUNT; p++)
		if (permission_has(set, p))
			return page_words(request, permission_what(p), TEXT_NONE);
	return word;
}

static struct text word_of(struct request *request, const struct audit_field *field, struct text word)
{
	if (field->kind == AUDIT_VALUE_PERMISSIONS)
		return permission_words(request, word);
	const char *meaning = audit_meaning(text_of(field->word), word);
	return *meaning ? page_words(request, meaning, TEXT_NONE) : word;
}

/* Each of them, commas between; what is none of ours stays. */
static struct text words_of(struct request *request, const struct audit_field *field, struct text value)
{
	struct text made = TEXT(""), word;
	while (text_next(&value, ' ', &word))
		made = text_format(request->ctx->arena, "%.*s%s%.*s", TEXT_ARG(made), made.size ? ", " : "",
				   TEXT_ARG(word_of(request, field, word)));
	return made;
}

static struct text value_words(struct request *request, const struct audit_field *field, struct text value)
{
	struct text language = text_of(request->ctx->language->code);
	if (text_is_empty(value))
		return TEXT_NONE;
	switch (field->kind) {
	case AUDIT_VALUE_FLAG:
		return page_words(request, text_equal(value, TEXT("yes")) ? N_("Yes") : N_("No"), TEXT_NONE);
	/* Texts of rows end with a NUL; a name that was given by people is its own translation. */
	case AUDIT_VALUE_ROLE: return view_tr(&request->view, NULL, value.at);
	case AUDIT_VALUE_COUNTRY: return country_name(value, language);
	case AUDIT_VALUE_LANGUAGE: return language_name(value, language);
	case AUDIT_VALUE_PERMISSIONS:
	case AUDIT_VALUE_WORDS: return words_of(request, field, value);
	case AUDIT_VALUE_TEXT: break;
	}
	return value;
}

struct audit_value_shown audit_value_words(struct request *request, struct text name,
					   const struct audit_value_list *row)
{
	struct audit_field field;
	if (!audit_field_find(name, row->field, &field))
		return (struct audit_value_shown){row->field, row->old, row->new};
	return (struct audit_value_shown){page_words(request, field.label, TEXT_NONE),
					  value_words(request, &field, row->old),
					  value_words(request, &field, row->new)};
}
