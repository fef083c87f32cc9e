/* Fields of type object: the same JSON text, whether JSON or a form's `name/member` was sent. */
#include "web/fields.h"

#include "context/context.h"
#include "tests/unit.h"

#include <stddef.h>
#include <string.h>

struct shape {
	struct text marks;
};

static const struct route_field fields[] = {
	{"marks", ROUTE_OBJECT, .flags = ROUTE_OPTIONAL, .max = 60, .offset = offsetof(struct shape, marks),
	 .count_offset = ROUTE_NOWHERE, .has_offset = ROUTE_NOWHERE, .was_offset = ROUTE_NOWHERE},
};
static const struct route route = {
	.method = HTTP_POST, .path = "/", .fields = fields, .field_count = 1, .body_limit = 1 << 20};

#define FORM "application/x-www-form-urlencoded"
#define JSON "application/json"

/* What arrives; "code at field" when it is refused. */
static struct text read(struct arena *arena, const char *type, const char *body)
{
	struct context ctx;
	struct fields sent;
	struct shape in = {0};
	context_open(&ctx, arena, NULL);
	struct http_pair header = {TEXT("Content-Type"), text_of(type)};
	struct http_request http = {.arena = arena,
				    .method = HTTP_POST,
				    .headers = &header,
				    .header_count = 1,
				    .body = {(const unsigned char *)body, strlen(body)}};
	if (fields_parse(&ctx, &route, &http, &sent) == 0 && fields_fill(&ctx, &route, &sent, &in) == DONE)
		return in.marks;
	const struct problem *first = &ctx.problems->list[0];
	return text_format(arena, "%s at %.*s", first->code, TEXT_ARG(first->field));
}

static void an_object_reads_the_same_from_a_form_as_from_json(void **state)
{
	static const struct {
		const char *type, *body, *read;
	} cases[] = {
		{FORM,
		 "marks/size=+x%22l&marks/a=1%0D%0A2&marks/=", "{\"size\":\" x\\\"l\",\"a\":\"1\\n2\",\"\":\"\"}"},
		{JSON, "{\"marks\":{\"a\":1,\"b\":null,\"c\":[]}}", "{\"a\":1,\"b\":null,\"c\":[]}"},
		{FORM, "marks={}", "unknown_field at marks"},
		{FORM, "mark/size=1", "unknown_field at mark/size"},
		{FORM, "marks/a=%1B", "wrong_type at marks/a"},
		{FORM, "marks/a=123456789012345678901234567890123456789012345678901234567890", "too_large at marks"},
		{JSON, "{\"marks\":\"a\"}", "wrong_type at marks"},
		{JSON, "{\"marks/a\":\"a\"}", "unknown_field at marks/a"},
		{JSON, "{\"marks\":{\"a\":1,\"a\":2}}", "duplicate at "},
	};
	(void)state;
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ASSERT_TEXT(read(arena, cases[i].type, cases[i].body), text_of(cases[i].read));
	assert_true(text_is_none(read(arena, FORM, "")) && text_is_none(read(arena, JSON, "{}")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(an_object_reads_the_same_from_a_form_as_from_json)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
