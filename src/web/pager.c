/* Which pages of a list are offered: the first, those around this one, the last. */
#include "web/parts.h"

#define AROUND       2
#define NUMBERS_MOST (2 * AROUND + 5)

struct tab tab_of(struct text label, struct text url, bool current)
{
	return (struct tab){.label = label, .url = url, .icon = TEXT(""), .count = -1, .current = current};
}

static struct text page_url(const struct pager *pager, struct arena *arena, int64_t page)
{
	if (page < 1 || page > pager->pages || page == pager->page)
		return TEXT_NONE;
	return text_format(arena, "%.*spage=%lld", TEXT_ARG(pager->base_url), (long long)page);
}

static struct tab number(const struct pager *pager, struct arena *arena, int64_t page)
{
	struct text url = text_format(arena, "%.*spage=%lld", TEXT_ARG(pager->base_url), (long long)page);
	struct tab tab = tab_of(TEXT(""), url, page == pager->page);
	tab.count = page;
	return tab;
}

void pager_fill(struct pager *pager, struct arena *arena)
{
	struct tab *near = arena_take_array(arena, NUMBERS_MOST, sizeof *near);
	size_t count = 0;
	int64_t from = pager->page - AROUND, to = pager->page + AROUND;
	from = from <= 3 ? 1 : from;
	to = to >= pager->pages - 2 ? pager->pages : to;
	if (from > 1) {
		near[count++] = number(pager, arena, 1);
		near[count++] = tab_of(TEXT(""), TEXT_NONE, false);
	}
	for (int64_t page = from; page <= to; page++)
		near[count++] = number(pager, arena, page);
	if (to < pager->pages) {
		near[count++] = tab_of(TEXT(""), TEXT_NONE, false);
		near[count++] = number(pager, arena, pager->pages);
	}
	pager->near = near;
	pager->near_count = count;
	pager->first_url = page_url(pager, arena, 1);
	pager->previous_url = page_url(pager, arena, pager->page - 1);
	pager->next_url = page_url(pager, arena, pager->page + 1);
	pager->last_url = page_url(pager, arena, pager->pages);
}
