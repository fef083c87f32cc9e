/* Numbers in a cookie, separated by dots. */
#include "features/overview/overview_recent_pages.h"

#include "web/answer.h"

#define COOKIE  TEXT("__Host-recent")
#define SECONDS (30 * 24 * 3600)

/* What is no number was not written here, and is passed over. */
static size_t read_cookie(const struct request *request, struct customer_id ret_ids[RECENT_MOST])
{
	struct text rest = request_cookie(request, COOKIE), piece;
	size_t count = 0;
	int64_t id;
	while (count < RECENT_MOST && text_next(&rest, '.', &piece))
		if (text_to_number(piece, &id) && id > 0 && id <= ID_MAX)
			ret_ids[count++] = (struct customer_id){id};
	return count;
}

void recent_remember(struct request *request, struct customer_id customer)
{
	struct customer_id ids[RECENT_MOST];
	size_t count = read_cookie(request, ids), kept = 1;
	if (count && ids[0].value == customer.value)
		return;
	struct text value = text_of_number(request->ctx->arena, customer.value);
	for (size_t i = 0; i < count && kept < RECENT_MOST; i++)
		if (ids[i].value != customer.value) {
			value = text_format(request->ctx->arena, "%.*s.%lld", TEXT_ARG(value), (long long)ids[i].value);
			kept++;
		}
	answer_cookie(request, COOKIE, value, SECONDS);
}

enum outcome recent_list(struct request *request, struct overview_recent **ret_rows, size_t *ret_count)
{
	struct customer_id ids[RECENT_MOST];
	struct overview_recent *found;
	size_t count = read_cookie(request, ids), found_count;
	*ret_rows = arena_take_array(request->ctx->arena, RECENT_MOST, sizeof **ret_rows);
	*ret_count = 0;
	TRY(overview_recent(request->ctx->reader, ids, count, &found, &found_count));
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < found_count; j++)
			if (found[j].id.value == ids[i].value)
				(*ret_rows)[(*ret_count)++] = found[j];
	return DONE;
}
