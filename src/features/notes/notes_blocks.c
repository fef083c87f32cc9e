/* Notes at the right of the customer's page. */
#include "features/notes/notes_blocks.h"

#include "features/notes/notes_pages.h"
#include "notes.routes.h"
#include "notes.views.h"

#define LATEST 10

/* Pinned ones first, then the latest of the others. */
static enum outcome gather(struct request *request, struct customer_id customer, struct notes_shown *shown)
{
	struct notes_asked ask = {.customer = customer, .only_pinned = true, .before = {INT64_MAX}, .most = LATEST};
	struct note_shown *pinned, *latest;
	size_t pinned_count, latest_count;
	TRY(notes_load(request, &ask, &pinned, &pinned_count));
	ask.only_pinned = false;
	TRY(notes_load(request, &ask, &latest, &latest_count));
	struct note_shown *list = arena_take_array(request->ctx->arena, pinned_count + latest_count, sizeof *list);
	for (size_t i = 0; i < pinned_count; i++)
		list[shown->count++] = pinned[i];
	for (size_t i = 0; i < latest_count; i++)
		if (!latest[i].pinned)
			list[shown->count++] = latest[i];
	shown->list = list;
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
	struct note_count all;
	TRY(gather(request, customer, &shown));
	TRY(note_count(request->ctx->reader, customer, &all));
	shown.total = all.total;
	TRY(notes_fill_form(request, &shown.form, 0, false));
	view_notes_block(&request->view, &shown);
	return DONE;
}
