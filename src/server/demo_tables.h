/* The lists of assets/demo, as tools/reference writes them at build time. Only demo_people.c reads them. */
#ifndef SERVER_DEMO_TABLES_H
#define SERVER_DEMO_TABLES_H

#include <stddef.h>

enum demo_section {
#define SECTION(name, word) DEMO_##name,
#include "server/demo_sections.def"
#undef SECTION
	DEMO_SECTIONS,
};

struct demo_list {
	const char *const *entries;
	size_t count;
};

struct demo_culture {
	const char *name; /* of its file */
	struct demo_list lists[DEMO_SECTIONS];
};

extern const struct demo_culture demo_cultures[];
extern const size_t demo_cultures_count;

#endif
