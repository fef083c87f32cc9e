/* Changing several settings at once. */
#include "features/settings/settings.h"

#include "features/audit/audit.h"

struct changing {
	const struct setting_value *values;
	size_t count;
};

static enum outcome change(struct context *ctx, void *state)
{
	const struct changing *changing = state;
	struct audit_change changes[SETTING_COUNT];
	size_t changed = 0;
	for (size_t i = 0; i < changing->count; i++) {
		const struct setting_value *value = &changing->values[i];
		struct text old;
		TRY(settings_get(ctx, value->setting, &old));
		if (text_equal(old, value->value))
			continue;
		TRY(settings_set(ctx, value->setting, value->value));
		bool noted = setting_is_noted(value->setting);
		changes[changed++] = (struct audit_change){setting_declared(value->setting)->word,
							   noted ? old : TEXT_NONE, noted ? value->value : TEXT_NONE};
	}
	if (!changed)
		return DONE;
	return audit_add(ctx, &(struct audit_record){"settings.changed", "setting", 0, changes, changed});
}

enum outcome settings_change(struct context *ctx, const struct setting_value *values, size_t count)
{
	return context_transact(ctx, change, &(struct changing){values, count});
}
