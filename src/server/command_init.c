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

static int fill(struct context *ctx, struct text base_url)
{
	struct secret token;
	enum outcome outcome = bootstrap_basics(ctx);
	if (outcome == DONE)
		outcome = bootstrap_sample(ctx);
	if (outcome == DONE)
		outcome = make_owner(ctx, &token);
	if (outcome != DONE)
		return command_end(ctx, outcome);
	printf("The database is ready. This link makes its first owner; it works once, for seven "
	       "days:\n%.*s/admin/welcome/%.*s\n",
	       TEXT_ARG(base_url), TEXT_ARG(token.value));
	return 0;
}

int command_init(const struct command_line *line)
{
	struct store_options options = {.where = command_value(line, "db"), .create = true};
	struct text base_url = command_value(line, "base-url"), why;
	struct store *store;
	struct context ctx;
	if (text_is_none(base_url))
		base_url = TEXT("http://localhost:8080");
	if (store_open(&options, line->arena, &store, &why) != DONE) {
		fprintf(stderr, "clientele: cannot make the database: %.*s\n", TEXT_ARG(why));
		return 1;
	}
	int status = 1;
	switch (migrate_create(store, line->arena)) {
	case DONE:
		context_open(&ctx, line->arena, store);
		ctx.language = language_find(TEXT("en"));
		status = fill(&ctx, base_url);
		context_close(&ctx);
		break;
	case CONFLICT: fprintf(stderr, "clientele: there is a database already; it was left as it is.\n"); break;
	case NOT_FOUND:
	case INVALID:
	case FORBIDDEN:
	case TOO_MANY:
	case FAULT: fprintf(stderr, "clientele: the schema could not be made; the log says why.\n"); break;
	}
	store_close(store);
	return status;
}
