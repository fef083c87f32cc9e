/* Forms with files, well-formed or not. */
#include "format/multipart.h"
#include "tests/unit.h"

static struct arena *arena;

static enum outcome parse(struct text body, struct text boundary, size_t most, struct multipart_parts *ret_parts)
{
	/* A copy of exactly that size, so that a sanitizer sees reads beyond it. */
	unsigned char *copy = arena_take(arena, body.size);
	memcpy(copy, body.at, body.size);
	return multipart_parse(arena, (struct bytes){copy, body.size}, boundary, most, ret_parts);
}

static struct text body_of(const struct multipart_part *part)
{
	return (struct text){(const char *)part->body.at, part->body.size};
}

#define NAME "Content-Disposition: form-data; name=\"a\"\r\n"

static void test_fields_and_files(void **state)
{
	(void)state;
	struct multipart_parts parts;
	struct text body =
		TEXT("--XX\r\n" NAME "\r\nvalue\r\n"
		     "--XX\r\ncontent-disposition:form-data; name=\"f\u00E4\"; filename=\"a;b%22c%0d%0A%41\\d.csv\"\r\n"
		     "Content-Type: Text/CSV; charset=UTF-8\r\n\r\nx\r\n--XXY\r\n--X\r\n\0\r\n\r\n"
		     "--XX\r\nContent-Disposition: form-data; name=empty; filename=\"\"\r\nX-Other: "
		     "1\r\n\r\n\r\n--XX--\r\n");
	assert_int_equal(parse(body, TEXT("XX"), 3, &parts), DONE);
	assert_int_equal(parts.count, 3);
	ASSERT_TEXT(parts.list[0].name, TEXT("a"));
	ASSERT_TEXT(body_of(&parts.list[0]), TEXT("value"));
	assert_true(text_is_none(parts.list[0].file_name) && text_is_none(parts.list[0].type));
	ASSERT_TEXT(parts.list[1].name, TEXT("f\u00E4"));
	ASSERT_TEXT(parts.list[1].file_name, TEXT("a;b\"c\r\n%41\\d.csv"));
	ASSERT_TEXT(parts.list[1].type, TEXT("text/csv; charset=utf-8"));
	ASSERT_TEXT(body_of(&parts.list[1]), TEXT("x\r\n--XXY\r\n--X\r\n\0\r\n"));
	ASSERT_TEXT(parts.list[2].name, TEXT("empty"));
	assert_false(text_is_none(parts.list[2].file_name));
	assert_int_equal(parts.list[2].body.size, 0);
	assert_int_equal(parse(body, TEXT("XX"), 2, &parts), TOO_MANY);
	assert_int_equal(parse(TEXT("--XX--\r\n"), TEXT("XX"), 0, &parts), DONE);
	assert_int_equal(parts.count, 0);
	/* Cut anywhere, it is refused; only the last line break may be missing. */
	for (size_t size = 0; size < body.size - 2; size++)
		assert_int_equal(parse(text_slice(body, 0, size), TEXT("XX"), 3, &parts), INVALID);
}

static void test_refused(void **state)
{
	(void)state;
	struct multipart_parts parts;
	static const char *bad[] = {
		"--XX\r\n\r\nv\r\n--XX--\r\n",
		"preamble\r\n--XX\r\n" NAME "\r\nv\r\n--XX--\r\n",
		"--XX\r\n" NAME "\r\nv\r\n--XX--\r\nmore",
		"--XX\r\n" NAME "\r\nv\n--XX--\r\n",
		"--XX\n" NAME "\r\nv\r\n--XX--\r\n",
		"--XX\r\n" NAME NAME "\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: form-data\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"; "
		"filename=\"c\"\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''b\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: form-data; name=\"a\"x\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: form-data; name=\"\xFF\"\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: form-data;\r\n name=\"a\"\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\nContent-Disposition: form-data; name=\"a\nb\"\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\n" NAME "Content-Transfer-Encoding: base64\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\n" NAME "Content-Type: a\r\nContent-Type: b\r\n\r\nv\r\n--XX--\r\n",
		"--XX\r\n" NAME "no colon\r\n\r\nv\r\n--XX--\r\n",
		"--XY\r\n" NAME "\r\nv\r\n--XY--\r\n",
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (parse(text_of(bad[i]), TEXT("XX"), 9, &parts) != INVALID)
			fail_msg("accepted: %s", bad[i]);
	struct text long_headers = text_format(arena, "--XX\r\nX: %9000d\r\n" NAME "\r\nv\r\n--XX--\r\n", 1);
	assert_int_equal(parse(long_headers, TEXT("XX"), 9, &parts), INVALID);
	assert_int_equal(parse(TEXT("----\r\n"), TEXT(""), 9, &parts), INVALID);
}

static void test_boundaries(void **state)
{
	(void)state;
	ASSERT_TEXT(multipart_boundary(TEXT("multipart/form-data; boundary=----WebKitFormBoundaryAb1")),
		    TEXT("----WebKitFormBoundaryAb1"));
	ASSERT_TEXT(multipart_boundary(TEXT("Multipart/Form-Data; charset=utf-8; Boundary=\"a b:c\"")), TEXT("a b:c"));
	static const char *bad[] = {"",
				    "multipart/form-data",
				    "multipart/form-data; boundary=",
				    "multipart/mixed; boundary=a",
				    "multipart/form-data; boundary=a; boundary=b",
				    "multipart/form-data; boundary=\"a",
				    "multipart/form-data; boundary=\"a \"",
				    "multipart/form-data; boundary=a\xC3\xA4",
				    "multipart/form-data; boundary=\"a\\b\"",
				    "application/json; boundary=a",
				    "multipart/form-data; "
				    "boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (!text_is_none(multipart_boundary(text_of(bad[i]))))
			fail_msg("accepted: %s", bad[i]);
	assert_true(text_is_none(multipart_boundary(TEXT_NONE)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_and_files),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_boundaries),
	};
	arena = arena_open(1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
