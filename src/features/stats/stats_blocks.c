/* The statistics above the list and on the first page.
 *
 * The one idea: the page that they stand on does not wait for them. It has the table with heads alone, as high as it
 * will be, and asks for the numbers when it comes into sight; folded, it never asks.
 */
#include "features/stats/stats_blocks.h"

#include "features/stats/stats_pages.h"
#include "stats.views.h"

enum outcome stats_block(struct request *request, struct customer_id customer)
{
	(void)customer;
	struct stats_shown shown = {.is_part = true};
	struct stats_table table;
	TRY(stats_outline(request->ctx, &table));
	stats_fill(request, &stats_usual, &table, &shown);
	view_stats_block(&request->view, &shown, request->staff.staff.value);
	return DONE;
}

enum outcome stats_times_block(struct request *request, struct customer_id customer)
{
	(void)customer;
	view_stats_times_block(&request->view, request->staff.staff.value);
	return DONE;
}

enum outcome stats_origins_block(struct request *request, struct customer_id customer)
{
	(void)customer;
	view_stats_origins_block(&request->view, request->staff.staff.value);
	return DONE;
}
