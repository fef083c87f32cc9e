/* Which discount counts for a customer: their own, else their main group's, else their type's.
 *
 * The one idea: the particular comes before the general, and the first that says anything decides; nothing is added up.
 * Source: behaviour §1, §3; docs/decisions/0031.
 */
#include "features/customers/customers.h"

#include "customers_api.sql.h"
#include "service/settings.h"

/* Of groups and types, nothing per cent says nothing; of a customer it says: none at all. */
static struct discount of_label(int64_t percent, int64_t amount, struct text currency)
{
	return discount_read((struct discount_stored){percent ? percent : -1, amount, currency});
}

/* What counts of what was spent is the counter, which is in the business's currency. */
static enum outcome read_spent(struct context *ctx, struct customer_id customer, struct money *ret_spent)
{
	struct customer_counters_one counters;
	struct text code;
	bool found;
	*ret_spent = (struct money){0};
	TRY(settings_get(ctx, SETTING_BUSINESS_CURRENCY, &code));
	if (!currency_parse(code, &ret_spent->currency))
		return FAULT;
	TRY(customer_counters_one(ctx->reader, customer, &found, &counters));
	if (found)
		ret_spent->minor = counters.spent_base;
	return DONE;
}

/* The highest tier that has been reached. They are sorted, so that it is the last. */
static bool find_tier(struct text tiers, struct money spent, struct discount_tier *ret_tier)
{
	struct discount_tier tier;
	bool reached = false;
	while (!text_is_empty(tiers) && discount_tier_next(&tiers, &tier))
		if (text_equal(text_of(tier.spent.currency.code), text_of(spent.currency.code)) &&
		    tier.spent.minor <= spent.minor) {
			*ret_tier = tier;
			reached = true;
		}
	return reached;
}

static enum outcome of_group(struct context *ctx, const struct customer_row *row, struct customer_discount *discount)
{
	struct customer_group_discount group;
	struct discount_tier tier;
	struct money spent;
	bool found;
	TRY(customer_group_discount(ctx->reader, row->group_id, &found, &group));
	if (!found)
		return DONE;
	TRY(read_spent(ctx, row->id, &spent));
	discount->name = group.name;
	discount->discount = of_label(group.discount, group.discount_amount, group.discount_currency);
	discount->source = DISCOUNT_SOURCE_GROUP;
	if (!find_tier(group.tiers, spent, &tier))
		return DONE;
	discount->discount = tier.discount;
	discount->spent = tier.spent;
	discount->source = DISCOUNT_SOURCE_TIER;
	return DONE;
}

static enum outcome of_type(struct context *ctx, const struct customer_row *row, struct customer_discount *discount)
{
	struct customer_type_discount type;
	bool found;
	TRY(customer_type_discount(ctx->reader, row->type_id, &found, &type));
	if (!found)
		return DONE;
	discount->name = type.name;
	discount->discount = of_label(type.discount, type.discount_amount, type.discount_currency);
	discount->source = DISCOUNT_SOURCE_TYPE;
	return DONE;
}

enum outcome customers_discount(struct context *ctx, const struct customer_row *row,
				struct customer_discount *ret_discount)
{
	TRY(context_read(ctx));
	*ret_discount = (struct customer_discount){
		.discount = discount_read(
			(struct discount_stored){row->discount, row->discount_amount, row->discount_currency}),
		.source = DISCOUNT_SOURCE_CUSTOMER,
		.name = TEXT_NONE,
	};
	if (discount_is_none(ret_discount->discount))
		TRY(of_group(ctx, row, ret_discount));
	if (discount_is_none(ret_discount->discount))
		TRY(of_type(ctx, row, ret_discount));
	if (discount_is_none(ret_discount->discount))
		*ret_discount = (struct customer_discount){.discount = {.percent = -1}, .name = TEXT_NONE};
	return DONE;
}
