/* Writing, changing and ticking off notes. Names in them: notes_mentions.c. */
#include "features/notes/notes.h"

#include "features/customers/customers.h"
#include "features/staff/staff.h"
#include "service/events.h"
#include "service/settings.h"

struct writing {
	struct note_ask ask;
	struct note_id *ret_note;
};

static enum outcome check_words(struct context *ctx, struct note_words *words)
{
	if (text_is_empty(text_trim(words->body)))
		return context_invalid(ctx, TEXT("body"), "required", N_("Write something first."), TEXT_NONE);
	if (text_length(words->body) > NOTE_MOST)
		return context_invalid(ctx, TEXT("body"), "too_long", N_("At most {0} characters."),
				       text_of_number(ctx->arena, NOTE_MOST), TEXT_NONE);
	if (date_is_none(words->follow_up))
		words->remind_at = INSTANT_NONE;
	return DONE;
}

/* The customer's row, in scope, so that nothing is written about somebody whom the asker may not see. */
static enum outcome check_customer(struct context *ctx, struct customer_id customer)
{
	struct customer_row row;
	TRY(context_need(ctx, PERMISSION_NOTES_WRITE));
	return customers_get(ctx, customer, &row);
}

static enum outcome find(struct context *ctx, struct customer_id customer, struct note_id note,
			 struct note_find *ret_note)
{
	bool found;
	TRY(note_find(ctx->reader, customer, note, &found, ret_note));
	return found ? DONE : NOT_FOUND;
}

static enum outcome record(struct context *ctx, const char *name, struct customer_id customer, struct note_id note)
{
	return events_record(ctx, &(struct event){customer, name, "note", note.value, NULL, 0});
}

static enum outcome record_follow_up(struct context *ctx, const char *name, const struct note_ask *ask,
				     struct date before)
{
	const struct event_change change = {"follow_up", date_format(ctx->arena, before),
					    date_format(ctx->arena, ask->words.follow_up)};
	bool changed = before.days != ask->words.follow_up.days;
	return events_record(ctx,
			     &(struct event){ask->customer, name, "note", ask->note.value, &change, changed ? 1 : 0});
}

/* Who is named no more has it no more; to whom it was handed over (features/handovers), unnamed, keeps it. */
static enum outcome set_mentions(struct context *ctx, const struct note_ask *ask, struct text before)
{
	const struct note_people *people;
	size_t count;
	int64_t changed;
	struct text body = ask->words.body;
	if (text_find(body, TEXT("@"), 0) == SIZE_MAX && text_find(before, TEXT("@"), 0) == SIZE_MAX)
		return DONE;
	TRY(note_people(ctx->reader, &people, &count));
	const struct note_crew crew = {people, count};
	struct note_pieces old = notes_parse_names(ctx->arena, before, crew);
	struct note_pieces pieces = notes_parse_names(ctx->arena, body, crew);
	for (size_t i = 0; i < old.count; i++)
		if (old.list[i].staff.value)
			TRY(note_mention_remove(ctx->writer, ask->customer, ask->note, old.list[i].staff, &changed));
	for (size_t i = 0; i < pieces.count; i++)
		if (pieces.list[i].staff.value)
			TRY(note_mention_add(ctx->writer, ask->customer, ask->note, pieces.list[i].staff, &changed));
	return DONE;
}

static struct staff_id asker(const struct context *ctx)
{
	return (struct staff_id){ctx->actor.kind == ACTOR_KIND_STAFF ? ctx->actor.id : 0};
}

static enum outcome add(struct context *ctx, void *state)
{
	const struct writing *writing = state;
	struct note_ask ask = writing->ask;
	TRY(check_customer(ctx, ask.customer));
	TRY(store_next_id(ctx->store, TEXT("note"), &ask.note.value));
	TRY(note_add(ctx->writer, &(struct note_add_in){
					  .customer_id = ask.customer,
					  .at = context_now(ctx),
					  .id = ask.note,
					  .staff_id = asker(ctx),
					  .body = ask.words.body,
					  .pinned = ask.words.pinned,
					  .follow_up = ask.words.follow_up,
					  .remind_at = ask.words.remind_at,
				  }));
	TRY(set_mentions(ctx, &ask, TEXT("")));
	*writing->ret_note = ask.note;
	return record_follow_up(ctx, "note.added", &ask, DATE_NONE);
}

enum outcome notes_add(struct context *ctx, struct customer_id customer, const struct note_words *words,
		       struct note_id *ret_note)
{
	struct writing writing = {.ask = {.customer = customer, .words = *words}, .ret_note = ret_note};
	TRY(check_words(ctx, &writing.ask.words));
	return context_transact(ctx, add, &writing);
}

enum outcome notes_may_change(struct context *ctx, struct staff_id author, bool *ret_may)
{
	*ret_may = context_may(ctx, PERMISSION_NOTES_WRITE);
	if (!*ret_may || !author.value || !ctx->session.staff || author.value == ctx->session.staff)
		return DONE;
	return staff_stands_above(ctx, author, ret_may);
}

static enum outcome check_author(struct context *ctx, const struct note_find *note)
{
	bool may;
	TRY(notes_may_change(ctx, note->staff_id, &may));
	if (may)
		return DONE;
	return problems_refuse(
		ctx->problems, FORBIDDEN,
		(struct problem){.code = "not_the_author",
				 .message = N_("Only {0}, or somebody with a higher role, changes this note."),
				 .values = {note->author}});
}

static enum outcome changed_meanwhile(struct context *ctx, const struct note_find *note)
{
	return context_conflict(ctx, TEXT("body"), "changed",
				N_("Somebody has changed this note meanwhile. It now says: {0}"), note->body,
				TEXT_NONE);
}

static enum outcome set(struct context *ctx, const struct note_ask *ask, const struct note_find *before)
{
	int64_t changed;
	if (ask->version && ask->version != before->version)
		return changed_meanwhile(ctx, before);
	const struct note_set_in in = {
		.body = ask->words.body,
		.pinned = ask->words.pinned,
		.follow_up = ask->words.follow_up,
		.remind_at = ask->words.remind_at,
		.edited = text_equal(before->body, ask->words.body) ? before->edited : context_now(ctx),
		.customer_id = ask->customer,
		.id = ask->note,
		.version = before->version,
	};
	TRY(note_set(ctx->writer, &in, &changed));
	/* Somebody was quicker, after we have read. */
	return changed ? DONE : changed_meanwhile(ctx, before);
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct note_ask *ask = state;
	struct note_find before;
	TRY(check_customer(ctx, ask->customer));
	TRY(find(ctx, ask->customer, ask->note, &before));
	TRY(check_author(ctx, &before));
	TRY(set(ctx, ask, &before));
	TRY(set_mentions(ctx, ask, before.body));
	return record_follow_up(ctx, "note.changed", ask, before.follow_up);
}

enum outcome notes_change(struct context *ctx, const struct note_ask *ask)
{
	struct note_ask checked = *ask;
	TRY(check_words(ctx, &checked.words));
	return context_transact(ctx, change, &checked);
}

static enum outcome remove_note(struct context *ctx, void *state)
{
	const struct note_ask *ask = state;
	struct note_find before;
	int64_t changed;
	TRY(check_customer(ctx, ask->customer));
	TRY(find(ctx, ask->customer, ask->note, &before));
	TRY(check_author(ctx, &before));
	TRY(note_mention_remove_all(ctx->writer, ask->customer, ask->note, &changed));
	TRY(note_remove(ctx->writer, ask->customer, ask->note, &changed));
	return record(ctx, "note.removed", ask->customer, ask->note);
}

enum outcome notes_remove(struct context *ctx, struct customer_id customer, struct note_id note)
{
	return context_transact(ctx, remove_note, &(struct note_ask){.customer = customer, .note = note});
}

static enum outcome pin(struct context *ctx, void *state)
{
	struct note_ask *ask = state;
	struct note_find before;
	bool pinned = ask->words.pinned;
	TRY(check_customer(ctx, ask->customer));
	TRY(find(ctx, ask->customer, ask->note, &before));
	if (before.pinned == pinned)
		return DONE;
	struct note_ask whole = *ask;
	whole.words = (struct note_words){before.body, pinned, before.follow_up, before.remind_at};
	TRY(set(ctx, &whole, &before));
	return record(ctx, "note.changed", ask->customer, ask->note);
}

enum outcome notes_pin(struct context *ctx, struct customer_id customer, struct note_id note, bool pinned)
{
	return context_transact(ctx, pin,
				&(struct note_ask){.customer = customer, .note = note, .words = {.pinned = pinned}});
}

struct ticking {
	struct customer_id customer;
	struct note_id note;
	bool done;
};

static enum outcome tick(struct context *ctx, void *state)
{
	const struct ticking *ticking = state;
	struct note_find before;
	TRY(check_customer(ctx, ticking->customer));
	TRY(find(ctx, ticking->customer, ticking->note, &before));
	if (date_is_none(before.follow_up))
		return context_conflict(ctx, TEXT_NONE, "no_follow_up", N_("This note has no follow-up."), TEXT_NONE);
	if (!instant_is_none(before.done_at) == ticking->done)
		return DONE;
	TRY(note_set_done(ctx->writer, ticking->done ? context_now(ctx) : INSTANT_NONE,
			  ticking->done ? asker(ctx) : (struct staff_id){0}, ticking->customer, ticking->note));
	return record(ctx, ticking->done ? "follow_up.done" : "note.changed", ticking->customer, ticking->note);
}

enum outcome notes_set_done(struct context *ctx, struct customer_id customer, struct note_id note, bool done)
{
	return context_transact(ctx, tick, &(struct ticking){customer, note, done});
}

enum outcome notes_get(struct context *ctx, struct customer_id customer, struct note_id note,
		       struct note_find *ret_note)
{
	struct customer_row row;
	TRY(context_need(ctx, PERMISSION_NOTES_READ));
	TRY(customers_get(ctx, customer, &row));
	return find(ctx, customer, note, ret_note);
}

enum outcome notes_today(struct context *ctx, struct date *ret_today)
{
	const struct zone *zone;
	TRY(settings_zone(ctx, &zone));
	*ret_today = zone_local(zone, context_now(ctx)).date;
	return DONE;
}

enum outcome notes_count_due(struct context *ctx, int64_t *ret_due)
{
	struct follow_up_count row;
	struct date today;
	TRY(notes_today(ctx, &today));
	TRY(context_read(ctx));
	TRY(follow_up_count(ctx->reader, today, context_now(ctx), asker(ctx), &row));
	*ret_due = row.due;
	return DONE;
}

enum outcome notes_check_id(struct context *ctx, struct text kind, int64_t id)
{
	struct note_customer_find row;
	bool found;
	(void)kind;
	TRY(context_read(ctx));
	TRY(note_customer_find(ctx->reader, (struct note_id){id}, &found, &row));
	return found ? DONE : NOT_FOUND;
}
