/* Reactions of slices and layers to each other, from reactions.def. */
#include "features/accounts/accounts.h"
#include "features/attributes/attributes.h"
#include "features/consents/consents.h"
#include "features/contacts/contacts.h"
#include "features/customers/customers.h"
#include "features/exports/exports.h"
#include "features/files/files.h"
#include "features/imports/imports.h"
#include "features/notifications/notifications.h"
#include "features/oidc/oidc.h"
#include "features/webhooks/webhooks.h"
#include "service/jobs.h"
#include "web/idempotency.h"

#define ERASE(function) function,
#define STATUS(function)
#define SESSIONS(function)
#define EVENT(function)
#define ENDED(function)
customer_reaction *const customer_erase_reactions[] = {
#include "server/reactions.def"
	NULL,
};
#undef ERASE
#undef STATUS
#define ERASE(function)
#define STATUS(function) function,
customer_reaction *const customer_status_reactions[] = {
#include "server/reactions.def"
	NULL,
};
#undef STATUS
#undef SESSIONS
#define STATUS(function)
#define SESSIONS(function) function,
customer_reaction *const account_session_reactions[] = {
#include "server/reactions.def"
	NULL,
};
#undef SESSIONS
#undef EVENT
#define SESSIONS(function)
#define EVENT(function) function,
event_reaction *const event_reactions[] = {
#include "server/reactions.def"
	NULL,
};
#undef EVENT
#undef ENDED
#define EVENT(function)
#define ENDED(function) function,
job_reaction *const job_end_reactions[] = {
#include "server/reactions.def"
	NULL,
};

const struct customer_attributes customer_attributes = {attributes_check_new, attributes_set_given};
