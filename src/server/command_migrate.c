/* clientele migrate */
#include "server/command.h"
#include "server/commands.h"
#include "store/migrate.h"

#include <stdio.h>

static void tell(int64_t version, const char *title)
{
	printf("%lld  %s\n", (long long)version, title);
	fflush(stdout);
}

static int up(struct store *store, struct arena *arena)
{
	int64_t steps;
	enum outcome outcome = migrate_up(store, arena, tell, &steps);
	if (outcome == DONE) {
		printf("The schema has version %lld; steps that were run: %lld.\n", (long long)migrate_newest(),
		       (long long)steps);
		return 0;
	}
	fprintf(stderr,
		"clientele: the step to the next version failed and left nothing behind; the log says why. Those that "
		"are told of above are done. The same command goes on from there.\n");
	return 1;
}

static int plan(int64_t version)
{
	printf("The schema has version %lld, this program %lld. Steps that are missing:\n", (long long)version,
	       (long long)migrate_newest());
	migrate_plan(version, tell);
	return 0;
}

int command_migrate(const struct command_line *line)
{
	struct store_options options = {.where = command_value(line, "db")};
	struct store *store;
	struct text why;
	int64_t version = 0;
	int status = 1;
	if (store_open(&options, line->arena, &store, &why) != DONE) {
		fprintf(stderr, "clientele: cannot open the database: %.*s\n", TEXT_ARG(why));
		return 1;
	}
	enum outcome outcome = migrate_version(store, line->arena, &version);
	if (outcome == NOT_FOUND)
		fprintf(stderr, "clientele: the database is empty; clientele init makes it.\n");
	else if (outcome != DONE)
		fprintf(stderr, "clientele: the schema's version cannot be read; the log says why.\n");
	else if (version > migrate_newest())
		fprintf(stderr,
			"clientele: the database has version %lld of the schema, this program %lld; a newer program is "
			"needed.\n",
			(long long)version, (long long)migrate_newest());
	else
		status = command_flag(line, "dry-run") ? plan(version) : up(store, line->arena);
	store_close(store);
	return status;
}
