/* What the views of webhooks are given. */
#ifndef FEATURES_WEBHOOKS_PAGES_H
#define FEATURES_WEBHOOKS_PAGES_H

#include "features/webhooks/webhooks.h"
#include "web/choices.h"
#include "web/openapi.h"
#include "web/pages.h"

struct webhook_line {
	const struct webhook *webhook;
	struct text url, what; /* what it is told of, in words */
	enum mark mark;
	struct text state;
};

/* Of the one event that is none of the log; to be translated. */
extern const char *const webhook_erased_label;

/* What can be sent, with samples. */
openapi_list_webhooks webhooks_list_samples;

struct webhook_tick {
	struct text name;
	const char *label;
	bool chosen;
};

struct webhook_form {
	const struct problems *problems;
	struct text action, url, description;
	struct webhook_tick *events;
	size_t event_count;
	struct choices channels;
	bool all, detailed, active, may_detail;
	int64_t version; /* 0: a new one */
};

struct delivery_shown {
	const struct outbox_item *item;
	struct text label; /* what happened, in words */
	struct text url, state, explained;
	enum mark mark;
};

struct webhook_screen {
	struct webhook_form form;
	struct webhook_line line;
	const struct delivery_shown *deliveries;
	size_t delivery_count;
	struct text next_url, secret_url, test_url, remove_url;
	struct text fresh; /* the secret that was just made; none */
};

struct delivery_screen {
	struct delivery_shown shown;
	struct text message, again_url;
	bool can_again;
};

/* What was ticked in a form that is shown again. */
struct webhook_sent {
	bool again;
	const struct text *events;
	size_t count;
};
/* The form as it is stored, or as it was sent; `webhook` NULL: a new one. */
enum outcome webhook_fill_form(struct request *request, const struct webhook *webhook, struct webhook_sent sent,
			       struct webhook_form *form);

#endif
