/* A row of import_mappings for all headers together, and one for each. */
#include "features/imports/imports_memory.h"

#include "features/imports/imports_options.h"
#include "features/imports/imports_presets.h"

#include <stdlib.h>
#include <string.h>

#define PLACE_MOST 1000

/* Of a file of refused rows: imports_report.c. */
static bool is_of_report(struct text header)
{
	header = text_trim(header);
	return text_equal(header, TEXT("import_row")) || text_equal(header, TEXT("import_reason")) ||
	       text_equal(header, TEXT("import_line"));
}

static void add(crypto_hash_sha256_state *hash, struct text piece)
{
	uint64_t size = piece.size;
	crypto_hash_sha256_update(hash, (const unsigned char *)&size, sizeof size);
	crypto_hash_sha256_update(hash, (const unsigned char *)piece.at, piece.size);
}

static int compare(const void *a, const void *b)
{
	const struct text *left = a, *right = b;
	size_t size = left->size < right->size ? left->size : right->size;
	int order = size ? memcmp(left->at, right->at, size) : 0;
	return order ? order : (left->size > right->size) - (left->size < right->size);
}

struct import_memory_key import_memory_key(struct arena *arena, const struct text *headers, size_t count)
{
	struct text *sorted = arena_take_array(arena, count, sizeof *sorted);
	struct import_memory_key key;
	crypto_hash_sha256_state hash;
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (!is_of_report(headers[i]))
			sorted[kept++] = text_trim(headers[i]);
	if (kept)
		qsort(sorted, kept, sizeof *sorted, compare);
	crypto_hash_sha256_init(&hash);
	for (size_t i = 0; i < kept; i++)
		add(&hash, sorted[i]);
	crypto_hash_sha256_final(&hash, key.bytes);
	return key;
}

/* One column: of which shop, its header, and the how manyeth of that header it is. */
static struct import_memory_key key_of(struct text shop, const struct text *headers, size_t place)
{
	struct text header = text_trim(headers[place]);
	struct import_memory_key key;
	crypto_hash_sha256_state hash;
	uint64_t before = 0;
	for (size_t i = 0; i < place; i++)
		before += text_equal(text_trim(headers[i]), header);
	crypto_hash_sha256_init(&hash);
	add(&hash, TEXT("column"));
	add(&hash, text_is_none(shop) ? TEXT("") : shop);
	add(&hash, header);
	crypto_hash_sha256_update(&hash, (const unsigned char *)&before, sizeof before);
	crypto_hash_sha256_final(&hash, key.bytes);
	return key;
}

static struct bytes bytes_of(const struct import_memory_key *key)
{
	return (struct bytes){key->bytes, sizeof key->bytes};
}

/* ---- recalling ---- */

static enum outcome recall_place(struct context *ctx, const struct import_memory_key *key, struct text *ret_place)
{
	struct import_mapping_find kept;
	const struct text *places;
	size_t count;
	bool found;
	TRY(import_mapping_find(ctx->reader, bytes_of(key), &found, &kept));
	*ret_place = TEXT("");
	if (!found)
		return DONE;
	TRY(import_texts_read(ctx->arena, kept.options, &places, &count));
	*ret_place = count ? places[0] : TEXT("");
	return DONE;
}

static bool is_taken(const struct text *places, size_t count, struct text place)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(places[i], place) && !text_equal(place, TEXT("-")))
			return true;
	return false;
}

/* Headers that were met in files of their own may be here together: the first keeps its place. */
static enum outcome recall_places(struct context *ctx, const struct text *headers, size_t count, struct text *places)
{
	struct import_preset preset;
	(void)import_preset_find(ctx->arena, headers, count, &preset);
	for (size_t i = 0; i < count; i++) {
		const struct import_memory_key key = key_of(preset.shop, headers, i);
		struct text place = TEXT("-");
		if (!is_of_report(headers[i]))
			TRY(recall_place(ctx, &key, &place));
		places[i] = is_taken(places, i, place) ? TEXT("") : place;
	}
	return DONE;
}

enum outcome import_memory_recall(struct context *ctx, const struct text *headers, size_t count,
				  struct import_options *ret_options)
{
	const struct import_memory_key key = import_memory_key(ctx->arena, headers, count);
	struct text *places = arena_take_array(ctx->arena, count, sizeof *places);
	struct import_mapping_find kept;
	bool found;
	*ret_options = (struct import_options){0};
	TRY(context_read(ctx));
	TRY(import_mapping_find(ctx->reader, bytes_of(&key), &found, &kept));
	if (found)
		TRY(import_options_read(ctx->arena, kept.options, ret_options));
	TRY(recall_places(ctx, headers, count, places));
	ret_options->places = places;
	ret_options->place_count = count;
	return DONE;
}

/* ---- keeping ---- */

enum outcome import_memory_keep(struct context *ctx, const struct text *headers, size_t count,
				const struct import_options *options)
{
	const struct import_memory_key whole = import_memory_key(ctx->arena, headers, count);
	struct import_preset preset;
	(void)import_preset_find(ctx->arena, headers, count, &preset);
	for (size_t i = 0; i < count && i < options->place_count; i++) {
		const struct import_memory_key key = key_of(preset.shop, headers, i);
		if (is_of_report(headers[i]) || text_is_empty(options->places[i]))
			continue;
		struct text place = import_texts_write(ctx->arena, &options->places[i], 1, PLACE_MOST);
		if (!text_is_none(place))
			TRY(import_mapping_keep(ctx->writer, bytes_of(&key), place));
	}
	/* What a program says of a file by name it says each time. */
	struct import_options kept = *options;
	kept.map = TEXT_NONE;
	return import_mapping_keep(ctx->writer, bytes_of(&whole), import_options_write(ctx->arena, &kept));
}
