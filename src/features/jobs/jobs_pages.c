/* Jobs on screen. */
#include "features/jobs/jobs_pages.h"

#include "features/imports/imports.h"
#include "jobs.routes.h"
#include "jobs.views.h"
#include "jobs_names.sql.h"
#include "web/live.h"
#include "web/status.h"
#include "web/web.h"

#define A_PAGE 50

static struct job_shown shown_of(const struct request *request, const struct job *job)
{
	int64_t left = job->total - job->changed - job->skipped;
	return (struct job_shown){
		.job = job,
		.title = jobs_title(request, job),
		.state = page_words(request, job_state_label(job->state), TEXT_NONE),
		.url = jobs_url(request->ctx->arena, job->id),
		.mark = job_state_mark(job->state),
		.left = left > 0 ? left : 0,
	};
}

/* ---- all ---- */

enum outcome jobs_list_show(struct request *request, const struct jobs_list_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct jobs_screen screen = {.everybodys = context_may(request->ctx, PERMISSION_JOBS_MANAGE)};
	struct job *jobs;
	TRY(jobs_list(request->ctx, in->has_before ? in->before : 0, A_PAGE + 1, &jobs, &screen.count));
	if (screen.count > A_PAGE) {
		screen.count = A_PAGE;
		screen.next_url = text_format(arena, "/admin/jobs?before=%lld", (long long)jobs[A_PAGE - 1].id.value);
	}
	struct job_shown *list = arena_take_array(arena, screen.count, sizeof *list);
	for (size_t i = 0; i < screen.count; i++)
		list[i] = shown_of(request, &jobs[i]);
	screen.list = list;
	view_jobs_list(answer_html(request, 200), page_frame(request, N_("Jobs")), &screen);
	return DONE;
}

/* ---- one ---- */

static struct text name_of(const struct job_customer_names *names, size_t count, struct customer_id customer)
{
	for (size_t i = 0; i < count; i++)
		if (names[i].id.value == customer.value)
			return names[i].display_name;
	return TEXT_NONE;
}

static enum outcome fill_left_out(struct request *request, int64_t after, struct job_screen *screen)
{
	struct arena *arena = request->ctx->arena;
	const struct job *job = screen->shown.job;
	struct job_customer_names *names;
	struct job_row *rows;
	size_t known;
	TRY(jobs_rows(request->ctx, &(struct job_rows_ask){job->id, JOB_RESULT_SKIPPED, after, A_PAGE + 1}, &rows,
		      &screen->count));
	if (screen->count > A_PAGE) {
		screen->count = A_PAGE;
		screen->next_url = text_format(arena, "%.*s?after=%lld", TEXT_ARG(screen->shown.url),
					       (long long)rows[A_PAGE - 1].customer.value);
	}
	struct customer_id *ids = arena_take_array(arena, screen->count, sizeof *ids);
	for (size_t i = 0; i < screen->count; i++)
		ids[i] = rows[i].customer;
	TRY(job_customer_names(request->ctx->reader, ids, screen->count, &names, &known));
	struct job_left_out *list = arena_take_array(arena, screen->count, sizeof *list);
	for (size_t i = 0; i < screen->count; i++) {
		struct text number = text_of_number(arena, ids[i].value), name = name_of(names, known, ids[i]);
		bool there = !text_is_none(name);
		list[i] = (struct job_left_out){
			.name = there ? name : text_join(arena, TEXT("#"), number),
			.url = there ? text_join(arena, TEXT("/admin/customers/"), number) : TEXT_NONE,
			.why = rows[i].why.message ? problem_text(&request->view, &rows[i].why)
						   : page_words(request, N_("Is not there any more."), TEXT_NONE),
		};
	}
	screen->left_out = list;
	return DONE;
}

static enum outcome fill_stays(struct request *request, struct job_screen *screen)
{
	struct job_stays *stays;
	TRY(jobs_tally_stays(request->ctx, screen->shown.job->id, &stays, &screen->stays_count));
	struct job_stay_shown *list = arena_take_array(request->ctx->arena, screen->stays_count, sizeof *list);
	for (size_t i = 0; i < screen->stays_count; i++)
		list[i] = (struct job_stay_shown){page_words(request, stays[i].message, TEXT_NONE), stays[i].customers};
	screen->stays = list;
	return DONE;
}

/* Of an import, the file itself. */
static enum outcome find_made(struct request *request, const struct job_words *words, struct job_id job,
			      struct text *ret_url)
{
	struct import_file_id file;
	TRY(imports_file_of_job(request->ctx, job, &file));
	*ret_url = file.value ? text_format(request->ctx->arena, "%s/%lld", words->made_url, (long long)file.value)
			      : text_of(words->made_url);
	return DONE;
}

enum outcome jobs_one_show(struct request *request, const struct jobs_one_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct job job;
	TRY(jobs_get(request->ctx, in->job, &job));
	struct job_screen screen = {
		.shown = shown_of(request, &job),
		.live = text_format(arena, "job/%lld", (long long)job.id.value),
		.open = instant_is_none(job.finished),
		.running = job.state == JOB_STATE_RUNNING || job.state == JOB_STATE_WAITING,
		.paused = job.state == JOB_STATE_PAUSED,
		.can_undo = jobs_can_undo(request->ctx, &job),
		.undoes_url = job.undoes.value ? jobs_url(arena, job.undoes) : TEXT_NONE,
		.undone_url = job.undone_by.value ? jobs_url(arena, job.undone_by) : TEXT_NONE,
	};
	if (job.failure.message)
		screen.failure = problem_text(&request->view, &job.failure);
	const struct job_words *words = jobs_words_of(&job);
	if (words) {
		TRY(find_made(request, words, job.id, &screen.made_url));
		screen.made_words = page_words(request, words->made_words, TEXT_NONE);
	}
	TRY(fill_stays(request, &screen));
	TRY(fill_left_out(request, in->after, &screen));
	struct page_frame *frame = page_frame_named(request, screen.shown.title);
	page_crumb(request, frame, N_("Jobs"), TEXT("/admin/jobs"));
	view_jobs_one(answer_html(request, 200), frame, &screen);
	return DONE;
}

/* ---- stopping ---- */

enum outcome jobs_pause_post(struct request *request, const struct jobs_pause_post *in)
{
	TRY(jobs_pause(request->ctx, in->job));
	return answer_redirect_saying(request, jobs_url(request->ctx->arena, in->job), N_("The job is paused."),
				      TEXT_NONE);
}

enum outcome jobs_resume_post(struct request *request, const struct jobs_resume_post *in)
{
	TRY(jobs_resume(request->ctx, in->job));
	return answer_redirect_saying(request, jobs_url(request->ctx->arena, in->job), N_("The job goes on."),
				      TEXT_NONE);
}

enum outcome jobs_cancel_post(struct request *request, const struct jobs_cancel_post *in)
{
	struct job job;
	TRY(jobs_get(request->ctx, in->job, &job));
	TRY(jobs_cancel(request->ctx, in->job));
	live_tell_ended(web_live(request->web), job.staff);
	return answer_redirect_saying(request, jobs_url(request->ctx->arena, in->job),
				      N_("The job was cancelled. What it did stays as it is."), TEXT_NONE);
}

enum outcome jobs_undo_post(struct request *request, const struct jobs_undo_post *in)
{
	struct job_id undo;
	TRY(jobs_undo(request->ctx, in->job, &undo));
	return answer_redirect_saying(request, jobs_url(request->ctx->arena, undo),
				      N_("What the job did is being taken back."), TEXT_NONE);
}
