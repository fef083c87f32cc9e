/* Whom a job is over: found, kept, taken in turn. */
#include "features/bulk/bulk_people.h"

#include "bulk.sql.h"
#include "service/id_ranges.h"
#include "service/lists.h"

#include <string.h>

#define A_PAGE  10000
#define A_PIECE 1000 /* ids of a row */

struct bulk_piece {
	int64_t last;
	struct text ids;
};

/* ---- finding them ---- */

static void add_piece(struct arena *arena, struct bulk_people *people, struct bulk_piece piece)
{
	if (people->piece_count == people->room) {
		size_t room = people->room ? 2 * people->room : 16;
		struct bulk_piece *pieces = arena_take_array(arena, room, sizeof *pieces);
		if (people->piece_count)
			memcpy(pieces, people->pieces, people->piece_count * sizeof *pieces);
		people->pieces = pieces;
		people->room = room;
	}
	people->pieces[people->piece_count++] = piece;
}

static void add_page(struct arena *arena, const struct customer_id *ids, size_t count, struct arena *kept,
		     struct bulk_people *people)
{
	people->count += (int64_t)count;
	for (size_t at = 0; at < count; at += A_PIECE) {
		struct id_ranges ranges = id_ranges_make(arena);
		size_t end = count - at < A_PIECE ? count : at + A_PIECE;
		for (size_t i = at; i < end; i++)
			id_ranges_add(&ranges, ids[i].value);
		add_piece(kept, people,
			  (struct bulk_piece){ids[end - 1].value, text_copy(kept, id_ranges_print(&ranges))});
	}
}

static enum outcome find_page(struct context *ctx, const struct bulk_match *match, struct arena *kept,
			      struct bulk_people *people, bool *ret_ended)
{
	struct list_ask ask = {.most = A_PAGE, .guests = match->guests};
	struct filter *filter;
	struct customer_id *ids, after = {0};
	size_t count;
	if (people->piece_count)
		after.value = people->pieces[people->piece_count - 1].last;
	TRY(filter_parse(ctx, match->filter, &filter));
	ask.filter = filter;
	TRY(lists_ids(ctx, &ask, after, &ids, &count));
	add_page(ctx->arena, ids, count, kept, people);
	*ret_ended = count < A_PAGE;
	return DONE;
}

/* Only the texts outlast a page. */
enum outcome bulk_people_find(struct context *ctx, const struct bulk_match *match, struct bulk_people *ret_people)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	bool ended = false;
	*ret_people = (struct bulk_people){0};
	TRY(context_read(ctx));
	struct context page = *ctx;
	page.arena = arena;
	page.memo_count = 0;
	while (!ended) {
		TRY(find_page(&page, match, ctx->arena, ret_people, &ended));
		page.memo_count = 0;
		arena_reset(arena);
	}
	return DONE;
}

/* ---- keeping them ---- */

enum outcome bulk_people_keep(struct context *ctx, struct job_id job, const struct bulk_people *people)
{
	int64_t removed;
	TRY(bulk_piece_remove_ended(ctx->writer, &removed));
	for (size_t i = 0; i < people->piece_count; i++)
		TRY(bulk_piece_add(ctx->writer, job, people->pieces[i].last, people->pieces[i].ids));
	return DONE;
}

enum outcome bulk_people_leave(struct context *ctx, struct job_id job, int64_t place)
{
	int64_t removed;
	return bulk_piece_remove(ctx->writer, job, place, &removed);
}

/* ---- whose turn it is ---- */

static enum outcome next_ids(struct context *ctx, const struct bulk_turn *turn, struct customer_id *ids,
			     size_t *ret_count)
{
	int64_t after = turn->after;
	*ret_count = 0;
	while (*ret_count < turn->most) {
		struct bulk_piece_next row;
		struct id_ranges ranges;
		bool found;
		TRY(bulk_piece_next(ctx->reader, turn->job, after, &found, &row));
		if (!found)
			return DONE;
		if (!id_ranges_parse(ctx->arena, row.ids, &ranges))
			return FAULT;
		*ret_count += id_ranges_after(&ranges, after, ids + *ret_count, turn->most - *ret_count);
		after = row.last;
	}
	return DONE;
}

static enum outcome find_there(struct context *ctx, const struct customer_id *ids, struct bulk_person *persons,
			       size_t count)
{
	struct bulk_there *there;
	size_t there_count;
	TRY(bulk_there(ctx->reader, ids, count, &there, &there_count));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < there_count && !persons[i].there; k++)
			persons[i].there = there[k].id.value == ids[i].value;
	return DONE;
}

enum outcome bulk_people_next(struct context *ctx, const struct bulk_turn *turn, struct bulk_person **ret_persons,
			      size_t *ret_count)
{
	struct list_ask ask = {.guests = turn->match->guests};
	struct customer_id *ids = arena_take_array(ctx->arena, turn->most, sizeof *ids);
	struct filter *filter;
	bool *has;
	TRY(filter_parse(ctx, turn->match->filter, &filter));
	ask.filter = filter;
	TRY(next_ids(ctx, turn, ids, ret_count));
	TRY(lists_have(ctx, &ask, ids, *ret_count, &has));
	struct bulk_person *persons = arena_take_array(ctx->arena, *ret_count, sizeof *persons);
	for (size_t i = 0; i < *ret_count; i++)
		persons[i] = (struct bulk_person){ids[i], has[i], has[i]};
	*ret_persons = persons;
	return find_there(ctx, ids, persons, *ret_count);
}
