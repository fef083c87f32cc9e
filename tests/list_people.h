/* Customers for tests of lists: rows that C knows, and the same rows in a database.
 *
 * The one idea: what a list must answer is worked out here over plain structs, by a program that shares nothing with
 * the executor but the folding of text; so a mistake has to be made twice to stay unseen.
 */
#ifndef TESTS_LIST_PEOPLE_H
#define TESTS_LIST_PEOPLE_H

#include "service/lists.h"
#include "tests/engine.h"

#define PEOPLE         2000
#define PEOPLE_NOW     INT64_C(1780000000000000) /* 2026-05-28T20:26:40Z: the next day already in the business's zone */
#define PEOPLE_ZONE_US (8 * HOUR_US)             /* Asia/Kuala_Lumpur */
#define PEOPLE_NONE    INT64_MIN

struct list_person {
	int64_t id;
	int status, salutation;
	int consent;      /* its state; -1: no row */
	int verification; /* of the e-mail */
	bool guest, vip;
	int type, group, channel, representative; /* ids; representative 0: none */
	unsigned groups, seen, tags;              /* bits by id */
	const char *first, *last, *company, *email, *country, *city, *postcode, *language, *zone; /* NULL: none */
	int64_t created, last_login, last_order;                                                  /* PEOPLE_NONE */
	int64_t since;
	bool counted; /* has a row of counters */
	int64_t orders, spent;
	const char *size;               /* attributes */
	int64_t height, joined, agreed; /* PEOPLE_NONE */
	struct text sort_name, sort_company, words;
};
extern struct list_person list_people[PEOPLE];

/* A random number from 0 to `below` - 1; the same row of numbers after the same seed. */
unsigned list_random(unsigned below);
void list_random_seed(uint64_t seed);
/* Makes them up anew and writes them into the empty database. */
void list_people_make(struct engine *engine);

/* A random filter as a tree of its own. */
struct list_question;
struct list_question *list_question_make(struct arena *arena, int depth);
struct text list_question_print(struct arena *arena, const struct list_question *question);
bool list_question_answer(struct arena *arena, const struct list_question *question, const struct list_person *person);
/* What the question says about whom lists leave out. */
bool list_question_names_trash(const struct list_question *question);
bool list_question_names_guests(const struct list_question *question);

#endif
