/* What the notes slice's views are given. */
#ifndef FEATURES_NOTES_PAGES_H
#define FEATURES_NOTES_PAGES_H

#include "features/notes/notes.h"
#include "web/pages.h"

struct note_shown {
	struct note_id id;
	struct text author; /* none: no member of staff */
	struct instant at, edited, done_at, remind_at;
	struct date follow_up;
	struct note_pieces pieces;
	bool pinned, overdue, may_change;
	struct text edit_url, pin_url, done_url;
};

struct note_form {
	const struct problems *problems;
	struct text action, body, follow_up;
	struct text prefix; /* of the ids */
	const struct option *reminders;
	size_t reminder_count;
	int64_t version; /* 0: a new note */
	bool pinned;
	struct text remove_url; /* none: may not be removed */
};

struct notes_shown {
	const struct note_shown *list;
	size_t count;
	int64_t total;
	bool may_write;     /* shows the form */
	bool may_see_staff; /* names lead somewhere */
	struct note_form form;
	struct text all_url;  /* where all of them are; none: here */
	struct text next_url; /* older ones; none: no more */
};

struct follow_up_shown {
	struct note_shown note;
	struct text customer, customer_url, back;
};

struct follow_ups_shown {
	const struct tab *states; /* 4 */
	const struct tab *whose;  /* 2 */
	const struct follow_up_shown *list;
	size_t count;
	bool may_write, may_see_staff;
	struct text next_url; /* empty: no more */
};

/* A page of notes: pinned ones alone, or all before a place. */
struct notes_asked {
	struct customer_id customer;
	bool only_pinned;
	struct instant before;
	struct note_id before_id;
	int64_t most;
};
enum outcome notes_load(struct request *request, const struct notes_asked *ask, struct note_shown **ret_list,
			size_t *ret_count) MUST_USE;
/* An empty form, or what was sent. `kept` offers to keep a reminder that is none of the usual. */
enum outcome notes_fill_form(struct request *request, struct note_form *form, int remind, bool kept) MUST_USE;

#endif
