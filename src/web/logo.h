/* The logo of whoever speaks: a channel's own, else the business's; where there is none, a sign with their initial.
 *
 * The one idea: a wide logo has the name written in it and stands alone; one that is not is a sign, and the name stands
 * beside it. Elsewhere: where logos come from (features/logos); in letters (features/mailings).
 */
#ifndef WEB_LOGO_H
#define WEB_LOGO_H

#include "base/outcome.h"
#include "base/text.h"
#include "context/problems.h"
#include "labels.schema.h"

struct page_logo {
	struct text url; /* an own path; empty: there is none */
	int64_t width, height;
	bool see_through; /* somewhere: it was drawn for a ground, which is white */
	bool of_business; /* and not the channel's own */
	bool alone;       /* it has the name in it */
};

struct request;

/* Of that channel, else of the business; of the business itself for channel 0. None when nothing can be read. */
struct page_logo page_logo(struct request *request, struct channel_id channel);

/* Which slice knows that, server/navigation.c says. NOT_FOUND: there is none. */
typedef enum outcome page_find_logo(struct request *request, struct channel_id channel, struct page_logo *ret_logo);
extern page_find_logo *const page_logo_of;

/* As large as it is shown in a box of that size; never larger than it is. */
int64_t page_logo_width(const struct page_logo *logo, int64_t most_width, int64_t most_height);
int64_t page_logo_height(const struct page_logo *logo, int64_t most_width, int64_t most_height);

#define LOGO_SENT_MOST 8000000 /* bytes of a picture, as features/logos takes it */
/* The card where it is set. */
struct logo_card {
	const struct problems *problems;
	struct page_logo logo;
	struct text action, remove_action;
	bool of_channel;
};

#endif
