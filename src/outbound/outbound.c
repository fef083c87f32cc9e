/* Calling by libcurl; the contract is in outbound.h. */
#include "outbound/outbound.h"

#include "base/buffer.h"
#include "outbound/libcurl.h"

#include <curl/curl.h>
#include <netdb.h>
#include <stdlib.h>
#include <unistd.h>

#define CONNECT_S   10
#define IDLE_S      20 /* a server may close what has been silent for longer */
#define URL_MOST    2000
#define ANSWER_READ (64u << 10) /* behind that nobody listens */

struct outbound {
	CURL *curl;
};

struct calling {
	const struct outbound_call *call;
	bool forbidden;
	size_t heard;
	struct buffer answer;
};

struct outbound *outbound_open(void)
{
	struct outbound *outbound = calloc(1, sizeof *outbound);
	libcurl_start();
	if (!outbound)
		abort();
	outbound->curl = curl_easy_init();
	if (!outbound->curl)
		abort();
	return outbound;
}

void outbound_close(struct outbound *outbound)
{
	if (!outbound)
		return;
	curl_easy_cleanup(outbound->curl);
	free(outbound);
}

/* ---- addresses ---- */

static bool may_reach(const struct networks *allowed, const struct sockaddr *to)
{
	struct address address = address_of(to);
	return address_is_public(address) || (allowed && networks_hold(allowed, address));
}

/* The part of a URL, or none; as libcurl itself understands it, so that nobody can mean another host than it. */
static struct text part_of(struct arena *arena, CURLU *url, CURLUPart part)
{
	char *value = NULL;
	if (curl_url_get(url, part, &value, 0) != CURLUE_OK)
		return TEXT_NONE;
	struct text copy = text_copy(arena, text_of(value));
	curl_free(value);
	return copy;
}

static bool parse(CURLU *parsed, struct arena *arena, struct text url)
{
	if (url.size > URL_MOST)
		return false;
	for (size_t i = 0; i < url.size; i++)
		if ((unsigned char)url.at[i] <= ' ' || url.at[i] == '\x7f')
			return false;
	return curl_url_set(parsed, CURLUPART_URL, text_copy(arena, url).at, 0) == CURLUE_OK;
}

static void clean_url(CURLU **url)
{
	curl_url_cleanup(*url);
}

bool outbound_url_fits(struct text url)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	CURLU *parsed __attribute__((cleanup(clean_url))) = curl_url();
	bool web = text_starts(url, TEXT("http://")) || text_starts(url, TEXT("https://"));
	return web && parse(parsed, arena, url) && text_is_none(part_of(arena, parsed, CURLUPART_USER)) &&
	       text_is_none(part_of(arena, parsed, CURLUPART_PASSWORD)) &&
	       text_is_none(part_of(arena, parsed, CURLUPART_FRAGMENT));
}

static void free_found(struct addrinfo **found)
{
	if (*found)
		freeaddrinfo(*found);
}

bool outbound_url_is_forbidden(struct text url, const struct networks *allowed)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	CURLU *parsed __attribute__((cleanup(clean_url))) = curl_url();
	struct addrinfo *found __attribute__((cleanup(free_found))) = NULL;
	const struct addrinfo numbers = {.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
	if (!parse(parsed, arena, url))
		return true;
	struct text host = part_of(arena, parsed, CURLUPART_HOST);
	if (text_starts(host, TEXT("[")))
		host = text_copy(arena, text_slice(host, 1, host.size - 2));
	return getaddrinfo(host.at, NULL, &numbers, &found) == 0 && !may_reach(allowed, found->ai_addr);
}

/* libcurl asks here for every socket, with the address that it will connect to. */
static curl_socket_t make_socket(void *state, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct calling *calling = state;
	bool may = purpose == CURLSOCKTYPE_IPCXN && may_reach(calling->call->allowed, &to->addr);
	calling->forbidden |= !may;
	return may ? socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol) : CURL_SOCKET_BAD;
}

/* ---- calling ---- */

static size_t hear(char *piece, size_t size, size_t count, void *state)
{
	struct calling *calling = state;
	struct text said = {piece, size * count};
	size_t room = OUTBOUND_ANSWER_MOST - calling->answer.size;
	buffer_add(&calling->answer, text_slice(said, 0, room));
	calling->heard += said.size;
	return calling->heard > ANSWER_READ ? 0 : said.size;
}

static struct curl_slist *set_headers(CURL *curl, struct arena *arena, const struct outbound_call *call)
{
	/* Not to be asked whether the body may come. */
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");
	for (size_t i = 0; i < call->header_count; i++)
		list = curl_slist_append(
			list,
			text_format(arena, "%s: %.*s", call->headers[i].name, TEXT_ARG(call->headers[i].value)).at);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
	return list;
}

static void set_call(CURL *curl, struct arena *arena, struct calling *calling)
{
	const struct outbound_call *call = calling->call;
	curl_easy_setopt(curl, CURLOPT_URL, text_copy(arena, call->url).at);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	/* A proxy of the environment would be asked for addresses that nobody has judged. */
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, make_socket);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, calling);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(curl, CURLOPT_POST, 1L);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body.size);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->body.at);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "Clientele/" CLIENTELE_VERSION);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, hear);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, calling);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
	curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, (long)IDLE_S);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)call->most_s);
}

/* Bytes that are no text are shown as none. */
static struct text shown(struct arena *arena, struct text said)
{
	while (said.size && !text_is_valid((struct bytes){(const unsigned char *)said.at, said.size}))
		said.size--;
	return text_copy(arena, said);
}

struct outbound_reply outbound_post(struct outbound *outbound, struct arena *arena, const struct outbound_call *call)
{
	struct calling calling = {.call = call, .answer = buffer_make(OUTBOUND_ANSWER_MOST + 1)};
	char why[CURL_ERROR_SIZE] = "";
	long status = 0;
	set_call(outbound->curl, arena, &calling);
	struct curl_slist *headers = set_headers(outbound->curl, arena, call);
	curl_easy_setopt(outbound->curl, CURLOPT_ERRORBUFFER, why);
	CURLcode result = curl_easy_perform(outbound->curl);
	curl_easy_getinfo(outbound->curl, CURLINFO_RESPONSE_CODE, &status);
	/* Whoever says more than anybody wants to hear has answered all the same. */
	bool answered = status > 0 && (result == CURLE_OK || result == CURLE_WRITE_ERROR);
	struct outbound_reply reply = {
		.end = answered            ? OUTBOUND_ANSWERED
		       : calling.forbidden ? OUTBOUND_FORBIDDEN
					   : OUTBOUND_FAILED,
		.status = answered ? status : 0,
		.answer = shown(arena, answered ? buffer_text(&calling.answer)
						: text_of(why[0] ? why : curl_easy_strerror(result))),
	};
	curl_easy_reset(outbound->curl);
	curl_slist_free_all(headers);
	buffer_free(&calling.answer);
	return reply;
}
