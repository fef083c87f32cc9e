/* clientele staff add, staff remove-factor */
#include "features/staff/staff.h"
#include "server/command.h"
#include "server/commands.h"
#include "service/passwords.h"

#include <stdio.h>
#include <string.h>

/* A line of standard input, without its end. */
static enum outcome read_password(struct context *ctx, struct text email, struct secret *ret_password)
{
	char line[PASSWORD_MOST * 4 + 2]; /* a character has at most four bytes */
	if (!fgets(line, sizeof line, stdin))
		line[0] = '\0';
	bool whole = strlen(line) < sizeof line - 1 || feof(stdin);
	line[strcspn(line, "\r\n")] = '\0';
	if (!whole || !text_is_valid((struct bytes){(const unsigned char *)line, strlen(line)}))
		return context_invalid(ctx, TEXT("password"), "not_text", N_("This is no valid text."), TEXT_NONE);
	*ret_password = (struct secret){text_copy(ctx->arena, text_of(line))};
	return passwords_check_fit(ctx, TEXT("password"), *ret_password, email);
}

static enum outcome print_link(struct context *ctx, struct staff_id staff, const struct staff_add *who,
			       struct text base)
{
	struct secret token;
	TRY(staff_make_link(ctx, staff, STAFF_LINK_PURPOSE_INVITATION, &token));
	printf("%.*s sets a password by this link; it works once, for seven days:\n%.*s/admin/welcome/%.*s\n",
	       TEXT_ARG(who->email), TEXT_ARG(base), TEXT_ARG(token.value));
	return DONE;
}

static enum outcome add(const struct command_line *line, struct context *ctx)
{
	struct text name = command_value(line, "name"), base_url = command_value(line, "base-url");
	struct staff_add ask = {.email = command_value(line, "email"), .name = name};
	bool reads = command_flag(line, "password-stdin");
	struct secret password;
	struct staff_id staff;
	if (text_is_none(name))
		ask.name = ask.email;
	if (text_is_none(base_url))
		base_url = TEXT("http://localhost:8080");
	TRY(staff_find_role(ctx, command_value(line, "role"), &ask.role));
	/* Before anybody is added who could not sign in then. */
	if (reads)
		TRY(read_password(ctx, ask.email, &password));
	TRY(staff_add(ctx, &ask, &staff));
	if (!reads)
		return print_link(ctx, staff, &ask, base_url);
	TRY(staff_set_password(ctx, staff, password));
	printf("%.*s signs in at %.*s/admin/sign-in\n", TEXT_ARG(ask.email), TEXT_ARG(base_url));
	return DONE;
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
	if (outcome == DONE)
		printf("%.*s signs in by the password alone now, and is told so by mail.\n",
		       TEXT_ARG(command_value(line, "email")));
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
