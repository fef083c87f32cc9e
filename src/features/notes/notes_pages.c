/* All notes of a customer, and the form for one. The block of the profile: notes_blocks.c; follow-ups:
 * notes_follow_pages.c. */
#include "features/notes/notes_pages.h"

#include "features/customers/customers.h"
#include "notes.routes.h"
#include "notes.views.h"
#include "web/block.h"

#define A_PAGE 50

/* ---- what views are given ---- */

/* Nobody, when no note names anybody. */
static enum outcome load_crew(struct request *request, const struct note_list *rows, size_t count,
			      struct note_crew *ret_crew)
{
	const struct note_people *people;
	bool named = false;
	*ret_crew = (struct note_crew){0};
	for (size_t i = 0; i < count && !named; i++)
		named = text_find(rows[i].body, TEXT("@"), 0) != SIZE_MAX;
	if (!named)
		return DONE;
	TRY(note_people(request->ctx->reader, &people, &ret_crew->count));
	ret_crew->people = people;
	return DONE;
}

static struct note_shown show_row(struct request *request, struct customer_id customer, const struct note_list *row)
{
	struct arena *arena = request->ctx->arena;
	return (struct note_shown){
		.id = row->id,
		.author = row->author,
		.at = row->at,
		.edited = row->edited,
		.done_at = row->done_at,
		.remind_at = row->remind_at,
		.follow_up = row->follow_up,
		.pinned = row->pinned,
		.edit_url = notes_edit_show_url(arena, customer, row->id),
		.pin_url = notes_pin_post_url(arena, customer, row->id),
		.done_url = notes_done_post_url(arena, customer, row->id),
	};
}

enum outcome notes_load(struct request *request, const struct notes_asked *ask, struct note_shown **ret_list,
			size_t *ret_count)
{
	struct context *ctx = request->ctx;
	const struct note_list_in in = {
		.customer_id = ask->customer,
		.only_pinned = ask->only_pinned,
		.before_at = ask->before,
		.before_id = ask->before_id,
		.most = ask->most,
	};
	struct note_list *rows;
	struct note_crew crew;
	struct date today;
	TRY(context_read(ctx));
	TRY(note_list(ctx->reader, &in, &rows, ret_count));
	TRY(load_crew(request, rows, *ret_count, &crew));
	TRY(notes_today(ctx, &today));
	struct note_shown *list = *ret_list = arena_take_array(ctx->arena, *ret_count, sizeof *list);
	for (size_t i = 0; i < *ret_count; i++) {
		list[i] = show_row(request, ask->customer, &rows[i]);
		list[i].overdue = !date_is_none(rows[i].follow_up) && instant_is_none(rows[i].done_at) &&
				  rows[i].follow_up.days < today.days;
		list[i].pieces = notes_parse_names(ctx->arena, rows[i].body, crew);
		TRY(notes_may_change(ctx, rows[i].staff_id, &list[i].may_change));
	}
	return DONE;
}

/* ---- reminders: a day before the follow-up's, at nine in the reader's zone ---- */

enum remind { REMIND_NONE, REMIND_DAY, REMIND_EVE, REMIND_WEEK, REMIND_KEPT };

static struct instant remind_at(const struct request *request, struct date follow_up, int remind)
{
	static const int days_before[] = {[REMIND_DAY] = 0, [REMIND_EVE] = 1, [REMIND_WEEK] = 7};
	if (remind == REMIND_NONE || remind == REMIND_KEPT || date_is_none(follow_up))
		return INSTANT_NONE;
	struct date day = {follow_up.days - days_before[remind]};
	return instant_add(zone_day_start(request->ctx->zone, day), 9 * HOUR_US);
}

static int remind_of(const struct request *request, const struct note_find *note)
{
	if (instant_is_none(note->remind_at))
		return REMIND_NONE;
	for (int remind = REMIND_DAY; remind <= REMIND_WEEK; remind++)
		if (remind_at(request, note->follow_up, remind).us == note->remind_at.us)
			return remind;
	return REMIND_KEPT;
}

enum outcome notes_fill_form(struct request *request, struct note_form *form, int remind, bool kept)
{
	static const char *const words[] = {N_("No reminder"), N_("On the day"), N_("The day before"),
					    N_("A week before"), N_("As it was set")};
	static const char *const values[] = {"none", "day", "eve", "week", "kept"};
	form->reminder_count = kept ? 5 : 4;
	struct option *options = arena_take_array(request->ctx->arena, form->reminder_count, sizeof *options);
	for (int i = 0; i < (int)form->reminder_count; i++)
		options[i] = (struct option){text_of(values[i]), page_words(request, words[i], TEXT_NONE), i == remind};
	form->reminders = options;
	form->problems = request->ctx->problems;
	return DONE;
}

/* ---- the page of all notes ---- */

static enum outcome frame_of(struct request *request, struct customer_id customer, const char *title,
			     struct page_frame **ret_frame)
{
	struct customer_row row;
	TRY(context_read(request->ctx));
	TRY(customers_get(request->ctx, customer, &row));
	*ret_frame = page_frame(request, title);
	page_crumb(request, *ret_frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, *ret_frame, row.display_name, block_url(request->ctx->arena, customer, TEXT_NONE));
	return DONE;
}

static enum outcome show_all(struct request *request, const struct notes_show *in, struct note_form *form)
{
	struct notes_asked ask = {in->customer, false, in->before, {in->before_id}, A_PAGE + 1};
	struct arena *arena = request->ctx->arena;
	struct page_frame *frame;
	struct note_shown *list;
	size_t count;
	struct note_count all;
	if (instant_is_none(ask.before))
		ask.before.us = INT64_MAX;
	TRY(frame_of(request, in->customer, N_("Notes"), &frame));
	TRY(notes_load(request, &ask, &list, &count));
	TRY(note_count(request->ctx->reader, in->customer, &all));
	bool more = count > A_PAGE;
	count -= more;
	struct notes_shown shown = {
		.list = list,
		.count = count,
		.total = all.total,
		.may_write = context_may(request->ctx, PERMISSION_NOTES_WRITE),
		.may_see_staff = context_may(request->ctx, PERMISSION_STAFF_READ),
		.form = *form,
	};
	if (more)
		shown.next_url = text_format(arena, "?before=%.*s&before_id=%lld",
					     TEXT_ARG(instant_format(arena, list[count - 1].at)),
					     (long long)list[count - 1].id.value);
	view_notes_page(answer_html(request, 200), frame, &shown);
	return DONE;
}

enum outcome notes_show(struct request *request, const struct notes_show *in)
{
	struct note_form form = {.action = notes_post_url(request->ctx->arena, in->customer), .prefix = TEXT("note-")};
	TRY(notes_fill_form(request, &form, REMIND_NONE, false));
	return show_all(request, in, &form);
}

enum outcome notes_post_again(struct request *request, const struct notes_post *in)
{
	struct note_form form = {
		.action = notes_post_url(request->ctx->arena, in->customer),
		.body = request_value(request, "body"),
		.follow_up = request_value(request, "follow_up"),
		.prefix = TEXT("note-"),
		.pinned = in->pinned,
	};
	TRY(notes_fill_form(request, &form, (int)in->remind, false));
	return show_all(request, &(struct notes_show){.customer = in->customer, .before = INSTANT_NONE}, &form);
}

enum outcome notes_post(struct request *request, const struct notes_post *in)
{
	struct note_id note;
	const struct note_words words = {in->body, in->pinned, in->follow_up,
					 remind_at(request, in->follow_up, (int)in->remind)};
	TRY(notes_add(request->ctx, in->customer, &words, &note));
	return answer_redirect_saying(request, block_url(request->ctx->arena, in->customer, TEXT("notes")),
				      N_("Note added."), TEXT_NONE);
}

/* ---- one note ---- */

static enum outcome show_form(struct request *request, struct customer_id customer, const struct note_find *note,
			      struct note_form *form)
{
	struct arena *arena = request->ctx->arena;
	struct page_frame *frame;
	bool may;
	TRY(frame_of(request, customer, N_("Note"), &frame));
	TRY(notes_may_change(request->ctx, note->staff_id, &may));
	form->action = notes_edit_url(arena, customer, note->id);
	form->version = note->version;
	form->remove_url = may ? notes_remove_post_url(arena, customer, note->id) : TEXT("");
	view_notes_edit(answer_html(request, 200), frame, form, may);
	return DONE;
}

enum outcome notes_edit_show(struct request *request, const struct notes_edit_show *in)
{
	struct note_find note;
	TRY(notes_get(request->ctx, in->customer, in->note, &note));
	struct note_form form = {
		.body = note.body,
		.follow_up = date_format(request->ctx->arena, note.follow_up),
		.pinned = note.pinned,
	};
	int remind = remind_of(request, &note);
	TRY(notes_fill_form(request, &form, remind, remind == REMIND_KEPT));
	return show_form(request, in->customer, &note, &form);
}

/* The version is now the one that the problem tells of: saving again is meant. */
enum outcome notes_edit_again(struct request *request, const struct notes_edit *in)
{
	struct note_find note;
	TRY(notes_get(request->ctx, in->customer, in->note, &note));
	struct note_form form = {
		.body = request_value(request, "body"),
		.follow_up = request_value(request, "follow_up"),
		.pinned = in->pinned,
	};
	TRY(notes_fill_form(request, &form, (int)in->remind, in->remind == NOTES_EDIT_REMIND_KEPT));
	return show_form(request, in->customer, &note, &form);
}

static enum outcome go_back(struct request *request, struct customer_id customer, const char *said)
{
	return answer_redirect_saying(request, block_url(request->ctx->arena, customer, TEXT("notes")), said,
				      TEXT_NONE);
}

enum outcome notes_edit(struct request *request, const struct notes_edit *in)
{
	struct note_find now;
	struct note_ask ask = {
		in->customer, in->note, in->version, {in->body, in->pinned, in->follow_up, INSTANT_NONE}};
	ask.words.remind_at = remind_at(request, in->follow_up, (int)in->remind);
	if (in->remind == NOTES_EDIT_REMIND_KEPT) {
		TRY(notes_get(request->ctx, in->customer, in->note, &now));
		ask.words.remind_at = now.remind_at;
	}
	TRY(notes_change(request->ctx, &ask));
	return go_back(request, in->customer, N_("Saved."));
}

enum outcome notes_pin_post(struct request *request, const struct notes_pin_post *in)
{
	TRY(notes_pin(request->ctx, in->customer, in->note, in->pinned));
	return go_back(request, in->customer, in->pinned ? N_("Pinned.") : N_("No longer pinned."));
}

enum outcome notes_done_post(struct request *request, const struct notes_done_post *in)
{
	const char *said = in->done ? N_("Done.") : N_("Open again.");
	TRY(notes_set_done(request->ctx, in->customer, in->note, in->done));
	if (text_is_empty(in->back))
		return go_back(request, in->customer, said);
	return answer_redirect_saying(request, in->back, said, TEXT_NONE);
}

enum outcome notes_remove_post(struct request *request, const struct notes_remove_post *in)
{
	TRY(notes_remove(request->ctx, in->customer, in->note));
	return go_back(request, in->customer, N_("Note removed."));
}
