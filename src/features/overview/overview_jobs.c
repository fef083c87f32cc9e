/* Taking back what a job did: for each whom it changed, what it did to them as one request. */
#include "features/overview/overview_undo.h"

#define A_STEP_MOST 100

struct taking_back {
	struct job_step *step;
	struct customer_id customer;
	struct text request;
};

static enum outcome take_back(struct context *ctx, void *state)
{
	const struct taking_back *taking_back = state;
	bool stays;
	TRY(overview_undo_request(ctx, taking_back->customer, taking_back->request, &stays));
	if (stays)
		job_step_stays(taking_back->step, OVERVIEW_CONSENT_STAYS);
	return DONE;
}

enum outcome overview_undo_job(struct context *ctx, struct job_step *step, bool *ret_ended)
{
	struct job_id undoes = job_step_job(step)->undoes;
	struct text request = text_format(ctx->arena, JOB_REQUEST, (long long)undoes.value);
	struct job_row *rows;
	size_t count;
	TRY(jobs_rows(ctx, &(struct job_rows_ask){undoes, JOB_RESULT_CHANGED, job_step_place(step), A_STEP_MOST}, &rows,
		      &count));
	for (size_t i = 0; i < count; i++) {
		if (job_step_is_full(step))
			return DONE;
		TRY(job_step_try(ctx, step, rows[i].customer, take_back,
				 &(struct taking_back){step, rows[i].customer, request}));
	}
	*ret_ended = count < A_STEP_MOST;
	return DONE;
}
