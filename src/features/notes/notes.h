/* What staff write down about a customer, and what they mean to do about it.
 *
 * The one idea: a follow-up is a note with a day on it. It belongs to whoever wrote the note, to everybody named in it
 * with an @ and to whom it was handed over (features/handovers), and stays until somebody ticks it off. Notes are for
 * the team: their words stand in no event, since events are also shown to the customer. Source: behaviour §3 (Notes).
 */
#ifndef FEATURES_NOTES_H
#define FEATURES_NOTES_H

#include "context/context.h"
#include "notes.schema.h"
#include "notes.sql.h"

#define NOTE_MOST 10000 /* characters */

struct note_words {
	struct text body; /* kept byte for byte */
	bool pinned;
	struct date follow_up;    /* none: nothing to do */
	struct instant remind_at; /* none: on the day; without a follow-up it is dropped */
};

/* INVALID at `body` when there is nothing in it; NOT_FOUND when the customer is out of scope. Needs notes.write, as all
 * that changes does. */
enum outcome notes_add(struct context *ctx, struct customer_id customer, const struct note_words *words,
		       struct note_id *ret_note) MUST_USE;

struct note_ask {
	struct customer_id customer;
	struct note_id note;
	int64_t version; /* that was seen; 0: change whatever is there */
	struct note_words words;
};
/* CONFLICT at `body`, with what stands there now, when somebody changed it meanwhile. FORBIDDEN for a note of somebody
 * else, unless the asker has a higher role than its author. */
enum outcome notes_change(struct context *ctx, const struct note_ask *ask) MUST_USE;
/* Who may change it may remove it. */
enum outcome notes_remove(struct context *ctx, struct customer_id customer, struct note_id note) MUST_USE;
/* Everybody who writes notes may pin and tick off. */
enum outcome notes_pin(struct context *ctx, struct customer_id customer, struct note_id note, bool pinned) MUST_USE;
enum outcome notes_set_done(struct context *ctx, struct customer_id customer, struct note_id note, bool done) MUST_USE;

/* NOT_FOUND when there is none, or none that the asker may see. */
enum outcome notes_get(struct context *ctx, struct customer_id customer, struct note_id note,
		       struct note_find *ret_note) MUST_USE;
/* Whether the asker may change notes of that author. */
enum outcome notes_may_change(struct context *ctx, struct staff_id author, bool *ret_may) MUST_USE;

/* A piece of a note's words: plain, or the name of somebody ("@Aisha Rahman", or "@aisha" for aisha@shop.example). */
struct note_piece {
	struct text text;
	struct staff_id staff; /* none: plain */
};
struct note_pieces {
	const struct note_piece *list;
	size_t count;
};
/* Everybody who could be named. */
struct note_crew {
	const struct note_people *people;
	size_t count;
};
/* Cuts a note at the names in it. The longest name wins; letters are compared without case. */
struct note_pieces notes_parse_names(struct arena *arena, struct text body, struct note_crew crew);

/* Today where the business is. */
enum outcome notes_today(struct context *ctx, struct date *ret_today) MUST_USE;
/* Follow-ups of the asker that are due: today's, older ones, and those whose reminder has come. For the overview. */
enum outcome notes_count_due(struct context *ctx, int64_t *ret_due) MUST_USE;

/* For routes: whether the asker may name that note. */
enum outcome notes_check_id(struct context *ctx, struct text kind, int64_t id) MUST_USE;

#endif
