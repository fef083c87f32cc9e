/* Settings of the business.
 *
 * The one idea: every setting is declared once, in settings.def, with its kind and default; what was never set reads
 * as its default, and a value that does not fit its kind is refused when it is set, so readers never check.
 */
#ifndef SERVICE_SETTINGS_H
#define SERVICE_SETTINGS_H

#include "context/context.h"

enum setting {
#define SETTING(name, word, kind, initial, label, help) SETTING_##name,
#include "service/settings.def"
#undef SETTING
	SETTING_COUNT,
};

enum setting_kind {
	SETTING_KIND_text,
	SETTING_KIND_flag,
	SETTING_KIND_count,
	SETTING_KIND_zone,
	SETTING_KIND_currency,
	SETTING_KIND_language,
	SETTING_KIND_country,
	SETTING_KIND_email, /* or empty */
	SETTING_KIND_port,
	SETTING_KIND_security,     /* of a connection: see mail/smtp.h */
	SETTING_KIND_secret,       /* never shown: setting_is_shown() */
	SETTING_KIND_certificates, /* PEM, or empty */
};

struct setting_declared {
	const char *word; /* "business.zone" */
	enum setting_kind kind;
	const char *initial;
	const char *label; /* English, to be translated */
	const char *help;
};
const struct setting_declared *setting_declared(enum setting setting);
bool setting_parse(struct text word, enum setting *ret_setting);

#define SETTING_CERTIFICATES_MOST 40000 /* bytes */

/* Whether its value may be shown to people. */
bool setting_is_shown(enum setting setting);
/* Whether it is noted in the audit log, too, where it stands in a line. */
bool setting_is_noted(enum setting setting);

/* The value, in the context's arena. */
enum outcome settings_get(struct context *ctx, enum setting setting, struct text *ret_value) MUST_USE;
enum outcome settings_flag(struct context *ctx, enum setting setting, bool *ret_value) MUST_USE;
enum outcome settings_count(struct context *ctx, enum setting setting, int64_t *ret_value) MUST_USE;
/* As many days before now as it says. */
enum outcome settings_days_ago(struct context *ctx, enum setting setting, struct instant *ret_before) MUST_USE;
/* The business's zone. */
enum outcome settings_zone(struct context *ctx, const struct zone **ret_zone) MUST_USE;
/* Times are shown and read in the zone called `own` from now on; in the business's when that is none. */
enum outcome settings_use_zone(struct context *ctx, struct text own) MUST_USE;

/* Sets it. INVALID with a problem at field `word` when the value does not fit the kind. Joins a transaction. */
enum outcome settings_set(struct context *ctx, enum setting setting, struct text value) MUST_USE;

#endif
