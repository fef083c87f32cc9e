/* Forms with files: values and files apart, and whatever is not framed to the letter refused. */
#include "tests/unit.h"
#include "web/fields.h"

#define PART "--b\r\nContent-Disposition: form-data; name="
#define END  "\r\n--b--\r\n"
#define TYPE "multipart/form-data; boundary=b"

struct shape {
	struct text body;
	struct route_file picture;
};

#define PLAIN .count_offset = ROUTE_NOWHERE, .has_offset = ROUTE_NOWHERE, .was_offset = ROUTE_NOWHERE
static const struct route_field fields[] = {
	{"body", ROUTE_TEXT, .min = 1, .max = 10, .offset = offsetof(struct shape, body), PLAIN},
	{"picture", ROUTE_FILE, .flags = ROUTE_OPTIONAL, .max = 5, .offset = offsetof(struct shape, picture), PLAIN},
};
static const struct route route = {.method = HTTP_POST, .path = "/", .fields = fields, .field_count = 2};

struct answer {
	struct arena *arena;
	struct context ctx;
	struct shape in;
};

/* "taken", or the code of the only problem. */
static const char *send(struct answer *answer, const char *type, const char *body)
{
	arena_reset(answer->arena);
	context_open(&answer->ctx, answer->arena, NULL);
	struct http_pair header = {TEXT("Content-Type"), text_of(type)};
	struct http_request http = {.arena = answer->arena,
				    .method = HTTP_POST,
				    .headers = &header,
				    .header_count = 1,
				    .body = {(const unsigned char *)body, strlen(body)}};
	struct fields sent;
	memset(&answer->in, 0, sizeof(answer->in));
	if (!fields_parse(&answer->ctx, &route, &http, &sent) &&
	    fields_fill(&answer->ctx, &route, &sent, &answer->in) == DONE)
		return "taken";
	return answer->ctx.problems->count == 1 ? answer->ctx.problems->list[0].code : "several";
}

static void test_a_value_and_a_file(void **state)
{
	struct answer *answer = *state;
	assert_string_equal(send(answer, TYPE,
				 PART
				 "\"body\"\r\n\r\nx\r\n" PART
				 "\"picture\"; filename=\"a%22.png\"\r\nContent-Type: image/png\r\n\r\n\r\n--c" END),
			    "taken");
	ASSERT_TEXT(answer->in.body, TEXT("x"));
	ASSERT_TEXT(answer->in.picture.name, TEXT("a\".png"));
	ASSERT_TEXT(answer->in.picture.type, TEXT("image/png"));
	assert_int_equal(answer->in.picture.content.size, 5);
	assert_memory_equal(answer->in.picture.content.at, "\r\n--c", 5);
}

/* What a browser sends for a file input that was left alone. */
static void test_no_file_chosen(void **state)
{
	struct answer *answer = *state;
	assert_string_equal(send(answer, "multipart/form-data; charset=x; boundary=\"b\"",
				 PART "\"body\"\r\n\r\nx\r\n" PART "\"picture\"; filename=\"\"\r\n\r\n" END),
			    "taken");
	assert_null(answer->in.picture.content.at);
}

static void test_what_is_refused(void **state)
{
	static const struct {
		const char *body, *code;
	} cases[] = {
		{PART "\"body\"\r\n\r\nx\r\n" PART "\"picture\"; filename=\"a\"\r\n\r\n123456" END, "too_large"},
		{PART "\"body\"; filename=\"a\"\r\n\r\nx" END, "wrong_type"},
		{PART "\"body\"\r\n\r\nx\r\n" PART "\"picture\"\r\n\r\nx" END, "wrong_type"},
		{PART "\"body\"\r\n\r\nx\r\n" PART "\"body\"\r\n\r\ny" END, "duplicate"},
		{PART "\"body\"\r\n\r\nx\r\n" PART "\"role\"\r\n\r\ny" END, "unknown_field"},
		{PART "\"body\"\r\n\r\n\xff" END, "not_text"},
		{PART "\"bo\xff\"\r\n\r\nx" END, "malformed"},
		{PART "\"body\"\r\n\r\nx", "malformed"},
		{PART "\"body\r\n\r\nx" END, "malformed"},
		{PART "\"body\" x\r\n\r\nx" END, "malformed"},
		{"--b\r\nContent-Type: text/plain\r\n\r\nx" END, "malformed"},
		{"--b\r\nContent-Disposition: attachment; name=\"body\"\r\n\r\nx" END, "malformed"},
		{"before\r\n" PART "\"body\"\r\n\r\nx" END, "malformed"},
		{"--bad\r\n", "malformed"},
		{"", "malformed"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(send(*state, TYPE, cases[i].body), cases[i].code);
	assert_string_equal(send(*state, "multipart/form-data", PART "\"body\"\r\n\r\nx" END), "malformed");
	assert_string_equal(send(*state, "multipart/form-data; x=\"; boundary=b\"", PART "\"body\"\r\n\r\nx" END),
			    "malformed");
}

static int set_up(void **state)
{
	static struct answer answer;
	answer.arena = arena_open((size_t)16 << 20);
	*state = &answer;
	return 0;
}

static int tear_down(void **state)
{
	arena_close(((struct answer *)*state)->arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_value_and_a_file),
		cmocka_unit_test(test_no_file_chosen),
		cmocka_unit_test(test_what_is_refused),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
