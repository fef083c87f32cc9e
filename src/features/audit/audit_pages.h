/* What the audit log's views are given. */
#ifndef FEATURES_AUDIT_PAGES_H
#define FEATURES_AUDIT_PAGES_H

#include "audit.sql.h"
#include "features/audit/audit.h"
#include "web/pages.h"

struct audit_shown {
	struct text label, actor, object, object_url; /* object_url empty: it has no page */
	struct text url;
	struct text address; /* from where; none: not asked for from a machine, or forgotten */
	struct instant at;
};

struct audit_list_shown {
	const struct problems *problems;
	const struct audit_shown *list;
	size_t count;
	const struct option *names, *people;
	size_t name_count, people_count;
	struct text from, until, export_url, next_url; /* next_url empty: no older ones */
};

struct audit_value_shown {
	struct text label, old, new;
};

/* In the reader's language. */
struct audit_value_shown audit_value_words(struct request *request, struct text name,
					   const struct audit_value_list *row);

struct audit_entry_shown {
	struct audit_shown entry;
	struct text acting_as, request_id, hash, previous; /* hashes in hex */
	int64_t id;
	const struct audit_value_shown *values;
	size_t value_count;
};

#endif
