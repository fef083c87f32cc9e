/* Jobs as JSON: watching, stopping and taking back; and asking for a bulk change over all that match. */
#include "features/bulk/bulk.h"
#include "jobs_api.routes.h"
#include "service/jobs.h"
#include "web/api.h"
#include "web/live.h"
#include "web/parts.h"
#include "web/web.h"

static void write_message(struct request *request, struct json_writer *json, const struct problem *problem)
{
	json_pair_text(json, "message", problem->message ? problem_text(&request->view, problem) : TEXT_NONE);
}

static void write_job(struct request *request, struct json_writer *json, const struct job *job)
{
	json_begin_object(json);
	json_pair_number(json, "id", job->id.value);
	json_pair_text(json, "kind", job->kind);
	json_pair_text(json, "what", job->what);
	json_pair_text(json, "state", job_state_key(job->state));
	json_pair_flag(json, "final", job->final);
	json_pair_number(json, "staff", job->staff.value);
	json_pair_id(json, "key", job->key.value);
	json_pair_id(json, "undoes", job->undoes.value);
	json_pair_id(json, "undone_by", job->undone_by.value);
	json_pair_instant(json, "created", job->created);
	json_pair_instant(json, "started", job->started);
	json_pair_instant(json, "finished", job->finished);
	json_pair_instant(json, "next_try", job->next_try);
	json_pair_number(json, "total", job->total);
	json_pair_number(json, "changed", job->changed);
	json_pair_number(json, "skipped", job->skipped);
	write_message(request, json, &job->failure);
	json_end_object(json);
}

static enum outcome answer_job(struct request *request, struct job_id id, int status)
{
	struct job job;
	TRY(jobs_get(request->ctx, id, &job));
	if (status == 202)
		http_set_header(request->response, TEXT("Location"), jobs_one_api_url(request->ctx->arena, id));
	struct json_writer json = api_begin(request, status);
	write_job(request, &json, &job);
	return DONE;
}

/* ---- watching ---- */

enum outcome jobs_list_api(struct request *request, const struct jobs_list_api *in)
{
	struct api_place place;
	struct job *jobs;
	struct text next = TEXT_NONE;
	int64_t total;
	size_t count;
	TRY(context_read_together(request->ctx));
	TRY(api_cursor_read(request, in->cursor, &place));
	TRY(jobs_count(request->ctx, &total));
	TRY(jobs_list(request->ctx, place.id, in->limit + 1, &jobs, &count));
	bool more = count > (size_t)in->limit;
	count -= more;
	if (more)
		TRY(api_cursor_write(request, (struct api_place){jobs[count - 1].created, jobs[count - 1].id.value},
				     &next));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_job(request, &list.json, &jobs[i]);
	return api_list_end(&list, total, next);
}

enum outcome jobs_one_api(struct request *request, const struct jobs_one_api *in)
{
	return answer_job(request, in->job, 200);
}

enum outcome jobs_rows_api(struct request *request, const struct jobs_rows_api *in)
{
	struct job_rows_ask ask = {.job = in->job, .most = in->limit + 1};
	struct api_place place;
	struct job job;
	struct job_row *rows;
	struct text next = TEXT_NONE;
	int64_t total;
	size_t count;
	ask.result = in->result == JOBS_ROWS_API_RESULT_CHANGED  ? JOB_RESULT_CHANGED
		     : in->result == JOBS_ROWS_API_RESULT_PARTLY ? JOB_RESULT_PARTLY
								 : JOB_RESULT_SKIPPED;
	TRY(context_read_together(request->ctx));
	TRY(api_cursor_read(request, in->cursor, &place));
	ask.after = text_is_empty(in->cursor) ? 0 : place.id;
	TRY(jobs_get(request->ctx, in->job, &job));
	TRY(jobs_count_rows(request->ctx, in->job, ask.result, &total));
	TRY(jobs_rows(request->ctx, &ask, &rows, &count));
	bool more = count > (size_t)in->limit;
	count -= more;
	if (more)
		TRY(api_cursor_write(request, (struct api_place){job.created, rows[count - 1].customer.value}, &next));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++) {
		json_begin_object(&list.json);
		json_pair_number(&list.json, "customer", rows[i].customer.value);
		write_message(request, &list.json, &rows[i].why);
		json_end_object(&list.json);
	}
	return api_list_end(&list, total, next);
}

/* ---- asking ---- */

static struct text given(struct text t)
{
	return text_is_none(t) ? TEXT("") : t;
}

enum outcome jobs_start_api(struct request *request, const struct jobs_start_api *in)
{
	struct bulk_ask ask = {
		.type = in->type,
		.group = in->group,
		.channel = in->channel,
		.representative = in->representative,
		.tag = in->tag,
		.reason = in->reason,
		.message = in->message,
		.functions = in->has_functions ? access_functions_of(in->functions, in->functions_count)
					       : access_functions_usual(),
		.until = in->until,
		.typed = given(in->typed),
		.mail = in->mail,
	};
	struct job_id job;
	if (!bulk_verb_parse(in->what, &ask.verb))
		return context_invalid(request->ctx, TEXT("what"), "unknown", N_("That cannot be done to customers."),
				       TEXT_NONE);
	TRY(bulk_start(request->ctx, given(in->filter), &ask, &job));
	return answer_job(request, job, 202);
}

/* ---- stopping ---- */

enum outcome jobs_pause_api(struct request *request, const struct jobs_pause_api *in)
{
	TRY(jobs_pause(request->ctx, in->job));
	return answer_job(request, in->job, 200);
}

enum outcome jobs_resume_api(struct request *request, const struct jobs_resume_api *in)
{
	TRY(jobs_resume(request->ctx, in->job));
	return answer_job(request, in->job, 200);
}

enum outcome jobs_cancel_api(struct request *request, const struct jobs_cancel_api *in)
{
	struct job job;
	TRY(jobs_get(request->ctx, in->job, &job));
	TRY(jobs_cancel(request->ctx, in->job));
	live_tell_ended(web_live(request->web), job.staff);
	return answer_job(request, in->job, 200);
}

enum outcome jobs_undo_api(struct request *request, const struct jobs_undo_api *in)
{
	struct job_id undo;
	TRY(jobs_undo(request->ctx, in->job, &undo));
	return answer_job(request, undo, 202);
}
