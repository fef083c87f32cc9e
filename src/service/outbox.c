/* Adding to the outbox, watching and stopping what is in it. */
#include "service/outbox.h"

#include "format/fold.h"
#include "outbox.sql.h"
#include "service/settings.h"

#define A_BATCH      200
#define PUT_OFF_MOST 500

struct adding {
	const struct outbox_ask *ask;
	struct outbox_item_id *ret_item;
};

static enum outcome add(struct context *ctx, void *state)
{
	const struct adding *adding = state;
	const struct outbox_ask *ask = adding->ask;
	TRY(store_next_id(ctx->store, TEXT("outbox_item"), &adding->ret_item->value));
	return outbox_item_insert(ctx->writer, &(struct outbox_item_insert_in){
						       .id = *adding->ret_item,
						       .customer_id = ask->customer,
						       .kind = text_of(ask->kind),
						       .what = text_of(ask->what),
						       .sent_to = ask->sent_to,
						       .cause = ask->cause,
						       .recipient = ask->recipient,
						       .recipient_key = fold_search(ctx->arena, ask->recipient),
						       .subject = ask->subject,
						       .body = ask->body,
						       .secret = ask->secret.value,
						       .lasting = ask->lasting,
						       .state = OUTBOX_STATE_WAITING,
						       .created = context_now(ctx),
					       });
}

enum outcome outbox_add(struct context *ctx, const struct outbox_ask *ask, struct outbox_item_id *ret_item)
{
	return context_transact(ctx, add, &(struct adding){ask, ret_item});
}

/* ---- watching ---- */

/* What is being handed over is unsure only once its sender is gone. */
static enum outbox_state shown_state(struct context *ctx, enum outbox_state state, struct instant leased_until)
{
	bool held = !instant_is_none(leased_until) && leased_until.us >= context_now(ctx).us;
	return state == OUTBOX_STATE_UNSURE && held ? OUTBOX_STATE_SENDING : state;
}

enum outcome outbox_get(struct context *ctx, struct outbox_item_id id, struct outbox_item *ret_item)
{
	struct outbox_item_find row;
	bool found;
	TRY(context_read(ctx));
	TRY(outbox_item_find(ctx->reader, id, &found, &row));
	if (!found)
		return NOT_FOUND;
	*ret_item = (struct outbox_item){
		.id = row.id,
		.customer = row.customer_id,
		.kind = row.kind,
		.what = row.what,
		.sent_to = row.sent_to,
		.cause = row.cause,
		.recipient = row.recipient,
		.subject = row.subject,
		.body = row.body,
		.secret = {row.secret},
		.state = shown_state(ctx, row.state, row.leased_until),
		.created = row.created,
		.begun = row.begun,
		.due = row.due,
		.finished = row.finished,
		.attempts = row.attempts,
		.code = row.code,
		.answer = row.answer,
	};
	return DONE;
}

/* A part of a recipient as it is searched; empty: any. */
static struct text key_of(struct arena *arena, struct text recipient)
{
	struct text forms[2] = {TEXT(""), TEXT_NONE};
	if (!text_is_empty(recipient))
		fold_query(arena, recipient, forms);
	return text_is_none(forms[0]) ? TEXT("") : forms[0];
}

enum outcome outbox_list(struct context *ctx, const struct outbox_list_ask *ask, struct outbox_item **ret_items,
			 size_t *ret_count)
{
	struct outbox_item_list *rows;
	TRY(context_read(ctx));
	TRY(outbox_item_list(ctx->reader,
			     &(struct outbox_item_list_in){
				     .all = ask->all,
				     .state = ask->state,
				     .kind = text_of(ask->kind ? ask->kind : ""),
				     .customer_id = ask->customer,
				     .key = key_of(ctx->arena, ask->recipient),
				     .before = ask->before ? ask->before : INT64_MAX,
				     .most = ask->most,
			     },
			     &rows, ret_count));
	*ret_items = arena_take_array(ctx->arena, *ret_count, sizeof **ret_items);
	for (size_t i = 0; i < *ret_count; i++)
		(*ret_items)[i] = (struct outbox_item){
			.id = rows[i].id,
			.customer = rows[i].customer_id,
			.kind = rows[i].kind,
			.what = rows[i].what,
			.recipient = rows[i].recipient,
			.subject = rows[i].subject,
			.state = shown_state(ctx, rows[i].state, rows[i].leased_until),
			.created = rows[i].created,
			.begun = rows[i].begun,
			.due = rows[i].due,
			.finished = rows[i].finished,
			.attempts = rows[i].attempts,
			.code = rows[i].code,
			.answer = rows[i].answer,
		};
	return DONE;
}

enum outcome outbox_list_sent_to(struct context *ctx, const struct outbox_list_ask *ask, int64_t sent_to,
				 struct outbox_item **ret_items, size_t *ret_count)
{
	struct outbox_item_ids_sent_to *ids;
	TRY(context_read(ctx));
	TRY(outbox_item_ids_sent_to(ctx->reader,
				    &(struct outbox_item_ids_sent_to_in){
					    .kind = text_of(ask->kind),
					    .sent_to = sent_to,
					    .all = ask->all,
					    .state = ask->state,
					    .before = ask->before ? ask->before : INT64_MAX,
					    .most = ask->most,
				    },
				    &ids, ret_count));
	*ret_items = arena_take_array(ctx->arena, *ret_count, sizeof **ret_items);
	for (size_t i = 0; i < *ret_count; i++)
		TRY(outbox_get(ctx, ids[i].id, &(*ret_items)[i]));
	return DONE;
}

enum outcome outbox_count_list(struct context *ctx, const struct outbox_list_ask *ask, int64_t *ret_total)
{
	struct outbox_item_count found;
	TRY(context_read(ctx));
	TRY(outbox_item_count(ctx->reader,
			      &(struct outbox_item_count_in){
				      .all = ask->all,
				      .state = ask->state,
				      .kind = text_of(ask->kind ? ask->kind : ""),
				      .customer_id = ask->customer,
				      .key = key_of(ctx->arena, ask->recipient),
			      },
			      &found));
	*ret_total = found.total;
	return DONE;
}

enum outcome outbox_count_sent_to(struct context *ctx, const struct outbox_list_ask *ask, int64_t sent_to,
				  int64_t *ret_total)
{
	struct outbox_item_count_sent_to found;
	TRY(context_read(ctx));
	TRY(outbox_item_count_sent_to(ctx->reader, text_of(ask->kind), sent_to, ask->all, ask->state, &found));
	*ret_total = found.total;
	return DONE;
}

enum outcome outbox_count(struct context *ctx, int64_t ret_counts[OUTBOX_STATE_COUNT])
{
	struct outbox_item_tally *rows;
	size_t count;
	TRY(context_read(ctx));
	TRY(outbox_item_tally(ctx->reader, &rows, &count));
	memset(ret_counts, 0, OUTBOX_STATE_COUNT * sizeof *ret_counts);
	for (size_t i = 0; i < count; i++)
		ret_counts[rows[i].state] = rows[i].total;
	return DONE;
}

/* ---- deciding ---- */

bool outbox_can_send_again(const struct outbox_item *item)
{
	bool ended = item->state == OUTBOX_STATE_REFUSED || item->state == OUTBOX_STATE_GIVEN_UP ||
		     item->state == OUTBOX_STATE_CANCELLED || item->state == OUTBOX_STATE_UNSURE;
	bool whole = text_is_none(item->secret.value) || item->secret.value.size > 0;
	return (ended && whole) || (item->state == OUTBOX_STATE_WAITING && item->attempts > 0);
}

struct moving {
	struct outbox_item_id id;
	bool again, sent_too;
};

static bool can_move(const struct moving *moving, const struct outbox_item *item)
{
	if (!moving->again)
		return item->state == OUTBOX_STATE_WAITING;
	bool sent = item->state == OUTBOX_STATE_SENT && text_is_none(item->secret.value);
	return outbox_can_send_again(item) || (moving->sent_too && sent);
}

static enum outcome move(struct context *ctx, void *state)
{
	const struct moving *moving = state;
	struct outbox_item item;
	struct instant now = context_now(ctx);
	int64_t moved = 0;
	TRY(outbox_get(ctx, moving->id, &item));
	if (can_move(moving, &item))
		TRY(outbox_item_move(ctx->writer,
				     &(struct outbox_item_move_in){
					     .to = moving->again ? OUTBOX_STATE_WAITING : OUTBOX_STATE_CANCELLED,
					     .begun = now,
					     .finished = moving->again ? INSTANT_NONE : now,
					     .attempts = moving->again ? 0 : item.attempts,
					     .id = moving->id,
					     .from = item.state,
					     .now = now,
				     },
				     &moved));
	if (!moved)
		return context_conflict(ctx, TEXT_NONE, "outbox_state",
					N_("It is on its way already, or has ended meanwhile."), TEXT_NONE);
	return moving->again ? DONE : outbox_item_forget_secret(ctx->writer, moving->id, &moved);
}

enum outcome outbox_send_again(struct context *ctx, struct outbox_item_id id)
{
	return context_transact(ctx, move, &(struct moving){.id = id, .again = true});
}

enum outcome outbox_repeat(struct context *ctx, struct outbox_item_id id)
{
	return context_transact(ctx, move, &(struct moving){.id = id, .again = true, .sent_too = true});
}

enum outcome outbox_cancel(struct context *ctx, struct outbox_item_id id)
{
	return context_transact(ctx, move, &(struct moving){.id = id});
}

struct waiting {
	const char *kind;
	struct customer_id customer;
	int64_t sent_to;
	struct instant until;
};

static enum outcome cancel_waiting(struct context *ctx, void *state)
{
	const struct waiting *waiting = state;
	int64_t cancelled;
	return outbox_item_cancel_waiting(ctx->writer,
					  &(struct outbox_item_cancel_waiting_in){
						  .cancelled = OUTBOX_STATE_CANCELLED,
						  .finished = context_now(ctx),
						  .customer_id = waiting->customer,
						  .kind = text_of(waiting->kind),
						  .waiting = OUTBOX_STATE_WAITING,
					  },
					  &cancelled);
}

enum outcome outbox_cancel_waiting(struct context *ctx, const char *kind, struct customer_id customer)
{
	return context_transact(ctx, cancel_waiting, &(struct waiting){.kind = kind, .customer = customer});
}

static enum outcome put_off(struct context *ctx, void *state)
{
	const struct waiting *waiting = state;
	int64_t changed;
	return outbox_item_put_off(ctx->writer,
				   &(struct outbox_item_put_off_in){
					   .due = waiting->until,
					   .kind = text_of(waiting->kind),
					   .sent_to = waiting->sent_to,
					   .waiting = OUTBOX_STATE_WAITING,
					   .most = PUT_OFF_MOST,
				   },
				   &changed);
}

enum outcome outbox_put_off(struct context *ctx, const char *kind, int64_t sent_to, struct instant until)
{
	return context_transact(ctx, put_off, &(struct waiting){.kind = kind, .sent_to = sent_to, .until = until});
}

struct forgetting {
	struct instant before;
	int64_t removed;
};

static enum outcome forget(struct context *ctx, void *state)
{
	struct forgetting *forgetting = state;
	return outbox_item_remove_old(ctx->writer, forgetting->before, A_BATCH, &forgetting->removed);
}

enum outcome outbox_forget_old(struct context *ctx)
{
	struct forgetting forgetting = {.removed = A_BATCH};
	TRY(settings_days_ago(ctx, SETTING_OUTBOX_DAYS, &forgetting.before));
	while (forgetting.removed == A_BATCH)
		TRY(context_transact(ctx, forget, &forgetting));
	return DONE;
}
