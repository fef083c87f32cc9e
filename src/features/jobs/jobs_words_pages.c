/* What jobs are called, and what came of them. */
#include "features/bulk/bulk.h"
#include "features/jobs/jobs_pages.h"
#include "web/status.h"

struct text jobs_url(struct arena *arena, struct job_id job)
{
	return text_format(arena, "/admin/jobs/%lld", (long long)job.value);
}

/* What jobs are called ({0}: the job's `what`), and where what they make is found; those of a bulk change are called as
 * its verb. */
static const struct job_words kinds[] = {
	{"export", N_("Export"), "/admin/exports", N_("Its file is among the exports.")},
	{"import", N_("Import: {0}"), "/admin/imports", N_("Its file is among the imports.")},
	{"import_check", N_("Dry run: {0}"), "/admin/imports", N_("Its file is among the imports.")},
};

const struct job_words *jobs_words_of(const struct job *job)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_equal(job->kind, text_of(kinds[i].kind)))
			return &kinds[i];
	return NULL;
}

struct text jobs_title(const struct request *request, const struct job *job)
{
	const struct job_words *words = jobs_words_of(job);
	enum bulk_verb verb;
	struct text title = job->what;
	if (words)
		title = page_words(request, words->title, job->what, TEXT_NONE);
	else if (bulk_verb_parse(job->what, &verb))
		title = page_words(request, bulk_verb_declared(verb)->label, TEXT_NONE);
	return job->undoes.value ? page_words(request, N_("Undo: {0}"), title, TEXT_NONE) : title;
}

struct text jobs_outcome(struct request *request, const struct job *job)
{
	struct arena *arena = request->ctx->arena;
	struct text state = page_words(request, job_state_label(job->state), TEXT_NONE);
	struct text changed = view_count_text(&request->view, job->changed),
		    skipped = view_count_text(&request->view, job->skipped);
	struct text came =
		job->final ? page_words(request, N_("Done: {0}."), changed, TEXT_NONE)
			   : page_words(request, N_("Changed: {0}. Left out: {1}."), changed, skipped, TEXT_NONE);
	if (job->failure.message)
		came = problem_text(&request->view, &job->failure);
	return text_format(arena, "%.*s. %.*s", TEXT_ARG(state), TEXT_ARG(came));
}
