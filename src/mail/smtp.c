/* Sending by SMTP; the contract is in smtp.h. Source: RFC 5321, 3207, 4954. */
#include "mail/smtp.h"

#include "base/buffer.h"
#include "outbound/libcurl.h"

#include <curl/curl.h>
#include <stdlib.h>

#define CONNECT_S   20
#define IDLE_S      20 /* a server may close what has been silent for longer */
#define ANSWER_MOST 2000
#define ERROR_SIZE  CURL_ERROR_SIZE

struct smtp {
	CURL *curl;
};

struct sending {
	const struct smtp_letter *letter;
	size_t given;
	bool handed, stopped, answered; /* answered: since it was handed over */
	struct buffer answer;
};

bool smtp_security_parse(struct text word, enum smtp_security *ret_security)
{
	static const char *const words[] = {"starttls", "try", "tls", "none"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(word, text_of(words[i]))) {
			*ret_security = (enum smtp_security)i;
			return true;
		}
	return false;
}

struct smtp *smtp_open(void)
{
	struct smtp *smtp = calloc(1, sizeof *smtp);
	libcurl_start();
	if (!smtp)
		abort();
	smtp->curl = curl_easy_init();
	if (!smtp->curl)
		abort();
	return smtp;
}

void smtp_close(struct smtp *smtp)
{
	if (!smtp)
		return;
	curl_easy_cleanup(smtp->curl);
	free(smtp);
}

/* ---- what libcurl asks and tells ---- */

/* The letter's end is what makes it the server's: "." on a line of its own, which libcurl sends behind the last piece.
 */
static size_t give(char *to, size_t size, size_t count, void *state)
{
	struct sending *sending = state;
	struct text message = sending->letter->message;
	size_t room = size * count, left = message.size - sending->given;
	if (left <= room && !sending->handed) {
		sending->handed = sending->letter->hand_over(sending->letter->state);
		sending->stopped = !sending->handed;
		if (sending->stopped)
			return CURL_READFUNC_ABORT;
		buffer_clear(&sending->answer);
	}
	size_t piece = left < room ? left : room;
	memcpy(to, message.at + sending->given, piece);
	sending->given += piece;
	return piece;
}

/* A line of the server's; the last answer is kept, all lines of it ("250-…" goes on, "250 …" ends it). */
static size_t hear(char *line, size_t size, size_t count, void *state)
{
	struct sending *sending = state;
	struct text said = text_trim((struct text){line, size * count});
	struct text before = buffer_text(&sending->answer);
	size_t last = before.size;
	while (last && before.at[last - 1] != '\n')
		last--;
	/* The answer to libcurl's farewell, not to the letter. */
	if (text_starts(said, TEXT("221")))
		return size * count;
	bool goes_on = before.size - last > 3 && before.at[last + 3] == '-';
	sending->answered = sending->handed;
	if (!goes_on)
		buffer_clear(&sending->answer);
	else
		buffer_add_char(&sending->answer, '\n');
	/* Its line begins even where the rest of it has no room, so that the end of the answer is found. */
	buffer_add(&sending->answer, text_slice(said, 0, sending->answer.size < ANSWER_MOST ? ANSWER_MOST : 4));
	return size * count;
}

/* ---- setting up ---- */

static void set_server(CURL *curl, struct arena *arena, const struct smtp_server *server)
{
	bool literal = text_find(server->host, TEXT(":"), 0) != SIZE_MAX;
	struct text url =
		text_format(arena, "%s://%s%.*s%s:%lld", server->security == SMTP_TLS ? "smtps" : "smtp",
			    literal ? "[" : "", TEXT_ARG(server->host), literal ? "]" : "", (long long)server->port);
	curl_easy_setopt(curl, CURLOPT_URL, url.at);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
			 (long)(server->security == SMTP_PLAIN ? CURLUSESSL_NONE
				: server->security == SMTP_TRY ? CURLUSESSL_TRY
							       : CURLUSESSL_ALL));
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	/* In the place of the system's file alone: its folder of certificates stays. */
	if (!text_is_empty(server->authority)) {
		struct text pem = text_copy(arena, server->authority);
		struct curl_blob blob = {.data = (void *)pem.at, .len = pem.size, .flags = CURL_BLOB_COPY};
		curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
	}
	if (!text_is_empty(server->user)) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, text_copy(arena, server->user).at);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, text_copy(arena, server->password.value).at);
	}
}

static struct curl_slist *set_letter(CURL *curl, struct arena *arena, struct sending *sending)
{
	const struct smtp_letter *letter = sending->letter;
	struct text to = text_format(arena, "<%.*s>", TEXT_ARG(letter->to));
	struct text from = text_format(arena, "<%.*s>", TEXT_ARG(letter->from));
	struct curl_slist *recipients = curl_slist_append(NULL, to.at);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.at);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, sending);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, sending);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
	curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, (long)IDLE_S);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SMTP_MOST_S);
	return recipients;
}

/* ---- what came of it ---- */

/* 530, 534, 535, 538: the server wants another user or more encryption; the letter is not at fault. */
static bool is_about_settings(int64_t code)
{
	return code == 530 || code == 534 || code == 535 || code == 538;
}

static int64_t code_of(struct text said)
{
	int64_t code;
	return text_to_number(text_slice(said, 0, 3), &code) ? code : 0;
}

static enum smtp_end judge(CURLcode result, int64_t code, const struct sending *sending)
{
	if (sending->stopped)
		return SMTP_STOPPED;
	if (result == CURLE_OK)
		return SMTP_ACCEPTED;
	if (sending->handed && !sending->answered)
		return SMTP_UNSURE;
	/* Answers to the sender, the recipient or the letter itself; others are about the connection. */
	bool about_letter = sending->answered || result == CURLE_SEND_ERROR;
	return about_letter && code >= 500 && code < 600 && !is_about_settings(code) ? SMTP_REFUSED : SMTP_LATER;
}

struct smtp_reply smtp_send(struct smtp *smtp, struct arena *arena, const struct smtp_server *server,
			    const struct smtp_letter *letter)
{
	struct sending sending = {.letter = letter, .answer = buffer_make(ANSWER_MOST * 8)};
	char why[ERROR_SIZE] = "";
	set_server(smtp->curl, arena, server);
	struct curl_slist *recipients = set_letter(smtp->curl, arena, &sending);
	curl_easy_setopt(smtp->curl, CURLOPT_ERRORBUFFER, why);
	CURLcode result = curl_easy_perform(smtp->curl);
	struct text said = buffer_text(&sending.answer);
	int64_t code = code_of(said);
	struct smtp_reply reply = {.end = judge(result, code, &sending), .code = code};
	/* What the server said is telling when it was a refusal; else what libcurl found: no connection, no trust. */
	if (result != CURLE_OK && code < 400)
		said = text_of(why[0] ? why : curl_easy_strerror(result));
	reply.answer = text_is_valid((struct bytes){(const unsigned char *)said.at, said.size}) ? text_copy(arena, said)
												: TEXT("?");
	/* What libcurl says and hears when it closes the connection is nobody's business here. */
	curl_easy_reset(smtp->curl);
	curl_slist_free_all(recipients);
	buffer_free(&sending.answer);
	return reply;
}
