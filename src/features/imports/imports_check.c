/* Looking ahead: what an import would do, told row by row, with nothing done.
 *
 * The one idea: a step does its rows as an import would, keeps what came of them, and undoes them, so nobody waits for
 * a long transaction. Rows that have to do with each other are put off and done together at the end
 * (imports_tangles.h), so what is told is what an import in one go would do.
 */
#include "features/imports/imports_tangles.h"

#include "base/disk.h"
#include "features/imports/imports_folder.h"
#include "format/json_write.h"

#include <stdio.h>

#define MARK_ROWS    200  /* of a step that leaves marks */
#define CREATED_MOST 200  /* that are told by name */
#define UPDATED_MOST 1000 /* … with all that differs */
#define REFUSED_MOST 10000
#define CHANGES_MOST ((size_t)1 << 20)

enum check_phase { CHECK_MARKS, CHECK_LOOKS, CHECK_UNTIES };

/* A row that is put off, with the marks that others have left, too. */
struct put_off {
	const struct import_source_row *row;
	int64_t *marks;
	size_t count;
};

/* What a step is to do, found out outside its transaction. */
struct check {
	struct import_run run;
	struct import_source_row *rows; /* to be looked at together */
	size_t count;
	struct put_off *put_off;
	size_t put_off_count;
	/* where the check stands when all of it has been done */
	enum check_phase phase;
	int64_t position, place, unseen;
	bool ended;
};

/* ---- leaving marks ---- */

static enum outcome leave_marks(struct context *ctx, struct check *check, struct import_seen *seen)
{
	struct import_rows rows;
	int64_t until = monotonic_ns() + JOB_STEP_NS;
	TRY(import_run_read(ctx, &check->run, check->run.row.place, MARK_ROWS, &rows));
	for (size_t i = 0; i < rows.count && (i == 0 || monotonic_ns() < until); i++) {
		int64_t *marks;
		size_t mark_count;
		TRY(import_row_marks(ctx, &check->run.plan, &rows.list[i], &marks, &mark_count));
		for (size_t m = 0; m < mark_count; m++)
			import_seen_add(seen, marks[m]);
		check->position = rows.list[i].row;
		check->place = rows.list[i].end;
	}
	if (!rows.count) {
		check->phase = CHECK_LOOKS;
		check->position = 1;
		check->place = 0;
	}
	return DONE;
}

/* ---- choosing what to look at ---- */

static bool has_met(const struct import_seen *seen, struct put_off *row)
{
	size_t kept = 0;
	for (size_t i = 0; i < row->count; i++)
		if (import_seen_twice(seen, row->marks[i]))
			row->marks[kept++] = row->marks[i];
	row->count = kept;
	return kept > 0;
}

static enum outcome sort_out(struct context *ctx, struct check *check, struct import_seen *seen)
{
	struct import_rows rows;
	TRY(import_run_read(ctx, &check->run, check->run.row.place, RUN_STEP_ROWS, &rows));
	check->rows = arena_take_array(ctx->arena, rows.count, sizeof *check->rows);
	check->put_off = arena_take_array(ctx->arena, rows.count, sizeof *check->put_off);
	for (size_t i = 0; i < rows.count; i++) {
		struct put_off row = {.row = &rows.list[i]};
		TRY(import_row_marks(ctx, &check->run.plan, &rows.list[i], &row.marks, &row.count));
		if (has_met(seen, &row))
			check->put_off[check->put_off_count++] = row;
		else
			check->rows[check->count++] = rows.list[i];
		check->position = rows.list[i].row;
		check->place = rows.list[i].end;
	}
	if (!rows.count) {
		check->phase = CHECK_UNTIES;
		check->position = 1;
		check->place = 0;
	}
	return DONE;
}

/* ---- knots ---- */

/* They are tied once and kept in a file, record behind record; it appears when it is whole. */
static enum outcome write_knots(struct context *ctx, const struct check *check, struct text path)
{
	struct text beside = text_join(ctx->arena, path, TEXT(".new"));
	struct import_tangle *list;
	size_t count;
	TRY(import_tangles_tie(ctx, check->run.row.id, &list, &count));
	FILE *file = fopen(beside.at, "we");
	if (!file)
		return disk_failed("imports: making a file of knots");
	bool failed = fwrite(list, sizeof *list, count, file) != count;
	failed = fclose(file) != 0 || failed || rename(beside.at, path.at) != 0;
	return failed ? disk_failed("imports: writing a file of knots") : DONE;
}

static enum outcome read_knots(struct context *ctx, struct text path, int64_t place, struct import_tangle **ret_list,
			       size_t *ret_count)
{
	const size_t most = RUN_STEP_ROWS + KNOT_MOST + 1;
	FILE *file = fopen(path.at, "re");
	*ret_list = arena_take_array(ctx->arena, most, sizeof **ret_list);
	*ret_count = 0;
	if (!file)
		return FAULT;
	if (fseek(file, (long)(place * (int64_t)sizeof **ret_list), SEEK_SET) == 0)
		*ret_count = fread(*ret_list, sizeof **ret_list, most, file);
	fclose(file);
	return DONE;
}

/* How many of them make whole knots; of one that is too large, as many as are looked at. */
static size_t whole_knots(const struct import_tangle *list, size_t count)
{
	size_t whole = 0;
	while (whole < count && whole < RUN_STEP_ROWS) {
		size_t end = whole + 1;
		while (end < count && list[end].knot == list[whole].knot && end - whole < KNOT_MOST)
			end++;
		if (whole && end > RUN_STEP_ROWS)
			break;
		whole = end;
	}
	return whole;
}

/* The rest of a knot that is too large is passed over. */
static enum outcome skip_rest(struct context *ctx, struct check *check, struct text path, int64_t knot)
{
	struct import_tangle *list;
	size_t count, rest = 0;
	TRY(read_knots(ctx, path, check->place, &list, &count));
	while (rest < count && list[rest].knot == knot)
		rest++;
	check->place += (int64_t)rest;
	check->unseen += (int64_t)rest;
	return rest == count && count ? skip_rest(ctx, check, path, knot) : DONE;
}

static enum outcome take_knots(struct context *ctx, struct check *check)
{
	struct text path = import_piece_path(ctx, check->run.row.token, IMPORT_PIECE_TANGLES);
	struct import_tangle *list;
	size_t count;
	if (check->run.row.place == 0)
		TRY(write_knots(ctx, check, path));
	TRY(read_knots(ctx, path, check->run.row.place, &list, &count));
	check->count = whole_knots(list, count);
	check->ended = check->count == 0;
	check->rows = arena_take_array(ctx->arena, check->count, sizeof *check->rows);
	for (size_t i = 0; i < check->count; i++) {
		struct import_rows row;
		TRY(import_run_read(ctx, &check->run, list[i].place, 1, &row));
		if (!row.count || row.list->row != list[i].position)
			return FAULT;
		check->rows[i] = *row.list;
		check->position = row.list->row;
	}
	check->place = check->run.row.place + (int64_t)check->count;
	return check->count ? skip_rest(ctx, check, path, list[check->count - 1].knot) : DONE;
}

/* ---- before a step ---- */

static enum outcome prepare_with_marks(struct context *ctx, struct check *check)
{
	bool anew = check->phase == CHECK_MARKS && check->run.row.place == 0;
	struct import_seen seen;
	enum outcome outcome = import_seen_open(ctx, &check->run, anew, &seen);
	if (outcome == NOT_FOUND)
		return context_conflict(ctx, TEXT_NONE, "gone", N_("The file has been removed. Upload it again."),
					TEXT_NONE);
	TRY(outcome);
	outcome = check->phase == CHECK_MARKS ? leave_marks(ctx, check, &seen) : sort_out(ctx, check, &seen);
	import_seen_close(&seen);
	return outcome;
}

enum outcome imports_check_prepare(struct context *ctx, const struct job *job, void **ret_prepared)
{
	struct check *check = arena_take(ctx->arena, sizeof *check);
	*ret_prepared = check;
	TRY(import_run_open(ctx, job, &check->run));
	check->phase = (enum check_phase)check->run.row.phase;
	check->position = check->run.row.position;
	check->place = check->run.row.place;
	return check->phase == CHECK_UNTIES ? take_knots(ctx, check) : prepare_with_marks(ctx, check);
}

/* ---- looking at rows ---- */

struct looking {
	struct import_step rows;
	bool looked;
};

/* All of it is undone; what came of it stays in memory. */
static enum outcome look(struct context *ctx, void *state)
{
	struct looking *looking = state;
	TRY(import_step_run(ctx, &looking->rows));
	looking->looked = true;
	return CONFLICT;
}

static bool is_full(void *step)
{
	return job_step_is_full(step);
}

static enum outcome look_at_rows(struct context *ctx, struct job_step *step, const struct check *check,
				 struct looking *looking)
{
	size_t touched = ctx->touched_count;
	*looking = (struct looking){.rows = {.plan = &check->run.plan,
					     .rows = check->rows,
					     .count = check->count,
					     .state = step,
					     .careful = true}};
	/* Of a knot all rows are needed. */
	if (check->phase == CHECK_LOOKS)
		looking->rows.is_full = is_full;
	if (!check->count)
		return DONE;
	enum outcome outcome = context_attempt(ctx, look, looking);
	ctx->touched_count = touched;
	return looking->looked && outcome == CONFLICT ? DONE : outcome;
}

/* ---- keeping what was seen ---- */

static struct text write_changes(struct arena *arena, const struct import_row *row)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(CHANGES_MOST);
	struct json_writer json = json_writer_make(&out);
	json_begin_array(&json);
	for (size_t i = 0; i < row->difference_count; i++) {
		const struct import_difference *d = &row->differences[i];
		json_begin_array(&json);
		json_add_text(&json, d->header);
		json_add_text(&json, text_is_none(d->old) ? TEXT("") : d->old);
		json_add_text(&json, text_is_none(d->new) ? TEXT("") : d->new);
		json_end_array(&json);
	}
	json_end_array(&json);
	return buffer_failed(&out) ? TEXT("[]") : text_copy(arena, buffer_text(&out));
}

/* Whom another row of the same step would have added is nobody. */
static struct customer_id who_is_there(const struct import_step *rows, const struct import_row *row)
{
	for (size_t i = 0; i < rows->done_count; i++)
		if (rows->done[i].result == IMPORT_RESULT_CREATED &&
		    rows->done[i].customer.value == row->customer.value)
			return (struct customer_id){0};
	return row->customer;
}

static enum outcome keep_one(struct context *ctx, const struct import_run *run, const struct import_step *rows,
			     const struct import_row *row)
{
	bool updated = row->result == IMPORT_RESULT_UPDATED;
	return import_preview_add(ctx->writer, &(struct import_preview_add_in){
						       .import_id = run->row.id,
						       .result = row->result,
						       .position = row->row,
						       .customer_id = who_is_there(rows, row),
						       .name = row->name,
						       .changes = updated ? write_changes(ctx->arena, row) : TEXT_NONE,
					       });
}

/* The first ones of each kind; all are counted. */
static enum outcome keep(struct context *ctx, const struct import_run *run, const struct import_step *rows)
{
	int64_t created = run->row.created, updated = run->row.updated, refused = run->row.refused;
	for (size_t i = 0; i < rows->done_count; i++) {
		const struct import_row *row = &rows->done[i];
		bool kept = (row->result == IMPORT_RESULT_CREATED && created++ < CREATED_MOST) ||
			    (row->result == IMPORT_RESULT_UPDATED && updated++ < UPDATED_MOST);
		if (kept)
			TRY(keep_one(ctx, run, rows, row));
	}
	if (refused < REFUSED_MOST)
		TRY(import_step_keep_refused(ctx, rows, run->row.id));
	return import_count(ctx->writer, &(struct import_count_in){
						 .created = rows->counts.of[IMPORT_RESULT_CREATED],
						 .updated = rows->counts.of[IMPORT_RESULT_UPDATED],
						 .unchanged = rows->counts.of[IMPORT_RESULT_UNCHANGED],
						 .refused = rows->counts.of[IMPORT_RESULT_REFUSED],
						 .id = run->row.id,
					 });
}

/* Rows up to `end` that were put off. Too many of them are left out, and counted. */
static enum outcome note_put_off(struct context *ctx, const struct check *check, int64_t end, int64_t *ret_tangled,
				 int64_t *ret_unseen)
{
	int64_t added;
	for (size_t i = 0; i < check->put_off_count && check->put_off[i].row->end <= end; i++) {
		const struct put_off *row = &check->put_off[i];
		if (check->run.row.tangled + *ret_tangled >= TANGLED_MOST) {
			++*ret_unseen;
			continue;
		}
		for (size_t m = 0; m < row->count; m++)
			TRY(import_tangle_add(ctx->writer, check->run.row.id, row->marks[m], row->row->row,
					      row->row->begin, &added));
		++*ret_tangled;
	}
	return DONE;
}

/* ---- a step ---- */

/* How far the rows that were done lead: all the way, or up to the one that has to wait for the next step. */
static void stop_before_rest(struct check *check, const struct import_step *rows)
{
	if (rows->done_count == check->count)
		return;
	const struct import_source_row *next = &check->rows[rows->done_count];
	check->place = next->begin;
	check->position = next->row - 1;
}

static enum outcome move(struct context *ctx, const struct check *check, int64_t tangled, int64_t unseen)
{
	return import_look(ctx->writer, &(struct import_look_in){
						.phase = check->phase,
						.position = check->position,
						.place = check->place,
						.tangled = tangled,
						.unseen = unseen,
						.id = check->run.row.id,
					});
}

static enum outcome end(struct context *ctx, const struct check *check)
{
	int64_t removed;
	TRY(import_tangle_remove_all(ctx->writer, check->run.row.id, &removed));
	return import_finish(ctx->writer, context_now(ctx), check->run.row.id);
}

enum outcome imports_check_work(struct context *ctx, struct job_step *step, bool *ret_ended)
{
	/* It may run again with the same: what it finds is its own. */
	struct check check = *(const struct check *)job_step_prepared(step);
	struct looking looking;
	int64_t tangled = 0, unseen = check.unseen;
	*ret_ended = check.ended;
	if (check.ended)
		return end(ctx, &check);
	job_step_move(step, job_step_place(step), 0, 0); /* its time runs from here */
	TRY(look_at_rows(ctx, step, &check, &looking));
	TRY(keep(ctx, &check.run, &looking.rows));
	stop_before_rest(&check, &looking.rows);
	TRY(note_put_off(ctx, &check, check.place, &tangled, &unseen));
	job_step_move(step, check.position, (int64_t)looking.rows.done_count + unseen, 0);
	return move(ctx, &check, tangled, unseen);
}
