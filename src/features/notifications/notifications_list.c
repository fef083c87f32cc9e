/* The list of whoever acts, and what they want to be told of. */
#include "features/notifications/notifications.h"
#include "features/notifications/notifications_kind.h"

enum outcome notifications_list(struct context *ctx, struct notification_list **ret_rows, size_t *ret_count)
{
	TRY(context_read(ctx));
	return notification_list(ctx->reader, ret_rows, ret_count);
}

enum outcome notifications_count(struct context *ctx, int64_t *ret_count, struct text *ret_print)
{
	struct notification_count row;
	TRY(context_read(ctx));
	TRY(notification_count(ctx->reader, &row));
	*ret_count = row.total;
	*ret_print = text_format(ctx->arena, "%lld-%lld", (long long)row.total, (long long)row.newest);
	return DONE;
}

struct seeing {
	struct notification_id only; /* none: all */
	struct text *ret_url;
};

static enum outcome see(struct context *ctx, void *state)
{
	const struct seeing *seeing = state;
	struct notification_find row;
	int64_t changed;
	bool found;
	if (seeing->only.value) {
		TRY(notification_find(ctx->reader, seeing->only, &found, &row));
		if (!found)
			return NOT_FOUND;
		*seeing->ret_url = notification_url(ctx->arena, row.kind, row.object_id);
	}
	return notification_see(ctx->writer, context_now(ctx), seeing->only, &changed);
}

enum outcome notifications_open(struct context *ctx, struct notification_id id, struct text *ret_url)
{
	return context_transact(ctx, see, &(struct seeing){id, ret_url});
}

enum outcome notifications_see_all(struct context *ctx)
{
	return context_transact(ctx, see, &(struct seeing){{0}, NULL});
}

/* ---- choosing ---- */

enum outcome notifications_list_choices(struct context *ctx, struct notification_choice ret_choices[],
					size_t *ret_count)
{
	struct notification_choice all[NOTIFICATION_KIND_COUNT];
	*ret_count = 0;
	TRY(context_read(ctx));
	TRY(notification_choices(ctx, (struct staff_id){ctx->actor.id}, all));
	for (size_t i = 0; i < NOTIFICATION_KIND_COUNT; i++)
		if (notification_may(all[i].kind, ctx->permissions))
			ret_choices[(*ret_count)++] = all[i];
	return DONE;
}

static enum outcome tick(struct context *ctx, struct notification_words words, bool ticked[NOTIFICATION_KIND_COUNT])
{
	enum notification_kind kind;
	for (size_t i = 0; i < words.count; i++) {
		if (!notification_kind_parse(words.list[i], &kind))
			return context_invalid(ctx, TEXT_NONE, "unknown_kind", N_("There is nothing like “{0}”."),
					       words.list[i], TEXT_NONE);
		ticked[kind] = true;
	}
	return DONE;
}

struct choosing {
	bool on_page[NOTIFICATION_KIND_COUNT], by_mail[NOTIFICATION_KIND_COUNT];
};

/* What they cannot see on the form now stays as it is, should they be allowed to see it again. */
static enum outcome choose(struct context *ctx, void *state)
{
	const struct choosing *choosing = state;
	for (enum notification_kind kind = 0; (int)kind < NOTIFICATION_KIND_COUNT; kind++) {
		if (!notification_may(kind, ctx->permissions))
			continue;
		bool page = choosing->on_page[kind] && notification_declared(kind)->page != PAGE_NEVER;
		TRY(notification_choice_set(ctx->writer, (struct staff_id){ctx->actor.id}, kind, page,
					    choosing->by_mail[kind]));
	}
	return DONE;
}

enum outcome notifications_set_choices(struct context *ctx, struct notification_words on_page,
				       struct notification_words by_mail)
{
	struct choosing choosing = {0};
	TRY(tick(ctx, on_page, choosing.on_page));
	TRY(tick(ctx, by_mail, choosing.by_mail));
	return context_transact(ctx, choose, &choosing);
}
