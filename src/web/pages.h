/* The frame of a page, filled in for one request; and the way to a page in a few lines:
 *
 *   struct page_frame *frame = page_frame(request, N_("Tags"));
 *   page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
 *   view_labels_tags(answer_html(request, 200), frame, rows, count);
 */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/answer.h"
#include "web/page.h"

#define PAGE_CRUMBS 6

/* A place of the navigation; the list stands in server/navigation.c. `label` and `group` are N_("…"). */
struct page_place {
	const char *group; /* "" for none */
	const char *label;
	const char *url;
	const char *icon;
	enum permission permission; /* or ROUTE_NO_PERMISSION */
	const char *words;          /* other words that the palette finds it by, in all languages */
	bool foot;
};
extern const struct page_place page_places[];
extern const size_t page_place_count;

/* A topic of the settings, in the order of their page. */
struct page_topic {
	const char *label, *about; /* N_("…") */
	const char *url, *icon;
	enum permission permission; /* or ROUTE_NO_PERMISSION */
};
extern const struct page_topic page_topics[];
extern const size_t page_topic_count;

/* A place of the customers' own pages, in the order of their tabs. */
struct portal_place {
	const char *label; /* N_("…") */
	const char *url;
};
extern const struct portal_place portal_places[];
extern const size_t portal_place_count;

/* Finds what is told to whoever asks; texts in their language. Which slice does, server/navigation.c says. */
typedef enum outcome page_find_news(struct request *request, struct page_news *ret_news);
extern page_find_news *const page_news_of;

/* A frame with that title (N_("…")), navigation for the asker's permissions, language, theme, flash. */
struct page_frame *page_frame(struct request *request, const char *title);
/* The same with a title that is data, not words: a customer's name. */
struct page_frame *page_frame_named(struct request *request, struct text title);
/* A crumb before the page's own. */
void page_crumb(struct request *request, struct page_frame *frame, const char *label, struct text url);
void page_crumb_named(struct request *request, struct page_frame *frame, struct text label, struct text url);
/* N_("…") in the reader's language, values for {0} …, ended by TEXT_NONE. */
struct text page_words(const struct request *request, const char *message, ...);

#endif
