/* Stories of what the pages of events say, on both engines: who it was, what it was, and of what. */
#include "accounts.schema.h"
#include "consents.schema.h"
#include "contacts.schema.h"
#include "features/access/access.h"
#include "features/attributes/attributes.h"
#include "service/event_fields.h"
#include "tests/site.h"
#include "visits.schema.h"

static const char *page_of(struct site *site, const char *before, struct customer_id customer, const char *below)
{
	return text_format(site->arena, "%s/customers/%lld%s", before, (long long)customer.value, below).at;
}

static void a_key_is_called_by_its_name_wherever_it_acted__0_H1(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id farah = site_customer(&site, "Farah");
	struct visitor shop = site_key(&site, "customers.read customers.block events.read"),
		       owner = site_staff(&site, "owner");
	engine_script(&site.engine, "UPDATE api_keys SET name = 'Web shop'");
	assert_int_equal(visitor_send(&shop, "POST", page_of(&site, "/api/v1", farah, "/block"), "{}"), 200);
	int64_t event = engine_number(&site.engine, "SELECT id FROM events WHERE name = 'customer.blocked'");
	const char *shown[] = {"", "/events", "/timeline",
			       text_format(site.arena, "/events/%lld", (long long)event).at};
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		assert_int_equal(visitor_get(&owner, page_of(&site, "/admin", farah, shown[i])), 200);
		assert_true(visitor_sees(&owner, "API key Web shop"));
		assert_false(visitor_sees(&owner, "An API key"));
	}
	assert_int_equal(visitor_get(&shop, page_of(&site, "/api/v1", farah, "/events")), 200);
	assert_true(visitor_sees(&shop, "\"kind\":\"key\""));
	assert_true(visitor_sees(&shop, "\"name\":\"Web shop\""));
	assert_int_equal(visitor_get(&shop, page_of(&site, "/api/v1", farah,
						    text_format(site.arena, "/events/%lld", (long long)event).at)),
			 200);
	assert_true(visitor_sees(&shop, "\"name\":\"Web shop\""));
	site_close(&site);
}

#define ASSERT_MEANS(field, type, COUNT, key)                                                                          \
	for (int i = 0; i < (COUNT); i++)                                                                              \
		if (!*event_word(TEXT(field), key((enum type)i)))                                                      \
			fail_msg("%s has a word without words", field);

static void every_choice_that_an_event_holds_has_words(void **state)
{
	(void)state;
	ASSERT_MEANS("activation", activation, ACTIVATION_COUNT, activation_key)
	ASSERT_MEANS("approval", approval, APPROVAL_COUNT, approval_key)
	ASSERT_MEANS("consent", consent_state, CONSENT_STATE_COUNT, consent_state_key)
	ASSERT_MEANS("purpose", consent_purpose, CONSENT_PURPOSE_COUNT, consent_purpose_key)
	ASSERT_MEANS("purpose", account_link_purpose, ACCOUNT_LINK_PURPOSE_COUNT, account_link_purpose_key)
	ASSERT_MEANS("reason", visit_reason, VISIT_REASON_COUNT, visit_reason_key)
	ASSERT_MEANS("source", consent_source, CONSENT_SOURCE_COUNT, consent_source_key)
	ASSERT_MEANS("suspended", access_function, ACCESS_FUNCTION_COUNT, access_function_key)
	ASSERT_MEANS("verification", verification, VERIFICATION_COUNT, verification_key)
}

/* What the page of the last event of that name says. */
static void look_at_last(struct visitor *visitor, struct customer_id customer, const char *name)
{
	struct site *site = visitor->site;
	int64_t event = engine_number(
		&site->engine, text_format(site->arena, "SELECT MAX(id) FROM events WHERE name = '%s'", name).at);
	assert_int_equal(visitor_get(visitor, page_of(site, "/admin", customer,
						      text_format(site->arena, "/events/%lld", (long long)event).at)),
			 200);
}

static void assert_says(struct visitor *visitor, const char *label, const char *old, const char *new)
{
	const char *line = text_format(visitor->site->arena, "<td>%s</td><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td>",
				       label, old, new)
				   .at;
	if (!visitor_sees(visitor, line))
		fail_msg("%s is not on %.*s", line,
			 TEXT_ARG(text_slice(visitor->body, text_find(visitor->body, TEXT("<tbody"), 0), 2000)));
}

static void add_size(struct site *site, struct customer_id customer)
{
	const struct attribute_ask ask = {.kind = ATTRIBUTE_KIND_NUMBER,
					  .word = TEXT("size"),
					  .labels = {TEXT("Shoe size"), TEXT_NONE, TEXT("Schuhgröße")},
					  .active = true};
	struct attribute_id id;
	assert_int_equal(attributes_add(site_fresh(site), &ask, &id), DONE);
	assert_int_equal(attributes_set(site_fresh(site), customer, id, TEXT("42.5"), TEXT_NONE), DONE);
}

static void do_this_and_that(struct visitor *owner, struct customer_id farah)
{
	static const struct {
		const char *below, *form;
	} deeds[] = {
		{"/block", "reason=fraud"},
		{"/unblock", "reason="},
		{"/suspend", "functions=sign_in&functions=orders&until=2099-01-01&message=Sorry"},
		{"/external-ids/new", "system=shop&value=A1"},
		{"/addresses/new", "line1=Am+Wall+1&postcode=01067&city=Dresden&state=DE-SN&country=DE&is_billing=yes"},
		{"/tax-ids/new", "kind=vat&country=DE&value=DE1"},
		{"/phones/new", "number=%2B60123456789&label=Mobile"},
		{"/notes", "body=Call&follow_up=2099-02-01"},
		{"/tags", "name=loyal"},
	};
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		assert_int_equal(
			visitor_post(owner, page_of(owner->site, "/admin", farah, deeds[i].below), deeds[i].form), 303);
}

static void events_speak_the_readers_language_to_the_last_value__0_H1(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id farah = site_customer(&site, "farah@x.example");
	struct visitor owner = site_staff(&site, "owner");
	engine_script(&site.engine, "UPDATE staff SET language = 'de'");
	do_this_and_that(&owner, farah);
	add_size(&site, farah);
	look_at_last(&owner, farah, "customer.blocked");
	assert_says(&owner, "Gesperrt", "Nein", "Ja");
	assert_says(&owner, "Grund", "–", "fraud");
	look_at_last(&owner, farah, "customer.suspended");
	assert_says(&owner, "Ausgesetzt", "–", "Anmelden, Bestellungen");
	assert_true(visitor_sees(&owner, "2099, ") && !visitor_sees(&owner, "2099-"));
	assert_says(&owner, "Nachricht an den Kunden", "–", "Sorry");
	look_at_last(&owner, farah, "customer.updated");
	assert_says(&owner, "Externe ID", "–", "shop:A1");
	look_at_last(&owner, farah, "address.added");
	assert_says(&owner, "Bundesstaat", "–", "Sachsen");
	assert_says(&owner, "Land", "–", "Deutschland");
	look_at_last(&owner, farah, "tax_id.added");
	assert_says(&owner, "Art", "–", "USt-IdNr.");
	look_at_last(&owner, farah, "phone.added");
	assert_says(&owner, "Nummer", "–", "+60123456789");
	look_at_last(&owner, farah, "note.added");
	assert_says(&owner, "Wiedervorlage", "–", "1. Februar 2099");
	look_at_last(&owner, farah, "attribute.changed");
	assert_says(&owner, "Schuhgröße", "–", "42,5");
	assert_int_equal(visitor_get(&owner, page_of(&site, "/admin", farah, "/events")), 200);
	static const char *const raw[] = {"reason:", "message:", "external_id", "DE-SN",      "sign_in",
					  ": yes",   "2099-01",  "line1",       "is_billing", "vat",
					  "tag:",    "size:",    "number:"};
	for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
		if (visitor_sees(&owner, raw[i]))
			fail_msg("events say “%s”", raw[i]);
	site_close(&site);
}

static void what_is_offered_no_more_has_a_name_in_events_still(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id farah = site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	engine_script(&site.engine,
		      "INSERT INTO groups (id, word, name, position, active, is_default, taxed, discount, created) "
		      "VALUES (77, 'regulars', 'Regulars', 7, 1, 0, 0, 0, 1)");
	const struct customer_change joins = {CUSTOMER_FIELD_GROUP, TEXT("77"), TEXT_NONE},
				     leaves = {CUSTOMER_FIELD_GROUP, TEXT("1"), TEXT_NONE};
	assert_int_equal(customers_change(site_fresh(&site), farah, &joins, 1), DONE);
	assert_int_equal(customers_change(site_fresh(&site), farah, &leaves, 1), DONE);
	engine_script(&site.engine, "UPDATE groups SET active = 0 WHERE id = 77");
	look_at_last(&owner, farah, "customer.updated");
	assert_says(&owner, "Group", "Regulars", "General");
	engine_script(&site.engine, "DELETE FROM groups WHERE id = 77");
	look_at_last(&owner, farah, "customer.updated");
	assert_says(&owner, "Group", "number 77, removed", "General");
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_choice_that_an_event_holds_has_words),
		ON_BOTH(events_speak_the_readers_language_to_the_last_value__0_H1),
		ON_BOTH(what_is_offered_no_more_has_a_name_in_events_still),
		ON_BOTH(a_key_is_called_by_its_name_wherever_it_acted__0_H1),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
