/* The house as a document: written, and applied to a house that is there.
 *
 * The one idea: a document says how things are to be, not what is to be done. Applying one compares, and calls a
 * slice's own verb for what differs, all in one transaction; what it did is told by looking at the house before and
 * after. What the document does not name stays as it is, and nothing is taken away. docs/decisions/0035.
 */
#ifndef SERVER_HOUSE_H
#define SERVER_HOUSE_H

#include "service/house.h"

/* JSON with an end of line; the same house gives the same bytes. */
enum outcome house_export(struct context *ctx, struct text *ret_document) MUST_USE;

struct house_apply {
	struct bytes document;
	bool dry_run;
	const struct networks *allowed; /* that webhooks may call though they are not public; NULL: none */
};

enum house_done { HOUSE_LEFT, HOUSE_CHANGED, HOUSE_CREATED };

struct house_change {
	const char *field;
	struct text old, new; /* JSON; none: there was none */
};

/* One of the things that the document names, or that has changed because of it. */
struct house_step {
	const struct house_kind *kind;
	struct text name; /* none: there is but one */
	enum house_done done;
	const struct house_change *changes;
	size_t change_count;
	struct text secret; /* of what is new and has one; none in a dry run */
};
/* INVALID, CONFLICT or FORBIDDEN, with every problem at its path ("types[2].discount", "line 3, column 7"), and nothing
 * is done. A dry run does nothing either, and finds out the same. */
enum outcome house_apply(struct context *ctx, const struct house_apply *ask, struct house_step **ret_steps,
			 size_t *ret_count) MUST_USE;

#endif
