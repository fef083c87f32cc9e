/* Writing refused rows to a file. */
#include "features/transfer/transfer_report.h"

#include "base/buffer.h"
#include "format/csv_write.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct text transfer_report_line(struct arena *arena, const struct text *cells, size_t count, bool raw)
{
	struct buffer line __attribute__((cleanup(buffer_free))) = buffer_make((size_t)32 << 20);
	struct csv_writer csv = csv_writer_make(&line, ',', raw);
	for (size_t i = 0; i < count; i++)
		csv_add_cell(&csv, raw ? cells[i] : csv_unguard(cells[i]));
	return text_copy(arena, buffer_text(&line));
}

static enum outcome refuse(struct context *ctx, struct text path)
{
	return context_invalid(ctx, TEXT("report"), "unwritable", N_("{0}: {1}"), path,
			       text_copy(ctx->arena, text_of(strerror(errno))), TEXT_NONE);
}

static void write_row(FILE *file, struct text cells, struct text row, struct text reasons)
{
	struct buffer line __attribute__((cleanup(buffer_free))) = buffer_make((size_t)1 << 20);
	struct csv_writer csv = csv_writer_make(&line, ',', false);
	csv_add_cell(&csv, row);
	csv_add_cell(&csv, reasons);
	csv_end_row(&csv);
	fwrite(cells.at, 1, cells.size, file);
	fputc(',', file);
	fwrite(line.at, 1, line.size, file);
}

static enum outcome write_rows(struct context *ctx, FILE *file, struct import_id import, struct text header)
{
	struct import_refusal_list *rows;
	size_t count;
	int64_t after = 0;
	write_row(file, header, TEXT("import_row"), TEXT("import_reason"));
	do {
		TRY(import_refusal_list(ctx->reader, import, after, &rows, &count));
		for (size_t i = 0; i < count; i++)
			write_row(file, rows[i].cells, text_of_number(ctx->arena, rows[i].position), rows[i].reasons);
		after = count ? rows[count - 1].position : after;
	} while (count);
	return DONE;
}

enum outcome transfer_report_write(struct context *ctx, struct text path, struct import_id import, struct text header)
{
	struct text part = text_join(ctx->arena, path, TEXT(".part")), whole = text_copy(ctx->arena, path);
	TRY(context_read(ctx));
	FILE *file = fopen(part.at, "we");
	if (!file)
		return refuse(ctx, path);
	enum outcome outcome = write_rows(ctx, file, import, header);
	bool failed = ferror(file);
	failed = fclose(file) != 0 || failed;
	if (outcome == DONE && (failed || rename(part.at, whole.at) != 0))
		outcome = refuse(ctx, path);
	if (outcome != DONE)
		remove(part.at);
	return outcome;
}
