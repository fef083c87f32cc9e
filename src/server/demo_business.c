/* The business of the demo: its settings, its staff, and what customers are sorted by. */
#include "demo.sql.h"
#include "features/staff/staff.h"
#include "format/fold.h"
#include "server/demo.h"
#include "server/demo_staff.h"
#include "service/passwords.h"
#include "service/settings.h"
#include "staff.sql.h"

static struct instant stands_still(void *state)
{
	const struct demo *demo = state;
	return demo->moment;
}

void demo_context_open(struct demo *demo, struct arena *arena, struct context *ret_ctx)
{
	struct clock *clock = arena_take(arena, sizeof *clock);
	*clock = (struct clock){stands_still, demo};
	context_open(ret_ctx, arena, demo->store);
	ret_ctx->clock = clock;
}

const struct demo_named *demo_named_find(const struct demo *demo, enum demo_list_kind kind, struct text word)
{
	for (size_t i = 0; i < demo->named_count[kind]; i++)
		if (text_equal(demo->named[kind][i].word, word))
			return &demo->named[kind][i];
	return NULL;
}

static enum outcome set_settings(struct context *ctx)
{
	TRY(settings_set(ctx, SETTING_BUSINESS_NAME, TEXT("Kedai Nusantara")));
	TRY(settings_set(ctx, SETTING_BUSINESS_ZONE, TEXT("Asia/Kuala_Lumpur")));
	TRY(settings_set(ctx, SETTING_BUSINESS_COUNTRY, TEXT("MY")));
	return settings_set(ctx, SETTING_BUSINESS_CURRENCY, TEXT("MYR"));
}

static enum outcome add_staff(struct demo *demo, struct context *ctx)
{
	for (size_t i = 0; i < DEMO_STAFF; i++) {
		struct staff_id staff;
		struct text role = text_of(demo_staff[i].role);
		struct staff_add ask = {.email = text_of(demo_staff[i].email), .name = text_of(demo_staff[i].name)};
		TRY(staff_find_role(ctx, role, &ask.role));
		TRY(staff_add(ctx, &ask, &staff));
		demo->staff[i] = staff;
		if (text_equal(role, TEXT("shop_manager")))
			demo->manager = staff;
		else if (text_equal(role, TEXT("sales")))
			demo->sales = staff;
		else if (text_equal(role, TEXT("support")))
			demo->support = staff;
	}
	return DONE;
}

static enum outcome add_type(struct context *ctx, int64_t id, struct text entry, int64_t position)
{
	struct text word = demo_field(entry, 0);
	bool business = text_equal(word, TEXT("wholesale")) || text_equal(word, TEXT("reseller"));
	return demo_type(ctx->writer, &(struct demo_type_in){
					      .id = {id},
					      .word = word,
					      .name = demo_field(entry, 1),
					      .sort_name = fold_sort(ctx->arena, demo_field(entry, 1)),
					      .position = position,
					      .is_default = position == 1,
					      .approval = business,
					      .registration = true,
					      .discount = business ? 500 : 0,
					      .created = context_now(ctx),
				      });
}

static enum outcome add_group(struct context *ctx, int64_t id, struct text entry, int64_t position)
{
	struct text word = demo_field(entry, 0);
	bool regular = text_equal(word, TEXT("regular")), staff = text_equal(word, TEXT("staff"));
	return demo_group(ctx->writer,
			  &(struct demo_group_in){
				  .id = {id},
				  .word = word,
				  .name = demo_field(entry, 1),
				  .sort_name = fold_sort(ctx->arena, demo_field(entry, 1)),
				  .position = position,
				  .is_default = position == 1,
				  .discount = staff ? 2000 : 0,
				  .tiers = regular ? TEXT("1000.00 MYR: 3.00; 5000.00 MYR: 5.00") : TEXT_NONE,
				  .created = context_now(ctx),
			  });
}

static enum outcome add_channel(struct context *ctx, int64_t id, struct text entry, int64_t position)
{
	static const char *const colours[] = {"#0a6a70", "#8a4b08", "#7a2e5d", "#2f5d9b"};
	struct text word = demo_field(entry, 0);
	bool german = text_equal(word, TEXT("bremen")), malaysian = text_equal(word, TEXT("kl"));
	return demo_channel(ctx->writer, &(struct demo_channel_in){
						 .id = {id},
						 .word = word,
						 .name = demo_field(entry, 1),
						 .sort_name = fold_sort(ctx->arena, demo_field(entry, 1)),
						 .position = position,
						 .is_default = position == 1,
						 .colour = text_of(colours[position % 4]),
						 .language = german      ? TEXT("de")
							     : malaysian ? TEXT("ms")
									 : TEXT("en"),
						 .currency = german ? TEXT("EUR") : TEXT("MYR"),
						 .country = german      ? TEXT("DE")
							    : malaysian ? TEXT("MY")
									: TEXT_NONE,
						 .created = context_now(ctx),
					 });
}

static enum outcome add_tag(struct context *ctx, int64_t id, struct text name, int64_t position)
{
	static const char *const colours[] = {"#0a6a70", "#8a4b08", "#7a2e5d", "#2f5d9b", "#4f6b1d", "#9b2f2f"};
	return demo_tag(ctx->writer, &(struct demo_tag_in){
					     .id = {id},
					     .name = name,
					     .folded = fold_sort(ctx->arena, name),
					     .colour = text_of(colours[position % 6]),
					     .created = context_now(ctx),
				     });
}

static enum outcome add_options(struct context *ctx, struct attribute_id attribute, struct text word)
{
	const char *const *entries;
	size_t count = demo_list(DEMO_LIST_ATTRIBUTE_VALUES, &entries);
	int64_t position = 0;
	for (size_t i = 0; i < count; i++)
		if (text_equal(demo_field(text_of(entries[i]), 0), word))
			TRY(demo_attribute_option(ctx->writer, attribute, ++position,
						  demo_field(text_of(entries[i]), 1)));
	return DONE;
}

static enum outcome add_attribute(struct context *ctx, struct demo_named *named, struct text entry, int64_t position)
{
	static const char *const languages[] = {"en", "ms", "de"};
	struct attribute_id id = {named->id};
	if (!attribute_kind_parse(demo_field(entry, 1), &named->kind))
		return FAULT;
	TRY(demo_attribute(ctx->writer,
			   &(struct demo_attribute_in){id, named->word, named->kind, position, context_now(ctx)}));
	for (size_t i = 0; i < 3; i++)
		TRY(demo_attribute_label(ctx->writer, id, text_of(languages[i]), demo_field(entry, 2 + i)));
	return named->kind == ATTRIBUTE_KIND_CHOICE ? add_options(ctx, id, named->word) : DONE;
}

static enum outcome add_named(struct context *ctx, enum demo_list_kind kind, struct demo_named *named,
			      struct text entry, int64_t position)
{
	switch (kind) {
	case DEMO_LIST_TYPES: return add_type(ctx, named->id, entry, position);
	case DEMO_LIST_GROUPS: return add_group(ctx, named->id, entry, position);
	case DEMO_LIST_CHANNELS: return add_channel(ctx, named->id, entry, position);
	case DEMO_LIST_TAGS: return add_tag(ctx, named->id, named->word, position);
	case DEMO_LIST_ATTRIBUTES: return add_attribute(ctx, named, entry, position);
	case DEMO_LIST_ATTRIBUTE_VALUES: break;
	}
	return FAULT;
}

static enum outcome add_lists(struct demo *demo, struct context *ctx)
{
	static const struct text kinds[DEMO_NAMED_LISTS] = {
		{"type", 4}, {"group", 5}, {"channel", 7}, {"tag", 3}, {"attribute", 9},
	};
	for (enum demo_list_kind kind = 0; kind < DEMO_NAMED_LISTS; kind++) {
		const char *const *entries;
		size_t count = demo_list(kind, &entries);
		demo->named[kind] = arena_take_array(demo->arena, count, sizeof *demo->named[kind]);
		demo->named_count[kind] = count;
		for (size_t i = 0; i < count; i++) {
			struct demo_named *named = &demo->named[kind][i];
			named->word = demo_field(text_of(entries[i]), 0);
			TRY(store_next_id(ctx->store, kinds[kind], &named->id));
			TRY(add_named(ctx, kind, named, text_of(entries[i]), (int64_t)i + 1));
		}
	}
	return DONE;
}

static enum outcome add_business(struct context *ctx, void *state)
{
	struct demo *demo = state;
	TRY(staff_seed_roles(ctx));
	TRY(set_settings(ctx));
	TRY(add_staff(demo, ctx));
	return add_lists(demo, ctx);
}

enum outcome demo_add_business(struct demo *demo)
{
	struct context ctx;
	demo->moment = instant_add(demo->now, -(DEMO_SPAN_DAYS + 7) * DAY_US);
	demo_context_open(demo, demo->arena, &ctx);
	enum outcome outcome = context_transact(&ctx, add_business, demo);
	context_close(&ctx);
	return outcome;
}

struct doors {
	const struct demo *demo;
	struct text hash;
};

static enum outcome open_doors(struct context *ctx, void *state)
{
	const struct doors *doors = state;
	for (size_t i = 0; i < DEMO_STAFF; i++)
		TRY(staff_set_password_hash(ctx->writer, doors->hash, context_now(ctx), doors->demo->staff[i]));
	return DONE;
}

enum outcome demo_open_doors(struct demo *demo)
{
	struct doors doors = {.demo = demo};
	struct context ctx;
	demo->moment = demo->now;
	demo_context_open(demo, demo->arena, &ctx);
	/* One hash for all: six would cost a second, and the password is printed anyway. */
	enum outcome outcome = passwords_hash(&ctx, (struct secret){TEXT(DEMO_PASSWORD)}, &doors.hash);
	if (outcome == DONE)
		outcome = context_transact(&ctx, open_doors, &doors);
	context_close(&ctx);
	return outcome;
}

enum outcome demo_read_state(struct context *ctx, enum demo_state *ret_state)
{
	struct demo_found found;
	TRY(context_read(ctx));
	TRY(demo_found(ctx->reader, text_of(demo_staff[0].email), &found));
	context_close(ctx);
	bool cut_off = !found.has_staff || (found.begun && !found.doors_are_open);
	*ret_state = cut_off ? DEMO_CUT_OFF : DEMO_FILLED;
	return DONE;
}
