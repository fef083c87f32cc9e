/* Reading and checking settings. */
#include "service/settings.h"

#include "base/money.h"
#include "format/certificate.h"
#include "format/email_address.h"
#include "settings.sql.h"

static const struct setting_declared declared[SETTING_COUNT] = {
#define SETTING(name, word, kind, initial, label, help)                                                                \
	[SETTING_##name] = {word, SETTING_KIND_##kind, initial, label, help},
#include "service/settings.def"
#undef SETTING
};

const struct setting_declared *setting_declared(enum setting setting)
{
	return &declared[setting];
}

bool setting_is_shown(enum setting setting)
{
	return declared[setting].kind != SETTING_KIND_secret;
}

bool setting_is_noted(enum setting setting)
{
	return setting_is_shown(setting) && declared[setting].kind != SETTING_KIND_certificates;
}

bool setting_parse(struct text word, enum setting *ret_setting)
{
	for (enum setting s = 0; s < SETTING_COUNT; s++)
		if (text_equal(word, text_of(declared[s].word))) {
			*ret_setting = s;
			return true;
		}
	return false;
}

enum outcome settings_get(struct context *ctx, enum setting setting, struct text *ret_value)
{
	struct setting_find row;
	bool found;
	TRY(context_read(ctx));
	TRY(setting_find(ctx->reader, text_of(declared[setting].word), &found, &row));
	*ret_value = found ? row.value : text_of(declared[setting].initial);
	return DONE;
}

enum outcome settings_flag(struct context *ctx, enum setting setting, bool *ret_value)
{
	struct text value;
	TRY(settings_get(ctx, setting, &value));
	*ret_value = text_equal(value, TEXT("yes"));
	return DONE;
}

enum outcome settings_count(struct context *ctx, enum setting setting, int64_t *ret_value)
{
	struct text value;
	TRY(settings_get(ctx, setting, &value));
	return text_to_number(value, ret_value) ? DONE : FAULT;
}

enum outcome settings_days_ago(struct context *ctx, enum setting setting, struct instant *ret_before)
{
	int64_t days;
	TRY(settings_count(ctx, setting, &days));
	*ret_before = instant_add(context_now(ctx), -days * DAY_US);
	return DONE;
}

enum outcome settings_zone(struct context *ctx, const struct zone **ret_zone)
{
	struct text name;
	TRY(settings_get(ctx, SETTING_BUSINESS_ZONE, &name));
	const struct zone *zone = zone_find(name);
	*ret_zone = zone ? zone : zone_utc();
	return DONE;
}

enum outcome settings_use_zone(struct context *ctx, struct text own)
{
	const struct zone *zone = text_is_empty(own) ? NULL : zone_find(own);
	if (!zone)
		return settings_zone(ctx, &ctx->zone);
	ctx->zone = zone;
	return DONE;
}

static bool two_letters(struct text value, char first)
{
	return value.size == 2 && value.at[0] >= first && value.at[0] <= first + 25 && value.at[1] >= first &&
	       value.at[1] <= first + 25;
}

static bool is_security(struct text value)
{
	static const char *const words[] = {"starttls", "try", "tls", "none"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(value, text_of(words[i])))
			return true;
	return false;
}

static bool are_certificates(struct arena *arena, struct text value)
{
	struct certificate list[CERTIFICATES_MOST];
	size_t count;
	return value.size <= SETTING_CERTIFICATES_MOST &&
	       certificates_read(arena, value, list, &count) == CERTIFICATES_FIT;
}

static bool fits(struct arena *arena, enum setting_kind kind, struct text value)
{
	int64_t number;
	struct currency currency;
	switch (kind) {
	case SETTING_KIND_text: return value.size <= 500;
	case SETTING_KIND_flag: return text_equal(value, TEXT("yes")) || text_equal(value, TEXT("no"));
	case SETTING_KIND_count: return text_to_number(value, &number) && number >= 0 && number <= 100000;
	case SETTING_KIND_zone: return zone_find(value) != NULL;
	case SETTING_KIND_currency: return currency_parse(value, &currency);
	case SETTING_KIND_language: return two_letters(value, 'a');
	case SETTING_KIND_country: return text_is_empty(value) || two_letters(value, 'A');
	case SETTING_KIND_email: return text_is_empty(value) || email_address_is_valid(value);
	case SETTING_KIND_port: return text_to_number(value, &number) && number >= 1 && number <= 65535;
	case SETTING_KIND_security: return is_security(value);
	case SETTING_KIND_secret: return value.size <= 500;
	case SETTING_KIND_certificates: return text_is_empty(value) || are_certificates(arena, value);
	}
	return false;
}

struct ask {
	enum setting setting;
	struct text value;
};

static enum outcome set(struct context *ctx, void *state)
{
	const struct ask *ask = state;
	return setting_set(ctx->writer, text_of(declared[ask->setting].word), ask->value);
}

enum outcome settings_set(struct context *ctx, enum setting setting, struct text value)
{
	if (!fits(ctx->arena, declared[setting].kind, value))
		return context_invalid(ctx, text_of(declared[setting].word), "unfit",
				       N_("“{0}” does not fit this setting."),
				       setting_is_noted(setting) ? value : TEXT("…"), TEXT_NONE);
	return context_transact(ctx, set, &(struct ask){setting, value});
}
