/* Opening a context, joining transactions, asking for permissions. */
#include "context/context.h"

#include "base/log.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void context_open(struct context *ctx, struct arena *arena, struct store *store)
{
	*ctx = (struct context){
		.arena = arena,
		.store = store,
		.session = {.scope = STORE_SCOPE_ALL},
		.actor = {.kind = ACTOR_KIND_SYSTEM},
		.permissions = permission_all(),
		.problems = problems_open(arena),
		.zone = zone_utc(),
		.clock = &clock_system,
	};
}

void context_close(struct context *ctx)
{
	if (ctx->reader)
		store_reader_close(ctx->reader);
	ctx->reader = NULL;
	ctx->memo_count = 0;
}

enum outcome context_read(struct context *ctx)
{
	return ctx->reader ? DONE : store_reader_open(ctx->store, ctx->arena, &ctx->session, false, &ctx->reader);
}

enum outcome context_read_together(struct context *ctx)
{
	if (ctx->writer || (ctx->reader && reader_sees_one_snapshot(ctx->reader)))
		return DONE;
	context_close(ctx);
	return store_reader_open(ctx->store, ctx->arena, &ctx->session, true, &ctx->reader);
}

struct transaction {
	struct context *ctx;
	context_work *work;
	void *state;
	size_t problems; /* how many there were before: a second run starts from there */
	size_t touched;
};

static enum outcome run(struct writer *writer, void *state)
{
	struct transaction *transaction = state;
	struct context *ctx = transaction->ctx;
	struct reader *outer = ctx->reader;
	ctx->problems->count = transaction->problems;
	ctx->aftermath_count = 0;
	ctx->touched_count = transaction->touched;
	ctx->writer = writer;
	ctx->reader = writer_reader(writer);
	enum outcome outcome = transaction->work(ctx, transaction->state);
	ctx->writer = NULL;
	ctx->reader = outer;
	return outcome;
}

/* They may transact themselves. */
static void run_aftermaths(struct context *ctx)
{
	context_work *works[CONTEXT_AFTERMATHS];
	size_t count = ctx->aftermath_count;
	memcpy(works, ctx->aftermaths, sizeof works);
	ctx->aftermath_count = 0;
	for (size_t i = 0; i < count; i++)
		if (works[i](ctx, NULL) != DONE)
			log_line(LOG_WARN, ctx->request_id,
				 "what follows a change was not done; it will be tried again");
}

enum outcome context_transact(struct context *ctx, context_work *work, void *state)
{
	if (ctx->writer)
		return work(ctx, state);
	struct transaction transaction = {ctx, work, state, ctx->problems->count, ctx->touched_count};
	/* What is read afterwards sees what has been written, and no old snapshot waits in the queue. */
	ctx->memo_count = 0;
	if (ctx->reader)
		TRY(store_reader_renew(ctx->reader));
	enum outcome outcome = store_transact(ctx->store, ctx->arena, &ctx->session, run, &transaction);
	if (outcome == DONE)
		run_aftermaths(ctx);
	else
		ctx->touched_count = transaction.touched;
	return outcome;
}

enum outcome context_transact_as_system(struct context *ctx, context_work *work, void *state)
{
	const struct store_session session = ctx->session;
	const struct permission_set permissions = ctx->permissions;
	ctx->session = (struct store_session){.scope = STORE_SCOPE_ALL};
	ctx->permissions = permission_all();
	/* Inside another's transaction its reader is told; else the transaction begins with this session. */
	if (ctx->writer)
		reader_use_session(ctx->reader, &ctx->session);
	enum outcome outcome = context_transact(ctx, work, state);
	ctx->session = session;
	ctx->permissions = permissions;
	if (ctx->writer)
		reader_use_session(ctx->reader, &ctx->session);
	ctx->memo_count = 0;
	return outcome;
}

void context_after(struct context *ctx, context_work *work)
{
	for (size_t i = 0; i < ctx->aftermath_count; i++)
		if (ctx->aftermaths[i] == work)
			return;
	if (!ctx->writer || ctx->aftermath_count == CONTEXT_AFTERMATHS)
		abort();
	ctx->aftermaths[ctx->aftermath_count++] = work;
}

void context_keep_touched(struct context *ctx)
{
	ctx->touched = arena_take_array(ctx->arena, TOUCHED_MOST, sizeof *ctx->touched);
}

void context_touch(struct context *ctx, struct customer_id customer, const char *event)
{
	for (size_t i = 0; i < ctx->touched_count; i++)
		if (ctx->touched[i].customer.value == customer.value) {
			ctx->touched[i].event = event;
			return;
		}
	if (ctx->touched && ctx->touched_count < TOUCHED_MOST)
		ctx->touched[ctx->touched_count++] = (struct touched){customer, event};
}

static bool memos_hold(const struct context *ctx)
{
	return !ctx->writer && ctx->memo_reader == ctx->reader && ctx->memo_arena == ctx->arena;
}

const void *context_recall(const struct context *ctx, const void *of, int64_t id)
{
	size_t count = ctx->memo_count < CONTEXT_MEMOS ? ctx->memo_count : CONTEXT_MEMOS;
	for (size_t i = 0; i < count && memos_hold(ctx); i++)
		if (ctx->memos[i].of == of && ctx->memos[i].id == id)
			return ctx->memos[i].value;
	return NULL;
}

void context_remember(struct context *ctx, const void *of, int64_t id, const void *value)
{
	if (ctx->writer || !ctx->reader)
		return;
	if (!memos_hold(ctx))
		ctx->memo_count = 0;
	ctx->memo_reader = ctx->reader;
	ctx->memo_arena = ctx->arena;
	ctx->memos[ctx->memo_count++ % CONTEXT_MEMOS] = (struct context_memo){of, id, value};
}

bool context_is_writing(const struct context *ctx)
{
	return ctx->writer != NULL;
}

struct attempt {
	struct context *ctx;
	context_work *work;
	void *state;
};

static enum outcome run_attempt(struct writer *writer, void *state)
{
	struct attempt *attempt = state;
	(void)writer;
	return attempt->work(attempt->ctx, attempt->state);
}

enum outcome context_attempt(struct context *ctx, context_work *work, void *state)
{
	return store_attempt(ctx->writer, run_attempt, &(struct attempt){ctx, work, state});
}

struct instant context_now(const struct context *ctx)
{
	return clock_now(ctx->clock);
}

bool context_may(const struct context *ctx, enum permission permission)
{
	return permission_has(ctx->permissions, permission);
}

enum outcome context_need(struct context *ctx, enum permission permission)
{
	if (context_may(ctx, permission))
		return DONE;
	return problems_refuse(
		ctx->problems, FORBIDDEN,
		(struct problem){
			.code = "permission_missing",
			.message = N_("This needs the permission “{0}” ({1}). An administrator can give it."),
			.values = {text_of(permission_what(permission)), permission_word(permission)},
		});
}

static enum outcome refuse(struct context *ctx, enum outcome outcome, struct problem problem, va_list values)
{
	for (size_t i = 0; i < PROBLEM_VALUES; i++) {
		problem.values[i] = va_arg(values, struct text);
		if (text_is_none(problem.values[i]))
			break;
	}
	return problems_refuse(ctx->problems, outcome, problem);
}

enum outcome context_invalid(struct context *ctx, struct text field, const char *code, const char *message, ...)
{
	va_list values;
	va_start(values, message);
	enum outcome outcome = refuse(ctx, INVALID, (struct problem){field, code, message, {TEXT_NONE}}, values);
	va_end(values);
	return outcome;
}

enum outcome context_conflict(struct context *ctx, struct text field, const char *code, const char *message, ...)
{
	va_list values;
	va_start(values, message);
	enum outcome outcome = refuse(ctx, CONFLICT, (struct problem){field, code, message, {TEXT_NONE}}, values);
	va_end(values);
	return outcome;
}

enum outcome context_read_permissions(struct context *ctx, const struct text *words, size_t count,
				      struct permission_set *ret_set)
{
	struct text unknown;
	*ret_set = permission_set_of(words, count, &unknown);
	if (text_is_none(unknown))
		return DONE;
	return context_invalid(ctx, TEXT("permissions"), "unknown", N_("“{0}” is no permission."), unknown, TEXT_NONE);
}
