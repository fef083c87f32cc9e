/* clientele init */
#include "features/staff/staff.h"
#include "server/bootstrap.h"
#include "server/command.h"
#include "server/commands.h"
#include "store/migrate.h"
#include "web/language.h"

#include <stdio.h>

/* The first owner has no address yet: the link asks for a password alone, the address is changed under "My profile". */
static enum outcome make_owner(struct context *ctx, struct secret *ret_token)
{
	struct staff_id staff;
	struct staff_add ask = {
		.email = TEXT("owner@localhost.localdomain"), .name = TEXT("Owner"), .language = TEXT("en")};
	TRY(staff_find_role(ctx, TEXT("owner"), &ask.role));
	TRY(staff_add(ctx, &ask, &staff));
	return staff_make_link(ctx, staff, STAFF_LINK_PURPOSE_OWNER, ret_token);
}

/* All or nothing. CONFLICT without a problem: somebody is there already. */
static enum outcome fill(struct context *ctx, void *state)
{
	struct secret *token = state;
	bool begun;
	TRY(bootstrap_is_begun(ctx, &begun));
	if (begun)
		return CONFLICT;
	TRY(bootstrap_basics(ctx));
	TRY(bootstrap_sample(ctx));
	return make_owner(ctx, token);
}

static int fill_and_tell(const struct command_line *line, struct context *ctx)
{
	struct text base_url = command_value(line, "base-url");
	struct secret token;
	enum outcome outcome = context_transact(ctx, fill, &token);
	if (outcome == CONFLICT && !ctx->problems->count) {
		fprintf(stderr, "clientele: there is a database already; it was left as it is.\n");
		return 1;
	}
	if (outcome != DONE)
		return command_end(ctx, outcome);
	if (text_is_none(base_url))
		base_url = TEXT("http://localhost:8080");
	printf("The database is ready. This link makes its first owner; it works once, for seven "
	       "days:\n%.*s/admin/welcome/%.*s\n",
	       TEXT_ARG(base_url), TEXT_ARG(token.value));
	return 0;
}

int command_init(const struct command_line *line)
{
	struct store *store;
	struct context ctx;
	int status = 1;
	if (!command_open_store(line, true, &store))
		return 1;
	/* A schema that nobody is in is of an init that was cut off. */
	enum outcome made = migrate_create(store, line->arena);
	if (made == DONE || (made == CONFLICT && command_check_schema(store, line->arena, command_value(line, "db")))) {
		context_open(&ctx, line->arena, store);
		ctx.language = language_find(TEXT("en"));
		status = fill_and_tell(line, &ctx);
		context_close(&ctx);
	} else if (made != CONFLICT) {
		fprintf(stderr, "clientele: the schema could not be made; the log says why.\n");
	}
	store_close(store);
	return status;
}
