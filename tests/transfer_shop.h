/* A database to import into and export from, a file beside it, and somebody who looks on: for tests of both. */
#ifndef TESTS_TRANSFER_SHOP_H
#define TESTS_TRANSFER_SHOP_H

#include "tests/engine.h"

#include "context/context.h"
#include "features/exports/exports.h"
#include "features/imports/imports.h"
#include "imports.schema.h"

#define SAMPLE "data/customers-100.csv" /* of tests/ */

struct shop {
	struct engine engine;
	struct context ctx;
	char path[64]; /* of a file that is the test's */
};
void shop_open(struct shop *shop, void **state);
void shop_close(struct shop *shop);
void shop_put_file(const struct shop *shop, const void *bytes, size_t size);
#define SHOP_PUT_LITERAL(shop, literal) shop_put_file(shop, literal, sizeof(literal) - 1)

/* What was seen of the import under way. */
struct watched {
	struct arena *arena;
	struct text told; /* differences and problems, a line each */
	struct import_found found;
	int64_t kill_at; /* the row at which the process dies; 0: never */
};
extern struct watched watched;
extern const struct import_watch shop_watch;

/* Imports the shop's file, unless options say another, with everything of before forgotten. */
enum outcome shop_import(struct shop *shop, struct import_options options, struct import_counts *counts);
/* It is done, with these numbers of created, updated, unchanged, refused. */
void assert_import(struct shop *shop, struct import_options options, const int64_t expected[IMPORT_RESULT_COUNT]);
#define COUNTS(...) ((const int64_t[IMPORT_RESULT_COUNT]){__VA_ARGS__})
void import_text(struct shop *shop, const char *csv, struct import_options options, const int64_t *expected);

/* All of it. */
struct text shop_export(struct shop *shop, struct export_options options);
enum outcome shop_keep_piece(void *state, struct bytes piece);

#endif
