/* Any bytes as the XML of a sheet, of shared texts and of styles (divided by NUL): rows come in order, their fields are
 * text, or it is refused with a reason. */
#include "format/xlsx_read.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define BOOK "<workbook xmlns:r='y'><sheets><sheet name='a' r:id='r1'/></sheets></workbook>"
#define RELATIONS                                                                                                      \
	"<Relationships><Relationship Id='r1' Type='/worksheet' Target='s.xml'/><Relationship Id='r2' Type="           \
	"'/sharedStrings' Target='t.xml'/><Relationship Id='r3' Type='/styles' Target='f.xml'/></Relationships>"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum outcome check_row(void *state, int64_t row, const struct text *fields, size_t count)
{
	int64_t *last = state;
	if (row != *last + 1)
		abort();
	*last = row;
	for (size_t i = 0; i < count; i++)
		if (!text_is_valid((struct bytes){(const unsigned char *)fields[i].at, fields[i].size}))
			abort();
	return DONE;
}

static void add(zip_t *zip, const char *name, const void *bytes, size_t size)
{
	zip_source_t *source = zip_source_buffer(zip, bytes, size, 0);
	zip_int64_t part = zip_file_add(zip, name, source, 0);
	if (part < 0)
		abort();
	zip_set_file_compression(zip, (zip_uint64_t)part, ZIP_CM_STORE, 0);
}

/* The next piece up to a NUL. */
static struct bytes next(struct bytes *rest)
{
	const unsigned char *end = rest->size ? memchr(rest->at, 0, rest->size) : NULL;
	struct bytes piece = {rest->at, end ? (size_t)(end - rest->at) : rest->size};
	size_t used = piece.size + (end ? 1 : 0);
	*rest = (struct bytes){rest->at + used, rest->size - used};
	return piece;
}

/* Closed, so that its parts are where a reader looks for them; what holds its bytes stays. */
static zip_source_t *make_book(struct bytes data)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_source_keep(source);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	struct bytes sheet = next(&data), strings = next(&data), styles = next(&data);
	add(zip, "xl/workbook.xml", BOOK, strlen(BOOK));
	add(zip, "xl/_rels/workbook.xml.rels", RELATIONS, strlen(RELATIONS));
	add(zip, "xl/s.xml", sheet.at, sheet.size);
	add(zip, "xl/t.xml", strings.at, strings.size);
	add(zip, "xl/f.xml", styles.at, styles.size);
	if (zip_close(zip) != 0)
		abort();
	return source;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	zip_source_t *source = make_book((struct bytes){data, size});
	zip_stat_t about;
	if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0)
		abort();
	unsigned char *bytes = malloc(about.size);
	if (zip_source_read(source, bytes, about.size) != (zip_int64_t)about.size)
		abort();
	zip_source_close(source);
	zip_source_free(source);
	struct unzip *unzip;
	if (unzip_open_bytes((struct bytes){bytes, about.size}, &unzip) != DONE)
		abort();
	struct csv_options limits = {.field_most = 4096, .columns_most = 100, .row_most = 16384};
	struct csv_fault fault;
	int64_t last = 0;
	enum outcome outcome = xlsx_read(unzip, &limits, check_row, &last, &fault);
	if ((outcome == DONE) != (fault.code == NULL) || (outcome != DONE && outcome != INVALID && outcome != TOO_MANY))
		abort();
	unzip_close(unzip);
	free(bytes);
	return 0;
}
