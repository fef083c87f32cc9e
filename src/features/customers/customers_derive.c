/* Deriving status, names and search words. */
#include "features/customers/customers_derive.h"

#include "base/buffer.h"
#include "format/country.h"
#include "format/fold.h"
#include "format/phone.h"

#include <string.h>

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

struct text customers_sort_name(struct arena *arena, const struct customer_row *row)
{
	struct text name = join(arena, row->last_name, row->first_name);
	return fold_sort(arena, text_is_empty(name) ? row->display_name : name);
}

struct text derive_sort_key(struct arena *arena, struct text value)
{
	return text_is_empty(value) ? TEXT_NONE : fold_sort(arena, value);
}

static void add_words(struct buffer *words, struct arena *arena, struct text value)
{
	if (text_is_empty(value))
		return;
	buffer_add_char(words, ' ');
	buffer_add(words, fold_search(arena, value));
}

/* ---- sources ---- */

/* A list of `count` with room for one more. */
static void *with_room(struct arena *arena, void *list, size_t count, size_t size)
{
	if (count & (count - 1))
		return list;
	void *larger = arena_take_array(arena, count ? count * 2 : 1, size);
	return count ? memcpy(larger, list, count * size) : larger;
}

void customer_sources_add_email(struct customer_sources *s, struct text folded)
{
	s->emails = with_room(s->arena, s->emails, s->email_count, sizeof *s->emails);
	s->emails[s->email_count++] = (struct search_emails){folded};
}

void customer_sources_add_phone(struct customer_sources *s, const struct search_phones *phone)
{
	s->phones = with_room(s->arena, s->phones, s->phone_count, sizeof *s->phones);
	s->phones[s->phone_count++] = *phone;
}

void customer_sources_add_address(struct customer_sources *s, const struct search_addresses *address)
{
	s->addresses = with_room(s->arena, s->addresses, s->address_count, sizeof *s->addresses);
	s->addresses[s->address_count++] = *address;
}

void customer_sources_add_external_id(struct customer_sources *s, struct text value)
{
	s->external_ids = with_room(s->arena, s->external_ids, s->external_id_count, sizeof *s->external_ids);
	s->external_ids[s->external_id_count++] = (struct external_id_list){.value = value};
}

static enum outcome read_sources(struct context *ctx, struct customer_id customer, struct customer_sources *ret_sources)
{
	struct customer_sources *s = ret_sources;
	*s = (struct customer_sources){.arena = ctx->arena};
	TRY(search_emails(ctx->reader, customer, &s->emails, &s->email_count));
	TRY(search_phones(ctx->reader, customer, &s->phones, &s->phone_count));
	TRY(search_addresses(ctx->reader, customer, &s->addresses, &s->address_count));
	return external_id_list(ctx->reader, customer, &s->external_ids, &s->external_id_count);
}

/* ---- words ---- */

static void add_external_ids(struct arena *arena, const struct customer_sources *sources, struct search_add_in *search,
			     struct buffer *words)
{
	size_t count = sources->external_id_count;
	struct text *values = arena_take_array(arena, count, sizeof *values);
	for (size_t i = 0; i < count; i++) {
		values[i] = sources->external_ids[i].value;
		add_words(words, arena, values[i]);
	}
	search->external_ids = fold_lines(arena, values, count);
}

static void add_reachable(struct arena *arena, const struct customer_sources *sources, struct buffer *words)
{
	for (size_t i = 0; i < sources->email_count; i++)
		add_words(words, arena, sources->emails[i].folded);
	for (size_t i = 0; i < sources->phone_count; i++) {
		const struct search_phones *phone = &sources->phones[i];
		add_words(words, arena, text_is_none(phone->e164) ? phone->typed : phone->e164);
		add_words(words, arena, phone_search_words(arena, phone->typed, phone->e164, phone->extension));
	}
}

/* A state is kept as its code and asked for by either. */
static void add_addresses(struct arena *arena, const struct search_addresses *addresses, size_t count,
			  struct search_add_in *search)
{
	struct text *cities = arena_take_array(arena, count, sizeof *cities);
	struct text *states = arena_take_array(arena, count * 2, sizeof *states);
	for (size_t i = 0; i < count; i++) {
		struct text state = addresses[i].state;
		cities[i] = addresses[i].city;
		states[i * 2] = state;
		states[i * 2 + 1] = text_is_empty(state) ? TEXT_NONE : subdivision_name(state);
	}
	search->cities = fold_lines(arena, cities, count);
	search->states = fold_lines(arena, states, count * 2);
}

/* Whoever has no name is called by something else, and found by it. */
static void add_names(struct arena *arena, const struct customer_row *row, struct search_add_in *search)
{
	struct text both[] = {join(arena, row->first_name, row->last_name),
			      join(arena, row->last_name, row->first_name)};
	search->names = text_is_empty(both[0]) ? fold_lines(arena, &row->display_name, 1) : fold_lines(arena, both, 2);
	search->first_name = fold_lines(arena, &row->first_name, 1);
	search->last_name = fold_lines(arena, &row->last_name, 1);
	search->title = fold_lines(arena, &row->title, 1);
	search->company = fold_lines(arena, &row->company, 1);
}

static bool same_lines(const struct search_find *old, const struct search_add_in *new)
{
	return text_equal(old->names, new->names) && text_equal(old->first_name, new->first_name) &&
	       text_equal(old->last_name, new->last_name) && text_equal(old->title, new->title) &&
	       text_equal(old->company, new->company) && text_equal(old->cities, new->cities) &&
	       text_equal(old->states, new->states) && text_equal(old->external_ids, new->external_ids);
}

/* The words are written only when they differ: their index costs more than all else. */
static enum outcome set_search(struct context *ctx, const struct search_add_in *new)
{
	struct search_find old;
	bool found = false;
	TRY(search_find(ctx->reader, new->customer_id, &found, &old));
	if (!found || !text_equal(old.words, new->words))
		TRY(search_set(ctx->writer, new->words, new->customer_id));
	if (found && same_lines(&old, new))
		return DONE;
	return search_set_lines(ctx->writer, &(struct search_set_lines_in){
						     .names = new->names,
						     .first_name = new->first_name,
						     .last_name = new->last_name,
						     .title = new->title,
						     .company = new->company,
						     .cities = new->cities,
						     .states = new->states,
						     .external_ids = new->external_ids,
						     .customer_id = new->customer_id,
					     });
}

enum outcome derive_search(struct context *ctx, const struct customer_row *row, const struct customer_sources *sources)
{
	struct buffer words __attribute__((cleanup(buffer_free))) = buffer_make(64 * 1024);
	struct search_add_in search = {.customer_id = row->id};
	struct customer_sources read;
	bool fresh = sources != NULL;
	if (!fresh)
		TRY(read_sources(ctx, row->id, &read));
	sources = fresh ? sources : &read;
	buffer_add_number(&words, row->id.value);
	add_words(&words, ctx->arena, row->title);
	add_words(&words, ctx->arena, row->first_name);
	add_words(&words, ctx->arena, row->last_name);
	add_words(&words, ctx->arena, row->company);
	add_words(&words, ctx->arena, row->login);
	add_reachable(ctx->arena, sources, &words);
	add_external_ids(ctx->arena, sources, &search, &words);
	for (size_t i = 0; i < sources->address_count; i++) {
		add_words(&words, ctx->arena, sources->addresses[i].postcode);
		add_words(&words, ctx->arena, sources->addresses[i].city);
		add_words(&words, ctx->arena, sources->addresses[i].company);
	}
	add_names(ctx->arena, row, &search);
	add_addresses(ctx->arena, sources->addresses, sources->address_count, &search);
	search.words = buffer_text(&words);
	return fresh ? search_add(ctx->writer, &search) : set_search(ctx, &search);
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
	enum customer_status status = derive_status(&row, context_now(ctx));
	TRY(customer_update_derived(ctx->writer, &(struct customer_update_derived_in){
							 .status = status,
							 .email = row.email,
							 .display_name = row.display_name,
							 .sort_name = customers_sort_name(ctx->arena, &row),
							 .sort_company = derive_sort_key(ctx->arena, row.company),
							 .sort_login = derive_sort_key(ctx->arena, row.login),
							 .sort_email = derive_sort_key(ctx->arena, row.email),
							 .id = customer,
						 }));
	TRY(derive_search(ctx, &row, NULL));
	/* What a suspension closes may be another without another status. */
	bool follows = status != any.status || status == CUSTOMER_STATUS_SUSPENDED;
	for (customer_reaction *const *react = customer_status_reactions; follows && *react; react++)
		TRY((*react)(ctx, customer));
	return DONE;
}
