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
	if (outcome == DONE && steps)
		printf("The schema has version %lld; steps that were run: %lld.\n", (long long)migrate_newest(),
		       (long long)steps);
	else if (outcome == DONE)
		printf("The schema has version %lld, which is this program's: there was nothing to do.\n",
		       (long long)migrate_newest());
	else
		fprintf(stderr,
			"clientele: the step to the next version failed and left nothing behind; the log says why. "
			"Those that are told of above are done. The same command goes on from there.\n");
	return outcome == DONE ? 0 : 1;
}

static int plan(int64_t version)
{
	if (version == migrate_newest()) {
		printf("The schema has version %lld, which is this program's: there is nothing to do.\n",
		       (long long)version);
		return 0;
	}
	printf("The schema has version %lld, this program %lld. clientele migrate would run these steps:\n",
	       (long long)version, (long long)migrate_newest());
	migrate_plan(version, tell);
	return 0;
}

int command_migrate(const struct command_line *line)
{
	struct store *store;
	int64_t version;
	int status = 1;
	if (!command_open_store(line, false, &store))
		return 1;
	if (command_find_version(store, line->arena, &version))
		status = command_flag(line, "dry-run") ? plan(version) : up(store, line->arena);
	store_close(store);
	return status;
}
