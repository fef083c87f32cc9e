/* One thing done to all that match: the job's arguments, and its steps. */
#include "features/audit/audit.h"
#include "features/bulk/bulk.h"
#include "features/bulk/bulk_people.h"
#include "format/json_read.h"
#include "format/json_write.h"
#include "service/lists.h"
#include "service/settings.h"

#define ARGUMENTS_MOST (64u << 10)
#define A_STEP_MOST    100

/* ---- whom ---- */

/* The filter as it is kept, and as the list asks it. */
static enum outcome read_match(struct context *ctx, struct text source, struct bulk_match *match,
			       struct filter **ret_filter)
{
	TRY(context_read(ctx));
	TRY(settings_flag(ctx, SETTING_LIST_GUESTS, &match->guests));
	TRY(filter_parse(ctx, source, ret_filter));
	match->filter = filter_print(ctx->arena, *ret_filter);
	return DONE;
}

enum outcome bulk_count(struct context *ctx, struct text filter, int64_t *ret_count)
{
	struct bulk_match match;
	struct filter *parsed;
	TRY(read_match(ctx, filter, &match, &parsed));
	return lists_count(ctx, &(struct list_ask){.filter = parsed, .guests = match.guests}, 1, ret_count);
}

/* ---- arguments ---- */

static struct text write_arguments(struct arena *arena, const struct bulk_match *match, const struct bulk_ask *ask)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(ARGUMENTS_MOST);
	struct json_writer json = json_writer_make(&out);
	json_begin_object(&json);
	json_pair_text(&json, "filter", match->filter);
	json_pair_flag(&json, "guests", match->guests);
	json_pair_number(&json, "type", ask->type.value);
	json_pair_number(&json, "group", ask->group.value);
	json_pair_number(&json, "channel", ask->channel.value);
	json_pair_number(&json, "representative", ask->representative.value);
	json_pair_text(&json, "tag", ask->tag);
	json_pair_text(&json, "reason", ask->reason);
	json_pair_text(&json, "message", ask->message);
	json_pair_text(&json, "functions", access_functions_format(arena, ask->functions));
	json_pair_instant(&json, "until", ask->until);
	json_pair_flag(&json, "mail", ask->mail);
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

static enum outcome read_arguments(struct context *ctx, const struct job *job, struct bulk_match *match,
				   struct bulk_ask *ask)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	const struct bytes raw = {(const unsigned char *)job->arguments.at, job->arguments.size};
	if (json_open(raw, &document, &fault) != DONE || !bulk_verb_parse(job->what, &ask->verb))
		return FAULT;
	const struct json_value *root = json_root(document);
	match->filter = read_text(ctx->arena, root, "filter");
	(void)json_as_flag(json_member(root, TEXT("guests")), &match->guests);
	ask->type.value = read_number(root, "type");
	ask->group.value = read_number(root, "group");
	ask->channel.value = read_number(root, "channel");
	ask->representative.value = read_number(root, "representative");
	ask->tag = read_text(ctx->arena, root, "tag");
	ask->reason = read_text(ctx->arena, root, "reason");
	ask->message = read_text(ctx->arena, root, "message");
	ask->functions = access_functions_parse(read_text(ctx->arena, root, "functions"));
	(void)json_as_flag(json_member(root, TEXT("mail")), &ask->mail);
	if (!instant_parse(read_text(ctx->arena, root, "until"), &ask->until))
		ask->until = INSTANT_NONE;
	return DONE;
}

/* ---- asking for it ---- */

struct starting {
	const struct bulk_ask *ask;
	const struct bulk_match *match;
	const struct bulk_people *people;
	struct job_id *ret_job;
};

static enum outcome start(struct context *ctx, void *state)
{
	const struct starting *starting = state;
	struct text what = text_of(bulk_verb_declared(starting->ask->verb)->word);
	TRY(jobs_add(ctx,
		     &(struct job_ask){.kind = "bulk",
				       .what = what,
				       .arguments = write_arguments(ctx->arena, starting->match, starting->ask),
				       .final = bulk_is_final(starting->ask->verb),
				       .total = starting->people->count},
		     starting->ret_job));
	TRY(bulk_people_keep(ctx, *starting->ret_job, starting->people));
	const struct audit_change changes[] = {
		{"what", TEXT_NONE, what},
		{"filter", TEXT_NONE, starting->match->filter},
		{"customers", TEXT_NONE, text_of_number(ctx->arena, starting->people->count)},
	};
	return audit_add(ctx,
			 &(struct audit_record){"customers.bulk_started", "job", starting->ret_job->value, changes, 3});
}

enum outcome bulk_start(struct context *ctx, struct text filter, const struct bulk_ask *ask, struct job_id *ret_job)
{
	struct bulk_match match;
	struct bulk_people people;
	struct filter *parsed;
	TRY(bulk_check(ctx, ask));
	TRY(read_match(ctx, filter, &match, &parsed));
	TRY(bulk_people_find(ctx, &match, &people));
	if (!people.count)
		return context_conflict(ctx, TEXT_NONE, "nobody", N_("Nobody matches any more."), TEXT_NONE);
	TRY(bulk_check_typed(ctx, ask, people.count));
	return context_transact(ctx, start, &(struct starting){ask, &match, &people, ret_job});
}

/* ---- doing it ---- */

struct doing {
	const struct bulk_person *person;
	const struct bulk_ask *ask;
};

static enum outcome do_one(struct context *ctx, void *state)
{
	const struct doing *doing = state;
	if (!doing->person->matches)
		return context_conflict(ctx, TEXT_NONE, "no_match", N_("No longer matches what was asked for."),
					TEXT_NONE);
	return bulk_run_one(ctx, doing->person->customer, doing->ask);
}

/* Of who was erased meanwhile no more is kept than that they were left out. */
static enum outcome try_one(struct context *ctx, struct job_step *step, struct doing *doing)
{
	if (doing->person->there)
		return job_step_try(ctx, step, doing->person->customer, do_one, doing);
	job_step_move(step, doing->person->customer.value, 0, 1);
	return DONE;
}

enum outcome bulk_job(struct context *ctx, struct job_step *step, bool *ret_ended)
{
	struct job_id job = job_step_job(step)->id;
	struct bulk_match match = {0};
	struct bulk_ask ask = {0};
	struct bulk_person *persons;
	size_t count, i = 0;
	TRY(read_arguments(ctx, job_step_job(step), &match, &ask));
	TRY(bulk_check(ctx, &ask));
	const struct bulk_turn turn = {job, &match, job_step_place(step), A_STEP_MOST};
	TRY(bulk_people_next(ctx, &turn, &persons, &count));
	for (; i < count && !job_step_is_full(step); i++)
		TRY(try_one(ctx, step, &(struct doing){&persons[i], &ask}));
	*ret_ended = i == count && count < A_STEP_MOST;
	return bulk_people_leave(ctx, job, job_step_place(step));
}
