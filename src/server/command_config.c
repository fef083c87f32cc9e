/* clientele config, check: looking after a database. */
#include "features/audit/audit.h"
#include "server/command.h"
#include "server/commands.h"
#include "service/settings.h"

#include <stdio.h>

static enum outcome print_setting(struct context *ctx, enum setting setting)
{
	struct text value;
	TRY(settings_get(ctx, setting, &value));
	if (!setting_is_shown(setting) && value.size)
		value = TEXT("(set, never shown)");
	printf("%s = %.*s\n", setting_declared(setting)->word, TEXT_ARG(value));
	return DONE;
}

static enum outcome config(const struct command_line *line, struct context *ctx)
{
	enum setting setting;
	if (!line->word_count) {
		for (setting = 0; setting < SETTING_COUNT; setting++)
			TRY(print_setting(ctx, setting));
		return DONE;
	}
	if (!setting_parse(line->words[0], &setting))
		return context_invalid(ctx, line->words[0], "unknown", N_("There is no such setting."), TEXT_NONE);
	struct text value = command_value(line, "set");
	return text_is_none(value) ? print_setting(ctx, setting) : settings_set(ctx, setting, value);
}

int command_config(const struct command_line *line)
{
	struct command_store open;
	if (!command_open(line, &open))
		return 1;
	int status = command_end(&open.ctx, config(line, &open.ctx));
	command_close(&open);
	return status;
}

int command_check(const struct command_line *line)
{
	struct command_store open;
	int64_t entries, broken;
	if (!command_open(line, &open))
		return 1;
	enum outcome outcome = audit_check_chain(&open.ctx, &entries, &broken);
	if (outcome == DONE)
		printf("audit log: %lld entries, the chain is whole\n", (long long)entries);
	else if (outcome == CONFLICT)
		fprintf(stderr, "clientele: audit log: entry %lld does not fit the chain\n", (long long)broken);
	command_close(&open);
	return outcome == DONE ? 0 : 1;
}
