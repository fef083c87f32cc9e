/* A growing list of what is wrong. */
#include "context/problems.h"

#include <string.h>

struct problems *problems_open(struct arena *arena)
{
	struct problems *problems = arena_take(arena, sizeof *problems);
	problems->arena = arena;
	return problems;
}

void problems_add(struct problems *problems, struct problem problem)
{
	if (problems->count == problems->room) {
		size_t room = problems->room ? problems->room * 2 : 8;
		struct problem *list = arena_take_array(problems->arena, room, sizeof *list);
		if (problems->count)
			memcpy(list, problems->list, problems->count * sizeof *list);
		problems->list = list;
		problems->room = room;
	}
	problems->list[problems->count++] = problem;
}

void problems_clear(struct problems *problems)
{
	problems->count = 0;
}

enum outcome problems_refuse(struct problems *problems, enum outcome outcome, struct problem problem)
{
	problems_add(problems, problem);
	return outcome;
}

const struct problem *problems_at(const struct problems *problems, struct text field)
{
	for (size_t i = 0; i < problems->count; i++)
		if (text_equal(problems->list[i].field, field))
			return &problems->list[i];
	return NULL;
}
