/* What customers are sorted by: types, groups, sales channels, tags.
 *
 * The one idea: the four are one kind of thing, a label: a row with a stable word, a name and a few fields that are
 * declared once (labels_fields.def). One list, one form, one set of verbs serve all; what is used is never deleted, but
 * handed over to another or deactivated.
 * Source: behaviour §1, §3 (relations, tags), §11 (anything in use), §15.
 */
#ifndef FEATURES_LABELS_H
#define FEATURES_LABELS_H

#include "context/context.h"
#include "labels.schema.h"
#include "labels.sql.h"

enum label_kind { LABEL_TYPE, LABEL_GROUP, LABEL_CHANNEL, LABEL_TAG, LABEL_KIND_COUNT };
/* "type", "group", "channel", "tag": also the kind of id. */
struct text label_kind_word(enum label_kind kind);

enum label_field {
#define LABEL_FIELD(name, word, kind, who, label, most) LABEL_FIELD_##name,
#include "features/labels/labels_fields.def"
#undef LABEL_FIELD
	LABEL_FIELD_COUNT,
};

enum label_field_kind {
	LABEL_FIELD_KIND_text,
	LABEL_FIELD_KIND_flag,
	LABEL_FIELD_KIND_discount,
	LABEL_FIELD_KIND_tiers,
	LABEL_FIELD_KIND_colour,
	LABEL_FIELD_KIND_email,
	LABEL_FIELD_KIND_url,
	LABEL_FIELD_KIND_language,
	LABEL_FIELD_KIND_currency,
	LABEL_FIELD_KIND_country,
	LABEL_FIELD_KIND_fields,
};

struct label_field_declared {
	const char *word;
	enum label_field_kind kind;
	unsigned who;      /* bit 1 << label_kind */
	const char *label; /* English, to be translated */
	size_t most;
};
const struct label_field_declared *label_field_declared(enum label_field field);
bool label_has_field(enum label_kind kind, enum label_field field);

/* All of a kind, by position (tags: by name). */
enum outcome labels_list(struct context *ctx, enum label_kind kind, const struct label_rows **ret_rows,
			 size_t *ret_count) MUST_USE;
struct label_held {
	const struct label_rows *row;
	struct instant at; /* since when; none for groups */
};
/* What a customer has of a kind besides the main one, as labels_list() orders them. */
enum outcome labels_held(struct context *ctx, enum label_kind kind, struct customer_id customer,
			 struct label_held **ret_list, size_t *ret_count) MUST_USE;
/* NOT_FOUND when there is none of that id. */
enum outcome labels_get(struct context *ctx, enum label_kind kind, int64_t id, struct label_rows *ret_row) MUST_USE;
/* How many customers that the asker may see have each: numbers beside `rows`, which are of one kind. */
enum outcome labels_count_customers(struct context *ctx, const struct label_rows *rows, size_t count,
				    int64_t **ret_customers) MUST_USE;
/* By word, else by name (blind to case and accents), else by id. NOT_FOUND when nothing is called so. */
enum outcome labels_find(struct context *ctx, enum label_kind kind, struct text called, int64_t *ret_id) MUST_USE;
/* A field of a row as text; "yes" and "no" for flags, "12.50" for percent. None when empty. */
struct text labels_field_text(struct arena *arena, const struct label_rows *row, enum label_field field);

struct label_change {
	enum label_field field;
	struct text value; /* empty or none: take away */
};
struct label_ask {
	enum label_kind kind;
	int64_t id;       /* 0: a new one */
	struct text word; /* of a new one; none: made from the name */
	const struct label_change *changes;
	size_t count;
};
/* Adds one, at the end. INVALID field by field; CONFLICT when word or name is taken. What is not given gets the field's
 * plain value: active, taxed, no discount, a colour, the business's language and currency. */
enum outcome labels_add(struct context *ctx, const struct label_ask *ask, int64_t *ret_id) MUST_USE;
/* Changes those fields. CONFLICT: a name that is taken, a default that is to be inactive or no default any more. */
enum outcome labels_change(struct context *ctx, const struct label_ask *ask) MUST_USE;
/* Puts it at that place, from 1; the others make room. Not for tags. */
enum outcome labels_move(struct context *ctx, enum label_kind kind, int64_t id, int64_t position) MUST_USE;

/* What holds on to it: customers (main group, home channel …), further uses (further groups, seen in), staff limited to
 * the channel. */
enum outcome labels_count_uses(struct context *ctx, enum label_kind kind, int64_t id,
			       struct label_uses *ret_uses) MUST_USE;
/* Deletes it. In use: CONFLICT with the numbers, unless `to` (0: none) takes over: then everybody who has it gets that
 * one first, a few hundred a transaction, each with an event; what was done stays done when it is interrupted, and
 * asking again goes on. CONFLICT for the default. Two tags are merged so. */
enum outcome labels_remove(struct context *ctx, enum label_kind kind, int64_t id, int64_t to) MUST_USE;

/* ---- labels of a customer; all are NOT_FOUND for customers outside the asker's scope, and DONE when it was so already
 */

/* By name; a tag that is new is made, which needs labels.write. INVALID for what can be no name. */
enum outcome labels_tag(struct context *ctx, struct customer_id customer, struct text name,
			struct tag_id *ret_tag) MUST_USE;
enum outcome labels_untag(struct context *ctx, struct customer_id customer, struct tag_id tag) MUST_USE;
/* One transaction; says how many had it not before (have it no more). */
enum outcome labels_tag_many(struct context *ctx, const struct customer_id *customers, size_t count, struct text name,
			     int64_t *ret_changed) MUST_USE;
enum outcome labels_untag_many(struct context *ctx, const struct customer_id *customers, size_t count, struct text name,
			       int64_t *ret_changed) MUST_USE;
/* Further groups, beside the main one. CONFLICT when it is the main one. */
enum outcome labels_add_group(struct context *ctx, struct customer_id customer, struct group_id group) MUST_USE;
enum outcome labels_remove_group(struct context *ctx, struct customer_id customer, struct group_id group) MUST_USE;
/* Channels that the customer was seen in. CONFLICT when the home channel is to be taken away. */
enum outcome labels_add_channel(struct context *ctx, struct customer_id customer, struct channel_id channel) MUST_USE;
enum outcome labels_remove_channel(struct context *ctx, struct customer_id customer,
				   struct channel_id channel) MUST_USE;

#endif
