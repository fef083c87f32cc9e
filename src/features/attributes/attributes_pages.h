/* What the attributes slice's views are given. */
#ifndef FEATURES_ATTRIBUTES_PAGES_H
#define FEATURES_ATTRIBUTES_PAGES_H

#include "features/attributes/attributes.h"
#include "web/choices.h"
#include "web/pages.h"

struct attribute_line {
	const struct attribute *attribute;
	int64_t customers; /* who have a value, that the reader may see */
	int64_t place;     /* in the order, from 1 */
};
struct attributes_screen {
	const struct attribute_line *lines;
	size_t count;
	struct text language; /* the reader's */
};

struct attribute_form {
	const struct problems *problems;
	struct text action, remove_url;
	struct text word, kind, options;
	struct text labels[ATTRIBUTE_LANGUAGES];
	const struct option *kinds;
	size_t kind_count;
	bool is_new, has_options, active, required, visible, editable, personal;
};

struct attribute_removal {
	const struct problems *problems;
	struct text name, action, edit_url;
	int64_t values;
	const struct option *heirs;
	size_t heir_count;
};

/* One value of a customer. */
struct attribute_field {
	struct text name, label, action, value, was; /* `was` none: nobody has seen anything */
	struct text seen_name, seen;                 /* the same of one of a group */
	struct text picture_action;                  /* of a picture: where it is sent; its value is a file's name */
	enum attribute_kind kind;
	bool required;
	const struct option *options; /* of a choice, or of yes and no */
	size_t option_count;
	struct text prefix; /* of its ids */
	bool lost;          /* a file was sent that the browser does not send again by itself */
};
struct attribute_value_screen {
	const struct problems *problems;
	struct attribute_field field;
	struct text back, customer;
};
struct attributes_block {
	const struct attribute_field *fields;
	size_t count;
	bool may_write;
};

/* Of somebody new, or of a customer who says them of themselves. */
struct attributes_group {
	const struct problems *problems;
	const struct attribute_field *fields;
	size_t count;
	bool themselves; /* they fill it in */
};

/* As they are read. */
struct attribute_fact {
	struct text label, words;
	struct text picture; /* the name of its file; none: it is none */
	bool link;           /* the words are an address of the web */
};
struct attributes_facts {
	const struct attribute_fact *list;
	size_t count;
	bool may_change; /* one of them at least */
	struct text url; /* where staff do */
};
/* `themselves`: those that the customer may see, also without a value; else all that have one. */
enum outcome attributes_facts(struct request *request, struct customer_id customer, bool themselves,
			      struct attributes_facts *ret_facts) MUST_USE;

/* One of a group: "attributes/key", with what was sent, else what is stored; of somebody known with what was
 * seen. */
struct attribute_field attribute_group_field(struct request *request, const struct attribute *attribute,
					     struct text stored, bool is_new);
/* The input that suits its kind. */
struct input attribute_input(struct view *view, const struct form *form, const struct attribute_field *field);
/* Where staff change them: the tab of Customer options. */
struct text attributes_tab_url(const struct request *request, struct customer_id customer);
/* The reader's language: "de". */
struct text attribute_language(const struct request *request);

#endif
