/* clientele staff add, staff remove-factor */
#include "features/staff/staff.h"
#include "server/command.h"
#include "server/commands.h"

#include <stdio.h>
#include <string.h>

static enum outcome set_password(struct context *ctx, struct staff_id staff)
{
	char line[1024];
	if (!fgets(line, sizeof line, stdin))
		line[0] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	if (!text_is_valid((struct bytes){(const unsigned char *)line, strlen(line)}))
		return context_invalid(ctx, TEXT("password"), "not_text", N_("This is no valid text."), TEXT_NONE);
	return staff_set_password(ctx, staff, (struct secret){text_copy(ctx->arena, text_of(line))});
}

static enum outcome print_link(const struct command_line *line, struct context *ctx, struct staff_id staff)
{
	struct secret token;
	struct text base_url = command_value(line, "base-url");
	TRY(staff_make_link(ctx, staff, STAFF_LINK_PURPOSE_INVITATION, &token));
	if (text_is_none(base_url))
		base_url = TEXT("http://localhost:8080");
	printf("%.*s/admin/welcome/%.*s\n", TEXT_ARG(base_url), TEXT_ARG(token.value));
	return DONE;
}

static enum outcome add(const struct command_line *line, struct context *ctx)
{
	struct text name = command_value(line, "name");
	struct staff_add ask = {.email = command_value(line, "email"), .name = name};
	struct staff_id staff;
	if (text_is_none(name))
		ask.name = ask.email;
	TRY(staff_find_role(ctx, command_value(line, "role"), &ask.role));
	TRY(staff_add(ctx, &ask, &staff));
	return command_flag(line, "password-stdin") ? set_password(ctx, staff) : print_link(line, ctx, staff);
}

static enum outcome remove_factor(const struct command_line *line, struct context *ctx)
{
	struct staff_id staff;
	enum outcome outcome = staff_find_by_email(ctx, command_value(line, "email"), &staff);
	if (outcome == NOT_FOUND)
		return context_invalid(ctx, TEXT("email"), "unknown", N_("Nobody on the staff has this address."),
				       TEXT_NONE);
	TRY(outcome);
	outcome = staff_remove_factor(ctx, staff);
	if (outcome == NOT_FOUND)
		return context_invalid(ctx, TEXT("email"), "no_factor", N_("They have no second factor."), TEXT_NONE);
	return outcome;
}

static int run(const struct command_line *line, enum outcome (*work)(const struct command_line *, struct context *))
{
	struct command_store open;
	if (!command_open(line, &open))
		return 1;
	int status = command_end(&open.ctx, work(line, &open.ctx));
	command_close(&open);
	return status;
}

int command_staff_add(const struct command_line *line)
{
	return run(line, add);
}

int command_staff_remove_factor(const struct command_line *line)
{
	return run(line, remove_factor);
}
