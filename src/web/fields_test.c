/* Fields under hostile input: mass assignment, duplicates, nesting, limits, numbers, text, ids, forms and JSON alike.
 */
#include "web/fields.h"

#include "tests/unit.h"

#include <stdio.h>

struct shape {
	int64_t id;
	struct text body, was_body;
	bool has_body;
	struct text name;
	struct date day;
	struct instant at;
	int64_t limit, size;
	bool has_size;
	bool pinned, has_pinned;
	struct text was_pinned;
	unsigned sort;
	struct money price;
	bool has_price;
	int64_t owner;
	const int64_t *owners;
	size_t owners_count;
	struct secret password;
	struct text more;
	struct text email;
	struct route_file picture;
	struct bytes raw;
	struct text raw_type;
};

#define AT(member) .offset = offsetof(struct shape, member)
#define NO_COUNT   .count_offset = ROUTE_NOWHERE
#define NO_HAS     .has_offset = ROUTE_NOWHERE
#define NO_WAS     .was_offset = ROUTE_NOWHERE
#define PLAIN      NO_COUNT, NO_HAS, NO_WAS
static const char *const sorts[] = {"newest", "oldest"};

static const struct route_field fields[] = {
	{"id", ROUTE_ID, .id_kind = "customer", AT(id), PLAIN},
	{"body", ROUTE_TEXT, .flags = ROUTE_MULTILINE | ROUTE_WATCHED, .min = 1, .max = 10, AT(body), NO_COUNT, NO_HAS,
	 .was_offset = offsetof(struct shape, was_body)},
	{"name", ROUTE_TEXT, .flags = ROUTE_OPTIONAL, .min = 2, .max = 5, AT(name), PLAIN},
	{"day", ROUTE_DATE, .flags = ROUTE_OPTIONAL, AT(day), PLAIN},
	{"at", ROUTE_INSTANT, .flags = ROUTE_OPTIONAL, AT(at), PLAIN},
	{"limit", ROUTE_COUNT, .min = 1, .max = 250, .given = "50", AT(limit), PLAIN},
	{"size", ROUTE_COUNT, .flags = ROUTE_OPTIONAL, .min = -5, .max = 5, AT(size), NO_COUNT,
	 .has_offset = offsetof(struct shape, has_size), NO_WAS},
	{"pinned", ROUTE_FLAG, .flags = ROUTE_WATCHED, AT(pinned), NO_COUNT, NO_HAS,
	 .was_offset = offsetof(struct shape, was_pinned)},
	{"sort", ROUTE_CHOICE, .given = "newest", .words = {sorts, 2}, AT(sort), PLAIN},
	{"price", ROUTE_MONEY, .flags = ROUTE_OPTIONAL, .min = 0, .max = 100000, AT(price), NO_COUNT,
	 .has_offset = offsetof(struct shape, has_price), NO_WAS},
	{"owner", ROUTE_ID, .flags = ROUTE_OPTIONAL, .id_kind = "customer", AT(owner), PLAIN},
	{"owners", ROUTE_ID, .flags = ROUTE_OPTIONAL | ROUTE_MANY, .most = 3, .id_kind = "customer", AT(owners),
	 .count_offset = offsetof(struct shape, owners_count), NO_HAS, NO_WAS},
	{"password", ROUTE_SECRET, .flags = ROUTE_OPTIONAL, .min = 8, .max = 20, AT(password), PLAIN},
	{"more", ROUTE_JSON, .flags = ROUTE_OPTIONAL, .max = 100, AT(more), PLAIN},
	{"email", ROUTE_EMAIL, .flags = ROUTE_OPTIONAL, AT(email), PLAIN},
	{"picture", ROUTE_FILE, .flags = ROUTE_OPTIONAL, .max = 5, AT(picture), PLAIN},
};
static const struct route posting = {.method = HTTP_POST,
				     .path = "/customers/{id}",
				     .fields = fields,
				     .field_count = sizeof(fields) / sizeof(*fields),
				     .path_count = 1,
				     .body_limit = 1 << 20};

static const struct route_field patch_fields[] = {
	{"body", ROUTE_TEXT, .min = 1, .max = 10, AT(body), NO_COUNT, .has_offset = offsetof(struct shape, has_body),
	 NO_WAS},
	{"size", ROUTE_COUNT, .flags = ROUTE_OPTIONAL, .max = 5, AT(size), NO_COUNT,
	 .has_offset = offsetof(struct shape, has_size), NO_WAS},
	{"pinned", ROUTE_FLAG, .flags = ROUTE_WATCHED, AT(pinned), NO_COUNT,
	 .has_offset = offsetof(struct shape, has_pinned), .was_offset = offsetof(struct shape, was_pinned)},
};
static const struct route patching = {.method = HTTP_PATCH,
				      .path = "/customers",
				      .fields = patch_fields,
				      .field_count = sizeof(patch_fields) / sizeof(*patch_fields),
				      .patch = true};

static const char *const csv[] = {"text/csv", NULL};
static const struct route importing = {.method = HTTP_POST,
				       .path = "/import",
				       .raw_types = csv,
				       .raw_offset = offsetof(struct shape, raw),
				       .raw_type_offset = offsetof(struct shape, raw_type)};

/* Customers 1 to 9 are in the asker's scope; looking up 99 breaks. */
static enum outcome check_customer(struct context *ctx, struct text kind, int64_t id)
{
	(void)ctx, (void)kind;
	return id == 99 ? FAULT : id >= 1 && id <= 9 ? DONE : NOT_FOUND;
}

struct answer {
	struct arena *arena;
	struct context ctx;
	struct fields sent;
	struct shape in;
	int status;
	enum outcome outcome;
};

static void send(struct answer *answer, const struct route *route, const char *type, struct bytes body,
		 struct text query)
{
	arena_reset(answer->arena);
	context_open(&answer->ctx, answer->arena, NULL);
	struct http_pair header = {TEXT("Content-Type"), text_of(type)};
	struct http_request http = {.arena = answer->arena,
				    .method = route->method,
				    .query = query,
				    .headers = &header,
				    .header_count = type ? 1 : 0,
				    .body = body};
	memset(&answer->in, 0, sizeof(answer->in));
	answer->outcome = FAULT;
	answer->status = fields_parse(&answer->ctx, route, &http, &answer->sent);
	if (!answer->status)
		answer->outcome = fields_fill(&answer->ctx, route, &answer->sent, &answer->in);
}

static struct bytes bytes_of(const char *string)
{
	return (struct bytes){(const unsigned char *)string, strlen(string)};
}

#define FORM "application/x-www-form-urlencoded"
#define JSON "application/json"

/* One problem: this code at this field ("" for the whole request). */
static void expect_problem(const struct answer *answer, const char *field, const char *code, const char *what)
{
	const struct problems *problems = answer->ctx.problems;
	if (!answer->status && answer->outcome != INVALID)
		fail_msg("%s: taken", what);
	if (problems->count != 1 || strcmp(problems->list[0].code, code) != 0 ||
	    !text_equal(problems->list[0].field.at ? problems->list[0].field : TEXT(""), text_of(field)))
		fail_msg("%s: %zu problems, first %s at %.*s", what, problems->count,
			 problems->count ? problems->list[0].code : "none",
			 TEXT_ARG(problems->count ? problems->list[0].field : TEXT("")));
}

struct refused {
	const char *body, *field, *code;
};

static void expect_all_refused(struct answer *answer, const struct route *route, const char *type,
			       const struct refused *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		send(answer, route, type, bytes_of(cases[i].body), TEXT_NONE);
		expect_problem(answer, cases[i].field, cases[i].code, cases[i].body);
	}
}
#define EXPECT_ALL_REFUSED(answer, route, type, cases)                                                                 \
	expect_all_refused(answer, route, type, cases, sizeof(cases) / sizeof(*(cases)))

static void test_a_whole_form(void **state)
{
	struct answer *answer = *state;
	send(answer, &posting, FORM,
	     bytes_of("csrf=x&body=a%0D%0Ab+&was_body=%0D%0A&name=++Ann+&day=2026-05-01&at=2026-05-01T10%3A00&size=-5&"
		      "pinned=on"
		      "&sort=oldest&price=10.5&price_currency=EUR&owner=7&owners=1&owners=2&password=+secret+1&more=%"
		      "7B%7D"),
	     TEXT_NONE);
	const struct shape *in = &answer->in;
	assert_int_equal(answer->outcome, DONE);
	ASSERT_TEXT(in->body, TEXT("a\nb "));
	ASSERT_TEXT(in->was_body, TEXT("\n"));
	ASSERT_TEXT(in->name, TEXT("Ann"));
	assert_int_equal(in->day.days, date_of(2026, 5, 1).days);
	ASSERT_TEXT(instant_format(answer->arena, in->at), TEXT("2026-05-01T10:00:00Z"));
	assert_int_equal(in->limit, 50);
	assert_true(in->has_size && in->size == -5 && in->pinned && in->sort == 1);
	assert_true(in->has_price && in->price.minor == 1050);
	assert_int_equal(in->owner, 7);
	assert_int_equal(in->owners_count, 2);
	assert_int_equal(in->owners[1], 2);
	ASSERT_TEXT(in->password.value, TEXT(" secret 1"));
	ASSERT_TEXT(in->more, TEXT("{}"));
	ASSERT_TEXT(fields_sent(&answer->sent, &posting, "csrf"), TEXT("x"));
	assert_true(text_is_none(fields_sent(&answer->sent, &posting, "password")));
}

static void test_a_whole_object(void **state)
{
	struct answer *answer = *state;
	send(answer, &posting, "application/json; charset=utf-8",
	     bytes_of("{\"body\":\"x\",\"day\":null,\"limit\":7,\"pinned\":true,\"sort\":\"oldest\",\"owners\":[3,4],"
		      "\"price\":{\"amount\":1050,\"currency\":\"EUR\"},\"more\":{\"a\":[1,{\"b\":2}]}}"),
	     TEXT_NONE);
	const struct shape *in = &answer->in;
	assert_int_equal(answer->outcome, DONE);
	assert_true(date_is_none(in->day) && instant_is_none(in->at) && !in->has_size && text_is_none(in->name));
	assert_true(in->limit == 7 && in->pinned && in->sort == 1 && in->owners_count == 2 && in->price.minor == 1050);
	ASSERT_TEXT(in->more, TEXT("{\"a\":[1,{\"b\":2}]}"));
}

static void test_mass_assignment(void **state)
{
	static const struct refused form[] = {
		{"body=x&role=owner", "role", "unknown_field"},
		{"body=x&balance=1", "balance", "unknown_field"},
		{"body=x&id=3", "id", "unknown_field"}, /* the path's, not the body's to give */
		{"body=x&was_name=a", "was_name", "unknown_field"},
		{"body=x&has_size=1", "has_size", "unknown_field"},
		{"body=x&name_currency=EUR", "name_currency", "unknown_field"},
		{"body=x&body%5Brole%5D=1", "body[role]", "unknown_field"},
		{"body=x&Name=Ann", "Name", "unknown_field"},
		{"body=x&=1", "", "unknown_field"},
	};
	static const struct refused json[] = {
		{"{\"body\":\"x\",\"status\":\"active\"}", "status", "unknown_field"},
		{"{\"body\":\"x\",\"csrf\":\"x\"}", "csrf", "unknown_field"},
		{"{\"body\":\"x\",\"price_currency\":\"EUR\"}", "price_currency", "unknown_field"},
		{"{\"body\":\"x\",\"__proto__\":{}}", "__proto__", "unknown_field"},
	};
	EXPECT_ALL_REFUSED(*state, &posting, FORM, form);
	EXPECT_ALL_REFUSED(*state, &posting, JSON, json);
	send(*state, &posting, FORM, bytes_of("body=x"), TEXT("role=owner"));
	expect_problem(*state, "", "unknown_field", "a query beside a form");
}

static void test_duplicates_and_nesting(void **state)
{
	static const struct refused form[] = {
		{"body=x&body=y", "body", "duplicate"},
		{"body=x&was_body=a&was_body=b", "was_body", "duplicate"},
		{"body=x&price=1&price_currency=EUR&price_currency=USD", "price_currency", "duplicate"},
	};
	static const struct refused json[] = {
		{"{\"body\":\"x\",\"body\":\"y\"}", "", "duplicate"},
		{"{\"body\":{\"a\":1}}", "body", "nested"},
		{"{\"body\":[\"x\"]}", "body", "nested"},
		{"{\"body\":\"x\",\"owners\":[[1]]}", "owners/0", "nested"},
		{"{\"body\":\"x\",\"owners\":[1,{\"id\":2}]}", "owners/1", "nested"},
		{"{\"body\":\"x\",\"was_body\":{}}", "was_body", "nested"},
		{"{\"body\":\"x\",\"owners\":1}", "owners", "wrong_type"},
		{"[]", "", "wrong_type"},
		{"\"body\"", "", "wrong_type"},
	};
	EXPECT_ALL_REFUSED(*state, &posting, FORM, form);
	EXPECT_ALL_REFUSED(*state, &posting, JSON, json);
}

static void test_numbers(void **state)
{
	static const char *const wrong[] = {"1e2",  "1e308", "1.0", "1.005",    "0x10",
					    "%2B5", "05",    "NaN", "Infinity", "9223372036854775808",
					    "1 2",  "--1",   "٣"};
	struct answer *answer = *state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		char copy[64];
		snprintf(copy, sizeof(copy), "body=x&limit=%s", wrong[i]);
		send(answer, &posting, FORM, bytes_of(copy), TEXT_NONE);
		expect_problem(answer, "limit", "not_a_number", copy);
	}
	static const struct refused json[] = {
		{"{\"body\":\"x\",\"limit\":\"5\"}", "limit", "not_a_number"},
		{"{\"body\":\"x\",\"limit\":1e308}", "limit", "not_a_number"},
		{"{\"body\":\"x\",\"limit\":1.5}", "limit", "not_a_number"},
		{"{\"body\":\"x\",\"limit\":5.0}", "limit", "not_a_number"},
		{"{\"body\":\"x\",\"limit\":0}", "limit", "out_of_range"},
		{"{\"body\":\"x\",\"limit\":-1}", "limit", "out_of_range"},
		{"{\"body\":\"x\",\"limit\":251}", "limit", "out_of_range"},
		{"{\"body\":\"x\",\"limit\":9223372036854775807}", "limit", "out_of_range"},
		{"{\"body\":\"x\",\"limit\":9223372036854775808}", "", "out_of_range"},
		{"{\"body\":\"x\",\"limit\":true}", "limit", "not_a_number"},
		{"{\"body\":\"x\",\"pinned\":1}", "pinned", "wrong_type"},
		{"{\"body\":7}", "body", "wrong_type"},
	};
	EXPECT_ALL_REFUSED(answer, &posting, JSON, json);
}

static void test_money(void **state)
{
	static const struct refused form[] = {
		{"body=x&price=10", "price", "not_money"},
		{"body=x&price=1.005&price_currency=EUR", "price", "not_money"},
		{"body=x&price=1e3&price_currency=EUR", "price", "not_money"},
		{"body=x&price=NaN&price_currency=EUR", "price", "not_money"},
		{"body=x&price=1&price_currency=XXX", "price", "not_money"},
		{"body=x&price=-0.01&price_currency=EUR", "price", "out_of_range"},
		{"body=x&price=1000.01&price_currency=EUR", "price", "out_of_range"},
	};
	static const struct refused json[] = {
		{"{\"body\":\"x\",\"price\":10.5}", "price", "not_money"},
		{"{\"body\":\"x\",\"price\":{\"amount\":10.5,\"currency\":\"EUR\"}}", "price", "not_money"},
		{"{\"body\":\"x\",\"price\":{\"amount\":\"10\",\"currency\":\"EUR\"}}", "price", "not_money"},
		{"{\"body\":\"x\",\"price\":{\"amount\":10}}", "price", "not_money"},
		{"{\"body\":\"x\",\"price\":{\"amount\":10,\"currency\":\"EUR\",\"rate\":1}}", "price", "not_money"},
	};
	EXPECT_ALL_REFUSED(*state, &posting, FORM, form);
	EXPECT_ALL_REFUSED(*state, &posting, JSON, json);
}

static void test_text(void **state)
{
	static const struct refused form[] = {
		{"", "body", "required"},
		{"body=", "body", "required"},
		{"body=12345678901", "body", "too_long"},
		{"body=%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4", "body", "too_long"},
		{"body=x&name=+a+", "name", "too_short"},
		{"body=x&name=a%0Ab", "name", "control_character"},
		{"body=x&name=a%E2%80%A8b", "name", "control_character"},
		{"body=x&name=a%7Fb", "name", "control_character"},
		{"body=a%0Db", "body", "control_character"},
		{"body=a%1Bb", "body", "control_character"},
		{"body=x&password=short", "password", "too_short"},
		{"body=a%00b", "", "not_text"},
		{"body=%ff", "", "not_text"},
		{"body=%C0%AF", "", "not_text"},
		{"body=%ED%A0%80", "", "not_text"},
		{"body=%", "", "not_text"},
		{"body=x&sort=worst", "sort", "unknown_choice"},
		{"body=x&day=2026-02-30", "day", "not_a_date"},
		{"body=x&at=yesterday", "at", "not_an_instant"},
		{"body=x&at=2026-05-01T24%3A00", "at", "not_an_instant"},
		{"body=x&pinned=maybe", "pinned", "wrong_type"},
		{"body=x&more=%7B", "more", "not_json"},
		{"body=x&email=nobody", "email", "not_an_email"},
		{"body=x&picture=x", "picture", "wrong_type"},
	};
	static const struct refused json[] = {
		{"{\"body\":\"a\\u0000b\"}", "", "not_text"},
		{"{\"body\":\"\xff\"}", "", "not_text"},
		{"{\"body\":null}", "body", "required"},
		{"{\"body\":\"\"}", "body", "required"},
		{"{\"body\":\"x\",\"sort\":1}", "sort", "wrong_type"},
		{"{\"body\":\"x\"", "", "malformed"},
		{"", "", "malformed"},
	};
	EXPECT_ALL_REFUSED(*state, &posting, FORM, form);
	EXPECT_ALL_REFUSED(*state, &posting, JSON, json);
}

/* Two ways to write ü are one way in the database. */
static void test_normal_form(void **state)
{
	struct answer *answer = *state;
	send(answer, &posting, FORM,
	     bytes_of("body=u%CC%88&was_body=u%CC%88&password=u%CC%88234567&email=a@B%C3%9CCHER.example"), TEXT_NONE);
	assert_int_equal(answer->outcome, DONE);
	ASSERT_TEXT(answer->in.body, TEXT("ü"));
	ASSERT_TEXT(answer->in.was_body, TEXT("ü"));
	assert_int_equal(answer->in.password.value.size, 9);
	ASSERT_TEXT(answer->in.email, TEXT("a@bücher.example"));
}

static void test_ids(void **state)
{
	static const struct refused form[] = {
		{"body=x&owner=10", "owner", "not_found"},
		{"body=x&owner=0", "owner", "not_found"},
		{"body=x&owner=-1", "owner", "not_found"},
		{"body=x&owner=9007199254740992", "owner", "not_found"},
		{"body=x&owner=1%20OR%201", "owner", "not_a_number"},
		{"body=x&owners=1&owners=10", "owners/1", "not_found"},
		{"body=x&owners=1&owners=2&owners=3&owners=4", "owners", "too_many"},
	};
	struct answer *answer = *state;
	EXPECT_ALL_REFUSED(answer, &posting, FORM, form);
	send(answer, &posting, FORM, bytes_of("body=x&owner=99"), TEXT_NONE);
	assert_int_equal(answer->outcome, FAULT);
}

static enum outcome fill_path(struct answer *answer, const char *id)
{
	struct route_match match = {.route = &posting, .parameters = {text_of(id)}};
	return fields_fill_path(&answer->ctx, &match, &answer->in);
}

/* Out of scope, never there, or no id at all: one answer, without a problem that would tell them apart. */
static void test_path_ids(void **state)
{
	static const char *const none[] = {"10", "0", "-1", "01", "1.0", "abc", "%31", "9223372036854775808", "+1", ""};
	struct answer *answer = *state;
	send(answer, &posting, FORM, bytes_of("body=x"), TEXT_NONE);
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_int_equal(fill_path(answer, none[i]), NOT_FOUND);
	assert_int_equal(answer->ctx.problems->count, 0);
	assert_int_equal(fill_path(answer, "99"), FAULT);
	assert_int_equal(fill_path(answer, "7"), DONE);
	assert_int_equal(answer->in.id, 7);
}

static void test_patch(void **state)
{
	static const struct refused json[] = {
		{"{\"body\":null}", "body", "required"},
		{"{\"pinned\":null}", "pinned", "required"},
	};
	struct answer *answer = *state;
	send(answer, &patching, JSON, bytes_of("{}"), TEXT_NONE);
	assert_int_equal(answer->outcome, DONE);
	assert_true(!answer->in.has_body && !answer->in.has_size && !answer->in.has_pinned);
	send(answer, &patching, JSON, bytes_of("{\"size\":null,\"body\":\"x\"}"), TEXT_NONE);
	assert_int_equal(answer->outcome, DONE);
	assert_true(answer->in.has_body && answer->in.has_size && answer->in.size == 0);
	EXPECT_ALL_REFUSED(answer, &patching, JSON, json);
	send(answer, &patching, FORM, bytes_of("was_pinned=true"), TEXT_NONE); /* the box was there, unticked */
	assert_true(answer->outcome == DONE && answer->in.has_pinned && !answer->in.pinned);
	ASSERT_TEXT(answer->in.was_pinned, TEXT("true"));
}

static void test_content_types(void **state)
{
	static const struct {
		const char *type, *body;
		int status;
	} cases[] = {{"text/plain", "{\"body\":\"x\"}", 415},
		     {NULL, "{\"body\":\"x\"}", 415},
		     {"application/jsonp", "{}", 415},
		     {"APPLICATION/JSON", "{\"body\":\"x\"}", 0},
		     {JSON, "{", 400}};
	struct answer *answer = *state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		send(answer, &posting, cases[i].type, bytes_of(cases[i].body), TEXT_NONE);
		assert_int_equal(answer->status, cases[i].status);
	}
	send(answer, &importing, "text/csv; charset=utf-8", bytes_of("a,b\n"), TEXT_NONE);
	assert_int_equal(answer->outcome, DONE);
	assert_int_equal(answer->in.raw.size, 4);
	ASSERT_TEXT(answer->in.raw_type, TEXT("text/csv"));
	send(answer, &importing, "text/html", bytes_of("a,b\n"), TEXT_NONE);
	assert_int_equal(answer->status, 415);
}

/* Too many values are refused while they are counted; too many problems are not all listed. */
static void test_floods(void **state)
{
	struct answer *answer = *state;
	struct buffer body = buffer_make(1 << 20);
	for (int i = 0; i < 1000; i++)
		buffer_add_format(&body, "x%d=1&", i);
	send(answer, &posting, FORM, (struct bytes){(unsigned char *)body.at, body.size}, TEXT_NONE);
	assert_int_equal(answer->outcome, INVALID);
	assert_int_equal(answer->ctx.problems->count, FIELDS_PROBLEMS);
	buffer_clear(&body);
	for (int i = 0; i <= FIELDS_MOST; i++)
		buffer_add(&body, TEXT("owners=1&"));
	send(answer, &posting, FORM, (struct bytes){(unsigned char *)body.at, body.size}, TEXT_NONE);
	assert_int_equal(answer->status, 413);
	buffer_clear(&body);
	buffer_add(&body, TEXT("{\"owners\":[1"));
	for (int i = 0; i < FIELDS_MOST; i++)
		buffer_add(&body, TEXT(",1"));
	buffer_add(&body, TEXT("]}"));
	send(answer, &posting, JSON, (struct bytes){(unsigned char *)body.at, body.size}, TEXT_NONE);
	assert_int_equal(answer->status, 413);
	buffer_clear(&body);
	for (int i = 0; i < 100000; i++)
		buffer_add_char(&body, '[');
	send(answer, &posting, JSON, (struct bytes){(unsigned char *)body.at, body.size}, TEXT_NONE);
	expect_problem(answer, "", "nested", "100,000 deep");
	buffer_free(&body);
}

static int set_up(void **state)
{
	static struct answer answer;
	route_check_ids("customer", check_customer);
	answer.arena = arena_open((size_t)64 << 20);
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
		cmocka_unit_test(test_a_whole_form),
		cmocka_unit_test(test_a_whole_object),
		cmocka_unit_test(test_mass_assignment),
		cmocka_unit_test(test_duplicates_and_nesting),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_money),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_normal_form),
		cmocka_unit_test(test_path_ids),
		cmocka_unit_test(test_patch),
		cmocka_unit_test(test_content_types),
		cmocka_unit_test(test_floods),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
