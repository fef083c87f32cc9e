/* What a kind is declared as; for this slice alone. */
#ifndef FEATURES_NOTIFICATIONS_KIND_H
#define FEATURES_NOTIFICATIONS_KIND_H

#include "features/notifications/notifications.h"

struct notification_declared {
	enum permission permission; /* PERMISSION_COUNT: none */
	enum notification_page page;
	bool mail;
	const char *label, *help;
};
const struct notification_declared *notification_declared(enum notification_kind kind);
bool notification_may(enum notification_kind kind, struct permission_set permissions);
struct text notification_url(struct arena *arena, enum notification_kind kind, int64_t object);
/* Of all kinds, by kind. */
enum outcome notification_choices(struct context *ctx, struct staff_id staff,
				  struct notification_choice ret_choices[NOTIFICATION_KIND_COUNT]) MUST_USE;

#endif
