/* What the views of takeout are given; and how a document is put together. */
#ifndef FEATURES_TAKEOUT_PAGES_H
#define FEATURES_TAKEOUT_PAGES_H

#include "features/takeout/takeout.h"
#include "web/pages.h"

#define TAKEOUT_SECTIONS 16
#define TAKEOUT_PAIRS    24

struct takeout_pair {
	const char *key;
	struct text label;
	struct text value; /* for programs; none: nothing */
	struct text shown; /* for people */
};
struct takeout_record {
	struct takeout_pair *pairs;
	size_t count;
};
struct takeout_section {
	const char *key;
	struct text title;
	struct takeout_record *records;
	size_t count;
};
struct takeout_document {
	struct request *request;
	struct text language, business, made;
	struct takeout_section sections[TAKEOUT_SECTIONS];
	size_t count;
};

/* Labels are N_("…"). A section has at most `room` records. */
struct takeout_section *takeout_section_add(struct takeout_document *document, const char *key, const char *title,
					    size_t room);
struct takeout_record *takeout_record_add(struct takeout_document *document, struct takeout_section *section);
void takeout_pair_add(struct takeout_document *document, struct takeout_record *record, const char *key,
		      const char *label, struct text value);
void takeout_pair_add_at(struct takeout_document *document, struct takeout_record *record, const char *key,
			 const char *label, struct instant at);
/* All that is kept of them. */
enum outcome takeout_read(struct takeout_document *document, struct customer_id customer) MUST_USE;
/* Both ways to write it. */
struct text takeout_json(const struct takeout_document *document);
struct text takeout_html(struct takeout_document *document);

struct takeout_form {
	const struct problems *problems;
	struct text email;
};

#endif
