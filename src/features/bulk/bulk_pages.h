/* What the bulk slice's views are given. */
#ifndef FEATURES_BULK_PAGES_H
#define FEATURES_BULK_PAGES_H

#include "bulk.routes.h"
#include "bulk.sql.h"
#include "features/bulk/bulk.h"
#include "web/block.h"
#include "web/pages.h"

struct bulk_question_page {
	const struct bulk_verb_declared *verb;
	const struct problems *problems;
	const struct bulk_post *asked;
	struct access_functions functions; /* ticked */
	struct text until, reason, message, typed;
	const struct bulk_names *names; /* of those that were ticked */
	size_t count;
	int64_t matching;   /* all that match: how many */
	int64_t trash_days; /* until the trash is emptied of them */
	struct text back;
	bool may_erase;      /* instead of moving them to the trash */
	bool may_mail, mail; /* they can be told by mail; that is ticked */
};

/* "Type the number 3 to confirm" */
struct text bulk_typed_label(struct view *view, const struct bulk_question_page *page);

struct bulk_left_out {
	struct text name, url, why;
};

struct bulk_report_page {
	const struct bulk_verb_declared *verb;
	size_t changed;
	const struct bulk_left_out *left_out;
	size_t count;
	struct text back;
};

#endif
