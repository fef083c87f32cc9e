/* Letters to people of the staff about their own account. */
#ifndef FEATURES_STAFF_TELL_H
#define FEATURES_STAFF_TELL_H

#include "features/mailings/mailings.h"
#include "features/staff/staff.h"

/* In their language. Joins a transaction. */
enum outcome staff_tell(struct context *ctx, struct staff_id staff, enum mailing kind) MUST_USE;

#endif
