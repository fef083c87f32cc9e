/* Customers into files: written at once to whoever takes the bytes, or by a job into a file that is kept for a while.
 *
 * The one idea: a row in `exports` says what was asked for and how far the file is; the job moves both on in one
 * transaction, the file is written before it. A file is its maker's (and theirs who manage jobs and see everybody), for
 * EXPORT_KEPT_US; it goes at once when somebody in it is deleted permanently.
 * Elsewhere: columns and what stands in them (features/transfer), those of one export (exports_layout.h), the bytes
 * (exports_sheet.h).
 * Source: behaviour §11, §12; decisions 18, 21; docs/decisions/0012.
 */
#ifndef FEATURES_EXPORTS_H
#define FEATURES_EXPORTS_H

#include "context/context.h"
#include "exports.schema.h"
#include "jobs.schema.h"
#include "service/jobs.h"

#define EXPORT_KEPT_US (7 * DAY_US)

struct export_options {
	struct text filter;  /* none: everybody who is not in the trash */
	struct text columns; /* as exports_layout.h has them: "id,email,Name={first_name} {last_name}"; none: every
				column */
	enum export_format format;
	enum export_encoding encoding; /* of CSV */
	char delimiter;                /* of CSV; 0: ',' */
	bool raw;                      /* of CSV: formulas as they are */
};

/* ---- at once ---- */

/* Takes a piece of the file; any outcome but DONE ends the export. */
typedef enum outcome export_sink(void *state, struct bytes piece);
/* Rows in order of id, each chunk as it was at one moment. INVALID at "filter", "columns", "format". Writes to the
 * audit log. Needs customers.export. */
enum outcome exports_run(struct context *ctx, const struct export_options *options, export_sink *sink, void *state,
			 int64_t *ret_rows) MUST_USE;

/* ---- into a file ---- */

struct export_ask {
	enum export_whom whom;
	struct text filter;      /* of EXPORT_WHOM_FILTER */
	const int64_t *selected; /* of EXPORT_WHOM_SELECTED */
	size_t selected_count;
	struct export_options how; /* but its filter */
};
/* A job that writes the file. INVALID at "filter", "columns" or "format"; CONFLICT when there is nobody. Needs
 * customers.export. */
enum outcome exports_start(struct context *ctx, const struct export_ask *ask, struct export_id *ret_export) MUST_USE;
/* How many they are now. */
enum outcome exports_count(struct context *ctx, const struct export_ask *ask, int64_t *ret_count) MUST_USE;
/* When the asker's last export of all, or of those who were new, began; none: never. A key's are its own. */
enum outcome exports_last(struct context *ctx, struct instant *ret_last) MUST_USE;
/* What the asker chose the last time: columns, format, encoding, delimiter, raw. */
enum outcome exports_last_choice(struct context *ctx, bool *ret_found, struct export_options *ret_how) MUST_USE;

struct export_made {
	struct export_id id;
	struct job_id job;
	struct text staff_name;
	enum export_whom whom;
	enum export_format format;
	struct text filter;
	struct instant created, finished, removed;
	bool erased;       /* removed because somebody in it was deleted permanently */
	bool may_get;      /* it is there, and for the asker */
	struct text token; /* of exports_get() */
	enum job_state state;
	bool has_job;
	int64_t rows, bytes, total;
};
/* One's own (a person's are those of their keys, too), the newest first, those below `before` (0: all); everybody's
 * with jobs.manage. */
enum outcome exports_list(struct context *ctx, int64_t before, int64_t most, struct export_made **ret_list,
			  size_t *ret_count) MUST_USE;
/* How many those are. */
enum outcome exports_total(struct context *ctx, int64_t *ret_total) MUST_USE;
/* NOT_FOUND for another's without jobs.manage. */
enum outcome exports_get(struct context *ctx, struct export_id export, struct export_made *ret_export) MUST_USE;
enum outcome exports_check_id(struct context *ctx, struct text kind, int64_t id) MUST_USE;
/* The finished file's place on the disk. NOT_FOUND when it is not for the asker, or not there (any more). */
enum outcome exports_file(struct context *ctx, struct export_id export, struct export_made *ret_export,
			  struct text *ret_path) MUST_USE;
/* Writes to the audit log that the asker gets the file. */
enum outcome exports_note_download(struct context *ctx, struct export_id export) MUST_USE;
/* The file goes; CONFLICT when it has gone already. */
enum outcome exports_remove(struct context *ctx, struct export_id export) MUST_USE;

/* Files that are too old, and what a crash left behind. What is due by the clock. */
enum outcome exports_remove_old(struct context *ctx) MUST_USE;
/* A customer_reaction to erasing: files with that person in them go once that is committed. */
enum outcome exports_forget(struct context *ctx, struct customer_id customer) MUST_USE;

/* Of kind "export". */
job_prepare exports_prepare;
job_work exports_work;

#endif
