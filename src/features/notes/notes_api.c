/* Notes as JSON. */
#include "features/notes/notes.h"
#include "format/json_write.h"
#include "notes.routes.h"
#include "web/answer.h"

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

static enum outcome answer_note(struct request *request, struct customer_id customer, struct note_id note, int status)
{
	struct note_find row;
	TRY(context_read(request->ctx));
	bool found;
	TRY(note_find(request->ctx->reader, customer, note, &found, &row));
	if (!found)
		return NOT_FOUND;
	struct json_writer json = json_writer_make(answer_json(request, status));
	write_note(&json, &row);
	return DONE;
}

/* A cursor is where the page before ended: "2026-11-23T04:38:54Z,17". */
static enum outcome read_cursor(struct request *request, struct text cursor, struct instant *ret_at,
				struct note_id *ret_id)
{
	struct text at;
	*ret_at = (struct instant){INT64_MAX};
	*ret_id = (struct note_id){0};
	if (text_is_empty(cursor))
		return DONE;
	if (text_next(&cursor, ',', &at) && instant_parse(at, ret_at) && text_to_number(cursor, &ret_id->value))
		return DONE;
	return context_invalid(request->ctx, TEXT("cursor"), "not_a_cursor", N_("This is no cursor of this list."),
			       TEXT_NONE);
}

enum outcome notes_list_api(struct request *request, const struct notes_list_api *in)
{
	struct arena *arena = request->ctx->arena;
	struct note_list_in ask = {.customer_id = in->customer, .most = in->limit + 1};
	struct note_list *rows;
	size_t count;
	TRY(read_cursor(request, in->cursor, &ask.before_at, &ask.before_id));
	TRY(context_read(request->ctx));
	TRY(note_list(request->ctx->reader, &ask, &rows, &count));
	bool more = count > (size_t)in->limit;
	count -= more;
	struct json_writer json = json_writer_make(answer_json(request, 200));
	json_begin_object(&json);
	json_add_key(&json, "data");
	json_begin_array(&json);
	for (size_t i = 0; i < count; i++) {
		const struct note_list *row = &rows[i];
		write_note(&json,
			   &(struct note_find){row->id, row->at, row->version, row->staff_id, row->author, row->body,
					       row->pinned, row->follow_up, row->remind_at, row->done_at, row->edited});
	}
	json_end_array(&json);
	json_add_key(&json, "next");
	json_add_text(&json, more ? text_format(arena, "%.*s,%lld", TEXT_ARG(instant_format(arena, rows[count - 1].at)),
						(long long)rows[count - 1].id.value)
				  : TEXT_NONE);
	json_end_object(&json);
	return DONE;
}

enum outcome notes_add_api(struct request *request, const struct notes_add_api *in)
{
	struct note_id note;
	TRY(notes_add(request->ctx, in->customer,
		      &(struct note_words){in->body, in->pinned, in->follow_up, in->remind_at}, &note));
	return answer_note(request, in->customer, note, 201);
}

enum outcome notes_get_api(struct request *request, const struct notes_get_api *in)
{
	return answer_note(request, in->customer, in->note, 200);
}

struct patching {
	const struct notes_change_api *in;
};

static enum outcome patch(struct context *ctx, void *state)
{
	const struct notes_change_api *in = ((struct patching *)state)->in;
	struct note_find now;
	TRY(notes_get(ctx, in->customer, in->note, &now));
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
	TRY(context_transact(request->ctx, patch, &(struct patching){in}));
	return answer_note(request, in->customer, in->note, 200);
}

enum outcome notes_remove_api(struct request *request, const struct notes_remove_api *in)
{
	TRY(notes_remove(request->ctx, in->customer, in->note));
	request->answered = true;
	request->response->status = 204;
	return DONE;
}
