/* Names in notes. */
#include "features/notes/notes.h"

/* How somebody may be called, letters small: by the name, or by the address before the @. */
struct called {
	struct staff_id staff;
	struct text name, short_name;
};

struct cutting {
	const struct called *called;
	size_t called_count;
	struct text body, lower; /* the same, letters small: same size, since only ASCII letters change */
	struct note_piece *pieces;
	size_t count;
	size_t from; /* where the plain piece under way begins */
};

static bool is_part_of_word(struct text t, size_t at)
{
	unsigned char c = at < t.size ? (unsigned char)t.at[at] : ' ';
	return c >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* Bytes of `name` when it stands at that place and a word ends behind it. */
static size_t match(struct text lower, size_t at, struct text name)
{
	struct text here = text_slice(lower, at, SIZE_MAX);
	bool fits = name.size > 0 && text_starts(here, name) && !is_part_of_word(here, name.size);
	return fits ? name.size : 0;
}

static struct text name_of_address(struct text email)
{
	size_t end = text_find(email, TEXT("@"), 0);
	return end == SIZE_MAX ? TEXT_NONE : text_slice(email, 0, end);
}

static const struct called *list_called(struct arena *arena, const struct note_people *people, size_t count)
{
	struct called *called = arena_take_array(arena, count, sizeof *called);
	for (size_t i = 0; i < count; i++)
		called[i] = (struct called){people[i].id, text_lower_ascii(arena, people[i].name),
					    text_lower_ascii(arena, name_of_address(people[i].email))};
	return called;
}

static size_t match_anybody(const struct cutting *cutting, size_t at, struct staff_id *ret_staff)
{
	size_t longest = 0;
	for (size_t i = 0; i < cutting->called_count; i++) {
		const struct called *called = &cutting->called[i];
		size_t by_name = match(cutting->lower, at, called->name);
		size_t by_short = match(cutting->lower, at, called->short_name);
		size_t size = by_name > by_short ? by_name : by_short;
		if (size > longest) {
			longest = size;
			*ret_staff = called->staff;
		}
	}
	return longest;
}

static void cut(struct cutting *cutting, size_t to, struct staff_id staff)
{
	if (to > cutting->from)
		cutting->pieces[cutting->count++] =
			(struct note_piece){text_slice(cutting->body, cutting->from, to - cutting->from), staff};
	cutting->from = to;
}

struct note_pieces notes_parse_names(struct arena *arena, struct text body, struct note_crew crew)
{
	const struct staff_id nobody = {0};
	size_t signs = 0;
	for (size_t i = 0; i < body.size; i++)
		signs += body.at[i] == '@';
	struct cutting cutting = {
		.called = list_called(arena, crew.people, crew.count),
		.called_count = crew.count,
		.body = body,
		.lower = text_lower_ascii(arena, body),
		.pieces = arena_take_array(arena, 2 * signs + 1, sizeof(struct note_piece)),
	};
	for (size_t at = 0; (at = text_find(body, TEXT("@"), at)) != SIZE_MAX; at++) {
		struct staff_id staff = nobody;
		/* An address in the words names nobody. */
		if (at > 0 && is_part_of_word(cutting.lower, at - 1))
			continue;
		size_t size = match_anybody(&cutting, at + 1, &staff);
		if (!size)
			continue;
		cut(&cutting, at, nobody);
		cut(&cutting, at + 1 + size, staff);
	}
	cut(&cutting, body.size, nobody);
	return (struct note_pieces){cutting.pieces, cutting.count};
}
