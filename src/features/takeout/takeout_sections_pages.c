/* What is kept of a customer, section by section. */
#include "features/accounts/accounts.h"
#include "features/attributes/attributes.h"
#include "features/consents/consents.h"
#include "features/contacts/contacts.h"
#include "features/labels/labels.h"
#include "features/takeout/takeout_pages.h"
#include "service/events.h"
#include "web/language.h"

#define SIGN_INS_MOST 1000

static struct text yes_no(bool yes)
{
	return yes ? TEXT("yes") : TEXT("no");
}

static enum outcome add_label(struct takeout_document *document, struct takeout_record *record, enum label_kind kind,
			      int64_t id)
{
	struct label_rows row;
	static const char *const words[] = {N_("Type"), N_("Group"), N_("Sales channel")};
	enum outcome outcome = labels_get(document->request->ctx, kind, id, &row);
	if (outcome == DONE)
		takeout_pair_add(document, record, label_kind_word(kind).at, words[kind], row.name);
	return outcome == NOT_FOUND ? DONE : outcome;
}

static bool is_said_elsewhere(enum customer_field field)
{
	return customer_field_declared(field)->kind == CUSTOMER_FIELD_KIND_ref || field == CUSTOMER_FIELD_VIP;
}

static enum outcome read_person(struct takeout_document *document, struct customer_id customer)
{
	struct context *ctx = document->request->ctx;
	struct takeout_section *section = takeout_section_add(document, "person", N_("Your details"), 1);
	struct takeout_record *record = takeout_record_add(document, section);
	struct customer_row row;
	TRY(customers_get(ctx, customer, &row));
	takeout_pair_add(document, record, "id", N_("Customer number"), text_of_number(ctx->arena, customer.value));
	for (enum customer_field field = 0; field < CUSTOMER_FIELD_COUNT; field++)
		if (!is_said_elsewhere(field))
			takeout_pair_add(document, record, customer_field_declared(field)->word,
					 customer_field_declared(field)->label,
					 customers_field_text(ctx->arena, &row, field));
	TRY(add_label(document, record, LABEL_TYPE, row.type_id.value));
	TRY(add_label(document, record, LABEL_GROUP, row.group_id.value));
	TRY(add_label(document, record, LABEL_CHANNEL, row.channel_id.value));
	takeout_pair_add_at(document, record, "created", N_("Added"), row.created);
	return DONE;
}

static enum outcome read_emails(struct takeout_document *document, struct customer_id customer)
{
	struct email_list *rows;
	size_t count;
	TRY(email_list(document->request->ctx->reader, customer, &rows, &count));
	struct takeout_section *section = takeout_section_add(document, "emails", N_("E-mails"), count);
	for (size_t i = 0; i < count; i++) {
		struct takeout_record *record = takeout_record_add(document, section);
		takeout_pair_add(document, record, "address", N_("E-mail"), rows[i].address);
		takeout_pair_add(document, record, "primary", N_("Primary"), yes_no(rows[i].is_primary));
		takeout_pair_add(document, record, "verification", N_("E-mail verification"),
				 verification_key(rows[i].verification));
		takeout_pair_add_at(document, record, "verified_at", N_("Verified"), rows[i].verified_at);
	}
	return DONE;
}

static enum outcome read_phones(struct takeout_document *document, struct customer_id customer)
{
	struct phone_list *rows;
	size_t count;
	TRY(phone_list(document->request->ctx->reader, customer, &rows, &count));
	struct takeout_section *section = takeout_section_add(document, "phones", N_("Phones"), count);
	for (size_t i = 0; i < count; i++) {
		struct takeout_record *record = takeout_record_add(document, section);
		takeout_pair_add(document, record, "number", N_("Number"), rows[i].typed);
		takeout_pair_add(document, record, "label", N_("Label"), rows[i].label);
		takeout_pair_add(document, record, "primary", N_("Primary"), yes_no(rows[i].is_primary));
	}
	return DONE;
}

static enum outcome read_addresses(struct takeout_document *document, struct customer_id customer)
{
	const struct address_list *rows;
	size_t count;
	TRY(contacts_list_addresses(document->request->ctx, customer, &rows, &count));
	struct takeout_section *section = takeout_section_add(document, "addresses", N_("Addresses"), count);
	for (size_t i = 0; i < count; i++) {
		struct takeout_record *record = takeout_record_add(document, section);
		const struct contact_address address = contacts_address_of(&rows[i]);
		for (enum contact_field field = 0; field < CONTACT_FIELD_COUNT; field++)
			takeout_pair_add(document, record, contact_field_declared(field)->word,
					 contact_field_declared(field)->label, address.fields[field]);
		takeout_pair_add(document, record, "shipping", N_("Shipping"), yes_no(rows[i].is_shipping));
		takeout_pair_add(document, record, "billing", N_("Billing"), yes_no(rows[i].is_billing));
	}
	return DONE;
}

static enum outcome read_numbers(struct takeout_document *document, struct customer_id customer)
{
	struct tax_id_list *taxes;
	struct external_id_list *others;
	size_t tax_count, other_count;
	TRY(tax_id_list(document->request->ctx->reader, customer, &taxes, &tax_count));
	TRY(external_id_list(document->request->ctx->reader, customer, &others, &other_count));
	struct takeout_section *section =
		takeout_section_add(document, "numbers", N_("Other numbers"), tax_count + other_count);
	for (size_t i = 0; i < tax_count; i++) {
		struct takeout_record *record = takeout_record_add(document, section);
		takeout_pair_add(document, record, "kind", N_("Kind"), taxes[i].kind);
		takeout_pair_add(document, record, "country", N_("Country"), taxes[i].country);
		takeout_pair_add(document, record, "value", N_("Number"), taxes[i].value);
	}
	for (size_t i = 0; i < other_count; i++) {
		struct takeout_record *record = takeout_record_add(document, section);
		takeout_pair_add(document, record, "kind", N_("Kind"), others[i].system);
		takeout_pair_add(document, record, "value", N_("Number"), others[i].value);
	}
	return DONE;
}

/* What they see, and what is personal whether they see it or not. */
static enum outcome read_attributes(struct takeout_document *document, struct customer_id customer)
{
	struct context *ctx = document->request->ctx;
	struct attribute *list;
	struct text *values;
	size_t count;
	TRY(attributes_list(ctx, &list, &count));
	TRY(attributes_values(ctx, customer, list, count, &values));
	struct takeout_section *section = takeout_section_add(document, "attributes", N_("More about you"), count);
	for (size_t i = 0; i < count; i++) {
		if (text_is_empty(values[i]) || !(list[i].row.visible || list[i].row.personal))
			continue;
		struct takeout_record *record = takeout_record_add(document, section);
		takeout_pair_add(document, record, "key", N_("Key"), list[i].row.word);
		takeout_pair_add(document, record, "label", N_("Label"),
				 attribute_label(&list[i], text_of(ctx->language->code)));
		takeout_pair_add(document, record, "value", N_("Value"), values[i]);
	}
	return DONE;
}

static enum outcome read_consents(struct takeout_document *document, struct customer_id customer)
{
	struct consent consent;
	TRY(consents_get(document->request->ctx, customer, &consent));
	struct takeout_section *section = takeout_section_add(document, "consents", N_("Consents"), 1);
	if (consent.state == CONSENT_STATE_NONE)
		return DONE;
	struct takeout_record *record = takeout_record_add(document, section);
	takeout_pair_add(document, record, "purpose", N_("Purpose"), consent_purpose_key(CONSENT_PURPOSE_NEWSLETTER));
	takeout_pair_add(document, record, "state", N_("Status"), consent_state_key(consent.state));
	takeout_pair_add_at(document, record, "at", N_("Time"), consent.row.at);
	takeout_pair_add(document, record, "source", N_("Source"), consent_source_key(consent.row.source));
	takeout_pair_add(document, record, "wording", N_("Words"), consent.row.wording);
	takeout_pair_add(document, record, "given_ip", N_("IP address"), consent.row.given_ip);
	takeout_pair_add(document, record, "confirmed_ip", N_("IP address of the confirmation"),
			 consent.row.confirmed_ip);
	return DONE;
}

static enum outcome read_sign_ins(struct takeout_document *document, struct customer_id customer)
{
	const struct account_sign_ins_ask ask = {customer, TEXT_NONE, SIGN_INS_MOST};
	struct account_sign_ins list;
	TRY(accounts_list_sign_ins(document->request->ctx, &ask, &list));
	struct takeout_section *section = takeout_section_add(document, "sign_ins", N_("Sign-ins"), list.count);
	for (size_t i = 0; i < list.count; i++) {
		struct takeout_record *record = takeout_record_add(document, section);
		takeout_pair_add_at(document, record, "at", N_("Time"), list.rows[i].at);
		takeout_pair_add(document, record, "ip", N_("IP address"), list.rows[i].address);
		takeout_pair_add(document, record, "country", N_("Country"), list.rows[i].country);
		takeout_pair_add(document, record, "browser", N_("Browser"), list.rows[i].agent);
	}
	return DONE;
}

static enum outcome read_events(struct takeout_document *document, struct customer_id customer)
{
	struct takeout_events *rows;
	size_t count;
	TRY(takeout_events(document->request->ctx->reader, customer, &rows, &count));
	struct takeout_section *section = takeout_section_add(document, "events", N_("What happened"), count);
	for (size_t i = 0; i < count; i++) {
		if (!event_is_told(rows[i].name))
			continue;
		struct takeout_record *record = takeout_record_add(document, section);
		takeout_pair_add_at(document, record, "at", N_("Time"), rows[i].at);
		takeout_pair_add(document, record, "name", N_("What"), rows[i].name);
		record->pairs[1].shown = page_words(document->request, event_label(rows[i].name), TEXT_NONE);
	}
	return DONE;
}

enum outcome takeout_read(struct takeout_document *document, struct customer_id customer)
{
	static enum outcome (*const sections[])(struct takeout_document *, struct customer_id) = {
		read_person,     read_emails,   read_phones,   read_addresses, read_numbers,
		read_attributes, read_consents, read_sign_ins, read_events,
	};
	TRY(context_read_together(document->request->ctx));
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		TRY(sections[i](document, customer));
	return DONE;
}
