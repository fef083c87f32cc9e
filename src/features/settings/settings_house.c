/* Settings as part of a document: an object with each by its name. */
#include "features/settings/settings.h"
#include "service/house.h"

#define FORM_text         HOUSE_TEXT
#define FORM_flag         HOUSE_FLAG
#define FORM_count        HOUSE_NUMBER
#define FORM_zone         HOUSE_TEXT
#define FORM_currency     HOUSE_TEXT
#define FORM_language     HOUSE_TEXT
#define FORM_country      HOUSE_TEXT
#define FORM_email        HOUSE_TEXT
#define FORM_port         HOUSE_NUMBER
#define FORM_security     HOUSE_TEXT
#define FORM_secret       HOUSE_SECRET
#define FORM_certificates HOUSE_LINES

static const struct house_field fields[] = {
#define SETTING(name, word, kind, initial, label, help) [SETTING_##name] = {word, FORM_##kind},
#include "service/settings.def"
#undef SETTING
};

static enum outcome list(struct context *ctx, const struct house_kind *kind, struct house_thing **ret_list,
			 size_t *ret_count)
{
	*ret_count = 1;
	*ret_list = house_things(ctx->arena, kind, 1);
	(*ret_list)->id = 1;
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		if (setting_is_shown(setting))
			TRY(settings_get(ctx, setting, &(*ret_list)->values[setting]));
	return DONE;
}

static enum outcome set(struct context *ctx, const struct house_kind *kind, struct house_ask *ask)
{
	struct setting_value values[SETTING_COUNT];
	size_t count = 0;
	(void)kind;
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		if (!text_is_none(ask->values[setting]))
			values[count++] = (struct setting_value){setting, ask->values[setting]};
	return settings_change(ctx, values, count);
}

const struct house_kind settings_house = {
	.word = "settings",
	HOUSE_FIELDS(fields),
	.key = HOUSE_ONE,
	.list = list,
	.set = set,
};
