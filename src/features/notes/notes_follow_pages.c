/* My follow-ups: what is overdue, due today, later, done. */
#include "features/notes/notes_pages.h"
#include "notes.routes.h"
#include "notes.views.h"
#include "web/block.h"

#define A_PAGE 50

enum state { STATE_OVERDUE, STATE_TODAY, STATE_LATER, STATE_DONE };
static const char *const state_words[] = {"overdue", "today", "later", "done"};
static const char *const state_labels[] = {N_("Overdue"), N_("Due today"), N_("Later"), N_("Done")};

struct asked {
	const struct follow_ups_show *in;
	enum state state;
	struct date today;
	struct staff_id whose;
};

static enum outcome read_open(struct request *request, const struct asked *asked, struct follow_up_list **ret_rows,
			      size_t *ret_count)
{
	static const struct date begin = {INT32_MIN + 1}, end = {INT32_MAX};
	const struct follow_up_list_in in = {
		.from = asked->state == STATE_OVERDUE ? begin
			: asked->state == STATE_TODAY ? asked->today
						      : (struct date){asked->today.days + 1},
		.until = asked->state == STATE_OVERDUE ? asked->today
			 : asked->state == STATE_TODAY ? (struct date){asked->today.days + 1}
						       : end,
		.after = date_is_none(asked->in->after) ? begin : asked->in->after,
		.after_id = {asked->in->after_id},
		.whose = asked->whose,
		.most = A_PAGE + 1,
	};
	return follow_up_list(request->ctx->reader, &in, ret_rows, ret_count);
}

/* The two statements give the same columns. */
static enum outcome read_done(struct request *request, const struct asked *asked, struct follow_up_list **ret_rows,
			      size_t *ret_count)
{
	struct follow_up_list_done *done;
	struct instant before = instant_is_none(asked->in->before) ? (struct instant){INT64_MAX} : asked->in->before;
	TRY(follow_up_list_done(request->ctx->reader, before, (struct note_id){asked->in->after_id}, asked->whose,
				A_PAGE + 1, &done, ret_count));
	*ret_rows = arena_take_array(request->ctx->arena, *ret_count, sizeof **ret_rows);
	for (size_t i = 0; i < *ret_count; i++)
		(*ret_rows)[i] = (struct follow_up_list){done[i].customer_id,  done[i].id,        done[i].at,
							 done[i].staff_id,     done[i].author,    done[i].body,
							 done[i].follow_up,    done[i].remind_at, done[i].done_at,
							 done[i].customer_name};
	return DONE;
}

static struct text url_of(struct request *request, const char *state, enum follow_ups_show_whose whose)
{
	return text_format(request->ctx->arena, "/admin/follow-ups?state=%s&whose=%s", state,
			   whose == FOLLOW_UPS_SHOW_WHOSE_ALL ? "all" : "mine");
}

static enum outcome show_rows(struct request *request, const struct asked *asked, const struct follow_up_list *rows,
			      size_t count, struct follow_up_shown **ret_list)
{
	struct arena *arena = request->ctx->arena;
	const struct note_people *people;
	size_t people_count;
	TRY(note_people(request->ctx->reader, &people, &people_count));
	*ret_list = arena_take_array(arena, count, sizeof **ret_list);
	for (size_t i = 0; i < count; i++) {
		const struct follow_up_list *row = &rows[i];
		struct follow_up_shown *shown = &(*ret_list)[i];
		*shown = (struct follow_up_shown){
			.note = {.id = row->id,
				 .author = row->author,
				 .at = row->at,
				 .done_at = row->done_at,
				 .follow_up = row->follow_up,
				 .remind_at = row->remind_at,
				 .overdue = asked->state == STATE_OVERDUE,
				 .edit_url = notes_edit_show_url(arena, row->customer_id, row->id),
				 .done_url = notes_done_post_url(arena, row->customer_id, row->id)},
			.customer = row->customer_name,
			.customer_url = block_url(arena, row->customer_id, TEXT("notes")),
			.back = url_of(request, state_words[asked->state], asked->in->whose),
		};
		shown->note.pieces = notes_parse_names(arena, row->body, (struct note_crew){people, people_count});
	}
	return DONE;
}

static const struct tab *make_state_tabs(struct request *request, const struct asked *asked,
					 const struct follow_up_count *counts)
{
	const int64_t numbers[] = {counts->overdue, counts->today, counts->later, -1};
	struct tab *tabs = arena_take_array(request->ctx->arena, 4, sizeof *tabs);
	for (int i = 0; i < 4; i++)
		tabs[i] = (struct tab){.label = page_words(request, state_labels[i], TEXT_NONE),
				       .url = url_of(request, state_words[i], asked->in->whose),
				       .count = numbers[i],
				       .current = (enum state)i == asked->state};
	return tabs;
}

static const struct tab *make_whose_tabs(struct request *request, const struct asked *asked)
{
	static const char *const labels[] = {N_("Mine"), N_("Everybody's")};
	struct tab *tabs = arena_take_array(request->ctx->arena, 2, sizeof *tabs);
	for (int i = 0; i < 2; i++)
		tabs[i] = (struct tab){.label = page_words(request, labels[i], TEXT_NONE),
				       .url = url_of(request, state_words[asked->state], (enum follow_ups_show_whose)i),
				       .count = -1,
				       .current = (int)asked->in->whose == i};
	return tabs;
}

/* What needs doing first, unless another state was asked for. */
static enum state choose_state(const struct follow_ups_show *in, const struct follow_up_count *counts)
{
	if (in->has_state)
		return (enum state)in->state;
	return counts->overdue ? STATE_OVERDUE : counts->today || !counts->later ? STATE_TODAY : STATE_LATER;
}

static struct text next_url(struct request *request, const struct asked *asked, const struct follow_up_list *last)
{
	struct arena *arena = request->ctx->arena;
	struct text here = url_of(request, state_words[asked->state], asked->in->whose);
	if (asked->state == STATE_DONE)
		return text_format(arena, "%.*s&before=%.*s&after_id=%lld", TEXT_ARG(here),
				   TEXT_ARG(instant_format(arena, last->done_at)), (long long)last->id.value);
	return text_format(arena, "%.*s&after=%.*s&after_id=%lld", TEXT_ARG(here),
			   TEXT_ARG(date_format(arena, last->follow_up)), (long long)last->id.value);
}

enum outcome follow_ups_show(struct request *request, const struct follow_ups_show *in)
{
	struct context *ctx = request->ctx;
	struct asked asked = {.in = in};
	struct follow_up_count counts;
	struct follow_up_list *rows;
	struct follow_up_shown *list;
	size_t count;
	if (in->whose == FOLLOW_UPS_SHOW_WHOSE_MINE)
		asked.whose = request->staff.staff;
	TRY(context_read_together(ctx));
	TRY(notes_today(ctx, &asked.today));
	TRY(follow_up_count(ctx->reader, asked.today, context_now(ctx), asked.whose, &counts));
	asked.state = choose_state(in, &counts);
	if (asked.state == STATE_DONE)
		TRY(read_done(request, &asked, &rows, &count));
	else
		TRY(read_open(request, &asked, &rows, &count));
	bool more = count > A_PAGE;
	count -= more;
	TRY(show_rows(request, &asked, rows, count, &list));
	const struct follow_ups_shown shown = {
		.states = make_state_tabs(request, &asked, &counts),
		.whose = make_whose_tabs(request, &asked),
		.list = list,
		.count = count,
		.may_write = context_may(ctx, PERMISSION_NOTES_WRITE),
		.may_see_staff = context_may(ctx, PERMISSION_STAFF_READ),
		.next_url = more ? next_url(request, &asked, &rows[count - 1]) : TEXT(""),
	};
	view_notes_follow_ups(answer_html(request, 200), page_frame(request, N_("Follow-ups")), &shown);
	return DONE;
}
