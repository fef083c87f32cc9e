/* Undo: what one request did to a customer is taken back by the verbs that people use.
 *
 * The one idea: events know what was and what is, so undoing needs no storage of its own: old values are written as a
 * change that has seen the new ones, and what somebody else has changed meanwhile is a conflict like any other.
 * Elsewhere: how it is offered (block_offer_undo, web/block.h), the way in (overview_undo_pages.c), what a job did
 * (overview_jobs.c).
 */
#ifndef FEATURES_OVERVIEW_UNDO_H
#define FEATURES_OVERVIEW_UNDO_H

#include "context/context.h"
#include "service/jobs.h"

#define OVERVIEW_CONSENT_STAYS N_("Undone, but that a consent to news was given or withdrawn stays in its history.")

/* Whether events of that name can be taken back. */
bool overview_undo_fits(struct text event);

/* Takes back, in one transaction, what that request did to the customer within the last month; what was done last goes
 * first. CONFLICT when somebody changed the same meanwhile, or when it cannot be taken back; NOT_FOUND when it did
 * nothing to them, or was another's and the asker may not read events. Every verb asks for its own permission.
 * `*ret_stays`: it also gave or ended a consent, which stays in its history. */
enum outcome overview_undo_request(struct context *ctx, struct customer_id customer, struct text request,
				   bool *ret_stays) MUST_USE;

job_work overview_undo_job; /* of kind "undo" */

#endif
