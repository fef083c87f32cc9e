/* Headers and records of zip, byte by byte. */
#include "format/xlsx_zip.h"

#include <zlib.h>

#define NS   "http://schemas.openxmlformats.org/"
#define XML  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define REL  NS "officeDocument/2006/relationships"

static const struct part {
	struct text name, content; /* content none: the sheet */
} parts[] = {
	{TEXT("[Content_Types].xml"),
	 TEXT(XML
	      "<Types xmlns=\"" NS "package/2006/content-types\">"
	      "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	      "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>"
	      "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
	      "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" TYPE "worksheet+xml\"/></Types>")},
	{TEXT("_rels/.rels"), TEXT(XML "<Relationships xmlns=\"" NS "package/2006/relationships\">"
				       "<Relationship Id=\"rId1\" Type=\"" REL
				       "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")},
	{TEXT("xl/workbook.xml"),
	 TEXT(XML "<workbook xmlns=\"" NS "spreadsheetml/2006/main\" xmlns:r=\"" REL "\">"
		  "<sheets><sheet name=\"customers\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")},
	{TEXT("xl/_rels/workbook.xml.rels"),
	 TEXT(XML "<Relationships xmlns=\"" NS "package/2006/relationships\">"
		  "<Relationship Id=\"rId1\" Type=\"" REL "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
		  "<Relationship Id=\"rId2\" Type=\"" REL "/styles\" Target=\"styles.xml\"/></Relationships>")},
	/* Cells of style 1 are dates. */
	{TEXT("xl/styles.xml"),
	 TEXT(XML
	      "<styleSheet xmlns=\"" NS "spreadsheetml/2006/main\">"
	      "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
	      "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
	      "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
	      "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
	      "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
	      "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
	      "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
	      "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	      "applyNumberFormat=\"1\"/></cellXfs>"
	      "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
	      "</styleSheet>")},
	{TEXT("xl/worksheets/sheet1.xml"), {NULL, 0}},
};
#define PARTS (sizeof parts / sizeof *parts)

/* The heads of the columns stay where they are while one scrolls. */
struct text xlsx_zip_sheet_head(void)
{
	return TEXT(XML "<worksheet xmlns=\"" NS
			"spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\">"
			"<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
			"state=\"frozen\"/></sheetView></sheetViews>"
			"<sheetData>");
}

struct text xlsx_zip_sheet_foot(void)
{
	return TEXT("</sheetData></worksheet>");
}

/* ---- records ---- */

enum { STORED = 0, DEFLATED = 8, SIZES_BEHIND = 8, VERSION = 20, DAY_ONE = 0x21 /* 1980-01-01 */ };

static void add_2(struct buffer *out, uint32_t value)
{
	const char bytes[2] = {(char)value, (char)(value >> 8)};
	buffer_add_bytes(out, bytes, sizeof bytes);
}

static void add_4(struct buffer *out, uint32_t value)
{
	add_2(out, value & 0xFFFF);
	add_2(out, value >> 16);
}

static uint32_t crc_of(struct text content)
{
	return (uint32_t)crc32(0, (const Bytef *)content.at, (uInt)content.size);
}

/* What a part's own header and its record in the list have in common. */
struct record {
	struct text name;
	uint32_t flags, method, crc, packed, plain;
};

static struct record record_of(const struct part *part)
{
	if (text_is_none(part->content))
		return (struct record){part->name, SIZES_BEHIND, DEFLATED, 0, 0, 0};
	uint32_t size = (uint32_t)part->content.size;
	return (struct record){part->name, 0, STORED, crc_of(part->content), size, size};
}

static void add_record(struct buffer *out, const struct record *record)
{
	add_2(out, VERSION);
	add_2(out, record->flags);
	add_2(out, record->method);
	add_2(out, 0); /* time */
	add_2(out, DAY_ONE);
	add_4(out, record->crc);
	add_4(out, record->packed);
	add_4(out, record->plain);
	add_2(out, (uint32_t)record->name.size);
	add_2(out, 0); /* no extra field */
}

void xlsx_zip_begin(struct buffer *out)
{
	for (size_t i = 0; i < PARTS; i++) {
		struct record record = record_of(&parts[i]);
		add_4(out, 0x04034B50);
		add_record(out, &record);
		buffer_add(out, parts[i].name);
		buffer_add(out, parts[i].content);
	}
}

/* Where each part's header lies, the end of the sheet's last. */
static uint32_t offset_of(size_t part)
{
	size_t offset = 0;
	for (size_t i = 0; i < part; i++)
		offset += 30 + parts[i].name.size + parts[i].content.size;
	return (uint32_t)offset;
}

void xlsx_zip_end(struct buffer *out, uint32_t ends, const struct xlsx_zip_sheet *sheet)
{
	uint32_t packed = ends - offset_of(PARTS);
	size_t before = out->size;
	add_4(out, 0x08074B50);
	add_4(out, sheet->crc);
	add_4(out, packed);
	add_4(out, sheet->plain);
	uint32_t list = ends + (uint32_t)(out->size - before);
	size_t from = out->size;
	for (size_t i = 0; i < PARTS; i++) {
		struct record record = record_of(&parts[i]);
		if (text_is_none(parts[i].content)) {
			record.crc = sheet->crc;
			record.packed = packed;
			record.plain = sheet->plain;
		}
		add_4(out, 0x02014B50);
		add_2(out, VERSION);
		add_record(out, &record);
		add_2(out, 0); /* no comment */
		add_2(out, 0); /* the first disk */
		add_2(out, 0); /* nothing said of its kind */
		add_4(out, 0);
		add_4(out, offset_of(i));
		buffer_add(out, parts[i].name);
	}
	uint32_t size = (uint32_t)(out->size - from);
	add_4(out, 0x06054B50);
	add_4(out, 0); /* one disk */
	add_2(out, PARTS);
	add_2(out, PARTS);
	add_4(out, size);
	add_4(out, list);
	add_2(out, 0); /* no comment */
}
