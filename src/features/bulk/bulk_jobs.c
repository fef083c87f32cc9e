/* One thing done to all that match: the job's arguments, and its steps. */
#include "features/audit/audit.h"
#include "features/bulk/bulk.h"
#include "format/json_read.h"
#include "format/json_write.h"
#include "service/lists.h"
#include "service/settings.h"

#define ARGUMENTS_MOST (64u << 10)
#define A_STEP_MOST    100

/* ---- whom ---- */

struct match {
	struct text filter;
	bool guests;  /* as the list shows them */
	int64_t last; /* the highest id that matched when it was asked for */
};

/* Those after `after` that match, and their number. */
static enum outcome find_match(struct context *ctx, struct match *match, int64_t *ret_count)
{
	struct list_ask ask = {.sort = LIST_SORT_ID, .descending = true, .most = 1, .only_ids = true};
	struct filter *filter;
	struct list_answer answer;
	TRY(context_read(ctx));
	TRY(settings_flag(ctx, SETTING_LIST_GUESTS, &match->guests));
	TRY(filter_parse(ctx, match->filter, &filter));
	match->filter = filter_print(ctx->arena, filter);
	ask.filter = filter;
	ask.guests = match->guests;
	TRY(lists_run(ctx, &ask, &answer));
	match->last = answer.count ? answer.rows[0].id.value : 0;
	*ret_count = answer.total;
	return DONE;
}

enum outcome bulk_count(struct context *ctx, struct text filter, int64_t *ret_count)
{
	struct match match = {.filter = filter};
	return find_match(ctx, &match, ret_count);
}

/* ---- arguments ---- */

static struct text write_arguments(struct arena *arena, const struct match *match, const struct bulk_ask *ask)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(ARGUMENTS_MOST);
	struct json_writer json = json_writer_make(&out);
	json_begin_object(&json);
	json_pair_text(&json, "filter", match->filter);
	json_pair_flag(&json, "guests", match->guests);
	json_pair_number(&json, "last", match->last);
	json_pair_number(&json, "type", ask->type.value);
	json_pair_number(&json, "group", ask->group.value);
	json_pair_number(&json, "channel", ask->channel.value);
	json_pair_number(&json, "representative", ask->representative.value);
	json_pair_text(&json, "tag", ask->tag);
	json_pair_text(&json, "reason", ask->reason);
	json_pair_text(&json, "message", ask->message);
	json_pair_text(&json, "functions", access_functions_format(arena, ask->functions));
	json_pair_instant(&json, "until", ask->until);
	json_end_object(&json);
	return text_copy(arena, buffer_text(&out));
}

static struct text read_text(struct arena *arena, const struct json_value *root, const char *key)
{
	struct text value = TEXT_NONE;
	(void)json_as_text(json_member(root, text_of(key)), &value);
	return text_copy(arena, value);
}

static int64_t read_number(const struct json_value *root, const char *key)
{
	int64_t value = 0;
	(void)json_as_number(json_member(root, text_of(key)), &value);
	return value;
}

static enum outcome read_arguments(struct context *ctx, const struct job *job, struct match *match,
				   struct bulk_ask *ask)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	const struct bytes raw = {(const unsigned char *)job->arguments.at, job->arguments.size};
	if (json_open(raw, &document, &fault) != DONE || !bulk_verb_parse(job->what, &ask->verb))
		return FAULT;
	const struct json_value *root = json_root(document);
	match->filter = read_text(ctx->arena, root, "filter");
	match->last = read_number(root, "last");
	(void)json_as_flag(json_member(root, TEXT("guests")), &match->guests);
	ask->type.value = read_number(root, "type");
	ask->group.value = read_number(root, "group");
	ask->channel.value = read_number(root, "channel");
	ask->representative.value = read_number(root, "representative");
	ask->tag = read_text(ctx->arena, root, "tag");
	ask->reason = read_text(ctx->arena, root, "reason");
	ask->message = read_text(ctx->arena, root, "message");
	ask->functions = access_functions_parse(read_text(ctx->arena, root, "functions"));
	if (!instant_parse(read_text(ctx->arena, root, "until"), &ask->until))
		ask->until = INSTANT_NONE;
	return DONE;
}

/* ---- asking for it ---- */

struct starting {
	const struct bulk_ask *ask;
	struct text filter;
	struct job_id *ret_job;
};

static enum outcome start(struct context *ctx, void *state)
{
	const struct starting *starting = state;
	struct match match = {.filter = starting->filter};
	struct text what = text_of(bulk_verb_declared(starting->ask->verb)->word);
	int64_t count;
	TRY(find_match(ctx, &match, &count));
	if (!count)
		return context_conflict(ctx, TEXT_NONE, "nobody", N_("Nobody matches any more."), TEXT_NONE);
	TRY(bulk_check_typed(ctx, starting->ask, count));
	TRY(jobs_add(ctx,
		     &(struct job_ask){.kind = "bulk",
				       .what = what,
				       .arguments = write_arguments(ctx->arena, &match, starting->ask),
				       .final = bulk_is_final(starting->ask->verb),
				       .total = count},
		     starting->ret_job));
	const struct audit_change changes[] = {
		{"what", TEXT_NONE, what},
		{"filter", TEXT_NONE, match.filter},
		{"customers", TEXT_NONE, text_of_number(ctx->arena, count)},
	};
	return audit_add(ctx,
			 &(struct audit_record){"customers.bulk_started", "job", starting->ret_job->value, changes, 3});
}

enum outcome bulk_start(struct context *ctx, struct text filter, const struct bulk_ask *ask, struct job_id *ret_job)
{
	TRY(bulk_check(ctx, ask));
	return context_transact(ctx, start, &(struct starting){ask, filter, ret_job});
}

/* ---- doing it ---- */

struct doing {
	struct customer_id customer;
	const struct bulk_ask *ask;
};

static enum outcome do_one(struct context *ctx, void *state)
{
	const struct doing *doing = state;
	return bulk_run_one(ctx, doing->customer, doing->ask);
}

enum outcome bulk_job(struct context *ctx, struct job_step *step, bool *ret_ended)
{
	struct match match = {0};
	struct bulk_ask ask = {0};
	struct list_ask next = {.most = A_STEP_MOST};
	struct filter *filter;
	struct customer_id *ids;
	size_t count;
	TRY(read_arguments(ctx, job_step_job(step), &match, &ask));
	TRY(bulk_check(ctx, &ask));
	TRY(filter_parse(ctx, match.filter, &filter));
	next.filter = filter;
	next.guests = match.guests;
	TRY(lists_ids(ctx, &next, (struct customer_id){job_step_place(step)}, &ids, &count));
	*ret_ended = count < A_STEP_MOST;
	for (size_t i = 0; i < count; i++) {
		if (ids[i].value > match.last) {
			*ret_ended = true;
			return DONE;
		}
		if (job_step_is_full(step)) {
			*ret_ended = false;
			return DONE;
		}
		TRY(job_step_try(ctx, step, ids[i], do_one, &(struct doing){ids[i], &ask}));
	}
	return DONE;
}
