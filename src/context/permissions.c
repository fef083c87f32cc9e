/* Words and sets of permissions. */
#include "context/permissions.h"

#include "base/buffer.h"
#include "context/problems.h"

static const struct {
	const char *word;
	const char *what;
} permissions[PERMISSION_COUNT] = {
#define PERMISSION(name, word, what) [PERMISSION_##name] = {word, what},
#include "context/permissions.def"
#undef PERMISSION
};

_Static_assert(PERMISSION_COUNT <= 64, "permission_set holds 64");

bool permission_has(struct permission_set set, enum permission permission)
{
	return set.bits >> permission & 1;
}

void permission_add(struct permission_set *set, enum permission permission)
{
	set->bits |= UINT64_C(1) << permission;
}

bool permission_within(struct permission_set inner, struct permission_set outer)
{
	return (inner.bits & ~outer.bits) == 0;
}

struct permission_set permission_all(void)
{
	return (struct permission_set){(UINT64_C(1) << PERMISSION_COUNT) - 1};
}

struct text permission_word(enum permission permission)
{
	return text_of(permissions[permission].word);
}

const char *permission_what(enum permission permission)
{
	return permissions[permission].what;
}

static bool permission_parse(struct text word, enum permission *ret_permission)
{
	for (enum permission p = 0; p < PERMISSION_COUNT; p++)
		if (text_equal(word, permission_word(p))) {
			*ret_permission = p;
			return true;
		}
	return false;
}

bool permission_set_parse(struct text words, struct permission_set *ret_set, struct text *ret_unknown)
{
	*ret_set = (struct permission_set){0};
	struct text word;
	while (text_next(&words, ' ', &word)) {
		enum permission permission;
		if (text_is_empty(word))
			continue;
		if (text_equal(word, TEXT("*"))) {
			*ret_set = permission_all();
		} else if (permission_parse(word, &permission)) {
			permission_add(ret_set, permission);
		} else {
			*ret_unknown = word;
			return false;
		}
	}
	return true;
}

struct permission_set permission_set_of(const struct text *words, size_t count, struct text *ret_unknown)
{
	struct permission_set set = {0};
	enum permission permission;
	*ret_unknown = TEXT_NONE;
	for (size_t i = 0; i < count; i++)
		if (permission_parse(words[i], &permission))
			permission_add(&set, permission);
		else if (text_is_none(*ret_unknown))
			*ret_unknown = words[i];
	return set;
}

struct text permission_set_format(struct arena *arena, struct permission_set set)
{
	if (set.bits == permission_all().bits)
		return TEXT("*");
	struct text words = TEXT("");
	for (enum permission p = 0; p < PERMISSION_COUNT; p++)
		if (permission_has(set, p))
			words = text_format(arena, "%.*s%s%s", TEXT_ARG(words), words.size ? " " : "",
					    permissions[p].word);
	return words;
}
