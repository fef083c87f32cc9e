/* Permissions as a set of bits; the words stand in permissions.def. */
#ifndef CONTEXT_PERMISSIONS_H
#define CONTEXT_PERMISSIONS_H

#include "base/text.h"

enum permission {
#define PERMISSION(name, word, what) PERMISSION_##name,
#include "context/permissions.def"
#undef PERMISSION
	PERMISSION_COUNT,
};

struct permission_set {
	uint64_t bits;
};

bool permission_has(struct permission_set set, enum permission permission);
void permission_add(struct permission_set *set, enum permission permission);
/* Every permission of `inner` is in `outer`. */
bool permission_within(struct permission_set inner, struct permission_set outer);
struct permission_set permission_all(void);
struct text permission_word(enum permission permission);
/* English, to be translated when shown. */
const char *permission_what(enum permission permission);
/* Words separated by blanks, "*" for all; unknown words are refused with false and *ret_unknown. */
bool permission_set_parse(struct text words, struct permission_set *ret_set, struct text *ret_unknown);
/* Of one word each; what is no permission is left out, the first such is *ret_unknown, else that is none. */
struct permission_set permission_set_of(const struct text *words, size_t count, struct text *ret_unknown);
struct text permission_set_format(struct arena *arena, struct permission_set set);

#endif
