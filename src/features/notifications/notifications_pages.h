/* What the views of notifications are given. */
#ifndef FEATURES_NOTIFICATIONS_PAGES_H
#define FEATURES_NOTIFICATIONS_PAGES_H

#include "features/notifications/notifications.h"
#include "web/pages.h"

struct notification_line {
	const struct notification_list *row;
	struct text title, url;
	struct text about; /* the customer, the file, the browser; may be empty */
	struct text icon;
};

struct notifications_screen {
	const struct notification_line *lines;
	size_t count;
	int64_t fresh;
};

struct notification_choices_screen {
	const struct problems *problems;
	const struct notification_choice *choices;
	size_t count;
	bool mail_on; /* there is a mail server */
};

#endif
