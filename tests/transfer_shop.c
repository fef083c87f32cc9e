/* Importing and exporting for tests. What changes here: `watched`, by one test after another. */
#include "tests/transfer_shop.h"

#include "base/buffer.h"
#include "server/bootstrap.h"
#include "tests/told.h"
#include "tests/unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void shop_open(struct shop *shop, void **state)
{
	engine_open(&shop->engine, *state);
	context_open(&shop->ctx, shop->engine.arena, shop->engine.store);
	assert_int_equal(bootstrap_basics(&shop->ctx), DONE);
	strcpy(shop->path, "/tmp/clientele-transfer-XXXXXX");
	int file = mkstemp(shop->path);
	assert_true(file >= 0);
	close(file);
}

void shop_close(struct shop *shop)
{
	unlink(shop->path);
	context_close(&shop->ctx);
	told_check(&shop->engine);
	engine_close(&shop->engine);
}

void shop_put_file(const struct shop *shop, const void *bytes, size_t size)
{
	FILE *file = fopen(shop->path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

/* ---- looking on ---- */

struct watched watched;

static void see_found(void *state, const struct import_found *found)
{
	(void)state;
	watched.found = *found;
}

static void see_row(void *state, const struct import_row *row)
{
	(void)state;
	for (size_t i = 0; i < row->difference_count && row->result == IMPORT_RESULT_UPDATED; i++)
		watched.told = text_format(watched.arena, "%.*s%lld %.*s: %.*s -> %.*s\n", TEXT_ARG(watched.told),
					   (long long)row->row, TEXT_ARG(row->differences[i].header),
					   TEXT_ARG(row->differences[i].old), TEXT_ARG(row->differences[i].new));
	for (size_t i = 0; i < row->problem_count; i++)
		watched.told =
			text_format(watched.arena, "%.*s%lld %.*s %s\n", TEXT_ARG(watched.told), (long long)row->row,
				    TEXT_ARG(row->problems[i].field), row->problems[i].code);
	if (watched.kill_at && row->row >= watched.kill_at)
		raise(SIGKILL);
}

static struct text see_sentence(void *state, struct arena *arena, const struct problem *problem)
{
	(void)state;
	return text_format(arena, "%.*s: %s", TEXT_ARG(problem->field), problem->code);
}

const struct import_watch shop_watch = {NULL, see_found, see_row, see_sentence};

enum outcome shop_import(struct shop *shop, struct import_options options, struct import_counts *counts)
{
	if (text_is_none(options.path))
		options.path = text_of(shop->path);
	watched = (struct watched){.arena = shop->engine.arena, .told = TEXT("")};
	problems_clear(shop->ctx.problems);
	*counts = (struct import_counts){{0}};
	return imports_run(&shop->ctx, &options, &shop_watch, counts);
}

void assert_import(struct shop *shop, struct import_options options, const int64_t expected[IMPORT_RESULT_COUNT])
{
	struct import_counts counts;
	enum outcome outcome = shop_import(shop, options, &counts);
	if (outcome != DONE && shop->ctx.problems->count)
		fail_msg("%s %.*s", shop->ctx.problems->list[0].code, TEXT_ARG(shop->ctx.problems->list[0].values[0]));
	assert_int_equal(outcome, DONE);
	for (int i = 0; i < IMPORT_RESULT_COUNT; i++)
		if (counts.of[i] != expected[i])
			fail_msg("%lld created, %lld updated, %lld unchanged, %lld refused\n%.*s",
				 (long long)counts.of[0], (long long)counts.of[1], (long long)counts.of[2],
				 (long long)counts.of[3], TEXT_ARG(watched.told));
}

void import_text(struct shop *shop, const char *csv, struct import_options options, const int64_t *expected)
{
	shop_put_file(shop, csv, strlen(csv));
	assert_import(shop, options, expected);
}

/* ---- exports ---- */

enum outcome shop_keep_piece(void *state, struct bytes piece)
{
	struct buffer *out = state;
	buffer_add_bytes(out, piece.at, piece.size);
	return DONE;
}

struct text shop_export(struct shop *shop, struct export_options options)
{
	struct buffer out = buffer_make((size_t)16 << 20);
	int64_t rows;
	assert_int_equal(exports_run(&shop->ctx, &options, shop_keep_piece, &out, &rows), DONE);
	struct text all = text_copy(shop->engine.arena, buffer_text(&out));
	buffer_free(&out);
	return all;
}
