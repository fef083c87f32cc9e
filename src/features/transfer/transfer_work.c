/* What a row under way gives. */
#include "features/transfer/transfer_work.h"

const struct transfer_column transfer_email_column = {.part = TRANSFER_FIELD, .which = CUSTOMER_FIELD_EMAIL};
const struct transfer_column transfer_login_column = {.part = TRANSFER_FIELD, .which = CUSTOMER_FIELD_LOGIN};
const struct transfer_column transfer_guest_column = {.part = TRANSFER_ACCESS, .which = AXIS_GUEST};

size_t transfer_work_place(const struct transfer_work *w, struct transfer_column column)
{
	for (size_t i = 0; i < w->rules->column_count; i++)
		if (transfer_column_equal(&w->rules->columns[i].column, &column))
			return i;
	return SIZE_MAX;
}

bool transfer_work_has(const struct transfer_work *w, struct transfer_column column)
{
	return transfer_work_place(w, column) != SIZE_MAX;
}

struct text transfer_work_value(const struct transfer_work *w, struct transfer_column column)
{
	size_t place = transfer_work_place(w, column);
	return place == SIZE_MAX ? TEXT_NONE : w->values[place];
}
