/* What a value of an ordered kind means, as numbers from the first to the last; see lists_index_parts.h. */
#include "service/lists_index_parts.h"

#define EVERYTHING ((struct list_interval){INT64_MIN, INT64_MAX})
#define NOTHING    ((struct list_interval){INT64_MAX, INT64_MIN})

static struct list_interval above(int64_t number)
{
	return number == INT64_MAX ? NOTHING : (struct list_interval){number + 1, INT64_MAX};
}

static struct list_interval below(int64_t number)
{
	return number == INT64_MIN ? NOTHING : (struct list_interval){INT64_MIN, number - 1};
}

/* From `first` to `last`, compared as the operator says. */
static struct list_interval compared(enum filter_operator operator, int64_t first, int64_t last)
{
	switch (operator) {
	case FILTER_IS: return (struct list_interval){first, last};
	case FILTER_ABOVE: return above(last);
	case FILTER_AT_LEAST: return (struct list_interval){first, INT64_MAX};
	case FILTER_BELOW: return below(first);
	case FILTER_AT_MOST: return (struct list_interval){INT64_MIN, last};
	}
	return NOTHING;
}

/* The first and last number of the days that a bound covers. */
static struct list_interval days_of(const struct filter_bound *bound, int kind, const struct zone *zone,
				    struct date today)
{
	struct date first, last;
	filter_bound_days(bound, today, &first, &last);
	if (kind == LIST_KIND_day)
		return (struct list_interval){first.days, last.days};
	return (struct list_interval){zone_day_start(zone, first).us,
				      zone_day_start(zone, (struct date){last.days + 1}).us - 1};
}

struct list_interval list_interval_of(const struct filter_node *node, const struct filter_value *value,
				      const struct zone *zone, struct date today)
{
	bool is_days = list_kind_is_days(node->value_kind), is_range = value->kind == FILTER_RANGE;
	const struct filter_bound *high_bound = is_range ? &value->high : &value->low;
	struct list_interval low = {value->low.number, value->low.number},
			     high = {high_bound->number, high_bound->number};
	if (is_days && !(is_range && value->low.open))
		low = days_of(&value->low, node->value_kind, zone, today);
	if (is_days && !(is_range && value->high.open))
		high = days_of(high_bound, node->value_kind, zone, today);
	if (is_range && value->low.open && value->high.open)
		return EVERYTHING;
	if (is_range && value->low.open)
		return (struct list_interval){INT64_MIN, high.high};
	if (is_range && value->high.open)
		return (struct list_interval){low.low, INT64_MAX};
	return is_range ? (struct list_interval){low.low, high.high} : compared(node->operator, low.low, low.high);
}
