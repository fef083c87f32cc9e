/* Settings as part of a document: an object with each by its name. */
#include "features/settings/settings.h"
#include "service/config.h"

#define FORM_text         CONFIG_TEXT
#define FORM_flag         CONFIG_FLAG
#define FORM_count        CONFIG_NUMBER
#define FORM_zone         CONFIG_TEXT
#define FORM_currency     CONFIG_TEXT
#define FORM_language     CONFIG_TEXT
#define FORM_country      CONFIG_TEXT
#define FORM_email        CONFIG_TEXT
#define FORM_port         CONFIG_NUMBER
#define FORM_security     CONFIG_TEXT
#define FORM_secret       CONFIG_SECRET
#define FORM_certificates CONFIG_LINES

static const struct config_field fields[] = {
#define SETTING(name, word, kind, initial, label, help) [SETTING_##name] = {word, FORM_##kind},
#include "service/settings.def"
#undef SETTING
};

static enum outcome list(struct context *ctx, const struct config_kind *kind, struct config_thing **ret_list,
			 size_t *ret_count)
{
	*ret_count = 1;
	*ret_list = config_things(ctx->arena, kind, 1);
	(*ret_list)->id = 1;
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		if (setting_is_shown(setting))
			TRY(settings_get(ctx, setting, &(*ret_list)->values[setting]));
	return DONE;
}

static enum outcome set(struct context *ctx, const struct config_kind *kind, struct config_ask *ask)
{
	struct setting_value values[SETTING_COUNT];
	size_t count = 0;
	(void)kind;
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		if (!text_is_none(ask->values[setting]))
			values[count++] = (struct setting_value){setting, ask->values[setting]};
	return settings_change(ctx, values, count);
}

const struct config_kind settings_config = {
	.word = "settings",
	CONFIG_FIELDS(fields),
	.key = CONFIG_ONE,
	.list = list,
	.set = set,
};
