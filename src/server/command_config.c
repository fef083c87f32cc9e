/* clientele config of settings, check: looking after a database. Documents: command_config_document.c. */
#include "features/audit/audit.h"
#include "features/settings/settings.h"
#include "server/command.h"
#include "server/commands.h"
#include "store/migrate.h"

#include <stdio.h>

/* What the command line asks for. */
struct asked {
	bool one; /* else all are shown */
	enum setting setting;
	bool set;
	struct text value;
};

/* What a value that was refused should have been. */
static const char *takes(enum setting_kind kind)
{
	switch (kind) {
	case SETTING_KIND_text: return "a text of at most 500 bytes";
	case SETTING_KIND_flag: return "yes or no";
	case SETTING_KIND_count: return "a number from 0 to 100000";
	case SETTING_KIND_zone: return "a time zone, like Asia/Kuala_Lumpur";
	case SETTING_KIND_currency: return "a currency, like MYR";
	case SETTING_KIND_language: return "a language, like ms";
	case SETTING_KIND_country: return "a country, like MY, or nothing";
	case SETTING_KIND_email: return "an e-mail address, or nothing";
	case SETTING_KIND_port: return "a number from 1 to 65535";
	case SETTING_KIND_security: return "starttls, try, tls or none";
	case SETTING_KIND_secret: return "at most 500 bytes";
	case SETTING_KIND_certificates: return "certificates as text (PEM), or nothing";
	}
	return "";
}

/* In a list each has one line. */
static enum outcome print_setting(struct context *ctx, enum setting setting, bool in_list)
{
	const char *word = setting_declared(setting)->word;
	struct text value;
	TRY(settings_get(ctx, setting, &value));
	if (!setting_is_shown(setting) && value.size)
		value = TEXT("(set, never shown)");
	else if (in_list && text_find(value, TEXT("\n"), 0) != SIZE_MAX)
		value = text_format(ctx->arena, "(several lines: clientele config %s)", word);
	printf("%s = %.*s\n", word, TEXT_ARG(value));
	return DONE;
}

static enum outcome config(struct context *ctx, const struct asked *asked)
{
	if (asked->set)
		TRY(settings_change(ctx, &(struct setting_value){asked->setting, asked->value}, 1));
	if (asked->one)
		return print_setting(ctx, asked->setting, false);
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		TRY(print_setting(ctx, setting, true));
	return DONE;
}

/* All of standard input, without the end of its last line. */
static bool read_input(struct arena *arena, struct text *ret_value)
{
	char *bytes = arena_take_bytes(arena, SETTING_CERTIFICATES_MOST + 2);
	size_t size = fread(bytes, 1, SETTING_CERTIFICATES_MOST + 2, stdin);
	bool fits = !ferror(stdin) && size < SETTING_CERTIFICATES_MOST + 2;
	if (size && bytes[size - 1] == '\n')
		size--;
	*ret_value = (struct text){bytes, size};
	if (fits && text_is_valid((struct bytes){(const unsigned char *)bytes, size}))
		return true;
	fprintf(stderr, "clientele: standard input: %s\n", fits ? "is no valid UTF-8" : "it is too long");
	return false;
}

/* A document is of everything; false, with a message, when one setting is meant, too. */
static bool is_document(const struct command_line *line, bool *ret_document)
{
	static const char *const others[] = {"set", "stdin"};
	bool export = command_flag(line, "export"), apply = command_flag(line, "apply");
	const char *asked = export ? "export" : "apply";
	*ret_document = export || apply;
	if (!apply && command_flag(line, "dry-run"))
		return command_refuse(line, "dry-run", "goes with --apply");
	if (export && apply)
		return command_refuse(line, asked, "goes without --apply");
	if (*ret_document && !text_is_none(line->word))
		return command_refuse(line, asked, "goes without a setting");
	for (size_t i = 0; *ret_document && i < sizeof others / sizeof *others; i++)
		if (command_flag(line, others[i]))
			return command_refuse(line, asked, "goes without --%s", others[i]);
	return true;
}

/* False when it cannot be meant, with a message. */
static bool read_asked(const struct command_line *line, struct asked *ret_asked)
{
	struct text value = command_value(line, "set");
	bool input = command_flag(line, "stdin");
	*ret_asked = (struct asked){!text_is_none(line->word), 0, !text_is_none(value) || input, value};
	if (ret_asked->one && !setting_parse(line->word, &ret_asked->setting)) {
		fprintf(stderr, "clientele: there is no setting '%.*s'; clientele config shows all of them\n",
			TEXT_ARG(line->word));
		return false;
	}
	if (!text_is_none(value) && input)
		return command_refuse(line, "stdin", "the value comes with --set already");
	if (ret_asked->set && !ret_asked->one)
		return command_refuse(line, input ? "stdin" : "set",
				      "which setting? clientele config shows all of them");
	return !input || read_input(line->arena, &ret_asked->value);
}

int command_config(const struct command_line *line)
{
	struct command_store open;
	struct asked asked;
	bool document;
	if (!is_document(line, &document))
		return 2;
	if (document)
		return command_flag(line, "export") ? command_config_export(line) : command_config_apply(line);
	if (!read_asked(line, &asked))
		return 2;
	if (!command_open(line, &open))
		return 1;
	enum outcome outcome = config(&open.ctx, &asked);
	int status = command_end(&open.ctx, outcome);
	if (outcome == INVALID && asked.set)
		fprintf(stderr, "It takes %s.\n", takes(setting_declared(asked.setting)->kind));
	command_close(&open);
	return status;
}

int command_check(const struct command_line *line)
{
	struct command_store open;
	int64_t entries, broken;
	if (!command_open(line, &open))
		return 1;
	printf("schema: version %lld, which is this program's\n", (long long)migrate_newest());
	enum outcome outcome = audit_check_chain(&open.ctx, &entries, &broken);
	if (outcome == DONE)
		printf("audit log: %lld entries, the chain is whole\n", (long long)entries);
	else if (outcome == CONFLICT)
		fprintf(stderr, "clientele: audit log: entry %lld does not fit the chain\n", (long long)broken);
	else
		fprintf(stderr, "clientele: audit log: it could not be read; the log says why\n");
	command_close(&open);
	return outcome == DONE ? 0 : 1;
}
