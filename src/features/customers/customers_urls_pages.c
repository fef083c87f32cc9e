/* Addresses of the list: what is asked stands in them, what is usual does not. */
#include "features/customers/customers_pages.h"

#include "format/url.h"

static struct text sort_words(struct arena *arena, enum list_sort sort, bool descending)
{
	return text_format(arena, "%s%.*s", descending ? "-" : "", TEXT_ARG(list_sort_word(sort)));
}

struct text customers_sort_word(struct arena *arena, const struct customers_asked *asked)
{
	return sort_words(arena, asked->sort, asked->descending);
}

static struct text address(struct arena *arena, struct text filter, enum list_sort sort, bool descending)
{
	bool usual = sort == LIST_SORT_CREATED && descending;
	struct text query =
		text_is_empty(filter) ? TEXT("") : text_join(arena, TEXT("?filter="), url_encode(arena, filter));
	if (!usual)
		query = text_format(arena, "%.*s%ssort=%.*s", TEXT_ARG(query), query.size ? "&" : "?",
				    TEXT_ARG(sort_words(arena, sort, descending)));
	return text_join(arena, TEXT("/admin/customers"), query);
}

struct text customers_list_url(struct arena *arena, const struct customers_asked *asked, struct text filter)
{
	return address(arena, filter, asked->sort, asked->descending);
}

struct text customers_sort_url(struct arena *arena, const struct customers_asked *asked, enum list_sort sort,
			       bool descending)
{
	return address(arena, asked->source, sort, descending);
}
