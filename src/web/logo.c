/* The logo of whoever speaks, as pages show it. */
#include "web/logo.h"

#include "web/request.h"

struct page_logo page_logo(struct request *request, struct channel_id channel)
{
	struct page_logo logo = {.url = TEXT("")};
	enum outcome outcome = NOT_FOUND;
	if (channel.value)
		outcome = page_logo_of(request, channel, &logo);
	if (outcome == NOT_FOUND) {
		outcome = page_logo_of(request, (struct channel_id){0}, &logo);
		logo.of_business = true;
	}
	if (outcome != DONE)
		return (struct page_logo){.url = TEXT("")};
	logo.alone = logo.width >= 2 * logo.height;
	return logo;
}

/* Hundredths of a per cent, so that both sides become smaller by the same. */
static int64_t share(const struct page_logo *logo, int64_t most_width, int64_t most_height)
{
	int64_t of_width = most_width * 10000 / logo->width, of_height = most_height * 10000 / logo->height;
	int64_t least = of_width < of_height ? of_width : of_height;
	return least < 10000 ? least : 10000;
}

static int64_t shown(int64_t side, int64_t share)
{
	int64_t size = (side * share + 5000) / 10000;
	return size > 0 ? size : 1;
}

int64_t page_logo_width(const struct page_logo *logo, int64_t most_width, int64_t most_height)
{
	return shown(logo->width, share(logo, most_width, most_height));
}

int64_t page_logo_height(const struct page_logo *logo, int64_t most_width, int64_t most_height)
{
	return shown(logo->height, share(logo, most_width, most_height));
}
