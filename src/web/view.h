/* Where compiled views write: escaped HTML into a response, in one reader's language and zone.
 *
 * The one idea: a view never sees a string it could print as it is; the compiler picks the function below by the place
 * where a value stands, and the value's C type picks the rest (_Generic).
 */
#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include "base/buffer.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/zone.h"

struct language;

/* HTML that has been escaped; made by views and by the Markdown renderer only. */
struct html {
	struct text value;
};

struct view {
	struct buffer *out;
	struct arena *arena;
	const struct language *language;
	const struct zone *zone;
	struct instant now;
	struct text csrf; /* token for posting forms */
};

/* Fixed markup of the view itself, a literal. */
#define view_raw(view, markup) buffer_add_bytes((view)->out, markup, sizeof(markup) - 1)
/* Fixed markup with words in it, in each language. */
void view_put_words(struct view *view, const struct text *words);

/* Values by place; the compiler calls view_put, view_put_attribute, view_put_url, view_put_path, view_put_url_part. */
void view_put_text(struct view *view, struct text value);
void view_put_number(struct view *view, int64_t value);
void view_put_unsigned(struct view *view, uint64_t value);
void view_put_html(struct view *view, struct html value);
void view_put_attribute_text(struct view *view, struct text value);
/* Own paths (none, "/…" but not "//…", "?…", "#…"), http, https, mailto and tel; anything else becomes "#". */
void view_put_url(struct view *view, struct text value);
/* Own paths only: where forms are sent. */
void view_put_path(struct view *view, struct text value);
/* A beginning of a URL behind which "/" or a value stands: without slashes at its end, so that no "//" comes up. */
struct text view_url_base(struct text value);
/* Behind the beginning of a URL: percent-encoded, so it stays one segment, one name or one value. */
void view_put_url_text(struct view *view, struct text value);
#define view_put(view, value)                                                                                          \
	_Generic((value), struct text                                                                                  \
		 : view_put_text, struct html                                                                          \
		 : view_put_html, unsigned long                                                                        \
		 : view_put_unsigned, default                                                                          \
		 : view_put_number)(view, value)
#define view_put_attribute(view, value)                                                                                \
	_Generic((value), struct text                                                                                  \
		 : view_put_attribute_text, unsigned long                                                              \
		 : view_put_unsigned, default                                                                          \
		 : view_put_number)(view, value)
#define view_put_url_part(view, value)                                                                                 \
	_Generic((value), struct text                                                                                  \
		 : view_put_url_text, unsigned long                                                                    \
		 : view_put_unsigned, default                                                                          \
		 : view_put_number)(view, value)

/* Translated sentences. `values` fill {0} …; each is escaped for the place. */
struct text view_tr(struct view *view, const char *context, const char *message);
struct text view_trn(struct view *view, const char *context, const char *one, const char *many, int64_t n);
void view_put_sentence(struct view *view, struct text sentence, const struct text *values, size_t count);
/* A sentence handed to a part: {include parts_tag(WORD("Pinned"))}. */
#define WORD(message) view_tr(view, NULL, message)
/* A value of a sentence as text, in the reader's language. */
struct text view_value_text(struct view *view, struct text value);
struct text view_value_number(struct view *view, int64_t value);
struct text view_value_unsigned(struct view *view, uint64_t value);
#define view_value(view, value)                                                                                        \
	_Generic((value), struct text                                                                                  \
		 : view_value_text, unsigned long                                                                      \
		 : view_value_unsigned, default                                                                        \
		 : view_value_number)(view, value)

/* The hidden field that every posting form gets. */
void view_csrf(struct view *view);

/* Filters: {value | name}. All write escaped text in the reader's language and zone; "–" for none. */
void view_date(struct view *view, struct date value);       /* 3 May 2026 · 3 Mei 2026 · 3. Mai 2026 */
void view_instant(struct view *view, struct instant value); /* 3 May 2026, 16:20, in the reader's zone */
void view_ago(struct view *view, struct instant value);     /* <time datetime title="exact">3 hours ago</time> */
void view_iso(struct view *view, struct instant value);     /* RFC 3339, for attributes */
void view_count(struct view *view, int64_t value);          /* 1,038,204 · 1.038.204 */
void view_money(struct view *view, struct money value);     /* RM 18,420.50 · 18.420,50 €, with no-break spaces */
void view_lines(struct view *view, struct text value);      /* escaped, line breaks as <br> */
void view_size(struct view *view, int64_t bytes);           /* 1.4 MB */
void view_or_dash(struct view *view, struct text value);    /* "–" when empty */

/* The same as unescaped text, for values of sentences and for C. */
struct text view_date_text(struct view *view, struct date value);
struct text view_month_text(struct view *view, struct date value); /* May 2026 */
struct text view_instant_text(struct view *view, struct instant value);
struct text view_ago_text(struct view *view, struct instant value);
struct text view_count_text(struct view *view, int64_t value);
struct text view_money_text(struct view *view, struct money value);

#endif
