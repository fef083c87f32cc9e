/* Rows of dark squares as path data; see qr_code.h. */
#include "format/qr_code.h"

#include "base/buffer.h"

#include <qrencode.h>

#define MARGIN    4 /* what readers need, ISO/IEC 18004 */
#define PATH_MOST ((size_t)256 << 10)

static void add_row(struct buffer *out, const QRcode *code, int y)
{
	for (int x = 0; x < code->width; x++) {
		int end = x;
		while (end < code->width && (code->data[y * code->width + end] & 1))
			end++;
		if (end == x)
			continue;
		buffer_add_format(out, "M%d %dh%dv1h-%dz", x + MARGIN, y + MARGIN, end - x, end - x);
		x = end;
	}
}

bool qr_code_make(struct arena *arena, struct text text, struct qr_code *ret_code)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(PATH_MOST);
	QRcode *code = QRcode_encodeString8bit(text_copy(arena, text).at, 0, QR_ECLEVEL_M);
	if (!code)
		return false;
	for (int y = 0; y < code->width; y++)
		add_row(&out, code, y);
	*ret_code = (struct qr_code){text_copy(arena, buffer_text(&out)), code->width + 2 * MARGIN};
	QRcode_free(code);
	return !buffer_failed(&out);
}
