/* What the views of this slice are given, and what its screens share.
 *
 * Elsewhere: fields as inputs and as words (overview_fields_pages.c), the page (overview_profile_pages.c), the form
 * (overview_edit_pages.c), events and timeline (overview_events_pages.c), what their values say
 * (overview_values_pages.c), trash and deleting (overview_delete_pages.c),
 * the first page (overview_home_pages.c), search (overview_search_pages.c), what customers say of themselves
 * (overview_person_portal.c).
 */
#ifndef FEATURES_OVERVIEW_PAGES_H
#define FEATURES_OVERVIEW_PAGES_H

#include "contacts.schema.h"
#include "events.sql.h"
#include "features/attributes/attributes.h"
#include "features/customers/customers.h"
#include "overview.sql.h"
#include "web/block.h"
#include "web/pages.h"
#include "web/status.h"

/* ---- fields ---- */

struct named {
	int64_t id;
	struct text name;
};

/* What ids of fields stand for; read once a page. */
struct sources {
	struct named *types, *groups, *channels, *staff;
	size_t type_count, group_count, channel_count, staff_count; /* those that are offered stand in front */
	size_t type_all, group_all, channel_all, staff_all;
	struct text shown; /* words of the fields that the customer's type shows; empty: all */
	struct text required;
};
enum outcome sources_read(struct request *request, const struct customer_row *row,
			  struct sources *ret_sources) MUST_USE;

/* Of what a field names by id; TEXT_NONE when it is not among them. */
struct text source_name(const struct sources *sources, enum customer_field field, int64_t id);
/* A field as people read it: names for ids, languages, countries; TEXT_NONE when there is nothing. */
struct text field_words(struct request *request, const struct sources *sources, enum customer_field field,
			struct text value);

/* A field as an input. `select` and `toggle` say which part shows it. */
struct field_input {
	struct input input;
	enum customer_field field;
	struct text words; /* the value for people */
	bool select, toggle, shown;
};
/* With what was sent, or else the row's value; `row` NULL for somebody new. Watches the value that was seen. */
struct field_input field_input(struct request *request, const struct sources *sources, const struct customer_row *row,
			       enum customer_field field);
/* Label and words alone, for what is only shown. */
struct field_input field_fact(struct request *request, const struct sources *sources, const struct customer_row *row,
			      enum customer_field field);
/* Ids in the sentences of conflicts become names. */
void field_problems(struct request *request, const struct sources *sources);
/* The changes that a form sent: fields whose value is not the one that was seen. */
enum outcome field_changes(struct request *request, struct customer_change changes[CUSTOMER_FIELD_COUNT],
			   size_t *ret_count) MUST_USE;

/* ---- people ---- */

/* With salutation and title, as the reader's language has them. */
struct text customer_full_name(struct request *request, const struct customer_row *row);
struct page_frame *customer_frame(struct request *request, const struct customer_row *row, const char *title);

/* ---- events ---- */

struct event_line {
	struct text title, detail, url, icon, body;
	struct instant at;
	struct text actor;
};
struct event_lines {
	const struct event_line *list;
	size_t count;
	struct text older_url; /* empty: these are the oldest */
};
struct event_value {
	struct text label, old, new;
};
/* What values of events are read with: names for ids, attributes by their words. */
struct event_reading {
	struct sources sources;
	const struct attribute *attributes;
	size_t attribute_count;
};
/* A value of that event as people read it. */
struct event_value event_value_words(struct request *request, const struct event_reading *reading, struct text event,
				     const struct event_values_of *row);
struct event_page {
	struct event_line event;
	struct text acting_as, request_id;
	struct text undo; /* what the button “Undo” sends; none: it cannot be undone */
	const struct event_value *values;
	size_t value_count;
};
struct timeline_page {
	const struct tab *tabs;
	size_t tab_count;
	const struct tab *shows;
	size_t show_count;
	struct event_lines lines;
};
/* The newest `most` events, with the fields that they changed. */
enum outcome events_read(struct request *request, const struct customer_row *row, const struct sources *sources,
			 size_t most, struct event_lines *ret_lines) MUST_USE;

/* ---- the page ---- */

struct blocks_at {
	struct block_shown *list;
	size_t count;
};

struct profile {
	const struct customer_row *row;
	const struct overview_numbers *numbers;
	struct text full_name, address, edit_url, here;
	struct text address_url; /* of the form for the billing address, which may be a new one */
	struct text type_name, group_name;
	struct text discount;               /* that counts, and whose it is; none */
	struct text previous_url, next_url; /* none: at the end of the list, or opened without one */
	bool in_list;
	struct blocks_at blocks[BLOCK_NEW];
	const struct tab *tabs, *options;
	size_t tab_count, option_count;
	int option; /* 0 general, 1 billing, 2 and on: those of other slices */
	const struct field_input *general, *fields, *billing, *main;
	size_t general_count, field_count, billing_count, main_count;
	struct field_input since;
	struct option verifications[VERIFICATION_COUNT];
	struct event_lines events;
	int64_t event_total;
	struct money spent;
	const struct menu_item *actions;
	size_t action_count;
	int64_t at_us; /* when this page was true: what happens from here on is told as news */
	bool may_write, may_since, may_trash, may_erase, may_events, verified, waits_for_verification;
	const struct problems *problems;
};

/* The page with the problems of a form that stands on it: “Customer options” at that tab. */
enum outcome overview_profile_again(struct request *request, struct customer_id customer, struct text options) MUST_USE;

struct field_group {
	struct text label;
	const struct field_input *inputs;
	size_t count;
};

/* What customers say of themselves: as inputs, or as label and words. */
struct own_person {
	const struct problems *problems;
	const struct field_input *inputs;
	size_t count;
};

struct customer_form {
	struct text action, back_url;
	struct text live; /* topic of the customer who is edited; empty for somebody new */
	const struct field_group *groups;
	size_t group_count;
	const struct problems *problems;
	struct blocks_at others; /* of other slices, for somebody new */
	bool is_new, guest, invite;
	const struct tab *types; /* one link a type, for somebody new */
	size_t type_count;
};

struct delete_page {
	const struct customer_row *row;
	struct text action, back_url, full_name, reason, typed;
	struct text loss_words, kept_words;
	int64_t trash_days; /* until the trash is emptied of them */
	const struct problems *problems;
	bool may_erase, may_trash;
};

#define HOME_DAYS 14

struct home {
	int64_t customers, waiting, added, online, follow_up_count;
	int64_t days[HOME_DAYS]; /* added on each, today last */
	const struct overview_recent *recent;
	size_t recent_count;
	const struct overview_follow_ups *follow_ups;
	size_t follow_up_shown;
	struct blocks_at blocks; /* of other slices */
	bool may_read, may_notes;
};

struct search_page {
	struct text question;
	const struct palette_item *customers;
	struct palette_item *pages;
	size_t customer_count, page_count;
	int64_t total;
};

#endif
