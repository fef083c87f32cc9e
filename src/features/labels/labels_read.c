/* What a form or the API sent, as changes of declared fields. The route has checked names, forms and lengths. */
#include "features/labels/labels_pages.h"

#include "format/fold.h"

static struct text value_of(struct arena *arena, const struct field *field)
{
	struct text all = TEXT("");
	switch (field->form) {
	case FIELD_TEXT:
	case FIELD_NUMBER: return fold_nfc(arena, text_trim(field->text));
	case FIELD_TRUE: return TEXT("yes");
	case FIELD_FALSE: return TEXT("no");
	case FIELD_LIST:
		for (size_t i = 0; i < field->item_count; i++)
			all = text_format(arena, "%.*s %.*s", TEXT_ARG(all), TEXT_ARG(field->items[i].text));
		return all;
	case FIELD_NULL:
	case FIELD_OBJECT:
	case FIELD_UPLOAD: break;
	}
	return TEXT("");
}

/* Many values of one name, as ticks send them, are one with blanks between. */
static bool find_sent(struct request *request, const char *word, struct text *ret_value)
{
	struct arena *arena = request->ctx->arena;
	bool found = false;
	for (size_t i = 0; i < request->fields.count; i++) {
		const struct field *field = &request->fields.list[i];
		if (!text_equal(field->name, text_of(word)))
			continue;
		struct text value = value_of(arena, field);
		*ret_value = found ? text_format(arena, "%.*s %.*s", TEXT_ARG(*ret_value), TEXT_ARG(value)) : value;
		found = true;
	}
	return found;
}

size_t label_read_changes(struct request *request, enum label_kind kind, struct label_change *changes)
{
	size_t count = 0;
	for (enum label_field f = 0; f < LABEL_FIELD_COUNT; f++) {
		const struct label_field_declared *declared = label_field_declared(f);
		struct text value = declared->kind == LABEL_FIELD_KIND_flag ? TEXT("no") : TEXT("");
		if (!label_has_field(kind, f))
			continue;
		if (declared->kind == LABEL_FIELD_KIND_tiers) {
			if (label_tiers_sent(request, &value))
				changes[count++] = (struct label_change){f, value};
			continue;
		}
		bool ticked = declared->kind == LABEL_FIELD_KIND_flag || declared->kind == LABEL_FIELD_KIND_fields;
		if (find_sent(request, declared->word, &value) || (ticked && !request->fields.json))
			changes[count++] = (struct label_change){f, value};
	}
	return count;
}
