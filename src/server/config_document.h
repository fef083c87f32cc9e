/* The configuration as a document: written, and applied to an installation that is there.
 *
 * The one idea: a document says how things are to be, not what is to be done. Applying one compares, and calls a
 * slice's own verb for what differs, all in one transaction; what it did is told by reading it before and
 * after. What the document does not name stays as it is, and nothing is taken away. docs/decisions/0035.
 */
#ifndef SERVER_CONFIG_DOCUMENT_H
#define SERVER_CONFIG_DOCUMENT_H

#include "service/config.h"

/* JSON with an end of line; the same configuration gives the same bytes. */
enum outcome config_export(struct context *ctx, struct text *ret_document) MUST_USE;

struct config_apply {
	struct bytes document;
	bool dry_run;
	const struct networks *allowed; /* that webhooks may call though they are not public; NULL: none */
};

enum config_done { CONFIG_LEFT, CONFIG_CHANGED, CONFIG_CREATED };

struct config_change {
	const char *field;
	struct text old, new; /* JSON; none: there was none */
};

/* One of the things that the document names, or that has changed because of it. */
struct config_step {
	const struct config_kind *kind;
	struct text name; /* none: there is but one */
	enum config_done done;
	const struct config_change *changes;
	size_t change_count;
	struct text secret; /* of what is new and has one; none in a dry run */
};
/* INVALID, CONFLICT or FORBIDDEN, with every problem at its path ("types[2].discount", "line 3, column 7"), and nothing
 * is done. A dry run does nothing either, and finds out the same. */
enum outcome config_apply(struct context *ctx, const struct config_apply *ask, struct config_step **ret_steps,
			  size_t *ret_count) MUST_USE;

#endif
