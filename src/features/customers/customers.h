/* The customer's own row: reading it, adding, changing, trash, restoring, deleting permanently.
 *
 * The one idea: a field is declared once (customers_fields.def) and its value travels as text with the text that was
 * seen before, so that a form, an edit in place, the API and an import are one and the same change, conflicts are found
 * field by field, and events write themselves.
 * Elsewhere: e-mails, phones, addresses (features/contacts), the axes of access (features/access).
 * Source: behaviour §2, §3, §11; decisions 1, 11.
 */
#ifndef FEATURES_CUSTOMERS_H
#define FEATURES_CUSTOMERS_H

#include "context/context.h"
#include "customers.sql.h"
#include "format/discount.h"

enum customer_field {
#define FIELD(name, word, kind, label, most) CUSTOMER_FIELD_##name,
#include "features/customers/customers_fields.def"
#undef FIELD
	CUSTOMER_FIELD_COUNT,
};

enum customer_field_kind {
	CUSTOMER_FIELD_KIND_text,
	CUSTOMER_FIELD_KIND_choice,
	CUSTOMER_FIELD_KIND_date,
	CUSTOMER_FIELD_KIND_country,
	CUSTOMER_FIELD_KIND_language,
	CUSTOMER_FIELD_KIND_zone,
	CUSTOMER_FIELD_KIND_currency,
	CUSTOMER_FIELD_KIND_flag,
	CUSTOMER_FIELD_KIND_discount,
	CUSTOMER_FIELD_KIND_ref,
	CUSTOMER_FIELD_KIND_email,
};

struct customer_field_declared {
	const char *word;
	enum customer_field_kind kind;
	const char *label; /* English, to be translated */
	int64_t most;
};
const struct customer_field_declared *customer_field_declared(enum customer_field field);
bool customer_field_parse(struct text word, enum customer_field *ret_field);

/* What types may ask for in forms beside fields: how a customer is reached first (features/contacts). */
#define CUSTOMER_ASKED_COUNT 2
struct customer_asked_declared {
	const char *word;  /* in a type's shown and required fields */
	const char *label; /* English, to be translated */
};
extern const struct customer_asked_declared customer_asked_declared[CUSTOMER_ASKED_COUNT];
bool customer_asked_is(struct text word);
/* Whether a type's shown or required fields name it. */
bool customer_asks(struct text fields, const char *word);

/* The whole row in the asker's scope (`struct customer_row` is what customers.sql's customer_row gives). NOT_FOUND when
 * there is none that they may see. */
enum outcome customers_get(struct context *ctx, struct customer_id customer, struct customer_row *ret_row) MUST_USE;
/* As the API shows them: one value. NOT_FOUND as above. */
struct json_writer;
enum outcome customers_write_json(struct context *ctx, struct customer_id customer, struct json_writer *json) MUST_USE;
/* The same of somebody who never was: for samples of what is told to others. */
enum outcome customers_write_sample(struct context *ctx, struct json_writer *json) MUST_USE;
/* A field of a row as text: what forms show and `was` compares with. None for "nothing there". */
struct text customers_field_text(struct arena *arena, const struct customer_row *row, enum customer_field field);

/* Which discount counts for a customer, and whose it is. */
struct customer_discount {
	struct discount discount; /* none: nobody gives them one */
	enum discount_source source;
	struct text name;   /* of the group or type */
	struct money spent; /* of a tier: from which amount on */
};
/* Their own before their main group's (the highest tier that they have spent enough for, else what all in it have)
 * before their type's. */
enum outcome customers_discount(struct context *ctx, const struct customer_row *row,
				struct customer_discount *ret_discount) MUST_USE;

/* A value as it would be stored and shown again. INVALID with a problem at the field's word. */
enum outcome customers_check_field(struct context *ctx, enum customer_field field, struct text value,
				   struct text *ret_value) MUST_USE;

struct customer_change {
	enum customer_field field;
	struct text value; /* empty or none: take away */
	struct text was;   /* what was seen; none: change whatever is there */
};

/* What somebody new is found by beside their row. Who writes more of it adds it here, so that nothing is read back. */
struct customer_sources {
	struct arena *arena;
	struct search_emails *emails;
	struct search_phones *phones;
	struct search_addresses *addresses;
	struct external_id_list *external_ids;
	size_t email_count, phone_count, address_count, external_id_count;
};
void customer_sources_add_email(struct customer_sources *sources, struct text folded);
void customer_sources_add_phone(struct customer_sources *sources, const struct search_phones *phone);
void customer_sources_add_address(struct customer_sources *sources, const struct search_addresses *address);
void customer_sources_add_external_id(struct customer_sources *sources, struct text value);

struct customer_adding {
	const struct customer_change *changes; /* `was` is ignored */
	size_t count;
	bool guest;
	struct text external_system, external_id; /* none: no id of another system */
	bool imported;                            /* the event says so; values are not written to it */
	bool themselves; /* they register: the event says so; of attributes those count that are theirs to change */
	struct text attributes; /* a JSON object of custom attributes; none: nothing */
	bool claims_are_free;   /* seen in this transaction: e-mail, login and external id are nobody's */
	/* Writes what else comes with them, when their row and claims are there, and says in the row what that made of
	 * their axes. So what is derived from all of it is derived once. NULL: nothing does. */
	enum outcome (*with)(struct context *ctx, struct customer_row *row, struct customer_sources *sources,
			     void *state);
	void *state; /* of `with` */
};
/* Custom attributes belong to a slice above this one; the server joins the two (server/reactions.c). */
struct customer_attributes {
	/* What is given, and that all is given that is required of somebody new; `themselves`: what is theirs to see
	 * and to change, and nothing else. INVALID at "attributes/key" for each. */
	enum outcome (*check)(struct context *ctx, struct text object, bool themselves);
	/* Sets those that are in the object; null and empty take away. Problems as above, CONFLICT too. */
	enum outcome (*set)(struct context *ctx, struct customer_id customer, struct text object);
};
extern const struct customer_attributes customer_attributes;

/* Adds somebody: activated and approved, active, no mail (behaviour §3). Type, group and channel that are not given are
 * the defaults. INVALID field by field; CONFLICT at email, login or external_id with the id of who has it, when the
 * asker may see them. */
enum outcome customers_add(struct context *ctx, const struct customer_adding *ask,
			   struct customer_id *ret_customer) MUST_USE;

/* Changes those fields that differ; writes one event customer.updated (billing.changed for billing fields). CONFLICT,
 * with both values, for each field that somebody else has changed meanwhile; then nothing is written. INVALID field by
 * field. */
enum outcome customers_change(struct context *ctx, struct customer_id customer, const struct customer_change *changes,
			      size_t count) MUST_USE;

/* Inside a transaction: the row, kept from others until it ends. NOT_FOUND when there is none that they may see. */
enum outcome customers_lock(struct context *ctx, struct customer_id customer, struct customer_row *ret_row) MUST_USE;

/* Makes the derived columns anew (display and sort names, primary e-mail, status, search words) after another slice has
 * changed what they come from. Inside a transaction. */
enum outcome customers_derive(struct context *ctx, struct customer_id customer) MUST_USE;
/* What they are sorted by, folded: the family name first; without a name what they are called. */
struct text customers_sort_name(struct arena *arena, const struct customer_row *row);

/* INVALID field by field when the row lacks fields that its type asks for; phone and address are asked for by forms.
 * Inside a transaction. */
enum outcome customers_check_required(struct context *ctx, const struct customer_row *row) MUST_USE;

/* Moves to the trash, with a reason (may be empty). CONFLICT when it is there already. */
enum outcome customers_trash(struct context *ctx, struct customer_id customer, struct text reason) MUST_USE;
enum outcome customers_restore(struct context *ctx, struct customer_id customer) MUST_USE;

/* What deleting permanently would take along, table by table, in numbers. */
struct customer_loss {
	struct text table; /* "notes" */
	int64_t rows;
	bool kept; /* stays, made anonymous */
};
enum outcome customers_count_loss(struct context *ctx, struct customer_id customer, struct customer_loss **ret_losses,
				  size_t *ret_count) MUST_USE;
/* Deletes everything as the schema's customer_data says: rows go or are made anonymous; files of nobody else go. Needs
 * `typed` to be the customer's display name or id (INVALID else). Writes to the audit log. */
enum outcome customers_erase(struct context *ctx, struct customer_id customer, struct text typed) MUST_USE;
/* What else must happen, in the same transaction while the rows are still there; the list (server/reactions.def) ends
 * with NULL. */
typedef enum outcome customer_reaction(struct context *ctx, struct customer_id customer);
extern customer_reaction *const customer_erase_reactions[];
/* The same when their status, or what a suspension closes, has become another. */
extern customer_reaction *const customer_status_reactions[];

/* Another system's id for a customer; several may stand side by side. CONFLICT at "value" when somebody has it, this
 * customer included. */
enum outcome customers_add_external_id(struct context *ctx, struct customer_id customer, struct text system,
				       struct text value) MUST_USE;
/* NOT_FOUND when the customer has no such id. */
enum outcome customers_remove_external_id(struct context *ctx, struct customer_id customer, struct text system,
					  struct text value) MUST_USE;
/* INVALID at `field` when no system can be called so. */
enum outcome customers_check_system(struct context *ctx, struct text system, struct text field) MUST_USE;
/* As claims hold it: "shop:4711". */
struct text customers_external_claim(struct arena *arena, struct text system, struct text value);

/* What an address is claimed as: an account is the only one with it, a guest the only guest. */
enum claim_kind customers_address_claim(bool guest);
/* Who holds a claim (address, login …), whatever the asker's scope; none when nobody. */
enum outcome customers_find_claim(struct context *ctx, enum claim_kind kind, struct text value,
				  struct customer_id *ret_customer) MUST_USE;
/* Whether they have registered and not confirmed it, so that nobody knows whose what they hold is. */
enum outcome customers_is_unconfirmed(struct context *ctx, struct customer_id customer, bool *ret_unconfirmed) MUST_USE;
/* Takes a claim for that customer. A registration that waits to be confirmed gives way: it is erased. CONFLICT at
 * `field` when another has it; the problem's first value is that customer's id when the asker may see them, else it
 * names nobody. */
enum outcome customers_take_claim(struct context *ctx, enum claim_kind kind, struct text value,
				  struct customer_id customer, struct text field) MUST_USE;

/* A registration that holds it and waits to be confirmed is erased, so that it is free. */
enum outcome customers_make_way(struct context *ctx, enum claim_kind kind, struct text value) MUST_USE;
/* Gives back a claim of that customer. */
enum outcome customers_drop_claim(struct context *ctx, enum claim_kind kind, struct text value,
				  struct customer_id customer) MUST_USE;
/* Moves the claims of login and primary e-mail along with a change of the row; the login follows the address while they
 * are equal. */
enum outcome customers_follow_claims(struct context *ctx, const struct customer_row *before,
				     struct customer_row *after) MUST_USE;
/* A login as compared. */
struct text customers_fold_login(struct arena *arena, struct text login);
struct customer_row customers_row_of(const struct customer_row_any *any);

/* Registers the look-up of ids of kind "customer" in routes, by scope. */
enum outcome customers_check_id(struct context *ctx, struct text kind, int64_t id) MUST_USE;

#endif
