/* Between the files that read a workbook. */
#ifndef FORMAT_XLSX_PARTS_H
#define FORMAT_XLSX_PARTS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "format/unzip.h"
#include "format/xml_read.h"

#define XLSX_PART_MOST ((uint64_t)8 << 30) /* bytes of XML of one part */

/* Reads one part of that name. NOT_FOUND when there is none. */
enum outcome xlsx_read_part(struct unzip *unzip, struct text name, const struct xml_events *events,
			    void *state) MUST_USE;

/* ---- what belongs together (xlsx_book.c) ---- */

struct xlsx_book {
	struct text sheet;           /* names of parts; none: there is none */
	struct text strings, styles; /* … */
	bool from_1904;              /* days are counted from there */
};
enum outcome xlsx_book_read(struct unzip *unzip, struct arena *arena, struct xlsx_book *ret_book) MUST_USE;

/* ---- what numbers mean (xlsx_styles.c, xlsx_value.c) ---- */

enum xlsx_kind { XLSX_NUMBER, XLSX_PERCENT, XLSX_DATE, XLSX_TIME, XLSX_MOMENT };

#define XLSX_STYLES_MOST 65536
struct xlsx_styles {
	unsigned char *kinds; /* enum xlsx_kind of each style */
	size_t count;
};
enum outcome xlsx_styles_read(struct unzip *unzip, struct text part, struct arena *arena,
			      struct xlsx_styles *ret_styles) MUST_USE;
/* What a format of that code makes of a number: "yyyy\-mm\-dd", "0.0%". */
enum xlsx_kind xlsx_kind_of(struct text code);
/* Appends what is seen of a number. */
void xlsx_add_value(struct buffer *out, struct text number, enum xlsx_kind kind, bool from_1904);
/* Appends a text, "_x000D_" and the like as what they stand for; false when it stands for NUL. */
bool xlsx_add_string(struct buffer *out, struct text string);

/* ---- texts that cells share (xlsx_strings.c) ---- */

#define XLSX_STRINGS_MOST ((size_t)8 << 20)
struct xlsx_strings;
/* Closed in any case, NULL too. */
enum outcome xlsx_strings_read(struct unzip *unzip, struct text part, size_t string_most,
			       struct xlsx_strings **ret_strings) MUST_USE;
void xlsx_strings_close(struct xlsx_strings *strings);
/* False when there is none of that number. */
bool xlsx_strings_get(const struct xlsx_strings *strings, int64_t number, struct text *ret_string);

#endif
