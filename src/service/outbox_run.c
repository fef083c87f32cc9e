/* Doing what is in the outbox: taking one, handing it over, its end. */
#include "base/log.h"
#include "outbox.sql.h"
#include "service/outbox.h"

struct outbox_try {
	struct context *ctx;
	struct outbox_item_id id;
	struct outbox_sender *sender;
};

struct outbox_sender *outbox_try_sender(struct outbox_try *try)
{
	return try->sender;
}

static struct instant lease_end(const struct context *ctx)
{
	return instant_add(context_now(ctx), OUTBOX_LEASE_US);
}

int64_t outbox_pause_us(int64_t attempts)
{
	static const int64_t minutes[] = {1, 2, 5, 10, 20, 40, 60, 120, 240};
	const int64_t count = sizeof minutes / sizeof *minutes;
	if (attempts < 1)
		return 0;
	return (attempts <= count ? minutes[attempts - 1] : 6 * 60) * MINUTE_US;
}

/* ---- taking ---- */

struct taking {
	const struct outbox_kind *kind;
	struct text lease;
	struct instant begun_before;
	struct outbox_item_id taken;
};

static enum outcome take(struct context *ctx, void *state)
{
	struct taking *taking = state;
	struct instant now = context_now(ctx);
	struct outbox_item_next row;
	int64_t changed = 0;
	bool found;
	taking->taken = (struct outbox_item_id){0};
	TRY(outbox_item_next(ctx->reader,
			     &(struct outbox_item_next_in){
				     .kind = text_of(taking->kind->name),
				     .begun_before = taking->begun_before,
				     .waiting = OUTBOX_STATE_WAITING,
				     .now = now,
				     .sending = OUTBOX_STATE_SENDING,
			     },
			     &found, &row));
	if (found)
		TRY(outbox_item_take(ctx->writer,
				     &(struct outbox_item_take_in){
					     .sending = OUTBOX_STATE_SENDING,
					     .lease = taking->lease,
					     .leased_until = lease_end(ctx),
					     .id = row.id,
					     .waiting = OUTBOX_STATE_WAITING,
					     .now = now,
				     },
				     &changed));
	if (changed)
		taking->taken = row.id;
	return DONE;
}

/* Looks before it writes, since mostly there is none. */
static enum outcome take_next(struct context *ctx, struct taking *taking)
{
	struct outbox_item_waits waits;
	TRY(context_read(ctx));
	TRY(outbox_item_waits(ctx->reader,
			      &(struct outbox_item_waits_in){
				      .kind = text_of(taking->kind->name),
				      .begun_before = taking->begun_before,
				      .waiting = OUTBOX_STATE_WAITING,
				      .now = context_now(ctx),
				      .sending = OUTBOX_STATE_SENDING,
			      },
			      &waits));
	return waits.total ? context_transact(ctx, take, taking) : DONE;
}

/* ---- handing over ---- */

static enum outcome give_over(struct context *ctx, void *state)
{
	const struct outbox_try *try = state;
	int64_t changed;
	TRY(outbox_item_give_over(ctx->writer,
				  &(struct outbox_item_give_over_in){
					  .unsure = OUTBOX_STATE_UNSURE,
					  .finished = context_now(ctx),
					  .leased_until = lease_end(ctx),
					  .id = try->id,
					  .sending = OUTBOX_STATE_SENDING,
					  .lease = try->sender->lease,
				  },
				  &changed));
	return changed ? DONE : NOT_FOUND;
}

bool outbox_hand_over(struct outbox_try *try)
{
	return context_transact(try->ctx, give_over, try) == DONE;
}

/* ---- its end ---- */

struct ending {
	const struct outbox_kind *kind;
	const struct outbox_try *try;
	const struct outbox_item *item;
	const struct outbox_reply *reply;
};

static enum outbox_state state_of(const struct ending *ending, struct instant due)
{
	switch (ending->reply->end) {
	case OUTBOX_SENT: return OUTBOX_STATE_SENT;
	case OUTBOX_REFUSED: return OUTBOX_STATE_REFUSED;
	case OUTBOX_UNSURE: return OUTBOX_STATE_UNSURE;
	case OUTBOX_DROPPED: return OUTBOX_STATE_CANCELLED;
	case OUTBOX_LATER:
	case OUTBOX_PUT_OFF: break;
	}
	return due.us - ending->item->begun.us > OUTBOX_TRY_US ? OUTBOX_STATE_GIVEN_UP : OUTBOX_STATE_WAITING;
}

static enum outcome end(struct context *ctx, void *state)
{
	const struct ending *ending = state;
	struct outbox_item item = *ending->item;
	struct instant now = context_now(ctx);
	bool tried = ending->reply->end != OUTBOX_PUT_OFF;
	int64_t changed;
	item.attempts += tried;
	item.due = ending->reply->due.us ? ending->reply->due : instant_add(now, outbox_pause_us(item.attempts));
	item.state = state_of(ending, item.due);
	if (tried) {
		item.code = ending->reply->code;
		item.answer = ending->reply->answer;
	}
	item.finished = item.state == OUTBOX_STATE_WAITING ? INSTANT_NONE : now;
	TRY(outbox_item_end(ctx->writer,
			    &(struct outbox_item_end_in){
				    .state = item.state,
				    .due = item.due,
				    .finished = item.finished,
				    .attempts = item.attempts,
				    .code = item.code,
				    .answer = item.answer,
				    .body = ending->reply->body,
				    .id = item.id,
				    .lease = ending->try->sender->lease,
				    .sending = OUTBOX_STATE_SENDING,
				    .unsure = OUTBOX_STATE_UNSURE,
			    },
			    &changed));
	if (!changed)
		return NOT_FOUND;
	/* Others may be sent again. */
	if (item.state == OUTBOX_STATE_SENT || item.state == OUTBOX_STATE_CANCELLED)
		TRY(outbox_item_forget_secret(ctx->writer, item.id, &changed));
	return ending->kind->ended && tried ? ending->kind->ended(ctx, &item) : DONE;
}

static enum outcome send_one(struct context *ctx, const struct outbox_kind *kind, struct outbox_try *try, bool ready)
{
	struct outbox_reply reply = {.end = OUTBOX_LATER, .answer = TEXT_NONE, .body = TEXT_NONE};
	struct outbox_item item;
	TRY(outbox_get(ctx, try->id, &item));
	/* One that could not even be tried for so long is of no use to anybody. */
	if (ready && context_now(ctx).us - item.begun.us <= OUTBOX_TRY_US)
		TRY(kind->send(ctx, &item, try, &reply));
	const struct ending ending = {kind, try, &item, &reply};
	enum outcome outcome = context_transact(ctx, end, (void *)(uintptr_t)&ending);
	/* It was erased, or taken over because this took too long: who has it now says what became of it. */
	if (outcome == NOT_FOUND)
		log_line(LOG_WARN, TEXT_NONE, "outbox %lld: was no longer held when it ended",
			 (long long)item.id.value);
	return outcome == NOT_FOUND ? DONE : outcome;
}

enum outcome outbox_run_next(struct context *ctx, const struct outbox_kind *kind, struct outbox_sender *sender,
			     bool *ret_found)
{
	struct taking taking = {.kind = kind, .lease = sender->lease};
	bool ready;
	*ret_found = false;
	TRY(kind->ready(ctx, &ready));
	taking.begun_before = instant_add(context_now(ctx), ready ? DAY_US : -OUTBOX_TRY_US);
	TRY(take_next(ctx, &taking));
	if (!taking.taken.value)
		return DONE;
	*ret_found = true;
	struct outbox_try try = {ctx, taking.taken, sender};
	return send_one(ctx, kind, &try, ready);
}
