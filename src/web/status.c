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

static const struct {
	const char *label;
	enum mark mark;
} consent_states[] = {
	[CONSENT_STATE_NONE] = {N_("Never asked"), MARK_REST},
	[CONSENT_STATE_PENDING] = {N_("Waiting for confirmation"), MARK_NEW},
	[CONSENT_STATE_CONFIRMED] = {N_("Confirmed"), MARK_OK},
	[CONSENT_STATE_UNSUBSCRIBED] = {N_("Withdrawn"), MARK_NO},
};

_Static_assert(sizeof consent_states / sizeof *consent_states == CONSENT_STATE_COUNT, "every state has words");

struct text consent_state_words(struct view *view, enum consent_state state)
{
	return view_tr(view, NULL, consent_states[state].label);
}

enum mark consent_state_mark(enum consent_state state)
{
	return consent_states[state].mark;
}

static const struct {
	const char *label;
	enum mark mark;
} job_states[JOB_STATE_COUNT] = {
	[JOB_STATE_WAITING] = {N_("Waiting"), MARK_NEW},       [JOB_STATE_RUNNING] = {N_("Running"), MARK_INFO},
	[JOB_STATE_PAUSED] = {N_("Paused"), MARK_WAIT},        [JOB_STATE_CANCELLED] = {N_("Cancelled"), MARK_REST},
	[JOB_STATE_FAILED] = {N_("Could not go on"), MARK_NO}, [JOB_STATE_DONE] = {N_("Done"), MARK_OK},
};

const char *job_state_label(enum job_state state)
{
	return job_states[state].label;
}

enum mark job_state_mark(enum job_state state)
{
	return job_states[state].mark;
}

struct text actor_words(struct view *view, enum actor_kind kind, struct text name)
{
	switch (kind) {
	case ACTOR_KIND_STAFF: return text_is_empty(name) ? view_tr(view, NULL, N_("Staff")) : name;
	case ACTOR_KIND_CUSTOMER: return view_tr(view, NULL, N_("The customer"));
	case ACTOR_KIND_KEY:
		return text_is_empty(name)
			       ? view_tr(view, NULL, N_("An API key"))
			       : language_fill(view->arena, view_tr(view, NULL, N_("API key {0}")), &name, 1);
	case ACTOR_KIND_JOB: return view_tr(view, NULL, N_("A job"));
	case ACTOR_KIND_SYSTEM: break;
	}
	return view_tr(view, NULL, N_("The system"));
}
