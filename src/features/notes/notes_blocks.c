/* Notes at the right of the customer's page. */
#include "features/notes/notes_blocks.h"

#include "features/notes/notes_pages.h"
#include "notes.routes.h"
#include "notes.views.h"

#define LATEST 10

static void add_those(struct notes_shown *shown, struct note_shown *to, const struct note_shown *notes, size_t count,
		      bool pinned)
{
	for (size_t i = 0; i < count; i++)
		if (notes[i].pinned == pinned)
			to[shown->count++] = notes[i];
}

/* Pinned ones first, then the latest of the others. Few notes are all there are: nothing more is asked. */
static enum outcome gather(struct request *request, struct customer_id customer, struct notes_shown *shown)
{
	struct notes_asked ask = {.customer = customer, .before = {INT64_MAX}, .most = LATEST};
	struct note_shown *pinned, *latest;
	size_t pinned_count, latest_count;
	struct note_count all;
	TRY(notes_load(request, &ask, &latest, &latest_count));
	pinned = latest;
	pinned_count = latest_count;
	all.total = (int64_t)latest_count;
	if (latest_count == LATEST) {
		ask.only_pinned = true;
		TRY(notes_load(request, &ask, &pinned, &pinned_count));
		TRY(note_count(request->ctx->reader, customer, &all));
	}
	struct note_shown *list = arena_take_array(request->ctx->arena, pinned_count + latest_count, sizeof *list);
	add_those(shown, list, pinned, pinned_count, true);
	add_those(shown, list, latest, latest_count, false);
	shown->list = list;
	shown->total = all.total;
	return DONE;
}

enum outcome notes_block(struct request *request, struct customer_id customer)
{
	struct arena *arena = request->ctx->arena;
	struct notes_shown shown = {
		.may_write = context_may(request->ctx, PERMISSION_NOTES_WRITE),
		.may_see_staff = context_may(request->ctx, PERMISSION_STAFF_READ),
		.form = {.action = notes_post_url(arena, customer), .prefix = TEXT("note-")},
		.all_url = notes_show_url(arena, customer),
	};
	TRY(gather(request, customer, &shown));
	TRY(notes_fill_form(request, &shown.form, 0, false));
	view_notes_block(&request->view, &shown);
	return DONE;
}
