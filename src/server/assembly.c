/* What slices offer to the layers below them. */
#include "server/assembly.h"

#include "features/accounts/accounts_portal.h"
#include "features/customers/customers.h"
#include "features/exports/exports.h"
#include "features/imports/imports.h"
#include "features/notes/notes.h"
#include "features/visits/visits_portal.h"
#include "features/webhooks/webhooks_pages.h"
#include "server/demo_staff.h"
#include "service/jobs.h"
#include "web/live.h"
#include "web/route.h"

#include <stdio.h>

/* The cookie is of a customer's session, or of a visit. */
static enum outcome find_customer(struct context *ctx, struct secret token, struct signed_in_customer *ret)
{
	enum outcome outcome = accounts_find_customer(ctx, token, ret);
	return outcome == NOT_FOUND ? visits_find_customer(ctx, token, ret) : outcome;
}
sessions_find_customer *const sessions_customer_of = find_customer;

openapi_list_webhooks *const openapi_webhooks = webhooks_list_samples;

/* Ids of what every member of staff may see; whether a row is there, the verb says. */
static enum outcome anybody(struct context *ctx, struct text kind, int64_t id)
{
	(void)ctx;
	(void)kind;
	return id > 0 ? DONE : NOT_FOUND;
}

void assembly_start(void)
{
	static const char *const open_kinds[] = {
		"staff",     "role",        "session",         "channel", "type",        "group",   "tag",
		"attribute", "api_key",     "audit_entry",     "email",   "phone",       "address", "tax_id",
		"event",     "outbox_item", "account_session", "webhook", "notification"};
	for (size_t i = 0; i < sizeof open_kinds / sizeof *open_kinds; i++)
		route_check_ids(open_kinds[i], anybody);
	route_check_ids("customer", customers_check_id);
	route_check_ids("note", notes_check_id);
	route_check_ids("job", jobs_check_id);
	route_check_ids("export", exports_check_id);
	route_check_ids("import_file", imports_check_id);
	live_allow("customer", PERMISSION_CUSTOMERS_READ, customers_check_id);
	live_allow("job", PERMISSION_CUSTOMERS_READ, jobs_check_id);
}

void assembly_print_demo_staff(void)
{
	printf("Sign in as:\n");
	for (size_t i = 0; i < DEMO_STAFF; i++)
		printf("  %-28s %-22s password: %s\n", demo_staff[i].email, demo_staff[i].role, DEMO_PASSWORD);
}
