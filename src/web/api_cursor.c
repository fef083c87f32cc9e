/* Cursors of lists by time and id: MAC (16 bytes), instant (8), id (8), as base64 for URLs. See web/api.h. */
#include "web/api.h"

#include "service/secrets.h"

#include <endian.h>
#include <sodium.h>
#include <string.h>

#define MAC_BYTES    16
#define CURSOR_BYTES (MAC_BYTES + 8 + 8)
#define BASE64       sodium_base64_VARIANT_URLSAFE_NO_PADDING

static void add_text(crypto_generichash_state *state, struct text t)
{
	const uint64_t size = htole64(t.size);
	crypto_generichash_update(state, (const unsigned char *)&size, sizeof size);
	crypto_generichash_update(state, (const unsigned char *)t.at, t.size);
}

/* These say which page, not which list. */
static bool is_of_page(struct text name)
{
	return text_equal(name, TEXT("cursor")) || text_equal(name, TEXT("limit")) || text_equal(name, TEXT("total"));
}

static enum outcome make_mac(struct request *request, const unsigned char *content, unsigned char ret_mac[MAC_BYTES])
{
	unsigned char key[SECRET_BYTES];
	crypto_generichash_state state;
	TRY(secrets_get(request->ctx, TEXT("api cursors"), key));
	crypto_generichash_init(&state, key, sizeof key, MAC_BYTES);
	sodium_memzero(key, sizeof key);
	add_text(&state, request->http->path);
	for (size_t i = 0; i < request->fields.count; i++) {
		const struct field *field = &request->fields.list[i];
		if (is_of_page(field->name))
			continue;
		add_text(&state, field->name);
		add_text(&state, field->text);
	}
	crypto_generichash_update(&state, content, CURSOR_BYTES - MAC_BYTES);
	crypto_generichash_final(&state, ret_mac, MAC_BYTES);
	return DONE;
}

enum outcome api_cursor_write(struct request *request, struct api_place place, struct text *ret_cursor)
{
	unsigned char raw[CURSOR_BYTES];
	uint64_t at = htole64((uint64_t)place.at.us), id = htole64((uint64_t)place.id);
	memcpy(raw + MAC_BYTES, &at, 8);
	memcpy(raw + MAC_BYTES + 8, &id, 8);
	TRY(make_mac(request, raw + MAC_BYTES, raw));
	size_t room = sodium_base64_encoded_len(sizeof raw, BASE64);
	char *cursor = arena_take(request->ctx->arena, room);
	sodium_bin2base64(cursor, room, raw, sizeof raw, BASE64);
	*ret_cursor = text_of(cursor);
	return DONE;
}

enum outcome api_cursor_read(struct request *request, struct text cursor, struct api_place *ret_place)
{
	unsigned char raw[CURSOR_BYTES], mac[MAC_BYTES];
	uint64_t at, id;
	size_t size = 0;
	*ret_place = (struct api_place){{INT64_MAX}, INT64_MAX};
	if (text_is_empty(cursor))
		return DONE;
	bool good = sodium_base642bin(raw, sizeof raw, cursor.at, cursor.size, NULL, &size, NULL, BASE64) == 0 &&
		    size == sizeof raw;
	if (good) {
		TRY(make_mac(request, raw + MAC_BYTES, mac));
		good = sodium_memcmp(mac, raw, MAC_BYTES) == 0;
	}
	if (!good)
		return context_invalid(request->ctx, TEXT("cursor"), "bad_cursor",
				       N_("This cursor does not belong to this list. Begin again without one."),
				       TEXT_NONE);
	memcpy(&at, raw + MAC_BYTES, 8);
	memcpy(&id, raw + MAC_BYTES + 8, 8);
	*ret_place = (struct api_place){{(int64_t)le64toh(at)}, (int64_t)le64toh(id)};
	return DONE;
}
