/* A document: put together, and written as JSON and as a page. */
#include "base/buffer.h"
#include "features/takeout/takeout_pages.h"
#include "format/json_write.h"
#include "takeout.views.h"

#define DOCUMENT_MOST (16u << 20)

struct takeout_section *takeout_section_add(struct takeout_document *document, const char *key, const char *title,
					    size_t room)
{
	struct takeout_section *section = &document->sections[document->count++];
	*section = (struct takeout_section){
		.key = key,
		.title = page_words(document->request, title, TEXT_NONE),
		.records = arena_take_array(document->request->ctx->arena, room, sizeof *section->records),
	};
	return section;
}

struct takeout_record *takeout_record_add(struct takeout_document *document, struct takeout_section *section)
{
	struct takeout_record *record = &section->records[section->count++];
	record->pairs = arena_take_array(document->request->ctx->arena, TAKEOUT_PAIRS, sizeof *record->pairs);
	record->count = 0;
	return record;
}

void takeout_pair_add(struct takeout_document *document, struct takeout_record *record, const char *key,
		      const char *label, struct text value)
{
	record->pairs[record->count++] = (struct takeout_pair){
		.key = key,
		.label = page_words(document->request, label, TEXT_NONE),
		.value = value,
		.shown = text_is_none(value) ? TEXT("") : value,
	};
}

void takeout_pair_add_at(struct takeout_document *document, struct takeout_record *record, const char *key,
			 const char *label, struct instant at)
{
	struct arena *arena = document->request->ctx->arena;
	takeout_pair_add(document, record, key, label, instant_is_none(at) ? TEXT_NONE : instant_format(arena, at));
	if (!instant_is_none(at))
		record->pairs[record->count - 1].shown = view_instant_text(&document->request->view, at);
}

static void write_section(struct json_writer *json, const struct takeout_section *section)
{
	json_add_key_text(json, text_of(section->key));
	json_begin_array(json);
	for (size_t r = 0; r < section->count; r++) {
		json_begin_object(json);
		for (size_t p = 0; p < section->records[r].count; p++) {
			const struct takeout_pair *pair = &section->records[r].pairs[p];
			json_add_key_text(json, text_of(pair->key));
			json_add_text(json, pair->value);
		}
		json_end_object(json);
	}
	json_end_array(json);
}

struct text takeout_json(const struct takeout_document *document)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(DOCUMENT_MOST);
	struct json_writer json = json_writer_make(&out);
	json_begin_object(&json);
	for (size_t i = 0; i < document->count; i++)
		write_section(&json, &document->sections[i]);
	json_end_object(&json);
	return text_copy(document->request->ctx->arena, buffer_text(&out));
}

struct text takeout_html(struct takeout_document *document)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(DOCUMENT_MOST);
	struct view view = document->request->view;
	view.out = &out;
	view_takeout_document(&view, document);
	return text_copy(document->request->ctx->arena, buffer_text(&out));
}
