/* Who holds the addresses, logins and ids of other systems that the rows of a step give: asked once for all of them,
 * and true while the step writes. On PostgreSQL asking for each would also send each new customer's rows by themselves
 * (store.h).
 */
#ifndef FEATURES_IMPORTS_CLAIMS_H
#define FEATURES_IMPORTS_CLAIMS_H

#include "features/imports/imports_step.h"

struct import_claim {
	enum claim_kind kind;
	struct text value;
	struct customer_id holder; /* none: it is free */
	bool unsure;               /* a row of this step may have taken it: it is asked for again */
};
struct import_claims {
	struct import_claim *list; /* in order, each once */
	size_t count;
};

/* Inside a transaction. */
enum outcome import_claims_read(struct context *ctx, const struct import_rules *rules,
				const struct import_source_row *rows, size_t count,
				struct import_claims *ret_claims) MUST_USE;
/* Who holds it: as it is known, else as it is. */
enum outcome import_claim_holder(const struct import_work *work, enum claim_kind kind, struct text value,
				 struct customer_id *ret_customer) MUST_USE;
/* Registrations that hold what the row gives somebody new, and that nobody has confirmed, go. */
enum outcome import_claims_make_way(const struct import_work *work) MUST_USE;
/* The row has been written: what it gives is not sure any more. */
void import_claims_written(const struct import_work *work);

#endif
