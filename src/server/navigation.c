/* What stands in the navigation, in this order; what somebody may not see is left out. */
#include "features/jobs/jobs_news_pages.h"
#include "features/logos/logos_pages.h"
#include "features/notifications/notifications.h"
#include "features/portal/portal_face_pages.h"
#include "service/jobs.h"
#include "web/live.h"
#include "web/pages.h"

const struct page_place page_places[] = {
	{"", N_("Overview"), "/admin", "layout-dashboard", ROUTE_NO_PERMISSION, "dashboard home start", false},
	{N_("CRM"), N_("Customers"), "/admin/customers", "users", PERMISSION_CUSTOMERS_READ,
	 "Accounts Site Users Kunden Pelanggan Kundenkonten members", false},
	{N_("CRM"), N_("Follow-ups"), "/admin/follow-ups", "calendar-due", PERMISSION_NOTES_READ,
	 "My follow-ups tasks reminders Aufgaben Wiedervorlagen tugasan", false},
	{N_("Data"), N_("Exports"), "/admin/exports", "file-export", PERMISSION_CUSTOMERS_EXPORT,
	 "Export download CSV Excel XLSX Ausfuhr Exporte Eksport", false},
	{N_("Data"), N_("Import"), "/admin/imports", "file-import", PERMISSION_CUSTOMERS_IMPORT,
	 "Upload CSV file Shopify WooCommerce osCommerce Magento PrestaShop Vendure Importieren Datei Muat naik fail",
	 false},
	{N_("Data"), N_("Jobs"), "/admin/jobs", "list-check", PERMISSION_CUSTOMERS_READ,
	 "Bulk changes imports exports progress Vorgänge Kerja", false},
	{N_("Data"), N_("Audit log"), "/admin/audit", "history", PERMISSION_AUDIT_READ, "Protokoll", false},
	{"", N_("Settings"), "/admin/settings", "settings", ROUTE_NO_PERMISSION, "Einstellungen Tetapan", true},
};

const size_t page_place_count = sizeof page_places / sizeof *page_places;

const struct page_topic page_topics[] = {
	{N_("Business"), N_("Name, logo, time zone, currency, language"), "/admin/settings/business", "building-store",
	 PERMISSION_SETTINGS_WRITE},
	{N_("First steps"), N_("What is set up and what is left"), "/admin/setup", "checklist",
	 PERMISSION_SETTINGS_WRITE},
	{N_("Mail"), N_("Server, sender, a test letter"), "/admin/settings/mail", "mail", PERMISSION_SETTINGS_WRITE},
	{N_("Outbox"), N_("Letters that wait, were sent, or could not be"), "/admin/outbox", "send",
	 PERMISSION_SETTINGS_WRITE},
	{N_("Staff"), N_("Who works here"), "/admin/settings/staff", "users-group", PERMISSION_STAFF_READ},
	{N_("Roles"), N_("What people may do"), "/admin/settings/roles", "shield", PERMISSION_STAFF_READ},
	{N_("Customer types"), N_("Forms, required fields, approval"), "/admin/settings/types", "category",
	 PERMISSION_LABELS_WRITE},
	{N_("Customer groups"), N_("Tax and discounts"), "/admin/settings/groups", "users", PERMISSION_LABELS_WRITE},
	{N_("Sales channels"), N_("Shops and sites that customers come through"), "/admin/settings/channels",
	 "building-store", PERMISSION_LABELS_WRITE},
	{N_("Tags"), N_("Colours, renaming, merging"), "/admin/settings/tags", "tag", PERMISSION_LABELS_WRITE},
	{N_("Custom attributes"), N_("What else you want to know of customers"), "/admin/settings/attributes", "forms",
	 PERMISSION_ATTRIBUTES_WRITE},
	{N_("API keys"), N_("For shops and programs"), "/admin/settings/keys", "key", PERMISSION_KEYS_WRITE},
	{N_("Webhooks"), N_("Servers that are told what happens to customers"), "/admin/settings/webhooks", "webhook",
	 PERMISSION_WEBHOOKS_WRITE},
	{N_("System"), N_("Version, database, lists in memory"), "/admin/settings/system", "server",
	 PERMISSION_SETTINGS_WRITE},
};

const size_t page_topic_count = sizeof page_topics / sizeof *page_topics;

const struct portal_place portal_places[] = {
	{N_("My account"), "/account"},        {N_("E-mail"), "/account/address"},
	{N_("Password"), "/account/password"}, {N_("Sessions"), "/account/sessions"},
	{N_("Privacy"), "/account/privacy"},
};

const size_t portal_place_count = sizeof portal_places / sizeof *portal_places;

/* What is told at the edge of every page, and how many beside the bell. */
static enum outcome print_both(struct context *ctx, int64_t *ret_unseen, struct text *ret_print)
{
	struct text jobs, told;
	TRY(jobs_print_news(ctx, &jobs));
	TRY(notifications_count(ctx, ret_unseen, &told));
	*ret_print = text_format(ctx->arena, "%.*s.%.*s", TEXT_ARG(jobs), TEXT_ARG(told));
	return DONE;
}

static enum outcome print_news(struct context *ctx, struct text *ret_print)
{
	int64_t unseen;
	return print_both(ctx, &unseen, ret_print);
}
live_print_news *const live_news_print_of = print_news;

static enum outcome find_news(struct request *request, struct page_news *ret_news)
{
	TRY(jobs_find_news(request, ret_news));
	return print_both(request->ctx, &ret_news->unseen, &ret_news->print);
}
page_find_news *const page_news_of = find_news;

way_find_face *const way_face_of = portal_find_face;
page_find_logo *const page_logo_of = logos_find_page_logo;
