/* The OpenAPI document: paths and schemas from tables. That of the program's own is linted (tests/openapi.sh). */
#include "web/openapi.h"

#include "format/json_read.h"
#include "tests/unit.h"

static const char *const sorts[] = {"newest", "oldest"};
static const struct route_field list_fields[] = {
	{.name = "customer", .kind = ROUTE_ID, .id_kind = "customer"},
	{.name = "limit", .kind = ROUTE_COUNT, .min = 1, .max = 250, .given = "50"},
	{.name = "sort", .kind = ROUTE_CHOICE, .given = "newest", .words = {sorts, 2}},
};
static const struct route_field add_fields[] = {
	{.name = "customer", .kind = ROUTE_ID, .id_kind = "customer"},
	{.name = "body", .kind = ROUTE_TEXT, .flags = ROUTE_WATCHED, .min = 1, .max = 100},
	{.name = "price", .kind = ROUTE_MONEY, .flags = ROUTE_OPTIONAL},
	{.name = "ids", .kind = ROUTE_ID, .flags = ROUTE_MANY | ROUTE_OPTIONAL, .most = 9, .id_kind = "customer"},
	{.name = "marks", .kind = ROUTE_OBJECT, .flags = ROUTE_OPTIONAL, .max = 100},
};
static const struct route routes[] = {
	{.method = HTTP_GET, .path = "/admin", .name = "start", .summary = "Start"},
	{.method = HTTP_GET,
	 .path = "/api/v1/customers/{customer}/notes",
	 .audience = ROUTE_KEY,
	 .permission = PERMISSION_NOTES_READ,
	 .name = "notes_list",
	 .tagged = true,
	 .summary = "Notes",
	 .fields = list_fields,
	 .field_count = 3,
	 .path_count = 1,
	 .returns = "Note",
	 .returns_many = true},
	{.method = HTTP_POST,
	 .path = "/api/v1/customers/{customer}/notes",
	 .audience = ROUTE_KEY,
	 .permission = PERMISSION_NOTES_WRITE,
	 .name = "notes_add",
	 .summary = "Add a note",
	 .fields = add_fields,
	 .field_count = 5,
	 .path_count = 1,
	 .returns = "Note"},
	{.method = HTTP_PATCH,
	 .path = "/api/v1/customers/{customer}/notes",
	 .audience = ROUTE_KEY,
	 .permission = PERMISSION_NOTES_WRITE,
	 .name = "notes_bulk",
	 .summary = "Many notes",
	 .raw_types = (const char *const[]){"application/json", NULL},
	 .items = &routes[2],
	 .items_most = 7,
	 .tagged = true,
	 .fields = list_fields,
	 .field_count = 1,
	 .path_count = 1,
	 .returns = "Values"},
};
static const struct route_shape_field note[] = {
	{.name = "id", .kind = ROUTE_COUNT},
	{.name = "follow_up", .kind = ROUTE_DATE, .flags = ROUTE_OPTIONAL},
	{.name = "parent", .kind = ROUTE_SHAPE, .flags = ROUTE_OPTIONAL, .shape = "Note"},
};
static const struct route_shape shapes[] = {{"Note", note, 3}, {"Values", NULL, 0}};
static const struct route_table table = {"notes", routes, 4, shapes, 2};
static const struct route_table *const tables[] = {&table, NULL};

/* The value at a path of keys with a blank between each. */
static const struct json_value *at(const struct json_value *value, const char *path)
{
	struct text rest = text_of(path), key;
	while (text_next(&rest, ' ', &key))
		value = json_member(value, key);
	return value;
}

static void expect(const struct json_document *document, const char *path, const char *source)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	const struct json_value *value = at(json_root(document), path);
	ASSERT_TEXT(value ? json_source(arena, value) : TEXT("nothing"), text_of(source));
}

static void test_document(void **state)
{
	(void)state;
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(1 << 20);
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	openapi_write(&out, &(struct openapi_ask){.tables = tables, .base_url = TEXT("https://crm.example.com")});
	assert_false(buffer_failed(&out));
	assert_int_equal(json_open((struct bytes){(const unsigned char *)out.at, out.size}, &document, &fault), DONE);
	expect(document, "openapi", "\"3.1.0\"");
	expect(document, "paths /admin", "nothing");
#define NOTES "paths /api/v1/customers/{customer}/notes "
	expect(document, NOTES "get operationId", "\"notes_list\"");
	expect(document, NOTES "get x-permission", "\"notes.read\"");
	expect(document, NOTES "get requestBody", "nothing");
	expect(document, NOTES "post parameters",
	       "[{\"name\":\"customer\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"integer\",\"format\":"
	       "\"int64\","
	       "\"minimum\":1,\"maximum\":9007199254740991}},{\"name\":\"Idempotency-Key\",\"in\":\"header\","
	       "\"required\":false,"
	       "\"description\":\"The same key and body happen once, however often they are sent in a day.\","
	       "\"schema\":{\"type\":\"string\",\"maxLength\":255}}]");
	expect(document, NOTES "post requestBody content application/json schema required", "[\"body\"]");
	expect(document, NOTES "post requestBody content application/json schema additionalProperties", "false");
	expect(document, NOTES "post requestBody content application/json schema properties body",
	       "{\"type\":\"string\",\"minLength\":1,\"maxLength\":100}");
	expect(document, NOTES "post requestBody content application/json schema properties marks additionalProperties",
	       "{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]}");
	expect(document, NOTES "post responses 2XX content application/json schema",
	       "{\"$ref\":\"#/components/schemas/Note\"}");
	expect(document, NOTES "get responses 304 headers ETag", "{\"$ref\":\"#/components/headers/ETag\"}");
	expect(document, NOTES "post responses 412", "nothing");
	expect(document, NOTES "patch responses 412", "{\"$ref\":\"#/components/responses/Changed\"}");
	expect(document, NOTES "patch responses 2XX headers", "{\"ETag\":{\"$ref\":\"#/components/headers/ETag\"}}");
#define ITEMS NOTES "patch requestBody content application/json schema properties data "
	expect(document, ITEMS "maxItems", "7");
	expect(document, ITEMS "items properties body", "{\"type\":\"string\",\"minLength\":1,\"maxLength\":100}");
	expect(document, ITEMS "items properties id minimum", "1");
	expect(document, "components schemas Values",
	       "{\"type\":\"object\",\"additionalProperties\":{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]}"
	       "}");
	expect(document, "components schemas Note properties follow_up",
	       "{\"type\":[\"string\",\"null\"],\"format\":\"date\"}");
	expect(document, "components schemas Note required", "[\"id\",\"follow_up\",\"parent\"]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_document)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
