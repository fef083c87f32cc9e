/* From ticked rows to a question, or to what came of it. */
#include "features/bulk/bulk_pages.h"

#include "bulk.views.h"
#include "features/mailings/mailings.h"
#include "format/url.h"
#include "service/settings.h"
#include "web/language.h"

static struct text where_back(struct text back)
{
	bool own = text_starts(back, TEXT("/admin/customers")) && url_is_own_path(back);
	return own ? back : TEXT("/admin/customers");
}

static struct page_frame *frame_of(struct request *request, const char *title, struct text back)
{
	struct page_frame *frame = page_frame(request, title);
	page_crumb(request, frame, N_("Customers"), back);
	return frame;
}

static struct customer_id *ids_of(struct arena *arena, const struct bulk_post *in)
{
	struct customer_id *ids = arena_take_array(arena, in->id_count, sizeof *ids);
	for (size_t i = 0; i < in->id_count; i++)
		ids[i] = (struct customer_id){in->id[i]};
	return ids;
}

/* ---- asking ---- */

static struct text sent(const struct request *request, const char *name)
{
	struct text value = request_value(request, name);
	return text_is_none(value) ? TEXT("") : value;
}

struct text bulk_typed_label(struct view *view, const struct bulk_question_page *page)
{
	int64_t count = page->asked->all ? page->matching : (int64_t)page->count;
	const struct text number = text_of_number(view->arena, count);
	return language_fill(view->arena, WORD("Type the number {0} to confirm"), &number, 1);
}

/* Without mail nobody is told anything. */
static enum outcome needs_asking(struct request *request, enum bulk_verb verb, bool *ret_needs)
{
	enum bulk_question question = bulk_verb_declared(verb)->question;
	*ret_needs = question != BULK_ASKS_NOTHING;
	return question == BULK_ASKS_TELL ? mailings_are_on(request->ctx, ret_needs) : DONE;
}

/* With what was sent, when something of it was wrong. */
static enum outcome ask_first(struct request *request, const struct bulk_post *in, enum bulk_verb verb)
{
	struct bulk_names *names;
	struct bulk_question_page page = {
		.verb = bulk_verb_declared(verb),
		.problems = request->ctx->problems,
		.asked = in,
		.until = sent(request, "until"),
		.reason = sent(request, "reason"),
		.message = sent(request, "message"),
		.typed = sent(request, "typed"),
		.back = where_back(in->back),
		.may_erase = verb == BULK_TRASH && context_may(request->ctx, PERMISSION_CUSTOMERS_ERASE),
	};
	page.mail = in->sure ? in->mail : true;
	page.functions = in->sure ? access_functions_of(in->functions, in->functions_count) : access_functions_usual();
	TRY(context_need(request->ctx, page.verb->permission));
	if (bulk_tells(verb))
		TRY(mailings_are_on(request->ctx, &page.may_mail));
	TRY(context_read(request->ctx));
	TRY(settings_count(request->ctx, SETTING_TRASH_DAYS, &page.trash_days));
	if (in->all) {
		TRY(bulk_count(request->ctx, in->filter, &page.matching));
	} else {
		TRY(bulk_names(request->ctx->reader, ids_of(request->ctx->arena, in), in->id_count, &names,
			       &page.count));
		page.names = names;
	}
	bool has_title = page.verb->question != BULK_ASKS_NOTHING;
	struct page_frame *frame = frame_of(request, has_title ? page.verb->title : page.verb->label, page.back);
	view_bulk_question(answer_html(request, 200), frame, &page);
	return DONE;
}

/* ---- what came of it ---- */

static struct text name_of(const struct bulk_names *names, size_t count, struct customer_id customer)
{
	for (size_t i = 0; i < count; i++)
		if (names[i].id.value == customer.value)
			return names[i].display_name;
	return TEXT_NONE;
}

static enum outcome report(struct request *request, const struct bulk_post *in, enum bulk_verb verb,
			   const struct bulk_report *done)
{
	struct arena *arena = request->ctx->arena;
	struct bulk_names *names;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(bulk_names(request->ctx->reader, ids_of(arena, in), in->id_count, &names, &count));
	struct bulk_left_out *rows = arena_take_array(arena, done->skipped_count, sizeof *rows);
	for (size_t i = 0; i < done->skipped_count; i++) {
		const struct bulk_skipped *skipped = &done->skipped[i];
		struct text number = text_of_number(arena, skipped->customer.value);
		struct text name = name_of(names, count, skipped->customer);
		bool known = !text_is_none(name);
		rows[i] = (struct bulk_left_out){
			.name = known ? name : text_join(arena, TEXT("#"), number),
			.url = known ? text_join(arena, TEXT("/admin/customers/"), number) : TEXT_NONE,
			.why = skipped->problem.message ? problem_text(&request->view, &skipped->problem)
							: page_words(request, N_("Is not there any more."), TEXT_NONE),
		};
	}
	const struct bulk_report_page page = {.verb = bulk_verb_declared(verb),
					      .changed = done->changed,
					      .left_out = rows,
					      .count = done->skipped_count,
					      .back = where_back(in->back)};
	view_bulk_report(answer_html(request, 200), frame_of(request, N_("Some were left out"), page.back), &page);
	return DONE;
}

/* ---- doing it ---- */

static enum outcome read_ask(struct request *request, const struct bulk_post *in, enum bulk_verb verb,
			     struct bulk_ask *ret_ask)
{
	*ret_ask = (struct bulk_ask){.verb = verb,
				     .type = in->type,
				     .group = in->group,
				     .channel = in->channel,
				     .representative = in->representative,
				     .tag = in->tag,
				     .reason = in->reason,
				     .message = in->message,
				     .functions = access_functions_of(in->functions, in->functions_count),
				     .typed = text_is_none(in->typed) ? TEXT("") : in->typed,
				     .mail = in->mail};
	return access_suspension_end(request->ctx, in->until, &ret_ask->until);
}

/* All that match, by a job: never without having said how many they are. */
static enum outcome start_job(struct request *request, const struct bulk_post *in, enum bulk_verb verb)
{
	struct bulk_ask ask;
	struct job_id job;
	if (!in->sure)
		return ask_first(request, in, verb);
	TRY(read_ask(request, in, verb, &ask));
	TRY(bulk_start(request->ctx, in->filter, &ask, &job));
	struct text url = text_format(request->ctx->arena, "/admin/jobs/%lld", (long long)job.value);
	return answer_redirect_saying(request, url, N_("The job has begun. You can leave this page."), TEXT_NONE);
}

/* Changes nobody: the page that exports asks the rest. */
static enum outcome go_to_export(struct request *request, const struct bulk_post *in)
{
	struct arena *arena = request->ctx->arena;
	struct text url = TEXT("/admin/exports/new");
	if (in->all && text_is_empty(in->filter))
		return answer_redirect(request, url);
	if (in->all)
		return answer_redirect(request, text_format(arena, "%.*s?filter=%.*s", TEXT_ARG(url),
							    TEXT_ARG(url_encode(arena, in->filter))));
	for (size_t i = 0; i < in->id_count; i++)
		url = text_format(arena, "%.*s%cselected=%lld", TEXT_ARG(url), i ? '&' : '?', (long long)in->id[i]);
	return answer_redirect(request, url);
}

/* The list box sends the verb as the status that is chosen. */
static struct text word_of(const struct bulk_post *in)
{
	return text_equal(in->what, TEXT("status")) ? in->status : in->what;
}

enum outcome bulk_again(struct request *request, const struct bulk_post *in)
{
	enum bulk_verb verb;
	bool asks = bulk_verb_parse(word_of(in), &verb) && bulk_verb_declared(verb)->question != BULK_ASKS_NOTHING;
	return asks && in->sure ? ask_first(request, in, verb) : INVALID;
}

enum outcome bulk_post(struct request *request, const struct bulk_post *in)
{
	struct text back = where_back(in->back);
	bool by_status = text_equal(in->what, TEXT("status")), asks;
	enum bulk_verb verb;
	if (in->id_count == 0 && !in->all)
		return answer_redirect_saying(request, back, N_("Nothing was ticked, so nothing was changed."),
					      TEXT_NONE);
	if (text_equal(in->what, TEXT("export")))
		return go_to_export(request, in);
	if (by_status && text_is_empty(in->status))
		return answer_redirect_saying(request, back, N_("No status was chosen, so nothing was changed."),
					      TEXT_NONE);
	if (!bulk_verb_parse(word_of(in), &verb))
		return context_invalid(request->ctx, by_status ? TEXT("status") : TEXT("what"), "unknown",
				       N_("That cannot be done to customers."), TEXT_NONE);
	if (in->all)
		return start_job(request, in, verb);
	TRY(needs_asking(request, verb, &asks));
	if (asks && !in->sure)
		return ask_first(request, in, verb);
	struct bulk_report done;
	struct bulk_ask ask;
	TRY(read_ask(request, in, verb, &ask));
	TRY(bulk_run(request->ctx, ids_of(request->ctx->arena, in), in->id_count, &ask, &done));
	if (done.skipped_count)
		return report(request, in, verb, &done);
	if (!bulk_is_final(verb))
		block_offer_undo(request, done.done, done.changed);
	struct text changed = text_of_number(request->ctx->arena, (int64_t)done.changed);
	return answer_redirect_saying(request, back, N_("Done. Customers changed: {0}."), changed, TEXT_NONE);
}
