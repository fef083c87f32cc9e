/* Jobs that have ended since their asker last looked: notices at the edge of every page.
 *
 * The one idea: a notice is kept until it is put away, on this page or another, by this browser or another; the event
 * stream only says that there is something else to show (web/live.h). Reading a page changes nothing, so it puts
 * nothing away either: a button does, or the script of a job's own page once somebody sees it there.
 */
#include "features/jobs/jobs_news_pages.h"

#include "features/jobs/jobs_pages.h"
#include "format/url.h"
#include "jobs.routes.h"
#include "web.views.h"
#include "web/live.h"
#include "web/status.h"
#include "web/web.h"

#define NOTICES 3

enum outcome jobs_find_news(struct request *request, struct page_news *ret_news)
{
	struct arena *arena = request->ctx->arena;
	const struct job_id *jobs;
	struct job job;
	size_t count;
	*ret_news = (struct page_news){.url = TEXT("/admin/jobs"), .seen_url = TEXT("/admin/jobs/seen")};
	TRY(jobs_list_news(request->ctx, &jobs, &count));
	struct page_notice *list = arena_take_array(arena, NOTICES, sizeof *list);
	for (size_t i = 0; i < count && i < NOTICES; i++) {
		TRY(jobs_get(request->ctx, jobs[i], &job));
		list[i] = (struct page_notice){
			.mark = job_state_mark(job.state),
			.title = jobs_title(request, &job),
			.url = jobs_url(arena, job.id),
			.text = jobs_outcome(request, &job),
			.seen_url = jobs_seen_post_url(arena, job.id),
			.about = text_format(arena, "job/%lld", (long long)job.id.value),
		};
	}
	ret_news->list = list;
	ret_news->count = count < NOTICES ? count : NOTICES;
	ret_news->total = (int64_t)count;
	return DONE;
}

enum outcome jobs_news_show(struct request *request, const struct jobs_news_show *in)
{
	struct page_news news;
	TRY(page_news_of(request, &news));
	view_page_notices(answer_html(request, 200), &news, in->back);
	return DONE;
}

/* Pages of theirs that are open show it no more. */
static enum outcome put_away(struct request *request, struct job_id job, struct text back)
{
	bool own = text_starts(back, TEXT("/admin")) && url_is_own_path(back);
	TRY(jobs_remove_news(request->ctx, job));
	live_tell_ended(web_live(request->web), request->staff.staff);
	return answer_redirect(request, own ? back : TEXT("/admin/jobs"));
}

enum outcome jobs_seen_post(struct request *request, const struct jobs_seen_post *in)
{
	return put_away(request, in->job, in->back);
}

enum outcome jobs_seen_all_post(struct request *request, const struct jobs_seen_all_post *in)
{
	return put_away(request, (struct job_id){0}, in->back);
}
