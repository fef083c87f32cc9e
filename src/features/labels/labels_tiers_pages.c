/* Discounts by amount spent in the group's form and in the API: rows of an amount and a discount.
 *
 * The one idea: a row that is empty is none, so the form has a few empty ones to fill in and works without a script.
 */
#include "features/labels/labels_pages.h"

#include "format/discount.h"
#include "format/json_read.h"
#include "web/api.h"
#include "web/decimal.h"
#include "web/discount.h"

#define EMPTY_ROWS 2

/* What is between tiers is no part of one. */
static struct text without_separators(struct arena *arena, struct text t)
{
	char *at = arena_take(arena, t.size + 1);
	for (size_t i = 0; i < t.size; i++)
		at[i] = t.at[i] == ';' || t.at[i] == ':' ? ' ' : t.at[i];
	return (struct text){at, t.size};
}

static struct text add_row(struct arena *arena, struct text all, const struct label_tier *row)
{
	if (text_is_empty(row->spent) && text_is_empty(row->discount))
		return all;
	return text_format(arena, "%.*s%s%.*s: %.*s", TEXT_ARG(all), all.size ? "; " : "",
			   TEXT_ARG(without_separators(arena, row->spent)),
			   TEXT_ARG(without_separators(arena, row->discount)));
}

/* The n-th value of that name. */
static struct text nth(struct request *request, const char *name, size_t n)
{
	for (size_t i = 0; i < request->fields.count; i++)
		if (text_equal(request->fields.list[i].name, text_of(name)) && n-- == 0)
			return text_trim(request->fields.list[i].text);
	return TEXT_NONE;
}

static bool form_row(struct request *request, size_t n, struct label_tier *ret_row)
{
	struct text spent = nth(request, "tier_spent", n), discount = nth(request, "tier_discount", n);
	*ret_row = (struct label_tier){text_is_none(spent) ? TEXT("") : spent,
				       text_is_none(discount) ? TEXT("") : discount};
	return !text_is_none(spent) || !text_is_none(discount);
}

/* [{"spent": "1000.00 EUR", "discount": "10.00"}]; what is otherwise is refused by the rule, as a row that says so. */
static struct text json_rows(struct arena *arena, struct text source)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	const struct bytes raw = {(const unsigned char *)source.at, source.size};
	struct json_fault fault;
	struct text all = TEXT("");
	if (json_open(raw, &document, &fault) != DONE)
		return source;
	const struct json_value *rows = json_root(document);
	if (json_kind(rows) == JSON_IS_NULL)
		return all;
	if (json_kind(rows) != JSON_IS_ARRAY)
		return without_separators(arena, text_copy(arena, source));
	for (size_t i = 0; i < json_count(rows); i++) {
		const struct json_value *row = json_at(rows, i);
		struct label_tier tier;
		if (json_kind(row) != JSON_IS_OBJECT || json_count(row) != 2 ||
		    !json_as_text(json_member(row, TEXT("spent")), &tier.spent) ||
		    !json_as_text(json_member(row, TEXT("discount")), &tier.discount))
			return without_separators(arena, json_source(arena, row));
		all = add_row(arena, all, &tier);
	}
	return all;
}

bool label_tiers_sent(struct request *request, struct text *ret_value)
{
	struct arena *arena = request->ctx->arena;
	struct label_tier row;
	if (request->fields.json) {
		for (size_t i = 0; i < request->fields.count; i++)
			if (text_equal(request->fields.list[i].name, TEXT("tiers"))) {
				*ret_value = json_rows(arena, request->fields.list[i].raw);
				return true;
			}
		return false;
	}
	*ret_value = TEXT("");
	for (size_t n = 0; form_row(request, n, &row); n++)
		*ret_value = add_row(arena, *ret_value, &row);
	return form_row(request, 0, &row);
}

/* What was typed, as it is kept. */
enum outcome label_tiers_read(struct request *request, struct text *value)
{
	struct context *ctx = request->ctx;
	struct text rest = *value, line, all = TEXT("");
	while (text_next(&rest, ';', &line)) {
		struct label_tier row;
		if (text_is_empty(text_trim(line)))
			continue;
		text_next(&line, ':', &row.spent);
		TRY(discount_from_form(ctx, TEXT("tiers"), text_trim(row.spent), &row.spent));
		TRY(discount_from_form(ctx, TEXT("tiers"), text_trim(line), &row.discount));
		all = add_row(ctx->arena, all, &row);
	}
	*value = all;
	return DONE;
}

void label_tiers_fill(struct request *request, struct label_input *input, const struct label_rows *row)
{
	struct context *ctx = request->ctx;
	struct label_tier *rows = arena_take_array(ctx->arena, DISCOUNT_TIERS_MOST + 2 * EMPTY_ROWS, sizeof *rows);
	struct text rest = row->tiers;
	struct discount_tier tier;
	size_t count = 0;
	if (request->http->method == HTTP_POST)
		while (count < DISCOUNT_TIERS_MOST + EMPTY_ROWS && form_row(request, count, &rows[count]))
			count++;
	else
		while (count < DISCOUNT_TIERS_MOST && !text_is_empty(rest) && discount_tier_next(&rest, &tier)) {
			rows[count].spent =
				decimal_shown(ctx->arena, ctx->language, discount_amount_text(ctx->arena, tier.spent));
			rows[count++].discount =
				decimal_shown(ctx->arena, ctx->language, discount_text(ctx->arena, tier.discount));
		}
	for (size_t i = 0; i < EMPTY_ROWS && (count < DISCOUNT_TIERS_MOST || i == 0); i++)
		rows[count++] = (struct label_tier){TEXT(""), TEXT("")};
	input->tiers = rows;
	input->tier_count = count;
}

void label_tiers_write(struct request *request, struct json_writer *json, struct text tiers)
{
	struct arena *arena = request->ctx->arena;
	struct discount_tier tier;
	json_begin_array(json);
	while (!text_is_empty(tiers) && discount_tier_next(&tiers, &tier)) {
		json_begin_object(json);
		json_pair_text(json, "spent", discount_amount_text(arena, tier.spent));
		json_pair_text(json, "discount", discount_text(arena, tier.discount));
		json_end_object(json);
	}
	json_end_array(json);
}
