/* clientele config --export, --apply: all that is set up as a document. */
#include "http/address.h"
#include "server/command.h"
#include "server/commands.h"
#include "server/config_document.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DOCUMENT_MOST (16u << 20)

int command_config_export(const struct command_line *line)
{
	struct command_store open;
	struct text document;
	if (!command_open(line, &open))
		return 1;
	enum outcome outcome = config_export(&open.ctx, &document);
	int status = command_end(&open.ctx, outcome);
	if (outcome == DONE)
		fwrite(document.at, 1, document.size, stdout);
	command_close(&open);
	return status;
}

/* ---- reading ---- */

static bool read_all(struct arena *arena, FILE *in, const char *name, struct bytes *ret_document)
{
	char *bytes = arena_take_bytes(arena, DOCUMENT_MOST + 1);
	size_t size = fread(bytes, 1, DOCUMENT_MOST + 1, in);
	*ret_document = (struct bytes){(const unsigned char *)bytes, size};
	if (ferror(in))
		fprintf(stderr, "clientele: %s: %s\n", name, strerror(errno));
	else if (size > DOCUMENT_MOST)
		fprintf(stderr, "clientele: %s: it is too long; 16 MB are the most\n", name);
	return !ferror(in) && size <= DOCUMENT_MOST;
}

static bool read_document(const struct command_line *line, struct bytes *ret_document)
{
	struct text path = command_value(line, "apply");
	const char *name = text_copy(line->arena, path).at;
	if (text_equal(path, TEXT("-")))
		return read_all(line->arena, stdin, "standard input", ret_document);
	FILE *in = fopen(name, "rb");
	if (!in) {
		fprintf(stderr, "clientele: %s: %s\n", name, strerror(errno));
		return false;
	}
	bool read = read_all(line->arena, in, name, ret_document);
	fclose(in);
	return read;
}

/* ---- telling ---- */

static void print_step(const struct config_step *step)
{
	static const char *const verbs[] = {"leave", "change", "create"};
	printf("%s %s%s%.*s\n", verbs[step->done], step->kind->word, text_is_none(step->name) ? "" : " ",
	       TEXT_ARG(step->name));
	for (size_t i = 0; i < step->change_count; i++) {
		const struct config_change *change = &step->changes[i];
		printf("    %s: %.*s%s%.*s\n", change->field, TEXT_ARG(change->old),
		       text_is_none(change->old) ? "" : " → ", TEXT_ARG(change->new));
	}
	if (!text_is_none(step->secret))
		printf("    secret: %.*s (shown this once)\n", TEXT_ARG(step->secret));
}

/* A dry run tells of everything, else only of what was done. */
static void print_steps(const struct config_step *steps, size_t count, bool dry_run)
{
	size_t of[] = {[CONFIG_LEFT] = 0, [CONFIG_CHANGED] = 0, [CONFIG_CREATED] = 0};
	for (size_t i = 0; i < count; i++) {
		of[steps[i].done]++;
		if (dry_run || steps[i].done != CONFIG_LEFT)
			print_step(&steps[i]);
	}
	printf("%s%zu created, %zu changed, %zu as they were\n", dry_run ? "Dry run, nothing was written: " : "",
	       of[CONFIG_CREATED], of[CONFIG_CHANGED], of[CONFIG_LEFT]);
}

int command_config_apply(const struct command_line *line)
{
	struct config_apply ask = {.dry_run = command_flag(line, "dry-run")};
	struct command_store open;
	struct networks allowed;
	struct config_step *steps;
	size_t count;
	if (!command_networks(line, "webhook-allow", &allowed))
		return 2;
	ask.allowed = &allowed;
	if (!read_document(line, &ask.document) || !command_open(line, &open))
		return 1;
	open.ctx.request_id = TEXT("clientele config");
	enum outcome outcome = config_apply(&open.ctx, &ask, &steps, &count);
	int status = command_end(&open.ctx, outcome);
	if (outcome == DONE)
		print_steps(steps, count, ask.dry_run);
	else
		fprintf(stderr, "Nothing was changed.\n");
	command_close(&open);
	return status;
}
