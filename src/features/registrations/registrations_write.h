/* What registering, confirming and the clock share. Used by this slice alone. */
#ifndef FEATURES_REGISTRATIONS_WRITE_H
#define FEATURES_REGISTRATIONS_WRITE_H

#include "features/registrations/registrations.h"

/* Whether somebody with a row in registrations still has to confirm. */
bool registration_waits(const struct customer_row *row, bool registered);
/* Whether they may confirm by a link: whoever has registered, and an account whose activation staff have withdrawn. */
bool registration_may_confirm(const struct customer_row *row);
/* The letter with a link that confirms, once more: unless `next` says where they are going, it leads on where the
 * letter before led. Inside a transaction. */
enum outcome registration_mail_again(struct context *ctx, struct customer_id customer, enum mailing mailing,
				     struct text language, struct text next) MUST_USE;

#endif
