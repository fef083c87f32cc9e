/* Picture and attachments on the customer's page. */
#include "features/files/files_blocks.h"

#include "features/files/files_pages.h"
#include "files.routes.h"
#include "files.views.h"

enum outcome files_picture_block(struct request *request, struct customer_id customer)
{
	struct text url;
	TRY(files_find_picture(request, customer, &url));
	if (!text_is_none(url))
		view_files_picture(&request->view, url);
	return DONE;
}

enum outcome files_block(struct request *request, struct customer_id customer)
{
	struct files_shown shown;
	TRY(files_load(request, customer, &shown));
	if (shown.count || shown.may_write)
		view_files_block(&request->view, &shown);
	return DONE;
}
