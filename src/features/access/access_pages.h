/* What the views of access are given, and the menu that other screens show. */
#ifndef FEATURES_ACCESS_PAGES_H
#define FEATURES_ACCESS_PAGES_H

#include "features/access/access.h"
#include "web/pages.h"
#include "web/status.h"

struct access_obstacle {
	struct text name; /* of the field */
	const char *label;
	bool ticked;
};

struct access_form {
	const struct problems *problems;
	struct text action, back;
	struct text name; /* the customer's */
	const char *label, *what;
	struct text reason, message;
	bool told, danger;
	bool lets_in;        /* it approves: a message then stands in a letter, or nowhere */
	bool may_mail, mail; /* they can be told by mail; that is ticked */
	bool suspends, activates;
	struct access_functions functions;
	struct text until;
	const struct access_obstacle *obstacles;
	size_t obstacle_count;
	const struct block_shown *others; /* why they have not activated it themselves */
	size_t other_count;
	bool blocked, suspended; /* Activate does not touch these, and says so */
};

/* One axis as a row: what it is now, and its last change. */
struct access_axis_row {
	const char *label, *value;
	enum mark mark;
	struct instant at, until;
	struct text by, reason, message;
	struct access_functions functions;
	const struct menu_item *items;
	size_t item_count;
};

/* "Cannot sign in, because …" for the banner: nothing when they may and nothing is closed. */
struct text access_headline(struct view *view, const struct access_answer *answer);
struct text access_next_words(struct view *view, const struct access_answer *answer);

#endif
