/* The client of a channel: its addresses and its secret. */
#include "features/audit/audit.h"
#include "features/oidc/oidc.h"
#include "features/oidc/oidc_basic.h"
#include "format/url.h"

#include <ctype.h>
#include <string.h>

#define LINES_MOST   20
#define ADDRESS_MOST 500

enum outcome oidc_find_client(struct context *ctx, struct text word, bool *ret_found, struct oidc_client *ret_client)
{
	struct oidc_client_find row;
	*ret_found = false;
	if (text_is_empty(word))
		return DONE;
	TRY(context_read(ctx));
	TRY(oidc_client_find(ctx->reader, word, ret_found, &row));
	if (*ret_found)
		*ret_client = (struct oidc_client){row.channel_id, row.word,    row.name,        row.secret_hash,
						   row.redirects,  row.logouts, row.back_channel};
	return DONE;
}

bool oidc_secret_fits(struct context *ctx, const struct oidc_client *client, struct secret secret)
{
	struct bytes hash = token_hash(ctx->arena, secret);
	return hash.size == client->secret_hash.size && memcmp(hash.at, client->secret_hash.at, hash.size) == 0;
}

enum outcome oidc_find_client_by(struct context *ctx, struct text header, bool *ret_found,
				 struct oidc_client *ret_client)
{
	struct oidc_basic said;
	*ret_found = false;
	if (!oidc_basic_read(ctx->arena, header, &said))
		return DONE;
	TRY(oidc_find_client(ctx, said.client, ret_found, ret_client));
	*ret_found = *ret_found && oidc_secret_fits(ctx, ret_client, said.secret);
	return DONE;
}

bool oidc_lines_have(struct text lines, struct text address)
{
	struct text line;
	while (text_next(&lines, '\n', &line))
		if (!text_is_empty(line) && text_equal(line, address))
			return true;
	return false;
}

/* ---- what staff type ---- */

/* Name or address and port, in letters that mean nothing else where an address is quoted: in a policy for instance. */
static bool has_plain_host(struct text address)
{
	size_t at = text_find(address, TEXT("://"), 0);
	for (at = at == SIZE_MAX ? address.size : at + 3; at < address.size && !strchr("/?", address.at[at]); at++)
		if (!isalnum((unsigned char)address.at[at]) && !strchr(".-:[]", address.at[at]))
			return false;
	return true;
}

/* What goes over the wire in clear would hand codes to whoever listens, except on the machine itself. */
static bool is_safe(struct text address)
{
	static const char *const here[] = {"http://localhost", "http://127.0.0.1", "http://[::1]"};
	if (!url_is_web(address) || address.size > ADDRESS_MOST || text_find(address, TEXT("#"), 0) != SIZE_MAX ||
	    text_find(address, TEXT("@"), 0) != SIZE_MAX || !has_plain_host(address))
		return false;
	for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
		struct text rest = text_slice(address, strlen(here[i]), SIZE_MAX);
		if (text_starts(address, text_of(here[i])) &&
		    (rest.size == 0 || rest.at[0] == ':' || rest.at[0] == '/' || rest.at[0] == '?'))
			return true;
	}
	return text_starts(address, TEXT("https://"));
}

static enum outcome refuse_address(struct context *ctx, const char *field, struct text address)
{
	return context_invalid(ctx, text_of(field), "not_an_address",
			       N_("“{0}” cannot be used: whole addresses with https://, without # and without a name "
				  "before the host."),
			       address, TEXT_NONE);
}

/* One a line, blanks at the edges and empty lines away. */
static enum outcome read_lines(struct context *ctx, const char *field, struct text typed, struct text *ret_lines)
{
	struct text line, all = TEXT("");
	size_t count = 0;
	while (text_next(&typed, '\n', &line)) {
		line = text_trim(line);
		if (line.size == 0)
			continue;
		if (!is_safe(line))
			return refuse_address(ctx, field, line);
		if (++count > LINES_MOST)
			return context_invalid(ctx, text_of(field), "too_many", N_("At most {0} addresses."),
					       text_of_number(ctx->arena, LINES_MOST), TEXT_NONE);
		all = count == 1 ? line : text_format(ctx->arena, "%.*s\n%.*s", TEXT_ARG(all), TEXT_ARG(line));
	}
	*ret_lines = all;
	return DONE;
}

/* None when empty. */
static enum outcome read_one(struct context *ctx, const char *field, struct text typed, struct text *ret_address)
{
	*ret_address = text_is_empty(text_trim(typed)) ? TEXT_NONE : text_trim(typed);
	return text_is_none(*ret_address) || is_safe(*ret_address) ? DONE : refuse_address(ctx, field, *ret_address);
}

static enum outcome read_ask(struct context *ctx, const struct oidc_client_ask *ask, struct oidc_client_ask *ret)
{
	TRY(read_lines(ctx, "redirects", ask->redirects, &ret->redirects));
	TRY(read_lines(ctx, "logouts", ask->logouts, &ret->logouts));
	TRY(read_one(ctx, "back_channel", ask->back_channel, &ret->back_channel));
	TRY(read_one(ctx, "visits", ask->visits, &ret->visits));
	if (text_is_empty(ret->redirects) && text_is_none(ret->visits))
		return context_invalid(ctx, TEXT("redirects"), "required",
				       N_("At least one address that customers come back to is needed."), TEXT_NONE);
	return DONE;
}

/* ---- keeping it ---- */

struct keeping {
	struct channel_id channel;
	struct oidc_client_ask ask;
	struct secret secret;
	bool added;
};

static enum outcome record(struct context *ctx, const struct keeping *keeping, const struct oidc_client_of *old)
{
	const struct audit_change changes[] = {
		{"redirects", old ? old->redirects : TEXT_NONE, keeping->ask.redirects},
		{"logouts", old ? old->logouts : TEXT_NONE, keeping->ask.logouts},
		{"back_channel", old ? old->back_channel : TEXT_NONE, keeping->ask.back_channel},
		{"visits", old ? old->visits : TEXT_NONE, keeping->ask.visits},
	};
	return audit_add(ctx, &(struct audit_record){old ? "oidc.client_changed" : "oidc.client_added", "channel",
						     keeping->channel.value, changes, 4});
}

static enum outcome keep(struct context *ctx, void *state)
{
	struct keeping *keeping = state;
	struct oidc_client_of old;
	struct label_rows label;
	bool found;
	TRY(labels_get(ctx, LABEL_CHANNEL, keeping->channel.value, &label));
	TRY(oidc_client_of(ctx->reader, keeping->channel, &found, &old));
	keeping->added = !found;
	if (found)
		TRY(oidc_client_change(ctx->writer, &(struct oidc_client_change_in){
							    .redirects = keeping->ask.redirects,
							    .logouts = keeping->ask.logouts,
							    .back_channel = keeping->ask.back_channel,
							    .visits = keeping->ask.visits,
							    .channel_id = keeping->channel,
						    }));
	else
		TRY(oidc_client_add(ctx->writer, &(struct oidc_client_add_in){
							 .channel_id = keeping->channel,
							 .secret_hash = token_hash(ctx->arena, keeping->secret),
							 .secret_at = context_now(ctx),
							 .redirects = keeping->ask.redirects,
							 .logouts = keeping->ask.logouts,
							 .back_channel = keeping->ask.back_channel,
							 .visits = keeping->ask.visits,
						 }));
	return record(ctx, keeping, found ? &old : NULL);
}

enum outcome oidc_set_client(struct context *ctx, struct channel_id channel, const struct oidc_client_ask *ask,
			     struct secret *ret_secret)
{
	struct keeping keeping = {.channel = channel, .secret = token_make(ctx->arena)};
	TRY(context_need(ctx, PERMISSION_KEYS_WRITE));
	TRY(read_ask(ctx, ask, &keeping.ask));
	TRY(context_transact(ctx, keep, &keeping));
	*ret_secret = keeping.added ? keeping.secret : (struct secret){TEXT_NONE};
	return oidc_keep_keys(ctx);
}

static enum outcome renew(struct context *ctx, void *state)
{
	const struct keeping *keeping = state;
	TRY(oidc_client_renew(ctx->writer, token_hash(ctx->arena, keeping->secret), context_now(ctx),
			      keeping->channel));
	return audit_add(ctx,
			 &(struct audit_record){"oidc.secret_renewed", "channel", keeping->channel.value, NULL, 0});
}

enum outcome oidc_renew_secret(struct context *ctx, struct channel_id channel, struct secret *ret_secret)
{
	struct keeping keeping = {.channel = channel, .secret = token_make(ctx->arena)};
	TRY(context_need(ctx, PERMISSION_KEYS_WRITE));
	TRY(context_transact(ctx, renew, &keeping));
	*ret_secret = keeping.secret;
	return DONE;
}

static enum outcome remove_client(struct context *ctx, void *state)
{
	const struct channel_id *channel = state;
	int64_t removed;
	TRY(oidc_client_remove(ctx->writer, *channel));
	TRY(oidc_code_remove_of(ctx->writer, *channel, &removed));
	TRY(oidc_token_remove_of(ctx->writer, *channel, &removed));
	return audit_add(ctx, &(struct audit_record){"oidc.client_removed", "channel", channel->value, NULL, 0});
}

enum outcome oidc_remove_client(struct context *ctx, struct channel_id channel)
{
	TRY(context_need(ctx, PERMISSION_KEYS_WRITE));
	return context_transact(ctx, remove_client, &channel);
}
