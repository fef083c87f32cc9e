/* The rules of FEATURE. */
#include "features/FEATURE/FEATURE.h"

#include "FEATURE.sql.h"
#include "features/audit/audit.h"

struct adding {
	struct text name;
	struct SINGULAR_id *ret_id;
};

static enum outcome add(struct context *ctx, void *state)
{
	const struct adding *adding = state;
	int64_t id, added;
	TRY(store_next_id(ctx->store, TEXT("SINGULAR"), &id));
	TRY(SINGULAR_add(ctx->writer, (struct SINGULAR_id){id}, adding->name, context_now(ctx), &added));
	if (!added)
		return context_conflict(ctx, TEXT("name"), "in_use", N_("“{0}” is there already."), adding->name,
					TEXT_NONE);
	*adding->ret_id = (struct SINGULAR_id){id};
	const struct audit_change change = {"name", TEXT_NONE, adding->name};
	return audit_add(ctx, &(struct audit_record){"SINGULAR.added", "SINGULAR", id, &change, 1});
}

enum outcome FEATURE_add(struct context *ctx, struct text name, struct SINGULAR_id *ret_id)
{
	struct text trimmed = text_trim(name);
	if (text_is_empty(trimmed))
		return context_invalid(ctx, TEXT("name"), "required", N_("A name is needed."), TEXT_NONE);
	return context_transact(ctx, add, &(struct adding){trimmed, ret_id});
}
