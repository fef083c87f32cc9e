/* The first steps on the first page. */
#include "features/setup/setup_blocks.h"

#include "features/setup/setup_pages.h"
#include "setup.views.h"

enum outcome setup_block(struct request *request, struct customer_id customer)
{
	struct setup_shown *shown = arena_take(request->ctx->arena, sizeof *shown);
	(void)customer;
	TRY(setup_fill(request, shown));
	if (!shown->state.away && shown->state.done_count < SETUP_STEP_COUNT)
		view_setup_card(&request->view, shown);
	return DONE;
}
