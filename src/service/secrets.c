/* Keys that the installation makes for itself; see secrets.h. */
#include "service/secrets.h"

#include "secrets.sql.h"

#include <sodium.h>
#include <string.h>

struct making {
	struct text name;
	unsigned char *secret;
};

static enum outcome find(struct context *ctx, struct text name, bool *ret_found, unsigned char *ret_secret)
{
	struct secret_find row;
	TRY(secret_find(ctx->reader, name, ret_found, &row));
	if (!*ret_found)
		return DONE;
	if (row.value.size != SECRET_BYTES)
		return FAULT;
	memcpy(ret_secret, row.value.at, SECRET_BYTES);
	return DONE;
}

/* Two that begin at once both end with the one that came first. */
static enum outcome make(struct context *ctx, void *state)
{
	const struct making *making = state;
	unsigned char fresh[SECRET_BYTES];
	int64_t changed;
	bool found;
	randombytes_buf(fresh, sizeof fresh);
	TRY(secret_add(ctx->writer, making->name, (struct bytes){fresh, sizeof fresh}, context_now(ctx), &changed));
	TRY(find(ctx, making->name, &found, making->secret));
	return found ? DONE : FAULT;
}

enum outcome secrets_get(struct context *ctx, struct text name, unsigned char ret_secret[SECRET_BYTES])
{
	bool found;
	struct making making = {name, ret_secret};
	TRY(context_read(ctx));
	TRY(find(ctx, name, &found, ret_secret));
	return found ? DONE : context_transact(ctx, make, &making);
}
