/* Reading Basic; see oidc_basic.h. */
#include "features/oidc/oidc_basic.h"

#include "format/url.h"

#include <sodium.h>
#include <strings.h>

#define SCHEME      TEXT("basic ")
#define HEADER_MOST 2000

/* As a value of a form: '+' is a blank. */
static bool decode(struct arena *arena, struct text encoded, struct text *ret_text)
{
	struct url_pair pair;
	bool found;
	struct text rest = text_join(arena, TEXT("v="), encoded);
	if (text_find(encoded, TEXT("&"), 0) != SIZE_MAX || url_next_pair(arena, &rest, &found, &pair) != DONE ||
	    !found)
		return false;
	*ret_text = pair.value;
	return true;
}

bool oidc_basic_read(struct arena *arena, struct text header, struct oidc_basic *ret_basic)
{
	struct text encoded = text_slice(header, SCHEME.size, SIZE_MAX), client, rest;
	unsigned char *raw = arena_take(arena, encoded.size + 1);
	size_t size;
	const char *end;
	if (header.size > HEADER_MOST || header.size <= SCHEME.size ||
	    strncasecmp(header.at, SCHEME.at, SCHEME.size) != 0 ||
	    sodium_base642bin(raw, encoded.size, encoded.at, encoded.size, NULL, &size, &end,
			      sodium_base64_VARIANT_ORIGINAL) ||
	    end != encoded.at + encoded.size || !text_is_valid((struct bytes){raw, size}))
		return false;
	rest = (struct text){(const char *)raw, size};
	if (!text_next(&rest, ':', &client) || text_is_none(rest))
		return false;
	return decode(arena, client, &ret_basic->client) && decode(arena, rest, &ret_basic->secret.value);
}
