/* What is asked of the statistics, as addresses and preferences write it; the contract is in stats.h. */
#include "features/stats/stats.h"

#define AS_SET TEXT("set")

static const struct text period_words[STATS_PERIOD_COUNT] = {[STATS_TODAY] = {"today", 5},
							     [STATS_YESTERDAY] = {"yesterday", 9},
							     [STATS_WEEK] = {"week", 4},
							     [STATS_MONTH] = {"month", 5},
							     [STATS_OWN] = {"own", 3}};

struct text stats_period_word(enum stats_period period)
{
	return period_words[period];
}

/* Cuts a "-" off. */
static bool read_down(struct text *word)
{
	bool down = text_starts(*word, TEXT("-"));
	if (down)
		*word = text_slice(*word, 1, word->size);
	return down;
}

static bool parse_types(struct text word, struct stats_asked *asked)
{
	asked->types = STATS_AS_SET;
	asked->types_down = read_down(&word);
	if (text_equal(word, AS_SET) || text_is_empty(word))
		return !asked->types_down;
	if (text_equal(word, TEXT("name")))
		asked->types = STATS_BY_NAME;
	for (int period = 0; period < STATS_PERIOD_COUNT; period++)
		if (text_equal(word, period_words[period]))
			asked->types = period;
	return asked->types != STATS_AS_SET;
}

static bool parse_periods(struct text word, struct stats_asked *asked)
{
	asked->periods = STATS_AS_SET;
	asked->periods_down = read_down(&word);
	if (text_equal(word, AS_SET) || text_is_empty(word))
		return !asked->periods_down;
	if (text_equal(word, TEXT("total"))) {
		asked->periods = STATS_BY_TOTAL;
		return true;
	}
	return text_to_number(word, &asked->periods) && asked->periods > 0;
}

static void turn_range(struct stats_asked *asked)
{
	struct date from = asked->from;
	if (date_is_none(asked->from) || date_is_none(asked->until) || asked->from.days <= asked->until.days)
		return;
	asked->from = asked->until;
	asked->until = from;
}

static enum outcome refuse(struct context *ctx, struct text field, struct text word)
{
	return context_invalid(ctx, field, "unknown", N_("“{0}” is none of the choices."), word, TEXT_NONE);
}

enum outcome stats_asked_read(struct context *ctx, struct text types, struct text periods, struct stats_asked *asked)
{
	if (!parse_types(types, asked))
		return refuse(ctx, TEXT("rows"), types);
	if (!parse_periods(periods, asked))
		return refuse(ctx, TEXT("columns"), periods);
	turn_range(asked);
	return DONE;
}

static struct text put_down(struct arena *arena, bool down, struct text word)
{
	return down ? text_join(arena, TEXT("-"), word) : word;
}

struct text stats_types_word(const struct stats_asked *asked, struct arena *arena)
{
	if (asked->types == STATS_AS_SET)
		return AS_SET;
	return put_down(arena, asked->types_down,
			asked->types == STATS_BY_NAME ? TEXT("name") : period_words[asked->types]);
}

struct text stats_periods_word(const struct stats_asked *asked, struct arena *arena)
{
	if (asked->periods == STATS_AS_SET)
		return AS_SET;
	return put_down(arena, asked->periods_down,
			asked->periods == STATS_BY_TOTAL ? TEXT("total") : text_of_number(arena, asked->periods));
}

/* "-today/total/2026-01-01/" */
struct text stats_asked_keep(const struct stats_asked *asked, struct arena *arena)
{
	struct text from = date_format(arena, asked->from), until = date_format(arena, asked->until);
	return text_format(arena, "%.*s/%.*s/%.*s/%.*s", TEXT_ARG(stats_types_word(asked, arena)),
			   TEXT_ARG(stats_periods_word(asked, arena)), TEXT_ARG(from), TEXT_ARG(until));
}

void stats_asked_restore(struct text kept, struct stats_asked *ret_asked)
{
	struct text types = TEXT(""), periods = TEXT(""), from = TEXT(""), until = TEXT("");
	bool whole = text_next(&kept, '/', &types) && text_next(&kept, '/', &periods) && text_next(&kept, '/', &from) &&
		     text_next(&kept, '/', &until);
	*ret_asked = stats_usual;
	if (!whole || !parse_types(types, ret_asked))
		ret_asked->types = STATS_AS_SET;
	if (!whole || !parse_periods(periods, ret_asked))
		ret_asked->periods = STATS_AS_SET;
	if (!whole || !date_parse(from, &ret_asked->from))
		ret_asked->from = DATE_NONE;
	if (!whole || !date_parse(until, &ret_asked->until))
		ret_asked->until = DATE_NONE;
}
