/* Roles as part of a document. Who has them is no part of it. */
#include "features/staff/staff.h"
#include "service/config.h"
#include "staff.sql.h"

enum { WORD, NAME, PERMISSIONS, SCOPE };

static const struct config_field fields[] = {
	[WORD] = {"word", CONFIG_TEXT},
	[NAME] = {"name", CONFIG_TEXT, ROLE_NAME_MOST},
	[PERMISSIONS] = {"permissions", CONFIG_WORDS},
	[SCOPE] = {"scope", CONFIG_TEXT},
};

static enum outcome list(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
			 size_t *ret_count)
{
	struct role_list *rows;
	TRY(context_read(ctx));
	TRY(role_list(ctx->reader, &rows, ret_count));
	*ret_list = config_things(ctx->arena, kind, *ret_count);
	for (size_t i = 0; i < *ret_count; i++) {
		struct text *values = (*ret_list)[i].values;
		(*ret_list)[i].id = rows[i].id.value;
		values[WORD] = rows[i].word;
		values[NAME] = rows[i].name;
		values[PERMISSIONS] = rows[i].permissions;
		values[SCOPE] = staff_scope_key(rows[i].scope);
	}
	return DONE;
}

static enum outcome set(struct context *ctx, const struct config_kind *kind, struct config_ask *ask)
{
	struct role_ask role = {.role = {ask->id}, .name = ask->all[NAME]};
	struct text unknown;
	(void)kind;
	/* Words are of the roles that come with the program. */
	if (!text_is_empty(ask->values[WORD]))
		return context_invalid(ctx, TEXT("word"), "unknown", N_("There is no such role."), TEXT_NONE);
	if (!permission_set_parse(ask->all[PERMISSIONS], &role.permissions, &unknown))
		return context_invalid(ctx, TEXT("permissions"), "unknown", N_("“{0}” is no permission."), unknown,
				       TEXT_NONE);
	if (!text_is_none(ask->all[SCOPE]) && !staff_scope_parse(ask->all[SCOPE], &role.scope))
		return context_invalid(ctx, TEXT("scope"), "unknown", N_("“{0}” is none of the choices."),
				       ask->all[SCOPE], TEXT_NONE);
	TRY(staff_set_role(ctx, &role, &role.role));
	ask->id = role.role.value;
	return DONE;
}

const struct config_kind staff_config_roles = {
	.word = "roles",
	CONFIG_FIELDS(fields),
	.key = CONFIG_BY_EITHER,
	.list = list,
	.set = set,
};
