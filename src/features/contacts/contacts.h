/* How to reach a customer: e-mails, phones, addresses, tax numbers.
 *
 * The one idea: these are the customer's children, changed one by one, and whatever follows from them (primary e-mail,
 * login, search words, version) is made anew in the same transaction. Nothing that people typed is refused because it
 * cannot be parsed: a phone is kept as typed, a country without a form has every part.
 * Elsewhere: how numbers and addresses are read and shown (format/phone.h, format/postal_address.h), who holds an
 * e-mail address (customers_take_claim). Source: behaviour §2 (verification), §3.
 */
#ifndef FEATURES_CONTACTS_H
#define FEATURES_CONTACTS_H

#include "contacts.schema.h"
#include "contacts.sql.h"
#include "features/customers/customers.h"
#include "format/postal_address.h"
#include "service/events.h"

#define CONTACTS_MOST 100 /* of each kind; CONFLICT `too_many` beyond */

/* ---- e-mails ---- */

/* The first one becomes the primary one, later ones when `primary` says so. Unverified. INVALID at address; CONFLICT at
 * address when an account has it (a guest may share one). */
enum outcome contacts_add_email(struct context *ctx, struct customer_id customer, struct text address, bool primary,
				struct email_id *ret_email) MUST_USE;
/* Another address is unverified; another way to write the same one stays as it is. The login follows the primary
 * address while they are equal. CONFLICT at address `changed_meanwhile` when `was` is not none and no longer there. */
enum outcome contacts_change_email(struct context *ctx, struct customer_id customer, struct email_id email,
				   struct text address, struct text was) MUST_USE;
struct contact_email {
	struct text address;
	enum verification verification;
	bool primary; /* false leaves it as it is */
};
/* All at once: what a form or a PATCH sends. A verification that differs from the one there is set, also for another
 * address; the same one does not carry over to another address. */
enum outcome contacts_set_email(struct context *ctx, struct customer_id customer, struct email_id email,
				const struct contact_email *wanted, struct text was) MUST_USE;
enum outcome contacts_make_email_primary(struct context *ctx, struct customer_id customer,
					 struct email_id email) MUST_USE;
/* By staff. Has no effect on signing in. DONE without an event when it is so already. */
enum outcome contacts_set_verification(struct context *ctx, struct customer_id customer, struct email_id email,
				       enum verification verification) MUST_USE;
/* CONFLICT for the primary one while there are others. */
/* A letter to that address came back: whoever has it is marked, with an event (mail.bounced). INVALID at `address`. Of
 * customers in the asker's scope. */
enum outcome contacts_bounced(struct context *ctx, struct text address, struct text reason,
			      int64_t *ret_customers) MUST_USE;
/* The mark, in the transaction of such an event, whoever has recorded it. */
event_reaction contacts_follow_bounce;
/* Staff knows that letters come there again. CONFLICT when it has no mark. */
enum outcome contacts_clear_bounce(struct context *ctx, struct customer_id customer, struct email_id email) MUST_USE;
enum outcome contacts_remove_email(struct context *ctx, struct customer_id customer, struct email_id email) MUST_USE;

/* ---- phones ---- */

struct contact_phone {
	struct text typed;
	struct text label; /* may be empty */
	struct text country; /* alpha-2 that numbers without calling code are of; none: address → customer → channel →
				business */
	bool primary;
};
/* Kept as typed, and as E.164 with extension when it can be read. INVALID at number when empty or too long. */
enum outcome contacts_add_phone(struct context *ctx, struct customer_id customer, const struct contact_phone *phone,
				struct phone_id *ret_phone) MUST_USE;
/* `was`: the number as it was seen; CONFLICT at number when it is another by now. None: whatever is there. */
enum outcome contacts_change_phone(struct context *ctx, struct customer_id customer, struct phone_id phone,
				   const struct contact_phone *wanted, struct text was) MUST_USE;
enum outcome contacts_remove_phone(struct context *ctx, struct customer_id customer, struct phone_id phone) MUST_USE;
/* The country that a customer's numbers without calling code are of; empty when nobody says. */
enum outcome contacts_phone_home(struct context *ctx, struct customer_id customer, struct text *ret_country) MUST_USE;

/* ---- addresses ---- */

enum contact_field {
#define FIELD(NAME, name, label, most) CONTACT_FIELD_##NAME,
#include "features/contacts/contacts_address.def"
#undef FIELD
	CONTACT_FIELD_COUNT,
};
struct contact_field_declared {
	const char *word;
	const char *label; /* English, to be translated */
	int64_t most;
};
const struct contact_field_declared *contact_field_declared(enum contact_field field);

struct contact_address {
	struct text fields[CONTACT_FIELD_COUNT]; /* none or empty: nothing */
	bool is_shipping, is_billing;            /* the default one; taken from the others */
};
/* Country by code or by name in any language; a state by name becomes its code. The first address is the default for
 * both. INVALID field by field; an address that has nothing in it is INVALID at line1. */
enum outcome contacts_add_address(struct context *ctx, struct customer_id customer,
				  const struct contact_address *address, struct address_id *ret_address) MUST_USE;
/* `seen[f]` not none: the value that was seen; CONFLICT at a field that somebody else has changed meanwhile. `seen` may
 * be NULL. */
enum outcome contacts_change_address(struct context *ctx, struct customer_id customer, struct address_id address,
				     const struct contact_address *wanted, const struct text *seen) MUST_USE;
enum outcome contacts_remove_address(struct context *ctx, struct customer_id customer,
				     struct address_id address) MUST_USE;

/* The default ones first, then as they were added; read once however many parts of a page ask for them. */
enum outcome contacts_list_addresses(struct context *ctx, struct customer_id customer,
				     const struct address_list **ret_rows, size_t *ret_count) MUST_USE;
struct contact_address contacts_address_of(const struct address_list *row);
struct postal_address contacts_postal(const struct contact_address *address);
/* Which field of ours a part of the country's form is; the street has four lines. */
enum contact_field contacts_field_of(enum address_part part);

/* ---- somebody new ---- */

/* What a form asks of somebody new at once. */
struct contact_first {
	struct text phone;              /* as typed; none or empty: none */
	struct contact_address address; /* where it is; without street, postcode and city: none */
};
/* The address's fields as routes declare them: address_line1 to address_country. */
#define CONTACT_FIRST_ADDRESS(in)                                                                                      \
	{                                                                                                              \
		[CONTACT_FIELD_LINE1] = (in)->address_line1, [CONTACT_FIELD_LINE2] = (in)->address_line2,              \
		[CONTACT_FIELD_LINE3] = (in)->address_line3, [CONTACT_FIELD_LINE4] = (in)->address_line4,              \
		[CONTACT_FIELD_POSTCODE] = (in)->address_postcode, [CONTACT_FIELD_CITY] = (in)->address_city,          \
		[CONTACT_FIELD_STATE] = (in)->address_state, [CONTACT_FIELD_COUNTRY] = (in)->address_country,          \
	}
/* How much of it: a type says so in its shown and required fields (customer_asked_declared). */
struct contact_asked {
	bool phone, address; /* asked for */
	bool phone_needed, address_needed;
};
struct contact_asked contacts_asked(struct text shown, struct text required);
/* Says what the form of those who register, which is being made, asks for: that is what its block shows. */
void contacts_ask(struct context *ctx, const struct contact_asked *asked);
/* INVALID at `phone`, `address_postcode` and so on, by what was said alone: what is needed is there, of an address all
 * that its country's have to have, and what is not asked for is not said. */
enum outcome contacts_check_first(struct context *ctx, const struct contact_first *first,
				  const struct contact_asked *asked) MUST_USE;
/* In the transaction that adds them, after the check. The address has their name and company. */
enum outcome contacts_add_first(struct context *ctx, struct customer_id customer,
				const struct contact_first *first) MUST_USE;
/* The same in place of all phones and addresses that are there. */
enum outcome contacts_replace_first(struct context *ctx, struct customer_id customer,
				    const struct contact_first *first) MUST_USE;

/* ---- tax numbers ---- */

struct contact_tax_id {
	struct text kind;    /* "vat", "sst", "tin" … */
	struct text country; /* alpha-2; may be empty */
	struct text value;
};
enum outcome contacts_add_tax_id(struct context *ctx, struct customer_id customer, const struct contact_tax_id *tax_id,
				 struct tax_id_id *ret_tax_id) MUST_USE;
enum outcome contacts_change_tax_id(struct context *ctx, struct customer_id customer, struct tax_id_id tax_id,
				    const struct contact_tax_id *wanted) MUST_USE;
enum outcome contacts_remove_tax_id(struct context *ctx, struct customer_id customer, struct tax_id_id tax_id) MUST_USE;

#endif
