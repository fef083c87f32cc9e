/* Files that people have sent, from the moment they come until they go: read, mapped, looked ahead at, imported.
 *
 * The one idea: a file is read through while the sender waits, so that what is wrong with it is told at once, and its
 * rows are kept made plain (transfer_rows.h); everything after that is a job (transfer_jobs.c). Screens:
 * transfer_pages.c.
 */
#ifndef FEATURES_TRANSFER_SENT_H
#define FEATURES_TRANSFER_SENT_H

#include "features/transfer/transfer_options.h"
#include "service/jobs.h"

#define SENT_COLUMNS_MOST 500 /* more are for the command line */
#define SENT_DAYS         30
#define SENT_LIST_MOST    50

struct sent_file {
	struct import_file_id id;
	struct text name, staff_name, token;
	struct instant uploaded;
	enum import_file_state state;
	enum import_packing packing;
	struct text encoding, delimiter; /* "windows-1252", ";" */
	int64_t rows;                    /* without the header */
	const struct text *headers;
	size_t header_count;
	struct bytes header_hash;
	struct import_options options;
	struct text shop; /* whose customer export it looks like: "Shopify"; none: nobody's */
};

/* Takes a file: INVALID at "file" when it is none that can be read. Its columns are mapped as the last file with the
 * same header was, else as that shop's export is, else by guess. Needs customers.import. */
enum outcome sent_add(struct context *ctx, struct text name, struct bytes content,
		      struct import_file_id *ret_file) MUST_USE;
/* Files of others, too: with jobs.manage and every customer in scope. */
bool sent_may_see_all(const struct context *ctx);
/* One's own, or anybody's for who may see all; else NOT_FOUND. */
enum outcome sent_get(struct context *ctx, struct import_file_id file, struct sent_file *ret_file) MUST_USE;
enum outcome sent_check_id(struct context *ctx, struct text kind, int64_t id) MUST_USE;
/* Reads it another way; empty: found out again. INVALID at "file" or "encoding"; CONFLICT while a job goes through it,
 * or when it has gone. */
struct sent_reading {
	struct text encoding;
	char delimiter; /* 0: found out */
};
enum outcome sent_read_anew(struct context *ctx, struct import_file_id file,
			    const struct sent_reading *reading) MUST_USE;
/* How it is to be imported, kept for the next file with that header too. INVALID at "map/N". */
enum outcome sent_set_options(struct context *ctx, struct import_file_id file,
			      const struct import_options *options) MUST_USE;
/* A job that imports it, or only looks ahead (`dry`). CONFLICT while another goes through it, when there is no row in
 * it, or when it has gone. */
enum outcome sent_start(struct context *ctx, struct import_file_id file, bool dry, struct job_id *ret_job) MUST_USE;

#endif
