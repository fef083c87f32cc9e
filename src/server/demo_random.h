/* Chance that can be repeated: splitmix64 (Steele, Lea, Flood 2014), and choices from lists by it. */
#ifndef SERVER_DEMO_RANDOM_H
#define SERVER_DEMO_RANDOM_H

#include "base/text.h"
#include "server/demo_tables.h"

struct demo_random {
	uint64_t state;
};

/* Neighbouring seeds and indexes give unrelated streams. */
struct demo_random demo_random_start(uint64_t seed, uint64_t index);
/* 0 to below - 1; below is at least 1. */
uint64_t demo_random_below(struct demo_random *random, uint64_t below);
bool demo_random_percent(struct demo_random *random, unsigned percent);
/* An entry of the list, the empty text when it has none. */
struct text demo_random_entry(struct demo_random *random, const struct demo_list *list);
/* One whose first field is `first`, or the empty text. */
struct text demo_random_entry_of(struct demo_random *random, const struct demo_list *list, struct text first);

/* The lists of one culture, by the name of its file. */
const struct demo_culture *demo_culture_find(const char *name);

#endif
