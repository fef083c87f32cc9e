/* Which parts are the first sheet, its texts and its styles. */
#include "format/xlsx_parts.h"

struct reading {
	struct arena *arena;
	struct xlsx_book *book;
	struct text sheet; /* the id of the first that is not hidden */
};

static enum outcome nothing(void *state, struct text text)
{
	(void)state;
	(void)text;
	return DONE;
}

struct part {
	struct xml_reader *reader;
};

static enum outcome push(void *state, struct bytes piece)
{
	return xml_reader_push(((struct part *)state)->reader, piece);
}

enum outcome xlsx_read_part(struct unzip *unzip, struct text name, const struct xml_events *events, void *state)
{
	size_t number;
	if (!unzip_find(unzip, name, &number))
		return NOT_FOUND;
	struct xml_reader *reader __attribute__((cleanup(xml_reader_cleanup))) = xml_reader_open(events, state);
	TRY(unzip_read(unzip, number, XLSX_PART_MOST, push, &(struct part){reader}));
	return xml_reader_end(reader);
}

/* ---- the workbook ---- */

static bool is_true(struct text value)
{
	return text_equal(value, TEXT("1")) || text_equal(value, TEXT("true"));
}

static enum outcome begin_book(void *state, struct text name, const char *const *attributes)
{
	struct reading *reading = state;
	struct text hidden = xml_attribute(attributes, "state");
	if (text_equal(name, TEXT("workbookPr")))
		reading->book->from_1904 = is_true(xml_attribute(attributes, "date1904"));
	if (text_equal(name, TEXT("sheet")) && text_is_none(reading->sheet) &&
	    (text_is_none(hidden) || text_equal(hidden, TEXT("visible"))))
		reading->sheet = text_copy(reading->arena, xml_attribute(attributes, "id"));
	return DONE;
}

/* ---- what it refers to ---- */

static struct text part_name(struct arena *arena, struct text target)
{
	if (text_starts(target, TEXT("/")))
		return text_copy(arena, text_slice(target, 1, SIZE_MAX));
	return text_join(arena, TEXT("xl/"), target);
}

static enum outcome begin_relation(void *state, struct text name, const char *const *attributes)
{
	struct reading *reading = state;
	struct text id = xml_attribute(attributes, "Id"), type = xml_attribute(attributes, "Type");
	struct text target = xml_attribute(attributes, "Target");
	if (!text_equal(name, TEXT("Relationship")) || text_is_none(target))
		return DONE;
	if (!text_is_none(id) && text_equal(id, reading->sheet) && text_ends(type, TEXT("/worksheet")))
		reading->book->sheet = part_name(reading->arena, target);
	else if (text_ends(type, TEXT("/sharedStrings")))
		reading->book->strings = part_name(reading->arena, target);
	else if (text_ends(type, TEXT("/styles")))
		reading->book->styles = part_name(reading->arena, target);
	return DONE;
}

enum outcome xlsx_book_read(struct unzip *unzip, struct arena *arena, struct xlsx_book *ret_book)
{
	static const struct xml_events book = {begin_book, nothing, nothing},
				       relations = {begin_relation, nothing, nothing};
	struct reading reading = {.arena = arena, .book = ret_book};
	*ret_book = (struct xlsx_book){.from_1904 = false};
	TRY(xlsx_read_part(unzip, TEXT("xl/workbook.xml"), &book, &reading));
	return xlsx_read_part(unzip, TEXT("xl/_rels/workbook.xml.rels"), &relations, &reading);
}
