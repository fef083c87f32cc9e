/* The face of lists and their SQL executor: pages, totals, ids, neighbours; the contract is in lists.h.
 *
 * The one idea: which rows (ids and keys, sorted, cut to a page) is asked first, inside; what they look like is joined
 * to the few that are left, outside, so that sorting never carries whole rows.
 * Elsewhere: conditions and scope (lists_where.c), order (lists_sort.c), cursors (lists_cursor.c), the index that
 * answers in its place where it can (lists_index.h).
 */
#include "access.schema.h"
#include "service/lists_index_parts.h"

#include <stdlib.h>
#include <string.h>

#define MOST 10000

#define FROM " FROM customers c LEFT JOIN customer_counters k ON k.customer_id = c.id"

/* The axis that decides the status has its reason; the numbers are those of the schema's choices. */
_Static_assert(CUSTOMER_STATUS_TRASHED == 1 && CUSTOMER_STATUS_BLOCKED == 2 && CUSTOMER_STATUS_SUSPENDED == 3 &&
		       CUSTOMER_STATUS_DISAPPROVED == 4 && CUSTOMER_STATUS_PENDING == 5 &&
		       CUSTOMER_STATUS_AWAITING == 6 && CUSTOMER_STATUS_INACTIVE == 7,
	       "the SQL below says so");
_Static_assert(ACCESS_AXIS_ACTIVATION == 1 && ACCESS_AXIS_APPROVAL == 2 && ACCESS_AXIS_ACTIVE == 3 &&
		       ACCESS_AXIS_BLOCK == 4 && ACCESS_AXIS_SUSPENSION == 5,
	       "the SQL below says so");

static const char *const row_columns =
	"SELECT p.id, p.sort_key, c.display_name, c.email, c.login, c.company, c.title, c.type_id, c.group_id, "
	"c.channel_id, c.representative_id, c.country, c.status, CASE WHEN c.status = 3 THEN c.suspended END, "
	"c.suspended_until, CASE WHEN c.status = 1 THEN c.trash_reason ELSE (SELECT x.reason FROM customer_axes x "
	"WHERE x.customer_id = c.id AND x.axis = CASE c.status WHEN 2 THEN 4 WHEN 3 THEN 5 WHEN 4 THEN 2 WHEN 5 THEN 2 "
	"WHEN 6 THEN 1 WHEN 7 THEN 3 END) END, c.created, k.last_sign_in, c.modified, c.since, COALESCE(k.orders, 0), "
	"COALESCE(k.spent_base, 0), c.vip, c.guest, c.newsletter, "
	"(SELECT f.token FROM files f WHERE f.id = c.picture_id AND f.customer_id = c.id), c.version, "
	"COALESCE((SELECT n.state FROM consents n WHERE n.customer_id = c.id AND n.purpose = 0), 0), "
	"c.discount, COALESCE(c.discount_amount, 0), c.discount_currency FROM (";
static const char *const row_joins =
	") p JOIN customers c ON c.id = p.id LEFT JOIN customer_counters k ON k.customer_id = c.id";

/* ---- reading rows ---- */

struct gathered {
	struct arena *arena;
	struct list_answer *answer;
	struct list_position last;
	struct list_labels labels;
	bool is_text;
	int64_t most;
};

static struct list_position read_position(struct arena *arena, const struct store_row *row, int column, bool is_text)
{
	return (struct list_position){
		.is_null = store_row_is_null(row, column),
		.number = is_text ? 0 : store_row_number(row, column),
		.text = is_text ? store_read_text(arena, row, column) : TEXT_NONE,
	};
}

static struct list_row read_row(struct arena *arena, const struct store_row *row, const struct list_labels *labels)
{
	return (struct list_row){
		.id = {store_row_number(row, 0)},
		.display_name = store_read_text(arena, row, 2),
		.email = store_read_text(arena, row, 3),
		.login = store_read_text(arena, row, 4),
		.company = store_read_text(arena, row, 5),
		.title = store_read_text(arena, row, 6),
		.type_name = list_label_name(&labels->types, store_row_number(row, 7)),
		.group_name = list_label_name(&labels->groups, store_row_number(row, 8)),
		.channel_name = list_label_name(&labels->channels, store_row_number(row, 9)),
		.representative_name = list_label_name(&labels->staff, store_row_number(row, 10)),
		.country = store_read_text(arena, row, 11),
		.status = (enum customer_status)store_row_number(row, 12),
		.status_detail = store_read_text(arena, row, 13),
		.suspended_until = store_read_instant(row, 14),
		.status_reason = store_read_text(arena, row, 15),
		.created = store_read_instant(row, 16),
		.last_sign_in = store_read_instant(row, 17),
		.modified = store_read_instant(row, 18),
		.since = store_read_date(row, 19),
		.orders = store_row_number(row, 20),
		.spent_base = store_row_number(row, 21),
		.vip = store_row_number(row, 22) != 0,
		.guest = store_row_number(row, 23) != 0,
		.newsletter = store_row_number(row, 24) != 0,
		.picture = store_read_text(arena, row, 25),
		.version = store_row_number(row, 26),
		.consent = (enum consent_state)store_row_number(row, 27),
		.discount = {store_row_number(row, 28), store_row_number(row, 29), store_read_text(arena, row, 30)},
	};
}

/* One row more than asked for was read: it says that there is a next page. */
static enum outcome gather(void *state, const struct store_row *row)
{
	struct gathered *gathered = state;
	if ((int64_t)gathered->answer->count == gathered->most) {
		gathered->answer->next = TEXT("");
		return DONE;
	}
	gathered->last = read_position(gathered->arena, row, 1, gathered->is_text);
	gathered->last.id = store_row_number(row, 0);
	gathered->answer->rows[gathered->answer->count++] = read_row(gathered->arena, row, &gathered->labels);
	return DONE;
}

static enum outcome ask_store(struct context *ctx, struct composed *c, store_row_fn *row, void *state)
{
	if (buffer_failed(&c->sql))
		return TOO_MANY;
	return store_query_composed(ctx->reader, buffer_text(&c->sql), c->values, c->count, row, state);
}

static enum outcome read_number(void *state, const struct store_row *row)
{
	*(int64_t *)state = store_row_number(row, 0);
	return DONE;
}

/* ---- the page ---- */

static void compose_page(struct context *ctx, struct composed *c, const struct list_ask *ask,
			 const struct list_position *behind)
{
	composed_add(c, row_columns);
	ADD(c, "SELECT c.id AS id, ");
	composed_add(c, list_sort_declared(ask->sort)->sql);
	ADD(c, " AS sort_key" FROM);
	composed_where(c, reader_session(ctx->reader), ask);
	if (behind)
		composed_behind(c, ask, behind, false);
	composed_order(c, ask, false);
	ADD(c, " LIMIT ");
	composed_bind_number(c, ask->most + 1);
	if (!behind && ask->offset > 0) {
		ADD(c, " OFFSET ");
		composed_bind_number(c, ask->offset);
	}
	composed_add(c, row_joins);
	composed_order(c, ask, false);
}

static enum outcome read_page(struct context *ctx, struct composed *c, const struct list_ask *ask,
			      struct list_answer *answer)
{
	struct list_position behind;
	bool has_cursor = !text_is_none(ask->cursor);
	struct gathered gathered = {.arena = ctx->arena,
				    .answer = answer,
				    .is_text = list_sort_declared(ask->sort)->is_text,
				    .most = ask->most};
	if (has_cursor)
		TRY(list_cursor_read(ctx, ask, &behind));
	answer->rows = arena_take_array(ctx->arena, (size_t)ask->most, sizeof *answer->rows);
	TRY(list_labels_read(ctx, &gathered.labels));
	compose_page(ctx, c, ask, has_cursor ? &behind : NULL);
	TRY(ask_store(ctx, c, gather, &gathered));
	return text_is_none(answer->next) ? DONE : list_cursor_write(ctx, ask, &gathered.last, &answer->next);
}

/* ---- where somebody stands ---- */

struct found_position {
	struct arena *arena;
	struct list_position position;
	bool is_text, found;
};

static enum outcome find_position(void *state, const struct store_row *row)
{
	struct found_position *found = state;
	found->position = read_position(found->arena, row, 0, found->is_text);
	found->found = true;
	return DONE;
}

/* Where the customer stands, whether or not the filter still lets it through: it may just have been changed. */
static enum outcome read_where(struct context *ctx, const struct list_ask *ask, struct customer_id customer,
			       struct found_position *found)
{
	struct composed c __attribute__((cleanup(composed_free))) = {0};
	struct filter_node everybody = {.kind = FILTER_ALL};
	const struct filter all = {.root = &everybody};
	const struct list_ask anywhere = {.filter = &all, .guests = true, .trash = true};
	TRY(composed_open(ctx, &c));
	ADD(&c, "SELECT ");
	composed_add(&c, list_sort_declared(ask->sort)->sql);
	ADD(&c, FROM);
	composed_where(&c, reader_session(ctx->reader), &anywhere);
	ADD(&c, " AND c.id = ");
	composed_bind_number(&c, customer.value);
	TRY(ask_store(ctx, &c, find_position, found));
	found->position.id = customer.value;
	return found->found ? DONE : NOT_FOUND;
}

/* ---- the page of the index ---- */

/* Where a row of those ids belongs. */
struct placed {
	int64_t id;
	size_t at;
};

struct placing {
	struct arena *arena;
	struct placed *places; /* by id */
	struct list_row *rows;
	struct list_position last;
	struct list_labels labels;
	size_t count;
	bool is_text;
};

static int compare_placed(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	return (a->id > b->id) - (a->id < b->id);
}

static enum outcome place_row(void *state, const struct store_row *row)
{
	struct placing *placing = state;
	const struct placed wanted = {.id = store_row_number(row, 0)};
	const struct placed *found = bsearch(&wanted, placing->places, placing->count, sizeof wanted, compare_placed);
	if (!found)
		return FAULT;
	placing->rows[found->at] = read_row(placing->arena, row, &placing->labels);
	if (found->at + 1 == placing->count) {
		placing->last = read_position(placing->arena, row, 1, placing->is_text);
		placing->last.id = wanted.id;
	}
	return DONE;
}

static void compose_rows(struct context *ctx, struct composed *c, const struct list_ask *ask,
			 const struct list_found *found)
{
	static const struct filter_node everybody = {.kind = FILTER_ALL};
	const struct filter all = {.root = (struct filter_node *)(uintptr_t)&everybody};
	const struct list_ask anywhere = {.filter = &all, .guests = true, .trash = true};
	composed_add(c, row_columns);
	ADD(c, "SELECT c.id AS id, ");
	composed_add(c, list_sort_declared(ask->sort)->sql);
	ADD(c, " AS sort_key" FROM);
	composed_where(c, reader_session(ctx->reader), &anywhere);
	ADD(c, " AND ");
	composed_ids(c, "c.id", found->ids, found->count);
	composed_add(c, row_joins);
}

/* What the rows look like; one that was erased meanwhile, or left the scope, is left out. */
static enum outcome read_rows(struct context *ctx, const struct list_ask *ask, const struct list_found *found,
			      struct list_answer *answer)
{
	struct composed c __attribute__((cleanup(composed_free))) = {0};
	struct placing placing = {
		.arena = ctx->arena,
		.places = arena_take_array(ctx->arena, found->count, sizeof *placing.places),
		.rows = arena_take_array(ctx->arena, found->count, sizeof *placing.rows),
		.count = found->count,
		.is_text = list_sort_declared(ask->sort)->is_text,
	};
	for (size_t i = 0; i < found->count; i++)
		placing.places[i] = (struct placed){found->ids[i], i};
	qsort(placing.places, found->count, sizeof *placing.places, compare_placed);
	TRY(composed_open(ctx, &c));
	TRY(list_labels_read(ctx, &placing.labels));
	compose_rows(ctx, &c, ask, found);
	TRY(ask_store(ctx, &c, place_row, &placing));
	answer->rows = placing.rows;
	for (size_t i = 0; i < found->count; i++)
		if (placing.rows[i].id.value)
			answer->rows[answer->count++] = placing.rows[i];
	return found->has_next && placing.last.id ? list_cursor_write(ctx, ask, &placing.last, &answer->next) : DONE;
}

/* The cursor alone needs a row: the last, unless it was erased meanwhile. */
static enum outcome give_ids(struct context *ctx, const struct list_ask *ask, const struct list_found *found,
			     struct list_answer *answer)
{
	struct found_position last = {.arena = ctx->arena, .is_text = list_sort_declared(ask->sort)->is_text};
	answer->rows = arena_take_array(ctx->arena, found->count, sizeof *answer->rows);
	for (size_t i = 0; i < found->count; i++)
		answer->rows[answer->count++].id = (struct customer_id){found->ids[i]};
	if (!found->has_next)
		return DONE;
	enum outcome outcome = read_where(ctx, ask, answer->rows[found->count - 1].id, &last);
	if (outcome != DONE)
		return outcome == NOT_FOUND ? DONE : outcome;
	return list_cursor_write(ctx, ask, &last.position, &answer->next);
}

static enum outcome run_by_index(struct context *ctx, struct list_index *index, const struct list_ask *ask,
				 struct list_answer *answer, bool *ret_answered)
{
	struct list_position behind;
	struct list_found found;
	bool has_cursor = !text_is_none(ask->cursor);
	if (has_cursor)
		TRY(list_cursor_read(ctx, ask, &behind));
	TRY(list_index_page(ctx, index, ask, has_cursor ? &behind : NULL, &found));
	*ret_answered = found.answered;
	if (!found.answered)
		return DONE;
	answer->total = ask->no_total ? -1 : found.total;
	if (found.count == 0)
		return DONE;
	return ask->only_ids ? give_ids(ctx, ask, &found, answer) : read_rows(ctx, ask, &found, answer);
}

static enum outcome read_total(struct context *ctx, struct composed *c, const struct list_ask *ask, int64_t *ret_total)
{
	ADD(c, "SELECT COUNT(*)" FROM);
	composed_where(c, reader_session(ctx->reader), ask);
	return ask_store(ctx, c, read_number, ret_total);
}

enum outcome lists_run(struct context *ctx, const struct list_ask *ask, struct list_answer *ret_answer)
{
	struct composed page __attribute__((cleanup(composed_free))) = {0};
	struct composed total __attribute__((cleanup(composed_free))) = {0};
	*ret_answer = (struct list_answer){.total = -1};
	if (ask->most < 1 || ask->most > MOST || ask->offset < 0)
		return context_invalid(ctx, TEXT("limit"), "out_of_range", N_("A page has from 1 to {0} rows."),
				       text_of_number(ctx->arena, MOST), TEXT_NONE);
	struct list_index *index = list_index_find(ctx);
	bool answered = false;
	if (index)
		TRY(run_by_index(ctx, index, ask, ret_answer, &answered));
	if (answered)
		return DONE;
	TRY(composed_open(ctx, &page));
	TRY(read_page(ctx, &page, ask, ret_answer));
	if (ask->no_total)
		return DONE;
	TRY(composed_open(ctx, &total));
	return read_total(ctx, &total, ask, &ret_answer->total);
}

/* ---- totals of several ---- */

struct gathered_totals {
	int64_t *totals;
	size_t count;
};
static enum outcome gather_totals(void *state, const struct store_row *row)
{
	const struct gathered_totals *gathered = state;
	for (size_t i = 0; i < gathered->count; i++)
		gathered->totals[i] = store_row_number(row, (int)i);
	return DONE;
}

static enum outcome count_by_index(struct context *ctx, const struct list_ask *ask, int64_t *ret_total,
				   bool *ret_answered)
{
	struct list_index *index = list_index_find(ctx);
	struct list_found found = {0};
	const struct list_ask alone = {.filter = ask->filter, .guests = ask->guests, .trash = ask->trash};
	if (index)
		TRY(list_index_page(ctx, index, &alone, NULL, &found));
	*ret_answered = found.answered;
	*ret_total = found.total;
	return DONE;
}

enum outcome lists_count(struct context *ctx, const struct list_ask *asks, size_t count, int64_t *ret_totals)
{
	struct composed c __attribute__((cleanup(composed_free))) = {0};
	struct gathered_totals gathered = {ret_totals, count};
	TRY(composed_open(ctx, &c));
	bool answered = true;
	for (size_t i = 0; answered && i < count; i++)
		TRY(count_by_index(ctx, &asks[i], &ret_totals[i], &answered));
	for (size_t i = 0; !answered && i < count; i++) {
		composed_add(&c, i ? ", (SELECT COUNT(*)" FROM : "SELECT (SELECT COUNT(*)" FROM);
		composed_where(&c, reader_session(ctx->reader), &asks[i]);
		ADD(&c, ")");
	}
	return answered ? DONE : ask_store(ctx, &c, gather_totals, &gathered);
}

/* ---- ids ---- */

struct gathered_ids {
	struct customer_id *ids;
	size_t count;
	bool answered; /* by the index */
};

static enum outcome gather_id(void *state, const struct store_row *row)
{
	struct gathered_ids *gathered = state;
	gathered->ids[gathered->count++] = (struct customer_id){store_row_number(row, 0)};
	return DONE;
}

static enum outcome ids_by_index(struct context *ctx, struct list_index *index, const struct list_ask *ask,
				 struct customer_id after, struct gathered_ids *gathered)
{
	const struct list_position behind = {.number = after.value, .id = after.value};
	struct list_found found;
	TRY(list_index_page(ctx, index, ask, &behind, &found));
	gathered->answered = found.answered;
	gathered->count = found.count;
	for (size_t i = 0; i < found.count; i++)
		gathered->ids[i] = (struct customer_id){found.ids[i]};
	return DONE;
}

static enum outcome ids_by_sql(struct context *ctx, const struct list_ask *ask, struct customer_id after,
			       struct gathered_ids *gathered)
{
	struct composed c __attribute__((cleanup(composed_free))) = {0};
	TRY(composed_open(ctx, &c));
	ADD(&c, "SELECT c.id" FROM);
	composed_where(&c, reader_session(ctx->reader), ask);
	ADD(&c, " AND c.id > ");
	composed_bind_number(&c, after.value);
	ADD(&c, " ORDER BY c.id LIMIT ");
	composed_bind_number(&c, ask->most);
	return ask_store(ctx, &c, gather_id, gathered);
}

enum outcome lists_ids(struct context *ctx, const struct list_ask *ask, struct customer_id after,
		       struct customer_id **ret_ids, size_t *ret_count)
{
	struct list_ask by_id = {
		.filter = ask->filter, .sort = LIST_SORT_ID, .guests = ask->guests, .trash = ask->trash};
	by_id.most = ask->most < 1 ? 1 : ask->most > MOST ? MOST : ask->most;
	struct gathered_ids gathered = {.ids = arena_take_array(ctx->arena, (size_t)by_id.most, sizeof **ret_ids)};
	struct list_index *index = list_index_find(ctx);
	if (index)
		TRY(ids_by_index(ctx, index, &by_id, after, &gathered));
	if (!gathered.answered)
		TRY(ids_by_sql(ctx, &by_id, after, &gathered));
	*ret_ids = gathered.ids;
	*ret_count = gathered.count;
	return DONE;
}

/* ---- neighbours ---- */

static enum outcome read_neighbour(struct context *ctx, const struct list_ask *ask,
				   const struct list_position *position, bool backwards,
				   struct customer_id *ret_neighbour)
{
	struct composed c __attribute__((cleanup(composed_free))) = {0};
	TRY(composed_open(ctx, &c));
	ADD(&c, "SELECT c.id" FROM);
	composed_where(&c, reader_session(ctx->reader), ask);
	composed_behind(&c, ask, position, backwards);
	composed_order(&c, ask, backwards);
	ADD(&c, " LIMIT 1");
	return ask_store(ctx, &c, read_number, &ret_neighbour->value);
}

enum outcome lists_around(struct context *ctx, const struct list_ask *ask, struct customer_id customer,
			  struct customer_id *ret_previous, struct customer_id *ret_next)
{
	struct found_position found = {.arena = ctx->arena, .is_text = list_sort_declared(ask->sort)->is_text};
	*ret_previous = *ret_next = (struct customer_id){0};
	TRY(context_read(ctx));
	TRY(read_where(ctx, ask, customer, &found));
	struct list_index *index = list_index_find(ctx);
	struct list_neighbours neighbours = {0};
	if (index)
		TRY(list_index_around(ctx, index, ask, &found.position, &neighbours));
	if (neighbours.answered) {
		*ret_previous = (struct customer_id){neighbours.previous};
		*ret_next = (struct customer_id){neighbours.next};
		return DONE;
	}
	TRY(read_neighbour(ctx, ask, &found.position, true, ret_previous));
	return read_neighbour(ctx, ask, &found.position, false, ret_next);
}
