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

#define PART(name) "--b\r\nContent-Disposition: form-data; name=\"" name "\""

/* "name of the file" of every member that is one. */
static struct text read_files(struct arena *arena, const struct route *of, const char *body)
{
	struct context ctx;
	struct fields sent;
	struct shape in = {0};
	struct text member, all = TEXT("");
	struct route_file file;
	size_t walk = 0;
	context_open(&ctx, arena, NULL);
	struct http_pair header = {TEXT("Content-Type"), TEXT("multipart/form-data; boundary=b")};
	struct http_request http = {.arena = arena,
				    .method = HTTP_POST,
				    .headers = &header,
				    .header_count = 1,
				    .body = {(const unsigned char *)body, strlen(body)}};
	if (fields_parse(&ctx, of, &http, &sent) || fields_fill(&ctx, of, &sent, &in) != DONE)
		return text_of(ctx.problems->list[0].code);
	while (fields_next_file(&sent, TEXT("marks"), &walk, &member, &file))
		all = text_format(arena, "%.*s%.*s=%.*s ", TEXT_ARG(all), TEXT_ARG(member), TEXT_ARG(file.name));
	return text_join(arena, all, in.marks);
}

static void members_may_be_files_where_that_is_declared(void **state)
{
	static const char body[] =
		PART("marks/a") "\r\n\r\n1\r\n" PART("marks/b") "; filename=\"b.png\"\r\n\r\nx\r\n" PART(
			"marks/c") "; filename=\"\"\r\n\r\n\r\n" PART("marks/b") "; "
										 "filename=\"d.png\"\r\n\r\n\r\n--b--"
										 "\r\n";
	struct route_field with_files = fields[0];
	with_files.flags |= ROUTE_FILES;
	struct route other = route;
	other.fields = &with_files;
	(void)state;
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	ASSERT_TEXT(read_files(arena, &other, body), TEXT("b=b.png b=d.png {\"a\":\"1\"}"));
	ASSERT_TEXT(read_files(arena, &route, body), TEXT("wrong_type"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(an_object_reads_the_same_from_a_form_as_from_json),
					   cmocka_unit_test(members_may_be_files_where_that_is_declared)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
