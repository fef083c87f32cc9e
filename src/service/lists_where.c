/* From a filter to a condition over customers; see lists_where.h.
 *
 * The one idea: a condition on a value that is not there is unknown, and unknown is "no": so a negated one asks
 * `IS NOT TRUE`, and -country:MY finds those without a country too.
 */
#include "service/lists_where.h"

#include "format/fold.h"
#include "format/phone.h"
#include "service/settings.h"

#include <string.h>

#define SQL_MOST  (1 << 20)
#define ONLINE_US (3 * MINUTE_US)

enum outcome composed_open(struct context *ctx, struct composed *ret_composed)
{
	TRY(context_read(ctx));
	*ret_composed = (struct composed){.arena = ctx->arena, .is_postgres = reader_is_postgres(ctx->reader)};
	TRY(settings_zone(ctx, &ret_composed->zone));
	ret_composed->now = context_now(ctx);
	ret_composed->today = zone_local(ret_composed->zone, ret_composed->now).date;
	ret_composed->sql = buffer_make(SQL_MOST);
	return DONE;
}

void composed_free(struct composed *composed)
{
	buffer_free(&composed->sql);
}

void composed_add(struct composed *c, const char *fragment)
{
	buffer_add(&c->sql, text_of(fragment));
}

static void bind(struct composed *c, struct store_value value, const char *type)
{
	if (c->count == c->room) {
		int room = c->room ? c->room * 2 : 16;
		struct store_value *more = arena_take_array(c->arena, (size_t)room, sizeof *more);
		if (c->count)
			memcpy(more, c->values, (size_t)c->count * sizeof *more);
		c->values = more;
		c->room = room;
	}
	c->values[c->count++] = value;
	if (c->is_postgres)
		buffer_add_format(&c->sql, "$%d::%s", c->count, type);
	else
		buffer_add_format(&c->sql, "?%d", c->count);
}

void composed_bind_number(struct composed *c, int64_t number)
{
	bind(c, store_bind_number(number), "bigint");
}

void composed_bind_text(struct composed *c, struct text text)
{
	bind(c, store_bind_text(text), "text");
}

void composed_ids(struct composed *c, const char *name, const int64_t *ids, size_t count)
{
	composed_add(c, name);
	composed_add(c, c->is_postgres ? " IN (SELECT CAST(v AS BIGINT) FROM jsonb_array_elements_text(CAST("
				       : " IN (SELECT value FROM json_each(");
	composed_bind_text(c, store_bind_numbers(c->arena, ids, count).text);
	composed_add(c, c->is_postgres ? " AS jsonb)) AS elements(v))" : "))");
}

/* ---- patterns ---- */

/* What LIKE reads as signs stands for itself. */
static struct text pattern(struct arena *arena, const char *before, struct text t, const char *behind)
{
	struct buffer b = buffer_make(FILTER_BYTES_MOST * 16);
	buffer_add(&b, text_of(before));
	for (size_t i = 0; i < t.size; i++) {
		if (strchr("%_~", t.at[i]))
			buffer_add_char(&b, '~');
		buffer_add_char(&b, t.at[i]);
	}
	buffer_add(&b, text_of(behind));
	struct text made = text_copy(arena, buffer_text(&b));
	buffer_free(&b);
	return made;
}

static void add_like(struct composed *c, const char *before, struct text t, const char *behind)
{
	ADD(c, "LIKE ");
	composed_bind_text(c, pattern(c->arena, before, t, behind));
	ADD(c, " ESCAPE '~'");
}

/* ---- comparisons: what stands for @ ---- */

static void add_number_comparison(struct composed *c, const struct filter_node *node, const struct filter_value *value)
{
	static const char *const signs[] = {[FILTER_IS] = "= ",
					    [FILTER_ABOVE] = "> ",
					    [FILTER_AT_LEAST] = ">= ",
					    [FILTER_BELOW] = "< ",
					    [FILTER_AT_MOST] = "<= "};
	if (value->kind != FILTER_RANGE || value->low.open || value->high.open) {
		bool is_range = value->kind == FILTER_RANGE;
		composed_add(c, !is_range ? signs[node->operator] : value->low.open ? "<= " : ">= ");
		composed_bind_number(c, value->low.open ? value->high.number : value->low.number);
		return;
	}
	ADD(c, "BETWEEN ");
	composed_bind_number(c, value->low.number);
	ADD(c, " AND ");
	composed_bind_number(c, value->high.number);
}

/* The number at which a day begins: of a column of dates the day itself. */
static int64_t day_start(const struct composed *c, const struct filter_node *node, int32_t days)
{
	return node->value_kind == LIST_KIND_day ? days : zone_day_start(c->zone, (struct date){days}).us;
}

/* From the first moment of the first day to the last of the last. */
static void add_day_comparison(struct composed *c, const struct filter_node *node, const struct filter_value *value)
{
	struct date first, last, unused;
	bool no_first = value->kind == FILTER_RANGE && value->low.open;
	bool no_last = value->kind == FILTER_RANGE && value->high.open;
	const struct filter_bound *high = value->kind == FILTER_RANGE ? &value->high : &value->low;
	filter_bound_days(no_first ? high : &value->low, c->today, &first, &unused);
	filter_bound_days(no_last ? &value->low : high, c->today, &unused, &last);
	bool is_is = node->operator== FILTER_IS;
	if (is_is && !no_first && !no_last) {
		ADD(c, "BETWEEN ");
		composed_bind_number(c, day_start(c, node, first.days));
		ADD(c, " AND ");
		composed_bind_number(c, day_start(c, node, last.days + 1) - 1);
		return;
	}
	bool from = is_is ? no_last : node->operator== FILTER_ABOVE || node->operator== FILTER_AT_LEAST;
	bool behind_last = node->operator== FILTER_ABOVE || node->operator== FILTER_AT_MOST ||(is_is && no_first);
	composed_add(c, from ? ">= " : "< ");
	composed_bind_number(c, day_start(c, node, behind_last ? last.days + 1 : first.days));
}

/* Every form of a text is a line; see fold_lines(). */
static void add_line_comparison(struct composed *c, const struct filter_value *value, struct text form)
{
	add_like(c, value->match == FILTER_PART ? "%" : "%\n", form, value->match == FILTER_WHOLE ? "\n%" : "%");
}

static void add_text_comparison(struct composed *c, const struct filter_node *node, const struct filter_value *value,
				struct text form)
{
	bool begins = value->match == FILTER_BEGINNING || node->value_kind == LIST_KIND_starts;
	if (value->match != FILTER_WHOLE) {
		add_like(c, begins ? "" : "%", form, "%");
		return;
	}
	ADD(c, "= ");
	composed_bind_text(c, form);
}

static void add_comparison(struct composed *c, const struct filter_node *node, const struct filter_value *value,
			   struct text form)
{
	if (value->kind == FILTER_NONE || value->kind == FILTER_SOMETHING) {
		ADD(c, "IS NOT NULL");
		return;
	}
	switch ((enum list_kind)node->value_kind) {
	case LIST_KIND_number:
	case LIST_KIND_money:
	case LIST_KIND_decimal: add_number_comparison(c, node, value); break;
	case LIST_KIND_moment:
	case LIST_KIND_day: add_day_comparison(c, node, value); break;
	case LIST_KIND_folded: add_line_comparison(c, value, form); break;
	case LIST_KIND_address:
	case LIST_KIND_starts: add_text_comparison(c, node, value, form); break;
	case LIST_KIND_phone: add_like(c, "%", form, "%"); break;
	case LIST_KIND_code:
	case LIST_KIND_country:
	case LIST_KIND_exact:
		ADD(c, "= ");
		composed_bind_text(c, form);
		break;
	case LIST_KIND_online:
		ADD(c, ">= ");
		composed_bind_number(c, c->now.us - ONLINE_US);
		break;
	case LIST_KIND_choice:
	case LIST_KIND_flag:
	case LIST_KIND_type:
	case LIST_KIND_group:
	case LIST_KIND_channel:
	case LIST_KIND_staff:
	case LIST_KIND_tag:
	case LIST_KIND_attribute:
		ADD(c, "= ");
		composed_bind_number(c, value->number);
		break;
	}
}

static const char *fragment_of(const struct filter_node *node, const struct filter_value *value)
{
	bool is_literal = value->kind == FILTER_LITERAL;
	if (node->column->kind != LIST_KIND_attribute)
		return node->column->sql;
	switch (node->value_kind) {
	case LIST_KIND_decimal:
	case LIST_KIND_day:
	case LIST_KIND_flag:
		return "EXISTS (SELECT 1 FROM customer_attributes x WHERE x.customer_id = c.id AND x.attribute_id = # "
		       "AND x.number @)";
	default: break;
	}
	if (is_literal && node->value_kind == LIST_KIND_folded)
		return "EXISTS (SELECT 1 FROM customer_attributes x WHERE x.customer_id = c.id AND x.attribute_id = # "
		       "AND x.folded @)";
	return "EXISTS (SELECT 1 FROM customer_attributes x WHERE x.customer_id = c.id AND x.attribute_id = # "
	       "AND x.text @)";
}

/* The fragment with a comparison for every @. */
static void add_fragment(struct composed *c, const struct filter_node *node, const struct filter_value *value,
			 struct text form)
{
	struct text rest = text_of(fragment_of(node, value));
	while (rest.size) {
		size_t size = strcspn(rest.at, "@#");
		buffer_add(&c->sql, text_slice(rest, 0, size));
		if (size < rest.size && rest.at[size] == '@')
			add_comparison(c, node, value, form);
		else if (size < rest.size)
			composed_bind_number(c, node->attribute_id);
		rest = text_slice(rest, size + 1, rest.size);
	}
}

static void add_value(struct composed *c, const struct filter_node *node, const struct filter_value *value)
{
	bool is_no = value->kind == FILTER_NONE ||
		     (node->value_kind == LIST_KIND_online && value->kind == FILTER_LITERAL && value->number == 0);
	ADD(c, "(");
	add_fragment(c, node, value, value->text);
	if (!text_is_none(value->wide)) {
		ADD(c, " OR ");
		add_fragment(c, node, value, value->wide);
	}
	composed_add(c, is_no ? ") IS NOT TRUE" : ")");
}

/* ---- the words of quick search ---- */

/* A phrase of FTS5: in quotation marks, with its own doubled. Nothing else in it is a sign. */
static struct text phrase(struct arena *arena, struct text t)
{
	char *to = arena_take(arena, t.size * 2 + 3);
	size_t size = 0;
	to[size++] = '"';
	for (size_t i = 0; i < t.size; i++) {
		if (t.at[i] == '"')
			to[size++] = '"';
		to[size++] = t.at[i];
	}
	to[size++] = '"';
	return (struct text){to, size};
}

/* Terms of one or two letters begin a word; longer ones stand anywhere, and have an index (`search` of the schema). */
static void add_search(struct composed *c, struct text form)
{
	bool is_long = text_length(form) > 2;
	if (is_long && !c->is_postgres) {
		ADD(c, "s.customer_id IN (SELECT rowid FROM customer_search_parts WHERE customer_search_parts MATCH ");
		composed_bind_text(c, phrase(c->arena, form));
		ADD(c, ")");
		return;
	}
	if (is_long) {
		ADD(c, "s.words ");
		add_like(c, "%", form, "%");
		return;
	}
	ADD(c, "s.words ");
	add_like(c, "", form, "%");
	ADD(c, " OR s.words ");
	add_like(c, "% ", form, "%");
}

/* The forms in which a word may stand, without those that are none or alike; how many. */
static size_t word_forms(struct composed *c, const struct filter_value *value, struct text ret_forms[3])
{
	struct text forms[3] = {TEXT_NONE, TEXT_NONE, phone_search_query(c->arena, value->raw)};
	size_t count = 0;
	fold_query(c->arena, value->raw, forms);
	if (text_is_empty(forms[0]))
		return 0;
	for (size_t i = 0; i < 3; i++)
		if (i == 0 || (!text_is_empty(forms[i]) && !text_equal(forms[i], forms[0])))
			ret_forms[count++] = forms[i];
	return count;
}

static void add_word(struct composed *c, const struct filter_value *value)
{
	struct text forms[3];
	size_t count = word_forms(c, value, forms);
	if (count == 0) {
		ADD(c, "1 = 1");
		return;
	}
	ADD(c, "c.id IN (SELECT s.customer_id FROM customer_search s WHERE ");
	for (size_t i = 0; i < count; i++) {
		composed_add(c, i ? " OR " : "");
		add_search(c, forms[i]);
	}
	ADD(c, ")");
}

/* All forms are asked of the index of SQLite at once. */
static bool add_match(struct composed *c, const struct text *forms, size_t count)
{
	struct text all = TEXT("");
	for (size_t i = 0; i < count; i++) {
		if (c->is_postgres || text_length(forms[i]) <= 2)
			return false;
		struct text one = phrase(c->arena, forms[i]);
		all = text_format(c->arena, "%.*s%s%.*s", TEXT_ARG(all), i ? " OR " : "", TEXT_ARG(one));
	}
	ADD(c, "SELECT rowid FROM customer_search_parts WHERE customer_search_parts MATCH ");
	composed_bind_text(c, all);
	return true;
}

void composed_word(struct composed *c, const struct filter_value *value, const int64_t *ids, size_t ids_count)
{
	struct text forms[3];
	size_t count = word_forms(c, value, forms);
	if (!ids && count && add_match(c, forms, count))
		return;
	if (count == 0) {
		ADD(c, "SELECT s.id FROM customers s WHERE (1 = 1");
	} else {
		ADD(c, "SELECT s.customer_id FROM customer_search s WHERE (");
	}
	for (size_t i = 0; i < count; i++) {
		composed_add(c, i ? " OR s.words " : "s.words ");
		add_like(c, text_length(forms[i]) > 2 ? "%" : "", forms[i], "%");
		if (text_length(forms[i]) <= 2) {
			ADD(c, " OR s.words ");
			add_like(c, "% ", forms[i], "%");
		}
	}
	ADD(c, ")");
	if (ids) {
		ADD(c, " AND ");
		composed_ids(c, count ? "s.customer_id" : "s.id", ids, ids_count);
	}
}

/* ---- the tree ---- */

void composed_node(struct composed *c, const struct filter_node *node)
{
	const char *between = node->kind == FILTER_ALL ? " AND " : " OR ";
	ADD(c, "(");
	if (node->kind == FILTER_WORD)
		add_word(c, node->values);
	else if (node->kind == FILTER_ALL && !node->parts)
		ADD(c, "1 = 1");
	for (size_t i = 0; node->kind == FILTER_CONDITION && i < node->value_count; i++) {
		composed_add(c, i ? between : "");
		add_value(c, node, &node->values[i]);
	}
	for (const struct filter_node *part = node->parts; part; part = part->next) {
		composed_add(c, part == node->parts ? "" : between);
		composed_node(c, part);
	}
	composed_add(c, node->negated ? ") IS NOT TRUE" : ")");
}

/* " AND " and the condition for the filter alone. */
static void put_filter(struct composed *c, const struct filter *filter)
{
	if (!filter->root->parts)
		return;
	ADD(c, " AND ");
	composed_node(c, filter->root);
}

static void add_scope(struct composed *c, const struct store_session *session)
{
	switch (session->scope) {
	case STORE_SCOPE_ALL: ADD(c, "1 = 1"); return;
	case STORE_SCOPE_OWN:
		ADD(c, "c.representative_id = ");
		composed_bind_number(c, session->staff);
		return;
	case STORE_SCOPE_CHANNELS:
		ADD(c, "EXISTS (SELECT 1 FROM customer_channels x JOIN staff_channels y ON y.channel_id = x.channel_id "
		       "WHERE x.customer_id = c.id AND y.staff_id = ");
		composed_bind_number(c, session->staff);
		ADD(c, ")");
		return;
	case STORE_SCOPE_SELF: /* customers have no lists of customers */
	case STORE_SCOPE_NONE: break;
	}
	ADD(c, "1 = 0");
}

void composed_where(struct composed *c, const struct store_session *session, const struct list_ask *ask)
{
	ADD(c, " WHERE ");
	add_scope(c, session);
	if (!ask->trash && !ask->filter->names_trash) {
		ADD(c, " AND c.status NOT IN (");
		composed_bind_number(c, CUSTOMER_STATUS_MERGED);
		ADD(c, ", ");
		composed_bind_number(c, CUSTOMER_STATUS_TRASHED);
		ADD(c, ")");
	}
	if (!ask->guests && !ask->filter->names_guests && !ask->filter->has_words) {
		ADD(c, " AND c.guest = ");
		composed_bind_number(c, 0);
	}
	put_filter(c, ask->filter);
}
