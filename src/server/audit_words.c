/* What words in the audit log mean that stand in lists of several slices. */
#include "features/audit/audit.h"
#include "features/bulk/bulk.h"
#include "features/customers/customers.h"
#include "features/mailings/mailings_letter.h"

static const char *meaning(struct text field, struct text word)
{
	enum bulk_verb verb;
	enum customer_field own;
	if (text_equal(field, TEXT("what")) && bulk_verb_parse(word, &verb))
		return bulk_verb_declared(verb)->label;
	if (text_equal(field, TEXT("word")))
		return mailings_title(word);
	bool asked = text_equal(field, TEXT("shown_fields")) || text_equal(field, TEXT("required_fields"));
	if (asked && customer_field_parse(word, &own))
		return customer_field_declared(own)->label;
	for (size_t i = 0; asked && i < CUSTOMER_ASKED_COUNT; i++)
		if (text_equal(word, text_of(customer_asked_declared[i].word)))
			return customer_asked_declared[i].label;
	return "";
}

audit_meaning_elsewhere *const audit_meaning_elsewhere_of = meaning;
