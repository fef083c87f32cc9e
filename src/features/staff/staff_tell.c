/* Letters to the staff. */
#include "features/staff/staff_tell.h"

#include "staff.sql.h"

enum outcome staff_tell(struct context *ctx, struct staff_id staff, enum mailing kind)
{
	struct outbox_item_id item;
	struct staff_find row;
	bool found;
	TRY(staff_find(ctx->reader, staff, &found, &row));
	if (!found)
		return NOT_FOUND;
	const struct mailing_ask ask = {.kind = kind, .name = row.name, .address = row.email, .language = row.language};
	return mailings_send(ctx, &ask, &item);
}
