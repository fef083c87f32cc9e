/* Deriving status, names and search words. */
#include "features/customers/customers_derive.h"

#include "base/buffer.h"
#include "format/fold.h"
#include "format/phone.h"

enum customer_status derive_status(const struct customer_row *row, struct instant now)
{
	bool suspended = !text_is_none(row->suspended) &&
			 (instant_is_none(row->suspended_until) || row->suspended_until.us > now.us);
	if (row->merged_into.value)
		return CUSTOMER_STATUS_MERGED;
	if (!instant_is_none(row->trashed_at))
		return CUSTOMER_STATUS_TRASHED;
	if (row->blocked)
		return CUSTOMER_STATUS_BLOCKED;
	if (suspended)
		return CUSTOMER_STATUS_SUSPENDED;
	if (row->approval == APPROVAL_DISAPPROVED)
		return CUSTOMER_STATUS_DISAPPROVED;
	if (row->approval == APPROVAL_PENDING)
		return CUSTOMER_STATUS_PENDING;
	if (row->activation == ACTIVATION_AWAITING)
		return CUSTOMER_STATUS_AWAITING;
	if (!row->active)
		return CUSTOMER_STATUS_INACTIVE;
	return row->guest ? CUSTOMER_STATUS_GUEST : CUSTOMER_STATUS_ACTIVE;
}

static struct text join(struct arena *arena, struct text a, struct text b)
{
	if (text_is_empty(a))
		return b;
	if (text_is_empty(b))
		return a;
	return text_format(arena, "%.*s %.*s", TEXT_ARG(a), TEXT_ARG(b));
}

struct text derive_display_name(struct arena *arena, const struct customer_row *row)
{
	bool family_first = row->name_order == NAME_ORDER_FAMILY_FIRST;
	struct text name = family_first ? join(arena, row->last_name, row->first_name)
					: join(arena, row->first_name, row->last_name);
	const struct text candidates[] = {name, row->company, row->email, row->login};
	for (size_t i = 0; i < 4; i++)
		if (!text_is_empty(candidates[i]))
			return candidates[i];
	return text_format(arena, "#%lld", (long long)row->id.value);
}

struct text derive_sort_name(struct arena *arena, const struct customer_row *row)
{
	struct text name = join(arena, row->last_name, row->first_name);
	return fold_sort(arena, text_is_empty(name) ? row->display_name : name);
}

struct text derive_sort_company(struct arena *arena, const struct customer_row *row)
{
	return text_is_empty(row->company) ? TEXT_NONE : fold_sort(arena, row->company);
}

static void add_words(struct buffer *words, struct arena *arena, struct text value)
{
	if (text_is_empty(value))
		return;
	buffer_add_char(words, ' ');
	buffer_add(words, fold_search(arena, value));
}

static enum outcome add_children(struct context *ctx, struct customer_id customer, struct buffer *words)
{
	struct search_emails *emails;
	struct search_phones *phones;
	struct search_addresses *addresses;
	struct external_id_list *ids;
	size_t count;
	TRY(search_emails(ctx->reader, customer, &emails, &count));
	for (size_t i = 0; i < count; i++)
		add_words(words, ctx->arena, emails[i].folded);
	TRY(search_phones(ctx->reader, customer, &phones, &count));
	for (size_t i = 0; i < count; i++) {
		add_words(words, ctx->arena, text_is_none(phones[i].e164) ? phones[i].typed : phones[i].e164);
		add_words(words, ctx->arena,
			  phone_search_words(ctx->arena, phones[i].typed, phones[i].e164, phones[i].extension));
	}
	TRY(search_addresses(ctx->reader, customer, &addresses, &count));
	for (size_t i = 0; i < count; i++) {
		add_words(words, ctx->arena, addresses[i].postcode);
		add_words(words, ctx->arena, addresses[i].city);
		add_words(words, ctx->arena, addresses[i].company);
	}
	TRY(external_id_list(ctx->reader, customer, &ids, &count));
	for (size_t i = 0; i < count; i++)
		add_words(words, ctx->arena, ids[i].value);
	return DONE;
}

enum outcome derive_search(struct context *ctx, const struct customer_row *row, bool fresh)
{
	struct buffer words __attribute__((cleanup(buffer_free))) = buffer_make(64 * 1024);
	struct search_find old;
	bool found = false;
	buffer_add_number(&words, row->id.value);
	add_words(&words, ctx->arena, row->first_name);
	add_words(&words, ctx->arena, row->last_name);
	add_words(&words, ctx->arena, row->company);
	add_words(&words, ctx->arena, row->login);
	TRY(add_children(ctx, row->id, &words));
	if (fresh)
		return search_add(ctx->writer, row->id, buffer_text(&words));
	TRY(search_find(ctx->reader, row->id, &found, &old));
	if (found && text_equal(old.words, buffer_text(&words)))
		return DONE;
	return search_set(ctx->writer, buffer_text(&words), row->id);
}

enum outcome customers_derive(struct context *ctx, struct customer_id customer)
{
	struct customer_row_any any;
	struct primary_email_find primary;
	bool found;
	TRY(customer_row_any(ctx->reader, customer, &found, &any));
	if (!found)
		return NOT_FOUND;
	struct customer_row row = customers_row_of(&any);
	TRY(primary_email_find(ctx->reader, customer, &found, &primary));
	row.email = found ? primary.address : TEXT_NONE;
	row.display_name = derive_display_name(ctx->arena, &row);
	TRY(customer_update_derived(ctx->writer, &(struct customer_update_derived_in){
							 .status = derive_status(&row, context_now(ctx)),
							 .email = row.email,
							 .display_name = row.display_name,
							 .sort_name = derive_sort_name(ctx->arena, &row),
							 .sort_company = derive_sort_company(ctx->arena, &row),
							 .id = customer,
						 }));
	return derive_search(ctx, &row, false);
}
