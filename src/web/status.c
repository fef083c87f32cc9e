/* Words and marks of statuses. */
#include "web/status.h"

#include "web/language.h"
#include "web/view.h"

static const struct {
	const char *label;
	enum mark mark;
} statuses[] = {
	[CUSTOMER_STATUS_MERGED] = {N_("Merged"), MARK_NONE},
	[CUSTOMER_STATUS_TRASHED] = {N_("In the trash"), MARK_NONE},
	[CUSTOMER_STATUS_BLOCKED] = {N_("Blocked"), MARK_STOP},
	[CUSTOMER_STATUS_SUSPENDED] = {N_("Suspended"), MARK_PART},
	[CUSTOMER_STATUS_DISAPPROVED] = {N_("Disapproved"), MARK_NO},
	[CUSTOMER_STATUS_PENDING] = {N_("Awaiting approval"), MARK_WAIT},
	[CUSTOMER_STATUS_AWAITING] = {N_("Awaiting activation"), MARK_NEW},
	[CUSTOMER_STATUS_INACTIVE] = {N_("Inactive"), MARK_REST},
	[CUSTOMER_STATUS_GUEST] = {N_("Guest"), MARK_NONE},
	[CUSTOMER_STATUS_ACTIVE] = {N_("Active"), MARK_OK},
};

_Static_assert(sizeof statuses / sizeof *statuses == CUSTOMER_STATUS_COUNT, "every status has words");

struct text status_words(struct view *view, enum customer_status status)
{
	return view_tr(view, NULL, statuses[status].label);
}

enum mark status_mark(enum customer_status status)
{
	return statuses[status].mark;
}
