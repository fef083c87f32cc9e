/* Collecting what rows give, asking who holds it, finding it. */
#include "features/imports/imports_claims.h"

#include "format/email_address.h"

#include <stdlib.h>
#include <string.h>

typedef void claim_function(void *state, enum claim_kind kind, struct text value);

/* ---- what a row gives ---- */

struct giving {
	struct arena *arena;
	claim_function *each;
	void *state;
};

/* A login follows the address. */
static void give_email(const struct giving *giving, struct text cell)
{
	struct email_address email;
	giving->each(giving->state, CLAIM_KIND_LOGIN, customers_fold_login(giving->arena, cell));
	if (!email_address_parse(giving->arena, cell, &email))
		return;
	giving->each(giving->state, CLAIM_KIND_EMAIL, email.folded);
	giving->each(giving->state, CLAIM_KIND_GUEST, email.folded);
}

static void give_external(const struct giving *giving, struct text system, struct text cell)
{
	const struct text *pieces;
	size_t count = transfer_list_read(giving->arena, cell, &pieces);
	for (size_t i = 0; i < count; i++)
		giving->each(giving->state, CLAIM_KIND_EXTERNAL,
			     customers_external_claim(giving->arena, system, pieces[i]));
}

static void give_all(const struct import_work *w, claim_function *each, void *state)
{
	const struct giving giving = {w->ctx->arena, each, state};
	for (size_t i = 0; i < w->rules->column_count; i++) {
		const struct transfer_column *column = &w->rules->columns[i].column;
		bool is_email = column->part == TRANSFER_EMAIL || transfer_column_equal(column, &import_email_column);
		bool is_login = transfer_column_equal(column, &import_login_column);
		if (!is_email && !is_login && column->part != TRANSFER_EXTERNAL)
			continue;
		struct text cell = import_work_cell(w, &w->rules->columns[i]);
		if (text_is_empty(cell))
			continue;
		if (is_email)
			give_email(&giving, cell);
		else if (is_login)
			each(state, CLAIM_KIND_LOGIN, customers_fold_login(giving.arena, cell));
		else
			give_external(&giving, column->name, cell);
	}
}

/* ---- all rows ---- */

struct collecting {
	struct arena *arena;
	struct import_claims *claims;
	size_t room;
};

static void collect(void *state, enum claim_kind kind, struct text value)
{
	struct collecting *collecting = state;
	struct import_claims *claims = collecting->claims;
	if (claims->count == collecting->room) {
		struct import_claim *old = claims->list;
		collecting->room = collecting->room * 2 + 64;
		claims->list = arena_take_array(collecting->arena, collecting->room, sizeof *old);
		if (claims->count)
			memcpy(claims->list, old, claims->count * sizeof *old);
	}
	claims->list[claims->count++] = (struct import_claim){.kind = kind, .value = value};
}

static int compare(const void *a, const void *b)
{
	const struct import_claim *left = a, *right = b;
	size_t size = left->value.size < right->value.size ? left->value.size : right->value.size;
	int order = (left->kind > right->kind) - (left->kind < right->kind);
	if (order == 0 && size)
		order = memcmp(left->value.at, right->value.at, size);
	return order ? order : (left->value.size > right->value.size) - (left->value.size < right->value.size);
}

static void sort(struct import_claims *claims)
{
	size_t count = 0;
	if (claims->count)
		qsort(claims->list, claims->count, sizeof *claims->list, compare);
	for (size_t i = 0; i < claims->count; i++)
		if (!count || compare(&claims->list[count - 1], &claims->list[i]) != 0)
			claims->list[count++] = claims->list[i];
	claims->count = count;
}

static struct import_claim *find(const struct import_claims *claims, enum claim_kind kind, struct text value)
{
	const struct import_claim wanted = {.kind = kind, .value = value};
	return claims && claims->count ? bsearch(&wanted, claims->list, claims->count, sizeof *claims->list, compare)
				       : NULL;
}

/* Those of one kind, which stand together, from `*at` on. */
static enum outcome ask(struct context *ctx, struct import_claims *claims, size_t *at)
{
	enum claim_kind kind = claims->list[*at].kind;
	struct text *values = arena_take_array(ctx->arena, claims->count, sizeof *values);
	struct import_claim_holders *holders;
	size_t count = 0, found;
	for (; *at < claims->count && claims->list[*at].kind == kind; ++*at)
		values[count++] = claims->list[*at].value;
	TRY(import_claim_holders(ctx->reader, kind, values, count, &holders, &found));
	for (size_t i = 0; i < found; i++) {
		struct import_claim *claim = find(claims, kind, holders[i].value);
		if (claim)
			claim->holder = holders[i].customer_id;
	}
	return DONE;
}

enum outcome import_claims_read(struct context *ctx, const struct import_rules *rules,
				const struct import_source_row *rows, size_t count, struct import_claims *ret_claims)
{
	struct collecting collecting = {.arena = ctx->arena, .claims = ret_claims};
	*ret_claims = (struct import_claims){0};
	for (size_t i = 0; i < count; i++) {
		const struct import_work work = {
			.ctx = ctx, .rules = rules, .cells = rows[i].cells, .cell_count = rows[i].count};
		give_all(&work, collect, &collecting);
	}
	sort(ret_claims);
	for (size_t at = 0; at < ret_claims->count;)
		TRY(ask(ctx, ret_claims, &at));
	return DONE;
}

/* ---- a row ---- */

enum outcome import_claim_holder(const struct import_work *w, enum claim_kind kind, struct text value,
				 struct customer_id *ret_customer)
{
	const struct import_claim *claim = find(w->rules->claims, kind, value);
	if (!claim || claim->unsure)
		return customers_find_claim(w->ctx, kind, value, ret_customer);
	*ret_customer = claim->holder;
	return DONE;
}

struct clearing {
	struct context *ctx;
	enum outcome outcome;
};

static void make_way(void *state, enum claim_kind kind, struct text value)
{
	struct clearing *clearing = state;
	if (clearing->outcome == DONE)
		clearing->outcome = customers_make_way(clearing->ctx, kind, value);
}

enum outcome import_claims_make_way(const struct import_work *w)
{
	struct clearing clearing = {w->ctx, DONE};
	if (w->makes_way)
		give_all(w, make_way, &clearing);
	return clearing.outcome;
}

static void doubt(void *state, enum claim_kind kind, struct text value)
{
	struct import_claim *claim = find(state, kind, value);
	if (claim)
		claim->unsure = true;
}

void import_claims_written(const struct import_work *w)
{
	if (!w->rules->claims)
		return;
	if (w->is_new && !w->makes_way)
		give_all(w, doubt, w->rules->claims);
	else /* what they held before may be free now */
		w->rules->claims->count = 0;
}
