/* clientele demo: a business with customers, to look at and to measure with. */
#include "server/command.h"
#include "server/commands.h"
#include "server/demo.h"
#include "store/filling.h"
#include "store/migrate.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST 10000000

static void show_progress(uint64_t before, uint64_t done, uint64_t count)
{
	if (done == count || before * 10 / count != done * 10 / count)
		printf("%llu of %llu customers\n", (unsigned long long)done, (unsigned long long)count);
	fflush(stdout);
}

/* Opens the database and makes its schema when it is new. */
static bool open_store(struct arena *arena, struct text where, struct store **ret_store, bool *ret_new)
{
	struct store_options options = {.where = where, .create = true, .alone = true};
	struct text why;
	if (store_open(&options, arena, ret_store, &why) != DONE) {
		fprintf(stderr, "clientele: cannot make the database: %.*s\n", TEXT_ARG(why));
		return false;
	}
	enum outcome made = migrate_create(*ret_store, arena);
	*ret_new = made == DONE;
	if (made == DONE || (made == CONFLICT && command_check_schema(*ret_store, arena, where)))
		return true;
	if (made != CONFLICT)
		fprintf(stderr, "clientele: the schema could not be made; the log says why.\n");
	store_close(*ret_store);
	return false;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
	(void)about;
	(void)kind;
	(void)place;
	return remove(path);
}

/* On PostgreSQL every statement is a journey, so the people are written into a file first and sent whole. */
static enum outcome fill_by_way_of_a_file(struct demo *demo, struct context *ctx, uint64_t count)
{
	const char *base = getenv("TMPDIR");
	struct text folder = text_format(demo->arena, "%s/clientele-demo-XXXXXX", base ? base : "/tmp");
	char *name = (char *)(uintptr_t)folder.at; /* ours, just made */
	struct store *target = demo->store;
	enum outcome outcome = FAULT;
	bool is_new;
	if (!mkdtemp(name))
		return FAULT;
	if (open_store(demo->arena, text_format(demo->arena, "%s/demo.db", name), &demo->store, &is_new)) {
		outcome = demo_fill(demo, ctx, count);
		if (outcome == DONE)
			outcome = filling_copy(demo->store, target, demo->arena);
		store_close(demo->store);
	}
	demo->store = target;
	nftw(name, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return outcome;
}

static enum outcome fill(struct demo *demo, struct context *ctx, uint64_t count)
{
	TRY(store_is_postgres(demo->store) ? fill_by_way_of_a_file(demo, ctx, count) : demo_fill(demo, ctx, count));
	return demo_open_doors(demo);
}

/* A database that is there already: nothing is done to one with people in it, and what a demo that was cut off has
 * left is taken away. */
static enum outcome make_room(struct demo *demo, struct context *ctx, bool if_empty, bool *ret_room)
{
	enum demo_state found;
	*ret_room = false;
	TRY(demo_read_state(ctx, &found));
	if (found == DEMO_FILLED && if_empty)
		return DONE;
	if (found == DEMO_FILLED)
		return context_conflict(ctx, TEXT("db"), "not_empty",
					N_("There are customers already; the database was left as it is."), TEXT_NONE);
	printf("An earlier demo was cut off; it begins anew.\n");
	*ret_room = true;
	TRY(migrate_remove(demo->store, demo->arena));
	return migrate_create(demo->store, demo->arena);
}

int command_demo(const struct command_line *line)
{
	struct demo demo = {.arena = line->arena, .now = clock_now(&clock_system), .progress = show_progress};
	struct context ctx;
	int64_t count, seed;
	if (!command_number(line, "customers", 10000, &count) || !command_number(line, "seed", 1, &seed))
		return 2;
	if (count > MOST) {
		fprintf(stderr, "clientele: %d customers are the most\n", MOST);
		return 2;
	}
	bool is_new;
	if (!open_store(line->arena, command_value(line, "db"), &demo.store, &is_new))
		return 1;
	demo.seed = (uint64_t)seed;
	context_open(&ctx, line->arena, demo.store);
	enum outcome outcome = is_new ? DONE : make_room(&demo, &ctx, command_flag(line, "if-empty"), &is_new);
	if (outcome == DONE && is_new)
		outcome = fill(&demo, &ctx, (uint64_t)count);
	int status = command_end(&ctx, outcome);
	context_close(&ctx);
	store_close(demo.store);
	return status;
}
