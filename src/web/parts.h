/* What the shared parts of pages are given: fields of forms, marks of status, menus, tabs, pages of a list.
 *
 * The one idea: a part takes a plain struct with texts that are already in the reader's language, and functions build
 * such structs inside a view, since a view holds no braces:
 *
 *   {let struct form form = form_of(view, problems)}
 *   {include parts_input(input_help(input_of(&form, TEXT("email"), WORD("E-mail"), in->email), WORD("For signing
 * in")))}
 *
 * Elsewhere: their markup (views/parts_*.html), the frame (web/page.h).
 */
#ifndef WEB_PARTS_H
#define WEB_PARTS_H

#include "base/instant.h"
#include "base/text.h"
#include "context/problems.h"

struct view;

/* ---- marks: shape and colour of a status; the words say the rest ---- */

enum mark {
	MARK_NONE, /* grey disc */
	MARK_OK,   /* green disc: may sign in, done */
	MARK_WAIT, /* amber ring: waits for staff */
	MARK_NEW,  /* blue ring: waits for the customer */
	MARK_INFO, /* blue disc: something is going on */
	MARK_REST, /* grey ring: rests */
	MARK_PART, /* purple square: partly closed by staff */
	MARK_STOP, /* red square: closed by staff */
	MARK_NO,   /* red ring: refused */
};
/* Classes of the mark: "ok", "wait ring". */
struct text mark_class(enum mark mark);
/* Icon for a banner in that mark. */
struct text mark_icon(enum mark mark);

/* ---- people ---- */

/* Up to two initials of a name: first and last word's first letters, or the first two of a CJK name; "?" for none. */
struct text avatar_initials(struct arena *arena, struct text name);
/* First letter, for a sign: "C". */
struct text avatar_letter(struct arena *arena, struct text name);
/* Stable colour class of a name: "a0" … "a5". */
struct text avatar_colour(struct text name);

/* A line through `count` values, as path data in a box of 100 × 18. */
struct text spark_path(struct arena *arena, const int64_t *values, size_t count);

/* ---- forms ---- */

struct option {
	struct text value;
	struct text label;
	bool selected;
};

struct form {
	struct view *view;
	const struct problems *problems; /* NULL: none yet */
	struct text prefix;              /* in front of ids, when two forms of a page have fields of the same name */
};

struct input {
	struct text id;
	struct text name;
	struct text label;
	struct text value;
	struct text type; /* of the input: "text", "email", "password", "tel", "url", "number", "date", "search" */
	struct text help;
	struct text error;        /* empty: nothing wrong */
	struct text autocomplete; /* a token of HTML's list; "off" at first */
	struct text placeholder;
	struct text was; /* not none: the value that was seen, posted as was_<name> */
	const struct option *options;
	size_t option_count;
	int64_t most; /* characters, or bytes of a file; 0: the browser does not limit */
	int64_t rows; /* of a textarea */
	bool required, optional, readonly, disabled, checked, autofocus, wide, submits;
};

struct form form_of(struct view *view, const struct problems *problems);
struct form form_prefix(struct form form, struct text prefix);
/* A field of the form with its problem, if there is one; "addresses/0/city" becomes the id "addresses-0-city". */
struct input input_of(const struct form *form, struct text name, struct text label, struct text value);
/* Each gives the field with one thing changed. */
struct input input_type(struct input input, struct text type);
struct input input_help(struct input input, struct text help);
struct input input_autocomplete(struct input input, struct text token);
struct input input_placeholder(struct input input, struct text placeholder);
struct input input_required(struct input input);
/* Says so behind the label; for forms where most fields are required. */
struct input input_optional(struct input input);
struct input input_readonly(struct input input);
struct input input_disabled(struct input input, bool disabled);
struct input input_checked(struct input input, bool checked);
struct input input_autofocus(struct input input);
struct input input_most(struct input input, int64_t most);
/* What is said of a larger file; {0}: how large it may be. */
#define FILE_TOO_LARGE N_("This file is too large: up to {0} are taken.")
struct text input_too_large(struct view *view, int64_t bytes);
struct input input_rows(struct input input, int64_t rows);
/* Takes both columns of a form grid. */
struct input input_wide(struct input input);
struct input input_was(struct input input, struct text value);
struct input input_options(struct input input, const struct option *options, size_t count);
/* Choosing sends the form at once where there is script; a button stands there without. */
struct input input_submits(struct input input);
bool input_is_described(struct input input);
/* ids of what describes it: help and error. */
struct text input_described(struct view *view, struct input input);

/* Message of a problem in the reader's language, values filled in. */
struct text problem_text(struct view *view, const struct problem *problem);
/* Id of the field that a problem names, for the link from the summary. */
struct text problem_anchor(struct view *view, const struct problem *problem);

/* ---- lists and navigation ---- */

struct tab {
	struct text label;
	struct text url;
	struct text icon; /* may be empty */
	int64_t count;    /* below 0: none is shown */
	bool current;
};
/* For a view: a tab without icon. */
struct tab tab_of(struct text label, struct text url, bool current);

struct menu_item {
	struct text label;
	struct text url;
	struct text icon;
	struct text hint; /* at the end, small; may be empty */
	struct text key;  /* of the keyboard; may be empty */
	bool post;        /* a form posts to `url` */
	bool window;      /* the page at `url` opens in a window over this one, see assets/js/window.js */
	bool danger;
	bool rule; /* a line above it */
};

struct column_head {
	struct text label;
	struct text url;  /* sorts by it; none: not sortable */
	int sorted;       /* 1 ascending, -1 descending, 0 not */
	bool number;      /* end-aligned */
	bool minor;       /* hidden where there is little room */
	struct text word; /* of a column whose width can be chosen (assets/js/columns.js); none: it cannot */
	int64_t width;    /* chosen, in steps of 8 px; 0: as it comes */
};
#define COLUMN_WIDTH_LEAST 6
#define COLUMN_WIDTH_MOST  80
/* Classes that give a cell that width: "sized cw1 cw8"; empty for 0. */
struct text column_width_class(struct arena *arena, int64_t width);

struct pager {
	int64_t first, last; /* rows shown, from 1 */
	int64_t total;       /* below 0: not known */
	int64_t page, pages;
	struct text base_url;                                    /* with everything but the page; ends in "?" or "&" */
	struct text first_url, previous_url, next_url, last_url; /* none: cannot go there */
	const struct tab *near; /* pages around this one: number in `count`, no address for a gap */
	size_t near_count;
	struct text size_url; /* the form that changes the number of rows asks here with every other field hidden */
	const struct option *sizes;
	size_t size_count;
	const struct option *kept; /* value = name of a hidden field, label = its value: filter, sort */
	size_t kept_count;
};
/* Fills `near` and the four addresses from page, pages and base_url. */
void pager_fill(struct pager *pager, struct arena *arena);

struct empty_state {
	struct text icon;
	struct text title;
	struct text text;
	struct text action_url; /* none: no button */
	struct text action_label;
};

/* A question before something that cannot be undone. */
struct confirm {
	struct text id; /* of the dialog */
	struct text title;
	struct text text;        /* what will happen, in numbers */
	struct text action;      /* the form posts here */
	struct text button;      /* "Delete permanently" */
	struct text typed_label; /* none: no typing asked; else "Type the name to confirm" */
	struct text typed_value; /* what has to be typed, for the pattern */
};

#endif
