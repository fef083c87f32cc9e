/* Custom attributes: what the operator wants to know of customers beyond the built-in fields, and each customer's
 * values.
 *
 * The one idea: a value travels as text with what was seen before, like a built-in field; its kind checks it and makes
 * the one form in which it is kept (and the number by which it is filtered). Source: behaviour §3 (custom attributes),
 * §11 (anything in use); decision 12.
 */
#ifndef FEATURES_ATTRIBUTES_H
#define FEATURES_ATTRIBUTES_H

#include "attributes.schema.h"
#include "attributes.sql.h"
#include "context/context.h"
#include "features/files/files.h"

/* Labels are kept in the languages of the program's screens. */
#define ATTRIBUTE_LANGUAGES 3
extern const char *const attribute_languages[ATTRIBUTE_LANGUAGES]; /* en, ms, de */

struct attribute {
	struct attribute_rows row;
	struct text labels[ATTRIBUTE_LANGUAGES]; /* none where there is none */
	const struct text *options;
	size_t option_count;
};
/* In that language, else in another one, else its word. */
struct text attribute_label(const struct attribute *attribute, struct text language);
/* Whether customers give it themselves, when they register and later; pictures they do not. */
bool attribute_is_theirs(const struct attribute *attribute);
/* Options as a form has them: one a line. */
struct text attribute_option_lines(struct arena *arena, const struct text *options, size_t count);
/* English, to be translated. */
const char *attribute_kind_words(enum attribute_kind kind);

/* All of them, active or not, by position. */
enum outcome attributes_list(struct context *ctx, struct attribute **ret_list, size_t *ret_count) MUST_USE;
/* How many customers that the asker may see have a value of each: numbers beside `list`. */
enum outcome attributes_count_customers(struct context *ctx, const struct attribute *list, size_t count,
					int64_t **ret_customers) MUST_USE;
/* NOT_FOUND when there is none of that id. */
enum outcome attributes_get(struct context *ctx, struct attribute_id id, struct attribute *ret_attribute) MUST_USE;
/* By word, else by a label in any language (blind to case and accents), else by id. NOT_FOUND when there is none. */
enum outcome attributes_find(struct context *ctx, struct text called, struct attribute_id *ret_id) MUST_USE;

struct attribute_ask {
	struct attribute_id id;   /* none: a new one */
	struct text word;         /* of a new one; none: made from the first label */
	enum attribute_kind kind; /* of a new one; it stays */
	struct text labels[ATTRIBUTE_LANGUAGES];
	struct text options; /* of a choice: one a line */
	bool active, required, visible, editable, personal;
};
/* INVALID: labels, word, options. CONFLICT: the word is taken, an option that
 * customers have is to go. */
enum outcome attributes_add(struct context *ctx, const struct attribute_ask *ask, struct attribute_id *ret_id) MUST_USE;
enum outcome attributes_change(struct context *ctx, const struct attribute_ask *ask) MUST_USE;
/* To that place of the order, from 1. */
enum outcome attributes_move(struct context *ctx, struct attribute_id id, int64_t position) MUST_USE;
/* Deletes it. With values: CONFLICT with their number, unless `to` (none: nobody) takes them over: an active one of the
 * same kind; who has a value there already keeps that. A few hundred a transaction, each with an event. */
enum outcome attributes_remove(struct context *ctx, struct attribute_id id, struct attribute_id to) MUST_USE;

/* ---- values ---- */

/* One form for every value: "12.5", "2026-11-23", "yes", "#0a6a70", of a picture the name of its file; INVALID at the
 * attribute's word when it does not fit its kind. `ret_number`: thousandths, days, 0 or 1; `ret_has_number` false for
 * other kinds. */
struct attribute_value {
	struct text text;
	struct text folded; /* of what is no number and no picture: what filters compare with */
	bool has_number;
	int64_t number;
};
enum outcome attributes_check(struct context *ctx, const struct attribute *attribute, struct text value,
			      struct attribute_value *ret_value) MUST_USE;

/* Sets a customer's value; empty takes it away (INVALID when the attribute is required). `was` is what was seen, none:
 * change whatever is there. CONFLICT, with both values, when somebody else has changed it meanwhile; CONFLICT for an
 * inactive attribute. Event attribute.changed. */
enum outcome attributes_set(struct context *ctx, struct customer_id customer, struct attribute_id attribute,
			    struct text value, struct text was) MUST_USE;
/* Numbers of a form's object of keys and values as `read` gives them; all else stays as it is. */
#define ATTRIBUTE_DECIMALS 3
typedef enum outcome attribute_number_fn(struct context *ctx, struct text field, struct text typed,
					 struct text *ret_number);
enum outcome attributes_read_numbers(struct context *ctx, struct text object, attribute_number_fn *read,
				     struct text *ret_object) MUST_USE;
/* The same for many, from a JSON object of keys and values: text, numbers, true, false, null. All that is wrong is said
 * at once, each at its key; then nothing is written. */
enum outcome attributes_set_object(struct context *ctx, struct customer_id customer, struct text object) MUST_USE;
/* The same by a customer, of their own values, those alone that they see and may change; problems are at
 * "attributes/key". `seen` (none: nothing) is what stood there before: what is the same in both is left as it is, else
 * CONFLICT as of attributes_set(). */
enum outcome attributes_change_own(struct context *ctx, struct text object, struct text seen) MUST_USE;
/* What comes along with a customer's fields (customers.h: customer_attributes): problems are at "attributes/key". */
enum outcome attributes_set_given(struct context *ctx, struct customer_id customer, struct text object) MUST_USE;
/* What somebody new is given (none: nothing), and that every active one that is required is among it, but pictures.
 * `themselves`: those alone that customers see and may change. */
enum outcome attributes_check_new(struct context *ctx, struct text object, bool themselves) MUST_USE;
/* Sets a picture, as it was sent: its value is the name of a file, by which attributes_set() gives back one that was
 * replaced or taken away no longer than FILES_ASIDE_US ago. INVALID at the attribute's word when it is no picture, or
 * the attribute holds none. Waits: not inside a transaction. */
enum outcome attributes_set_picture(struct context *ctx, struct customer_id customer, struct attribute_id attribute,
				    struct bytes sent, struct text was) MUST_USE;
/* Those that come along with somebody new: they are made ready, then, in the transaction that adds the customer, given.
 * All that is wrong is said at "attributes/key", a required picture that is missing too. Who adds somebody otherwise
 * than by a form sets pictures afterwards. */
struct attribute_picture {
	struct text word;
	struct bytes sent;
	struct attribute_id attribute; /* made: this and the next */
	struct picture picture;
};
enum outcome attributes_make_new(struct context *ctx, struct attribute_picture *pictures, size_t count) MUST_USE;
enum outcome attributes_give_new(struct context *ctx, struct customer_id customer,
				 const struct attribute_picture *pictures, size_t count) MUST_USE;
/* A customer's values: an array beside `list`, none where there is none. */
enum outcome attributes_values(struct context *ctx, struct customer_id customer, const struct attribute *list,
			       size_t count, struct text **ret_values) MUST_USE;

#endif
