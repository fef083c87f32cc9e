/* Stories of custom attributes that somebody new is given, on both engines: by the form, the API, many at once,
 * imports.
 */
#include "features/attributes/attributes.h"

#include "features/customers/customers.h"
#include "tests/site.h"

/* Every kind that can be typed, in the order of their words below. */
static void add_every_kind(struct site *site)
{
	static const struct {
		const char *word, *options;
		enum attribute_kind kind;
	} kinds[] = {
		{"size", "", ATTRIBUTE_KIND_TEXT},    {"story", "", ATTRIBUTE_KIND_LONG_TEXT},
		{"shoes", "", ATTRIBUTE_KIND_NUMBER}, {"met", "", ATTRIBUTE_KIND_DATE},
		{"fan", "", ATTRIBUTE_KIND_FLAG},     {"fit", "Slim\nWide", ATTRIBUTE_KIND_CHOICE},
		{"site", "", ATTRIBUTE_KIND_URL},     {"paint", "", ATTRIBUTE_KIND_COLOUR},
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const struct attribute_ask ask = {.word = text_of(kinds[i].word),
						  .kind = kinds[i].kind,
						  .labels = {text_of(kinds[i].word)},
						  .options = text_of(kinds[i].options),
						  .active = true};
		struct attribute_id id;
		assert_int_equal(attributes_add(site_fresh(site), &ask, &id), DONE);
	}
}

static struct attribute_id add_required(struct site *site, bool active)
{
	const struct attribute_ask ask = {
		.word = TEXT("size"), .labels = {TEXT("Size")}, .active = active, .required = true};
	struct attribute_id id = {0};
	assert_int_equal(attributes_add(site_fresh(site), &ask, &id), DONE);
	return id;
}

static int64_t count(struct site *site, const char *statement)
{
	return engine_number(&site->engine, statement);
}

#define KEPT                                                                                                           \
	"SELECT COUNT(*) FROM customer_attributes x JOIN attributes a ON a.id = x.attribute_id WHERE "                 \
	"(a.word = 'size' AND x.text = 'xl') OR (a.word = 'shoes' AND x.number = 42500) OR "                           \
	"(a.word = 'met' AND x.text = '2026-02-28') OR (a.word = 'fan' AND x.number = 1) OR "                          \
	"(a.word = 'fit' AND x.text = 'Wide') OR (a.word = 'site' AND x.text = 'https://a.example/') OR "              \
	"(a.word = 'paint' AND x.text = '#ffaa00') OR (a.word = 'story' AND x.text LIKE 'Once <b>%there')"

static void every_kind_can_be_given_to_somebody_new__1_A9(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_every_kind(&site);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers",
				      "{\"first_name\":\"Ann\",\"attributes\":{\"size\":\"xl\",\"shoes\":42.5,"
				      "\"met\":\"2026-02-28\",\"fan\":true,\"fit\":\"WIDE\",\"paint\":\"#FA0\","
				      "\"site\":\"https://a.example/\",\"story\":\"Once <b>\\nthere\"}}"),
			 201);
	assert_int_equal(count(&site, KEPT), 8);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/customers/new"), 200);
	assert_true(visitor_sees(&owner, "name=\"attributes/shoes\""));
	assert_int_equal(
		visitor_post(&owner, "/admin/customers/new",
			     "first_name=Ben&attributes/size=xl&attributes/shoes=42.5&attributes/met=2026-02-28"
			     "&attributes/fan=yes&attributes/fit=Wide&attributes/paint=%23fa0&attributes/site="
			     "https://a.example/&attributes/story=Once+%3Cb%3E%0D%0Athere"),
		303);
	assert_int_equal(count(&site, KEPT), 16);
	assert_int_equal(count(&site, "SELECT COUNT(*) FROM customer_attributes WHERE text LIKE '%\r%'"), 0);
	site_close(&site);
}

static void what_does_not_fit_is_said_at_once_and_nobody_is_added(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_every_kind(&site);
	int64_t before = count(&site, "SELECT COUNT(*) FROM customers");
	struct visitor shop = site_key(&site, "customers.read customers.write");
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers",
				      "{\"birth_date\":\"2026-01-01\",\"currency\":\"ABC\",\"attributes\":"
				      "{\"shoes\":\"large\",\"fit\":[1],\"no_such\":1}}"),
			 422);
	assert_true(visitor_sees(&shop, "\"field\":\"/attributes/shoes\",\"code\":\"not_a_number\""));
	assert_true(visitor_sees(&shop, "\"field\":\"/attributes/fit\",\"code\":\"wrong_type\""));
	assert_true(visitor_sees(&shop, "\"field\":\"/attributes/no_such\",\"code\":\"unknown_field\""));
	assert_true(visitor_sees(&shop, "\"field\":\"/currency\""));
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", "{\"attributes\":[1]}"), 422);
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", "{\"attributes\":{\"fit\":1,\"fit\":2}}"),
			 422);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_post(&owner, "/admin/customers/new",
				      "first_name=Ben&attributes/shoes=large&attributes/size=m%22l&attributes/fan=yes"),
			 422);
	assert_true(visitor_sees(&owner, "value=\"large\"") && visitor_sees(&owner, "value=\"m&quot;l\""));
	assert_true(visitor_sees(&owner, "<option value=\"yes\" selected"));
	assert_true(visitor_sees(&owner, "attributes-shoes-wrong"));
	assert_int_equal(
		visitor_post(&owner, "/admin/customers/new", "first_name=B&attributes/size=m&attributes/size=l"), 422);
	assert_int_equal(count(&site, "SELECT COUNT(*) FROM customers"), before);
	site_close(&site);
}

static void what_is_required_is_asked_for_by_staff_and_api_not_by_imports(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct attribute_id size = add_required(&site, true);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", "{\"first_name\":\"Ann\"}"), 422);
	assert_true(visitor_sees(&shop, "\"field\":\"/attributes/size\",\"code\":\"required\""));
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers",
				      "{\"first_name\":\"Ann\",\"attributes\":{\"size\":null}}"),
			 422);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_post(&owner, "/admin/customers/new", "first_name=Ben"), 422);
	assert_true(visitor_sees(&owner, "attributes-size-wrong"));
	assert_int_equal(visitor_post(&owner, "/admin/customers/new", "first_name=Ben&attributes/size=m"), 303);
	const struct customer_change name = {CUSTOMER_FIELD_FIRST_NAME, TEXT("Cem"), TEXT_NONE};
	struct customer_id cem;
	struct customer_adding adding = {.changes = &name, .count = 1};
	assert_int_equal(customers_add(site_fresh(&site), &adding, &cem), INVALID);
	adding.imported = true;
	assert_int_equal(customers_add(site_fresh(&site), &adding, &cem), DONE);
	const struct attribute_ask off = {.id = size, .labels = {TEXT("Size")}, .required = true};
	assert_int_equal(attributes_change(site_fresh(&site), &off), DONE);
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", "{\"first_name\":\"Ann\"}"), 201);
	site_close(&site);
}

static void a_change_sets_attributes_along_with_fields_or_nothing(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_required(&site, true);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers",
				      "{\"first_name\":\"Ann\",\"attributes\":{\"size\":\"m\"}}"),
			 201);
	struct text path = text_copy(site.arena, shop.location);
	struct text at = text_slice(path, text_find(path, TEXT("/api/"), 0), SIZE_MAX);
	at = text_format(site.arena, "%.*s", TEXT_ARG(at));
	assert_int_equal(
		visitor_send(&shop, "PATCH", at.at, "{\"first_name\":\"Anna\",\"attributes\":{\"size\":\"l\"}}"), 200);
	assert_int_equal(count(&site, "SELECT COUNT(*) FROM customer_attributes WHERE text = 'l'"), 1);
	assert_int_equal(visitor_send(&shop, "PATCH", at.at, "{\"first_name\":\"Eva\",\"attributes\":{\"size\":null}}"),
			 422);
	assert_true(visitor_sees(&shop, "\"field\":\"/attributes/size\",\"code\":\"required\""));
	assert_int_equal(count(&site, "SELECT COUNT(*) FROM customers WHERE first_name = 'Eva'"), 0);
	assert_int_equal(count(&site, "SELECT COUNT(*) FROM events WHERE name = 'attribute.changed'"), 2);
	site_close(&site);
}

static void many_at_once_bring_their_attributes(void **state)
{
	struct site site;
	site_open(&site, *state);
	add_required(&site, true);
	struct visitor shop = site_key(&site, "customers.read customers.write");
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers/bulk",
				      "{\"data\":[{\"email\":\"ann@a.example\",\"attributes\":{\"size\":\"m\"}},"
				      "{\"email\":\"ben@a.example\"},"
				      "{\"email\":\"ann@a.example\",\"attributes\":{\"size\":\"l\"}}]}"),
			 200);
	assert_true(visitor_sees(&shop, "\"index\":0,\"outcome\":\"created\""));
	assert_true(visitor_sees(&shop, "\"index\":1,\"outcome\":\"refused\""));
	assert_true(visitor_sees(&shop, "attributes/size"));
	assert_true(visitor_sees(&shop, "\"index\":2,\"outcome\":\"updated\""));
	assert_int_equal(count(&site, "SELECT COUNT(*) FROM customer_attributes WHERE text = 'l'"), 1);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(every_kind_can_be_given_to_somebody_new__1_A9),
		ON_BOTH(what_does_not_fit_is_said_at_once_and_nobody_is_added),
		ON_BOTH(what_is_required_is_asked_for_by_staff_and_api_not_by_imports),
		ON_BOTH(a_change_sets_attributes_along_with_fields_or_nothing),
		ON_BOTH(many_at_once_bring_their_attributes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
