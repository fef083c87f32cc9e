/* The zip around a sheet: every part of it but the sheet is always the same, and stands before it. */
#ifndef FORMAT_XLSX_ZIP_H
#define FORMAT_XLSX_ZIP_H

#include "base/buffer.h"

struct xlsx_zip_sheet {
	uint32_t crc, plain; /* of its XML */
};

/* All parts but the sheet, and the sheet's own header. */
void xlsx_zip_begin(struct buffer *out);
/* The sheet's sizes and the list of all parts. `ends`: where in the file the packed sheet ends. */
void xlsx_zip_end(struct buffer *out, uint32_t ends, const struct xlsx_zip_sheet *sheet);
/* What the sheet's XML begins and ends with. */
struct text xlsx_zip_sheet_head(void);
struct text xlsx_zip_sheet_foot(void);

#endif
