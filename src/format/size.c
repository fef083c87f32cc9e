#include "format/size.h"

#define NO_BREAK "\u00a0"

struct text size_limit(struct arena *arena, int64_t bytes)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
	size_t unit = 0;
	for (; bytes >= 1000 && unit < sizeof units / sizeof *units - 1; unit++)
		bytes /= 1000;
	return text_format(arena, "%lld" NO_BREAK "%s", (long long)bytes, units[unit]);
}
