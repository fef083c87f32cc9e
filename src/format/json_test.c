/* Reading, refusing and writing JSON. */
#include "base/ids.h"
#include "format/json_read.h"
#include "format/json_write.h"
#include "tests/unit.h"

static struct arena *arena;

static const char *fault_of(struct text t)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault = {.code = "none"};
	enum outcome outcome = json_open((struct bytes){(const unsigned char *)t.at, t.size}, &document, &fault);
	assert_int_equal(outcome, document ? DONE : INVALID);
	return document ? "" : fault.code;
}

static struct text nested(char open, char close, int depth)
{
	struct text t = text_format(arena, "%*s", depth * 2, "");
	memset((char *)(uintptr_t)t.at, open, (size_t)depth);
	memset((char *)(uintptr_t)t.at + depth, close, (size_t)depth);
	return t;
}

static void test_refused(void **state)
{
	(void)state;
	assert_string_equal(fault_of(TEXT("{\"a\":1,\"a\":2}")), "json_duplicate_key");
	assert_string_equal(fault_of(TEXT("{\"a\":{\"b\":1,\"\\u0062\":2}}")), "json_duplicate_key");
	assert_string_equal(fault_of(TEXT("\"a\\u0000b\"")), "json_nul");
	assert_string_equal(fault_of(TEXT("{\"a\\u0000\":1}")), "json_nul");
	assert_string_equal(fault_of(TEXT("\"\xFF\"")), "json_utf8");
	assert_string_equal(fault_of(TEXT("\"\xED\xA0\x80\"")), "json_utf8");
	assert_string_equal(fault_of(TEXT("99999999999999999999")), "json_number");
	static const char *bad[] = {"",       " ",  "{",           "[1,]",     "{\"a\":}",       "1 2",   "{} x", "'a'",
				    "nan",    "01", "\"\\ud800\"", "\"a\nb\"", "\xEF\xBB\xBF{}", "{a:1}", "tru",  "[1}",
				    "// c\n1"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (fault_of(text_of(bad[i]))[0] == '\0')
			fail_msg("accepted: %s", bad[i]);
	assert_string_not_equal(fault_of((struct text){"{}\0", 3}), "");
}

static void test_depth(void **state)
{
	(void)state;
	assert_string_equal(fault_of(nested('[', ']', 32)), "");
	assert_string_equal(fault_of(nested('[', ']', 33)), "json_depth");
	assert_string_equal(fault_of(nested('{', '}', 100000)), "json_depth");
	assert_string_equal(fault_of(nested('[', ' ', 100000)), "json_depth");
	/* Brackets inside a string are no levels, nor does an escaped quote end it. */
	assert_string_equal(fault_of(TEXT("\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"")), "");
	assert_string_equal(fault_of(TEXT("[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],"
					  "[],[],[],[],[],[],[],[],[],[],[]]")),
			    "");
}

static void test_values(void **state)
{
	(void)state;
	struct text t = TEXT(
		"{\"z\":\"\\u00e4\",\"a\":[1,-9007199254740991,9007199254740992,1.0,1e2,true],\"n\":null,\"\":false}");
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	assert_int_equal(json_open((struct bytes){(const unsigned char *)t.at, t.size}, &document, &fault), DONE);
	const struct json_value *root = json_root(document);
	const struct json_value *list = json_member(root, TEXT("a"));
	struct text words = TEXT("kept");
	int64_t number = 42;
	bool flag = false;
	assert_int_equal(json_kind(root), JSON_IS_OBJECT);
	assert_int_equal(json_count(root), 4);
	assert_true(json_as_text(json_member(root, TEXT("z")), &words));
	ASSERT_TEXT(words, TEXT("\u00E4"));
	assert_int_equal(json_count(list), 6);
	assert_true(json_as_number(json_at(list, 1), &number) && number == -ID_MAX);
	for (size_t i = 2; i < 7; i++)
		assert_false(json_as_number(json_at(list, i), &number));
	assert_int_equal(number, -ID_MAX);
	assert_true(json_as_flag(json_at(list, 5), &flag) && flag);
	assert_int_equal(json_kind(json_member(root, TEXT("n"))), JSON_IS_NULL);
	assert_int_equal(json_kind(json_member(root, TEXT("q"))), JSON_IS_ABSENT);
	assert_int_equal(json_kind(json_member(list, TEXT("q"))), JSON_IS_ABSENT);
	assert_false(json_as_text(NULL, &words) || json_as_flag(list, &flag));
	assert_int_equal(json_count(NULL), 0);
	assert_true(text_is_none(json_source(arena, NULL)));
	ASSERT_TEXT(json_source(arena, list), TEXT("[1,-9007199254740991,9007199254740992,1.0,100.0,true]"));
}

static void test_members_keep_their_order(void **state)
{
	(void)state;
	struct text t = TEXT("{\"z\":1,\"a\":2,\"m\":3}");
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	assert_int_equal(json_open((struct bytes){(const unsigned char *)t.at, t.size}, &document, &fault), DONE);
	struct json_walk walk = {0};
	struct text key, seen = TEXT("");
	const struct json_value *value;
	while (json_next(json_root(document), &walk, &key, &value))
		seen = text_join(arena, seen, key);
	ASSERT_TEXT(seen, TEXT("zam"));
	ASSERT_TEXT(json_source(arena, json_root(document)), t);
	walk = (struct json_walk){0};
	assert_false(json_next(NULL, &walk, &key, &value));
}

static void test_writing(void **state)
{
	(void)state;
	struct buffer buffer = buffer_make(10000);
	struct json_writer json = json_writer_make(&buffer);
	json_begin_object(&json);
	json_add_key(&json, "a");
	json_begin_array(&json);
	json_add_number(&json, -5);
	json_add_flag(&json, true);
	json_add_null(&json);
	json_begin_array(&json);
	json_end_array(&json);
	json_begin_object(&json);
	json_end_object(&json);
	json_end_array(&json);
	json_add_key_text(&json, TEXT("k\""));
	json_add_text(&json, TEXT("</script>&\u2028\u2029\u2030 \"\\\n\r\t\x01\x7F\u00E4"));
	json_pair_instant(&json, "t", (struct instant){1500000});
	json_pair_date(&json, "d", DATE_NONE);
	json_add_key(&json, "m");
	json_add_money(&json, (struct money){1050, {"EUR"}});
	json_add_key(&json, "r");
	json_add_raw(&json, TEXT("[1]"));
	json_end_object(&json);
	ASSERT_TEXT(buffer_text(&buffer),
		    TEXT("{\"a\":[-5,true,null,[],{}],\"k\\\"\":\"\\u003c/script\\u003e\\u0026\\u2028\\u2029\u2030 "
			 "\\\"\\\\\\n\\r\\t\\u0001\\u007f\u00E4\",\"t\":\"1970-01-01T00:00:01.5Z\",\"d\":null,"
			 "\"m\":{\"amount\":1050,\"currency\":\"EUR\"},\"r\":[1]}"));
	assert_string_equal(fault_of(buffer_text(&buffer)), "");
	buffer_free(&buffer);
}

/* The first value of an object has no comma, all others do; none is null. */
static void test_pairs(void **state)
{
	(void)state;
	struct buffer buffer = buffer_make(10000);
	struct json_writer json = json_writer_make(&buffer);
	json_begin_array(&json);
	for (int i = 0; i < 2; i++) {
		json_begin_object(&json);
		json_pair_text(&json, "a", i ? TEXT_NONE : TEXT("x"));
		json_pair_text(&json, "b", TEXT(""));
		json_pair_number(&json, "c", INT64_MIN);
		json_pair_id(&json, "d", i);
		json_pair_flag(&json, "e", i);
		json_pair_instant(&json, "f", i ? INSTANT_NONE : (struct instant){-1});
		json_pair_date(&json, "g", (struct date){i});
		json_end_object(&json);
	}
	json_end_array(&json);
	ASSERT_TEXT(buffer_text(&buffer),
		    TEXT("[{\"a\":\"x\",\"b\":\"\",\"c\":-9223372036854775808,\"d\":null,\"e\":false,"
			 "\"f\":\"1969-12-31T23:59:59.999999Z\",\"g\":\"1970-01-01\"},"
			 "{\"a\":null,\"b\":\"\",\"c\":-9223372036854775808,\"d\":1,\"e\":true,\"f\":null,"
			 "\"g\":\"1970-01-02\"}]"));
	buffer_free(&buffer);
}

/* Wherever in a text it stands, alone or beside another: four bytes are looked at in one go. */
static void test_what_is_escaped_is_found_everywhere(void **state)
{
	static const char *const signs[][2] = {
		{"\"", "\\\""}, {"<", "\\u003c"}, {"\u2028", "\\u2028"}, {"\u2030", "\u2030"}, {"\x7F", "\\u007f"}};
	(void)state;
	struct buffer buffer = buffer_make(1 << 16), expected = buffer_make(1 << 16);
	for (size_t at = 0; at < 12; at++)
		for (size_t other = at; other < 12; other++)
			for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
				char text[100] = "";
				struct json_writer json = json_writer_make(&buffer);
				buffer_clear(&buffer);
				buffer_clear(&expected);
				buffer_add_char(&expected, '"');
				for (size_t i = 0; i < 12; i++) {
					bool sign = i == at || i == other;
					strcat(text, sign ? signs[s][0] : "m");
					buffer_add(&expected, text_of(sign ? signs[s][1] : "m"));
				}
				buffer_add_char(&expected, '"');
				json_add_text(&json, text_of(text));
				ASSERT_TEXT(buffer_text(&buffer), buffer_text(&expected));
			}
	buffer_free(&buffer);
	buffer_free(&expected);
}

/* Every code point that a text may hold comes back from writing and reading. */
static void test_every_character_comes_back(void **state)
{
	(void)state;
	struct buffer buffer = buffer_make(1 << 20), words = buffer_make(1 << 20);
	for (uint32_t point = 1; point < 0x3000; point++) {
		if (point < 0x80)
			buffer_add_char(&words, (char)point);
		else if (point < 0x800)
			buffer_add_format(&words, "%c%c", 0xC0 | point >> 6, 0x80 | (point & 63));
		else
			buffer_add_format(&words, "%c%c%c", 0xE0 | point >> 12, 0x80 | (point >> 6 & 63),
					  0x80 | (point & 63));
	}
	struct json_writer json = json_writer_make(&buffer);
	json_add_text(&json, buffer_text(&words));
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	struct text back;
	assert_int_equal(json_open((struct bytes){(unsigned char *)buffer.at, buffer.size}, &document, &fault), DONE);
	assert_true(json_as_text(json_root(document), &back));
	assert_true(text_equal(back, buffer_text(&words)));
	buffer_free(&buffer);
	buffer_free(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_members_keep_their_order),
		cmocka_unit_test(test_writing),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_what_is_escaped_is_found_everywhere),
		cmocka_unit_test(test_every_character_comes_back),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
