/* Sorting and keyset pagination; see lists_sort.h.
 *
 * The one idea: (key, id) is compared as one row value, which both engines answer from an index; only keys that may be
 * null need a second thought, since null is last in both directions.
 */
#include "service/lists_sort.h"

static const struct list_sort_declared sorts[LIST_SORT_COUNT] = {
	[LIST_SORT_CREATED] = {"created", "c.created", false, false},
	[LIST_SORT_ID] = {"id", "c.id", false, false},
	[LIST_SORT_LOGIN] = {"login", "c.sort_login", true, true},
	[LIST_SORT_EMAIL] = {"email", "c.sort_email", true, true},
	[LIST_SORT_NAME] = {"name", "c.sort_name", true, false},
	[LIST_SORT_COMPANY] = {"company", "c.sort_company", true, true},
	[LIST_SORT_TYPE] = {"type", "(SELECT o.sort_name FROM types o WHERE o.id = c.type_id)", true, true},
	[LIST_SORT_GROUP] = {"group", "(SELECT o.sort_name FROM groups o WHERE o.id = c.group_id)", true, true},
	[LIST_SORT_STATUS] = {"status", "c.status", false, false},
	[LIST_SORT_CHANNEL] = {"channel", "(SELECT o.sort_name FROM channels o WHERE o.id = c.channel_id)", true, true},
	[LIST_SORT_COUNTRY] = {"country", "c.country", true, true},
	[LIST_SORT_LAST_LOGIN] = {"last_login", "k.last_sign_in", false, true},
	[LIST_SORT_SPENT] = {"spent", "COALESCE(k.spent_base, 0)", false, false},
	[LIST_SORT_ORDERS] = {"orders", "COALESCE(k.orders, 0)", false, false},
};

const struct list_sort_declared *list_sort_declared(enum list_sort sort)
{
	return &sorts[sort];
}

bool list_sort_parse(struct text source, enum list_sort *ret_sort, bool *ret_descending)
{
	bool descending = text_starts(source, TEXT("-"));
	struct text word = text_slice(source, descending, source.size);
	for (enum list_sort s = 0; s < LIST_SORT_COUNT; s++)
		if (text_equal(word, text_of(sorts[s].word))) {
			*ret_sort = s;
			*ret_descending = descending;
			return true;
		}
	return false;
}

struct text list_sort_word(enum list_sort sort)
{
	return text_of(sorts[sort].word);
}

/* (key, id) > (…) */
static void add_row_value(struct composed *c, const struct list_sort_declared *sort,
			  const struct list_position *position, bool rising)
{
	ADD(c, "(");
	composed_add(c, sort->sql);
	composed_add(c, rising ? ", c.id) > (" : ", c.id) < (");
	if (sort->is_text)
		composed_bind_text(c, position->text);
	else
		composed_bind_number(c, position->number);
	ADD(c, ", ");
	composed_bind_number(c, position->id);
	ADD(c, ")");
}

static void add_id(struct composed *c, const struct list_position *position, bool rising)
{
	composed_add(c, rising ? "c.id > " : "c.id < ");
	composed_bind_number(c, position->id);
}

static void add_null_test(struct composed *c, const struct list_sort_declared *sort, const char *test)
{
	composed_add(c, sort->sql);
	composed_add(c, test);
}

void composed_behind(struct composed *c, const struct list_ask *ask, const struct list_position *position,
		     bool backwards)
{
	const struct list_sort_declared *sort = &sorts[ask->sort];
	bool rising = ask->descending == backwards;
	ADD(c, " AND (");
	if (position->is_null) {
		add_null_test(c, sort, backwards ? " IS NOT NULL OR (" : " IS NULL AND (");
		add_id(c, position, rising);
		ADD(c, ")");
	} else {
		add_row_value(c, sort, position, rising);
		if (sort->may_be_null && !backwards) {
			ADD(c, " OR ");
			add_null_test(c, sort, " IS NULL");
		}
	}
	ADD(c, ")");
}

void composed_order(struct composed *c, const struct list_ask *ask, bool backwards)
{
	const struct list_sort_declared *sort = &sorts[ask->sort];
	bool rising = ask->descending == backwards;
	ADD(c, " ORDER BY ");
	composed_add(c, sort->sql);
	composed_add(c, rising ? "" : " DESC");
	if (sort->may_be_null)
		composed_add(c, backwards ? " NULLS FIRST" : " NULLS LAST");
	composed_add(c, rising ? ", c.id" : ", c.id DESC");
}
