/* Who leaves the staff, and to whom what is theirs goes: the customers whom they represent, the follow-ups that wait
 * for them.
 *
 * The one idea: the people who are represented come first. Nobody is deactivated while customers are theirs; these go
 * to somebody who will see them, or to nobody, and everything that moves says so in its events. Source: behaviour §11,
 * §14.
 */
#ifndef FEATURES_HANDOVERS_H
#define FEATURES_HANDOVERS_H

#include "context/context.h"
#include "handovers.sql.h"

/* What is theirs, whoever looks. */
enum outcome handovers_count(struct context *ctx, struct staff_id staff, struct handover_uses *ret_uses) MUST_USE;

struct handover_heir {
	struct staff_id id;
	struct text name;
};
/* Everybody active who would see all of it. */
enum outcome handovers_list_heirs(struct context *ctx, struct staff_id staff, const struct handover_heir **ret_heirs,
				  size_t *ret_count) MUST_USE;

struct handover_ask {
	struct staff_id staff;
	struct staff_id to; /* none: see `to_nobody` */
	bool to_nobody;     /* customers have no representative then; follow-ups stay where everybody's are shown */
};
/* Hands over in steps, each a transaction, then deactivates; whoever asks again goes on where it stopped. As
 * staff_set_active(), and: CONFLICT at `to` while something is theirs and nobody is chosen; INVALID at `to` for who
 * would not see it; FORBIDDEN for whoever does not see all customers themselves. */
enum outcome handovers_deactivate(struct context *ctx, const struct handover_ask *ask) MUST_USE;

#endif
