/* What customers refer to, by word and by name: types, groups, channels, staff, tags, attributes. Read once a step. */
#ifndef FEATURES_TRANSFER_NAMES_H
#define FEATURES_TRANSFER_NAMES_H

#include "attributes.schema.h"
#include "context/context.h"

enum transfer_named { NAMED_TYPE, NAMED_GROUP, NAMED_CHANNEL, NAMED_STAFF, NAMED_TAG, NAMED_ATTRIBUTE, NAMED_KINDS };

struct transfer_name {
	int64_t id;
	struct text word, name;   /* of staff: e-mail and name; of tags: name and folded name */
	enum attribute_kind kind; /* of attributes */
};

struct transfer_names {
	struct arena *arena;
	struct transfer_name *list[NAMED_KINDS];
	size_t count[NAMED_KINDS], room[NAMED_KINDS];
};

enum outcome transfer_names_load(struct context *ctx, struct transfer_names *ret_names) MUST_USE;
/* By word, else by name, blind to case and accents; NULL when there is none. */
const struct transfer_name *transfer_name_find(struct arena *arena, const struct transfer_names *names,
					       enum transfer_named kind, struct text name);
const struct transfer_name *transfer_name_by_id(const struct transfer_names *names, enum transfer_named kind,
						int64_t id);
/* One more is known from now on. */
void transfer_names_add(struct transfer_names *names, enum transfer_named kind, struct transfer_name name);

#endif
