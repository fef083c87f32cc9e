/* The declared functions and verbs as tables, and sets of functions as words. */
#include "features/access/access.h"

static const struct access_function_declared functions[ACCESS_FUNCTION_COUNT] = {
#define FUNCTION(name, label, what, chosen) [ACCESS_FUNCTION_##name] = {label, what, chosen},
#include "features/access/access_functions.def"
#undef FUNCTION
};

const enum access_function access_function_all[ACCESS_FUNCTION_COUNT] = {
#define FUNCTION(name, ...) ACCESS_FUNCTION_##name,
#include "features/access/access_functions.def"
#undef FUNCTION
};

static const struct access_verb_declared verbs[] = {
#define VERB(NAME, name, word, axis, permission, event, label, what, icon, told)                                       \
	{word, ACCESS_AXIS_##axis, PERMISSION_##permission, event, label, what, icon, told},
#include "features/access/access_verbs.def"
#undef VERB
};

const struct access_function_declared *access_function_declared(enum access_function function)
{
	return &functions[function];
}

const struct access_verb_declared *access_verb_declared(enum access_verb verb)
{
	return &verbs[verb];
}

bool access_functions_have(struct access_functions set, enum access_function function)
{
	return set.bits >> function & 1U;
}

struct access_functions access_functions_parse(struct text words)
{
	struct access_functions set = {0};
	struct text word;
	enum access_function function;
	while (!text_is_none(words) && text_next(&words, ' ', &word))
		if (access_function_parse(word, &function))
			set.bits |= 1U << function;
	return set;
}

struct text access_functions_format(struct arena *arena, struct access_functions set)
{
	struct text words = TEXT("");
	for (enum access_function f = 0; (int)f < ACCESS_FUNCTION_COUNT; f++)
		if (access_functions_have(set, f))
			words = text_format(arena, "%.*s%s%.*s", TEXT_ARG(words), words.size ? " " : "",
					    TEXT_ARG(access_function_key(f)));
	return words;
}

struct access_functions access_functions_usual(void)
{
	struct access_functions set = {0};
	for (enum access_function f = 0; (int)f < ACCESS_FUNCTION_COUNT; f++)
		if (functions[f].chosen)
			set.bits |= 1U << f;
	return set;
}

struct access_functions access_functions_of(const enum access_function *list, size_t count)
{
	struct access_functions set = {0};
	for (size_t i = 0; i < count; i++)
		set.bits |= 1U << list[i];
	return set;
}
