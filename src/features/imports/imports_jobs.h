/* A run of a file's rows by a job: what the next step of it needs. */
#ifndef FEATURES_IMPORTS_JOBS_H
#define FEATURES_IMPORTS_JOBS_H

#include "features/imports/imports_rows.h"
#include "service/jobs.h"

#define RUN_STEP_ROWS  100
#define RUN_STEP_BYTES ((size_t)4 << 20)

struct import_run {
	struct import_of_job row;
	struct import_options options;
	struct import_plan plan;
	struct text path;  /* of its rows */
	int64_t begins_at; /* the place of the first row behind the header */
};

/* CONFLICT when the file has been removed; FORBIDDEN when the asker may not import any more. */
enum outcome import_run_open(struct context *ctx, const struct job *job, struct import_run *ret_run) MUST_USE;
/* Rows from `place` on (0: the first one behind the header). */
enum outcome import_run_read(struct context *ctx, const struct import_run *run, int64_t place, size_t most,
			     struct import_rows *ret_rows) MUST_USE;

/* Of kind "import" and "import_check". */
job_prepare imports_prepare, imports_check_prepare;
job_work imports_work, imports_check_work;

#endif
