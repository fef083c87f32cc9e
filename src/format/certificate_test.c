/* Certificates as text: what is taken, and what is refused. */
#include "format/certificate.h"

#include "base/buffer.h"
#include "tests/unit.h"

/* Made by openssl req -x509: "Batik Röst CA" until 2126, and one that has an organisation alone, until 28 November
 * 2026. */
#define FIRST                                                                                                          \
	"-----BEGIN CERTIFICATE-----\n"                                                                                \
	"MIIBqTCCAU+gAwIBAgIUYNIZ8lBX8Rd7qoDh7CKY+XmWskwwCgYIKoZIzj0EAwIw\n"                                           \
	"KTEOMAwGA1UECgwFQmF0aWsxFzAVBgNVBAMMDkJhdGlrIFLDtnN0IENBMCAXDTI2\n"                                           \
	"MTEyNzExMjczNloYDzIxMjYxMTAzMTEyNzM2WjApMQ4wDAYDVQQKDAVCYXRpazEX\n"                                           \
	"MBUGA1UEAwwOQmF0aWsgUsO2c3QgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC\n"                                           \
	"AAQXRZkQ64KSu5BavTxqGceOoMIBAlGEYZN0sMv78vSExU+z5wYWVEvPS6h+OzGt\n"                                           \
	"tHAScR5E9mlH/VJpvQVB2XoZo1MwUTAdBgNVHQ4EFgQUlERY8Si9PJfOs8nHyJmO\n"                                           \
	"R5gF7UkwHwYDVR0jBBgwFoAUlERY8Si9PJfOs8nHyJmOR5gF7UkwDwYDVR0TAQH/\n"                                           \
	"BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA4ac3eaRWOHklVtR/OGBBIl0KIxia\n"                                           \
	"I7BxcxKV2keFnxoCIEt66Cwt0KWTFk4AM0OL0ZCgaTY6y89491Ng+QRnU5/8\n"                                               \
	"-----END CERTIFICATE-----\n"
#define SECOND                                                                                                         \
	"-----BEGIN CERTIFICATE-----\n"                                                                                \
	"MIIBPDCB76ADAgECAhRQxFFfVZZNcP5PXuZ4LzJasNaGkDAFBgMrZXAwFDESMBAG\n"                                           \
	"A1UECgwJT2xkIGhvdXNlMB4XDTI2MTEyNzExMjczN1oXDTI2MTEyODExMjczN1ow\n"                                           \
	"FDESMBAGA1UECgwJT2xkIGhvdXNlMCowBQYDK2VwAyEAcZ2Szhxl6RXMpBDuaP64\n"                                           \
	"455Qk6M6rImDUGXA2lWW+pajUzBRMB0GA1UdDgQWBBQMeEOhKLcrL4uXWrFD2/FV\n"                                           \
	"DVgsYjAfBgNVHSMEGDAWgBQMeEOhKLcrL4uXWrFD2/FVDVgsYjAPBgNVHRMBAf8E\n"                                           \
	"BTADAQH/MAUGAytlcANBAJZQ+RO0L98p4WxFSOuV9Rt6tdbo+L5zue4LOlY+MPxu\n"                                           \
	"9oQaXYLc7hsZEBVL6lC0EKoTQ0jwJURmz6DC0IeQ0AM=\n"                                                               \
	"-----END CERTIFICATE-----\n"

static struct arena *arena;

static enum certificate_verdict judge(const char *pem, struct certificate *list, size_t *count)
{
	return certificates_read(arena, text_of(pem), list, count);
}

static void names_and_ends_are_read_whatever_stands_between(void **state)
{
	struct certificate list[CERTIFICATES_MOST];
	size_t count;
	(void)state;
	assert_int_equal(judge("Our own:\n" FIRST "and the old one\n" SECOND "\n", list, &count), CERTIFICATES_FIT);
	assert_int_equal(count, 2);
	ASSERT_TEXT(list[0].name, TEXT("Batik Röst CA"));
	ASSERT_TEXT(list[1].name, TEXT("Old house"));
	assert_int_equal(list[1].ends.us, INT64_C(1795865257) * SECOND_US);
}

static void what_is_none_or_damaged_is_not_taken(void **state)
{
	static const char *const texts[] = {"", "certificate",
					    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
					    FIRST "-----BEGIN CERTIFICATE-----\nMIIB", "-----BEGIN CERTIFICATE-----\n"};
	struct certificate list[CERTIFICATES_MOST];
	size_t count;
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_int_equal(judge(texts[i], list, &count), CERTIFICATES_UNREADABLE);
	struct buffer many = buffer_make(64 << 10);
	for (int i = 0; i <= CERTIFICATES_MOST; i++)
		buffer_add(&many, TEXT(FIRST));
	assert_int_equal(certificates_read(arena, buffer_text(&many), list, &count), CERTIFICATES_UNREADABLE);
	buffer_free(&many);
}

static void a_private_key_beside_them_is_refused(void **state)
{
	struct certificate list[CERTIFICATES_MOST];
	size_t count;
	(void)state;
	assert_int_equal(judge(FIRST "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", list, &count),
			 CERTIFICATES_WITH_KEY);
	assert_int_equal(judge("-----BEGIN RSA PRIVATE KEY-----\n" FIRST, list, &count), CERTIFICATES_WITH_KEY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_ends_are_read_whatever_stands_between),
		cmocka_unit_test(what_is_none_or_damaged_is_not_taken),
		cmocka_unit_test(a_private_key_beside_them_is_refused),
	};
	arena = arena_open(SIZE_MAX);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
