/* Sending, asking, looking. */
#include "tests/import_office.h"

#include "base/buffer.h"
#include "server/jobs.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void office_open(struct office *office, const char *engine)
{
	world_open(&office->world, engine);
	world_furnish(&office->world);
	office->world.ctx.clock = &clock_system; /* as jobs have it */
	strcpy(office->folder, "/tmp/clientele-imports-XXXXXX");
	assert_non_null(mkdtemp(office->folder));
	office->world.ctx.files = text_of(office->folder);
	world_act_as(&office->world, 1, STORE_SCOPE_ALL);
	/* As the database has it, which jobs ask. */
	engine_script(&office->world.engine,
		      "UPDATE staff SET scope = 0, role_id = (SELECT id FROM roles WHERE word = 'owner')");
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
	(void)about, (void)kind, (void)place;
	return remove(path);
}

void office_close(struct office *office)
{
	world_close(&office->world);
	nftw(office->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

struct context *office_fresh(struct office *office)
{
	return world_fresh(&office->world);
}

int64_t office_number(struct office *office, const char *sql)
{
	return engine_number(&office->world.engine, sql);
}

void office_send(struct office *office, struct text csv)
{
	assert_int_equal(imports_add_file(office_fresh(office), TEXT("people.csv"),
					  (struct bytes){(const unsigned char *)csv.at, csv.size}, &office->file),
			 DONE);
}

void office_set(struct office *office, struct import_options options)
{
	assert_int_equal(imports_set_options(office_fresh(office), office->file, &options), DONE);
}

void office_run(struct office *office, bool dry)
{
	struct job job;
	assert_int_equal(imports_start(office_fresh(office), office->file, dry, &office->job), DONE);
	jobs_run_waiting(office->world.engine.store, text_of(office->folder));
	assert_int_equal(jobs_get(office_fresh(office), office->job, &job), DONE);
	if (job.state != JOB_STATE_DONE)
		fail_msg("the job ended as %d: %s", (int)job.state, job.failure.message ? job.failure.message : "");
}

void office_import(struct office *office, const char *csv)
{
	office_send(office, text_of(csv));
	office_run(office, false);
}

struct import_of_file office_last(struct office *office, bool dry)
{
	struct import_of_file row;
	bool found;
	struct context *ctx = office_fresh(office);
	assert_int_equal(context_read(ctx), DONE);
	assert_int_equal(import_of_file(ctx->reader, office->file, dry, &found, &row), DONE);
	assert_true(found);
	return row;
}

void office_assert(struct office *office, bool dry, const int64_t expected[IMPORT_RESULT_COUNT])
{
	struct import_of_file row = office_last(office, dry);
	const int64_t came[IMPORT_RESULT_COUNT] = {row.created, row.updated, row.unchanged, row.refused};
	for (int i = 0; i < IMPORT_RESULT_COUNT; i++)
		if (came[i] != expected[i])
			fail_msg("%lld created, %lld updated, %lld unchanged, %lld refused", (long long)came[0],
				 (long long)came[1], (long long)came[2], (long long)came[3]);
}

struct text office_export(struct office *office, const char *columns)
{
	struct buffer out = buffer_make((size_t)16 << 20);
	int64_t rows;
	const struct export_options what = {.columns = text_of(columns)};
	assert_int_equal(exports_run(office_fresh(office), &what, shop_keep_piece, &out, &rows), DONE);
	struct text whole = text_copy(office->world.engine.arena, buffer_text(&out));
	buffer_free(&out);
	return whole;
}
