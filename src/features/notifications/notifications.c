/* Telling, and what each has chosen. What becomes of it on screen: notifications_list.c. */
#include "features/notifications/notifications.h"

#include "features/mailings/mailings.h"
#include "features/notifications/notifications_kind.h"
#include "format/user_agent.h"
#include "service/settings.h"

static const struct notification_declared declared[NOTIFICATION_KIND_COUNT] = {
#define PERMISSION_NONE PERMISSION_COUNT
#define NOTIFICATION(name, permission, page, mail, label, help)                                                        \
	[NOTIFICATION_KIND_##name] = {PERMISSION_##permission, page, mail, label, help},
#include "features/notifications/notifications_kinds.def"
#undef NOTIFICATION
};

const struct notification_declared *notification_declared(enum notification_kind kind)
{
	return &declared[kind];
}

const char *notification_label(enum notification_kind kind)
{
	return declared[kind].label;
}

bool notification_may(enum notification_kind kind, struct permission_set permissions)
{
	enum permission wanted = declared[kind].permission;
	return wanted == PERMISSION_COUNT || permission_has(permissions, wanted);
}

/* ---- what each has chosen ---- */

enum outcome notification_choices(struct context *ctx, struct staff_id staff,
				  struct notification_choice ret_choices[NOTIFICATION_KIND_COUNT])
{
	struct notification_choice_list *rows;
	size_t count;
	for (enum notification_kind kind = 0; (int)kind < NOTIFICATION_KIND_COUNT; kind++)
		ret_choices[kind] = (struct notification_choice){
			.kind = kind,
			.label = declared[kind].label,
			.help = declared[kind].help,
			.fixed = declared[kind].page == PAGE_NEVER,
			.on_page = declared[kind].page == PAGE_YES,
			.by_mail = declared[kind].mail,
		};
	TRY(notification_choice_list(ctx->reader, staff, &rows, &count));
	for (size_t i = 0; i < count; i++) {
		ret_choices[rows[i].kind].on_page = rows[i].on_page;
		ret_choices[rows[i].kind].by_mail = rows[i].by_mail;
	}
	return DONE;
}

/* ---- telling ---- */

struct told {
	const struct notification_ask *ask;
	const struct notification_watchers *who;
};

/* Where it leads, for the list and for letters. */
struct text notification_url(struct arena *arena, enum notification_kind kind, int64_t object)
{
	switch (kind) {
	case NOTIFICATION_KIND_PENDING:
	case NOTIFICATION_KIND_REGISTERED: return text_format(arena, "/admin/customers/%lld", (long long)object);
	case NOTIFICATION_KIND_JOB_ENDED: return text_format(arena, "/admin/jobs/%lld", (long long)object);
	case NOTIFICATION_KIND_WEBHOOK_STOPPED:
		return text_format(arena, "/admin/settings/webhooks/%lld", (long long)object);
	case NOTIFICATION_KIND_NEW_DEVICE: return TEXT("/admin/profile");
	}
	return TEXT("/admin");
}

static enum outcome send(struct context *ctx, const struct told *told)
{
	static const enum mailing mailings[NOTIFICATION_KIND_COUNT] = {
		[NOTIFICATION_KIND_PENDING] = MAILING_REGISTERED_PENDING,
		[NOTIFICATION_KIND_REGISTERED] = MAILING_REGISTERED,
		[NOTIFICATION_KIND_JOB_ENDED] = MAILING_JOB_ENDED,
		[NOTIFICATION_KIND_WEBHOOK_STOPPED] = MAILING_WEBHOOK_STOPPED,
		[NOTIFICATION_KIND_NEW_DEVICE] = MAILING_STAFF_NEW_DEVICE,
	};
	const struct notification_ask *ask = told->ask;
	struct outbox_item_id item;
	struct text also;
	/* The address of the settings has been told of it already. */
	TRY(settings_get(ctx, SETTING_REGISTRATION_TELL, &also));
	if (ask->customer.value && text_equal(also, told->who->email))
		return DONE;
	return mailings_send(ctx,
			     &(struct mailing_ask){
				     .kind = mailings[ask->kind],
				     .name = ask->customer.value ? ask->name : told->who->name,
				     .address = told->who->email,
				     .language = told->who->language,
				     .customer = ask->customer,
				     .message = ask->detail,
				     .link = notification_url(ctx->arena, ask->kind, ask->object),
				     .secret = {TEXT_NONE},
			     },
			     &item);
}

/* What nobody wants to have in the list is kept as seen: a second time it is told neither there nor by mail. */
static enum outcome tell_one(struct context *ctx, const struct told *told)
{
	struct notification_choice choices[NOTIFICATION_KIND_COUNT];
	const struct notification_choice *choice = &choices[told->ask->kind];
	struct instant now = context_now(ctx);
	int64_t id, added, removed;
	TRY(notification_choices(ctx, told->who->id, choices));
	if (!choice->on_page && !choice->by_mail)
		return DONE;
	TRY(store_next_id(ctx->store, TEXT("notification"), &id));
	TRY(notification_remove_old(ctx->writer, told->who->id, instant_add(now, -NOTIFICATIONS_KEPT_US), &removed));
	TRY(notification_add(ctx->writer,
			     &(struct notification_add_in){
				     .id = {id},
				     .staff_id = told->who->id,
				     .kind = told->ask->kind,
				     .at = now,
				     .customer_id = told->ask->customer,
				     .object_id = told->ask->object,
				     .occasion = told->ask->occasion,
				     .detail = told->ask->detail,
				     .seen = choice->on_page ? INSTANT_NONE : now,
			     },
			     &added));
	return added && choice->by_mail ? send(ctx, told) : DONE;
}

static enum outcome tell(struct context *ctx, void *state)
{
	const struct notification_ask *ask = state;
	struct notification_watchers *watchers;
	size_t count;
	TRY(notification_watchers(ctx->reader, ask->only, ask->customer, &watchers, &count));
	for (size_t i = 0; i < count; i++) {
		struct permission_set permissions;
		struct text unknown;
		if (!permission_set_parse(watchers[i].permissions, &permissions, &unknown) ||
		    !notification_may(ask->kind, permissions))
			continue;
		TRY(tell_one(ctx, &(struct told){ask, &watchers[i]}));
	}
	return DONE;
}

enum outcome notifications_tell(struct context *ctx, const struct notification_ask *ask)
{
	struct notification_ask copy = *ask;
	return context_transact(ctx, tell, &copy);
}

enum outcome notifications_tell_registered(struct context *ctx, struct customer_id customer)
{
	struct notification_customer row;
	bool found;
	TRY(notification_customer(ctx->reader, customer, &found, &row));
	if (!found)
		return DONE;
	bool waits = row.approval == APPROVAL_PENDING;
	return notifications_tell(ctx, &(struct notification_ask){
					       .kind = waits ? NOTIFICATION_KIND_PENDING : NOTIFICATION_KIND_REGISTERED,
					       .customer = customer,
					       .object = customer.value,
					       .name = row.display_name,
					       .detail = TEXT_NONE,
				       });
}

enum outcome notifications_follow_job(struct context *ctx, struct job_id job)
{
	struct notification_job row;
	bool found;
	TRY(notification_job(ctx->reader, job, &found, &row));
	if (!found || !row.staff_id.value)
		return DONE;
	return notifications_tell(ctx, &(struct notification_ask){
					       .kind = NOTIFICATION_KIND_JOB_ENDED,
					       .only = row.staff_id,
					       .object = job.value,
					       .detail = text_starts(row.kind, TEXT("import")) ? row.what : TEXT_NONE,
				       });
}

/* "Firefox 120" is "Firefox": a new version is no new browser. */
static struct text without_version(struct text browser)
{
	while (browser.size && (browser.at[browser.size - 1] == ' ' ||
				(browser.at[browser.size - 1] >= '0' && browser.at[browser.size - 1] <= '9')))
		browser.size--;
	return browser;
}

enum outcome notifications_tell_device(struct context *ctx, const struct notification_device *device)
{
	struct arena *arena = ctx->arena;
	struct user_agent agent = user_agent_read(arena, device->agent);
	struct text known =
		text_format(arena, "%.*s, %.*s", TEXT_ARG(without_version(agent.browser)), TEXT_ARG(agent.system));
	struct staff_device_count before;
	int64_t id, added;
	TRY(staff_device_count(ctx->reader, device->staff, &before));
	TRY(store_next_id(ctx->store, TEXT("staff_device"), &id));
	TRY(staff_device_add(ctx->writer, (struct staff_device_id){id}, device->staff, known, context_now(ctx),
			     &added));
	if (!added || before.total == 0)
		return DONE;
	bool is_known = !text_is_empty(agent.browser);
	struct text shown = is_known ? text_format(arena, "%.*s · %.*s", TEXT_ARG(known), TEXT_ARG(device->address))
				     : device->address;
	return notifications_tell(ctx, &(struct notification_ask){
					       .kind = NOTIFICATION_KIND_NEW_DEVICE,
					       .only = device->staff,
					       .object = id,
					       .detail = shown,
				       });
}
