/* What people set for themselves: name, language, zone, theme, and what they chose on screens. */
#include "features/staff/staff.h"
#include "staff.sql.h"

static struct staff_id self(const struct context *ctx)
{
	return (struct staff_id){ctx->actor.kind == ACTOR_KIND_STAFF ? ctx->actor.id : 0};
}

static enum outcome set_profile(struct context *ctx, void *state)
{
	const struct staff_profile *profile = state;
	return staff_set_profile(ctx->writer, &(struct staff_set_profile_in){
						      .name = profile->name,
						      .language = profile->language,
						      .zone = text_is_empty(profile->zone) ? TEXT_NONE : profile->zone,
						      .modified = context_now(ctx),
						      .id = self(ctx),
					      });
}

enum outcome staff_set_own_profile(struct context *ctx, const struct staff_profile *profile)
{
	struct staff_profile trimmed = *profile;
	trimmed.name = text_trim(profile->name);
	if (text_is_empty(trimmed.name))
		return context_invalid(ctx, TEXT("name"), "required", N_("A name is needed."), TEXT_NONE);
	if (!text_is_empty(profile->zone) && !zone_find(profile->zone))
		return context_invalid(ctx, TEXT("zone"), "unknown", N_("There is no such time zone."), TEXT_NONE);
	return context_transact(ctx, set_profile, &trimmed);
}

static enum outcome set_language(struct context *ctx, void *state)
{
	const struct text *code = state;
	return staff_set_language(ctx->writer, *code, self(ctx));
}

enum outcome staff_set_own_language(struct context *ctx, struct text code)
{
	return context_transact(ctx, set_language, &code);
}

static enum outcome set_theme(struct context *ctx, void *state)
{
	const struct text *theme = state;
	return staff_set_theme(ctx->writer, *theme, self(ctx));
}

enum outcome staff_set_own_theme(struct context *ctx, struct text theme)
{
	return context_transact(ctx, set_theme, &theme);
}

enum outcome staff_get_preference(struct context *ctx, struct text name, struct text *ret_value)
{
	struct preference_find row;
	bool found;
	TRY(context_read(ctx));
	TRY(preference_find(ctx->reader, self(ctx), name, &found, &row));
	*ret_value = found ? row.value : TEXT_NONE;
	return DONE;
}

struct setting_preference {
	struct text name, value;
};

static enum outcome set_preference(struct context *ctx, void *state)
{
	const struct setting_preference *setting = state;
	return preference_set(ctx->writer, self(ctx), setting->name, setting->value);
}

enum outcome staff_set_preference(struct context *ctx, struct text name, struct text value)
{
	if (!self(ctx).value)
		return DONE;
	return context_transact(ctx, set_preference, &(struct setting_preference){name, value});
}
