/* What letters look like on the wire; whatever is put into them. */
#include "mail/letter.h"
#include "tests/unit.h"

static struct letter plain(void)
{
	return (struct letter){
		.from = {TEXT("Batik & Co"), TEXT("shop@batik.example")},
		.to = {TEXT("Aisha"), TEXT("aisha@x.example")},
		.subject = TEXT("Your order"),
		.message_id = TEXT("abc@crm.example.com"),
		.date = {1764194644 * SECOND_US},
		.language = TEXT("en"),
		.text = TEXT("Hello\n"),
		.html = TEXT("<p>Hello</p>\n"),
		.automatic = true,
	};
}

static void a_letter_is_two_parts_of_plain_ascii(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	struct letter letter = plain();
	(void)state;
	ASSERT_TEXT(letter_write(arena, &letter),
		    TEXT("Date: Wed, 26 Nov 2025 22:04:04 +0000\r\n"
			 "From: \"Batik & Co\"\r\n <shop@batik.example>\r\n"
			 "To: \"Aisha\"\r\n <aisha@x.example>\r\n"
			 "Subject: Your order\r\n"
			 "Message-ID: <abc@crm.example.com>\r\n"
			 "Auto-Submitted: auto-generated\r\n"
			 "Content-Language: en\r\n"
			 "MIME-Version: 1.0\r\n"
			 "Content-Type: multipart/alternative; boundary=\"=_clientele\"\r\n\r\n"
			 "--=_clientele\r\nContent-Type: text/plain; charset=utf-8\r\n"
			 "Content-Transfer-Encoding: quoted-printable\r\n\r\nHello\r\n\r\n"
			 "--=_clientele\r\nContent-Type: text/html; charset=utf-8\r\n"
			 "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Hello</p>\r\n\r\n"
			 "--=_clientele--\r\n"));
}

/* RFC 2387: the HTML comes first, and whoever reads the text gets neither. */
static void a_picture_goes_beside_the_html_in_short_lines(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	struct letter letter = plain();
	unsigned char png[60];
	(void)state;
	memset(png, 0xff, sizeof png);
	letter.picture = (struct letter_picture){{png, sizeof png}, TEXT("abc@logo")};
	struct text message = letter_write(arena, &letter);
	size_t html = text_find(message, TEXT("--=_clientele\r\nContent-Type: multipart/related"), 0);
	assert_true(html != SIZE_MAX);
	ASSERT_TEXT(text_slice(message, html, SIZE_MAX),
		    TEXT("--=_clientele\r\nContent-Type: multipart/related; type=\"text/html\";\r\n"
			 " boundary=\"=_within\"\r\n\r\n"
			 "--=_within\r\nContent-Type: text/html; charset=utf-8\r\n"
			 "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Hello</p>\r\n\r\n"
			 "--=_within\r\nContent-Type: image/png; name=\"logo.png\"\r\n"
			 "Content-Transfer-Encoding: base64\r\n"
			 "Content-Disposition: inline; filename=\"logo.png\"\r\n"
			 "Content-ID: <abc@logo>\r\n\r\n"
			 "////////////////////////////////////////////////////////////////////////////\r\n"
			 "////\r\n"
			 "--=_within--\r\n"
			 "--=_clientele--\r\n"));
}

/* The names of the headers, in their order. */
static struct text header_names(struct arena *arena, struct text message)
{
	struct text rest = text_slice(message, 0, text_find(message, TEXT("\r\n\r\n"), 0)), line, names = TEXT("");
	while (text_next(&rest, '\n', &line)) {
		if (line.size && line.at[0] == ' ')
			continue;
		size_t colon = text_find(line, TEXT(":"), 0);
		assert_true(colon != SIZE_MAX);
		names = text_format(arena, "%.*s %.*s", TEXT_ARG(names), (int)colon, line.at);
	}
	return names;
}

/* Security 20. */
static void no_value_becomes_another_header(void **state)
{
	static const char *const bad[] = {"a\r\nBcc: everybody@x.example",
					  "a\nBcc: x",
					  "a\rBcc: x",
					  "a\xe2\x80\xa8"
					  "Bcc: x",
					  "a\xe2\x80\xa9"
					  "Bcc: x",
					  "a\xc2\x85"
					  "Bcc: x",
					  "a\x0b\x0c\x1b[31m",
					  "\r\n\r\n<p>body</p>",
					  "=?UTF-8?Q?=0D=0ABcc:_x?=",
					  "\"><x@y.example>\\"};
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct letter letter = plain();
		letter.from.name = letter.to.name = letter.subject = letter.message_id = letter.language =
			text_of(bad[i]);
		letter.unsubscribe_url = letter.from.address = letter.to.address = letter.reply_to.address =
			text_of(bad[i]);
		struct text message = letter_write(arena, &letter);
		ASSERT_TEXT(header_names(arena, message),
			    TEXT(" Date From To Reply-To Subject Message-ID Auto-Submitted List-Unsubscribe "
				 "List-Unsubscribe-Post Content-Language MIME-Version Content-Type"));
		assert_int_equal(text_find(message, TEXT("\nBcc"), 0), SIZE_MAX);
		for (size_t at = 0; at < message.size; at++)
			assert_true((unsigned char)message.at[at] < 0x7f);
	}
}

static void long_and_foreign_headers_are_folded_and_encoded(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	struct letter letter = plain();
	(void)state;
	letter.subject = TEXT("Grüße aus Köln, sehr geehrte Kundinnen und Kunden 你好，世界你好，世界");
	letter.from.name =
		TEXT("a name that is so long that it would never ever fit into one line of seventy-six characters");
	struct text message = letter_write(arena, &letter), rest = message, line;
	while (text_next(&rest, '\n', &line))
		assert_true(line.size <= 79);
	assert_true(text_find(message,
			      TEXT("Subject: =?UTF-8?B?R3LDvMOfZSBhdXMgS8O2bG4sIHNlaHIgZ2VlaHJ0ZSBLdW5kaW5uZW4g?=\r\n"
				   " =?UTF-8?B?dW5kIEt1bmRlbi"),
			      0) != SIZE_MAX);
}

static void bodies_survive_whatever_stands_in_them(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	struct letter letter = plain();
	(void)state;
	letter.text = TEXT("From here\n.\n..dots \nGrüße = 1\r\n--=_clientele--\n");
	assert_true(text_find(letter_write(arena, &letter),
			      TEXT("\r\n\r\n=46rom here\r\n=2E\r\n=2E.dots=20\r\nGr=C3=BC=C3=9Fe =3D "
				   "1\r\n--=3D_clientele--\r\n"),
			      0) != SIZE_MAX);
}

static void ids_of_letters_carry_the_host_of_the_base_url(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	(void)state;
	ASSERT_TEXT(letter_make_id(arena, TEXT("7.a"), TEXT("https://crm.example.com:8443")),
		    TEXT("7.a@crm.example.com"));
	ASSERT_TEXT(letter_make_id(arena, TEXT("7.a"), TEXT_NONE), TEXT("7.a@localhost"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_is_two_parts_of_plain_ascii),
		cmocka_unit_test(a_picture_goes_beside_the_html_in_short_lines),
		cmocka_unit_test(no_value_becomes_another_header),
		cmocka_unit_test(long_and_foreign_headers_are_folded_and_encoded),
		cmocka_unit_test(bodies_survive_whatever_stands_in_them),
		cmocka_unit_test(ids_of_letters_carry_the_host_of_the_base_url),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
