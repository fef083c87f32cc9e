/* What the frame around every page is told: title, navigation, who is signed in, language, theme, message.
 *
 * The one idea: slices write content, never a frame. A page's view begins with {include page_begin(frame)} and ends
 * with {include page_end(frame)}; pages before signing in use narrow_begin (or narrow_wide_begin) and narrow_end, those
 * of customers portal_begin and portal_end. Every text here is already in the reader's language.
 *
 * The frame's own forms post to `language_url` (code, back), /admin/theme (name, back) and /admin/sign-out; the search
 * box asks GET /admin/search?q=, and the palette loads GET /admin/search/results?q=, which answers with
 * view_palette_results() alone.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "base/text.h"
#include "labels.schema.h"
#include "web/logo.h"
#include "web/parts.h"

struct page_link {
	struct text label;
	struct text url;
	struct text icon; /* a name of the icon set: "users" */
	int64_t count;    /* shown when above 0 */
	bool hot;         /* the count waits for somebody */
	bool current;
};

struct page_group {
	struct text title; /* empty: the links stand without a heading */
	const struct page_link *links;
	size_t count;
	bool foot; /* stands at the bottom: Settings */
};

struct page_crumb {
	struct text label;
	struct text url; /* none for the page itself, the last one */
};

struct page_language {
	struct text code;
	struct text name; /* in itself: "Bahasa Melayu" */
	bool current;
};

struct page_flash {
	enum mark mark;        /* MARK_OK, MARK_INFO, MARK_WAIT, MARK_STOP */
	struct text text;      /* empty: no message */
	struct text undo_url;  /* none: cannot be undone; else a form posts there … */
	struct text undo_what; /* … with this as `what`, and `back`, this page */
};

/* What has ended since somebody last looked, at the edge of every page until they put it away. */
struct page_notice {
	enum mark mark;
	struct text title, url;
	struct text text;     /* what came of it */
	struct text seen_url; /* a form posts there, with `back`, to put it away */
	struct text about;    /* "job/5": pages that show that already do not say it twice */
};

struct page_news {
	const struct page_notice *list; /* the newest */
	size_t count;
	int64_t total;        /* with those that are not in the list */
	struct text url;      /* of the place that counts them; its own page shows all of them */
	struct text seen_url; /* a form posts there, with `back`, to put all away */
	int64_t unseen;       /* notifications behind the bell */
	struct text print;    /* see live_print_news */
};

/* Who speaks to customers: the channel through which they come, or the business. */
struct page_face {
	struct text name;
	struct channel_id channel; /* none: there is none */
	struct text word;          /* of the channel; none: it is the default one */
	struct text style;         /* URL of the stylesheet with its colours; empty: the program's own */
	struct text storefront;    /* empty: it has none */
	struct page_logo logo;
	const struct page_link *legal;
	size_t legal_count;
};

/* Where somebody was going who has to sign in or register first, for the links and forms of the pages in between. */
struct page_way {
	struct text next, channel; /* empty: none */
	struct text query;         /* both, as in an address */
};

struct page_frame {
	struct text title;
	struct text business; /* name in the corner */
	struct page_face face;
	struct page_way way;
	const struct page_crumb *crumbs;
	size_t crumb_count;
	const struct page_group *groups;
	size_t group_count;
	struct text person_name; /* who is signed in; empty: nobody */
	struct text person_email;
	struct text language; /* code of the page's language */
	bool right_to_left;
	const struct page_language *languages;
	size_t language_count;
	struct text theme;        /* "light", "dark", or empty for the system's */
	struct text here;         /* path and query of this page; where the frame's forms come back to */
	struct text language_url; /* its form for the language posts there */
	struct text search;       /* what stands in the search box */
	struct page_flash flash;
	struct text visitor;   /* staff who are there as a customer; none: the customer is */
	bool view_only;        /* and change nothing */
	struct text own;       /* "staff/7": the topic of who is signed in; empty: nobody */
	struct page_news news; /* hidden on pages that have it empty */
};

/* What an error page says: view_error_content() in either frame. */
struct page_error {
	int status;
	struct text detail;     /* the permission that is missing and who can give it; what collided; may be empty */
	struct text request_id; /* shown small, to be quoted to the operator; may be empty */
	struct text back_url;   /* where to go on */
};

struct palette_item {
	struct text icon;
	struct text label;
	struct text detail; /* e-mail, section; may be empty */
	struct text url;
};

struct view;

/* That path of ours, with the way behind it. */
struct text page_way_url(struct view *view, const struct page_frame *frame, struct text path);
/* "Customers – Clientele", or the business alone. */
struct text page_title(struct view *view, const struct page_frame *frame);
/* How many are not in the list. */
int64_t page_news_more(const struct page_news *news);
/* Position of an item among the results, for its id. */
int64_t palette_number(const struct palette_item *items, const struct palette_item *item);
/* Icon for that status. */
struct text page_error_icon(int status);

#endif
