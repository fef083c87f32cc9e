/* Options to JSON and back. */
#include "features/imports/imports_options.h"

#include "format/json_read.h"
#include "format/json_write.h"

#define OPTIONS_MOST ((size_t)1 << 20)

static void write_texts(struct json_writer *json, const struct text *texts, size_t count)
{
	json_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_add_text(json, text_is_none(texts[i]) ? TEXT("") : texts[i]);
	json_end_array(json);
}

struct text import_texts_write(struct arena *arena, const struct text *texts, size_t count, size_t most)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(most);
	struct json_writer json = json_writer_make(&out);
	write_texts(&json, texts, count);
	return buffer_failed(&out) ? TEXT_NONE : text_copy(arena, buffer_text(&out));
}

struct text import_options_write(struct arena *arena, const struct import_options *options)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(OPTIONS_MOST);
	struct json_writer json = json_writer_make(&out);
	json_begin_object(&json);
	json_add_key(&json, "places");
	write_texts(&json, options->places, options->place_count);
	if (!text_is_empty(options->map))
		json_pair_text(&json, "map", options->map);
	json_pair_text(&json, "system", options->system);
	json_pair_text(&json, "match", import_match_key(options->match));
	json_pair_text(&json, "mode", import_mode_key(options->mode));
	json_pair_flag(&json, "raw", options->raw);
	json_pair_flag(&json, "replace", options->replace);
	json_pair_flag(&json, "make_missing", options->make_missing);
	json_pair_flag(&json, "restore", options->restore);
	json_add_key(&json, "defaults");
	json_begin_object(&json);
	for (size_t i = 0; i < options->default_count; i++) {
		json_add_key_text(&json, options->defaults[i].column);
		json_add_text(&json, options->defaults[i].value);
	}
	json_end_object(&json);
	json_end_object(&json);
	return text_copy(arena, buffer_text(&out));
}

static const struct text *read_texts(struct arena *arena, const struct json_value *list, size_t *ret_count)
{
	*ret_count = json_count(list);
	struct text *texts = arena_take_array(arena, *ret_count, sizeof *texts);
	for (size_t i = 0; i < *ret_count; i++) {
		(void)json_as_text(json_at(list, i), &texts[i]);
		texts[i] = text_copy(arena, texts[i]);
	}
	return texts;
}

static enum outcome open_json(struct text kept, struct json_document **ret_document)
{
	struct json_fault fault;
	const struct bytes bytes = {(const unsigned char *)kept.at, kept.size};
	return json_open(bytes, ret_document, &fault) == DONE ? DONE : FAULT;
}

enum outcome import_texts_read(struct arena *arena, struct text kept, const struct text **ret_texts, size_t *ret_count)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	TRY(open_json(kept, &document));
	*ret_texts = read_texts(arena, json_root(document), ret_count);
	return DONE;
}

static struct text read_text(struct arena *arena, const struct json_value *root, const char *key)
{
	struct text value = TEXT_NONE;
	(void)json_as_text(json_member(root, text_of(key)), &value);
	return text_copy(arena, value);
}

static bool read_flag(const struct json_value *root, const char *key)
{
	bool value = false;
	(void)json_as_flag(json_member(root, text_of(key)), &value);
	return value;
}

static void read_defaults(struct arena *arena, const struct json_value *object, struct import_options *options)
{
	struct import_default *defaults = arena_take_array(arena, json_count(object), sizeof *defaults);
	const struct json_value *value;
	struct json_walk walk = {0};
	struct text key, text;
	while (json_next(object, &walk, &key, &value))
		if (json_as_text(value, &text))
			defaults[options->default_count++] =
				(struct import_default){text_copy(arena, key), text_copy(arena, text)};
	options->defaults = defaults;
}

enum outcome import_options_read(struct arena *arena, struct text kept, struct import_options *ret_options)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	TRY(open_json(kept, &document));
	const struct json_value *root = json_root(document);
	*ret_options = (struct import_options){
		.map = json_member(root, TEXT("map")) ? read_text(arena, root, "map") : TEXT_NONE,
		.system = read_text(arena, root, "system"),
		.raw = read_flag(root, "raw"),
		.replace = read_flag(root, "replace"),
		.make_missing = read_flag(root, "make_missing"),
		.restore = read_flag(root, "restore"),
	};
	ret_options->places = read_texts(arena, json_member(root, TEXT("places")), &ret_options->place_count);
	(void)import_match_parse(read_text(arena, root, "match"), &ret_options->match);
	(void)import_mode_parse(read_text(arena, root, "mode"), &ret_options->mode);
	read_defaults(arena, json_member(root, TEXT("defaults")), ret_options);
	return DONE;
}
