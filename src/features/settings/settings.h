/* Changing settings with an entry in the audit log. Reading them: service/settings.h. */
#ifndef FEATURES_SETTINGS_H
#define FEATURES_SETTINGS_H

#include "context/context.h"
#include "service/settings.h"

struct setting_value {
	enum setting setting;
	struct text value;
};

/* All or none. INVALID with a problem at the setting's word. One audit entry names what has changed. */
enum outcome settings_change(struct context *ctx, const struct setting_value *values, size_t count) MUST_USE;

#endif
