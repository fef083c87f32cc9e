/* A pass is when it ends, in seconds, and a MAC of that. */
#include "web/pass.h"

#include "web/web.h"

#include <sodium.h>

#define PASS_US (7 * DAY_US)
#define MAC_HEX (2 * crypto_generichash_BYTES)
_Static_assert(PASS_KEY_BYTES == crypto_generichash_KEYBYTES, "the key is the MAC's");

static void write_mac(const unsigned char key[PASS_KEY_BYTES], struct text ends, char ret_hex[MAC_HEX + 1])
{
	unsigned char mac[crypto_generichash_BYTES];
	crypto_generichash(mac, sizeof mac, (const unsigned char *)ends.at, ends.size, key, PASS_KEY_BYTES);
	sodium_bin2hex(ret_hex, MAC_HEX + 1, mac, sizeof mac);
}

struct text web_pass(const struct request *request)
{
	struct arena *arena = request->ctx->arena;
	char hex[MAC_HEX + 1];
	struct text ends = text_of_number(arena, (request->at.us + PASS_US) / SECOND_US);
	write_mac(web_pass_key(request->web), ends, hex);
	return text_format(arena, "%.*s-%s", TEXT_ARG(ends), hex);
}

bool pass_fits(const unsigned char key[PASS_KEY_BYTES], struct text pass, struct instant now)
{
	struct text mac = pass, ends;
	char hex[MAC_HEX + 1];
	int64_t seconds;
	if (!text_next(&mac, '-', &ends) || !text_to_number(ends, &seconds) || mac.size != MAC_HEX)
		return false;
	write_mac(key, ends, hex);
	return sodium_memcmp(hex, mac.at, MAC_HEX) == 0 && seconds > now.us / SECOND_US;
}
