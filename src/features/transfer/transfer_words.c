/* What people call a column: words to be translated, and what fills them. */
#include "features/transfer/transfer_column.h"

#include "features/contacts/contacts.h"

static const char *const axes[AXIS_COUNT] = {
	[AXIS_GUEST] = N_("Guest"),
	[AXIS_ACTIVATION] = N_("Activation"),
	[AXIS_APPROVAL] = N_("Approval"),
	[AXIS_ACTIVE] = N_("Active"),
	[AXIS_BLOCKED] = N_("Blocked"),
	[AXIS_SUSPENDED] = N_("Suspended"),
	[AXIS_SUSPENDED_UNTIL] = N_("Suspended until"),
};

_Static_assert((int)CONTACT_FIELD_LABEL == (int)ADDRESS_CELL_LABEL &&
		       (int)CONTACT_FIELD_TAX_ID == (int)ADDRESS_CELL_TAX_ID,
	       "the parts of an address stand in one order");

static const char *address_words(enum transfer_address_cell cell)
{
	if (cell == ADDRESS_CELL_SHIPPING)
		return N_("Default for shipping");
	if (cell == ADDRESS_CELL_BILLING)
		return N_("Default for billing");
	return contact_field_declared((enum contact_field)cell)->label;
}

static const char *address_field(enum transfer_address_cell cell)
{
	if (cell == ADDRESS_CELL_SHIPPING)
		return "is_shipping";
	return cell == ADDRESS_CELL_BILLING ? "is_billing" : contact_field_declared((enum contact_field)cell)->word;
}

static const char *tax_field(enum transfer_tax_cell cell)
{
	return cell == TAX_KIND ? "kind" : cell == TAX_COUNTRY ? "country" : "value";
}

static const char *tax_words(enum transfer_tax_cell cell)
{
	return cell == TAX_KIND ? N_("Kind") : cell == TAX_COUNTRY ? N_("Country") : N_("Number");
}

static bool describe_column(struct arena *arena, struct text name, struct transfer_words *ret_words)
{
	struct transfer_column column;
	if (!transfer_column_parse(name, &column))
		return false;
	*ret_words =
		(struct transfer_words){.value = text_of_number(arena, (int64_t)column.number), .attribute = TEXT_NONE};
	switch (column.part) {
	case TRANSFER_SKIP: ret_words->words = N_("Leave out"); break;
	case TRANSFER_ID: ret_words->words = N_("ID"); break;
	case TRANSFER_SYSTEM: return false;
	case TRANSFER_FIELD:
		ret_words->words = customer_field_declared((enum customer_field)column.which)->label;
		break;
	case TRANSFER_ACCESS: ret_words->words = axes[column.which]; break;
	case TRANSFER_CONSENT: ret_words->words = N_("Consent"); break;
	case TRANSFER_EMAIL: ret_words->words = N_("E-mail {0}"); break;
	case TRANSFER_EMAIL_VERIFICATION:
		ret_words->words = N_("E-mail {0}: verification");
		ret_words->of = "email.";
		ret_words->like = "verification";
		break;
	case TRANSFER_PHONE:
		ret_words->words = column.which == PHONE_LABEL ? N_("Phone {0}: label") : N_("Phone {0}");
		break;
	case TRANSFER_ADDRESS:
		ret_words->words = N_("Address {0}: {1}");
		ret_words->part = address_words((enum transfer_address_cell)column.which);
		ret_words->of = "address.";
		ret_words->like = address_field((enum transfer_address_cell)column.which);
		break;
	case TRANSFER_TAX_ID:
		ret_words->words = N_("Tax number {0}: {1}");
		ret_words->part = tax_words((enum transfer_tax_cell)column.which);
		ret_words->of = "tax_id.";
		ret_words->like = tax_field((enum transfer_tax_cell)column.which);
		break;
	case TRANSFER_PASSWORD: ret_words->words = N_("Password, as another program has kept it"); break;
	case TRANSFER_TAGS: ret_words->words = N_("Tags"); break;
	case TRANSFER_GROUPS: ret_words->words = N_("Further groups"); break;
	case TRANSFER_CHANNELS: ret_words->words = N_("Seen in channels"); break;
	case TRANSFER_ATTRIBUTE:
		ret_words->words = N_("Attribute “{0}”");
		ret_words->value = ret_words->attribute = column.name;
		break;
	case TRANSFER_EXTERNAL:
		ret_words->words = N_("ID in {0}");
		ret_words->value = column.name;
		break;
	}
	return true;
}

bool transfer_describe(struct arena *arena, struct text name, struct transfer_words *ret_words)
{
	const struct text home = TEXT(TRANSFER_PHONE_HOME);
	if (!text_starts(name, home))
		return describe_column(arena, name, ret_words);
	*ret_words = (struct transfer_words){.words = N_("Phone {0}: country"),
					     .value = text_slice(name, home.size, SIZE_MAX),
					     .of = "address.",
					     .like = "country",
					     .attribute = TEXT_NONE};
	return true;
}
