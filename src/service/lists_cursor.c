/* Cursors: MAC (16 bytes), flags (1), number (8), id (8), text; base64 for URLs. See lists_cursor.h. */
#include "service/lists_cursor.h"

#include "service/secrets.h"

#include <endian.h>
#include <sodium.h>
#include <string.h>

#define MAC_BYTES   16
#define FIXED_BYTES (MAC_BYTES + 1 + 8 + 8)
#define BYTES_MOST  (LIST_CURSOR_MOST / 4 * 3)
#define BASE64      sodium_base64_VARIANT_URLSAFE_NO_PADDING

enum { FLAG_NULL = 1, FLAG_TEXT = 2 };

/* The MAC over what was asked and over `content`, which stands behind the MAC in the cursor. */
static enum outcome make_mac(struct context *ctx, const struct list_ask *ask, struct bytes content,
			     unsigned char ret_mac[MAC_BYTES])
{
	unsigned char key[SECRET_BYTES];
	crypto_generichash_state state;
	struct text filter = filter_print(ctx->arena, ask->filter);
	const unsigned char asked[] = {(unsigned char)ask->sort, ask->descending, ask->guests, ask->trash};
	const uint64_t size = htole64(filter.size);
	TRY(secrets_get(ctx, TEXT("list cursors"), key));
	crypto_generichash_init(&state, key, sizeof key, MAC_BYTES);
	crypto_generichash_update(&state, asked, sizeof asked);
	crypto_generichash_update(&state, (const unsigned char *)&size, sizeof size);
	crypto_generichash_update(&state, (const unsigned char *)filter.at, filter.size);
	crypto_generichash_update(&state, content.at, content.size);
	crypto_generichash_final(&state, ret_mac, MAC_BYTES);
	sodium_memzero(key, sizeof key);
	return DONE;
}

enum outcome list_cursor_write(struct context *ctx, const struct list_ask *ask, const struct list_position *position,
			       struct text *ret_cursor)
{
	size_t size = FIXED_BYTES + position->text.size;
	unsigned char *raw = arena_take(ctx->arena, size);
	uint64_t number = htole64((uint64_t)position->number), id = htole64((uint64_t)position->id);
	*ret_cursor = TEXT_NONE;
	if (size > BYTES_MOST)
		return FAULT;
	raw[MAC_BYTES] =
		(unsigned char)((position->is_null ? FLAG_NULL : 0) | (text_is_none(position->text) ? 0 : FLAG_TEXT));
	memcpy(raw + MAC_BYTES + 1, &number, 8);
	memcpy(raw + MAC_BYTES + 9, &id, 8);
	if (position->text.size)
		memcpy(raw + FIXED_BYTES, position->text.at, position->text.size);
	TRY(make_mac(ctx, ask, (struct bytes){raw + MAC_BYTES, size - MAC_BYTES}, raw));
	size_t room = sodium_base64_encoded_len(size, BASE64);
	char *cursor = arena_take(ctx->arena, room);
	sodium_bin2base64(cursor, room, raw, size, BASE64);
	*ret_cursor = text_of(cursor);
	return DONE;
}

static void take_apart(struct arena *arena, const unsigned char *raw, size_t size, struct list_position *ret_position)
{
	uint64_t number, id;
	memcpy(&number, raw + MAC_BYTES + 1, 8);
	memcpy(&id, raw + MAC_BYTES + 9, 8);
	*ret_position = (struct list_position){
		.is_null = raw[MAC_BYTES] & FLAG_NULL,
		.number = (int64_t)le64toh(number),
		.id = (int64_t)le64toh(id),
	};
	if (raw[MAC_BYTES] & FLAG_TEXT)
		ret_position->text =
			text_copy(arena, (struct text){(const char *)raw + FIXED_BYTES, size - FIXED_BYTES});
}

enum outcome list_cursor_read(struct context *ctx, const struct list_ask *ask, struct list_position *ret_position)
{
	unsigned char raw[BYTES_MOST], mac[MAC_BYTES];
	size_t size = 0;
	bool good =
		ask->cursor.size <= LIST_CURSOR_MOST &&
		sodium_base642bin(raw, sizeof raw, ask->cursor.at, ask->cursor.size, NULL, &size, NULL, BASE64) == 0 &&
		size >= FIXED_BYTES;
	if (good) {
		TRY(make_mac(ctx, ask, (struct bytes){raw + MAC_BYTES, size - MAC_BYTES}, mac));
		good = sodium_memcmp(mac, raw, MAC_BYTES) == 0;
	}
	if (!good)
		return context_invalid(ctx, TEXT("cursor"), "bad_cursor",
				       N_("This cursor does not belong to this list. Begin again without one."),
				       TEXT_NONE);
	take_apart(ctx->arena, raw, size, ret_position);
	return DONE;
}
