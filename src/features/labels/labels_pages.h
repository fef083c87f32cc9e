/* What the labels slice's views are given, and what its pages and API share. */
#ifndef FEATURES_LABELS_PAGES_H
#define FEATURES_LABELS_PAGES_H

#include "features/labels/labels.h"
#include "web/choices.h"
#include "web/pages.h"

/* Words of a kind, to be translated. */
struct label_words {
	const char *url; /* /admin/settings/types */
	const char *plural, *add, *icon, *filter;
};

/* Of a type: whether a field is asked for, and whether it has to be there. */
struct label_asked {
	struct text word;
	const char *label;
	bool shown, required;
	bool may_be_required;
};

/* A discount from an amount spent on, as people write both. */
struct label_tier {
	struct text spent, discount;
};

/* One field of the form. */
struct label_input {
	const struct label_field_declared *declared;
	struct text value;
	struct choices choices;         /* of a select */
	const struct label_tier *tiers; /* of a group: those there are, and a few to fill in */
	size_t tier_count;
};

struct label_line {
	const struct label_rows *row;
	int64_t customers; /* who have it, that the reader may see */
	int64_t place;     /* in the order, from 1 */
	struct text url, move_url, remove_url;
};
struct label_list_screen {
	enum label_kind kind;
	const struct label_words *words;
	const struct label_line *lines;
	size_t count;
};

struct label_form {
	enum label_kind kind;
	const struct label_words *words;
	const struct problems *problems;
	struct text action, remove_url;
	struct text client_url; /* of a channel: how its customers sign in; none */
	const struct label_input *inputs;
	size_t input_count;
	const struct label_asked *asked; /* fields of a type */
	size_t asked_count;
	struct logo_card logo; /* of a channel that there is */
	bool is_new, is_default;
	int64_t waiting; /* of a type that needs no approval: who waits for it still, and may be approved now */
	struct text waiting_filter;
};

struct label_removal {
	const struct label_words *words;
	const struct problems *problems;
	struct label_rows row;
	struct label_uses uses;
	bool used;
	struct text action, edit_url;
	const struct option *heirs;
	size_t heir_count;
};

struct label_block {
	struct customer_id customer;
	bool may_write;
	const struct label_held *tags;
	size_t tag_count;
	const struct text *known; /* names of all tags, to choose from */
	size_t known_count;
};

struct label_member {
	struct text name, remove_url;
	bool fixed; /* the main one */
};
struct label_members {
	const struct label_member *list;
	size_t count;
	const struct option *more; /* to choose from */
	size_t more_count;
	struct text add; /* where one is added */
};
struct label_group_block {
	bool may_write;
	struct label_members groups, channels;
};

/* Its customers, in the language of filters: type:retail, tag:"big fish". */
struct text label_filter(struct view *view, const struct label_words *words, const struct label_rows *row);
struct text label_tag_filter(struct view *view, struct text name);
/* Where the customer's tag is taken away. */
struct text label_untag_url(struct view *view, const struct label_block *block, const struct label_held *tag);
/* What to say below a switch; empty for nothing. */
struct text label_help(struct view *view, const struct label_input *input);
/* A default stays active and default: there is nothing to switch. */
bool label_is_kept_by_default(const struct label_input *input);
/* The kind of input that suits the kind of field, with its help. */
struct input label_input_typed(struct view *view, struct input input, const struct label_input *label);

/* Tiers of a group that a form or the API sent, as one value. False when none were. */
bool label_tiers_sent(struct request *request, struct text *ret_value);
/* A form's, made what the rule reads. INVALID at "tiers" when a number may be two. */
enum outcome label_tiers_read(struct request *request, struct text *value) MUST_USE;
void label_tiers_fill(struct request *request, struct label_input *input, const struct label_rows *row);
struct json_writer;
void label_tiers_write(struct request *request, struct json_writer *json, struct text tiers);

/* The fields that were sent, as changes; of a form, a flag that is absent means no. Room for LABEL_FIELD_COUNT. */
size_t label_read_changes(struct request *request, enum label_kind kind, struct label_change *changes);

#endif
