/* Who looks up which kind of id; see route_check_ids() in web/route.h.
 *
 * State that changes: `checks`, filled by slices while the program starts, before there are threads; only read later.
 */
#include "web/fields_parts.h"

#include <stdlib.h>
#include <string.h>

#define KINDS_MOST 64

static struct {
	const char *kind;
	route_id_check *check;
} checks[KINDS_MOST];
static size_t check_count;

void route_check_ids(const char *kind, route_id_check *check)
{
	for (size_t i = 0; i < check_count; i++)
		if (strcmp(checks[i].kind, kind) == 0) {
			checks[i].check = check;
			return;
		}
	if (check_count == KINDS_MOST)
		abort(); /* more kinds than the program has */
	checks[check_count].kind = kind;
	checks[check_count++].check = check;
}

route_id_check *route_check_of(const char *kind)
{
	for (size_t i = 0; i < check_count; i++)
		if (strcmp(checks[i].kind, kind) == 0)
			return checks[i].check;
	return NULL;
}
