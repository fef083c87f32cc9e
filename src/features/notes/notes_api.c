/* Notes as JSON. */
#include "features/notes/notes.h"
#include "notes.routes.h"
#include "web/api.h"

static void write_note(struct json_writer *json, const struct note_find *note)
{
	json_begin_object(json);
	json_pair_number(json, "id", note->id.value);
	json_pair_number(json, "version", note->version);
	json_pair_instant(json, "at", note->at);
	json_pair_text(json, "author", note->author);
	json_pair_text(json, "body", note->body);
	json_pair_flag(json, "pinned", note->pinned);
	json_pair_date(json, "follow_up", note->follow_up);
	json_pair_instant(json, "remind_at", note->remind_at);
	json_pair_instant(json, "done_at", note->done_at);
	json_pair_instant(json, "edited", note->edited);
	json_end_object(json);
}

/* For whoever may write and not read, too: they see what they wrote to. */
static enum outcome find(struct context *ctx, struct customer_id customer, struct note_id note,
			 struct note_find *ret_note)
{
	bool found;
	TRY(context_read(ctx));
	TRY(note_find(ctx->reader, customer, note, &found, ret_note));
	return found ? DONE : NOT_FOUND;
}

static enum outcome answer_note(struct request *request, struct customer_id customer, struct note_id note, bool is_new)
{
	struct note_find row;
	TRY(find(request->ctx, customer, note, &row));
	struct json_writer json = is_new ? api_created(request, notes_get_api_url(request->ctx->arena, customer, note))
					 : api_begin(request, 200);
	write_note(&json, &row);
	return api_end_tagged(request, row.version);
}

enum outcome notes_list_api(struct request *request, const struct notes_list_api *in)
{
	struct context *ctx = request->ctx;
	struct note_list_in ask = {.customer_id = in->customer, .most = in->limit + 1};
	struct api_place from;
	struct note_list *rows;
	struct note_count total;
	struct text next = TEXT_NONE;
	size_t count;
	TRY(context_read_together(ctx));
	TRY(api_cursor_read(request, in->cursor, &from));
	ask.before_at = from.at;
	ask.before_id = (struct note_id){from.id};
	TRY(note_list(ctx->reader, &ask, &rows, &count));
	TRY(note_count(ctx->reader, in->customer, &total));
	if (count > (size_t)in->limit) {
		count = (size_t)in->limit;
		TRY(api_cursor_write(request, (struct api_place){rows[count - 1].at, rows[count - 1].id.value}, &next));
	}
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++) {
		const struct note_list *row = &rows[i];
		write_note(&list.json,
			   &(struct note_find){row->id, row->at, row->version, row->staff_id, row->author, row->body,
					       row->pinned, row->follow_up, row->remind_at, row->done_at, row->edited});
	}
	return api_list_end(&list, total.total, next);
}

enum outcome notes_add_api(struct request *request, const struct notes_add_api *in)
{
	struct note_id note;
	TRY(notes_add(request->ctx, in->customer,
		      &(struct note_words){in->body, in->pinned, in->follow_up, in->remind_at}, &note));
	return answer_note(request, in->customer, note, true);
}

enum outcome notes_get_api(struct request *request, const struct notes_get_api *in)
{
	return answer_note(request, in->customer, in->note, false);
}

struct patching {
	struct request *request;
	const struct notes_change_api *in;
};

static enum outcome patch(struct context *ctx, void *state)
{
	const struct patching *patching = state;
	const struct notes_change_api *in = patching->in;
	struct note_find now;
	TRY(notes_get(ctx, in->customer, in->note, &now));
	TRY(api_match(patching->request, now.version));
	const struct note_ask ask = {
		.customer = in->customer,
		.note = in->note,
		.version = in->has_version ? in->version : 0,
		.words = {in->has_body ? in->body : now.body, in->has_pinned ? in->pinned : now.pinned,
			  in->has_follow_up ? in->follow_up : now.follow_up,
			  in->has_remind_at ? in->remind_at : now.remind_at},
	};
	if (in->has_body || in->has_pinned || in->has_follow_up || in->has_remind_at)
		TRY(notes_change(ctx, &ask));
	return in->has_done ? notes_set_done(ctx, in->customer, in->note, in->done) : DONE;
}

enum outcome notes_change_api(struct request *request, const struct notes_change_api *in)
{
	TRY(context_transact(request->ctx, patch, &(struct patching){request, in}));
	return answer_note(request, in->customer, in->note, false);
}

struct removing {
	struct request *request;
	const struct notes_remove_api *in;
};

static enum outcome take_away(struct context *ctx, void *state)
{
	const struct removing *removing = state;
	const struct notes_remove_api *in = removing->in;
	struct note_find now;
	TRY(find(ctx, in->customer, in->note, &now));
	TRY(api_match(removing->request, now.version));
	return notes_remove(ctx, in->customer, in->note);
}

enum outcome notes_remove_api(struct request *request, const struct notes_remove_api *in)
{
	TRY(context_transact(request->ctx, take_away, &(struct removing){request, in}));
	return api_done(request);
}
