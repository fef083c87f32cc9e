/* Codes by liboath; see totp.h. */
#include "format/totp.h"

#include "format/url.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>

int64_t totp_step(struct instant now)
{
	return now.us / TOTP_STEP_US;
}

void totp_make_code(struct bytes secret, int64_t step, char ret_code[TOTP_DIGITS + 1])
{
	/* It fails for secrets that are too short alone; then the code is one that nobody can type. */
	if (oath_hotp_generate((const char *)secret.at, secret.size, (uint64_t)step, TOTP_DIGITS, false,
			       OATH_HOTP_DYNAMIC_TRUNCATION, ret_code) != OATH_OK)
		memset(ret_code, 0, TOTP_DIGITS + 1);
}

bool totp_find_step(struct bytes secret, struct text code, struct instant now, int64_t *ret_step)
{
	char right[TOTP_DIGITS + 1];
	bool found = false;
	if (code.size != TOTP_DIGITS)
		return false;
	for (int64_t step = totp_step(now) - 1; step <= totp_step(now) + 1; step++) {
		totp_make_code(secret, step, right);
		if (sodium_memcmp(right, code.at, TOTP_DIGITS) == 0) {
			*ret_step = step;
			found = true;
		}
	}
	return found;
}

/* Twenty bytes are 32 signs, so there is no padding. */
static struct text encode(struct arena *arena, struct bytes secret)
{
	char *encoded = NULL;
	size_t size = 0;
	if (oath_base32_encode((const char *)secret.at, secret.size, &encoded, &size) != OATH_OK)
		return TEXT("");
	struct text copy = text_copy(arena, (struct text){encoded, size});
	free(encoded);
	return copy;
}

struct text totp_key(struct arena *arena, struct bytes secret)
{
	struct text encoded = encode(arena, secret), grouped = TEXT("");
	for (size_t at = 0; at < encoded.size; at += 4)
		grouped = text_format(arena, "%.*s%s%.*s", TEXT_ARG(grouped), at ? " " : "",
				      TEXT_ARG(text_slice(encoded, at, 4)));
	return grouped;
}

struct text totp_address(struct arena *arena, struct bytes secret, struct text issuer, struct text account)
{
	struct text who = url_encode(arena, issuer);
	return text_format(arena, "otpauth://totp/%.*s:%.*s?secret=%.*s&issuer=%.*s", TEXT_ARG(who),
			   TEXT_ARG(url_encode(arena, account)), TEXT_ARG(encode(arena, secret)), TEXT_ARG(who));
}
