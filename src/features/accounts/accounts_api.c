/* JSON: a link for a new password. */
#include "accounts.routes.h"
#include "features/accounts/accounts.h"
#include "web/api.h"

enum outcome accounts_password_link_api(struct request *request, const struct accounts_password_link_api *in)
{
	TRY(accounts_send_reset(request->ctx, in->customer));
	return api_done(request);
}
