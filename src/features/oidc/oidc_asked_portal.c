/* Sealing the time with the installation's key; see oidc_asked_portal.h. */
#include "features/oidc/oidc_asked_portal.h"

#include "web/pass.h"
#include "web/web.h"

#include <sodium.h>

#define NAME    TEXT("asked=")
#define MAC_HEX (2 * crypto_generichash_BYTES)

struct text oidc_asked_question(const struct request *request)
{
	struct text rest = request->http->query, pair, question = TEXT("");
	while (text_next(&rest, '&', &pair))
		if (!text_starts(pair, NAME))
			question = text_is_empty(question) ? pair
							   : text_format(request->ctx->arena, "%.*s&%.*s",
									 TEXT_ARG(question), TEXT_ARG(pair));
	return question;
}

static struct text seal(const struct request *request, struct text seconds)
{
	struct arena *arena = request->ctx->arena;
	struct text sealed =
		text_format(arena, "oidc:%.*s:%.*s", TEXT_ARG(seconds), TEXT_ARG(oidc_asked_question(request)));
	unsigned char mac[crypto_generichash_BYTES];
	char *hex = arena_take(arena, MAC_HEX + 1);
	crypto_generichash(mac, sizeof mac, (const unsigned char *)sealed.at, sealed.size, web_pass_key(request->web),
			   PASS_KEY_BYTES);
	sodium_bin2hex(hex, MAC_HEX + 1, mac, sizeof mac);
	return text_format(arena, "%.*s-%s", TEXT_ARG(seconds), hex);
}

bool oidc_asked_read(const struct request *request, struct text asked, int64_t *ret_seconds)
{
	struct text rest = asked, seconds;
	if (!text_next(&rest, '-', &seconds) || !text_to_number(seconds, ret_seconds))
		return false;
	struct text wanted = seal(request, seconds);
	return wanted.size == asked.size && sodium_memcmp(wanted.at, asked.at, asked.size) == 0;
}

struct text oidc_asked_add(const struct request *request, struct text asked)
{
	struct arena *arena = request->ctx->arena;
	int64_t seconds;
	if (!oidc_asked_read(request, asked, &seconds))
		asked = seal(request, text_of_number(arena, context_now(request->ctx).us / SECOND_US));
	return text_format(arena, "%.*s&asked=%.*s", TEXT_ARG(oidc_asked_question(request)), TEXT_ARG(asked));
}
